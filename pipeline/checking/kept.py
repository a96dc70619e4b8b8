"""What is kept of the facilitators whose turn is over."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.checking.waiting import Pieces, Shelf, lasting_shelf
from pipeline.findings import Finding, Place, Severity
from pipeline.flow import Dossier, LostRow, Notes, pack, person_of, unpack
from pipeline.records import Record
from pipeline.stage2_normalise import merged


@dataclass
class Kept:
    """It grows from turn to turn."""

    findings: list[Finding] = field(default_factory=list)
    shelf: Shelf[bytes] = field(default_factory=lasting_shelf)
    """Where packed notes lie."""
    notes: dict[str, list[int]] = field(default_factory=dict)
    """Their places on the shelf, by workbook; an assignment workbook has some of each facilitator."""
    names: dict[str, str] = field(default_factory=dict)
    """What people call those whom findings are about, by key."""
    compared: list[Record] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    contested: set[str] = field(default_factory=set)
    lost_rows: list[LostRow] = field(default_factory=list)
    faulty: set[tuple[Place, str]] = field(default_factory=set)
    written: dict[Place, str] = field(default_factory=dict)


def keep(kept: Kept, dossier: Dossier, findings: Iterable[Finding]) -> None:
    """Keep what is needed when the turn is over."""
    keep_names(kept, dossier, keep_findings(kept, findings))
    kept.lost |= dossier.lost
    kept.contested |= dossier.contested
    kept.lost_rows += dossier.lost_rows
    kept.faulty |= dossier.faulty
    kept.written |= dossier.written


def keep_findings(kept: Kept, findings: Iterable[Finding]) -> list[Finding]:
    """Keep what was found; returned is what is not packed, all but the notes of workbooks."""
    notes: dict[str, list[Finding]] = {}
    told: list[Finding] = []
    for finding in findings:
        if finding.severity is Severity.NOTE and finding.place.file:
            notes.setdefault(finding.place.file, []).append(finding)
        else:
            told.append(finding)
    for file, of_file in notes.items():
        kept.notes.setdefault(file, []).append(kept.shelf.put(pack(of_file)))
    kept.findings += told
    return told


def keep_names(kept: Kept, dossier: Dossier, findings: Iterable[Finding]) -> None:
    """Keep the names of those whom the findings are about."""
    people = {person_of(key) for finding in findings for key in finding.whom}
    kept.names.update({person: dossier.names[person] for person in people if person in dossier.names})


def notes_of(kept: Kept) -> Notes:
    """The notes of each workbook, those of several turns together."""
    numbers: dict[str, int] = {}
    counts: dict[str, int] = {}
    for file, parts in kept.notes.items():
        notes = merged(note for part in parts for note in unpack(kept.shelf.get(part)))
        numbers[file] = parts[0] if len(parts) == 1 else kept.shelf.put(pack(notes))
        counts[file] = len(notes)
    return Notes(Pieces(kept.shelf, numbers), counts)
