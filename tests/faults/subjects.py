"""Who and what of the perfect folder the kinds ask for, and changes that need several cells to stay consistent.

Whatever is asked for raises Taken when it was taken out.
"""

from datetime import date

from tests.faults.books import Line, Sheet, World, first
from tests.faults.expected import Expected

SPARE = "S-07"
"""The session that each month has beyond the targets."""


def person(world: World, code: str = "M-001") -> Line:
    return first(line for line in world.lines("facilitator") if line["code"] == code)


def assignment(world: World, code: str = "M-001") -> Line:
    return first(line for line in world.lines("assignment") if line["facilitator"] == code)


def group(world: World, code: str) -> Line:
    return first(line for line in world.lines("group") if line["code"] == code)


def office(world: World, code: str) -> Line:
    return first(line for line in world.lines("office") if line["code"] == code)


def members(world: World, code: str = "") -> list[Line]:
    """Those of a group; without code all."""
    return [line for line in world.lines("member") if code in ("", line["group"])]


def quiet_members(world: World) -> list[Line]:
    """Members of the group that has not met yet."""
    return members(world, "K-03")


def matrix(world: World, group: str) -> Sheet:
    """That of month 2."""
    sheets = world.sheets("attendance_matrix")
    return first(sheet for sheet in sheets if sheet.card and sheet.card["group"] == group)


def head(world: World) -> Line:
    """Who signs for the district's office."""
    return first(line for line in world.lines("signer") if line["office"] == "D-01")


def month_card(world: World, month: int) -> Line:
    """M-001's."""
    return first(card for card in world.cards("month_card") if card.subject == f"M-001/month/{month}")


def sessions(world: World, month: int = 0) -> list[Line]:
    """Those of M-001's groups."""
    held = [line for line in world.lines("session") if not line.subject.startswith("K-03/")]
    return [line for line in held if month in (0, month_of(line))]


def spares(world: World, month: int = 0) -> list[Line]:
    return [session for session in sessions(world, month) if session["code"] == SPARE]


def month_of(line: Line) -> int:
    return int(line.subject.split("/")[1])


def follow_ups(world: World) -> list[Line]:
    return world.lines("minutes")


def attendance(world: World, session: Line) -> Sheet:
    """The list of a session of month 1."""
    return first(sheet for sheet in world.sheets("attendance") if sheet.card and sheet.card.subject == session.subject)


def minutes(world: World, session: Line) -> Sheet | None:
    sheets = (sheet for sheet in world.sheets("minutes") if sheet.card and sheet.card.subject == session.subject)
    return next(sheets, None)


def photo(world: World, session: Line) -> Line:
    return first(line for line in world.about(session.subject, "evidence"))


def no_certificate(world: World, code: str = "M-001") -> Expected:
    """What follows when a target is missed at the end of the term."""
    return Expected("L12", assignment(world, code), "facilitator")


def too_few_partners(world: World) -> list[Expected]:
    return [Expected("K01", person(world), "code"), no_certificate(world)]


def move(world: World, session: Line, day: date) -> None:
    """Hold a session on another day, and let its list, its minutes and its matrix column say the same."""
    old, session["held_on"] = f"{session.day('held_on'):%d/%m/%Y}", day
    for card in world.about(session.subject, "attendance"):
        if "held_on" in card.values:
            card["held_on"] = day
    for line in (*world.about(session.subject, "minutes"), *world.about(session.subject, "discussion")):
        if isinstance(line["deadline"], date):
            line["deadline"] = max(day, line.day("deadline"))
    for sheet in world.sheets("attendance_matrix"):
        if f"{sheet.path}".startswith(session.path.rsplit("/", 2)[0]) and old in sheet.across:
            new = f"{day:%d/%m/%Y}"
            sheet.across = [new if text == old else text for text in sheet.across]
            for line in sheet.lines:
                line[new] = line.values.pop(old)


def remove(world: World, line: Line) -> None:
    """Take a row off its sheet."""
    sheet = world.sheet_of(line)
    sheet.lines.remove(line)


def remove_sheet(world: World, sheet: Sheet) -> None:
    """Take a sheet out of its workbook."""
    world.book_of(sheet).sheets.remove(sheet)


def partner(world: World, code: str = "") -> list[Line]:
    return [card for card in world.cards("partnership") if code in ("", card["code"])]


def partnership(world: World, code: str) -> Line:
    return first(partner(world, code))


def claim_partners(world: World) -> None:
    """Of three partnerships with two to reach, only one may be spoilt so that it no longer counts."""
    world.claim("M-001/partners counted")


def counts(session: Line) -> str:
    """Claimed by what is counted in a group's month; whoever makes that unknown claims all of it."""
    group, month, _ = session.subject.split("/")
    return f"counts/{month}/{group}"


def needed(world: World, session: Line) -> bool:
    """Whether the target of its group and month is missed without it. Claims the target."""
    world.claim(f"{counts(session)}/{session['activity']}")
    same = [other for other in sessions(world, month_of(session))
            if (other["group"], other["activity"]) == (session["group"], session["activity"])]  # fmt: skip
    return len(same) <= (1 if "dinamika" in session.text("activity") else 2)
