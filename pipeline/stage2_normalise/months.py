"""Whose monthly workbook is whose: the identity card, the file's name when the card fails, and workbooks sent twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import knowledge
from pipeline.findings import Finding, Message, Place, Severity, errors
from pipeline.flow import Reading, Row
from pipeline.records import RECORDS, MonthCard, MonthlyRecord
from pipeline.stage2_normalise.cells import Reader, RowReading, read_row
from pipeline.stage2_normalise.duplicates import stands_twice
from pipeline.stage2_normalise.ownership import Owner, keys_by_name, owner_by_name, told_by_name
from pipeline.stage2_normalise.sent_twice import sent_twice

NO_CARD = Message(
    "G60",
    Severity.ERROR,
    "Kartu identitas buku kerja ini tidak ada atau tidak terbaca.",
    "Isi «{facilitator}» dan «{month}» pada lembar Identitas; berkas .csv hanya memuat satu lembar, jadi kirim "
    "buku kerjanya (.xlsx).",
    "Formulir berkas: satu buku kerja untuk satu petugas dan satu bulan",
)
CARD_OF_ANOTHER = Message(
    "B05",
    Severity.ERROR,
    "Lembar identitas menyebut {facilitator} bulan ke-{month}, yang sudah ada di {first}, padahal nama berkas atau "
    "foldernya menunjuk {named} bulan ke-{other}; buku kerja ini tidak dipakai.",
    "Betulkan lembar Identitas, dan pastikan isinya milik {named} bulan ke-{other}; bila namanya yang salah, keluarkan "
    "salah satu dari folder.",
    "Formulir berkas: satu buku kerja untuk satu petugas dan satu bulan",
)

_OWNER = ("facilitator", "month")
"""The fields of the identity card that tell whose workbook it is; no other monthly form has them."""


@dataclass(frozen=True, slots=True)
class Owners:
    """What is known of the monthly workbooks."""

    by_file: Mapping[str, Owner]
    """As the cards tell, or the names where these fail."""
    misled: Mapping[str, Owner]
    """Files with the card of another one: whose they are as their names tell. Their rows are not used."""
    copies: frozenset[str]
    """Files whose content is that of another file; their rows are recorded there."""
    contradictory: frozenset[str]
    cards: tuple[RowReading, ...]
    stand_ins: tuple[MonthCard, ...]
    """For workbooks whose card could not be read, but whose name tells the owner."""
    findings: tuple[Finding, ...]

    def of(self, file: str) -> Owner | None:
        """Whose a workbook is, as far as anybody knows."""
        return self.misled.get(file) or self.by_file.get(file)

    def unused(self, file: str) -> bool:
        """Whether nothing of a workbook is recorded, though it is no copy."""
        return file in self.contradictory or file in self.misled

    def in_turn(self, readings: Iterable[RowReading]) -> list[RowReading]:
        """Rows of monthly workbooks by facilitator and month, whatever the workbooks are called: of two that say the
        same the later month's is told, and papers name the earlier month's first. Those of nobody come first."""
        turns = {file: turn for turn, file in enumerate(sorted(self.by_file, key=self.by_file.__getitem__))}
        return sorted(readings, key=lambda item: turns.get(item.row.place.file, -1))


def owners(reading: Reading, roster: Sequence[str], reader: Reader) -> Owners:
    """The owner of every monthly workbook. `roster` are the facilitators' codes of the assignment workbook, if any."""
    rows = _monthly_rows(reading)
    by_file: dict[str, Owner] = {}
    unfilled = {item.path for item in reading.inputs if not item.filled}
    cards: list[RowReading] = []
    stand_ins: list[MonthCard] = []
    findings: list[Finding] = []
    for file, of_file in rows.items():
        read = _one_card([read_row(row, {}, reader) for row in of_file if row.record == MonthCard.__name__])
        card = next((item.record for item in read if isinstance(item.record, MonthCard)), None)
        owner = Owner(card.facilitator, card.month) if card else owner_by_name(file, roster)
        if owner:
            by_file[file] = owner
        by_name = [owner.key] if owner else keys_by_name(file, roster)
        if file in unfilled:  # that is said; what its month lacks only follows
            cards += [replace(item, record=None, key="".join(by_name), findings=()) for item in read]
            continue
        if card is None and not errors(_said_of_card(file, read, reading)):
            findings.append(NO_CARD.at(Place(file), by_name, **_owner_headings()))
        if card is None and owner:
            stand_ins.append(MonthCard(facilitator=owner.facilitator, month=owner.month, place=Place(file)))
        cards += [_about_owner(item, by_name) for item in read]
    filled = {file: owner for file, owner in by_file.items() if file not in unfilled}
    misled = _with_the_card_of_another(filled, reader.programme.term.months)
    copies, contradictory, said = sent_twice(
        rows,
        {file: owner for file, owner in filled.items() if file not in misled},
        {item.path: item.sha256 for item in reading.inputs},
    )
    told = _cards_of_others(cards, filled, misled)
    cards = [_of_another(item, misled) for item in cards]
    stand_ins = [card for card in stand_ins if card.place.file not in copies | contradictory | misled.keys()]
    return Owners(by_file, misled, copies, contradictory, tuple(cards), tuple(stand_ins), (*findings, *said, *told))


