"""Habits that change no value: how sheets are arranged. Some are told in a note, none is a fault."""

from random import Random

from tests.faults.books import Line, Sheet, Value, World, drawn
from tests.faults.expected import Expected
from tests.faults.writing import write

NEAR = {
    "Pertemuan": "Pertemuaan",
    "Bukti": "Buktti",
    "Kendala": "Kendalaa",
    "Motivator": "Motivatr",
    "Anggota": "Angota",
}
HEADINGS = {
    "member": {"name": "Nama Lengkap", "sex": "L/P", "birth_date": "Tgl.\nLahir", "phone": "No HP *", "nik": "No KTP"},
    "facilitator": {"sex": "JK", "birth_date": "TANGGAL LAHIR", "account": "No  Rekening ", "phone": "Telp"},
    "session": {"held_on": "Hari, Tanggal", "starts": "Jam Mulai", "venue": " LOKASI", "lesson": "Materi"},
    "evidence": {"file": "Nama\nFile", "caption": "Ket", "session": "Sesi"},
    "partnership": {"starts": "Berlaku Mulai", "value": "Nilai (Rp)", "cooperation": "Bentuk Kerjasama :"},
    "minutes": {"in_charge": "PIC", "deadline": "Tenggat", "note_taker": "Pencatat", "decisions": "Kesimpulan *"},
    "group": {"sector": "Bidang Usaha", "district": "Kab/Kota", "workers_before": "Jumlah Tenaga Kerja Awal"},
    "attendance": {"presence": "H/I/S/A", "name": "Nama Peserta", "number": "No Urut", "held_on": "Hari dan Tanggal"},
}
SIGNATURES: list[list[Value]] = [
    [None, "Wanasari, 3 Juli 2015"], [None, "Mengetahui,"], [None, "Ketua Kelompok"], [], [None, "Sulastri"],
    [None, "NIP. 19740611 199903 2 001"],
]  # fmt: skip


def _tables(world: World) -> list[Sheet]:
    return [sheet for book in world.books.values() for sheet in book.sheets if sheet.lines and not sheet.across]


def _any(world: World, chance: Random, sheets: list[Sheet], what: str) -> Sheet:
    """One of the sheets on which nobody has done the same."""
    sheet = drawn(chance, sheets)
    world.claim(f"look/{what}/{sheet.path}")
    return sheet


def letterhead(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, _tables(world), "above")
    sheet.look.above = ["PEMERINTAH KABUPATEN WANASARI", "DINAS TENAGA KERJA", "TAHUN ANGGARAN 2015"][
        : chance.randint(1, 3)
    ]
    return []


def facts_above(world: World, chance: Random) -> list[Expected]:
    sheets = [sheet for sheet in _tables(world) if not sheet.card]
    sheet = _any(world, chance, sheets, "facts")
    facts: list[list[Value]] = [["PROVINSI", ":", "JAWA TENGAH"], ["KABUPATEN", ":", "WANASARI"], ["TAHUN", ":", 2015]]
    sheet.look.facts = facts[: chance.randint(1, 3)]
    return []


def columns_in_another_order(world: World, chance: Random) -> list[Expected]:
    sheets = [
        sheet for sheet in _tables(world) if sheet.form in ("member", "facilitator", "session", "group", "evidence")
    ]
    sheet = _any(world, chance, sheets, "order")
    first, *rest = sheet.lines[0].values
    chance.shuffle(rest)
    sheet.look.order = [first, *rest]
    return []


def table_further_right(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, _tables(world), "column")
    sheet.look.first_column = chance.choice([2, 3])
    return []


def blank_rows(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, _tables(world), "blank")
    sheet.look.blank_before = [line.key for line in sheet.lines[1:] if chance.random() < 0.3]
    return []


def bordered_rows_below(world: World, chance: Random) -> list[Expected]:
    _any(world, chance, _tables(world), "bordered").look.bordered_below = chance.randint(5, 300)
    return []


