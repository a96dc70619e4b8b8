"""The comments that a Word file carries, found and taken out with everything that Word keeps of them.

What is said in the margin of a template is for those who write it. Word prints it if nobody takes it out: it never goes
into a paper.
"""

from collections.abc import Mapping

from lxml import etree

from pipeline.word import package
from pipeline.word.package import CONTENT_TYPES, Member

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMMENTS = "comments"
"""The last word of the content type, and of the relationship, of the part with the comments themselves."""
_BESIDE = ("commentsExtended", "commentsIds", "commentsExtensible", "people", "documenttasks")
"""Those of the parts that newer versions of Word keep beside it: answers, dates, authors, tasks."""
MARKS = tuple(f"{_W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
"""What tells in a text where a comment belongs."""

Trees = dict[str, etree._Element]


def comment_parts(types: Mapping[str, str]) -> dict[str, str]:
    """The parts that hold comments or what is kept beside them, by name: which of these each is.

    `types`: content types by name, as in `Inspected`.
    """
    kinds = {name: content_type.removesuffix("+xml").rpartition(".")[2] for name, content_type in types.items()}
    return {name: kind for name, kind in kinds.items() if kind in (COMMENTS, *_BESIDE)}


def taken_out(data: bytes, types: Mapping[str, str]) -> bytes:
    """The file without comments; one that has none is given back as it is. The caller has found the file good."""
    gone = comment_parts(types)
    if COMMENTS not in gone.values():
        return data
    members, trees = unpacked(data)
    for name in gone:
        for member in (name, package.relationships_name(name)):
            members.pop(member, None)
            trees.pop(member, None)
    for listed in [*trees[CONTENT_TYPES]]:
        if listed.get("PartName", "").lstrip("/") in gone:
            trees[CONTENT_TYPES].remove(listed)
    for name, tree in trees.items():
        for relationship in [*tree] if name.endswith(".rels") else ():
            if relationship.get("Type", "").rpartition("/")[2] in gone.values():
                tree.remove(relationship)
        for mark in [*tree.iter(*MARKS)]:
            drop(mark)
    return repacked(members, trees)


def drop(mark: etree._Element) -> None:
    """Take a mark out, with the run that holds nothing else."""
    holder = mark.getparent()
    if holder is None:
        return
    holder.remove(mark)
    above = holder.getparent()
    if holder.tag == f"{_W}r" and above is not None and not [child for child in holder if child.tag != f"{_W}rPr"]:
        above.remove(holder)


def unpacked(data: bytes) -> tuple[dict[str, bytes], Trees]:
    """The members of a file that was found good, and those of them that are XML as trees, to be changed."""
    members = {member.name: member.content() for member in package.read(data)}
    trees = {name: etree.fromstring(content) for name, content in members.items() if name.endswith((".xml", ".rels"))}
    return members, trees


def repacked(members: Mapping[str, bytes], trees: Trees) -> bytes:
    """The file of these members, each that has a tree written anew from it."""
    changed: list[Member] = []
    for name in {**members, **trees}:
        if name in trees:
            content = etree.tostring(trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
            changed.append(package.packed(name, content))
        else:
            changed.append(package.stored(name, members[name]))
    return package.archive(package.block(changed), ())
