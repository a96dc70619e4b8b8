"""Faults of sheets and workbooks: headings that are missing, doubled or unknown, sheets nobody knows, other files."""

import io
import zipfile
from random import Random

from tests.faults import subjects
from tests.faults.books import Book, Line, World, drawn
from tests.faults.expected import Expected
from tests.faults.writing import write

COLUMNS = (
    ("obstacle", "kind"), ("obstacle", "text"), ("discussion", "solution"), ("facilitator", "bank"),
    ("office", "letterhead"), ("group", "business"), ("member", "sex"), ("basis", "subject"), ("session", "venue"),
)  # fmt: skip
LABELS = (
    ("minutes", "chair"), ("minutes", "decisions"), ("partnership", "representative"), ("partnership", "description"),
)  # fmt: skip
_PLAIN = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS = b"vnd.ms-excel.sheet.macroEnabled.main+xml"
_MACRO_PART = b'<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'


def column_missing(world: World, chance: Random) -> list[Expected]:
    form, field = chance.choice(COLUMNS)
    sheet = world.pick_sheet(chance, world.sheets(form))
    sheet.look.left_out.add(field)
    return [Expected("G03", sheet)]


def label_missing(world: World, chance: Random) -> list[Expected]:
    form, field = chance.choice(LABELS)
    sheet = world.pick_sheet(chance, world.sheets(form))
    sheet.look.left_out.add(field)
    return [Expected("G03", sheet)]


def required_column_mistyped(world: World, chance: Random) -> list[Expected]:
    """The column is missing, and an unknown one stands in its place."""
    form, field, text = chance.choice([("facilitator", "bank", "Nma Bnak"), ("obstacle", "kind", "Jenisnya apa"),
                                       ("group", "business", "Jns Ush")])  # fmt: skip
    sheet = world.pick_sheet(chance, world.sheets(form))
    sheet.look.headings[field] = text
    return [Expected("G03", sheet), Expected("G07", sheet, field)]


def head_lost(world: World, chance: Random) -> list[Expected]:
    """Nothing of the heading row is left."""
    sheet = world.pick_sheet(chance, [*world.sheets("advice"), *world.sheets("obstacle")])
    fields = ("text", "addressees", "kind", "cause", "solution")
    sheet.look.headings.update({name: f"kata {number}" for number, name in enumerate(fields)})
    return [Expected("G04", sheet)]


def head_below_card_lost(world: World, chance: Random) -> list[Expected]:
    """The card is read, what is to follow from the meeting is not."""
    sheet = world.pick_sheet(chance, world.sheets("minutes"))
    sheet.look.headings.update({"action": "abc", "in_charge": "def", "deadline": "ghi"})
    return [Expected("G04", sheet)]


def column_doubled(world: World, chance: Random) -> list[Expected]:
    form, heading = chance.choice([("obstacle", "Penyebab"), ("facilitator", "NPWP"), ("session", "Hasil")])
    sheet = world.pick_sheet(chance, world.sheets(form))
    sheet.look.extra.append((heading, "isian kedua"))
    return [Expected("G08", sheet, heading)]


def label_doubled(world: World, chance: Random) -> list[Expected]:
    form, label = chance.choice([("minutes", "Agenda"), ("partnership", "Terbilang")])
    sheet = world.pick_sheet(chance, world.sheets(form))
    world.claim(f"look/labels/{sheet.path}")  # of two that are alike the upper one is read
    sheet.look.labels.append((label, "isian kedua"))
    assert sheet.card
    return [Expected("G22", sheet.card, label)]


def unknown_sheet(world: World, chance: Random) -> list[Expected]:
    book = chance.choice(list(world.books.values()))
    world.claim(f"{book.path}/Uang Saku")
    sheet = book.add("", "Uang Saku", "")
    sheet.look.footer = [["Penerima uang", "Besarnya"], ["Sulastri", 50_000], ["Rohman", 75_000]]
    return [Expected("G24", sheet)]


def identity_card_missing(world: World, chance: Random) -> list[Expected]:
    """Nobody knows whose workbook it is."""
    book = _whole_month(world, chance)
    subjects.remove_sheet(world, book.sheet("Identitas"))
    return [Expected("G60", book)]


def two_versions(world: World, chance: Random) -> list[Expected]:
    """A second workbook of the same month with other content: neither is used."""
    book = _whole_month(world, chance)
    world.claim("look")
    data, _ = write(book)
    path = book.path.replace(".xlsx", " (revisi).xlsx")
    session = book.sheet("Pertemuan").lines[0]
    session["venue"] = "Aula Kecamatan"
    world.files[path] = data
    return [Expected("G62", book), Expected("G62", path)]


def newer_form(world: World, chance: Random) -> list[Expected]:
    """A form that this program does not know yet is refused; that the month is unread follows from it."""
    book = _whole_month(world, chance)
    world.claim(f"look/mark/{book.path}")
    book.mark = "monthly/99"
    return [Expected("G67", book), _unread(world)]


