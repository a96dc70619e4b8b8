"""The recap workbook: target against result, summed by district, province and nation, and what is still missing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.excel.book import TEXT, Look, Sheet, Value, Written
from pipeline.excel.looks import add_looks
from pipeline.excel.write import write_sheet

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

Part = Literal["session", "partnership", "report"]


class Worker(NamedTuple):
    """One facilitator, with the sizes and papers that are counted once."""

    province: str
    district: str
    code: str
    name: str
    groups: int
    members: int
    papers: int
    """Papers that stand, whether made now or before."""
    withheld: int


class Result(NamedTuple):
    """One target of a facilitator, of a group and a month where it has them, against what was reached."""

    code: str
    """The facilitator's."""
    part: Part
    activity: str
    group: str
    month: int
    """Of the term; 0 for a target of the whole term."""
    target: int
    result: int
    state: str
    """In words: met, falling short, still running."""


class Missing(NamedTuple):
    """What is not there yet, and why."""

    district: str
    name: str
    """The facilitator's; empty where it concerns several."""
    what: str
    why: str


class Waived(NamedTuple):
    """A finding that an officer accepted."""

    code: str
    whom: str
    """Whom it is about, as people call it."""
    text: str
    place: str
    reason: str
    by: str
    dated: date


@dataclass(frozen=True)
class Recap:
    """Everything that the recap tells."""

    title: str
    role: str
    """What the programme calls its field workers, "Motivator": names a sheet and its columns."""
    workers: tuple[Worker, ...]
    results: tuple[Result, ...]
    missing: tuple[Missing, ...]
    waived: tuple[Waived, ...] = ()


_TITLE_ROW, _HEADING_ROW = 1, 3
_SHARE = "0.0%"
_COUNT = "#,##0"
_DATE = "dd/mm/yyyy"
_PARTS: tuple[Part, ...] = ("session", "partnership", "report")
_PART_HEADINGS = ("Pertemuan", "Mitra", "Laporan")
_SIZE_HEADINGS = ("Kelompok", "Anggota")
_HEADING_POINTS, _LINE_POINTS = 32.0, 13.5
_MOST_POINTS = 405.0
"""Excel's rows are at most 409 points high."""
_CHART_CM = (24, 11)
_NATION, _DISTRICT = "Nasional", "Kabupaten/Kota"
_SUMMED = ["workers", "groups", "members", *(f"{part}_{name}" for part in _PARTS for name in ("target", "result"))]
"""The columns that are added up by region."""


def recap_workbook(recap: Recap) -> bytes:
    """The workbook's bytes; equal recaps give equal bytes. Sheets: Ringkasan (with a chart of the districts),
    Motivator, Kelompok per Bulan, Belum Lengkap, and Pengecualian when a finding was accepted."""
    from openpyxl import Workbook

    from pipeline.excel.saving import saved

    sums = _sums(recap)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "berkas"
    workbook.properties.title = recap.title
    add_looks(workbook)
    sheets = [_summary(recap, sums), _workers(recap, sums), _by_month(recap), _missing(recap)]
    for sheet in (*sheets, *([_waived(recap)] if recap.waived else [])):
        write_sheet(workbook.create_sheet(sheet.name), sheet)
    _add_chart(workbook.worksheets[0], _regions(sums))
    return saved(workbook)


def _sums(recap: Recap) -> "pd.DataFrame":
    """One row for each facilitator: sizes, and target and result of each part."""
    import pandas as pd

    frame = pd.DataFrame.from_records(recap.workers, columns=list(Worker._fields)).assign(workers=1)
    results = pd.DataFrame.from_records(recap.results, columns=list(Result._fields))
    for part in _PARTS:
        of_part = results[results["part"] == part].groupby("code")
        for name in ("target", "result"):
            frame[f"{part}_{name}"] = frame["code"].map(of_part[name].sum()).fillna(0)
    return frame.astype(dict.fromkeys(_SUMMED, int))


def _regions(sums: "pd.DataFrame") -> "pd.DataFrame":
    """The nation, then every province, then every district: columns "level", "region", and the sums."""
    import pandas as pd

    nation = sums[_SUMMED].sum().to_frame().T.assign(level=_NATION, region="Seluruh wilayah")
    provinces = sums.groupby("province")[_SUMMED].sum().reset_index(names="region").assign(level="Provinsi")
    districts = sums.groupby(["province", "district"])[_SUMMED].sum().reset_index()
    districts = districts.rename(columns={"district": "region"}).assign(level=_DISTRICT)
    return pd.concat([nation, provinces, districts], ignore_index=True)


def _summary(recap: Recap, sums: "pd.DataFrame") -> Sheet:
    headings = ("Tingkat", "Wilayah", recap.role, *_SIZE_HEADINGS, *_target_headings())
    rows = [
        (line["level"], line["region"], line["workers"], line["groups"], line["members"], *_targets(line))
        for line in _lines(_regions(sums))
    ]
    formats = ("", "", _COUNT, _COUNT, _COUNT, *_target_formats())
    return _table("Ringkasan", recap.title, headings, rows, (16, 34, 11, 11, 11, *_target_widths()), formats)


def _workers(recap: Recap, sums: "pd.DataFrame") -> Sheet:
    first = ("Provinsi", "Kabupaten/Kota", "Kode", "Nama", *_SIZE_HEADINGS)
    headings = (*first, *_target_headings(), "Surat dan Laporan Terbit", "Ditahan")
    rows = [
        (
            *(line[name] for name in ("province", "district", "code", "name", "groups", "members")),
            *_targets(line),
            line["papers"],
            line["withheld"],
        )
        for line in _lines(sums)
    ]
    widths = (22, 26, 10, 30, 11, 11, *_target_widths(), 13, 10)
    formats = ("", "", "", "", _COUNT, _COUNT, *_target_formats(), _COUNT, _COUNT)
    return _table(recap.role, recap.title, headings, rows, widths, formats)


