"""One workbook: opened, each sheet recognised and read; or the reason why not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline import excel, files, knowledge
from pipeline.excel import Grid, Problem, ProblemKind, Workbook
from pipeline.excel.marks import is_result_sheet
from pipeline.findings import Finding, Message, Place, Severity, errors
from pipeline.flow import Input, Line, Row
from pipeline.knowledge import Form
from pipeline.stage1_read import absent, recognise
from pipeline.stage1_read.cells import SheetPlace
from pipeline.stage1_read.inputs import Source
from pipeline.stage1_read.sheets import UNUSED_SHEET, read_sheet

_CONTAINER = "Batas masukan berkas"
_SEND_AGAIN = "Minta pengirim mengirim ulang buku kerja ini."
_SAVE_AS = "Buka dengan Excel, lalu pilih Simpan Sebagai > Buku Kerja Excel (.xlsx)."

NOT_A_FILE = Message(
    "G10", Severity.ERROR, "Ini bukan berkas biasa dan tidak dibaca.", "Sebutkan buku kerja (.xlsx).", _CONTAINER
)
LOCK_FILE = Message(
    "G11",
    Severity.ERROR,
    "Ini berkas kunci dari buku kerja yang sedang terbuka, bukan buku kerjanya.",
    "Tutup buku kerja itu, lalu sebutkan buku kerjanya.",
    "Sifat Excel: berkas kunci ada selama buku kerja terbuka",
)
EMPTY_FILE = Message("G12", Severity.ERROR, "Berkas ini kosong (0 byte).", _SEND_AGAIN, _CONTAINER)
OTHER_KIND = Message(
    "G13",
    Severity.ERROR,
    "Isi berkas ini bukan buku kerja: {detail}.",
    f"{_SAVE_AS} Bila Excel tidak dapat membukanya, minta pengirim mengirim buku kerjanya.",
    _CONTAINER,
)
ENCRYPTED = Message(
    "G14",
    Severity.ERROR,
    "Buku kerja ini dikunci dengan kata sandi.",
    "Di Excel: Berkas > Info > Proteksi Buku Kerja > Enkripsi dengan Kata Sandi, kosongkan, simpan, lalu ulangi.",
    _CONTAINER,
)
DAMAGED = Message("G15", Severity.ERROR, "Buku kerja ini rusak atau terpotong.", _SEND_AGAIN, _CONTAINER)
TOO_LARGE = Message(
    "G16",
    Severity.ERROR,
    "Buku kerja ini terlalu besar: {detail}.",
    "Hapus lembar, gambar, dan sel yang tidak diperlukan, atau bagi menjadi beberapa buku kerja.",
    _CONTAINER,
)
FORBIDDEN = Message(
    "G17",
    Severity.ERROR,
    "Buku kerja ini berisi hal yang tidak pernah dibuat Excel ({detail}) dan tidak dibaca.",
    "Salin isinya ke formulir baru.",
    _CONTAINER,
)
UNREADABLE = Message("G18", Severity.ERROR, "Buku kerja ini tidak dapat dibaca.", _SAVE_AS, _CONTAINER)
MACROS = Message(
    "G19",
    Severity.NOTE,
    "Buku kerja ini berisi makro; makro tidak dijalankan.",
    "Simpan sebagai .xlsx bila makro tidak diperlukan.",
    _CONTAINER,
)
PLAIN_VALUES = Message(
    "G29",
    Severity.NOTE,
    "Buku kerja ini berformat .{kind}; yang dibaca hanya nilai selnya.",
    "Simpan sebagai .xlsx bila ada nilai yang terbaca lain dari maksudnya.",
    _CONTAINER,
)
UNKNOWN_WORKBOOK = Message(
    "G23",
    Severity.ERROR,
    "Tidak satu lembar pun dalam buku kerja ini yang dikenal.",
    "Salin isinya ke formulir dari perintah `berkas forms`, atau keluarkan buku kerja ini dari folder.",
    "Formulir berkas",
)
NOT_FILLED = Message(
    "G26",
    Severity.ERROR,
    "Buku kerja ini belum diisi.",
    "Isi buku kerja ini, atau keluarkan dari folder bila tidak dipakai.",
    "Formulir berkas",
)
UNKNOWN_SHEET = Message(
    "G24",
    Severity.WARNING,
    "Lembar ini tidak dikenal; {rows} barisnya tidak dibaca.",
    "Beri lembar ini nama dari formulir, atau hapus lembarnya.",
    "Formulir berkas",
)
TAKEN_FOR = Message(
    "G25",
    Severity.NOTE,
    "Lembar ini dibaca sebagai lembar «{form}».",
    "Beri lembar ini nama «{form}» bila memang itu maksudnya.",
    "Formulir berkas",
)

_PROBLEMS = {
    ProblemKind.NOT_A_FILE: NOT_A_FILE,
    ProblemKind.LOCK_FILE: LOCK_FILE,
    ProblemKind.EMPTY: EMPTY_FILE,
    ProblemKind.OTHER_KIND: OTHER_KIND,
    ProblemKind.ENCRYPTED: ENCRYPTED,
    ProblemKind.DAMAGED: DAMAGED,
    ProblemKind.LIMIT: TOO_LARGE,
    ProblemKind.FORBIDDEN: FORBIDDEN,
    ProblemKind.UNREADABLE: UNREADABLE,
}


@dataclass(slots=True)
class WorkbookReading:
    """One workbook's share of the reading."""

    input: Input
    rows: list[Row] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    """The names of the forms of its sheets."""
    unread: bool = False
    """Whether nobody knows what stands in it."""


