"""What Excel checks while people type: drop-downs, dates, hours, counts. A guard-rail: whoever pastes walks past it."""

from datetime import date
from typing import TYPE_CHECKING

from pipeline.excel.book import Check

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255
"""Excel's limits; beyond them it calls the workbook damaged."""
_LARGEST_COUNT = "999999999999"
_CLOCK = (
    'OR(ISNUMBER({cell}),AND(LEN({cell})>=4,LEN({cell})<=5,OR(MID({cell},LEN({cell})-2,1)=".",'
    'MID({cell},LEN({cell})-2,1)=":"),IFERROR(VALUE(LEFT({cell},LEN({cell})-3))<24,FALSE),'
    "IFERROR(VALUE(RIGHT({cell},2))<60,FALSE)))"
)
"""08.30 or 8:30 as text, or a time of Excel. Only functions that mean the same in every language of Excel."""


def name_of_list(name: str) -> str:
    """The defined name under which a book keeps a list."""
    return f"daftar_{name}"


def add_check(worksheet: "Worksheet", check: Check) -> None:
    """Make a sheet of openpyxl check an area."""
    from openpyxl.utils import get_column_letter

    first, last = get_column_letter(check.first_column), get_column_letter(check.last_column)
    validation = _validation(check, f"{first}{check.first_row}")
    validation.allow_blank = True
    if check.kind != "any":
        validation.errorStyle = "stop" if check.strict else "warning"
        validation.showErrorMessage = True
    if check.prompt:
        validation.promptTitle = check.title[:_LONGEST_TITLE]
        validation.prompt = check.prompt[:_LONGEST_PROMPT]
        validation.showInputMessage = True
    validation.add(f"{first}{check.first_row}:{last}{check.last_row}")
    worksheet.add_data_validation(validation)


def _validation(check: Check, first_cell: str) -> "DataValidation":
    """The rule with its alert; `first_cell` is the upper left one of the area, as formulas name it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    match check.kind:
        case "list":
            rule = DataValidation(type="list", formula1=f"={name_of_list(check.source)}")
            rule.errorTitle = "Di luar daftar"
            rule.error = "Pilih salah satu dari daftar." if check.strict else "Isian ini tidak ada dalam daftar."
        case "date":
            first, last = check.between
            rule = DataValidation(type="date", operator="between", formula1=_day(first), formula2=_day(last))
            rule.errorTitle = "Tanggal diragukan"
            rule.error = (
                f"Ketik tanggal sebagai hari/bulan/tahun, antara {first:%d/%m/%Y} dan {last:%d/%m/%Y}. "
                "Sesudah diketik, nama bulannya tampak di sel."
            )
        case "time":
            rule = DataValidation(type="custom", formula1=_CLOCK.format(cell=first_cell))
            rule.errorTitle, rule.error = "Bukan jam", "Ketik jam dan menit dengan titik, misalnya 08.30."
        case "whole":
            rule = DataValidation(type="whole", operator="between", formula1="0", formula2=_LARGEST_COUNT)
            rule.errorTitle = "Bukan bilangan bulat"
            rule.error = "Ketik angkanya saja, 0 atau lebih, tanpa titik, koma, dan satuan."
        case "sixteen":
            rule = DataValidation(type="textLength", operator="equal", formula1="16")
            rule.errorTitle = "Bukan 16 angka"
            rule.error = "NIK terdiri atas 16 angka. Cocokkan dengan KTP atau kartu keluarga."
        case "any":
            rule = DataValidation()
    return rule


def _day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
