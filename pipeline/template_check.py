"""The Word templates of all documents checked at once, and copies of them in which every fault is a comment."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import fitting
from pipeline.documents import DOCUMENTS
from pipeline.failures import Failure, writing
from pipeline.files import write_whole
from pipeline.flow import Document
from pipeline.knowledge import Programme
from pipeline.stage5_render.press import template_path
from pipeline.word import lint
from pipeline.word.lint import Fault
from pipeline.word.lint.file_faults import UNKNOWN_FILE
from pipeline.word.lint.shapes import maybe, of_file

FOLDER = "templat"
"""Where in the output folder the copies with comments go."""
_WORD_ENDINGS = (".docx", ".doc", ".docm", ".dotx", ".dot", ".odt", ".rtf")


@dataclass(frozen=True)
class Checked:
    """A template file, the folder of templates that it lies in, and what is wrong with it."""

    path: Path
    folder: Path
    faults: tuple[Fault, ...]


def check_templates(
    folders: Sequence[Path], own: Path | None, programme: Programme, kinds: Collection[str] = ()
) -> list[Checked]:
    """Every template of the clerk's folder (`own`; without one, of the first of `folders`), or those of some kinds.

    Of a kind that was asked for and that the folder does not have, the template is checked that would be used.
    """
    folder = own or folders[0]
    checked = [
        Checked(path, folder, lint_template(path, document))
        for document in DOCUMENTS
        if not kinds or document.kind in kinds
        for path in _templates(folders, folder, programme.code, document.kind, asked=bool(kinds) or own is None)
    ]
    if own and not kinds:
        checked += [Checked(path, own, (fault,)) for path, fault in _strangers(own, programme.code)]
    return checked


def lint_template(path: Path, document: Document) -> tuple[Fault, ...]:
    """What is wrong with one template file of a document."""
    return lint.check(path, fitting.allowed(document.context), fitting.required(document))


def _templates(folders: Sequence[Path], folder: Path, programme: str, kind: str, *, asked: bool) -> Iterator[Path]:
    candidates = (folder / f"{kind}.docx", folder / programme / f"{kind}.docx")
    there = [path for path in candidates if path.is_file()]
    if there:
        yield from there
    elif asked:
        yield template_path(tuple(folders), programme, kind)


def _strangers(own: Path, programme: str) -> Iterator[tuple[Path, Fault]]:
    """Word files that no document takes for its template: most likely their name is misspelt."""
    known = [f"{document.kind}.docx" for document in DOCUMENTS]
    for folder in (own, own / programme):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.suffix.lower() in _WORD_ENDINGS and path.name not in known and not path.name.startswith("~$"):
                close = difflib.get_close_matches(path.name.lower(), known, n=1, cutoff=0.5)
                said = maybe(close[0] if close else "")
                yield path, of_file(str(path), UNKNOWN_FILE, file=path.name, close=said, known=", ".join(known))


def write_commented(checked: Checked, faults: Iterable[Fault], out: Path) -> Path | None:
    """A copy of the template with a comment for each of the faults, which are in the reader's language; its path.

    None when there is nothing to say of its content, or the file is no .docx. Raises Failure when the copy would be the
    template.
    """
    told = list(faults)
    inside = checked.path.relative_to(checked.folder) if checked.path.is_relative_to(checked.folder) else None
    known = [fault for fault in told if fault.finding.code != UNKNOWN_FILE.code]
    data = lint.commented(checked.path, known) if known else None
    if data is None:
        return None
    target = out / FOLDER / (inside or checked.path.name)
    if target.resolve() == checked.path.resolve():
        raise Failure(f"«{target}» adalah templat itu sendiri.", "Sebutkan folder hasil lain dengan -o.")
    with writing(target):
        write_whole(target, data)
    return target
