"""Stage 3: the rules are run over the dossier."""

from collections.abc import Sequence

from pipeline.findings import Finding, in_order
from pipeline.flow import Bounds, Dossier
from pipeline.rules import RULES, Rule


def validate(dossier: Dossier, rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """What the rules find, in the order of reading."""
    bounds = Bounds()
    found = [finding for rule in rules for finding in bounds.kept(rule(dossier))]
    return tuple(in_order([*found, *bounds.told()]))
