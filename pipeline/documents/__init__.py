"""Every paper the programme can owe, one module each, in the order of issue.

A document is a module (a context class and a function from the dossier to drafts), a Word template of the same name,
and its line here.
"""

from pipeline.documents import (
    attendance_sheet,
    certificate,
    cover_letter,
    final_report,
    id_card,
    minutes,
    monthly_report,
    partnership_statement,
    recap,
    spk,
    spm,
)
from pipeline.flow import Document

DOCUMENTS: tuple[Document, ...] = (
    spk.DOCUMENT,
    cover_letter.DOCUMENT,
    spm.DOCUMENT,
    id_card.DOCUMENT,
    attendance_sheet.DOCUMENT,
    minutes.DOCUMENT,
    partnership_statement.DOCUMENT,
    monthly_report.DOCUMENT,
    final_report.DOCUMENT,
    certificate.DOCUMENT,
)

LETTERS = ("spk", "cover_letter", "spm", "id_card")
"""What `berkas letters` makes."""

__all__ = [
    "DOCUMENTS", "LETTERS", "attendance_sheet", "certificate", "cover_letter", "final_report", "id_card", "minutes",
    "monthly_report", "partnership_statement", "recap", "spk", "spm",
]  # fmt: skip
