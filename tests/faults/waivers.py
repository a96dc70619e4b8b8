"""Faults of the sheet on which an officer accepts findings."""

from random import Random

from tests.faults.books import Sheet, World
from tests.faults.expected import Expected
from tests.faults.world import TODAY


def _sheet(world: World) -> Sheet:
    found = world.sheets("waiver")
    return found[0] if found else world.roster.add("waiver", "Pengecualian", "PENGECUALIAN TEMUAN")


def no_such_code(world: World, chance: Random) -> list[Expected]:
    """Nothing is called so, or nobody may waive it: identity, reading, money, order of dates."""
    world.claim("waiver/no such code")
    code = chance.choice(["Z99", "A99", "G47", "G40", "G53", "L01"])
    line = _sheet(world).add("waiver/no such code", code=code, about="facilitator:M-001", reason="Disetujui kepala.",
                             approved_by="Drs. H. Slamet Ma'ruf, M.Si.", dated=TODAY)  # fmt: skip
    return [Expected("G97", line, "code")]


def nothing_to_waive(world: World, chance: Random) -> list[Expected]:
    world.claim("waiver/nothing")
    line = _sheet(world).add("waiver/nothing", code="L18", about="facilitator:M-088", reason="Disetujui kepala.",
                             approved_by="Drs. H. Slamet Ma'ruf, M.Si.", dated=TODAY)  # fmt: skip
    return [Expected("G98", line, "code")]


KINDS = (no_such_code, nothing_to_waive)
