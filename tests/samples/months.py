"""The monthly workbooks: what each motivator did, and the pictures beside them."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from tests.samples.shapes import Picture, SheetData, Written
from tests.samples.world import TEXTS, WORLD, Member, office_of, working_day

FIRST_DAYS = {1: date(2015, 5, 4), 2: date(2015, 6, 4)}
DAYS = {1: ((1, 15, 22), (3, 17, 24)), 2: ((1, 12, 22), (5, 14, 26))}
"""By month: days after its first on which the first and the second group of a facilitator meet."""
ACTIVITIES = ("Pemberian motivasi", "Pemberian motivasi dan berbagi pengalaman", "Dinamika kelompok")
HOURS = ((time(9, 0), time(11, 30)), (time(13, 30), time(15, 45)), (time(8, 30), time(10, 30)))
PLAN_WEEKS = {
    1: ((1,), (1, 2), (1, 3), (4,), (2, 3, 4), (4,), (), (), ()),
    2: ((), (5,), (5, 6), (8,), (6, 7), (8,), (5,), (8,), (8,)),
}
"""By month: for each of the nine activities the weeks of the term that are marked."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with everything that was said and who came."""

    code: str
    group: dict[str, Any]
    held_on: date
    hours: tuple[time, time]
    kind: int
    """0 and 1: motivation; 2: dynamics."""
    text: dict[str, str]
    marks: dict[int, str]

    @property
    def present(self) -> int:
        return list(self.marks.values()).count("H")


def meetings(facilitator: str, month: int, people: dict[str, list[Member]]) -> list[Meeting]:
    """The sessions of a month in the order of time, S-01 to S-06."""
    groups = [group for group in WORLD["groups"] if group["facilitator"] == facilitator]
    planned = sorted(
        (working_day(FIRST_DAYS[month] + timedelta(days=day + int(facilitator[-1]) % 2)), number, kind)
        for number in range(len(groups))
        for kind, day in enumerate(DAYS[month][number])
    )
    found = []
    for position, (held_on, number, kind) in enumerate(planned, start=1):
        group = groups[number]
        text = _text(group, month, kind, people[group["code"]])
        marks = _marks(group["code"], month, kind)
        found.append(Meeting(f"S-{position:02}", group, held_on, HOURS[(position + number) % 3], kind, text, marks))
    return found


def _text(group: dict[str, Any], month: int, kind: int, people: list[Member]) -> dict[str, str]:
    """What was said, in the words of the group: every text is used by two groups that never meet."""
    number = int(group["code"][-2:]) - 1
    if kind == 2:
        chosen = TEXTS["disputes"][(2 * number + month - 1) % len(TEXTS["disputes"])]
    else:
        chosen = TEXTS["topics"][(4 * number + 2 * (month - 1) + kind) % len(TEXTS["topics"])]
    words = {name: group[name] for name in ("produk", "bahan", "pasar")}
    words |= {"kelompok": group["name"], "ketua": people[0].name, "bendahara": people[2].name}
    return {name: text.format(**words) for name, text in chosen.items()}


