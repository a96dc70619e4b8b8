"""Faults of minutes and discussions."""

from datetime import date, timedelta
from random import Random

from tests.faults import subjects
from tests.faults.books import Line, World
from tests.faults.expected import Expected


def head_count_wrong(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, world.cards("minutes"))
    present = card["present"]
    assert isinstance(present, int)
    card["present"] = present + chance.choice([-1, 1, 5])
    return [Expected("N01", card, "present")]


def presence_against_minutes(world: World, chance: Random) -> list[Expected]:
    """The list is changed afterwards: the minutes no longer agree with it."""
    lists = [sheet for sheet in world.sheets("attendance") if sheet.card]
    sheet = world.pick_sheet(chance, [sheet for sheet in lists if _minutes_of(world, sheet.card)])
    line = chance.choice([line for line in sheet.lines if line["presence"] == "H"])
    line["presence"] = "S"
    (card,) = _minutes_of(world, sheet.card)
    return [Expected("N01", card, "present")]


def _minutes_of(world: World, card: Line | None) -> list[Line]:
    return [other for other in world.cards("minutes") if card and other.subject == card.subject]


def nobody_in_charge(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, subjects.follow_ups(world))
    field = chance.choice(["in_charge", "deadline"])
    line[field] = None
    return [Expected("N02", line, field)]


def deadline_before_session(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, subjects.follow_ups(world))
    session = next(session for session in world.lines("session") if session.subject == line.subject)
    line["deadline"] = session.day("held_on") - timedelta(days=chance.randint(1, 20))
    return [Expected("N03", line, "deadline")]


def chair_takes_notes(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, world.cards("minutes"))
    name = card.text("chair")
    card["note_taker"] = chance.choice([name, name.upper(), name.split(",")[0]])
    return [Expected("N04", card, "note_taker")]


def slip_in_charge(world: World, chance: Random) -> list[Expected]:
    """A letter too many in the name of the member in charge; positions and bodies may be in charge, too (see
    customs)."""
    line = world.pick(chance, [*subjects.follow_ups(world), *world.lines("discussion")])
    world.claim(f"{line.subject.split('/')[0]}/names/{line.path}")
    line["in_charge"] = f"{line.text('in_charge')}h"
    return [Expected("N05", line, "in_charge")]


def deadline_after_term(world: World, chance: Random) -> list[Expected]:
    """Of what minutes note; what settles a quarrel may outlast the term (see customs)."""
    line = world.pick(chance, subjects.follow_ups(world))
    line["deadline"] = date(2015, 7, chance.randint(4, 31))
    return [Expected("N06", line, "deadline")]


def copied_minutes(world: World, chance: Random) -> list[Expected]:
    """The later minutes tell what earlier ones told, of whatever group."""
    picked = [world.pick(chance, world.cards("minutes")) for _ in range(2)]
    one, other = sorted(picked, key=lambda card: _held(world, card))
    other["discussion"] = one["discussion"]
    return [Expected("N07", other, "discussion")]


def _held(world: World, card: Line) -> date:
    return next(line for line in world.lines("session") if line.subject == card.subject).day("held_on")


KINDS = (
    head_count_wrong,
    presence_against_minutes,
    nobody_in_charge,
    deadline_before_session,
    chair_takes_notes,
    slip_in_charge,
    deadline_after_term,
    copied_minutes,
)
