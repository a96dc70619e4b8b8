"""The only door to docxtpl: Word templates in, finished .docx files out.

A template is written in docxtpl's language. `load` has docxtpl patch it, checks it and compiles it, once; after that
each document only renders its XML parts and packs them with the untouched parts, which are copied as they are.
`render_plainly` makes the same document through docxtpl itself: the yardstick, and the way out if ever one is needed.

How the modules serve it:

    shapes        what a caller hands over: Page, Picture
    guard         refuses a template that is damaged, or that carries macros, foreign parts or active fields
    prepare       file -> Template: docxtpl's patching, then the checks and rewritings below, then compiling
      grammar     what a tag may say, and which fields a template uses
      balance     proof that no data can make the XML ill-formed, and that values stand where text may stand
      environment the closed Jinja sandbox, and how a value is printed
      paper       an office's page, margins and font
      properties  title, author, subject and language of a document
    template      Template.render
      pictures    pictures standing where a template names them
      package     the zip container, byte for byte reproducible
    plain         the same through docxtpl
    lint          the check of a template before any data is there: every fault at once, each at its place

A template is code from elsewhere: it sees dictionaries, lists, text, whole numbers and pictures, and nothing else.
Importing this package loads neither docxtpl nor Jinja nor lxml; `load` does.
"""

from collections.abc import Mapping
from pathlib import Path

from pipeline.word.shapes import Page, Picture
from pipeline.word.template import Template

__all__ = ["Page", "Picture", "Template", "load", "render_plainly"]


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
