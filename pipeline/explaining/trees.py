"""What a paper prints as a tree of texts: its leaves by name, and which of them differ between two drafts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from pydantic import BaseModel

from pipeline.flow import ChartSlot, PhotoSlot, QrSlot

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
"""A leaf's text ("" prints nothing), several in a row, or parts by name; "" names what a part itself prints."""

QR_LEAF = "kode QR"
"""Stands for the picture of a QR mark."""


def tree_of(value: object) -> Tree:
    """A context as texts. A picture is the name of its file, a chart the words in it; flags and numbers only steer the
    template. Spaces at which a line does not break are plain ones: what a cell holds is looked for in the texts."""
    match value:
        case str():
            return value.replace("\N{NO-BREAK SPACE}", " ")
        case PhotoSlot():
            return {"": value.file.name, "alt": value.alt}
        case QrSlot():
            return QR_LEAF
        case ChartSlot():
            return {name: tree_of(item) for name, item in vars(value).items() if name != "kind"}
        case BaseModel():
            return {name: tree_of(item) for name, item in vars(value).items()}
        case Mapping():
            return {str(name): tree_of(item) for name, item in value.items()}
        case Sequence():
            return [tree_of(item) for item in value]
        case _:
            return ""


def leaves(tree: Tree, name: str = "") -> Iterator[tuple[str, str]]:
    """Every leaf that prints something, in the order of the fields: "groups[1].name" is the first group's."""
    if isinstance(tree, str):
        if tree:
            yield name, tree
        return
    for below, item in _below(tree, name):
        yield from leaves(item, below)


def differences(before: Tree, after: Tree, name: str = "") -> Iterator[tuple[str, str, str]]:
    """The leaves of `before` that `after` prints otherwise: name, text before, text after ("" if there is none).

    Items of lists are compared with those that are most like them: one that only moved has not changed.
    """
    if before == after:
        return
    if isinstance(before, str):
        if before:
            yield name, before, after if isinstance(after, str) else ""
    elif isinstance(before, dict):
        others = after if isinstance(after, dict) else {}
        for (below, item), key in zip(_below(before, name), before, strict=True):
            yield from differences(item, others.get(key, ""), below)
    else:
        likes = _likes(before, after if isinstance(after, list) else [])
        for (below, item), like in zip(_below(before, name), likes, strict=True):
            yield from differences(item, like, below)


def _below(tree: list[Tree] | dict[str, Tree], name: str) -> Iterator[tuple[str, Tree]]:
    if isinstance(tree, list):
        yield from ((f"{name}[{place}]", item) for place, item in enumerate(tree, start=1))
    else:
        yield from ((f"{name}.{part}".strip("."), item) for part, item in tree.items())


def _likes(before: list[Tree], after: list[Tree]) -> list[Tree]:
    """For each item that which it has become: the same, else the one with the most leaves in common; "" for none."""
    free = dict(enumerate(after))
    found = {place: free.pop(place) for place, item in enumerate(before) if free.get(place) == item}
    changed = {place: item for place, item in enumerate(before) if place not in found}
    for place, item in changed.items():
        moved = next((at for at, other in free.items() if other == item), None)
        if moved is not None:
            found[place] = free.pop(moved)
    moved_and_changed = {place: item for place, item in changed.items() if place not in found}
    found |= {place: after[at] for place, at in _most_alike(moved_and_changed, free)}
    return [found.get(place, "") for place in range(len(before))]


def _most_alike(before: dict[int, Tree], after: dict[int, Tree]) -> Iterator[tuple[int, int]]:
    """Pairs of places, those with the most texts in common first; that rows have been numbered anew does not count."""
    own = {place: set(_unnumbered(item)) for place, item in before.items()}
    its = {at: set(_unnumbered(item)) for at, item in after.items()}
    pairs = [
        (-len(texts & others), abs(at - place), place, at) for place, texts in own.items() for at, others in its.items()
    ]
    paired: set[int] = set()
    taken: set[int] = set()
    for _, _, place, at in sorted(pairs):
        if place not in paired and at not in taken:
            paired.add(place)
            taken.add(at)
            yield place, at


def _unnumbered(tree: Tree) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in leaves(tree) if not re.fullmatch(r"\d+\.?", text))


def is_place(name: str, text: str) -> bool:
    """Whether a leaf only tells the place of its row: "members[3].number" prints "3" or "3."."""
    return without_place(name, text) == ""


def without_place(name: str, text: str) -> str:
    """The text of a leaf without the place of its row: "stories[3].title" prints "3. Kelompok Mekar Sari"."""
    row = re.search(r"\[(\d+)\][^\[]*$", name)
    return re.sub(rf"^{row[1]}(?:\.\s*|$)", "", text) if row else text
