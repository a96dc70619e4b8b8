"""How many errors of one sheet are told one by one: a file of junk must not fill the memory of a whole run."""

from collections.abc import Iterable

from pipeline.findings import Finding, Message, Place, Severity

MOST_ERRORS = 5000
"""Of a sheet, in each stage: more than a clerk mends before checking again."""

TOO_MANY = Message(
    "B04",
    Severity.ERROR,
    "Lembar ini berisi terlalu banyak kesalahan; selain {most} yang pertama tidak disebut satu per satu.",
    fix="Periksa apakah ini formulir yang benar; perbaiki yang sudah disebut, lalu periksa lagi.",
    source="Batas masukan berkas",
)


class Bounds:
    """Findings as they come, those of a sheet with too many errors gathered in a single one."""

    def __init__(self) -> None:
        self._errors: dict[Place, int] = {}
        self._about: dict[Place, dict[str, None]] = {}

    def kept(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Those that are told one by one."""
        return tuple(finding for finding in findings if self._is_kept(finding))

    def _is_kept(self, finding: Finding) -> bool:
        if finding.severity is not Severity.ERROR or not finding.place.cell:
            return True
        sheet = finding.place._replace(cell="")
        number = self._errors[sheet] = self._errors.get(sheet, 0) + 1
        if number > MOST_ERRORS:
            self._about.setdefault(sheet, {}).update(dict.fromkeys(finding.about))
        return number <= MOST_ERRORS

    def told(self) -> list[Finding]:
        """What is said of the sheets in place of the rest, about all whom the rest is about: their papers wait."""
        return [TOO_MANY.at(sheet, about, most=MOST_ERRORS) for sheet, about in self._about.items()]
