"""Sheets that a workbook must have and that are not there."""

import re
from collections.abc import Collection

from pipeline import indonesian, knowledge
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Input, Row
from pipeline.knowledge import Workbook

MISSING_SHEET = Message(
    "B03",
    Severity.ERROR,
    "Lembar wajib {sheets} tidak ada.",
    "Salin lembar itu dari formulir (`berkas forms`) dan isi. Bila lembarnya ada dengan nama lain, beri nama itu.",
    "Formulir berkas",
)

_OF_A_MONTH = re.compile("bulan|bln", re.IGNORECASE)
"""In the name of a monthly workbook, as it is handed out."""


def may_lack_sheets(given: Input) -> bool:
    """Whether it is an assignment workbook in which something stands; a .csv has one sheet and cannot lack another."""
    return given.form.startswith("assignment/") and given.filled and given.file.suffix.lower() != ".csv"


def may_hold_sheets(unread: Input) -> bool:
    """Whether sheets of the assignment workbook may stand in a workbook that could not be read; not if it says in its
    name that it is of a month. Of thousands of these one is always damaged."""
    return not _OF_A_MONTH.search(unread.path)


def told(kind: Workbook, there: Collection[str], file: str) -> tuple[list[Row], list[Finding]]:
    """What is said of a workbook for the required sheets that are not there, and the rows in their place.

    `there` are the names of the forms of the sheets that are: of this workbook, or of all that make up one together.
    Where more of the required sheets are absent than there, what was given is a single list and no workbook.
    """
    required = [form for form in knowledge.forms_of(kind) if form.required]
    absent = [form for form in required if form.name not in there]
    rows = lost(kind, there, file)
    if not rows or 2 * len(absent) > len(required):
        return [], []
    sheets = indonesian.joined([f"«{knowledge.form(row.form).sheets[0]}»" for row in rows])
    return rows, [MISSING_SHEET.at(Place(file), sheets=sheets)]


def lost(kind: Workbook, there: Collection[str], file: str) -> list[Row]:
    """In place of each required table that is not there a row that tells nothing: nobody is told that any row of it is
    missing. For a card that is absent, stage 2 asks: the workbook's name may tell what it would."""
    absent = [form for form in knowledge.forms_of(kind) if form.required and form.name not in there]
    return [Row.for_table(form.name, form.table.record, Place(file), {}) for form in absent if form.table]