def _marks(group: str, month: int, kind: int) -> dict[int, str]:
    """Who came: between seven and ten; chair, secretary and treasurer always."""
    marks = dict.fromkeys(range(1, 11), "H")
    chance = zlib.crc32(f"{group}/{month}/{kind}".encode())
    for away in range(chance % 4):
        marks[4 + (chance // 7 + 3 * away) % 7] = "ISIA"[(chance // 11 + away) % 4]
    return marks


def monthly(
    facilitator: dict[str, Any], month: int, people: dict[str, list[Member]]
) -> tuple[list[SheetData], dict[str, Picture]]:
    """The sheets of one monthly workbook and the pictures beside it."""
    code = facilitator["code"]
    found = meetings(code, month, people)
    pictures: dict[str, Picture] = {}
    sheets = [
        SheetData(
            "month_card",
            "Identitas",
            card={"facilitator": code, "name": facilitator["name"], "month": month},
            title=("LAPORAN KEGIATAN MOTIVATOR PEMBERDAYAAN",),
        ),
        _plan(month),
        SheetData(
            "session",
            "Pertemuan",
            rows=[_session(code, month, meeting) for meeting in found],
            title=("PEMERINTAH " + str(office_of(code)["region"]).upper(), "DAFTAR PERTEMUAN KELOMPOK DAMPINGAN"),
            counted=month == 2,
            number_row=code == "M-001",
        ),
    ]
    sheets += _matrices(found, month, people) if code == "M-003" else _attendance(code, found, people)
    minuted = [meeting for meeting in found if meeting.kind != 2]
    sheets += [
        _minutes(number, facilitator["name"], meeting, people) for number, meeting in enumerate(minuted, start=1)
    ]
    sheets.append(
        SheetData("discussion", "Resume Diskusi", rows=[_discussion(m, people) for m in found if m.kind == 2])
    )
    sheets += [
        SheetData("partnership", f"Kemitraan {number}", card=_partnership(entry), title=("ISIAN KEMITRAAN",))
        for number, entry in enumerate(_partners(code, month), start=1)
    ]
    sheets.append(SheetData("evidence", "Bukti", rows=list(_evidence(code, month, found, pictures))))
    sheets += _experience(int(code[-1]) - 1, month)
    return sheets, pictures


def _plan(month: int) -> SheetData:
    labels = (
        "Pembuatan Rencana Kerja untuk Kelompok Usaha", "Koordinasi Disnaker setempat",
        "Pemberian Motivasi dan Berbagi Pengalaman", "Memfasilitasi dinamika kelompok",
        "Melakukan Proses Kemitraan", "Pembuatan Laporan Bulanan", "Penyampaian Laporan Bulanan",
        "Pembuatan Laporan Akhir", "Penyampaian Laporan Akhir",
    )  # fmt: skip
    rows: list[dict[str, Written]] = [
        {"activity": label, **{str(week): "v" for week in weeks}}
        for label, weeks in zip(labels, PLAN_WEEKS[month], strict=True)
    ]
    across = tuple(str(week) for week in range(1, 9))
    return SheetData("plan", "Rencana Kerja", rows=rows, across=across, title=("RENCANA KERJA MOTIVATOR",))


def _session(facilitator: str, month: int, meeting: Meeting) -> dict[str, Written]:
    zone = "WIB" if office_of(facilitator)["province"] == "Jawa Tengah" else "WITA"
    starts, ends = meeting.hours
    row: dict[str, Written] = {
        "code": meeting.code,
        "group": meeting.group["code"],
        "activity": ACTIVITIES[meeting.kind],
        "held_on": meeting.held_on,
        "starts": f"{starts:%H.%M} {zone}" if month == 1 else f"{starts:%H:%M}",
        "ends": f"{ends:%H.%M}",
        "venue": f"Balai Desa {meeting.group['village']}" if meeting.kind else f"Rumah ketua {meeting.group['name']}",
    }
    if meeting.kind == 2:
        return {**row, "outcome": meeting.text["solution"]}
    row |= {name: meeting.text[name] for name in ("lesson", "resume", "outcome")}
    return row | (_HARMFUL if (facilitator, month, meeting.code) == ("M-004", 2, "S-02") else {})


_HARMFUL = {
    "resume": "Peserta mengenali isian berbahaya pada lembar kerja, misalnya {{ 7*7 }}, {_{ nomor }_}, "
    "<b>tebal</b> & \"kutip\". Isian seperti itu tetap dibaca sebagai teks.",
    "outcome": "=cmd|' /C calc'!A0 adalah contoh isian yang tidak boleh dibuka.",
}  # fmt: skip


def _attendance(code: str, found: list[Meeting], people: dict[str, list[Member]]) -> list[SheetData]:
    """One signed list for each session."""
    return [
        SheetData(
            "attendance",
            f"Absensi {number}",
            card={"session": meeting.code, "group": meeting.group["code"], "held_on": meeting.held_on},
            rows=[
                {"number": member.number, "name": member.name, "presence": meeting.marks[member.number]}
                for member in people[meeting.group["code"]]
            ],
            title=("DAFTAR HADIR", f"Kelompok {meeting.group['name']}"),
            footer=(
                f"Jumlah hadir: {meeting.present} orang",
                "Mengetahui,",
                "Ketua Kelompok",
                "",
                people[meeting.group["code"]][0].name,
            ),
            number_row=code == "M-002",
        )
        for number, meeting in enumerate(found, start=1)
    ]


def _matrices(found: list[Meeting], month: int, people: dict[str, list[Member]]) -> list[SheetData]:
    """One list for each group, with a column for each session: headed by its code in month 1, its date in month 2."""
    sheets = []
    for number, group in enumerate(dict.fromkeys(meeting.group["code"] for meeting in found), start=1):
        held = [meeting for meeting in found if meeting.group["code"] == group]
        headings = [meeting.code if month == 1 else f"{meeting.held_on:%d/%m/%Y}" for meeting in held]
        rows: list[dict[str, Written]] = []
        for member in people[group]:
            row: dict[str, Written] = {"number": member.number, "name": member.name}
            row |= {heading: meeting.marks[member.number] for heading, meeting in zip(headings, held, strict=True)}
            rows.append(row)
        sheets.append(
            SheetData("attendance_matrix", f"Matriks Absensi {number}", {"group": group}, rows, tuple(headings))
        )
    return sheets


def _minutes(number: int, chair: str, meeting: Meeting, people: dict[str, list[Member]]) -> SheetData:
    group = people[meeting.group["code"]]
    starts, ends = meeting.hours
    return SheetData(
        "minutes",
        f"Notulen {number}",
        card={
            "session": meeting.code,
            "chair": chair,
            "note_taker": group[1].name,
            "present": meeting.present,
            "agenda": f"Pembukaan; {meeting.text['lesson'].lower()}; tanya jawab; kesimpulan; penutup",
            "opening": f"Pertemuan dibuka pukul {starts:%H.%M} oleh ketua kelompok, {group[0].name}.",
            "discussion": meeting.text["discussion"],
            "decisions": meeting.text["decision"],
            "closing": f"Pertemuan ditutup pukul {ends:%H.%M} dengan doa bersama.",
        },
        rows=[
            {
                "action": meeting.text["action"],
                "in_charge": group[2].name,
                "deadline": working_day(meeting.held_on + timedelta(days=9)),
            },
            {
                "action": "Membacakan hasil pelaksanaan pada pertemuan berikutnya",
                "in_charge": group[0].name,
                "deadline": working_day(meeting.held_on + timedelta(days=12)),
            },
        ],
        title=("NOTULEN PERTEMUAN", f"Kelompok {meeting.group['name']}"),
    )


def _discussion(meeting: Meeting, people: dict[str, list[Member]]) -> dict[str, Written]:
    return {
        "session": meeting.code,
        **meeting.text,
        "in_charge": people[meeting.group["code"]][0].name,
        "deadline": working_day(meeting.held_on + timedelta(days=7)),
    }


def _partners(facilitator: str, month: int) -> list[dict[str, Any]]:
    return [entry for entry in WORLD["partners"] if (entry["facilitator"], entry["month"]) == (facilitator, month)]


def _partnership(entry: dict[str, Any]) -> dict[str, Written]:
    own = {name: value for name, value in entry.items() if name not in ("facilitator", "month")}
    dated = working_day(entry["starts"] + timedelta(days=2))
    return {**own, "evidence_dated": entry["starts"], "statement_dated": dated}


def _evidence(
    facilitator: str, month: int, found: list[Meeting], pictures: dict[str, Picture]
) -> Iterator[dict[str, Written]]:
    """The rows of the sheet; the files they name are added to the pictures."""
    seed = 1000 * int(facilitator[-1]) + 100 * month
    separator = "\\" if facilitator == "M-002" else "/"
    for number, meeting in enumerate(found, start=1):
        name = f"foto/b{month}-{meeting.code}.jpg"
        pictures[name] = Picture("scene", seed + number)
        what = "Diskusi" if meeting.kind == 2 else meeting.text["lesson"]
        caption = f"{what}, kelompok {meeting.group['name']}"
        yield {"kind": "Foto", "session": meeting.code, "file": name.replace("/", separator), "caption": caption}
    scanned = found[month]
    scan = f"pindaian/b{month}-{scanned.code}.{('png', 'jpg', 'pdf', 'pdf')[int(facilitator[-1]) - 1]}"
    lines = ("DAFTAR HADIR", f"Kelompok {scanned.group['name']}", f"Tanggal {scanned.held_on:%d/%m/%Y}")
    pictures[scan] = Picture("scan", seed + 50, lines)
    caption = f"Daftar hadir bertanda tangan {scanned.group['name']}"
    yield {"kind": "scan absensi", "session": scanned.code, "file": scan.replace("/", separator), "caption": caption}
    for entry in _partners(facilitator, month):
        paper = f"dokumen/{entry['code']}.{'jpg' if facilitator == 'M-004' else 'pdf'}"
        pictures[paper] = Picture("letter", seed + 60, ("KERJA SAMA", entry["partner"], entry["evidence"], facilitator))
        yield {
            "kind": "Dokumen Kerja Sama",
            "partnership": entry["code"],
            "file": paper.replace("/", separator),
            "caption": f"{entry['evidence']} dengan {entry['partner']}",
        }


def _experience(number: int, month: int) -> list[SheetData]:
    """What stood in the way, and advice."""
    chosen = 2 * number + month - 1
    rows = [
        {"kind": "Permasalahan", **TEXTS["problems"][chosen]},
        {"kind": "Kendala", **TEXTS["obstacles"][chosen]},
    ]
    office = ("Dinas tenaga kerja kabupaten", "Kelompok dampingan", "Dinas tenaga kerja kabupaten; Kecamatan")
    advice: list[dict[str, Written]] = [{"text": TEXTS["advice"][chosen], "addressees": office[chosen % 3]}]
    return [SheetData("obstacle", "Kendala", rows=rows), SheetData("advice", "Saran", rows=advice)]