def month_cut_off(world: World, chance: Random) -> list[Expected]:
    """Broken in transfer: nobody can tell whose it was."""
    book = _whole_month(world, chance)
    data, _ = write(book)
    del world.books[book.path]
    world.files[book.path] = data[: len(data) // 2]
    return [Expected("G15", book.path), _unread(world)]


def _unread(world: World) -> Expected:
    return Expected("A04", subjects.assignment(world), "facilitator")


def _whole_month(world: World, chance: Random) -> Book:
    book = drawn(chance, world.months)
    world.claim("M-001", "K-01", "K-02", *(month.path for month in world.months))
    return book


def roster_missing(world: World, chance: Random) -> list[Expected]:
    """Only the months were given."""
    world.claim("penugasan.xlsx", "M-001", "M-002", "K-01", "K-02", "K-03", *(book.path for book in world.months))
    del world.books["penugasan.xlsx"]
    return [Expected("G76", subjects.month_card(world, 1), "facilitator")]


def people_missing(world: World, chance: Random) -> list[Expected]:
    """The assignment workbook has everything but the list of motivators."""
    world.claim("penugasan.xlsx", "M-001", "M-002", "K-01", "K-02", "K-03", *(book.path for book in world.months))
    sheet = world.sheet("facilitator")
    subjects.remove_sheet(world, sheet)
    return [Expected("B03", "penugasan.xlsx")]


def _other_file(world: World, code: str, name: str, data: bytes) -> list[Expected]:
    world.claim(f"file/{name}")
    world.files[name] = data
    return [Expected(code, name)]


def empty_file(world: World, chance: Random) -> list[Expected]:
    return _other_file(world, "G12", "kosong.xlsx", b"")


def no_workbook(world: World, chance: Random) -> list[Expected]:
    return _other_file(world, "G13", "catatan lapangan.xlsx", b"Catatan kunjungan lapangan\n")


def locked_workbook(world: World, chance: Random) -> list[Expected]:
    names = "EncryptedPackage".encode("utf-16-le") + b"\0" * 96 + "EncryptionInfo".encode("utf-16-le")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0" + b"\0" * 480 + names
    return _other_file(world, "G14", "laporan terkunci.xlsx", data)


def cut_off(world: World, chance: Random) -> list[Expected]:
    data, _ = write(world.roster)
    return _other_file(world, "G15", "laporan terputus.xlsx", data[: len(data) // 2])


def nothing_known(world: World, chance: Random) -> list[Expected]:
    """A workbook of something else."""
    book = Book("resep.xlsx", "")
    sheet = book.add("", "Resep", "Resep kue")
    sheet.look.footer = [["Tepung", 500, "gram"], ["Gula", 200, "gram"]]
    world.claim("resep.xlsx")
    world.books[book.path] = book
    return [Expected("G23", book), Expected("G24", sheet)]


def blank_form(world: World, chance: Random) -> list[Expected]:
    """A month that nobody has begun to fill in."""
    book = Book("formulir.xlsx", "monthly/1")
    for name, form, title in (("Identitas", "month_card", "IDENTITAS"), ("Pertemuan", "session", "DAFTAR PERTEMUAN")):
        book.add(form, name, title, Line({}, "", "") if form == "month_card" else None)
    return _other_file(world, "G26", "formulir.xlsx", write(book)[0])


def blank_roster(world: World, chance: Random) -> list[Expected]:
    """The blank assignment form beside the filled one."""
    book = Book("formulir penugasan.xlsx", "assignment/1")
    for form, name in (("office", "Kantor"), ("facilitator", "Motivator"), ("member", "Anggota")):
        book.add(form, name, f"DAFTAR {name.upper()}")
    return _other_file(world, "G26", "formulir penugasan.xlsx", write(book)[0])


def empty_workbook(world: World, chance: Random) -> list[Expected]:
    """A new workbook that nobody has written into has no sheet that we know."""
    book = Book("Book1.xlsx", "")
    book.add("", "Sheet1", "")
    return _other_file(world, "G23", "Book1.xlsx", write(book)[0])


def macros(world: World, chance: Random) -> list[Expected]:
    """A month as .xlsm: read all the same, and said."""
    book = drawn(chance, world.months)
    world.claim(book.path, "look")
    data, _ = write(book)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(_PLAIN, _WITH_MACROS).replace(b"</Types>", _MACRO_PART + b"</Types>")
            new.writestr(name, part)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro at all")
    path = book.path.replace(".xlsx", ".xlsm")
    del world.books[book.path]
    world.files[path] = stream.getvalue()
    return [Expected("G19", path)]


KINDS = (
    column_missing,
    label_missing,
    required_column_mistyped,
    head_lost,
    head_below_card_lost,
    column_doubled,
    label_doubled,
    unknown_sheet,
    identity_card_missing,
    two_versions,
    newer_form,
    month_cut_off,
    roster_missing,
    people_missing,
    empty_file,
    no_workbook,
    locked_workbook,
    cut_off,
    nothing_known,
    blank_form,
    blank_roster,
    empty_workbook,
    macros,
)