def _with_the_card_of_another(by_file: Mapping[str, Owner], months: int) -> dict[str, Owner]:
    """Files whose names tell another owner than their cards, where the card's owner has a file that is called so:
    whose they are as their names tell. A form that was filled once is often saved under the next one's name."""
    together: dict[Owner, dict[str, Owner]] = {}
    for file, owner in by_file.items():
        together.setdefault(owner, {})[file] = told_by_name(file, owner, months)
    return {
        file: named
        for owner, files in together.items()
        if owner in files.values()
        for file, named in files.items()
        if named != owner
    }


def _cards_of_others(
    cards: Iterable[RowReading], by_file: Mapping[str, Owner], misled: Mapping[str, Owner]
) -> Iterator[Finding]:
    """Said of the cell of the card that is another's; of the card of a file whose card could not be read nothing."""
    for item in cards:
        card, file = item.record, item.row.place.file
        if isinstance(card, MonthCard) and file in misled:
            own, named = by_file[file], misled[file]
            field = "month" if named.month != own.month else "facilitator"
            yield CARD_OF_ANOTHER.at(
                card.at(field),
                (named.key,),
                field,
                facilitator=own.facilitator,
                month=own.month,
                first=next(other for other, owner in by_file.items() if owner == own and other not in misled),
                named=named.facilitator,
                other=named.month,
            )


def _of_another(item: RowReading, misled: Mapping[str, Owner]) -> RowReading:
    """A card that is another's is lost, and about whom the file's name tells."""
    named = misled.get(item.row.place.file)
    return replace(item, record=None, key=named.key) if named else item


def _owner_headings() -> dict[str, str]:
    """By field, what the form calls whose workbook it is."""
    card = knowledge.form("month_card")
    return {name: card.heading_of(name) for name in _OWNER}


def _one_card(read: Iterable[RowReading]) -> list[RowReading]:
    """The identity cards of one workbook. The first that can be read tells whose it is; further ones are lost, as its
    sheets cannot be of two months."""
    first: MonthCard | None = None
    cards = []
    for item in read:
        if first is not None and item.record is not None:
            said = stands_twice(first, item.record, (first.key,))
            item = RowReading(item.row, None, first.key, (*item.findings, said))
        elif isinstance(item.record, MonthCard):
            first = item.record
        cards.append(item)
    return cards


def _said_of_card(file: str, read: Sequence[RowReading], reading: Reading) -> list[Finding]:
    """What was found on a workbook's identity card: when that says why it fails, nothing more need be said."""
    of_labels = [found for found in reading.findings if found.place.file == file and found.field in _OWNER]
    return [*of_labels, *(finding for item in read for finding in item.findings)]


def _about_owner(item: RowReading, by_name: Sequence[str]) -> RowReading:
    """A card that is lost is about whom the file's name tells."""
    if item.key or not by_name:
        return item
    findings = tuple(replace(finding, about=tuple(by_name)) for finding in item.findings)
    return replace(item, key=by_name[0], findings=findings)


def _monthly_rows(reading: Reading) -> dict[str, list[Row]]:
    """The rows of each monthly workbook, also of one of which only a sheet without rows was recognised."""
    rows: dict[str, list[Row]] = {item.path: [] for item in reading.inputs if item.form.startswith("monthly/")}
    for row in reading.rows:
        if issubclass(RECORDS[row.record], MonthlyRecord):
            rows.setdefault(row.place.file, []).append(row)
    return rows
