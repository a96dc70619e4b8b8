"""The perfect folder: an assignment workbook, two months of motivator M-001, photos and papers. Nothing to complain of.

M-001 has two groups and a term that is over on the day of the check; each group and each kind of proof has something
to spare (K-01 in month 1 and K-02 in month 2 one session more than the target, a third partner). M-002 begins after it,
with a group that nothing else refers to.
"""

import copy
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.faults.books import Book, Line, Value, World
from tests.faults.pictures import portrait, scene
from tests.samples.pictures import pdf
from tests.samples.world import TEXTS, WORLD, nik

TODAY = date(2015, 8, 1)
ROSTER = "penugasan.xlsx"
MOTIVATION = "Pemberian motivasi dan berbagi pengalaman"
DYNAMICS = "Fasilitasi dinamika kelompok"
SIZES = {"K-01": 6, "K-02": 6, "K-03": 6}
MARKS = ("HHHHHH", "HHHIHH", "HHHHSH", "HHHHHA", "HHHIHH")
"""Who came: one string for a session, one letter for a member."""
DAYS = {
    1: ((5, 5, "K-01", 0), (5, 7, "K-02", 0), (5, 19, "K-01", 0), (5, 21, "K-02", 0), (5, 26, "K-01", 1),
        (5, 28, "K-02", 1), (5, 29, "K-01", 0)),
    2: ((6, 5, "K-01", 0), (6, 9, "K-02", 0), (6, 16, "K-01", 0), (6, 18, "K-02", 0), (6, 23, "K-01", 1),
        (6, 25, "K-02", 1), (6, 26, "K-02", 0)),
}  # fmt: skip
"""By month of the term the sessions S-01 to S-07: month and day, group, and whether it is for dynamics."""


def perfect() -> World:
    """The folder, for the caller to spoil."""
    return copy.deepcopy(_perfect())


@cache
def _perfect() -> World:
    world = World({}, {"logo/wanasari.png": portrait(99, "PNG")})
    _roster(world)
    topics, disputes = iter(TEXTS["topics"]), iter(TEXTS["disputes"])
    for month in (1, 2):
        book = world.books[f"M-001/bulan-{month}.xlsx"] = Book(f"M-001/bulan-{month}.xlsx", "monthly/1")
        card = Line({"facilitator": "M-001", "name": _facilitator(0)["name"], "month": month}, f"{book.path}/Identitas",
                    f"M-001/month/{month}")  # fmt: skip
        book.add("month_card", "Identitas", "IDENTITAS BUKU KERJA BULANAN", card)
        _plan(book, month)
        sessions = _sessions(world, book, month, topics, disputes)
        _attendance(book, month, sessions)
        _minutes(book, sessions)
        _discussions(book, sessions)
        _partnerships(world, book, month)
        _evidence(world, book, month, sessions)
        _experience(book, month)
    return world


def _facilitator(number: int) -> dict[str, Any]:
    entry: dict[str, Any] = WORLD["facilitators"][number]
    return entry


def rupiah(amount: int) -> str:
    """An amount in its standard form."""
    return f"Rp{amount:,},00".replace(",", ".").removesuffix(".00") + ",00"


def members() -> dict[str, list[str]]:
    """Names by group, chair, secretary and treasurer first."""
    return {group: [entry.split("/")[0] for entry in WORLD["members"][group][:size]] for group, size in SIZES.items()}


def _roster(world: World) -> None:
    book = world.books[ROSTER] = Book(ROSTER, "assignment/1")
    office = book.add("office", "Kantor", "DAFTAR KANTOR")
    for entry in WORLD["offices"]:
        if entry["code"] in ("C-01", "P-33", "D-01"):
            office.add(f"{entry['code']}/row", **entry)
    signer = book.add("signer", "Pejabat", "DAFTAR PEJABAT PENANDA TANGAN")
    for entry in WORLD["signers"][:2]:
        signer.add(f"{entry['office']}/signer", **entry)
    numbering = book.add("numbering", "Penomoran", "PENOMORAN SURAT")
    for entry in WORLD["numbering"][:5]:
        row = {**entry}
        if entry["kind"] in ("SPK", "Surat Keterangan Kemitraan"):
            row = {"office": entry["office"], "kind": entry["kind"], "source": "Diisi di penugasan"}
        numbering.add(f"{entry['office']}/numbering/{entry['kind']}", **row)
    basis = book.add("basis", "Dasar Surat", "DASAR SURAT")
    for number, entry in enumerate(WORLD["basis"]):
        basis.add(f"basis/{number}", **entry)
    _people(world, book)


