"""Which workbooks are to be read, and what each is called in everything that people see."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.failures import Failure
from pipeline.findings import Finding, Message, Place, Severity

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""What is taken for a workbook in a folder; those that cannot be read are told, not passed over."""
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


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read as a workbook."""

    path: Path
    name: str
    """What findings call it: its path below the folder that was given, or its name."""
    folder: str
    """The name of the folder that tells it from another of the same name."""


def sources(
    inputs: Sequence[Path], assignments: Path | None, out: Path | None = None
) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The workbooks among the inputs, each once, in a fixed order; folders are searched to the bottom, links skipped.

    The output folder may lie below an input, but is none itself: the recap would be read as a workbook. Raises Failure
    when it is, or when something that was given does not exist.
    """
    results = out.resolve() if out else None
    found: dict[Path, Source] = {}
    findings: list[Finding] = []
    for given in (*([assignments] if assignments else []), *inputs):
        if not given.exists():
            raise Failure(f"«{given}» tidak ada.", "Periksa nama berkas atau folder yang disebut pada perintah.")
        if not given.is_dir():
            found.setdefault(given.resolve(), Source(given, given.name, given.resolve().parent.name))
            continue
        if given.resolve() == results:
            raise Failure(
                f"Folder hasil «{given}» sama dengan folder masukan.", "Sebutkan folder hasil lain dengan -o."
            )
        below = [path for path in _files_below(given) if results is None or results not in path.resolve().parents]
        findings += [_open_elsewhere(given, path) for path in below if path.name.startswith(LOCK_FILE_STARTS)]
        workbooks = [path for path in below if _is_workbook(path)]
        if not workbooks:
            findings.append(NO_WORKBOOK.at(Place(given.name or str(given))))
        for path in workbooks:
            name = path.relative_to(given).as_posix()
            found.setdefault(path.resolve(), Source(path, name, given.resolve().name))
    return _told_apart(list(found.values())), tuple(findings)


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(parent, name) for name in sorted(names) if not Path(parent, name).is_symlink())


def _is_workbook(path: Path) -> bool:
    return path.suffix.casefold() in WORKBOOK_ENDINGS and not path.name.startswith((*LOCK_FILE_STARTS, "._"))


def _open_elsewhere(folder: Path, lock: Path) -> Finding:
    name = lock.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
    return OPEN_ELSEWHERE.at(Place(lock.relative_to(folder).as_posix()), workbook=name)


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
