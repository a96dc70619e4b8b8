"""The recap over a whole run: per facilitator, group and month what was owed and reached, and what is missing and why.

It names no run's date and makes no difference between papers made now and before, so that a second run gives the same.
"""

from collections.abc import Iterator, Sequence

from pipeline import indonesian, progress
from pipeline.excel.recap import Missing, Part, Recap, Result, Waived, Worker
from pipeline.findings import Finding, errors, in_order
from pipeline.flow import Accepted, Dossier, Issued, called
from pipeline.progress import Tally

UNKNOWN = "–"
"""Stands for a province or district that the assignment workbook does not tell."""


def tables(
    dossier: Dossier, issued: Sequence[Issued], findings: Sequence[Finding], accepted: Sequence[Accepted] = ()
) -> Recap:
    """What the recap workbook shows of a run."""
    tallies = [tally for code in dossier.facilitators for tally in progress.tallies(dossier, code)]
    return Recap(
        title=f"Rekapitulasi {dossier.programme.title}",
        role=indonesian.initial_capitals(dossier.programme.wording.role_short),
        workers=tuple(_worker(dossier, code, issued) for code in dossier.facilitators),
        results=tuple(_result(dossier, tally) for tally in tallies),
        missing=(
            *(_shortfall(dossier, tally) for tally in tallies if tally.over and not tally.met),
            *_withheld(dossier, issued),
            *_concerning_nobody(findings),
        ),
        waived=tuple(_waived(dossier, accepted)),
    )


def _worker(dossier: Dossier, code: str, issued: Sequence[Issued]) -> Worker:
    groups = dossier.groups_of.get(code, [])
    own = [paper for paper in issued if _facilitator_of(paper) == code]
    withheld = sum(paper.status == "withheld" for paper in own)
    province, district = _region(dossier, code)
    return Worker(
        province=province,
        district=district,
        code=code,
        name=dossier.facilitators[code].called,
        groups=len(groups),
        members=sum(len(dossier.members_of.get(group.code, [])) for group in groups),
        papers=len(own) - withheld,
        withheld=withheld,
    )


def _region(dossier: Dossier, code: str) -> tuple[str, str]:
    """Province and district of the office that sends a facilitator."""
    assignment = dossier.assignments.get(code)
    office = dossier.offices.get((assignment and assignment.district) or "")
    if office is None:
        return (UNKNOWN, UNKNOWN)
    return (office.province or UNKNOWN, office.region or office.called)


def _facilitator_of(paper: Issued) -> str:
    """The code inside a paper's subject: "session:M-001/1/S-01" -> "M-001"; "" for papers about several."""
    kind, _, rest = paper.subject.partition(":")
    return "" if kind in ("office", "programme") else rest.partition("/")[0]


def _result(dossier: Dossier, tally: Tally) -> Result:
    return Result(
        code=tally.facilitator,
        part=_part(tally),
        activity=tally.target.label,
        group=_group(dossier, tally),
        month=tally.month,
        target=tally.target.at_least,
        result=tally.count,
        state="Tercapai" if tally.met else "Kurang" if tally.over else "Berjalan",
    )


def _part(tally: Tally) -> Part:
    if tally.target.per == "group_month":
        return "session"
    return "partnership" if tally.target.activity == "partnership" else "report"


def _group(dossier: Dossier, tally: Tally) -> str:
    group = dossier.groups.get(tally.group)
    return group.called if group else ""


def _shortfall(dossier: Dossier, tally: Tally) -> Missing:
    """A target whose time is over and that is not met."""
    return Missing(
        district=_region(dossier, tally.facilitator)[1],
        name=dossier.facilitators[tally.facilitator].called,
        what=progress.described(dossier, tally),
        why=_reason(dossier, tally),
    )


def _reason(dossier: Dossier, tally: Tally) -> str:
    """Why a target is not met, in words."""
    unread = progress.months_not_read(dossier, tally.facilitator)
    if missing := [f"bulan ke-{month}" for month in unread if tally.month in (0, month)]:
        return f"Buku kerja {indonesian.joined(missing)} belum ada atau tidak terbaca."
    if _part(tally) == "report":
        return "Laporan belum tercatat disampaikan." if tally.held else "Laporan belum tercatat dibuat."
    reasons = [
        f"{gap.key.rpartition('/')[2]} belum dilengkapi "
        + indonesian.joined([dossier.programme.label("evidence", kind) for kind in gap.lacks])
        for gap in tally.gaps
    ]
    if tally.held < tally.target.at_least:
        reasons.insert(0, f"baru {tally.held} {tally.target.unit} yang tercatat")
    text = "; ".join(reasons)
    return f"{text[:1].upper()}{text[1:]}."


def _withheld(dossier: Dossier, issued: Sequence[Issued]) -> Iterator[Missing]:
    """Papers that are due and could not be issued."""
    for paper in issued:
        if paper.status == "withheld":
            code = _facilitator_of(paper)
            facilitator = dossier.facilitators.get(code)
            why = dict.fromkeys(
                f"{finding.text} ({finding.place})".removesuffix(" ()") for finding in paper.withheld_by
            )
            yield Missing(
                district=_region(dossier, code)[1],
                name=facilitator.called if facilitator else code,
                what=_not_issued(paper),
                why="\n".join(dict.fromkeys(why)),
            )


def _not_issued(paper: Issued) -> str:
    """A withheld paper, and the file that nobody is to take for it."""
    if paper.earlier is None:
        return f"{paper.title} belum dapat diterbitkan"
    day = indonesian.long_date(paper.earlier.written)
    return f"{paper.title} ditahan; versi yang terbit {day} jangan dipakai dulu: {paper.earlier.path}"


def _concerning_nobody(findings: Sequence[Finding]) -> Iterator[Missing]:
    """Errors that withhold no paper because nobody knows whom they concern, such as a workbook that cannot be read."""
    for finding in errors(findings):
        if not finding.about:
            yield Missing(UNKNOWN, "", str(finding.place), finding.text)


def _waived(dossier: Dossier, accepted: Sequence[Accepted]) -> Iterator[Waived]:
    """What officers accepted, a line for each finding."""
    for waiver in accepted:
        whom = called(waiver.about, dossier.names)
        for finding in in_order(waiver.findings):
            place = str(finding.place)
            yield Waived(waiver.code, whom, finding.text, place, waiver.reason, waiver.by, waiver.dated)
