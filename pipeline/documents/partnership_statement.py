"""Statement that a partnership was brought about (surat keterangan telah memfasilitasi proses kemitraan).

The head of the district's office declares it; facilitator, chair of the group and partner sign too. Source: handbook,
Target Pekerjaan 3, which names the form without printing it; its fields are those of usual cooperation letters.
"""

from pipeline import indonesian
from pipeline.documents import dates, field_work, parts
from pipeline.documents.assigned import Assigned, assigned, cites
from pipeline.documents.field_work import UNKNOWN
from pipeline.documents.parts import Letterhead, Signature
from pipeline.documents.report_texts import capital
from pipeline.flow import Context, Document, Dossier, Draft
from pipeline.records import Group, Partnership

KIND = "partnership_statement"


class PartnershipStatementContext(Context):
    """What the template may print."""

    letterhead: Letterhead
    """Of the district's office."""
    number: str = ""
    """The statement's own."""
    signature: Signature
    """Of the district's office, whose head declares."""
    stamped: bool
    """Whether a box for the duty stamp (meterai) stands beside the signature."""
    declarer: str
    """The signer's position, without the comma of the signature."""
    office_name: str
    programme_name: str
    """"Program Pengembangan Tenaga Kerja Rentan"."""
    activity_name: str
    """"Kegiatan Pendampingan Pemberdayaan (KPP)"."""
    role: str
    facilitator_name: str
    spm_name: str
    """"Surat Penugasan Motivator (SPM)"."""
    spm_number: str = ""
    spm_date: str
    group: str
    business: str
    sector: str
    group_address: str
    leader_name: str
    partner: str
    partner_kind: str
    """"Swasta", "Perbankan" …"""
    partner_address: str
    partner_phone: str
    representative: str
    representative_position: str
    cooperation: str
    """The kinds: "Akses modal usaha dan pelatihan"."""
    description: str
    """What was agreed."""
    value: str
    """In digits and words, or that it is not in money."""
    period: str
    evidence: str
    """"MoU Nomor 12/MoU/V/2015 tanggal 20 Mei 2015"."""


def drafts(dossier: Dossier) -> tuple[Draft, ...]:
    """One for every partnership."""
    return tuple(
        _draft(dossier, one, partnership)
        for one in assigned(dossier)
        for partnership in dossier.partnerships_of.get(one.code, [])
    )


def _draft(dossier: Dossier, one: Assigned, partnership: Partnership) -> Draft:
    group = field_work.group_of(dossier, partnership.group)
    subject = partnership.key
    key = f"{KIND}/{subject}"
    chair = field_work.leader(dossier, group)
    return Draft(
        document=KIND,
        subject=subject,
        title=field_work.title("Surat Keterangan Kemitraan", group, partnership.partner or partnership.code),
        issuer=one.district.code,
        dated=dossier.letter_date(key, partnership.statement_dated),
        about=frozenset((key, subject, group.key, *((chair.key,) if chair else ()))) | field_work.about(one),
        context=_context(dossier, one, partnership, group),
        path=field_work.path(one, "Surat Keterangan Kemitraan", partnership.code),
        numbered=parts.numbered(dossier, one.district, KIND, partnership.statement_number),
        cites=cites(dossier, one, "spm"),
        paper=parts.paper(one.district),
    )


def _context(dossier: Dossier, one: Assigned, partnership: Partnership, group: Group) -> PartnershipStatementContext:
    programme = dossier.programme
    dated = dossier.letter_date(f"{KIND}/{partnership.key}", partnership.statement_dated)
    signature = parts.signature(dossier, one.district, dated)
    return PartnershipStatementContext(
        letterhead=parts.letterhead(one.district),
        signature=signature,
        stamped=parts.stamped(one.district, KIND),
        declarer=signature.position.removesuffix(","),
        office_name=parts.office_name(one.district),
        programme_name=programme.wording.programme,
        activity_name=programme.wording.activity,
        role=programme.wording.role,
        facilitator_name=one.name,
        spm_name=programme.wording.spm_name,
        spm_date=dates.long_date(one.spm_dated),
        group=field_work.group_name(group),
        business=group.business or UNKNOWN,
        sector=programme.label("sector", group.sector) or UNKNOWN,
        group_address=", ".join(part for part in (field_work.village(group), group.district) if part) or UNKNOWN,
        leader_name=field_work.leader_name(dossier, group),
        partner=partnership.partner or UNKNOWN,
        partner_kind=programme.label("partner_kind", partnership.partner_kind) or UNKNOWN,
        partner_address=partnership.address or UNKNOWN,
        partner_phone=indonesian.phone_display(partnership.phone or ""),
        representative=partnership.representative or "",
        representative_position=partnership.representative_position or "",
        cooperation=capital(cooperation(dossier, partnership)),
        description=indonesian.clean(partnership.description or UNKNOWN),
        value=indonesian.rupiah_in_words(partnership.value) if partnership.value else "Tidak dalam bentuk uang",
        period=capital(period(partnership)) or UNKNOWN,
        evidence=evidence(partnership) or UNKNOWN,
    )


def cooperation(dossier: Dossier, partnership: Partnership) -> str:
    """The kinds of cooperation in a sentence, as the programme's list calls them, in small letters."""
    labels = [dossier.programme.label("cooperation", kind) for kind in partnership.cooperation or ()]
    return indonesian.joined([label[:1].lower() + label[1:] for label in labels if label]) or UNKNOWN


def period(partnership: Partnership) -> str:
    """How long it lasts; "sejak …" when no end was agreed."""
    if partnership.starts is None:
        return ""
    if partnership.ends is None:
        return f"sejak {dates.long_date(partnership.starts)}"
    return dates.period(partnership.starts, partnership.ends)


def evidence(partnership: Partnership) -> str:
    """The document that proves it: "MoU Nomor … tanggal …"."""
    number = f"Nomor {partnership.evidence_number}" if partnership.evidence_number else ""
    dated = f"tanggal {dates.long_date(partnership.evidence_dated)}" if partnership.evidence_dated else ""
    return " ".join(part for part in (partnership.evidence or "", number, dated) if part)


REQUIRED = ("number", "facilitator_name", "group", "partner", "cooperation", "signature.name")
"""What makes the paper what it is: the check of templates asks for it."""

DOCUMENT = Document(KIND, "Surat Keterangan Kemitraan", PartnershipStatementContext, drafts, required=REQUIRED)
