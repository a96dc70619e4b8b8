"""Stage 3: the rules are run over the dossier."""

import re
from collections.abc import Sequence

from pipeline.findings import Finding
from pipeline.flow import Dossier
from pipeline.rules import RULES, Rule

_CELL = re.compile("([A-Z]+)([0-9]+)")


def validate(dossier: Dossier, rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """What the rules find, in the order of file, sheet, cell (row by row) and code."""
    return tuple(sorted((finding for rule in rules for finding in rule(dossier)), key=_order))


def _order(finding: Finding) -> tuple[str, str, int, int, str]:
    place = finding.place
    match = _CELL.fullmatch(place.cell)
    column, row = match.groups() if match else ("", "0")
    return (place.file, place.sheet, int(row), _column_number(column), finding.code)


def _column_number(letters: str) -> int:
    """The number of a column: "A" 1, "Z" 26, "AA" 27; 0 for none."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
