"""How much memory and time checking takes when there are thousands of workbooks: a thousand, and four times as many.

Run by `make bench`. Every facilitator has two monthly workbooks, two groups of ten, and pictures of their own; 500
facilitators share an assignment workbook. The workbooks of one facilitator in ten have a mark of attendance that is
none, so that they are given back marked. Each size is checked by `berkas validate --workers 2`, a process of its own.

Printed are milliseconds per workbook and the peaks of memory: of the process that checks, and of the largest worker.
"""

import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import openpyxl

from pipeline import knowledge
from pipeline.indonesian import heading_key
from pipeline.knowledge import Form

ROOT = Path(__file__).parents[2]
STORY = ROOT / "input_samples" / "complete"
MODEL = "M-002"
"""The facilitator of the story of whom all others are copies."""
MODEL_GROUPS = ("K-03", "K-04")
SIZES = (1_000, 4_000)
WORKERS = 2
FACILITATORS_PER_WORKBOOK = 500
OWN_ROWS = {
    "facilitator": "code",
    "assignment": "facilitator",
    "group": "code",
    "member": "group",
    "delivery": "facilitator",
}
"""Forms of the assignment workbook with rows of single facilitators, and the field that says whose a row is."""
SPOILT = 10
"""The workbooks of one facilitator in so many have a fault."""
CHECK = """
import resource, sys
from pipeline.cli import main
try:
    main(sys.argv[1:])
finally:
    of = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print("peaks", *of, file=sys.stderr)
"""


def main() -> None:
    print(f"{'workbooks':>10}{'ms each':>10}{'main MiB':>10}{'worker MiB':>12}   verdict")
    for size in SIZES:
        with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as folder:
            made = write_story(Path(folder) / "in", size)
            began = perf_counter()
            peaks, verdict = check(Path(folder))
            taken = 1000 * (perf_counter() - began) / made
            print(f"{made:>10}{taken:>10.1f}{peaks[0]:>10.0f}{peaks[1]:>12.0f}   {verdict}", flush=True)