def number_row(world: World, chance: Random) -> list[Expected]:
    """As typed, or as Excel makes of "(1)"."""
    _any(world, chance, _tables(world), "numbers").look.numbers = chance.choice(["({})", "-{}", "{}", "KOLOM"])
    return []


def other_headings(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, [sheet for sheet in _tables(world) if sheet.form in HEADINGS], "headings")
    sheet.look.headings = {**HEADINGS[sheet.form], **sheet.look.headings}
    return []


def headings_in_capitals(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, world.sheets("member"), "headings")
    sheet.look.headings |= {
        "name": "NAMA ANGGOTA",
        "sex": "JENIS\nKELAMIN",
        "birth_date": "TANGGAL  LAHIR *",
        "position": " Jabatan ",
    }
    return []


def parent_headings(world: World, chance: Random) -> list[Expected]:
    """Two lines of headings, the upper one merged over several columns."""
    sheet = _any(world, chance, world.sheets("member"), "order")
    sheet.look.parents = [("name", "birth_date", "Identitas Anggota"), ("address", "phone", "Tempat Tinggal dan HP")]
    return []


def colons(world: World, chance: Random) -> list[Expected]:
    sheets = [sheet for form in ("month_card", "minutes", "partnership", "attendance") for sheet in world.sheets(form)]
    _any(world, chance, sheets, "colons").look.colon = True
    return []


def signatures_below(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, _tables(world), "footer")
    sheet.look.footer = [list(row) for row in SIGNATURES]
    return [Expected("G06", sheet)]


def total_below(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, [*world.sheets("member"), *world.sheets("attendance")], "footer")
    sheet.look.footer = [[None, "Jumlah: 6 orang"]]
    return [Expected("G06", sheet)]


def heading_repeated(world: World, chance: Random) -> list[Expected]:
    """After a page break the heading row stands once more."""
    sheet = _any(world, chance, [sheet for sheet in _tables(world) if len(sheet.lines) > 3], "repeated")
    sheet.look.repeated_before = [sheet.lines[chance.randrange(2, len(sheet.lines))].key]
    return []


def sheet_by_synonym(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, [*world.sheets("session"), *world.sheets("member"), *world.sheets("group")], "name")
    names = {"session": ["Daftar Pertemuan", "KEGIATAN"], "member": ["Daftar Anggota", "peserta"],
             "group": ["Kelompok Usaha", "Daftar  Kelompok"]}  # fmt: skip
    sheet.name = chance.choice(names[sheet.form])
    return []


def sheet_nearly_named(world: World, chance: Random) -> list[Expected]:
    sheets = [sheet for book in world.books.values() for sheet in book.sheets if sheet.name in NEAR]
    sheet = _any(world, chance, sheets, "name")
    sheet.name = NEAR[sheet.name]
    return [Expected("G25", sheet)]


def sheets_in_another_order(world: World, chance: Random) -> list[Expected]:
    book = chance.choice(list(world.books.values()))
    world.claim(f"look/sheets/{book.path}", f"{book.path}/order")
    chance.shuffle(book.sheets)
    return []


def empty_sheet(world: World, chance: Random) -> list[Expected]:
    book = chance.choice(list(world.books.values()))
    world.claim(f"{book.path}/Sheet3")
    book.add("", "Sheet3", "")
    return []


def unmarked_workbook(world: World, chance: Random) -> list[Expected]:
    """Not made from our blank form."""
    book = chance.choice(list(world.books.values()))
    world.claim(f"look/mark/{book.path}")
    book.mark = ""
    return []


def required_heading_with_a_slip(world: World, chance: Random) -> list[Expected]:
    """So near to a heading that must be there that it can be no other."""
    form, field, text = chance.choice(
        [("facilitator", "bank", "Nama Bnk"), ("group", "business", "Jenis Usha"), ("session", "venue", "Tempatt")]
    )
    sheet = _any(world, chance, world.sheets(form), "headings")
    world.claim(f"{sheet.path}/slip")
    sheet.look.headings[field] = text
    return [Expected("G66", sheet, field)]


