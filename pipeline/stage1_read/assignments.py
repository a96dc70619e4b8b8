"""The assignment workbooks of one run: together they are one, in however many files its sheets stand."""

from dataclasses import dataclass, field

from pipeline.flow import Reading
from pipeline.stage1_read import absent
from pipeline.stage1_read.versions import Versions
from pipeline.stage1_read.workbooks import WorkbookReading


@dataclass(slots=True)
class Assignments:
    """What is known of the assignment workbooks so far; every workbook passes through it."""

    _versions: Versions = field(default_factory=Versions)
    _there: set[str] = field(default_factory=set)
    """The names of the forms of the sheets that came."""
    _lacking: list[str] = field(default_factory=list)
    """The workbooks of which a sheet may be said to be missing."""
    _unread: bool = False
    """Whether a workbook came that may hold what is missing, if only it could be read."""

    def take(self, book: WorkbookReading) -> Reading:
        """The next workbook as it is to be used."""
        book = self._versions.used(book)
        # Of an assignment workbook without rows nothing is used: it is another version, or nobody has filled it.
        if book.rows or not book.input.form.startswith("assignment/"):
            self._there |= book.forms
        if absent.may_lack_sheets(book.input):
            self._lacking.append(book.input.path)
        self._unread |= book.unread and absent.may_hold_sheets(book.input)
        return _reading(book)

    def rest(self) -> Reading:
        """When all workbooks came: what is said of the sheets that are missing."""
        if not self._lacking:
            return Reading()
        if self._unread:  # that is said; what is missing may only follow from it
            return Reading(rows=tuple(absent.lost("assignment", self._there, self._lacking[0])))
        rows, findings = absent.told("assignment", self._there, self._lacking[0])
        return Reading(rows=tuple(rows), findings=tuple(findings))


def _reading(book: WorkbookReading) -> Reading:
    return Reading((book.input,), tuple(book.rows), tuple(book.lines), frozenset(book.furniture), tuple(book.findings))
