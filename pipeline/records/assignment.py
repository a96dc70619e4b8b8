"""The records of the assignment workbook: offices, people, groups, and what the letters rest on."""

from typing import ClassVar

from pipeline.records.base import Record
from pipeline.records.cells import (
    Account,
    Background,
    BirthDate,
    Code,
    Day,
    File,
    Integer,
    Level,
    Margins,
    Money,
    Name,
    Nik,
    Nip,
    Npwp,
    NumberSource,
    Ordinal,
    Paper,
    PaperKind,
    PaperKinds,
    Parts,
    Phone,
    Position,
    ReportKind,
    Sector,
    Sex,
    SignerKind,
    SigningMode,
    StampedPapers,
    Text,
)


class Named(Record):
    """Someone or something that other rows name by its code, and people by its name."""

    code: Code
    name: Name | None = None

    @property
    def called(self) -> str:
        """Its name; the code where that could not be read."""
        return self.name or self.code


class Office(Named):
    """An office that signs or receives letters (kantor): the centre, a province's or a district's labour office."""

    KEYS: ClassVar = ("office:{code}",)

    level: Level | None = None
    """"centre", "province" or "district"."""
    name: Name | None = None
    """"Dinas Tenaga Kerja Kabupaten …"."""
    head: Text | None = None
    """The position of its head, "Kepala Dinas Tenaga Kerja Kabupaten …": addressee of letters and copies."""
    letterhead: Parts | None = None
    """The lines above the office's name ("PEMERINTAH KABUPATEN …"), parted by semicolons."""
    address: Text | None = None
    contact: Text | None = None
    """Phone, fax, web."""
    city: Text | None = None
    """The place in "Wanasari, 4 Mei 2015"."""
    region: Text | None = None
    """"Kabupaten …", "Kota …", "Provinsi …"."""
    province: Text | None = None
    province_office: Code | None = None
    """The code of the province's office; empty for the province and the centre."""
    paper: Paper | None = None
    """"A4" or "F4"."""
    margins: Margins | None = None
    """Top, bottom, left, right in centimetres."""
    font: Text | None = None
    logo: File | None = None
    signing: SigningMode | None = None
    """"wet" or "TTE"."""
    stamped: StampedPapers | None = None
    """The kinds of paper that the office signs over a duty stamp (meterai); empty: none."""
    copies_to: Parts | None = None
    """Who gets a copy of the office's letters, in order of rank, parted by semicolons."""


class Signer(Record):
    """An official who signs for an office over a period (penanda tangan)."""

    KEYS: ClassVar = ("office:{office}",)

    office: Code
    name: Name | None = None
    nip: Nip | None = None
    rank: Text | None = None
    """Pangkat and golongan, "Pembina Utama Muda (IV/c)"."""
    position: Text | None = None
    kind: SignerKind | None = None
    """"direct", "a.n.", "u.b.", "Plt." or "Plh."."""
    on_behalf_of: Text | None = None
    """For a.n. and u.b.: the position on whose behalf it is signed."""
    through: Text | None = None
    """For u.b.: the position between."""
    valid_from: Day | None = None
    valid_to: Day | None = None

    @property
    def signs_for_another(self) -> bool:
        """Whether the paper names above the signature another position, on whose behalf it is signed."""
        return self.kind in ("a.n.", "u.b.")


class Numbering(Record):
    """Where the numbers of one kind of letter come from in one office (penomoran)."""

    KEYS: ClassVar = ("office:{office}",)

    office: Code
    kind: PaperKind
    source: NumberSource | None = None
    """"given", "register" or "blank"."""
    pattern: Text | None = None
    """"{urut:03}/SPK/BBPPK/{bulan_romawi}/{tahun}"."""
    first: Ordinal | None = None
    classification: Text | None = None
    unit: Text | None = None


class Basis(Record):
    """A decree, budget paper, agreement or minutes on which letters rest (dasar)."""

    KEYS: ClassVar = ("office:{office}", "basis:all")

    office: Code | None = None
    """Only this office's letters cite it; empty: all."""
    kind: Text
    """"DIPA", "Petunjuk Teknis", "Perjanjian Kerja Sama" …"""
    number: Text | None = None
    dated: Day | None = None
    subject: Text | None = None
    letters: PaperKinds | None = None
    """The kinds of letter that cite it; empty: all."""


class Facilitator(Named):
    """A field worker who accompanies groups (motivator, pendamping, TKS)."""

    KEYS: ClassVar = ("facilitator:{code}",)
    FIELD_KEYS: ClassVar = {
        **dict.fromkeys(("npwp", "bank", "account", "account_holder"), ("spk/facilitator:{code}",)),
        "photo": ("id_card/facilitator:{code}",),
    }

    name: Name | None = None
    """With titles, as it is to be printed."""
    nik: Nik | None = None
    birth_place: Text | None = None
    birth_date: BirthDate | None = None
    sex: Sex | None = None
    """"L" or "P"."""
    education: Text | None = None
    address: Text | None = None
    phone: Phone | None = None
    npwp: Npwp | None = None
    bank: Text | None = None
    account: Account | None = None
    account_holder: Name | None = None
    photo: File | None = None


