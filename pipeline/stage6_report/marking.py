"""What a marked copy says: the mark of each cell, and the summary on its first sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pipeline import indonesian
from pipeline.excel import marks
from pipeline.excel.marks import Column, Entry, Mark, Summary
from pipeline.findings import Finding, Severity, mask
from pipeline.flow import Input
from pipeline.language import Language
from pipeline.stage6_report.folds import keys_to_waive
from pipeline.stage6_report.sums import SEVERITY_WORDS, severity_sums, verdict

_LOOKS: dict[Severity, marks.Severity] = {Severity.ERROR: "error", Severity.WARNING: "warning"}
"""How what is not among them is shown: as a note."""
_COLUMNS = (
    Column("No.", 6), Column("Tingkat", 13), Column("Lembar", 21), Column("Sel", 8), Column("Temuan", 56),
    Column("Cara memperbaiki", 48), Column("Kode", 9), Column("Kunci Pengecualian", 19),
)  # fmt: skip
_CELL_COLUMN = 3
_LEGEND: tuple[tuple[marks.Severity, str], ...] = (
    ("error", "Kesalahan: harus diperbaiki"),
    ("warning", "Peringatan: periksa, perbaiki bila perlu"),
    ("note", "Catatan: begini isian dibaca atau dihitung"),
)
_WAIVING = (
    "Temuan yang mempunyai Kunci Pengecualian dapat dikecualikan pejabat: salin Kode dan kunci itu ke lembar "
    "Pengecualian buku kerja penugasan (kolom Kode Temuan dan Tentang), lalu isi alasan, nama pejabat, dan tanggalnya."
)
_GUIDE = (
    "Perbaiki isian yang berwarna di buku kerja ini, simpan, salin ke tempat buku kerja aslinya (gantikan yang lama), "
    "lalu periksa lagi. Lembar ini, warna, dan komentar [Berkas] diganti atau hilang sendiri pada pemeriksaan "
    "berikutnya."
)


def needs_mending(finding: Finding) -> bool:
    """Whether it is more than a note."""
    return finding.severity in _LOOKS


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings as the first sheet lists them; those of one gravity stay in their order."""
    return sorted(findings, key=lambda finding: marks.SEVERITIES.index(_look(finding)))


def marks_of(findings: Iterable[Finding], language: Language) -> list[Mark]:
    """The marks of the cells and sheets that findings are about."""
    return [
        Mark(finding.place.sheet, finding.place.cell, _look(finding), _comment(finding, language))
        for finding in findings
        if finding.place.sheet
    ]


def _look(finding: Finding) -> marks.Severity:
    return _LOOKS.get(finding.severity, "note")


def _word(finding: Finding, language: Language) -> str:
    return language.said(SEVERITY_WORDS[finding.severity]).capitalize()


def _comment(finding: Finding, language: Language) -> str:
    remedy = language.said("Perbaikan: {fix}", fix=finding.fix)
    return f"{_word(finding, language)} {finding.code}: {finding.text}\n{remedy}"


def summary_of(source: Input, findings: Sequence[Finding], day: date, language: Language) -> Summary:
    """The first sheet of a workbook's copy; of its findings, in the language already, there is at least one."""
    worst = _look(findings[0])
    told = language.said(verdict(source, tuple(findings))).capitalize()
    checked = language.sentence(indonesian.long_date(day))
    return Summary(
        verdict=f"{told}: {severity_sums(findings, language)}",
        severity=worst,
        lines=(
            language.said("Buku kerja {file}, diperiksa {day}", file=source.path, day=checked),
            language.said(_GUIDE),
            *((language.said(_WAIVING),) if keys_to_waive(findings) else ()),
        ),
        legend=tuple((look, language.said(text)) for look, text in _LEGEND),
        columns=tuple(replace(column, heading=language.said(column.heading)) for column in _COLUMNS),
        link_column=_CELL_COLUMN,
        entries=tuple(_entry(finding, language) for finding in findings),
        said=language.said,
    )


def _entry(finding: Finding, language: Language) -> Entry:
    place = finding.place
    where = place.cell or (language.said("lembar") if place.sheet else "")
    texts = (_word(finding, language), mask(place.sheet), where, finding.text, finding.fix, finding.code)
    return Entry(_look(finding), (*texts, *(keys_to_waive([finding]) or [""])), place.sheet, place.cell)