def _people(world: World, book: Book) -> None:
    person = book.add("facilitator", "Motivator", "DAFTAR MOTIVATOR")
    assignment = book.add("assignment", "Penugasan", "PENUGASAN MOTIVATOR")
    for number in (0, 1):
        entry = _facilitator(number)
        code = entry["code"]
        row = {name: value for name, value in entry.items() if name not in ("district", "policy")}
        person.add(f"{code}/person", **row, nik=nik("3369", 5, entry["birth_date"], entry["sex"], 9001 + number))
        assignment.add(f"{code}/assignment", **_assignment(number, entry))
        world.files[entry["photo"]] = portrait(number)
    group = book.add("group", "Kelompok", "DAFTAR KELOMPOK DAMPINGAN")
    member = book.add("member", "Anggota", "DAFTAR ANGGOTA KELOMPOK")
    serial = 9101
    for number, entry in enumerate(WORLD["groups"][:3]):
        code = entry["code"]
        group.add(f"{code}/row", **_group(entry, "M-001" if number < 2 else "M-002"))
        for position in range(SIZES[code]):
            name, sex = WORLD["members"][code][position].split("/")
            born = date(1970, 1, 11) + timedelta(days=number * 977 + position * 1129)
            row = {
                "group": code, "number": position + 1, "name": name, "nik": nik("3369", 1, born, sex, serial),
                "sex": sex, "birth_date": born, "background": "Penganggur", "address": f"RT 0{position + 1} RW 02",
                "phone": f"0812345671{number}{position}", "position": _position(position),
            }  # fmt: skip
            member.add(f"{code}/member/{position + 1}", **row)
            serial += 1
    delivery = book.add("delivery", "Laporan", "PENYAMPAIAN LAPORAN")
    for kind, month, made in (("Bulanan", 1, date(2015, 6, 5)), ("Bulanan", 2, date(2015, 7, 6)),
                              ("Akhir", None, date(2015, 7, 8))):  # fmt: skip
        delivery.add(f"M-001/report/{month or 'final'}", facilitator="M-001", kind=kind, month=month, made_on=made,
                     delivered_on=made + timedelta(days=1), received_by="Seksi Perluasan Kesempatan Kerja")  # fmt: skip


def _position(number: int) -> str:
    return ("Ketua", "Sekretaris", "Bendahara")[number] if number < 3 else "Anggota"


def _assignment(number: int, entry: dict[str, Any]) -> dict[str, Value]:
    first = number == 0
    row: dict[str, Value] = {
        "facilitator": entry["code"], "centre": "C-01", "district": "D-01", "policy": entry["policy"],
        "starts": date(2015, 5, 4) if first else date(2015, 8, 3),
        "ends": date(2015, 7, 3) if first else date(2015, 10, 2), "allowance": "Rp2.200.000,00",
        "budget_line": "2182.001.052.521219", "insurer": "PT Asuransi Bina Sejahtera",
        "insured_from": date(2015, 4, 1), "insured_to": date(2015, 12, 31),
        "spk_number": f"04{number + 1}/SPK/BBPPK-PKK/IV/2015",
        "spk_dated": date(2015, 4, 28 + number), "spm_dated": date(2015, 5, 4) if first else date(2015, 7, 30),
    }  # fmt: skip
    return {**row, "certificate_dated": date(2015, 7, 13)} if first else row


def _group(entry: dict[str, Any], facilitator: str) -> dict[str, Value]:
    row: dict[str, Value] = {
        name: entry[name] for name in ("code", "name", "sector", "business", "village", "subdistrict")
    }
    (before, after), (least, most) = entry["turnover"], entry["workers"]
    return {
        **row, "facilitator": facilitator, "address": "Dusun Krajan RT 02 RW 01", "district": "Kabupaten Wanasari",
        "turnover_before": rupiah(before), "turnover_after": rupiah(after), "workers_before": least,
        "workers_after": most, "permits_before": entry["permits"][0], "permits_after": entry["permits"][1],
    }  # fmt: skip