def read_workbook(source: Source) -> WorkbookReading:
    """Everything that a workbook says, or one finding when it cannot be read."""
    place = Place(source.name)
    opened = excel.open_workbook(source.path)
    if isinstance(opened, Problem):
        return unread(source, _PROBLEMS[opened.kind].at(place, detail=opened.detail))
    marked = any(map(is_result_sheet, opened.sheets))
    names = tuple(grid.name for grid in opened.sheets)
    reading = WorkbookReading(
        Input(source.name, source.path, opened.sha256, marked=marked, alone=source.alone, sheets=names)
    )
    if opened.macros:
        reading.findings.append(MACROS.at(place))
    if opened.kind not in ("xlsx", "xlsm"):
        reading.findings.append(PLAIN_VALUES.at(place, kind=opened.kind))
    if version := recognise.version(opened.sheets, place):
        reading.findings.append(version)
        if version.severity is Severity.ERROR:
            reading.lines += [Line(source.name, grid.name, number) for grid in opened.sheets for number in grid.rows]
            reading.unread = not recognise.is_marked_as("monthly", opened.sheets)
            return reading
    forms = recognise.candidates(opened.sheets)
    folder = source.path.parent.resolve()
    places = [SheetPlace(source.name, name, folder) for name in names]
    read = [_read_sheet(reading, where, grid, forms) for where, grid in zip(places, opened.sheets, strict=True)]
    _judge_as_a_whole(reading, opened, source, [form for form in read if form is not None])
    return reading


def _judge_as_a_whole(reading: WorkbookReading, opened: Workbook, source: Source, forms: list[Form]) -> None:
    """What is said of the workbook when its sheets were read: unknown, not filled, or without a sheet that it needs."""
    place = Place(source.name)
    # A .csv in a folder is one sheet of a workbook: that it holds no data says nothing of the others.
    one_of_many = opened.kind == "csv" and not source.alone
    if forms:
        reading.forms = {form.name for form in forms}
        reading.input = replace(reading.input, form=_kind_of_workbook(forms))
        if not errors(reading.findings) and not any(map(_says_something, reading.rows)):
            sheet = Place(source.name, opened.sheets[0].name)
            _not_filled(reading, UNUSED_SHEET.at(sheet) if one_of_many else NOT_FILLED.at(place))
        elif reading.input.form.startswith("monthly/") and opened.kind != "csv":
            rows, findings = absent.told("monthly", reading.forms, source.name)
            reading.rows += rows
            reading.findings += findings
    elif not (one_of_many and recognise.is_furniture(opened.sheets[0])):
        reading.findings.append(UNKNOWN_WORKBOOK.at(place))


def _says_something(row: Row) -> bool:
    """Whether a row holds more than what stands there when the form is handed out."""
    form = knowledge.form(row.form)
    given = {item.name for block in (form.card, form.table) if block for item in block.fields if item.prefilled}
    return any(name not in given and not cell.empty for name, cell in row.cells.items())


def _not_filled(reading: WorkbookReading, told: Finding) -> None:
    """Say it once of the workbook instead of every sheet."""
    reading.input = replace(reading.input, filled=False)
    reading.findings = [finding for finding in reading.findings if finding.message is not UNUSED_SHEET]
    reading.findings.append(told)


def unread(source: Source, finding: Finding) -> WorkbookReading:
    """The reading of a workbook of which nothing is used."""
    try:
        sha256 = files.sha256_of(source.path) if source.path.is_file() else ""
    except OSError:
        sha256 = ""
    given = Input(source.name, source.path, sha256, readable=False, alone=source.alone)
    return WorkbookReading(given, findings=[finding], unread=True)


def _read_sheet(reading: WorkbookReading, where: SheetPlace, grid: Grid, forms: Sequence[Form]) -> Form | None:
    """Add what a sheet says; its form, when it has one."""
    lines = {number: Line(where.file, where.sheet, number) for number in grid.rows}
    reading.lines += lines.values()
    if recognise.is_furniture(grid):
        reading.furniture += lines.values()
        return None
    if not lines:
        return None
    recognised = recognise.recognise(grid, forms)
    if recognised is None:
        reading.findings.append(UNKNOWN_SHEET.at(where.whole, rows=len(lines)))
        return None
    form = recognised.form
    if not recognised.certain:
        reading.findings.append(TAKEN_FOR.at(where.whole, form=form.sheets[0]))
    sheet = read_sheet(form, grid, where)
    reading.rows += sheet.rows
    reading.findings += sheet.findings
    reading.furniture += [lines[number] for number in sheet.furniture]
    return form


def _kind_of_workbook(forms: Sequence[Form]) -> str:
    """The kind of workbook by most of its sheets: "monthly/1"."""
    return Counter(f"{form.workbook}/{form.version}" for form in forms).most_common(1)[0][0]
