"""Stage 6: what happened is told; every view shows the same Outcome.

sums        the verdict of each workbook, the totals
as_json     outcome.json and one finding a line, for programs
terminal    lines of text, for people
"""

from pathlib import Path

from pipeline.failures import writing
from pipeline.files import write_whole
from pipeline.flow import Outcome
from pipeline.stage6_report.as_json import SCHEMA, as_json, json_text, ndjson_text
from pipeline.stage6_report.sums import MEND, READY, SEVERITY_WORDS, counts, verdict
from pipeline.stage6_report.terminal import lines, totals

__all__ = [
    "MEND", "READY", "SCHEMA", "SEVERITY_WORDS", "as_json", "counts", "json_text", "lines", "ndjson_text", "totals",
    "verdict", "write",
]  # fmt: skip


def write(outcome: Outcome, path: Path) -> None:
    """Write the outcome, whole or not at all. Raises Failure when it cannot be written."""
    with writing(path):
        write_whole(path, json_text(outcome).encode())
