"""Codes of groups in another spelling, "K 01" for "K-01": nobody has them, but it is plain which group is meant."""

from collections.abc import Iterable, Sequence

from pipeline import indonesian
from pipeline.records import Group, Member


class MisspeltGroups:
    """The groups of a dossier, to be found by codes that are not quite theirs."""

    def __init__(self, groups: Sequence[Group], named: Iterable[str]) -> None:
        """`named`: the codes in rows of members."""
        self._codes = {group.code for group in groups}
        self._by_parts = {indonesian.code_parts(group.code): group for group in reversed(groups)}
        self._longest = max(map(len, self._by_parts), default=0)
        self.lacking = frozenset(group.code for group in map(self.meant, named) if group)
        """Codes of the groups that rows of members name in another spelling."""

    def meant(self, code: str) -> Group | None:
        """Of a code that no group has: the group whose code it is in another spelling, or with its name behind it."""
        parts = indonesian.code_parts(code) if code not in self._codes else ()
        for end in range(min(len(parts), self._longest), 0, -1):
            group = self._by_parts.get(parts[:end])
            if group and (end == len(parts) or _is_name(parts[end:], group)):
                return group
        return None

    def member_meant(self, member: Member) -> str:
        """The key of whom a row means that names its group in another spelling; "" of any other row."""
        group = self.meant(member.group)
        return member.model_copy(update={"group": group.code}).key if group else ""


def _is_name(parts: tuple[str, ...], group: Group) -> bool:
    """Whether what follows a code is the group's name, or its last words; "B" in "K-01B" is another group's code."""
    name = indonesian.code_parts(group.name or "")
    return "".join(parts) in {"".join(name[begin:]) for begin in range(len(name))}
