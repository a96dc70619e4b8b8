"""SPK (Surat Perintah Kerja): the centre orders a facilitator to work, and says on what terms.

One-sided order, signed by the head of the centre, passed on through the district's labour office; the SPM rests on it.
Source: handbook, Tahapan-Tahapan Penugasan 1, 3 and 6-11.
"""

from pipeline import indonesian
from pipeline.documents import parts
from pipeline.documents.assigned import SEXES, Assigned, GroupRow, assigned, born, group_row, head_of, location, period
from pipeline.flow import Context, Document, Dossier, Draft
from pipeline.records import Assignment, Group

KIND = "spk"


class AttachmentRow(GroupRow):
    """A group in the attachment."""

    sector: str
    members: str
    """How many, in digits."""


class Spk(Context):
    """What the SPK prints."""

    letterhead: parts.Letterhead
    """Of the centre."""
    title: str
    """"SURAT PERINTAH KERJA"."""
    number: str = ""
    """Its own number."""
    day_in_words: str
    """"Senin tanggal empat bulan Mei tahun dua ribu lima belas (04-05-2015)"."""
    dated: str
    """"4 Mei 2015", for the attachment."""
    giver: str
    """The position of the centre's head."""
    activity: str
    """The budget activity."""
    bases: tuple[str, ...]
    """What it rests on, one line each, with its full stop or semicolon."""
    name: str
    """The facilitator's, with titles."""
    nik: str
    birth: str
    """Place and date of birth."""
    sex: str
    education: str
    address: str
    npwp: str
    phone: str
    role: str
    """"Motivator Pemberdayaan"."""
    role_short: str
    """"motivator"."""
    duties: tuple[str, ...]
    """With their targets, punctuated."""
    group_count: str
    """"2 (dua) kelompok dampingan"."""
    location: str
    """The regencies where the groups are."""
    term: str
    """From the first to the last day."""
    term_length: str
    """"2 (dua) bulan"."""
    rights: tuple[str, ...]
    """Punctuated."""
    allowance: str
    """Rupiah per month in digits and words."""
    allowance_total: str
    """Rupiah over the whole term in digits and words."""
    budget_line: str
    bank: str
    account: str
    account_holder: str
    insurer: str
    policy: str
    insured: str
    """The insurance's period."""
    obligations: tuple[str, ...]
    """Punctuated."""
    district_head: str
    """Through whom it is passed on, and who gets the reports."""
    spm_name: str
    """"Surat Penugasan Motivator (SPM)"."""
    groups: tuple[AttachmentRow, ...]
    """For the attachment."""
    members: str
    """How many in all groups, in digits."""
    signature: parts.Signature
    """Of the centre."""
    stamped: bool
    """Whether a box for the duty stamp (meterai) stands beside the signature."""
    copies_to: tuple[str, ...]


def drafts(dossier: Dossier) -> tuple[Draft, ...]:
    """One SPK for each assignment."""
    return tuple(_draft(dossier, one) for one in assigned(dossier))


def _draft(dossier: Dossier, one: Assigned) -> Draft:
    lost_members = (key for group in one.groups for key in dossier.lost_below(f"member:{group.code}/"))
    return Draft(
        document=KIND,
        subject=one.facilitator.key,
        title=f"{dossier.programme.wording.spk_short} {one.name}",
        issuer=one.centre.code,
        dated=one.spk_dated,
        about=frozenset(
            (one.spk_key, parts.BASIS_KEY, *one.office_keys, one.facilitator.key, *one.group_keys, *lost_members)
        ),
        context=_context(dossier, one),
        path=parts.paper_path(one.centre.code, one.code, f"{dossier.programme.wording.spk_short}_{one.code}"),
        numbered=parts.numbered(dossier, one.centre, KIND, one.assignment.spk_number),
        paper=parts.paper(one.centre),
    )


def _context(dossier: Dossier, one: Assigned) -> Spk:
    person, work, words = one.facilitator, one.assignment, dossier.programme.wording
    months = _months(work)
    groups = tuple(_row(dossier, group) for group in one.groups)
    copies = [head_of(one.province)] if one.province else []
    return Spk(
        letterhead=parts.letterhead(one.centre),
        title=words.spk_title,
        day_in_words=f"{indonesian.date_in_words(one.spk_dated)} ({_unbroken(indonesian.numeric_date(one.spk_dated))})",
        dated=indonesian.long_date(one.spk_dated),
        giver=head_of(one.centre),
        activity=words.activity,
        bases=parts.clauses(parts.basis(dossier, one.centre, KIND)),
        name=one.name,
        nik=person.nik or "",
        birth=born(person),
        sex=SEXES.get(person.sex or "", ""),
        education=person.education or "",
        address=person.address or "",
        npwp=indonesian.npwp_display(person.npwp) if person.npwp else "",
        phone=indonesian.phone_display(person.phone) if person.phone else "",
        role=words.role,
        role_short=words.role_short,
        duties=parts.clauses(words.duties, "dan"),
        group_count=indonesian.count_of(len(one.groups), "kelompok dampingan"),
        location=location(one.groups, one.district),
        term=period((work.starts, work.ends)),
        term_length=indonesian.count_of(months, "bulan") if months else "",
        rights=parts.clauses(words.rights, "dan"),
        allowance=indonesian.rupiah_in_words(work.allowance) if work.allowance else "",
        allowance_total=indonesian.rupiah_in_words(work.allowance * months) if work.allowance and months else "",
        budget_line=work.budget_line or "",
        bank=person.bank or "",
        account=person.account or "",
        account_holder=person.account_holder or "",
        insurer=work.insurer or "",
        policy=work.policy or "",
        insured=period((work.insured_from, work.insured_to)),
        obligations=parts.clauses(words.obligations, "dan"),
        district_head=head_of(one.district),
        spm_name=words.spm_name,
        groups=groups,
        members=str(sum(int(group.members) for group in groups)),
        signature=parts.signature(dossier, one.centre, one.spk_dated),
        stamped=parts.stamped(one.centre, KIND),
        copies_to=parts.copies_to(one.centre, copies),
    )


def _row(dossier: Dossier, group: Group) -> AttachmentRow:
    return AttachmentRow(
        **group_row(group).model_dump(),
        sector=dossier.programme.label("sector", group.sector),
        members=str(len(dossier.members_of.get(group.code, ()))),
    )


def _unbroken(text: str) -> str:
    """With hyphens at which Word does not break the line."""
    return text.replace("-", "\N{NON-BREAKING HYPHEN}")


def _months(work: Assignment) -> int:
    """The months that the order lasts, a month begun counted as one; 0 when its days are not known."""
    if work.starts is None or work.ends is None or work.ends < work.starts:
        return 0
    return indonesian.month_of_term(work.starts, work.ends)


REQUIRED = ("number", "name", "nik", "role", "duties[]", "term", "signature.place_and_date", "signature.name")
"""What makes the paper what it is: the check of templates asks for it."""

DOCUMENT = Document(KIND, "Surat Perintah Kerja", Spk, drafts, required=REQUIRED)
