"""What must be true of a dossier, one module per topic.

A rule is a plain function from the dossier to findings, named as the sentence that should be true. Its messages stand
above it in the same module, and each module ends in the tuple of its rules. A new rule: one message, one function, its
place in the tuple. No rule names a programme; bounds and targets come from `dossier.programme`.
"""

from collections.abc import Callable, Iterator
from types import ModuleType

from pipeline.findings import Finding
from pipeline.flow import Dossier
from pipeline.rules import (
    activity,
    attendance,
    calendar,
    letters,
    minutes,
    numbering,
    partnership,
    people,
    photos,
    privacy,
    references,
    reports,
)

Rule = Callable[[Dossier], Iterator[Finding]]

MODULES: tuple[ModuleType, ...] = (
    references,
    people,
    calendar,
    attendance,
    activity,
    minutes,
    partnership,
    reports,
    letters,
    numbering,
    photos,
    privacy,
)
"""The topics, in the order in which a dossier is judged."""

RULES: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in module.RULES)
