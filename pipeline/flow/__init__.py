"""The frozen shapes that the stages hand to each other, in the order in which they flow.

Cell -> Row -> Reading (1) -> Dossier (2) -> findings (3) -> Draft (4) -> Issued (5) -> Outcome (6)
"""

from pipeline.flow.bounds import Bounds
from pipeline.flow.dossier import Dossier
from pipeline.flow.lost import LostRow
from pipeline.flow.notes import Notes, pack, unpack
from pipeline.flow.papers import (
    Accepted,
    ChartSlot,
    Context,
    Document,
    Draft,
    Earlier,
    Issued,
    Numbered,
    Outcome,
    PageNumbers,
    Paper,
    PhotoSlot,
    QrSlot,
    Status,
)
from pipeline.flow.people import called, code_in, person_of
from pipeline.flow.reading import Cell, CellValue, Input, Line, Reading, Row

__all__ = [
    "Accepted", "Bounds", "Cell", "CellValue", "ChartSlot", "Context", "Document", "Dossier", "Draft", "Earlier",
    "Input", "Issued", "Line", "LostRow", "Notes", "Numbered", "Outcome", "PageNumbers", "Paper", "PhotoSlot", "QrSlot",
    "Reading", "Row", "Status", "called", "code_in", "pack", "person_of", "unpack",
]  # fmt: skip