def check(folder: Path) -> tuple[list[float], str]:
    """The peaks in MiB of the process and of its largest worker, and the last line that the clerk reads."""
    arguments = ["validate", str(folder / "in"), "-o", str(folder / "out"), "--date", "2015-08-01", "-q"]
    done = subprocess.run(
        [sys.executable, "-c", CHECK, *arguments, "--workers", str(WORKERS)],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    told = re.search(r"^peaks ([\d.]+) ([\d.]+)$", done.stderr, re.MULTILINE)
    if told is None or done.returncode not in (0, 1):
        raise SystemExit(f"{done.stdout}\n{done.stderr}")
    return [float(told[1]), float(told[2])], done.stdout.strip().splitlines()[-1]


def write_story(folder: Path, size: int) -> int:
    """Write about `size` workbooks; how many they are."""
    facilitators = [f"M-{number:04}" for number in range(1, size // 2 + 1)]
    chance = random.Random(2015)
    for path in (STORY / "logo").iterdir():
        write(folder / "logo" / path.name, path.read_bytes())
    models = [zipfile.ZipFile(STORY / MODEL / f"bulan-{month}.xlsx") for month in (1, 2)]
    for number, facilitator in enumerate(facilitators):
        own = folder / facilitator
        own.mkdir(parents=True)
        changed = spoilt(renamed(facilitator)) if number % SPOILT == 0 else renamed(facilitator)
        for month, model in enumerate(models, start=1):
            write_copy(model, own / f"bulan-{month}.xlsx", changed)
        for path in (STORY / MODEL).rglob("*"):
            if path.is_file() and path.suffix != ".xlsx":
                # One document of two partners would be a finding.
                document = path.read_bytes() + f"% {facilitator}\n".encode()
                write(own / path.relative_to(STORY / MODEL), document if path.suffix == ".pdf" else picture(chance))
        write(folder / "foto" / f"{facilitator}.jpg", picture(chance))
    starts = range(0, len(facilitators), FACILITATORS_PER_WORKBOOK)
    for start in starts:
        write_roster(folder / f"penugasan-{start}.xlsx", facilitators[start : start + FACILITATORS_PER_WORKBOOK])
    return size + len(starts)


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def renamed(facilitator: str) -> Callable[[str], str]:
    """What the model's codes become: group K-03 of M-0007 is K-0007A."""
    number = facilitator.removeprefix("M-")
    names = {MODEL: facilitator, MODEL_GROUPS[0]: f"K-{number}A", MODEL_GROUPS[1]: f"K-{number}B"}
    codes = re.compile("|".join(names))
    return lambda text: codes.sub(lambda match: names[match.group()], text)


def spoilt(change: Callable[[str], str]) -> Callable[[str], str]:
    """The change, after which the first mark of attendance of a list is none."""
    return lambda text: re.sub(r'(<c r="C10"[^>]*><is><t>)H<', r"\1Q<", change(text))


def write_copy(model: zipfile.ZipFile, path: Path, rename: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copied:
        for name in model.namelist():
            data = model.read(name)
            copied.writestr(name, rename(data.decode()) if "worksheets/" in name else data)


def picture(chance: random.Random) -> bytes:
    """A grey PNG that is like no other."""
    width, height = 480, 8
    rows = b"".join(b"\0" + chance.randbytes(width) for _ in range(height))
    header = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    framed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def write_roster(path: Path, facilitators: list[str]) -> None:
    """An assignment workbook: the story's, with the model's rows repeated for each facilitator."""
    book = openpyxl.load_workbook(STORY / "penugasan.xlsx")
    for name, whose in OWN_ROWS.items():
        form = knowledge.form(name)
        sheets = {heading_key(sheet) for sheet in form.sheets}
        repeat_rows(next(sheet for sheet in book if heading_key(sheet.title) in sheets), form, whose, facilitators)
    book.save(path)


def repeat_rows(sheet: Any, form: Form, whose: str, facilitators: list[str]) -> None:
    rows = list(sheet.iter_rows())
    first, columns = next(
        (number, columns)
        for number, row in enumerate(rows)
        if whose in (columns := fields_of(form, row)) and len(columns) > 2
    )
    owned = MODEL_GROUPS if form.name in ("group", "member") else (MODEL,)
    model = [row for row in rows[first + 1 :] if str(row[columns[whose]].value).strip() in owned]
    values = [[(cell.value, copy(cell.number_format)) for cell in row] for row in model]
    sheet.delete_rows(first + 2, len(rows))
    people = (columns["nik"], columns["birth_date"]) if form.name == "member" else None
    for place, row in enumerate(repeated(values, facilitators, people), start=first + 2):
        for number, (value, number_format) in enumerate(row, start=1):
            if value is not None:
                sheet.cell(place, number, value).number_format = number_format


def fields_of(form: Form, row: Sequence[Any]) -> dict[str, int]:
    """The columns of the form's fields, if the row is the heading of its table."""
    assert form.table is not None
    names = {key: field.name for field in form.table.fields for key in field.heading_keys()}
    texts = [heading_key(str(cell.value or "")) for cell in row]
    return {names[text]: column for column, text in enumerate(texts) if text in names}


def repeated(
    values: list[list[tuple[Any, str]]], facilitators: list[str], people: tuple[int, int] | None
) -> Iterator[list[tuple[Any, str]]]:
    """The model's rows for each facilitator. `people` are the columns of NIK and birth date: nobody is born on the day
    of another of that name.
    """
    for facilitator in facilitators:
        rename = renamed(facilitator)
        for row in values:
            found = [(own(value, facilitator, rename), form) for value, form in row]
            if people is not None:
                nik, born = people
                younger, day = born_later(found[nik][0], int(facilitator.removeprefix("M-")))
                found[nik], found[born] = (younger, found[nik][1]), (day, "dd/mm/yyyy")
            yield found


def born_later(nik: str, days: int) -> tuple[str, date]:
    """A NIK and birth date of somebody that many days younger; to the day of birth of women 40 is added."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    woman = day > 40
    born = date(1900 + year, month, day - 40 * woman) + timedelta(days=days)
    return f"{nik[:6]}{born.day + 40 * woman:02}{born.month:02}{born.year % 100:02}{nik[12:]}", born


def own(value: Any, facilitator: str, rename: Callable[[str], str]) -> Any:
    """The value for this facilitator: other codes, and a NIK of another subdistrict and serial number."""
    if not isinstance(value, str):
        return value
    number = int(facilitator.removeprefix("M-"))
    text = value.strip()
    if re.fullmatch(r"\d{16}", text):
        return f"{text[:4]}{number // 50 + 1:02}{text[6:12]}{9000 + number % 50 * 20 + int(text[12:]) % 20}"
    if re.fullmatch(r"[\d-]{10,}", text) and not re.fullmatch(r"\d{2}-\d{2}-\d{4}|\d{4}-\d{2}-\d{2}", text):
        return f"{text[:-4]}{number:04}"
    return rename(value)


if __name__ == "__main__":
    main()
