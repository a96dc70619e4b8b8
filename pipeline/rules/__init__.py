"""What must be true of a dossier, one module per topic.

A rule is a plain function from the dossier to findings, named as the sentence that should be true. Its messages stand
above it in the same module, and each module ends in the tuple of its rules (`RULES`), and of those that must see all
facilitators at once (`ACROSS`). A new rule: one message, one function, its place in one of the tuples. No rule names a
programme; bounds and targets come from `dossier.programme`.

One cause, one error: a rule says nothing that follows only from what another finding says already, and holds back
nothing else. What could not be read tell `dossier.lost_of` and `dossier.unread`; what truly lacks tells `proof`, which
term was meant `terms.readings`, whether a day is in doubt `calendar.date_in_doubt`.
"""

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType

from pipeline.findings import Finding
from pipeline.flow import Dossier
from pipeline.records import (
    Assignment,
    Delivery,
    Evidence,
    Facilitator,
    Group,
    Member,
    MonthCard,
    Partnership,
    Record,
    Session,
)
from pipeline.rules import (
    activity,
    amounts,
    attendance,
    basis,
    calendar,
    cooperation,
    copies,
    identity,
    letters,
    minutes,
    numbering,
    offices,
    partnership,
    people,
    photos,
    privacy,
    references,
    reports,
    reuse,
    roster,
    terms,
)

Rule = Callable[[Dossier], Iterator[Finding]]

MODULES: tuple[ModuleType, ...] = (
    references,
    offices,
    people,
    identity,
    roster,
    amounts,
    terms,
    calendar,
    attendance,
    activity,
    minutes,
    copies,
    partnership,
    cooperation,
    reports,
    letters,
    basis,
    numbering,
    photos,
    reuse,
    privacy,
)
"""The topics, in the order in which a dossier is judged."""

ACROSS: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in getattr(module, "ACROSS", ()))
"""The rules that must see everybody at once: they compare people, numbers and photos of different facilitators, look
codes up in the lists of all, or speak once of what many have in common.

Of the monthly workbooks they read only what `READ_ACROSS` names, so that many workbooks can be judged without keeping
all of them.
"""

READ_ACROSS: Mapping[type[Record], tuple[str, ...]] = {
    Facilitator: ("code", "name", "nik", "account"),
    Assignment: (
        "facilitator", "centre", "district", "starts", "ends", "spm_starts", "spm_ends", "spk_number", "spk_dated",
        "spm_number", "spm_dated", "certificate_number", "certificate_dated",
    ),
    Group: ("code", "name", "facilitator", "district"),
    Member: ("group", "number", "name", "nik", "birth_date"),
    Delivery: ("facilitator", "kind", "month", "made_on"),
    MonthCard: ("facilitator", "month"),
    Session: ("facilitator", "month", "code", "group"),
    Partnership: ("facilitator", "month", "code", "group", "partner", "statement_number", "statement_dated"),
    Evidence: ("facilitator", "month", "kind", "session", "partnership", "file"),
}  # fmt: skip
"""What the rules in `ACROSS` read of the records of single facilitators: these fields and their cells. Of what all
share, offices, officials and numbering, they may read everything."""

WITHIN: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in module.RULES)
"""The rules that find the same whether they see all facilitators or, one after the other, each alone with the offices,
officials and decrees that all share."""

RULES: tuple[Rule, ...] = (*WITHIN, *ACROSS)
"""All of them; a rule is either in the one or in the other."""
