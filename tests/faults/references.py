"""Faults between sheets: codes that lead nowhere or to another's, the same thing said twice, sheets that contradict."""

from random import Random

from tests.faults import subjects
from tests.faults.books import Line, World, drawn, first
from tests.faults.expected import Expected
from tests.faults.pictures import portrait


def unknown_office(world: World, chance: Random) -> list[Expected]:
    world.claim("penugasan.xlsx/extra office")
    form, field = chance.choice([("basis", "office"), ("signer", "office"), ("office", "province_office")])
    pattern = {
        "basis": first(world.lines("basis")),
        "signer": world.lines("signer")[-1],
        "office": subjects.office(world, "D-01"),
    }[form]
    line = world.append(world.sheet(form), pattern)
    if form == "office":
        line["code"], line["logo"] = "D-09", None
    line[field] = "X-77"
    return [Expected("G70", line, field)]


def unknown_facilitator(world: World, chance: Random) -> list[Expected]:
    """One more report, of nobody."""
    sheet = world.sheet("delivery")
    line = world.append(sheet, sheet.lines[0], facilitator="M-099")
    return [Expected("G71", line, "facilitator")]


def unknown_group(world: World, chance: Random) -> list[Expected]:
    """A partnership with a group, or a member of a group, that the list does not have."""
    if chance.random() < 0.5:
        subjects.claim_partners(world)
        line = world.pick(chance, subjects.partner(world))
    else:
        world.claim("K-03/size")
        line = world.pick(chance, subjects.quiet_members(world)[3:])
    line["group"] = "K-99"
    return [Expected("G72", line, "group")]


def misspelt_group(world: World, chance: Random) -> list[Expected]:
    """A member of a group whose code has lost its hyphen: the group is not said to be too small, too."""
    world.claim("K-03/size")
    line = world.pick(chance, subjects.quiet_members(world)[3:])
    line["group"] = chance.choice(["K03", "K-3", "K-03 Tani"])
    return [Expected("G72", line, "group")]


def unknown_session(world: World, chance: Random) -> list[Expected]:
    """One more photo or discussion, of a session that was never held."""
    form = chance.choice(["evidence", "discussion"])
    pattern = drawn(chance, [line for line in world.lines(form) if line["session"]])
    world.claim(f"counts/{subjects.month_of(pattern)}")
    line = world.append(world.sheet_of(pattern), pattern, session="S-99")
    if form == "evidence":
        line["file"] = "foto/lain.jpg"
        world.files["M-001/foto/lain.jpg"] = portrait(7)
    return [Expected("G73", line, "session")]


def unknown_partnership(world: World, chance: Random) -> list[Expected]:
    """One more document, of a cooperation that was never entered: it may be that of another which has none."""
    subjects.claim_partners(world)
    pattern = drawn(chance, [line for line in world.lines("evidence") if line["partnership"]])
    line = world.append(world.sheet_of(pattern), pattern, partnership="KM-77")
    return [Expected("G74", line, "partnership")]


def evidence_of_nothing(world: World, chance: Random) -> list[Expected]:
    pattern = drawn(chance, [line for line in world.lines("evidence") if line["session"]])
    world.claim(f"counts/{subjects.month_of(pattern)}")
    line = world.append(world.sheet_of(pattern), pattern, session=None, file="foto/tanpa.jpg")
    world.files["M-001/foto/tanpa.jpg"] = portrait(8)
    return [Expected("G75", line, "session")]


def anothers_group(world: World, chance: Random) -> list[Expected]:
    """A partnership of M-001 with the group of M-002."""
    subjects.claim_partners(world)
    line = world.pick(chance, subjects.partner(world))
    line["group"] = "K-03"
    return [Expected("G77", line, "group")]


def one_key_twice(world: World, chance: Random) -> list[Expected]:
    """A row that stands once more at the end of its sheet."""
    form, field = chance.choice([
        ("member", "group"), ("office", "code"), ("facilitator", "code"), ("group", "code"),
        ("assignment", "facilitator"), ("delivery", "facilitator"), ("session", "code"),
    ])  # fmt: skip
    pattern = world.pick(chance, world.lines(form))
    world.claim(_subject_of_key(form, pattern))
    line = world.sheet_of(pattern).add(f"{pattern.subject}/again", **pattern.values)
    return [Expected("G63", line, field)]


def _subject_of_key(form: str, line: Line) -> str:
    """What else may not be touched: whoever asks about the row would meet it twice."""
    return f"twice/{form}/{line.path}"


def list_copied(world: World, chance: Random) -> list[Expected]:
    """A session's list was made of another's of the group, whose code stayed on it: its marks contradict nobody."""
    group = chance.choice(["K-01", "K-02"])
    world.claim(f"{group}/1", f"{group}/names")
    lists = [sheet for sheet in world.sheets("attendance") if sheet.card and sheet.card["group"] == group]
    first, second = sorted(chance.sample(range(len(lists)), 2))
    card, copied = lists[second].card, lists[first].card
    assert card
    assert copied
    card["session"] = copied["session"]
    return [Expected("G63", card, "session")]


def minutes_twice(world: World, chance: Random) -> list[Expected]:
    """The minutes of a session once more, on a sheet of their own."""
    sheet = world.pick_sheet(chance, world.sheets("minutes"))
    assert sheet.card
    book = world.book_of(sheet)
    world.claim(f"{book.path}/Notulen 99", f"look/sheets/{book.path}")
    card = Line(dict(sheet.card.values), f"{book.path}/Notulen 99/card", sheet.card.subject)
    book.add("minutes", "Notulen 99", "NOTULEN", card)
    return [Expected("G63", card, "session")]


def matrix_against_list(world: World, chance: Random) -> list[Expected]:
    """A signed list beside the matrix of month 2, that differs for one member."""
    group = chance.choice(["K-01", "K-02"])
    world.claim(f"{group}/2", f"{group}/names", "look/sheets/M-001/bulan-2.xlsx")
    session = chance.choice([line for line in subjects.sessions(world, 2) if line["group"] == group])
    matrix = subjects.matrix(world, group)
    book = world.book_of(matrix)
    column = session.text("code") if session.text("code") in matrix.across else f"{session.day('held_on'):%d/%m/%Y}"
    card = {name: session[field] for name, field in (("session", "code"), ("group", "group"), ("held_on", "held_on"))}
    sheet = book.add("attendance", "Absensi", "DAFTAR HADIR", Line(card, f"{book.path}/Absensi", session.subject))
    for line in matrix.lines:
        sheet.add(session.subject, number=line["number"], name=line["name"], presence=line[column])
    line = chance.choice(sheet.lines)
    line["presence"] = "S" if line["presence"] != "S" else "I"
    return [Expected("G64", line, "presence")]


KINDS = (
    unknown_office,
    unknown_facilitator,
    unknown_group,
    misspelt_group,
    unknown_session,
    unknown_partnership,
    evidence_of_nothing,
    anothers_group,
    one_key_twice,
    list_copied,
    minutes_twice,
    matrix_against_list,
)
