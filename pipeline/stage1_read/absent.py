"""Sheets that a workbook must have and that are not there."""

from collections.abc import Iterable

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

_ENOUGH = 0.5
"""Of the required sheets, to take what was given for a whole workbook and not for a single list."""


def may_lack_sheets(given: Input) -> bool:
    """Whether it is an assignment workbook in which something stands; a .csv has one sheet and cannot lack another."""
    return given.form.startswith("assignment/") and given.filled and given.file.suffix.lower() != ".csv"


def told(kind: Workbook, there: Iterable[str], file: str) -> tuple[list[Row], list[Finding]]:
    """What is said of a workbook for the required sheets that are not there, and in place of each a row that tells
    nothing: nobody is told that any row of it is missing.

    `there` are the names of the forms of the sheets that are: of this workbook, or of all that make up one together.
    """
    required = [form for form in knowledge.forms_of(kind) if form.required]
    absent = [form for form in required if form.name not in set(there)]
    # For a card that is absent, stage 2 asks: the workbook's name may tell what it would.
    tables = [(form, form.table) for form in absent if form.table]
    if not tables or len(absent) > (1 - _ENOUGH) * len(required):
        return [], []
    place = Place(file)
    sheets = indonesian.joined([f"«{form.sheets[0]}»" for form, _ in tables])
    rows = [Row(form.name, table.record, place, {}, ()) for form, table in tables]
    return rows, [MISSING_SHEET.at(place, sheets=sheets)]
