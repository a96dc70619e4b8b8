"""What the sheets of a workbook are called in a plain copy of it: Excel allows less than other programs."""

import re

from pipeline.excel.shapes import Workbook

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31


def in_plain_copy(workbook: Workbook) -> dict[str, str]:
    """The name of each sheet -> its name in the copy."""
    names: dict[str, str] = {}
    for grid in workbook.sheets:
        wanted = _FORBIDDEN.sub("_", grid.name).strip("'")[:_LONGEST] or "Lembar"
        name, number = wanted, 1
        while name.casefold() in {taken.casefold() for taken in names.values()}:
            number += 1
            name = f"{wanted[: _LONGEST - 5]} ({number})"
        names[grid.name] = name
    return names
