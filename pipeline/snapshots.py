"""What papers are made of, packed so that it can be explained later: the records of a facilitator, and what all share.

A part is the records of one owner and month: a facilitator's own (roster), those of one month of the term, or what
belongs to nobody (offices, signers, legal bases). A paper's snapshot is the shared part and those of every facilitator
that it names, so what does not change from run to run is kept once. Packing is done once per facilitator, not per
paper; the same records always give the same bytes.

Kept are all fields with their cells, of photos what is known of them but not where they lie.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from pipeline.deflating import QUICK, deflater
from pipeline.failures import Failure
from pipeline.files import FileFacts, FileProblem
from pipeline.findings import Place
from pipeline.flow import Dossier, person_of
from pipeline.knowledge import Programme
from pipeline.records import RECORDS, Facilitator, Group, Member, MonthlyRecord, Record
from pipeline.register import Part, Snapshot

K = TypeVar("K")

_PREFIX = "facilitator:"


class Snapshots:
    """The snapshots of one run; nothing is packed before it is asked for, and nothing twice."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._packed_of: dict[str, list[Part]] = {}
        """By owner. Lists of letters name the same people again; packed they are small beside their records."""

    def of(self, keys: Iterable[str]) -> Snapshot:
        """Of a paper that names these: its own key and those of the letters that it cites."""
        return self._packed(self._named(keys))

    def of_papers(self, papers: Mapping[K, Iterable[str]]) -> Iterator[tuple[Snapshot, list[K]]]:
        """The snapshots of many papers, one after the other, each with those that are made of it. `papers`: the keys
        that each of them names."""
        alike: dict[tuple[str, ...], list[K]] = {}
        for paper, keys in papers.items():
            alike.setdefault(self._named(keys), []).append(paper)
        for people, made_of_it in alike.items():
            yield self._packed(people), made_of_it

    def _named(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Whom keys mean, in the order of the assignments: papers about several list them so."""
        named = {person_of(key) for key in keys}
        people = self._people if len(named) > 1 else named
        return tuple(person for person in people if person in named and person in self._people)

    def _packed(self, people: tuple[str, ...]) -> Snapshot:
        dates = {key: day for person in people for key, day in self._dates.get(person, {}).items()}
        own = [part for person in people for part in self._parts_of(person)]
        about = {"today": self._dossier.today, "dates": dates}
        return Snapshot(_json(about), (self._programme, *self._parts_of(""), *own))

    def _parts_of(self, owner: str) -> list[Part]:
        if owner not in self._packed_of:
            months = self._records.get(owner, {}).values()
            self._packed_of[owner] = [_part(_json(list(map(_told, month)))) for month in months]
        return self._packed_of[owner]

    @cached_property
    def _programme(self) -> Part:
        return _part(self._dossier.programme.model_dump_json().encode())

    @cached_property
    def _people(self) -> dict[str, None]:
        """Every facilitator, in the order of the assignments."""
        return dict.fromkeys(f"{_PREFIX}{code}" for code in (*self._dossier.assignments, *self._dossier.facilitators))

    @cached_property
    def _records(self) -> dict[str, dict[int, list[Record]]]:
        """By owner ("": those that all share) and month (0: the roster), in the order of the sheets."""
        whose = {group.code: group.facilitator for group in self._dossier.all(Group)}
        found: dict[str, dict[int, list[Record]]] = {}
        for record in self._dossier.records:
            owner = _owner(record, whose)
            month = record.month if isinstance(record, MonthlyRecord) else 0
            found.setdefault(f"{_PREFIX}{owner}" if owner else "", {}).setdefault(month, []).append(record)
        return found

    @cached_property
    def _dates(self) -> dict[str, dict[str, date]]:
        """The dates of first issue, by whose paper it is."""
        found: dict[str, dict[str, date]] = {}
        for key, day in self._dossier.dates.items():
            found.setdefault(person_of(key), {})[key] = day
        return found


def dossier_of(snapshot: Snapshot) -> Dossier:
    """What a paper was made of, as stage 4 saw it. Raises Failure when another version of berkas kept it."""
    try:
        about = json.loads(snapshot.about, object_hook=_read)
        programme, *parts = (zlib.decompress(part.data) for part in snapshot.parts)
        records = tuple(_record(*told) for part in parts for told in json.loads(part, object_hook=_read))
        return Dossier(Programme.model_validate_json(programme), about["today"], records, dates=about["dates"])
    except (KeyError, ValueError, TypeError, zlib.error) as error:
        raise Failure(
            "Jejak surat ini dicatat oleh versi program berkas yang lain dan tidak dapat dibaca lagi.",
            "Terbitkan lagi surat itu dengan versi sekarang (`berkas register reissue KUNCI` untuk surat bernomor).",
        ) from error


def _part(content: bytes) -> Part:
    return Part(deflater.compress(content, QUICK))


def _owner(record: Record, whose: Mapping[str, str | None]) -> str | None:
    """The code of the facilitator whom a record is about; None of what belongs to nobody."""
    if isinstance(record, Facilitator):
        return record.code
    if isinstance(record, Member):
        return whose.get(record.group)
    return getattr(record, "facilitator", None)


def _told(record: Record) -> list[object]:
    """A record as JSON can hold it: class, place, values by field, and cells by field."""
    file, sheet = record.place.file, record.place.sheet
    values = {name: value for name, value in vars(record).items() if value is not None and name not in _PLACES}
    cells = {
        name: at.cell if at.sheet == sheet and at.file == file else [at.file, at.sheet, at.cell]
        for name, at in record.places.items()
    }
    return [type(record).__name__, file, sheet, record.place.cell, values, cells]


_PLACES = frozenset({"place", "places"})


def _record(
    kind: str, file: str, sheet: str, cell: str, values: Mapping[str, Any], cells: Mapping[str, str | list[str]]
) -> Record:
    """Without the readers of cells: these values have passed them. Raises KeyError for a class or field that is no
    more, or is now required."""
    record = RECORDS[kind]
    required = {name for name, field in record.model_fields.items() if field.is_required()}
    if required - values.keys() or values.keys() - record.model_fields.keys():
        raise KeyError(kind)
    places = {name: Place(file, sheet, at) if isinstance(at, str) else Place(*at) for name, at in cells.items()}
    kept: dict[str, Any] = {"place": Place(file, sheet, cell), "places": places}
    kept |= {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return record.model_construct(None, **kept)


def _json(value: object) -> bytes:
    return _ENCODER.encode(value).encode()


def _tagged(value: object) -> dict[str, object]:
    """What JSON cannot hold, under its name; `_read` makes it again."""
    return _TAGGED[type(value)](value)


_FACTS: tuple[str, ...] = tuple(fact.name for fact in fields(FileFacts) if fact.name != "path")
_TAGGED: dict[type[object], Callable[[Any], dict[str, object]]] = {
    date: lambda day: {"$day": day.isoformat()},
    time: lambda moment: {"$time": moment.isoformat()},
    Decimal: lambda amount: {"$amount": str(amount)},
    FileFacts: lambda facts: {"$file": [getattr(facts, name) for name in _FACTS]},
}
_ENCODER = json.JSONEncoder(default=_tagged, check_circular=False, separators=(",", ":"))


def _read(value: dict[str, Any]) -> object:
    match value:
        case {"$day": text}:
            return date.fromisoformat(text)
        case {"$time": text}:
            return time.fromisoformat(text)
        case {"$amount": text}:
            return Decimal(text)
        case {"$file": values}:
            facts = dict(zip(_FACTS, values, strict=True))
            return FileFacts(**{**facts, "problem": FileProblem(facts["problem"])})
        case _:
            return value
