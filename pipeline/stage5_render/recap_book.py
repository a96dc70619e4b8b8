"""The recap workbook over everything that a run issued and withheld: to the ledger a paper like any other."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.documents import recap
from pipeline.excel.recap import recap_workbook
from pipeline.failures import writing
from pipeline.files import WrittenTogether
from pipeline.findings import Finding
from pipeline.flow import Accepted, Dossier, Issued
from pipeline.register import IssuedMark, Request
from pipeline.stage5_render.press import Press
from pipeline.stage5_render.settle import Paper, put, settled


def render_recap(
    dossier: Dossier,
    issued: Sequence[Issued],
    findings: Sequence[Finding],
    to: Press,
    accepted: Sequence[Accepted] = (),
) -> tuple[Issued, tuple[Finding, ...]]:
    """Write the recap workbook, unless it stands there already; what became of it, and what was found on the way."""
    subject = f"programme:{dossier.programme.code}"
    told = recap.tables(dossier, issued, findings, accepted)
    content_hash = hashlib.sha256(json.dumps(told, default=_recap_value, sort_keys=True).encode()).hexdigest()
    request = Request("berkas", "recap", subject, dossier.dates.get(f"recap/{subject}", dossier.today))
    entry = to.register.reserve([request], dossier.today).entries[request.entry_key]
    paper = Paper("Rekapitulasi", f"recap/{subject}", to.out / "rekap.xlsx", entry, content_hash, "", letter=False)
    plan = paper.plan()
    base = Issued("recap", subject, paper.title, "unchanged", entry.dated, path="rekap.xlsx", sha256=entry.sha256)
    if plan == "unchanged":
        return base, ()
    data = recap_workbook(told)
    refused: Collection[Path] = ()
    if not to.dry_run:
        with writing(to.out), WrittenTogether() as files:
            put(paper, plan, data, files)
            refused = files.name_all()
    status, said = settled(paper, plan, refused)
    if status != "issued":
        return replace(base, status=status, withheld_by=said if status == "withheld" else ()), said
    sha256 = hashlib.sha256(data).hexdigest()
    if not to.dry_run:
        mark = IssuedMark("berkas", "recap", subject, "", "rekap.xlsx", content_hash, "", sha256)
        to.register.mark_issued([mark], dossier.today)
    return replace(base, status="issued", sha256=sha256), said


def _recap_value(value: object) -> object:
    return vars(value) if hasattr(value, "__dict__") else str(value)
