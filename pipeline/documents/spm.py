"""SPM (Surat Penugasan Motivator): the district sends a facilitator, ordered by an SPK, to the groups.

Signed by the head of the district's labour office, copy to the province's; it introduces the facilitator on the spot.
Source: handbook, Tahapan-Tahapan Penugasan 2; form of a surat tugas after Permendagri 1/2023.
"""

from pipeline import indonesian
from pipeline.documents import dates, parts
from pipeline.documents.assigned import Assigned, GroupRow, assigned, cites, group_row, head_of, location, period
from pipeline.flow import Context, Document, Dossier, Draft

KIND = "spm"


class Spm(Context):
    """What the SPM prints."""

    letterhead: parts.Letterhead
    """Of the district's office."""
    title: str
    """"SURAT PENUGASAN MOTIVATOR"."""
    number: str = ""
    """Its own number."""
    activity: str
    """The budget activity."""
    spk_name: str
    """"Surat Perintah Kerja"."""
    spk_giver: str
    """The position of the centre's head, who gave the SPK."""
    spk_number: str = ""
    spk_dated: str
    """"2 Mei 2015"."""
    bases: tuple[str, ...]
    """What it rests on besides the SPK, punctuated."""
    name: str
    """The facilitator's, with titles."""
    nik: str
    education: str
    address: str
    role: str
    """"Motivator Pemberdayaan"."""
    role_short: str
    """"motivator"."""
    duties: tuple[str, ...]
    """With their targets, each with its semicolon."""
    location: str
    """The regencies where the groups are."""
    period: str
    """From the first to the last day of the work in the field."""
    head: str
    """The position of the district's head, who gets the reports."""
    groups: tuple[GroupRow, ...]
    signature: parts.Signature
    stamped: bool
    """Whether a box for the duty stamp (meterai) stands beside the signature."""
    copies_to: tuple[str, ...]
    """The province's office is always among them."""


def drafts(dossier: Dossier) -> tuple[Draft, ...]:
    """One SPM for each assignment."""
    return tuple(_draft(dossier, one) for one in assigned(dossier))


def _draft(dossier: Dossier, one: Assigned) -> Draft:
    return Draft(
        document=KIND,
        subject=one.facilitator.key,
        title=f"{dossier.programme.wording.spm_short} {one.name}",
        issuer=one.district.code,
        dated=one.spm_dated,
        about=frozenset((one.spm_key, parts.BASIS_KEY, *one.office_keys, one.facilitator.key, *one.group_keys)),
        context=_context(dossier, one),
        path=parts.paper_path(one.district.code, one.code, f"{dossier.programme.wording.spm_short}_{one.code}"),
        numbered=parts.numbered(dossier, one.district, KIND, one.assignment.spm_number),
        cites=cites(dossier, one, "spk"),
        paper=parts.paper(one.district),
    )


def _context(dossier: Dossier, one: Assigned) -> Spm:
    person, words = one.facilitator, dossier.programme.wording
    return Spm(
        letterhead=parts.letterhead(one.district),
        title=words.spm_title,
        activity=words.activity,
        spk_name=indonesian.initial_capitals(words.spk_title),
        spk_giver=head_of(one.centre),
        spk_dated=dates.long_date(one.spk_dated),
        bases=parts.clauses(parts.basis(dossier, one.district, KIND)),
        name=one.name,
        nik=person.nik or "",
        education=person.education or "",
        address=person.address or "",
        role=words.role,
        role_short=words.role_short,
        duties=tuple(f"{duty};" for duty in words.duties),
        location=location(one.groups, one.district),
        period=period(one.term),
        head=head_of(one.district),
        groups=tuple(group_row(group) for group in one.groups),
        signature=parts.signature(dossier, one.district, one.spm_dated),
        stamped=parts.stamped(one.district, KIND),
        copies_to=parts.copies_to(one.district, _copies(one)),
    )


def _copies(one: Assigned) -> tuple[str, ...]:
    """The province's head, whom the handbook names, and the centre's, whose SPK is carried out."""
    province = (head_of(one.province),) if one.province else ()
    return (*province, head_of(one.centre))


REQUIRED = ("number", "spk_number", "name", "role", "duties[]", "period", "groups[].name", "signature.name")
"""What makes the paper what it is: the check of templates asks for it."""

DOCUMENT = Document(KIND, "Surat Penugasan", Spm, drafts, required=REQUIRED)