def _plan(book: Book, month: int) -> None:
    plan = book.add("plan", "Rencana Kerja", "RENCANA KERJA")
    plan.across = [str(week) for week in range(1, 9)]
    weeks = ("12", "1357", "4") if month == 1 else ("56", "57", "8")
    labels = ("Koordinasi Disnaker setempat", "Pemberian Motivasi dan Berbagi Pengalaman", "Pembuatan Laporan Bulanan")
    for label, marked in zip(labels, weeks, strict=True):
        plan.add(f"plan/{month}/{label}", activity=label, **dict.fromkeys(marked, "v"))


def _sessions(world: World, book: Book, month: int, topics: Any, disputes: Any) -> list[tuple[Line, dict[str, str]]]:
    sheet = book.add("session", "Pertemuan", "DAFTAR PERTEMUAN")
    found = []
    for number, (calendar_month, day, group, dynamics) in enumerate(DAYS[month], 1):
        entry = next(entry for entry in WORLD["groups"] if entry["code"] == group)
        words = {name: entry[name] for name in ("produk", "bahan", "pasar")}
        words |= {"kelompok": entry["name"], "ketua": members()[group][0], "bendahara": members()[group][2]}
        said = {name: text.format(**words) for name, text in next(disputes if dynamics else topics).items()}
        row: dict[str, Value] = {
            "code": f"S-0{number}", "group": group, "activity": DYNAMICS if dynamics else MOTIVATION,
            "held_on": date(2015, calendar_month, day), "starts": "09.00", "ends": "11.30",
            "venue": f"Balai Desa {entry['village']}",
        }  # fmt: skip
        lesson = {"outcome": said["solution"]} if dynamics else {n: said[n] for n in ("lesson", "resume", "outcome")}
        found.append((sheet.add(f"{group}/{month}/S-0{number}", **row, **lesson), said))
    return found


def marks_of(month: int, number: int) -> str:
    """Who came to a session, in the order of the members."""
    return MARKS[(month + number) % len(MARKS)]


def _attendance(book: Book, month: int, sessions: list[tuple[Line, dict[str, str]]]) -> None:
    """A list for each session in month 1; in month 2 a matrix for each group, headed by codes and by dates."""
    if month == 1:
        for number, (session, _) in enumerate(sessions, 1):
            card = {name: session[field] for name, field in (("session", "code"), ("group", "group"),
                                                             ("held_on", "held_on"))}  # fmt: skip
            name = f"Absensi {number}"
            sheet = book.add("attendance", name, "DAFTAR HADIR", Line(card, f"{book.path}/{name}", session.subject))
            for position, mark in enumerate(marks_of(month, number)):
                written = members()[session.text("group")][position]
                sheet.add(session.subject, number=position + 1, name=written, presence=mark)
        return
    for number, group in enumerate(("K-01", "K-02"), 1):
        name = f"Matriks Absensi {number}"
        sheet = book.add("attendance_matrix", name, "REKAP DAFTAR HADIR",
                         Line({"group": group}, f"{book.path}/{name}", f"{group}/{month}"))  # fmt: skip
        held = [(place, session) for place, (session, _) in enumerate(sessions, 1) if session["group"] == group]
        headings = {place: matrix_heading(session) for place, session in held}
        sheet.across = list(headings.values())
        for position, written in enumerate(members()[group]):
            marks: dict[str, Value] = {text: marks_of(month, place)[position] for place, text in headings.items()}
            sheet.add(f"{group}/{month}", number=position + 1, name=written, **marks)


def matrix_heading(session: Line) -> str:
    """What stands above a session's column: K-01's matrix has codes, K-02's has dates."""
    return session.text("code") if session["group"] == "K-01" else f"{session.day('held_on'):%d/%m/%Y}"


