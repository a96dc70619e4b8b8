"""The outcome as one web page that needs nothing but itself: for a phone, a screen, or paper.

Without JavaScript everything is there, workbook by workbook; with it the findings can be grouped by person, sorted and
filtered. The page may run its own script and style and load nothing: the policy in its head names their hashes.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import count

from pipeline import indonesian
from pipeline.findings import Severity, mask
from pipeline.flow import Outcome, called, person_of
from pipeline.language import INDONESIAN, Language
from pipeline.stage6_report.folds import (
    Fold,
    first_to_mend,
    folded,
    keys_to_waive,
    papers_waiting,
    waits,
    waiving,
    withholding,
)
from pipeline.stage6_report.sums import (
    READY,
    SEVERITY_SUMS,
    SEVERITY_TOTALS,
    SEVERITY_WORDS,
    STATUS_WORDS,
    by_file,
    counts,
    earlier_told,
    severity_sums,
    standing_out,
    verdicts,
)
from pipeline.stage6_report.told import told_in
from pipeline.webpage import filled

_MOST_NOTES = 2000
"""With more of them (a note for each value read in thousands of workbooks) no phone could open the page."""
_CODE = re.compile(r"\b([A-Z]{1,3}-\d+(?:/[\w-]+)*)\b")
_GRAVITY = {severity.value: rank for rank, severity in enumerate(SEVERITY_WORDS)}


def page_text(outcome: Outcome, language: Language = INDONESIAN) -> str:
    """The page; equal outcomes give equal text."""
    outcome = told_in(outcome, language)
    style, script = _own("page.css"), _own("page.js")
    notes = counts(outcome)["notes"]
    left_out = notes if notes > _MOST_NOTES else 0
    sections = list(_sections(outcome, language, notes=not left_out))
    return filled(
        _own("page.html"),
        {
            "said": language.said,
            "counted": language.counted,
            "language": language.code,
            "style": style,
            "script": script,
            "style_hash": _hash(style),
            "script_hash": _hash(script),
            "programme": outcome.programme_title,
            "pieces": _pieces,
            "day": language.sentence(indonesian.long_date(outcome.date)),
            "totals": _totals(outcome, language),
            "severities": [pair for pair in _severities(outcome, language) if pair[0] != "note" or not left_out],
            "left_out": left_out,
            "urgent": [
                {"row": _row(one.fold, 0, one.withholds, outcome, language), "file": mask(one.fold.first.place.file)}
                for one in first_to_mend(outcome)
            ],
            "workbooks": _workbooks(outcome, {section["file"]: section["id"] for section in sections}, language),
            "sections": sections,
            "papers": list(_papers(outcome, language)),
            "waivers": list(_waivers(outcome, language)),
        },
    )


def _pieces(text: str) -> list[str]:
    """A text, and at every second place a code ("M-001/1"), which no line is to break."""
    return _CODE.split(text)


def _own(name: str) -> str:
    """A file that lies beside this module."""
    return (resources.files("pipeline.stage6_report") / name).read_text("utf-8")


def _hash(text: str) -> str:
    """As a content security policy names an inline style or script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


def _totals(outcome: Outcome, language: Language) -> list[tuple[str, str]]:
    """The numbers at the top, with what they count."""
    sums = counts(outcome)
    found = [language.counted("{count} buku kerja", len(outcome.inputs))]
    for severity, name in SEVERITY_TOTALS.items():
        if sums[name] or severity is not Severity.WAIVED:
            found.append(language.counted(SEVERITY_SUMS[severity], sums[name]))
    papers = [(str(sums[status]), language.said(word)) for status, word in STATUS_WORDS.items() if sums[status]]
    parts = [text.partition(" ") for text in found]
    return [
        *((number, word) for number, _, word in parts),
        *((number, language.said("surat/laporan {status}", status=word)) for number, word in papers),
    ]


def _severities(outcome: Outcome, language: Language) -> list[tuple[str, str]]:
    """Those that occur, with their words."""
    there = {finding.severity for finding in outcome.findings} | ({Severity.NOTE} if outcome.notes.total else set())
    return [(severity.value, language.said(word)) for severity, word in SEVERITY_WORDS.items() if severity in there]


