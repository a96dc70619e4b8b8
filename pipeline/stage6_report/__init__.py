"""Stage 6: what happened is told; every view shows the same Outcome.

sums        the verdict of each workbook, the totals
told        the outcome in another language
folds       the same finding in many cells told once; what to mend first
as_json     outcome.json and one finding a line, for programs
as_page     one web page, for people (page.html, page.css and page.js are its parts)
terminal    lines of text, for people
"""

from pathlib import Path

from pipeline.failures import writing
from pipeline.files import write_whole
from pipeline.flow import Outcome
from pipeline.language import INDONESIAN, Language
from pipeline.stage6_report.as_json import SCHEMA, as_json, json_text, ndjson_text
from pipeline.stage6_report.as_page import page_text
from pipeline.stage6_report.sums import MEND, READY, SEVERITY_WORDS, counts, verdict
from pipeline.stage6_report.terminal import Line, lines, totals

__all__ = [
    "MEND", "READY", "SCHEMA", "SEVERITY_WORDS", "Line", "as_json", "counts", "json_text", "lines", "ndjson_text",
    "page_text", "totals", "verdict", "write",
]  # fmt: skip


def write(outcome: Outcome, folder: Path, name: str, language: Language = INDONESIAN) -> None:
    """Write the outcome as a page, `name`.html, and then for programs, `name`.json; each whole or not at all.

    Raises Failure when one cannot be written.
    """
    for ending, text in (("html", page_text(outcome, language)), ("json", json_text(outcome, language))):
        path = folder / f"{name}.{ending}"
        with writing(path):
            write_whole(path, text.encode())
