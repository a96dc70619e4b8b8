"""The check of a Word template before any data is there: every fault at once, each with its place.

`load` stops at the first thing that it cannot use, and docxtpl itself at nothing that merely loses text. Here the XML
is read as it lies in the file; each tag is understood as far as it goes, so that one fault does not hide another, nor
bring forth a second.

    shapes        what the check is told (fields) and tells (faults); a paragraph and its place
    tag_faults    the messages about tags
    file_faults   the messages about the file, and where in it tags stand
    checking      the whole check on one page
      layout      paragraphs of a part, with their places and texts
      tags        tags in a text, and how they are written
      strays      braces that are left over when all tags are taken away
      blocks      which if and for belong together, at which level, and what is known inside them
      expressions what a tag names, against the fields of the document
      placement   tags that eat what stands beside them, or stand where none can work
      parts       styles, lists, pictures and links that are not there
    comments      a copy of the template with the faults as Word comments

Nothing here knows a document: the fields that a template may use are handed in. A condition around the only paragraph
of a cell is no fault: the renderer puts an empty one in its place.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.word.lint.shapes import Allowed, Fault, Fields, Kind

__all__ = ["Allowed", "Fault", "Fields", "Kind", "check", "commented"]


def check(path: Path, fields: Fields, required: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is wrong with a template, in the order of the file; nothing is raised for it.

    `fields`: what the template may use; `required`: the fields that it must print, with what they mean.
    """
    from pipeline.word.lint import checking

    return checking.check(path, fields, required)


def commented(path: Path, faults: Iterable[Fault]) -> bytes | None:
    """A copy of the template in which each fault is a Word comment; None when the file is no .docx at all.

    Comments of an earlier check are replaced, those of people kept. Faults are to be in the reader's language already.
    """
    from pipeline.word.lint import comments

    return comments.commented_file(path, faults)