def _workbooks(outcome: Outcome, ids: dict[object, object], language: Language) -> list[dict[str, object]]:
    """The verdict of every workbook, and where on the page its findings stand."""
    verdict_of, found = verdicts(outcome), by_file(outcome.findings)
    return [
        {
            "path": mask(source.path),
            "verdict": language.said(verdict_of[source.path]),
            "ready": verdict_of[source.path] == READY,
            "sums": severity_sums(found.get(source.path, ()), language, outcome.notes.counts.get(source.path, 0))
            or language.said("tidak ada temuan"),
            "id": ids.get(source.path, ""),
        }
        for source in outcome.inputs
    ]


def _sections(outcome: Outcome, language: Language, *, notes: bool) -> Iterator[dict[str, object]]:
    """The findings workbook by workbook, in the order of the inputs; what stands in none comes last."""
    shown = (finding for finding in outcome.findings if notes or finding.severity is not Severity.NOTE)
    packed = (note for file in outcome.notes.packed for note in outcome.notes.of(file)) if notes else ()
    found, waiting = by_file((*shown, *packed)), papers_waiting(outcome)
    elsewhere = sorted(found, key=lambda path: (not path, path))
    paths = [path for path in dict.fromkeys([*(source.path for source in outcome.inputs), *elsewhere]) if path in found]
    order = count()
    for number, path in enumerate(paths, start=1):
        folds = folded(found[path], outcome.sheets, by_person=True)
        rows = [_row(fold, next(order), len(waits(fold, waiting)), outcome, language) for fold in folds]
        title = mask(path) or language.said("Tentang seluruh berkas")
        yield {"id": f"buku-{number}", "file": path, "title": title, "rows": rows}


def _row(fold: Fold, order: int, papers: int, outcome: Outcome, language: Language) -> dict[str, object]:
    """What one line of the table shows. `order` is its place in the order of reading."""
    finding = fold.first
    keys = list(dict.fromkeys(key for one in fold.findings for key in one.whom))
    nobody, waivable = language.said("Tidak tentang orang tertentu"), keys_to_waive(fold.findings)
    return {
        "order": order,
        "count": len(fold.findings),
        "severity": finding.severity.value,
        "gravity": _GRAVITY[finding.severity.value],
        "word": language.said(SEVERITY_WORDS[finding.severity]),
        "sheet": mask(finding.place.sheet),
        "cells": fold.cells(language=language),
        "text": finding.text,
        "fix": finding.fix,
        "code": finding.code,
        "source": finding.message.source,
        "person": mask(called(person_of(keys[0]), outcome.names)) if keys else nobody,
        "whom": [mask(called(key, outcome.names)) for key in keys if not _is_named_closer(key, keys)],
        "withholding": withholding(finding.severity, papers, language),
        "waived_by": finding.waived_by,
        "waive": "; ".join(waivable),
        "waiving": waiving(finding.code, waivable, language),
    }


def _is_named_closer(key: str, keys: Sequence[str]) -> bool:
    """Whether a key is the beginning of another: of a session of a month nobody need be told the month."""
    return any(other.startswith(f"{key}/") for other in keys)


def _papers(outcome: Outcome, language: Language) -> Iterator[dict[str, object]]:
    """Papers that were not simply issued, with the reasons."""
    for paper in standing_out(outcome):
        reasons = dict.fromkeys((finding.code, str(finding.place), finding.text) for finding in paper.withheld_by)
        status = language.said(STATUS_WORDS[paper.status])
        earlier = earlier_told(paper.earlier, language) if paper.earlier else ""
        yield {"title": mask(paper.title), "status": status, "earlier": earlier, "reasons": list(reasons)}


def _waivers(outcome: Outcome, language: Language) -> Iterator[dict[str, object]]:
    for waiver in outcome.accepted:
        yield {
            "code": waiver.code,
            "whom": mask(called(waiver.about, outcome.names)),
            "reason": waiver.reason,
            "by": waiver.by,
            "day": language.sentence(indonesian.long_date(waiver.dated)),
            "count": len(waiver.findings),
        }
