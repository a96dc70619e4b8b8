"""Stage 6: what happened is told; every view shows the same Outcome.

sums        the verdict of each workbook, the totals
told        the outcome in another language
folds       the same finding in many cells told once; what to mend first
as_json     outcome.json and one finding a line, for programs
as_page     one web page, for people (page.html, page.css and page.js are its parts)
terminal    lines of text, for people
marked      the workbooks given back with their faults marked, as marking says them
shelf       where the marked copies lie, and which of earlier runs may go
"""

from pathlib import Path

from pipeline.failures import writing
from pipeline.files import write_whole
from pipeline.flow import Outcome
from pipeline.language import INDONESIAN, Language
from pipeline.stage6_report.as_json import SCHEMA, as_json, json_lines, ndjson_lines
from pipeline.stage6_report.as_page import page_text
from pipeline.stage6_report.marked import write_marked
from pipeline.stage6_report.shelf import FOLDER as MARKED_FOLDER
from pipeline.stage6_report.sums import MEND, READY, SEVERITY_WORDS, counts, verdict
from pipeline.stage6_report.terminal import Line, lines, totals
from pipeline.stage6_report.told import told_in

__all__ = [
    "MARKED_FOLDER", "MEND", "READY", "SCHEMA", "SEVERITY_WORDS", "Line", "as_json", "counts", "json_lines", "lines",
    "ndjson_lines", "page_text", "told_in", "totals", "verdict", "write", "write_marked",
]  # fmt: skip


def write(outcome: Outcome, folder: Path, name: str, language: Language = INDONESIAN) -> None:
    """Write the outcome as a page, `name`.html, and then for programs, `name`.json; each whole or not at all.

    Raises Failure when one cannot be written.
    """
    for ending, pieces in (("html", (page_text(outcome, language),)), ("json", json_lines(outcome, language))):
        path = folder / f"{name}.{ending}"
        with writing(path):
            write_whole(path, (piece.encode() for piece in pieces))
