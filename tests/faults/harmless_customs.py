"""Other words for the same: names, roles, districts and files as people write them. Nothing of it is worth a word."""

from datetime import date
from random import Random

from tests.faults import subjects
from tests.faults.books import World, drawn
from tests.faults.expected import Expected
from tests.samples.world import nik


def name_on_list_otherwise(world: World, chance: Random) -> list[Expected]:
    """Capitals, blanks, titles and the apostrophe do not make another person."""
    line = world.pick(chance, [*world.lines("attendance"), *world.lines("attendance_matrix")])
    name = line.text("name")
    line["name"] = chance.choice([name.upper(), name.replace(" ", "  "), f"{name}, S.Pd.", name.replace("'", "’")])
    return []


def name_not_on_list(world: World, chance: Random) -> list[Expected]:
    """The number says who it is."""
    world.pick(chance, world.lines("attendance"))["name"] = None
    return []


def everybody_in_charge(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, [*subjects.follow_ups(world), *world.lines("discussion")])
    facilitator = subjects.person(world).text("name")
    roles = ["Ketua kelompok", "Semua anggota", "Motivator", "Sekretaris dan bendahara", "Pengurus", facilitator]
    others = ["Pak RT 03", "Kadus Krajan", "Babinsa", "PKK", "kader", "warga", "Kuncoro"]
    line["in_charge"] = chance.choice([*roles, *others])
    return []


def settled_after_the_term(world: World, chance: Random) -> list[Expected]:
    """What settles a quarrel within a group may take longer than the facilitator is there."""
    line = world.pick(chance, world.lines("discussion"))
    line["deadline"] = date(2015, 7, chance.randint(4, 31))
    return []


def district_shortened(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("group"))
    line["district"] = chance.choice(["Kab. Wanasari", "KABUPATEN WANASARI", "Kab Wanasari", "kabupaten  wanasari"])
    return []


def holder_in_capitals(world: World, chance: Random) -> list[Expected]:
    """As the bank prints it, or with all titles; the field may be empty, too."""
    line = world.pick(chance, world.lines("facilitator"))
    line["account_holder"] = chance.choice([line.text("account_holder").upper(), line["name"], None])
    return []


def words_otherwise(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, subjects.partner(world))
    words = card.text("value_in_words")
    card["value_in_words"] = chance.choice([words.title(), words.upper(), f"({words})", words.removesuffix(" rupiah")])
    return []


def namesakes(world: World, chance: Random) -> list[Expected]:
    """Two people of one name, born on different days."""
    one = world.pick(chance, subjects.members(world, "K-01"))
    other = world.pick(chance, subjects.quiet_members(world))
    world.claim("K-03/names")
    other["name"], other["sex"] = one["name"], one["sex"]
    other["nik"] = nik("3369", 1, other.day("birth_date"), one.text("sex"), 9600 + chance.randint(0, 99))
    return []


def path_of_windows(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("evidence"))
    path = line.text("file")
    line["file"] = chance.choice([path.replace("/", "\\"), f"./{path}", f".\\{path}"])
    return []


def optional_fields_empty(world: World, chance: Random) -> list[Expected]:
    form, fields = chance.choice(
        [
            ("member", ("phone", "address", "background")),
            ("group", ("address", "permits_before", "workers_after")),
            ("session", ("ends", "outcome")),
            ("evidence", ("caption",)),
            ("minutes", ("agenda", "opening", "closing", "present")),
            ("partnership", ("phone", "address", "representative_position", "ends")),
            ("facilitator", ("phone", "npwp")),
            ("delivery", ("received_by",)),
        ]
    )
    lines = [line for line in (*world.lines(form), *world.cards(form)) if fields[0] in line.values]
    line = world.pick(chance, lines)
    for field in fields:
        line[field] = None
    return []


def numbers_as_text(world: World, chance: Random) -> list[Expected]:
    fields = [("member", "number"), ("attendance", "number"), ("group", "workers_before"), ("delivery", "month")]
    form, field = chance.choice(fields)
    line = world.pick(chance, [line for line in world.lines(form) if line[field] is not None])
    line[field] = str(line[field])
    return []


def terms_repeated(world: World, chance: Random) -> list[Expected]:
    """The SPM's term is written out although it is the SPK's."""
    line = world.pick(chance, world.lines("assignment"))
    line["spm_starts"], line["spm_ends"] = line["starts"], line["ends"]
    return []


def headings_with_hints(world: World, chance: Random) -> list[Expected]:
    """Instructions in the heading."""
    world.claim("look/headings/penugasan.xlsx/Anggota")
    world.sheet("member").look.headings |= {
        "nik": "NIK (16 angka)",
        "birth_date": chance.choice(["Tanggal Lahir (DD-MM-YYYY)", "Tanggal Lahir\n(tgl/bln/thn)"]),
        "sex": "Jenis Kelamin (L/P)",
        "name": "Nama Anggota*",
    }
    return []


def another_file_name(world: World, chance: Random) -> list[Expected]:
    """Workbooks may be called anything."""
    book = drawn(chance, world.months)
    world.claim(f"look/path/{book.path}", f"{book.path}/name")
    del world.books[book.path]
    book.path = f"M-001/Laporan bu Siti ({len(world.books)}) final.xlsx"
    world.books[book.path] = book
    return []


KINDS = (
    name_on_list_otherwise,
    name_not_on_list,
    everybody_in_charge,
    settled_after_the_term,
    district_shortened,
    holder_in_capitals,
    words_otherwise,
    namesakes,
    path_of_windows,
    optional_fields_empty,
    numbers_as_text,
    terms_repeated,
    headings_with_hints,
    another_file_name,
)
