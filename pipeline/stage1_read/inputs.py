"""Which workbooks are to be read, and what each is called in everything that people see."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import results
from pipeline.failures import Failure
from pipeline.findings import Finding, Message, Place, Severity, mask

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
"""What is taken for a workbook in a folder; those that cannot be read are told, not passed over."""
_OURS = ".xlsx"
"""How a workbook ends that is given back marked."""
LOCK_FILE_STARTS = ("~$", ".~lock.")

OPEN_ELSEWHERE = Message(
    "G01",
    Severity.NOTE,
    "Buku kerja «{workbook}» sedang terbuka; yang dibaca adalah isi yang terakhir disimpan.",
    "Simpan dan tutup buku kerja itu bila isinya masih berubah, lalu ulangi.",
    "Sifat Excel: berkas kunci ada selama buku kerja terbuka",
)
NO_WORKBOOK = Message(
    "G02",
    Severity.ERROR,
    "Tidak ada buku kerja di folder ini.",
    "Letakkan buku kerja (.xlsx) di folder ini, atau sebutkan folder yang benar.",
    "Formulir berkas",
)
CLOSED_FOLDER = Message(
    "G28",
    Severity.ERROR,
    "Folder ini tidak dapat dibuka; isinya tidak dibaca.",
    "Buka izin baca folder itu, lalu ulangi.",
    "Aturan berkas: yang tidak terbaca selalu disebut",
)
LINK = Message(
    "G27",
    Severity.WARNING,
    "Ini tautan ke tempat lain dan tidak dibaca.",
    "Salin buku kerjanya sendiri ke folder ini.",
    "Batas masukan berkas: hanya yang ada di dalam folder",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read as a workbook."""

    path: Path
    name: str
    """What findings call it: its path below the folder that was given, or its name; personal numbers in it masked."""
    folder: str
    """The name of the folder that tells it from another of the same name."""
    alone: bool = False
    """Whether it was given by itself instead of found in a folder that was given."""


def sources(
    inputs: Sequence[Path], assignments: Path | None, out: Path | None = None
) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The workbooks among the inputs, each once, in a fixed order; folders are searched to the bottom, links skipped.

    The output folder may lie below an input, but is none itself: the recap would be read as a workbook. Raises Failure
    when it is, or when something that was given does not exist.
    """
    outside = out.resolve() if out else None
    found: dict[Path, Source] = {}
    findings: list[Finding] = []
    for given in (*([assignments] if assignments else []), *inputs):
        if not given.exists():
            raise Failure(f"«{given}» tidak ada.", "Periksa nama berkas atau folder yang disebut pada perintah.")
        if not given.is_dir():
            found.setdefault(given.resolve(), Source(given, mask(given.name), given.resolve().parent.name, alone=True))
            continue
        if given.resolve() == outside:
            raise Failure(
                f"Folder hasil «{given}» sama dengan folder masukan.", "Sebutkan folder hasil lain dengan -o."
            )
        closed: list[OSError] = []
        linked: list[Path] = []
        inner = outside if outside and given.resolve() in outside.parents else None
        below = [path for path in _files_below(given, closed, linked) if not _is_within(inner, path)]
        findings += [CLOSED_FOLDER.at(_place(given, Path(error.filename))) for error in closed]
        findings += [_open_elsewhere(given, path) for path in below if path.name.startswith(LOCK_FILE_STARTS)]
        linked += (path for path in below if _is_workbook(path) and path.is_symlink())
        findings += [LINK.at(_place(given, path)) for path in sorted(linked)]
        workbooks = [path for path in below if _is_workbook(path) and not path.is_symlink()]
        if not workbooks:
            findings.append(NO_WORKBOOK.at(Place(given.name or str(given))))
        for path in workbooks:
            known = found.get(path.resolve())
            of_folder = Source(path, _place(given, path).file, given.resolve().name)
            found[path.resolve()] = replace(known, alone=False) if known else of_folder
    return _told_apart(list(found.values())), tuple(findings)


def _is_within(folder: Path | None, path: Path) -> bool:
    return folder is not None and path.parent.resolve().is_relative_to(folder)


def _files_below(folder: Path, closed: list[OSError], linked: list[Path]) -> Iterator[Path]:
    """Every file, in a fixed order, an .xlsx before others of its name; folders that cannot be opened are added to
    `closed`, links to others to `linked`.

    What lies in the output folder of an earlier run is no input: its marked workbooks say what their originals say.
    """
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        if Path(parent) != folder and not results.KNOWN_BY.isdisjoint(names):
            folders.clear()
            continue
        folders.sort()
        linked += (path for path in (Path(parent, name) for name in folders) if path.is_symlink())
        yield from (Path(parent, name) for name in sorted(names, key=_in_turn))


def _in_turn(name: str) -> tuple[str, bool, str]:
    path = Path(name)
    return path.stem, path.suffix.casefold() != _OURS, name


def _place(given: Path, path: Path) -> Place:
    """What people call a file or folder: its path below the folder that was given, personal numbers in it masked."""
    return Place(mask(path.relative_to(given).as_posix()))


def _is_workbook(path: Path) -> bool:
    return path.suffix.casefold() in WORKBOOK_ENDINGS and not path.name.startswith((*LOCK_FILE_STARTS, "._"))


def _open_elsewhere(folder: Path, lock: Path) -> Finding:
    name = lock.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
    return OPEN_ELSEWHERE.at(_place(folder, lock), workbook=name)


def _told_apart(found: list[Source]) -> tuple[Source, ...]:
    """The same sources under names of which none stands twice."""
    often = Counter(source.name for source in found)
    longer = [
        replace(source, name=f"{source.folder}/{source.name}") if often[source.name] > 1 else source for source in found
    ]
    seen: Counter[str] = Counter()
    apart = []
    for source in longer:
        seen[source.name] += 1
        again = f" ({seen[source.name]})" if seen[source.name] > 1 else ""
        apart.append(replace(source, name=source.name + again))
    return tuple(apart)
