"""The README files of input_samples/, written from the stories."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.findings import Place
from tests.samples import faults, world
from tests.samples.shapes import Story
from tests.samples.sheets import Addresses

GOLDEN = Path(__file__).parents[1] / "golden"
FOUND = "with_faults-found.txt"
"""Every finding in the spoilt story that is more than a remark on reading: code and place."""
WITHHELD = "with_faults-withheld.txt"

_MADE = "Made by `python -m tests.samples.make_samples`; change the story there, not the files here.\n"
_INVENTED = (
    "Every person, district, company, number and picture is invented; only the centre's name is that of the handbook. "
    "NIKs are built right, but their area codes and serials (from 9001) belong to nobody.\n"
)


def write_complete(folder: Path, whole: Story) -> None:
    """input_samples/README.md and that of the story `complete`."""
    text = f"""# Sample stories

{_MADE}
{_INVENTED}
| folder | story |
|---|---|
| [complete](complete) | two districts, four motivators, eight groups, two months; all papers come out |
| [with_faults](with_faults) | the same world with {len(faults.FAULTS)} faults; its README says where and which |
"""
    _write(folder / "README.md", text)
    lines = [f"| {path} | {_about(path, whole)} | nothing | – |" for path in sorted(whole.books)]
    text = f"""# The story `complete`

Two districts in two provinces, four motivators, eight groups of ten members, 4 May to 3 July 2015. Nothing is wrong:
every paper comes out, without error or warning.

{_MADE}
| file | what is right | what is wrong | codes |
|---|---|---|---|
{_joined(lines)}
Beside penugasan.xlsx lie `logo/` and `foto/`, and in each motivator's folder `foto/` (a photo of each session, some
stored on their side with a mark of orientation), `pindaian/` (signed attendance lists) and `dokumen/` (cooperation).

The sheets are kept as people keep them: letterheads and merged titles above the heading, headings in many spellings,
with line breaks and stars, columns in any order, rows of column numbers, blank rows, formatted rows far below,
signatures with NIP at the foot, an empty Sheet3, a hidden list; dates real and as text (`Jum'at`, `Nopember`), rupiah
in five spellings, sex in seven, no-break spaces, names of one word, with titles and apostrophes,
`PT. Maju & Jaya <Persero>`, and in M-004/bulan-2.xlsx (Pertemuan, S-02) text that looks like a formula and like a tag.
"""
    _write(folder / "complete" / "README.md", text)


def write_faults(folder: Path, cells: Mapping[str, Addresses]) -> None:
    """The README of the story `with_faults`: one line for each fault, what follows from them, and what is withheld."""
    lines = [
        f"| {fault.file} | {fault.sheet or '–'} | {cell_of(fault, cells) or '–'} | {', '.join(fault.codes)} "
        f"| {fault.what} |"
        for fault in faults.FAULTS
    ]
    following = [f"| {code} | {place} |" for code, place in found() if not _said(code, place, cells)]
    withheld = [f"- {key}" for key in golden(WITHHELD)]
    text = f"""# The story `with_faults`

The world of [complete](../complete) with {len(faults.FAULTS)} faults. Files that are not named here are as they should
be; M-001's two months are right.

{_MADE}
| file | sheet | cell | codes | what is wrong |
|---|---|---|---|---|
{_joined(lines)}
## What follows from them

Further findings that these faults lead to on 1 August 2015.

| code | place |
|---|---|
{_joined(following)}
## Withheld papers

Everything else that is due on 1 August 2015 is issued.

{_joined(withheld)}"""
    _write(folder / "with_faults" / "README.md", text)


def golden(name: str) -> list[str]:
    """The lines of a golden file, none when it is not written yet."""
    path = GOLDEN / name
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def found() -> list[tuple[str, str]]:
    """What is found in the spoilt story: code and place."""
    return [(code, place) for code, _, place in (line.partition(" ") for line in golden(FOUND))]


def _said(code: str, place: str, cells: Mapping[str, Addresses]) -> bool:
    """Whether a line of the first table says this already."""
    return any(code in fault.codes and place.startswith(place_of(fault, cells)) for fault in faults.FAULTS)


def place_of(fault: faults.Fault, cells: Mapping[str, Addresses]) -> str:
    """The place of a fault as findings write it, as exactly as it is known."""
    return str(Place(fault.file, fault.sheet, cell_of(fault, cells)))


def cell_of(fault: faults.Fault, cells: Mapping[str, Addresses]) -> str:
    """The address of the cell in which a fault was made; "" for a whole sheet or file."""
    return cells.get(fault.file, {}).get((fault.sheet, fault.row, fault.field), "")


def _about(path: str, whole: Story) -> str:
    if path == faults.ASSIGNMENT:
        return "offices, signers, motivators, groups, members, reports"
    code, month = path.split("/")[0], path[-6]
    name = next(entry["name"] for entry in world.WORLD["facilitators"] if entry["code"] == code)
    kinds = {sheet.form for sheet in whole.books[path].sheets}
    attendance = "attendance as a matrix" if "attendance_matrix" in kinds else "attendance by session"
    return f"{name}, month {month}: six sessions, {attendance}, one partner"


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
