"""Faults of cooperations. There are three, and two are the target, so one may drop out of the count."""

from datetime import date, timedelta
from random import Random

from tests.faults import subjects
from tests.faults.books import World
from tests.faults.expected import Expected
from tests.faults.world import rupiah


def no_document(world: World, chance: Random) -> list[Expected]:
    subjects.claim_partners(world)
    card = world.pick(chance, subjects.partner(world))
    for line in world.about(card.subject, "evidence"):
        subjects.remove(world, line)
    return [Expected("K03", card, "evidence")]


def too_few(world: World, chance: Random) -> list[Expected]:
    """Both partners of month 2 were given up."""
    world.claim("M-001/partner", "M-001/partners counted")
    for code in ("KM-02", "KM-03"):
        (card,) = subjects.partner(world, code)
        for line in world.about(card.subject, "evidence"):
            subjects.remove(world, line)
        subjects.remove_sheet(world, world.sheet_of(card))
    return subjects.too_few_partners(world)


def ends_too_early(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, subjects.partner(world))
    card["ends"] = card.day("starts") - timedelta(days=chance.randint(1, 200))
    return [Expected("K04", card, "ends")]


def words_and_amount_differ(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, subjects.partner(world))
    field = chance.choice(["value", "value_in_words"])
    card[field] = {"value": rupiah(4_750_000), "value_in_words": "sebelas juta rupiah"}[field]
    return [Expected("K05", card, "value_in_words")]


def same_partner(world: World, chance: Random) -> list[Expected]:
    """The partner of KM-01 once more, in another spelling: one partner, and KM-02 is the second."""
    subjects.claim_partners(world)
    one, other = subjects.partnership(world, "KM-01"), subjects.partnership(world, "KM-03")
    world.claim(one.path, one.subject, other.path, other.subject)
    one["partner"] = "PT Maju Bersama"
    other["partner"] = chance.choice(["PT. Maju Bersama", "Maju Bersama, PT", "pt maju  bersama", "PT. MAJU BERSAMA"])
    return [Expected("K06", other, "partner")]


def alike_partner(world: World, chance: Random) -> list[Expected]:
    one, other = subjects.partnership(world, "KM-01"), subjects.partnership(world, "KM-03")
    world.claim(one.path, one.subject, other.path, other.subject)
    one["partner"] = "PT Maju Bersama Sejahtera"
    other["partner"] = chance.choice(
        ["PT Maju Bersama Sejahterah", "PT Maju Bersma Sejahtera", "PT Maju Bersama Sejatera"]
    )
    return [Expected("K12", other, "partner")]


def own_firm(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, subjects.partner(world))
    name = subjects.person(world).text("name").split(",")[0]
    field = chance.choice(["partner", "representative"])
    card[field] = f"CV {name} Mandiri" if field == "partner" else name
    return [Expected("K07", card, field)]


def starts_before_term(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, subjects.partner(world))
    card["starts"] = date(2015, chance.randint(1, 3), 15)
    return [Expected("K08", card, "starts")]


def words_without_amount(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, [card for card in subjects.partner(world) if "modal" not in card.text("cooperation")])
    card["value"] = None
    return [Expected("K09", card, "value_in_words")]


def document_of_the_future(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, subjects.partner(world))
    card["evidence_dated"] = date(2015, 9, 17)
    return [Expected("K10", card, "evidence_dated")]


def statement_of_the_future(world: World, chance: Random) -> list[Expected]:
    """Its number's month goes with it."""
    card = world.pick(chance, subjects.partner(world))
    card["statement_dated"] = date(2015, 9, 17)
    number = card.text("statement_number").split("/")
    card["statement_number"] = "/".join([*number[:3], "IX", "2015"])
    return [Expected("K10", card, "statement_dated")]


def capital_without_amount(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, [card for card in subjects.partner(world) if "modal" in card.text("cooperation")])
    card["value"] = card["value_in_words"] = None
    return [Expected("K11", card, "value")]


def statement_before_start(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, subjects.partner(world))
    card["statement_dated"] = card.day("starts").replace(day=5)
    return [Expected("K13", card, "statement_dated")]


KINDS = (
    no_document,
    too_few,
    ends_too_early,
    words_and_amount_differ,
    same_partner,
    alike_partner,
    own_firm,
    starts_before_term,
    words_without_amount,
    document_of_the_future,
    statement_of_the_future,
    capital_without_amount,
    statement_before_start,
)
