"""Writes input_samples/ anew: `python -m tests.samples.make_samples`."""

from pathlib import Path

from tests.samples import faults, readme, story
from tests.samples.pictures import content
from tests.samples.shapes import Story
from tests.samples.sheets import Addresses, write_book

SAMPLES = Path(__file__).parents[2] / "input_samples"


def main(folder: Path = SAMPLES) -> None:
    whole = story.complete()
    write(folder / "complete", whole)
    readme.write_complete(folder, whole)
    spoilt = faults.with_faults()
    cells = write(folder / "with_faults", spoilt)
    readme.write_faults(folder, cells)


def write(folder: Path, whole: Story) -> dict[str, Addresses]:
    """Write a story's files; what lies there from an earlier time and is not in the story goes. Gives the cells."""
    cells: dict[str, Addresses] = {}
    files = dict(whole.raw)
    for path, book in whole.books.items():
        data, cells[path] = write_book(path, book)
        files.setdefault(path, data)
    files |= {name: content(name, picture) for name, picture in whole.pictures.items() if name not in whole.raw}
    for old in sorted(folder.rglob("*"), reverse=True):
        if old.is_file() and old.relative_to(folder).as_posix() not in files:
            old.unlink()
        elif old.is_dir() and not any(old.iterdir()):
            old.rmdir()
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return cells


if __name__ == "__main__":
    main()
