"""The only door to docxtpl: Word templates in, finished .docx files out.

A template is written in docxtpl's language. `load` has docxtpl patch it, checks it and compiles it, once; after that
each document only renders its XML parts and packs them with the untouched parts, which are copied as they are.
`render_plainly` makes the same document through docxtpl itself: the yardstick, and the way out if ever one is needed.

How the modules serve it:

    shapes        what a caller hands over: Page, Picture, Separator; and why a document is refused
    guard         refuses a template that is damaged, or that carries macros, foreign parts or active fields
    comments      takes comments out, which go into no document
    prepare       file -> Template: docxtpl's patching, then the checks and rewritings below, then compiling
      grammar     what a tag may say, and which fields a template uses
      balance     proof that no data can make the XML ill-formed, and that values stand where text may stand
      structure   proof that no data can put its elements in an order that Word refuses
      proof       that nothing falls out: between file and compiled template, between printing and document
      soundness   whether a .docx is whole: container, relationships, elements, references
      wordml      what Word asks of the elements, as data
      environment the closed Jinja sandbox, and how a value is printed
      rooms       room for tables of contents and lists of tables
      paper       an office's page, margins and font
      properties  title, author, subject and language of a document
    template      Template.render
      contents    tables of contents, lists of tables, numbers of captions
      pictures    pictures standing where a template names them
      package     the zip container, byte for byte reproducible
    plain         the same through docxtpl
    separator_pages  what stands between the papers of a print bundle
    lint          the check of a template before any data is there: every fault at once, each at its place

A template is code from elsewhere: it sees dictionaries, lists, text, whole numbers and pictures, and nothing else.
Importing this package loads neither docxtpl nor Jinja nor lxml; `load` does.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.word.shapes import Damaged, Incomplete, Lost, Page, Picture, Refused, Separator, Unfilled
from pipeline.word.template import Template

__all__ = [
    "Damaged", "Incomplete", "Lost", "Page", "Picture", "Refused", "Separator", "Template", "Unfilled", "load",
    "render_plainly", "separators",
]  # fmt: skip


def load(path: Path) -> Template:
    """The template of this file, ready to render any number of documents.

    Raises `Failure` when the file is missing, damaged, not a .docx, carries something forbidden, or has a tag that
    could not be filled.
    """
    from pipeline.word import prepare

    return prepare.load(path)


def render_plainly(
    path: Path,
    context: Mapping[str, object],
    page: Page | None = None,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """The document that docxtpl itself makes of this template, in the same sandbox; slow.

    Arguments and errors are those of `load` and `Template.render`.
    The result differs only in what tests/word/test_differences.py lists.
    """
    from pipeline.word import plain

    return plain.render_plainly(path, context, page, properties)


def separators(pages: Sequence[Separator]) -> bytes:
    """A .docx with one page for each; its bytes differ from call to call, for it is no paper of the archive."""
    from pipeline.word import separator_pages

    return separator_pages.separators(pages)
