"""The sheets of penugasan.xlsx."""

import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.samples.shapes import SheetData, Written
from tests.samples.world import AREA_CODES, WORLD, Member, nik, office_of

BACKGROUNDS = ("Penganggur", "TKI Purna", "korban PHK", "Istri Nelayan", "keluarga buruh", "penganggur")


def assignment_sheets(people: dict[str, list[Member]]) -> Iterator[SheetData]:
    """The sheets of penugasan.xlsx."""
    head = ("KEMENTERIAN KETENAGAKERJAAN REPUBLIK INDONESIA", "BBPPK DAN PKK LEMBANG")
    signed = (
        "Lembang, 30 April 2015",
        "Mengetahui,",
        "Kepala Subbagian Tata Usaha",
        "",
        "",
        "Rina Kartika, S.H.",
        "NIP. 19740611 199903 2 001",
    )
    yield SheetData("office", "Kantor", rows=WORLD["offices"], title=(*head, "DAFTAR KANTOR"))
    yield SheetData("signer", "Penanda Tangan", rows=WORLD["signers"], title=("DAFTAR PEJABAT",), counted=True)
    yield SheetData("numbering", "Penomoran", rows=WORLD["numbering"])
    yield SheetData("basis", "Dasar Hukum", rows=WORLD["basis"], title=("DASAR SURAT TAHUN 2015",), number_row=True)
    facilitators = [_facilitator(number, entry) for number, entry in enumerate(WORLD["facilitators"], start=1)]
    title = (*head, "DAFTAR TENAGA MOTIVATOR PEMBERDAYAAN", "TAHUN ANGGARAN 2015")
    yield SheetData("facilitator", "Motivator", rows=facilitators, title=title, counted=True, footer=signed)
    assignments = [_assignment(entry) for entry in WORLD["facilitators"]]
    yield SheetData("assignment", "Penugasan", rows=assignments, title=("PENUGASAN MOTIVATOR",), number_row=True)
    groups = [_group(entry) for entry in WORLD["groups"]]
    yield SheetData("group", "Daftar Kelompok", rows=groups, title=(*head, "KELOMPOK DAMPINGAN"), footer=signed)
    rows = [_member(entry["code"], member) for entry in WORLD["groups"] for member in people[entry["code"]]]
    footer = ("Jumlah: 80 orang", *signed)
    title = (*head, "DAFTAR ANGGOTA KELOMPOK DAMPINGAN", "Kabupaten Wanasari dan Kabupaten Teluk Padang")
    yield SheetData("member", "Anggota", rows=rows, title=title, number_row=True, footer=footer)
    deliveries = [row for entry in WORLD["facilitators"] for row in _deliveries(entry["code"])]
    yield SheetData("delivery", "Laporan", rows=deliveries, title=("PENYAMPAIAN LAPORAN",))


def _facilitator(number: int, entry: dict[str, Any]) -> dict[str, Written]:
    area = AREA_CODES[office_of(entry["code"])["province"]]
    number_of = nik(area, 5, entry["birth_date"], entry["sex"], 9000 + number)
    row = {name: value for name, value in entry.items() if name not in ("district", "policy", "spm_number")}
    return {**row, "nik": number_of}


def _assignment(entry: dict[str, Any]) -> dict[str, Written]:
    own = {name: entry[name] for name in ("district", "policy", "spm_number") if name in entry}
    return {"facilitator": entry["code"], **WORLD["assignment"], **own}


def _group(entry: dict[str, Any]) -> dict[str, Written]:
    (turnover, workers, permits) = (entry["turnover"], entry["workers"], entry["permits"])
    row = {
        name: entry[name] for name in ("code", "facilitator", "name", "sector", "business", "village", "subdistrict")
    }
    return {
        **row,
        "address": f"Dusun {1 + zlib.crc32(entry['code'].encode()) % 4}, RT 02 RW 01",
        "district": office_of(entry["facilitator"])["region"],
        "turnover_before": turnover[0],
        "turnover_after": turnover[1],
        "workers_before": workers[0],
        "workers_after": workers[1],
        "permits_before": permits[0],
        "permits_after": permits[1],
    }


def _member(group: str, member: Member) -> dict[str, Written]:
    positions = {1: "Ketua", 2: "Sekretaris", 3: "Bendahara"}
    return {
        "group": group,
        "number": member.number,
        "name": member.name,
        "nik": member.nik,
        "sex": member.sex,
        "birth_date": member.birth_date,
        "background": BACKGROUNDS[(member.number + int(group[-2:])) % len(BACKGROUNDS)],
        "address": f"RT {member.number % 5 + 1:02} RW {member.number % 3 + 1:02}",
        "phone": f"0812{zlib.crc32(member.nik.encode()) % 10_000_000 + 30_000_000}" if member.number < 6 else None,
        "position": positions.get(member.number, "Anggota"),
    }


def _deliveries(facilitator: str) -> Iterator[dict[str, Written]]:
    receiver = f"Seksi Perluasan Kesempatan Kerja, {office_of(facilitator)['region']}"
    for kind, month, made, delivered in (
        ("Bulanan", 1, date(2015, 6, 5), date(2015, 6, 8)),
        ("Laporan Bulanan", 2, date(2015, 7, 6), date(2015, 7, 7)),
        ("Akhir", None, date(2015, 7, 8), date(2015, 7, 9)),
    ):
        yield {
            "facilitator": facilitator,
            "kind": kind,
            "month": month,
            "made_on": made,
            "delivered_on": delivered,
            "received_by": receiver,
        }
