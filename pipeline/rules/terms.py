"""The term of an assignment: it ends after it starts and lasts as the programme says, the SPM's within the SPK's."""

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Assignment, Delivery

TERM_REVERSED = Message(
    "L03",
    Severity.ERROR,
    "Masa tugas {who} berakhir {ends}, sebelum mulainya {starts}.",
    fix="Betulkan hari pertama atau hari terakhir masa tugas di lembar Penugasan.",
    source="Aturan berkas: masa tugas dari mulai sampai akhir",
)
SPM_TERM_OUTSIDE = Message(
    "L04",
    Severity.ERROR,
    "Masa SPM {who} ({spm}) tidak seluruhnya di dalam masa SPK ({spk}).",
    fix="Samakan masa SPM dengan masa SPK, atau kosongkan bila sama.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 2: SPM diterbitkan berdasarkan SPK",
)
SPK_TERM_LENGTH = Message(
    "L14",
    Severity.ERROR,
    "Masa SPK {who} ({spk}) meliputi {found} bulan, padahal program menetapkan {months} bulan.",
    fix="Betulkan hari pertama atau hari terakhir masa SPK di lembar Penugasan.",
    source="Buku Panduan, jadwal kegiatan: Bulan Ke-1 dan Bulan Ke-2",
)

Term = tuple[date, date]


def terms_lie_within_each_other(dossier: Dossier) -> Iterator[Finding]:
    """A term ends after it starts, and the SPM's lies within the SPK's."""
    for assignment in dossier.assignments.values():
        both = _both_terms(assignment)
        if both is None:
            continue
        spk, spm = both
        name = name_of(dossier, assignment)
        for (starts, ends), field in ((spk, "ends"), (spm, "spm_ends")):
            if ends < starts:
                values = {"who": name, "starts": indonesian.long_date(starts), "ends": indonesian.long_date(ends)}
                yield TERM_REVERSED.at(assignment.at(field), [assignment.key], field, **values)
                break
        else:
            if not _lies_in(spm, spk):
                field = "spm_starts" if spm[0] < spk[0] else "spm_ends"
                values = {"who": name, "spm": indonesian.period(*spm), "spk": indonesian.period(*spk)}
                yield SPM_TERM_OUTSIDE.at(assignment.at(field), [f"spm/{assignment.key}"], field, **values)


def spk_terms_are_as_long_as_the_programme_says(dossier: Dossier) -> Iterator[Finding]:
    """The SPK lasts the programme's months: the allowance that it grants is counted by them."""
    for assignment in assigned(dossier, "spk"):
        starts, ends = assignment.starts, assignment.ends
        if starts is None or ends is None or ends < starts:
            continue
        found, months = indonesian.month_of_term(starts, ends), dossier.programme.term.months
        if found != months:
            values = {"who": name_of(dossier, assignment), "spk": indonesian.period(starts, ends)}
            about = [f"spk/{assignment.key}"]
            yield SPK_TERM_LENGTH.at(assignment.at("ends"), about, "ends", found=found, months=months, **values)


def readings(dossier: Dossier, facilitator: str) -> list[Term]:
    """The term of the work in the field; where L04 or L14 is said of it, every term that may have been meant.

    Who judges a date by the term is to say nothing that follows only from a wrong term. Empty where no term is known,
    or one runs backwards.
    """
    assignment = dossier.assignments.get(facilitator)
    both = _both_terms(assignment) if assignment else None
    if both is None or any(ends < starts for starts, ends in both):
        return []
    spk, spm = both
    found = [spm]
    if not _lies_in(spm, spk):
        found.append(spk)
    months = dossier.programme.term.months
    if "spk" in dossier.programme.papers and indonesian.month_of_term(*spk) != months:
        found.append((spk[0], indonesian.add_months(spk[0], months) - timedelta(days=1)))
        found.append((indonesian.add_months(spk[1], -months) + timedelta(days=1), spk[1]))
    return found


def report_ends(dossier: Dossier, delivery: Delivery) -> date | None:
    """The last day of what a report is about; of a term in doubt the earliest, None where its months are in doubt."""
    terms = readings(dossier, delivery.facilitator)
    if delivery.kind == "monthly":
        bounds = progress.month_bounds(dossier, delivery.facilitator, delivery.month or 0)
        if bounds is None or len({starts for starts, _ in terms}) != 1:
            return None
        return min([bounds[1], *(ends for _, ends in terms)])
    return min((ends for _, ends in terms), default=None)


def assigned(dossier: Dossier, paper: str) -> Iterator[Assignment]:
    """The assignments of known facilitators, if the programme has the paper."""
    if paper in dossier.programme.papers:
        yield from (item for item in dossier.assignments.values() if item.facilitator in dossier.facilitators)


def name_of(dossier: Dossier, assignment: Assignment) -> str:
    """What messages call the one who is assigned."""
    facilitator = dossier.facilitators.get(assignment.facilitator)
    return facilitator.called if facilitator else assignment.facilitator


def _both_terms(assignment: Assignment) -> tuple[Term, Term] | None:
    """The SPK's and the SPM's term; None where a day of them is not known."""
    spk = (assignment.starts, assignment.ends)
    spm = (assignment.spm_starts or assignment.starts, assignment.spm_ends or assignment.ends)
    if spk[0] is None or spk[1] is None or spm[0] is None or spm[1] is None:
        return None
    return (spk[0], spk[1]), (spm[0], spm[1])


def _lies_in(inner: Term, outer: Term) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


RULES = (terms_lie_within_each_other, spk_terms_are_as_long_as_the_programme_says)
