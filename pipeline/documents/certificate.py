"""Certificate: the centre certifies that a facilitator has completed the assignment and met every target.

Signed by the head of the centre; A4 across, without NIK. It is due once the term is over and all monthly workbooks were
read; that every target is met is a rule's business. Source: handbook, Tahapan-Tahapan Penugasan 12.
"""

from collections.abc import Iterator

from pipeline import indonesian, progress
from pipeline.documents import dates, parts
from pipeline.documents.assigned import Assigned, assigned, born, cites, location, period
from pipeline.flow import Context, Document, Dossier, Draft, QrSlot
from pipeline.records import Office

KIND = "certificate"
QR_MM = 22.0
LOGO_WIDTH_MM, LOGO_HEIGHT_MM = 15.0, 18.0
"""Smaller than on letters, for all is to stand on one page across."""


class Achievement(Context):
    """One target and how much of it was reached."""

    label: str
    reached: str
    """"8 (delapan) kali"."""


class Certificate(Context):
    """What the certificate prints."""

    letterhead: parts.Letterhead
    """Of the centre, without its address."""
    number: str = ""
    """Its own number."""
    name: str
    """The facilitator's, with titles."""
    birth: str
    """Place and date of birth."""
    role: str
    """"Tenaga Motivator Pemberdayaan"."""
    activity: str
    """The budget activity."""
    programme: str
    location: str
    """The regencies where the groups are."""
    period: str
    """From the first to the last day of the work in the field."""
    spm_name: str
    """"Surat Penugasan Motivator (SPM)"."""
    spm_number: str = ""
    spm_dated: str
    achievements: tuple[Achievement, ...]
    signature: parts.Signature
    qr: QrSlot


def drafts(dossier: Dossier) -> tuple[Draft, ...]:
    """One certificate for each assignment whose term is over."""
    return tuple(_draft(dossier, one) for one in assigned(dossier) if progress.term_work_read(dossier, one.code))


def _draft(dossier: Dossier, one: Assigned) -> Draft:
    key = f"{KIND}/{one.facilitator.key}"
    dated = dossier.letter_date(key, one.assignment.certificate_dated)
    return Draft(
        document=KIND,
        subject=one.facilitator.key,
        title=f"Sertifikat {one.name}",
        issuer=one.centre.code,
        dated=dated,
        about=frozenset((key, one.centre.key, one.facilitator.key, *one.group_keys, *_work_keys(dossier, one.code))),
        context=Certificate(
            letterhead=_letterhead(one.centre),
            name=one.name,
            birth=born(one.facilitator),
            role=dossier.programme.wording.certificate_role,
            activity=dossier.programme.wording.activity,
            programme=dossier.programme.wording.programme,
            location=location(one.groups, one.district),
            period=period(one.term),
            spm_name=dossier.programme.wording.spm_name,
            spm_dated=dates.long_date(one.spm_dated),
            achievements=tuple(_achievements(dossier, one.code)),
            signature=parts.signature(dossier, one.centre, dated),
            qr=QrSlot(size_mm=QR_MM),
        ),
        path=parts.paper_path(one.centre.code, one.code, f"Sertifikat_{one.code}"),
        numbered=parts.numbered(dossier, one.centre, KIND, one.assignment.certificate_number),
        cites=cites(dossier, one, "spm"),
    )


def _letterhead(centre: Office) -> parts.Letterhead:
    logo = parts.photo(centre.logo, LOGO_WIDTH_MM, LOGO_HEIGHT_MM, f"Logo {centre.called}")
    return parts.letterhead(centre).model_copy(update={"address": (), "logo": logo})


def _work_keys(dossier: Dossier, code: str) -> Iterator[str]:
    """The whole work: its term, its months, and every session and partnership that it counts."""
    yield f"term:{code}"
    yield f"delivery:{code}"
    yield from dossier.lost_below(f"session:{code}/")
    yield from dossier.lost_below(f"partnership:{code}/")
    yield from (f"month:{code}/{month}" for month in progress.months(dossier))
    yield from (session.key for session in dossier.sessions_of.get(code, ()))
    yield from (partnership.key for partnership in dossier.partnerships_of.get(code, ()))


def _achievements(dossier: Dossier, code: str) -> Iterator[Achievement]:
    """What was done and proved over the term, all groups together; reports are not counted among the deeds."""
    totals = progress.totals(dossier, code)
    for target in dossier.programme.targets:
        if target.evidence:
            reached = sum(total.count for total in totals if total.target == target)
            yield Achievement(label=target.label, reached=indonesian.count_of(reached, target.unit))


REQUIRED = ("number", "name", "role", "spm_number", "achievements[].reached", "signature.name")
"""What makes the paper what it is: the check of templates asks for it."""

DOCUMENT = Document(KIND, "Sertifikat", Certificate, drafts, required=REQUIRED)