def unknown_column(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, [sheet for sheet in _tables(world) if sheet.form != "minutes"], "extra")
    heading = chance.choice(["Golongan Darah", "Warna Kesukaan", "Ukuran Baju"])
    sheet.look.extra.append((heading, "M"))
    return [Expected("G07", sheet, heading)]


def unknown_empty_column(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, [sheet for sheet in _tables(world) if sheet.form != "minutes"], "extra")
    sheet.look.extra.append(("Tanda Terima Kaus", None))
    return []


def unknown_label(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, [*world.sheets("minutes"), *world.sheets("partnership")], "labels")
    label = chance.choice(["Cuaca", "Konsumsi", "Catatan Tambahan"])
    sheet.look.labels.append((label, "cerah"))
    sheet.look.labels_after = chance.choice([2, 4, 99])
    return [Expected("G21", sheet, label)]


def hidden_sheet(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, _tables(world), "hidden")
    sheet.look.hidden = True
    return [Expected("G32", sheet)]


def hidden_rows(world: World, chance: Random) -> list[Expected]:
    sheet = _any(world, chance, [sheet for sheet in _tables(world) if len(sheet.lines) > 2], "hidden rows")
    sheet.look.hidden_lines = [line.key for line in sheet.lines[1:3]]
    return [Expected("G33", sheet)]


def hidden_columns(world: World, chance: Random) -> list[Expected]:
    form, field = chance.choice([("member", "phone"), ("session", "outcome"), ("group", "address")])
    sheet = _any(world, chance, world.sheets(form), "hidden columns")
    sheet.look.hidden_fields = [field]
    return [Expected("G34", sheet)]


def section_not_filled(world: World, chance: Random) -> list[Expected]:
    """No advice this month: the form itself says that unused sheets are left as they are."""
    sheet = world.pick_sheet(chance, [*world.sheets("advice"), *world.sheets("obstacle")])
    looks = ("extra", "footer", "hidden", "repeated", "hidden rows", "bordered", "blank", "numbers")
    world.claim(*(f"look/{look}/{sheet.path}" for look in looks))
    sheet.lines.clear()
    return []


def card_not_filled(world: World, chance: Random) -> list[Expected]:
    """One more sheet for a partner, as the blank form has it: a month may bring none, and the form says that unused
    sheets are left as they are."""
    book = drawn(chance, world.months)
    world.claim(f"{book.path}/Kemitraan 9")
    book.add("partnership", "Kemitraan 9", "ISIAN", Line({}, f"{book.path}/Kemitraan 9", "nobody"))
    return []


def equal_copy(world: World, chance: Random) -> list[Expected]:
    """The same workbook twice: only one is used. Comes last, so that the copy has all the faults, too."""
    book = drawn(chance, world.months)
    world.claim("M-001", "K-01", "K-02", *(month.path for month in world.months), "look")
    data, _ = write(book)
    path = book.path.replace(".xlsx", " - salinan.xlsx")
    world.files[path] = data
    return [Expected("G61", path)]


def open_in_excel(world: World, chance: Random) -> list[Expected]:
    """Excel's lock file lies beside the workbook."""
    book = chance.choice(list(world.books.values()))
    folder, _, name = book.path.rpartition("/")
    path = f"{folder}/~${name}".lstrip("/")
    world.claim(f"file/{path}")
    world.files[path] = b"\x05Rina\x20" + b" " * 160
    return [Expected("G01", path)]


KINDS = (
    letterhead,
    facts_above,
    columns_in_another_order,
    table_further_right,
    blank_rows,
    bordered_rows_below,
    number_row,
    other_headings,
    headings_in_capitals,
    parent_headings,
    colons,
    signatures_below,
    total_below,
    heading_repeated,
    sheet_by_synonym,
    sheet_nearly_named,
    sheets_in_another_order,
    empty_sheet,
    unmarked_workbook,
    required_heading_with_a_slip,
    unknown_column,
    unknown_empty_column,
    unknown_label,
    hidden_sheet,
    hidden_rows,
    hidden_columns,
    section_not_filled,
    card_not_filled,
    equal_copy,
    open_in_excel,
)