def _by_month(recap: Recap) -> Sheet:
    workers = {worker.code: worker for worker in recap.workers}
    headings = (
        "Kabupaten/Kota", "Kode", recap.role, "Kelompok", "Bulan Ke-", "Kegiatan", "Target", "Hasil", "Persen",
        "Keterangan",
    )  # fmt: skip
    rows = [
        (
            workers[line.code].district, line.code, workers[line.code].name, line.group, line.month, line.activity,
            line.target, line.result, _share(line.result, line.target), line.state,
        )
        for line in recap.results
        if line.part == "session"
    ]  # fmt: skip
    widths = (26, 10, 30, 28, 9, 36, 9, 9, 10, 16)
    formats = ("", "", "", "", _COUNT, "", _COUNT, _COUNT, _SHARE, "")
    return _table("Kelompok per Bulan", recap.title, headings, rows, widths, formats)


def _missing(recap: Recap) -> Sheet:
    headings = ("No", "Kabupaten/Kota", recap.role, "Yang Belum Lengkap", "Sebab")
    rows = [(number, *line) for number, line in enumerate(recap.missing, start=1)]
    return _table("Belum Lengkap", recap.title, headings, rows, (6, 26, 30, 48, 80), (_COUNT, "", "", "", ""))


def _waived(recap: Recap) -> Sheet:
    headings = ("Kode", "Tentang", "Temuan", "Tempat", "Alasan", "Disetujui Oleh", "Tanggal")
    widths, formats = (8, 30, 60, 40, 50, 30, 14), ("", "", "", "", "", "", _DATE)
    return _table("Pengecualian", recap.title, headings, recap.waived, widths, formats)


def _table(
    name: str,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Value]],
    widths: Sequence[float],
    formats: Sequence[str],
) -> Sheet:
    """A sheet with a title, one row of headings and the rows; formats are those of the columns, "" for text."""
    cells = [Written(_TITLE_ROW, 1, f"{title} – {name}", Look.TITLE)]
    cells += (Written(_HEADING_ROW, column, text, Look.HEADING) for column, text in enumerate(headings, start=1))
    heights = {_HEADING_ROW: _HEADING_POINTS}
    for number, row in enumerate(rows, start=_HEADING_ROW + 1):
        look = Look.LABEL if row[0] == _NATION else Look.INPUT
        cells += (
            Written(number, column, value, look, number_format or TEXT)
            for column, (value, number_format) in enumerate(zip(row, formats, strict=True), start=1)
        )
        heights[number] = _height(row, widths)
    return Sheet(name, tuple(cells), tuple(widths), heights, heading_rows=(_HEADING_ROW, _HEADING_ROW))


def _height(row: Sequence[Value], widths: Sequence[float]) -> float:
    """The points that a row needs for its text to wrap: not every program finds out by itself."""
    lines = max(
        sum(math.ceil((len(line) or 1) / width) for line in str(value).split("\n"))
        for value, width in zip(row, widths, strict=True)
    )
    return min(lines * _LINE_POINTS, _MOST_POINTS)


def _target_headings() -> list[str]:
    return [f"{part}: {word}" for part in _PART_HEADINGS for word in ("Target", "Hasil", "Persen")]


def _target_widths() -> list[float]:
    return [11, 11, 11] * len(_PARTS)


def _target_formats() -> list[str]:
    return [_COUNT, _COUNT, _SHARE] * len(_PARTS)


def _targets(line: dict[str, Value]) -> list[Value]:
    """Target, result and share of each part, as `_target_headings` names them."""
    found: list[Value] = []
    for part in _PARTS:
        target, result = _whole(line[f"{part}_target"]), _whole(line[f"{part}_result"])
        found += (target, result, _share(result, target))
    return found


def _lines(frame: "pd.DataFrame") -> list[dict[str, Value]]:
    """The rows of a table as plain Python values."""
    return [{str(name): value for name, value in line.items()} for line in frame.to_dict("records")]


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _share(result: int, target: int) -> float | None:
    """Result of target, 1.0 for all of it; nothing where nothing is owed."""
    return result / target if target else None


def _add_chart(worksheet: "Worksheet", regions: "pd.DataFrame") -> None:
    """Bars of the sessions owed and held, district by district, below the table."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.series import SeriesLabel

    districts = [number for number, level in enumerate(regions["level"]) if level == _DISTRICT]
    if not districts:
        return
    first, last = _HEADING_ROW + 1 + districts[0], _HEADING_ROW + 1 + districts[-1]
    target = 2 + 1 + len(_SIZE_HEADINGS) + 1
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "col", "clustered", 0
    chart.title = "Pertemuan menurut Kabupaten/Kota: target dan hasil"
    chart.width, chart.height = _CHART_CM
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = _COUNT
    chart.y_axis.scaling.min = 0
    chart.legend.position = "b"
    for column in (target, target + 1):
        chart.add_data(Reference(worksheet, min_col=column, min_row=first, max_row=last))
    for series, name in zip(chart.series, ("Target", "Hasil"), strict=True):
        series.tx = SeriesLabel(v=name)
    chart.set_categories(Reference(worksheet, min_col=2, min_row=first, max_row=last))
    worksheet.add_chart(chart, f"A{last + 3}")