def _minutes(book: Book, sessions: list[tuple[Line, dict[str, str]]]) -> None:
    month = int(book.path[-6])
    minuted = [(place, *pair) for place, pair in enumerate(sessions, 1) if pair[0]["activity"] == MOTIVATION]
    for number, (place, session, said) in enumerate(minuted, 1):
        names = members()[session.text("group")]
        card: dict[str, Value] = {
            "session": session["code"], "chair": _facilitator(0)["name"], "note_taker": names[1],
            "present": marks_of(month, place).count("H"), "agenda": "Pembukaan; materi; tanya jawab; penutup",
            "opening": "Pertemuan dibuka pukul 09.00.", "discussion": said["discussion"],
            "decisions": said["decision"], "closing": "Pertemuan ditutup pukul 11.30.",
        }  # fmt: skip
        name = f"Notulen {number}"
        sheet = book.add("minutes", name, "NOTULEN", Line(card, f"{book.path}/{name}/card", session.subject))
        for person, days in ((names[2], 4), (names[0], 7)):
            deadline = min(session.day("held_on") + timedelta(days=days), date(2015, 7, 3))
            sheet.add(session.subject, action=said["action"], in_charge=person, deadline=deadline)


def _discussions(book: Book, sessions: list[tuple[Line, dict[str, str]]]) -> None:
    sheet = book.add("discussion", "Resume Diskusi", "RESUME DISKUSI")
    for session, said in sessions:
        if session["activity"] == DYNAMICS:
            chair = members()[session.text("group")][0]
            sheet.add(session.subject, session=session["code"], **said, in_charge=chair,
                      deadline=session.day("held_on") + timedelta(days=7))  # fmt: skip


_PARTNERS: tuple[tuple[int, str, int, dict[str, Value]], ...] = (
    (1, "K-01", 0, {}),
    (2, "K-02", 1, {}),
    (2, "K-01", 2, {"group": "K-01", "starts": date(2015, 6, 10), "evidence_number": "PO-118/BP/2015"}),
)


def _partnerships(world: World, book: Book, month: int) -> None:
    for number, (of_month, group, entry, other) in enumerate(_PARTNERS, 1):
        if of_month != month:
            continue
        row = {name: value for name, value in WORLD["partners"][entry].items() if name not in ("facilitator", "month")}
        row |= {"code": f"KM-0{number}", "group": group, **other}
        row |= {"value": rupiah(row["value"]), "evidence_dated": row["starts"]}
        dated = row["starts"] + timedelta(days=2)
        roman = "V" if dated.month == 5 else "VI"
        row |= {"statement_dated": dated, "statement_number": f"560/KM-00{number}/Dinsosnakertrans/{roman}/2015"}
        name = f"Kemitraan {number}"
        book.add("partnership", name, "ISIAN SURAT KETERANGAN KEMITRAAN",
                 Line(row, f"{book.path}/{name}", f"M-001/partner/KM-0{number}"))  # fmt: skip


def _evidence(world: World, book: Book, month: int, sessions: list[tuple[Line, dict[str, str]]]) -> None:
    sheet = book.add("evidence", "Bukti", "BUKTI DAN LAMPIRAN")
    for number, (session, _) in enumerate(sessions, 1):
        name = f"foto/b{month}-{session['code']}.jpg"
        world.files[f"M-001/{name}"] = scene(10 * month + number)
        sheet.add(session.subject, kind="Foto", session=session["code"], file=name, caption="Suasana pertemuan.")
    for partnership in book.of("partnership"):
        card = partnership.card
        assert card
        name = f"dokumen/{card['code']}.pdf"
        world.files[f"M-001/{name}"] = pdf(("KERJA SAMA", card.text("partner")))
        sheet.add(card.subject, kind="Dokumen Kerja Sama", partnership=card["code"], file=name, caption="Kerja sama.")


def _experience(book: Book, month: int) -> None:
    obstacle = book.add("obstacle", "Kendala", "PERMASALAHAN DAN KENDALA")
    for kind, name in (("Permasalahan", "problems"), ("Kendala", "obstacles")):
        obstacle.add(f"obstacle/{month}/{kind}", kind=kind, **TEXTS[name][month])
    advice = book.add("advice", "Saran", "SARAN")
    for number in (0, 1):
        advice.add(
            f"advice/{month}/{number}", text=TEXTS["advice"][2 * month + number], addressees="Kelompok dampingan"
        )
