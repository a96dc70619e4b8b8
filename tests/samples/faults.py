"""The story `with_faults`: the same world, spoilt by a list of named changes."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.samples import months, story
from tests.samples.pictures import content
from tests.samples.shapes import Raw, Story, Written
from tests.samples.sheets import write_book

ASSIGNMENT = "penugasan.xlsx"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (as far as it has a place), what, and the change that brings it about."""

    name: str
    what: str
    file: str
    change: Callable[[Story], None]
    sheet: str = ""
    row: int | None = None
    """Index of the record on its sheet; None: the card, or the whole sheet."""
    field: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Of the findings that say just this."""
        return CODES[self.name]


CODES: dict[str, tuple[str, ...]] = {
    "nik_as_number": ("G46",),
    "nik_impossible_day": ("G47",),
    "typed_twice": ("G63",),
    "nip_wrong": ("G48",),
    "unknown_sector": ("G55",),
    "unreadable_money": ("G53",),
    "spm_before_spk": ("L01",),
    "spm_beyond_spk": ("L04",),
    "insured_late": ("L05",),
    "insured_short": ("L05",),
    "not_delivered": ("L12",),
    "wrong_weekday": ("C01",),
    "not_a_member": ("A20",),
    "error_value": ("G41",),
    "no_minutes": ("A02",),
    "impossible_date": ("G51",),
    "empty_required": ("G40",),
    "uncalculated": ("G42",),
    "heading_missing": ("G03",),
    "photo_missing": ("F01",),
    "unknown_group": ("G72",),
    "photo_broken": ("F03",),
    "photo_outside": ("F02",),
    "no_dynamics": ("A01",),
    "control_character": ("G43",),
    "nobody_signs": ("L06",),
    "presence_x": ("G55",),
    "outside_term": ("C10",),
    "one_partner_twice": ("K06",),
    "two_versions": ("G62",),
    "equal_copy": ("G61",),
    "not_excel": ("G13",),
    "truncated": ("G15",),
    "encrypted": ("G14",),
}


def with_faults() -> Story:
    """The spoilt story."""
    spoilt = copy.deepcopy(story.complete())
    for fault in FAULTS:
        fault.change(spoilt)
    return spoilt


def _month(facilitator: str, month: int) -> str:
    return f"{facilitator}/bulan-{month}.xlsx"


def _row(whole: Story, file: str, sheet: str, row: int | None) -> dict[str, Written]:
    data = whole.books[file].sheet(sheet)
    return data.card if row is None else data.rows[row]


def _cell(name: str, what: str, file: str, sheet: str, row: int | None, field: str, value: Written) -> Fault:
    """One cell holds something else."""

    def change(whole: Story) -> None:
        values = _row(whole, file, sheet, row)
        assert field in values or value is not None, f"{file} {sheet} {row} {field} is empty already"
        values[field] = value

    return Fault(name, what, file, change, sheet, row, field)


def _index(file: str, sheet: str, **wanted: Written) -> int:
    """The index of the first row that has these values in the story without faults."""
    rows = story.complete().books[file].sheet(sheet).rows
    return next(
        number for number, row in enumerate(rows) if all(row.get(name) == value for name, value in wanted.items())
    )


def _assigned(name: str, what: str, facilitator: str, field: str, value: Written) -> Fault:
    row = _index(ASSIGNMENT, "Penugasan", facilitator=facilitator)
    return _cell(name, what, ASSIGNMENT, "Penugasan", row, field, value)


def _of_member(name: str, what: str, group: str, number: int, field: str, value: Written) -> Fault:
    row = _index(ASSIGNMENT, "Anggota", group=group, number=number)
    return _cell(name, what, ASSIGNMENT, "Anggota", row, field, value)


def _of_group(name: str, what: str, group: str, field: str, value: Written) -> Fault:
    row = _index(ASSIGNMENT, "Daftar Kelompok", code=group)
    return _cell(name, what, ASSIGNMENT, "Daftar Kelompok", row, field, value)


def _file(name: str, what: str, path: str, data: bytes) -> Fault:
    """A file that is not what its name says."""

    def change(whole: Story) -> None:
        whole.raw[path] = data

    return Fault(name, what, path, change)


def _wrong_nip() -> Fault:
    """An office that nothing else uses, with a signer."""

    def change(whole: Story) -> None:
        sheets = whole.books[ASSIGNMENT]
        office = dict(sheets.sheet("Kantor").rows[3])
        office |= {
            "code": "D-03",
            "name": "Dinas Tenaga Kerja",
            "head": "Kepala Dinas Tenaga Kerja Kabupaten Bukitraya",
        }
        office |= {"letterhead": "PEMERINTAH KABUPATEN BUKITRAYA", "region": "Kabupaten Bukitraya", "logo": None}
        sheets.sheet("Kantor").rows = [*sheets.sheet("Kantor").rows, office]
        signer = dict(sheets.sheet("Penanda Tangan").rows[1])
        signer |= {"office": "D-03", "name": "Dra. Hj. Nurhayati", "nip": "196013121986032005"}
        signer["position"] = office["head"]
        sheets.sheet("Penanda Tangan").rows = [*sheets.sheet("Penanda Tangan").rows, signer]

    what = "NIP with month 13 in its birth date, of the signer of an office that no letter uses"
    return Fault("nip_wrong", what, ASSIGNMENT, change, "Penanda Tangan", 3, "nip")


def _spm_beyond_spk() -> Fault:
    """Reports and certificate are dated later, so that they follow the longer term."""
    fault = _assigned("spm_beyond_spk", "SPM ends a week after the SPK", "M-004", "spm_ends", date(2015, 7, 10))

    def change(whole: Story) -> None:
        fault.change(whole)
        sheets = whole.books[ASSIGNMENT]
        assert fault.row is not None
        sheets.sheet("Penugasan").rows[fault.row]["certificate_dated"] = date(2015, 7, 20)
        for values in sheets.sheet("Laporan").rows:
            if values["facilitator"] == "M-004" and values["month"] != 1:
                values |= {"made_on": date(2015, 7, 13), "delivered_on": date(2015, 7, 14)}

    return Fault(fault.name, fault.what, fault.file, change, fault.sheet, fault.row, fault.field)


def _typed_twice() -> Fault:
    """The same member once more at the end of the list, with the same number and NIK."""
    first = _index(ASSIGNMENT, "Anggota", group="K-04", number=9)

    def change(whole: Story) -> None:
        sheet = whole.books[ASSIGNMENT].sheet("Anggota")
        sheet.rows.append(dict(sheet.rows[first]))

    count = len(story.complete().books[ASSIGNMENT].sheet("Anggota").rows)
    return Fault("typed_twice", "Member 9 of K-04 a second time", ASSIGNMENT, change, "Anggota", count, "group")


def _stranger() -> Fault:
    file, sheet = _month("M-002", 1), "Absensi 3"

    def change(whole: Story) -> None:
        whole.books[file].sheet(sheet).rows.append({"number": 11, "name": "Suparjo", "presence": "A"})

    return Fault("not_a_member", "Number 11 on the list of a group of ten", file, change, sheet, 10, "number")


def _unknown_presence() -> Fault:
    """In place of an absence, so that the number of those present stays as the minutes say."""
    file = _month("M-004", 2)
    sheets = [sheet for sheet in story.complete().books[file].sheets if sheet.form == "attendance"]
    sheet, row = next(
        (sheet.name, number)
        for sheet in sheets
        for number, values in enumerate(sheet.rows)
        if values["presence"] != "H"
    )
    return _cell("presence_x", "Presence «X» is neither H, I, S nor A", file, sheet, row, "presence", Raw("X"))


def _outside_term() -> Fault:
    """The dynamics session of K-08 on 13 July, after even the longer term of the SPM; its other papers follow it."""
    file = _month("M-004", 2)
    row = _index(file, "Pertemuan", group="K-08", activity=months.ACTIVITIES[2])
    code = story.complete().books[file].sheet("Pertemuan").rows[row]["code"]

    def change(whole: Story) -> None:
        book = whole.books[file]
        book.sheet("Pertemuan").rows[row]["held_on"] = date(2015, 7, 13)
        for sheet in book.sheets:
            if sheet.form == "attendance" and sheet.card["session"] == code:
                sheet.card["held_on"] = date(2015, 7, 13)
        for values in book.sheet("Resume Diskusi").rows:
            if values["session"] == code:
                values["deadline"] = date(2015, 7, 20)

    return Fault("outside_term", "Session after the end of the term", file, change, "Pertemuan", row, "held_on")


def _no_minutes() -> Fault:
    file = _month("M-002", 1)

    def change(whole: Story) -> None:
        book = whole.books[file]
        book.sheets.remove(book.sheet("Notulen 4"))

    row = _index(file, "Pertemuan", code=_session_of_minutes(file, "Notulen 4"))
    return Fault("no_minutes", "Motivation session without minutes", file, change, "Pertemuan", row, "code")


def _session_of_minutes(file: str, sheet: str) -> Written:
    return story.complete().books[file].sheet(sheet).card["session"]


def _no_photo_file() -> Fault:
    file = _month("M-002", 2)

    def change(whole: Story) -> None:
        del whole.pictures["M-002/foto/b2-S-02.jpg"]

    row = _index(file, "Bukti", session="S-02", kind="Foto")
    return Fault("photo_missing", "The photo is not in the folder", file, change, "Bukti", row, "file")


def _broken_photo() -> Fault:
    file, name = _month("M-003", 1), "M-003/foto/b1-S-02.jpg"

    def change(whole: Story) -> None:
        whole.raw[name] = content(name, whole.pictures[name])[:900]

    row = _index(file, "Bukti", session="S-02", kind="Foto")
    return Fault("photo_broken", "JPEG cut off after 900 bytes", file, change, "Bukti", row, "file")


def _no_dynamics() -> Fault:
    """The dynamics session of K-06 in month 2 never took place: no trace of it anywhere."""
    file = _month("M-003", 2)
    row = _index(file, "Pertemuan", group="K-06", activity=months.ACTIVITIES[2])
    session = story.complete().books[file].sheet("Pertemuan").rows[row]
    code, held_on = session["code"], session["held_on"]
    assert isinstance(held_on, date)
    heading = f"{held_on:%d/%m/%Y}"

    def change(whole: Story) -> None:
        for sheet in whole.books[file].sheets:
            if sheet.form in ("discussion", "evidence"):
                sheet.rows = [values for values in sheet.rows if values.get("session") != code]
            elif sheet.form == "session":
                sheet.rows = [values for values in sheet.rows if values["code"] != code]
            elif sheet.form == "attendance_matrix" and sheet.card["group"] == "K-06":
                sheet.across = tuple(column for column in sheet.across if column != heading)
        whole.pictures = {
            name: picture
            for name, picture in whole.pictures.items()
            if not (name.startswith("M-003/") and f"b2-{code}." in name)
        }

    return Fault("no_dynamics", "K-06 had no dynamics session in month 2", file, change)


def _nobody_signs() -> Fault:
    file, sheet = _month("M-003", 2), "Kemitraan 1"

    def change(whole: Story) -> None:
        card = whole.books[file].sheet(sheet).card
        whole.books[file].sheet(sheet).card = {**card, "statement_dated": date(2015, 7, 28)}
        whole.books[ASSIGNMENT].sheet("Penanda Tangan").rows = [
            {**signer, "valid_to": date(2015, 7, 24)} if signer["office"] == "D-02" else signer
            for signer in whole.books[ASSIGNMENT].sheet("Penanda Tangan").rows
        ]

    what = "Nobody signs for the office on that date: its acting head did until 24 July 2015"
    return Fault("nobody_signs", what, file, change, sheet, None, "statement_dated")


def _no_heading() -> Fault:
    file, sheet = _month("M-002", 2), "Resume Diskusi"

    def change(whole: Story) -> None:
        whole.books[file].sheet(sheet).left_out = {"solution"}

    return Fault("heading_missing", "The column «Solusi» is missing", file, change, sheet)


def _two_versions() -> Fault:
    """A second workbook of the same facilitator and month, with other content."""
    file, other = _month("M-004", 1), "M-004/bulan-1 (revisi).xlsx"

    def change(whole: Story) -> None:
        whole.books[other] = copy.deepcopy(whole.books[file])
        whole.books[other].sheet("Pertemuan").rows[0]["venue"] = "Aula Kecamatan Teluk Padang"

    what = "Two workbooks of M-004 and month 1 with different content; neither is used"
    return Fault("two_versions", what, other, change)


def _equal_copy() -> Fault:
    file, other = _month("M-001", 1), "M-001/bulan-1 - Copy.xlsx"

    def change(whole: Story) -> None:
        whole.raw[other] = write_book(file, whole.books[file])[0]

    return Fault("equal_copy", "A copy of M-001's workbook of month 1, with equal content", other, change)


def _truncated() -> bytes:
    """Half of a workbook, as a broken transfer leaves it."""
    data, _ = write_book("rusak", story.complete().books[_month("M-001", 2)])
    return data[: len(data) // 2]


def _encrypted() -> bytes:
    """What a workbook with a password looks like from outside: an OLE file, not a zip."""
    names = "EncryptedPackage".encode("utf-16-le") + b"\0" * 96 + "EncryptionInfo".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0" + b"\0" * 480 + names


def _faults() -> tuple[Fault, ...]:
    second = _month("M-002", 2)
    return (
        _of_member("nik_as_number", "NIK typed as a number", "K-08", 4, "nik", Raw(5369040000000000)),
        _of_member("nik_impossible_day", "NIK with day 32", "K-08", 7, "nik", Raw("5369043202899177")),
        _typed_twice(),
        _wrong_nip(),
        _of_group("unknown_sector", "A sector that the programme does not have", "K-08", "sector", "Pertambangan"),
        _of_group("unreadable_money", "Words in place of an amount", "K-08", "turnover_after", "naik dua kali lipat"),
        _assigned("spm_before_spk", "SPM dated a day before its SPK", "M-002", "spm_dated", date(2015, 4, 29)),
        _spm_beyond_spk(),
        _assigned("insured_late", "Insurance begins after the SPM", "M-002", "insured_from", date(2015, 5, 11)),
        _assigned("insured_short", "Insurance ends within the term", "M-004", "insured_to", date(2015, 6, 15)),
        _cell(
            "not_delivered", "Report made but never delivered", ASSIGNMENT, "Laporan",
            _index(ASSIGNMENT, "Laporan", facilitator="M-003", month=1), "delivered_on", None,
        ),
        _cell(
            "wrong_weekday", "5 May 2015 was no Monday", _month("M-002", 1), "Pertemuan", 0, "held_on",
            Raw("Senin, 5 Mei 2015"),
        ),
        _stranger(),
        _cell(
            "error_value", "#N/A in place of a number", _month("M-002", 1), "Notulen 2", None, "present",
            Raw("#N/A", "error"),
        ),
        _no_minutes(),
        _cell(
            "impossible_date", "June has thirty days", second, "Pertemuan", 4, "held_on", Raw("31 Juni 2015"),
        ),
        _cell("empty_required", "No decision in the minutes", second, "Notulen 1", None, "decisions", None),
        _cell(
            "uncalculated", "A formula that no program has worked out", second, "Notulen 2", None, "present",
            Raw("=7+2", "formula"),
        ),
        _no_heading(),
        _no_photo_file(),
        _cell(
            "unknown_group", "A group that does not exist", _month("M-003", 1), "Kemitraan 1", None, "group", "K-99",
        ),
        _broken_photo(),
        _cell(
            "photo_outside", "A file outside the workbook's folder", _month("M-003", 1), "Bukti",
            _index(_month("M-003", 1), "Bukti", session="S-04", kind="Foto"), "file", Raw("../../rahasia.jpg"),
        ),
        _no_dynamics(),
        _cell(
            "control_character", "An invisible control character", _month("M-003", 2), "Pertemuan", 0, "resume",
            Raw("Peserta menghitung\x7f kebutuhan bahan untuk dua minggu."),
        ),
        _nobody_signs(),
        _unknown_presence(),
        _outside_term(),
        _cell(
            "one_partner_twice", "The partner of month 1 again, spelt in another way", _month("M-002", 2),
            "Kemitraan 1", None, "partner", "Busana Prima, CV.",
        ),
        _two_versions(),
        _equal_copy(),
        _file("not_excel", "A text file renamed", "catatan lapangan.xlsx", b"Catatan kunjungan lapangan\n"),
        _file("truncated", "Cut off in transfer", "laporan terputus.xlsx", _truncated()),
        _file("encrypted", "Protected by a password", "laporan terkunci.xlsx", _encrypted()),
    )  # fmt: skip


FAULTS = _faults()
