"""What the monthly and the final report share: the outline, the fields that both print, and the rows of their tables.

The outline is the handbook's (Tata Cara Pelaporan): preface, contents, BAB I-IV, annexes. The headings stand in the
context, because the programme decides how BAB II is lettered and which lists the report has.
"""

from pipeline.documents.parts import Signature
from pipeline.flow import ChartSlot, Context, PhotoSlot
from pipeline.knowledge import Programme


class Headings(Context):
    """The headings in the order in which they stand, each with its letter."""

    approval: str = "LEMBAR PENGESAHAN"
    preface: str = "KATA PENGANTAR"
    contents: str = "DAFTAR ISI"
    tables: str = ""
    """Of the list of tables; empty where the programme asks for none."""
    figures: str = ""
    """Of the list of figures; empty where the programme asks for none. A report without charts has no such list."""
    introduction: str = "BAB I\nPENDAHULUAN"
    background: str = "A. Latar Belakang"
    purpose: str = "B. Maksud dan Tujuan"
    scope: str = "C. Sasaran Kegiatan"
    implementation: str = "BAB II\nPELAKSANAAN KEGIATAN"
    members: str = "A. Lokasi Peserta"
    groups: str = "B. Lokasi Kelompok Usaha"
    mechanism: str
    """Empty where the programme follows the handbook, whose outline has no C, or letters on without it."""
    activities: str
    problems: str
    evaluation: str = "BAB III\nHASIL EVALUASI"
    results: str
    obstacles: str
    advice: str = "C. Saran"
    closing: str = "BAB IV\nPENUTUP"
    annexes: str = "LAMPIRAN"


class TargetRow(Context):
    """What is owed. Source: handbook, Target Pekerjaan."""

    number: str
    activity: str
    target: str
    """"2 (dua) kali setiap bulan untuk setiap kelompok"."""
    evidence: str
    """What must be attached, or "–"."""


class MemberRow(Context):
    """A member, without personal numbers and with no more of the address than the village."""

    number: str
    name: str
    sex: str
    background: str
    """Unsur: "TKI Purna"."""
    group: str
    village: str


class GroupRow(Context):
    """A group and where it is."""

    number: str
    group: str
    business: str
    sector: str
    village: str
    subdistrict: str
    leader: str
    men: str
    women: str
    members: str


class PlanWeek(Context):
    """A week of the work plan in which something was planned or held, or nothing."""

    mark: str
    """"○" planned, "●" planned and held, "▲" held although not planned, or ""."""
    shade: str
    """Colour of the cell: grey where the week was planned, whatever became of it."""


class PlanRow(Context):
    """An activity of the work plan."""

    activity: str
    weeks: tuple[PlanWeek, ...]
    """One for each week of the term."""


class SessionStory(Context):
    """A session told in words."""

    title: str
    paragraphs: tuple[str, ...]


class SessionRow(Context):
    """A session in the table of sessions."""

    number: str
    date: str
    time: str
    venue: str
    group: str
    activity: str
    topic: str
    """Empty where the session had none, as dynamics sessions may."""
    attendance: str
    """Present of recorded, "9/10"."""
    outcome: str


class PartnershipRow(Context):
    """A partnership in a table."""

    number: str
    partner: str
    partner_kind: str
    group: str
    cooperation: str
    value: str
    period: str
    evidence: str


class ProblemRow(Context):
    """What stood in the way during the work."""

    number: str
    problem: str
    cause: str
    solution: str


class ResultRow(Context):
    """A target against what was reached."""

    number: str
    activity: str
    group: str
    target: str
    result: str
    percent: str


class AttendanceRateRow(Context):
    """How faithfully a group came."""

    number: str
    group: str
    sessions: str
    present: str
    permitted: str
    sick: str
    absent: str
    rate: str


class PhotoRow(Context):
    """Two photos side by side; the right one may be missing."""

    left: PhotoSlot
    left_caption: str
    right: PhotoSlot | None = None
    right_caption: str = ""


class ReportContext(Context):
    """The fields that both reports print; texts of several paragraphs are lists, each entry ready to read."""

    report_title: str
    """"Laporan Bulanan Motivator Pemberdayaan"."""
    period: str
    """"4 Mei 2015 sampai dengan 3 Juni 2015"."""
    term: str
    """The same of the whole assignment."""
    year: str
    programme_name: str
    activity_name: str
    role: str
    """"Motivator Pemberdayaan"."""
    facilitator_name: str
    office_name: str
    region: str
    """"Kabupaten …"."""
    spk_title: str
    """"Surat Perintah Kerja"."""
    spk_number: str = ""
    spk_date: str
    spm_name: str
    """"Surat Penugasan Motivator (SPM)"."""
    spm_number: str = ""
    spm_date: str
    signature: Signature
    """Of the district's office; its place and date are the facilitator's too."""
    headings: Headings
    preface: tuple[str, ...]
    background: tuple[str, ...]
    purpose_intro: str
    purposes: tuple[str, ...]
    scope_intro: str
    targets: tuple[TargetRow, ...]
    members_intro: str
    members: tuple[MemberRow, ...]
    groups_intro: str
    groups: tuple[GroupRow, ...]
    mechanism_intro: str
    mechanism: tuple[str, ...]
    plan_intro: str
    plan: tuple[PlanRow, ...]
    """Empty when no plan was entered, or when the outline leaves the section out."""
    activities_intro: str
    sessions: tuple[SessionRow, ...]
    partnerships_intro: str
    partnerships: tuple[PartnershipRow, ...]
    problems_intro: str
    problems: tuple[ProblemRow, ...]
    results_intro: str
    results: tuple[ResultRow, ...]
    results_summary: str
    target_chart: ChartSlot | None
    """Target and result of each activity, all groups together; none where nothing is owed."""
    attendance_intro: str
    attendance_rates: tuple[AttendanceRateRow, ...]
    attendance_chart: ChartSlot | None
    """The rate of attendance of each session, by its number in `sessions`; none of fewer than two."""
    obstacles_intro: str
    obstacles: tuple[str, ...]
    advice_intro: str
    advice: tuple[str, ...]
    closing: tuple[str, ...]


def headings(programme: Programme, kind: str) -> Headings:
    """The headings of a kind of report, with the letters and words that depend on the programme.

    The handbook letters BAB II A, B, D, E; "complete" fills in the missing C, "renumbered" goes on from A to D.
    """
    outline, wording = programme.outline, programme.wording
    activities, problems = ("C", "D") if outline.chapter_two == "renumbered" else ("D", "E")
    listed = kind in outline.lists
    return Headings(
        tables="DAFTAR TABEL" if listed else "",
        figures="DAFTAR GAMBAR" if listed else "",
        mechanism=f"C. {outline.section_c}" if outline.chapter_two == "complete" else "",
        activities=f"{activities}. {outline.section_d}",
        problems=f"{problems}. Permasalahan yang Dihadapi {wording.role_short.capitalize()}",
        results=f"A. Hasil Pembinaan oleh {wording.role}",
        obstacles=f"B. Kendala yang Dihadapi {wording.role}",
    )
