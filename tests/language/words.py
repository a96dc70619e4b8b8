"""Words that tell one language from another, and the words of a text that was said rather than written for programs."""

import re

from pipeline.documents import DOCUMENTS

ENGLISH = frozenset((
    "after", "all", "any", "are", "argument", "been", "cell", "cells", "column", "command", "date", "default",
    "directory", "done", "each", "error", "errors", "every", "file", "files", "finding", "findings", "fix", "found",
    "from", "has", "have", "heading", "help", "in", "input", "inputs", "invalid", "is", "it", "its", "letter",
    "line", "list", "member", "message", "missing", "month", "must", "name", "no", "not", "note", "notes", "number",
    "of", "only", "option", "or", "output", "page", "paper", "password", "path", "please", "report", "required",
    "row", "rows", "run", "session", "sheet", "sheets", "should", "signer", "some", "template", "templates", "that",
    "the", "this", "to", "unknown", "upload", "usage", "value", "values", "warning", "warnings", "was", "week",
    "were", "will", "with", "workbook", "workbooks", "wrong", "year", "you", "your",
))  # fmt: skip
"""No Indonesian sentence has them. "Folder", "format", "register", "token" and "program" are Indonesian, too; Word and
Excel are names."""
INDONESIAN = frozenset((
    "adalah", "ada", "atau", "belum", "berakhir", "berisi", "bila", "bukan", "dalam", "dan", "dapat", "dari",
    "dengan", "hanya", "harus", "isi", "juga", "karena", "ke", "kosong", "lebih", "lembar", "memuat", "nomor",
    "pada", "perbaiki", "sampai", "sebelum", "sel", "seperti", "sesudah", "sudah", "terbaca", "tidak", "untuk",
    "yang",
))  # fmt: skip
"""No English sentence has them, but for the capitalised words of names and headings."""
PYTHON = frozenset((
    "None", "NoneType", "True", "False", "NaN", "nan", "Traceback", "Exception", "Error", "dict", "list", "int",
    "float", "str",
))  # fmt: skip
"""A clerk should never read them."""

_CODE = re.compile(
    r"`[^`]*`|\bNo\.|berkas (?:register|templates) \w+|«[^»]*»|--\w[\w-]*|\{[^{}]*\}|\w+_\w+|[\w./]+\.\w+|\w+/\w+:\S+"
)
"""Commands, options, placeholders, names of kinds and files; "No." is short for a number in both languages."""
_KINDS = frozenset(document.kind for document in DOCUMENTS)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", _CODE.sub(" ", text))) - _KINDS


def english(text: str) -> set[str]:
    return {word for word in words(text) if word.casefold() in ENGLISH}


def indonesian(text: str) -> set[str]:
    return words(text) & INDONESIAN


def python(text: str) -> set[str]:
    return words(text) & PYTHON
