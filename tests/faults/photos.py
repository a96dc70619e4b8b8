"""Faults of the files beside the workbooks."""

from random import Random

from tests.faults import subjects
from tests.faults.books import Line, World
from tests.faults.expected import Expected
from tests.faults.pictures import scene
from tests.samples.pictures import pdf

FOLDER = "M-001/"


def _photo(world: World, chance: Random) -> Line:
    return world.pick(chance, [line for line in world.lines("evidence") if line["kind"] == "Foto"])


def file_missing(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("evidence"))
    del world.files[FOLDER + line.text("file")]
    return [Expected("F01", line, "file")]


def file_outside(world: World, chance: Random) -> list[Expected]:
    line = _photo(world, chance)
    line["file"] = chance.choice(["../../rahasia.jpg", "/etc/rahasia.jpg", "C:\\Foto\\rahasia.jpg"])
    return [Expected("F02", line, "file")]


def file_broken(world: World, chance: Random) -> list[Expected]:
    line = _photo(world, chance)
    path = FOLDER + line.text("file")
    world.files[path] = world.files[path][:900]
    return [Expected("F03", line, "file")]


def file_of_another_kind(world: World, chance: Random) -> list[Expected]:
    line = _photo(world, chance)
    path = f"{line.text('file')}.{chance.choice(['txt', 'docx', 'gif'])}"
    world.files[FOLDER + path] = b"Catatan kunjungan lapangan\n"
    line["file"] = path
    return [Expected("F04", line, "file")]


def portrait_missing(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("facilitator"))
    line["photo"] = None
    return [Expected("F06", line, "photo")]


def portrait_as_pdf(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("facilitator"))
    line["photo"] = "foto/pasfoto.pdf"
    world.files["foto/pasfoto.pdf"] = pdf(("PASFOTO",))
    return [Expected("F07", line, "photo")]


def photo_used_twice(world: World, chance: Random) -> list[Expected]:
    """One photo for two sessions: the same file, its copy, or the picture saved anew a little smaller."""
    month = chance.choice([1, 2])
    lines = [
        subjects.photo(world, line) for line in subjects.sessions(world, month) if world.about(line.subject, "evidence")
    ]
    one, other = sorted((world.pick(chance, lines) for _ in range(2)), key=lambda line: line.text("session"))
    number = 10 * month + int(one.text("session")[-1])
    how = chance.choice(["file", "copy", "smaller"])
    if how == "file":
        other["file"] = one["file"]
    else:
        world.files[FOLDER + other.text("file")] = scene(number) if how == "copy" else scene(number, 420)
    return [Expected("F08", other, "file")]


def photo_too_small(world: World, chance: Random) -> list[Expected]:
    line = _photo(world, chance)
    world.files[FOLDER + line.text("file")] = scene(700 + chance.randrange(50), chance.choice([160, 320, 399]))
    return [Expected("F09", line, "file")]


def personal_number_in_file_name(world: World, chance: Random) -> list[Expected]:
    line = _photo(world, chance)
    path = f"foto/3369011203809{chance.randint(100, 999)}.jpg"
    world.files[FOLDER + path] = world.files[FOLDER + line.text("file")]
    line["file"] = path
    return [Expected("P02", line, "file")]


KINDS = (
    file_missing,
    file_outside,
    file_broken,
    file_of_another_kind,
    portrait_missing,
    portrait_as_pdf,
    photo_used_twice,
    photo_too_small,
    personal_number_in_file_name,
)