class Assignment(Record):
    """What a facilitator is ordered to do (penugasan): by which offices, when, on what terms, under which letters."""

    KEYS: ClassVar = ("facilitator:{facilitator}",)
    FIELD_KEYS: ClassVar = {
        **dict.fromkeys(
            ("allowance", "budget_line", "insurer", "policy", "insured_from", "insured_to", "spk_number", "spk_dated"),
            ("spk/facilitator:{facilitator}",),
        ),
        **dict.fromkeys(("spm_number", "spm_dated"), ("spm/facilitator:{facilitator}",)),
        **dict.fromkeys(("certificate_number", "certificate_dated"), ("certificate/facilitator:{facilitator}",)),
    }

    facilitator: Code
    centre: Code | None = None
    """Office that gives the SPK and the certificate."""
    district: Code | None = None
    """Office that gives the SPM."""
    starts: Day | None = None
    """First day of the SPK's term."""
    ends: Day | None = None
    spm_starts: Day | None = None
    """First day of the SPM's term; empty: the SPK's."""
    spm_ends: Day | None = None
    allowance: Money | None = None
    """Rupiah per month."""
    budget_line: Text | None = None
    insurer: Text | None = None
    policy: Text | None = None
    insured_from: Day | None = None
    insured_to: Day | None = None
    spk_number: Text | None = None
    spk_dated: Day | None = None
    spm_number: Text | None = None
    spm_dated: Day | None = None
    certificate_number: Text | None = None
    certificate_dated: Day | None = None


class Group(Named):
    """A group of young entrepreneurs (kelompok dampingan)."""

    KEYS: ClassVar = ("group:{code}",)
    FIELD_KEYS: ClassVar = dict.fromkeys(
        (f"{fact}_{when}" for fact in ("turnover", "workers", "permits") for when in ("before", "after")),
        ("term:{facilitator}", "group:{code}"),
    )

    facilitator: Code | None = None
    sector: Sector | None = None
    business: Text | None = None
    address: Text | None = None
    village: Text | None = None
    subdistrict: Text | None = None
    district: Text | None = None
    turnover_before: Money | None = None
    """Rupiah per month at the start."""
    turnover_after: Money | None = None
    workers_before: Integer | None = None
    workers_after: Integer | None = None
    permits_before: Text | None = None
    permits_after: Text | None = None


class Member(Record):
    """A member of a group (anggota)."""

    KEYS: ClassVar = ("member:{group}/{number:02}", "group:{group}")
    FIELD_KEYS: ClassVar = {"birth_date": (), "phone": ()}

    group: Code
    number: Integer
    """Its number in the group, 1 …"""
    name: Name | None = None
    nik: Nik | None = None
    sex: Sex | None = None
    birth_date: BirthDate | None = None
    background: Background | None = None
    """Where the person comes from (unsur): unemployed, returned migrant worker …"""
    address: Text | None = None
    phone: Phone | None = None
    position: Position | None = None
    """"ketua", "sekretaris", "bendahara" or "anggota"."""


class Waiver(Record):
    """That an officer accepts the findings of one code about one subject (pengecualian)."""

    KEYS: ClassVar = ("waiver:{code}@{about}",)

    code: Code
    """Of the message, "A01"."""
    about: Text
    """A key, "month:M-001/1", or the code in it, "M-001/1"."""
    reason: Text | None = None
    approved_by: Text | None = None
    """The officer's name."""
    dated: Day | None = None
    """The day of approval; None of a waiver that was given to the command."""


class Delivery(Record):
    """That a report was made and delivered (penyampaian laporan). Source: handbook, schedule rows 6-9."""

    KEYS: ClassVar = ("delivery:{facilitator}",)
    FIELD_KEYS: ClassVar = {"made_on": ("month:{facilitator}/{month}", "term:{facilitator}")}
    """A report bears the day it was made; when it was delivered only the certificate asks."""

    facilitator: Code
    kind: ReportKind
    """"monthly" or "final"."""
    month: Integer | None = None
    """Month of the term; empty for the final report."""
    made_on: Day | None = None
    delivered_on: Day | None = None
    received_by: Text | None = None

    @property
    def report(self) -> str:
        """What the report is about: "month:M-001/1" or "term:M-001"."""
        return f"month:{self.facilitator}/{self.month}" if self.kind == "monthly" else f"term:{self.facilitator}"
