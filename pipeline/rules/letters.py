"""Letters follow each other in time, are signed by who may sign, and the facilitator is insured before the SPM."""

from collections.abc import Iterable, Iterator
from datetime import date

from pipeline import indonesian, knowledge, progress
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Dossier
from pipeline.records import Assignment, Office, Session, Signer
from pipeline.rules.calendar import date_in_doubt
from pipeline.rules.letter_list import Letter, letters, reports, spk_date, spm_date
from pipeline.rules.terms import assigned, name_of, readings

SPM_BEFORE_SPK = Message(
    "L01",
    Severity.ERROR,
    "SPM {who} bertanggal {spm}, mendahului SPK-nya yang bertanggal {spk}.",
    fix="Betulkan tanggal SPK atau SPM di lembar Penugasan; tanggal yang kosong memakai hari pertama diterbitkan.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 2: SPM diterbitkan berdasarkan SPK",
)
SPM_AFTER_WORK = Message(
    "L02",
    Severity.ERROR,
    "SPM {who} bertanggal {spm}, sesudah pertemuan pertamanya {session} tanggal {held_on}.",
    fix="Isi atau betulkan tanggal SPM di lembar Penugasan (kosong berarti hari terbit pertama), atau betulkan tanggal "
    "pertemuan itu.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 2: SPM menjadi pengantar penugasan di lokasi",
)
NOT_INSURED = Message(
    "L05",
    Severity.ERROR,
    "Asuransi {who} belum memenuhi syarat penugasan: {problem}.",
    fix="Isi atau betulkan {headings} di lembar Penugasan: perlindungan mencakup tanggal SPM dan seluruh masa tugas.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 3: asuransi sebelum penugasan",
)
NO_SIGNER = Message(
    "L06",
    Severity.ERROR,
    "Tidak ada pejabat {office} yang berwenang menandatangani surat pada {dated}.",
    fix="Lengkapi masa berlaku pejabat di lembar Pejabat, atau betulkan tanggal suratnya.",
    source="Tata naskah dinas: surat ditandatangani pejabat yang berwenang pada tanggalnya",
)
SIGNER_NOT_HEAD = Message(
    "L07",
    Severity.ERROR,
    "SPM ditandatangani {signer} sebagai «{position}», bukan oleh atau atas nama {head}.",
    fix="Pilih kepala dinas sebagai penanda tangan, atau isi kolom Atas Nama pejabat itu dengan sebutan kepala dinas.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 2: SPM ditandatangani kepala Disnaker Kabupaten/Kota",
)
NO_PROVINCE_OFFICE = Message(
    "L08",
    Severity.ERROR,
    "Kantor {office} belum menunjuk dinas provinsi penerima tembusan SPM.",
    fix="Isi Kode Kantor Provinsi di lembar Kantor dengan kode dinas provinsi.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 2: tembusan kepada Disnaker Provinsi",
)
DATE_STAYS = Message(
    "L15",
    Severity.WARNING,
    "Surat {key} sudah bertanggal {booked} di register; tanggal {given} di buku kerja tidak dipakai.",
    fix="Bila tanggal surat memang harus berubah, batalkan dengan `berkas register void {key}`, lalu jalankan lagi.",
    source="Tata naskah dinas: surat yang sudah terbit tidak diubah diam-diam",
)


def letters_and_work_follow_in_time(dossier: Dossier) -> Iterator[Finding]:
    """SPK, then SPM, then the first session, each on the day of the one before or later.

    A session before the term is a fault of the session, not of the SPM, and is left to the rules about sessions.
    """
    for assignment in assigned(dossier, "spm"):
        if dossier.unread(assignment, "spm_dated"):
            continue
        spk, spm = spk_date(dossier, assignment), spm_date(dossier, assignment)
        about = [f"spm/{assignment.key}"]
        values = {"who": name_of(dossier, assignment), "spm": indonesian.long_date(spm)}
        place = assignment.at("spm_dated")
        spk_known = "spk" in dossier.programme.papers and not dossier.unread(assignment, "spk_dated")
        if spk_known and spm < spk:
            yield SPM_BEFORE_SPK.at(place, about, "spm_dated", spk=indonesian.long_date(spk), **values)
        first = _first_session(dossier, assignment)
        if first and first.held_on and first.held_on < spm:
            values |= {"session": first.code, "held_on": indonesian.long_date(first.held_on)}
            yield SPM_AFTER_WORK.at(place, about, "spm_dated", **values)


def _first_session(dossier: Dossier, assignment: Assignment) -> Session | None:
    """The first session within the term whose date nothing speaks against."""
    term = progress.term(dossier, assignment.facilitator)
    return next(
        (
            session
            for session in dossier.sessions_of.get(assignment.facilitator, [])
            if term
            and session.held_on
            and term[0] <= session.held_on <= term[1]
            and not date_in_doubt(dossier, session)
        ),
        None,
    )


def issued_letters_keep_their_date(dossier: Dossier) -> Iterator[Finding]:
    """A date that the workbook gives after the letter was issued is said, and not used."""
    for letter in letters(dossier):
        if letter.given_date and letter.given_date != letter.dated:
            values = {"booked": indonesian.long_date(letter.dated), "given": indonesian.long_date(letter.given_date)}
            yield DATE_STAYS.at(letter.date_place, [letter.key], key=letter.key, **values)


def facilitators_are_insured(dossier: Dossier) -> Iterator[Finding]:
    """Before the SPM there is a policy that covers its date and the whole term; one finding says all that lacks."""
    for assignment in assigned(dossier, "spm"):
        problems = _insurance_problems(dossier, assignment)
        if problems:
            field = next(iter(problems))
            values = {"who": name_of(dossier, assignment), "problem": indonesian.joined(list(problems.values()))}
            values["headings"] = _headings(problems)
            yield NOT_INSURED.at(assignment.at(field), [f"spm/{assignment.key}"], field, **values)


def _headings(fields: Iterable[str]) -> str:
    """What the form calls fields of an assignment: "«Nomor Polis», «Asuransi Mulai»"."""
    form = knowledge.form("assignment")
    return ", ".join(f"«{form.heading_of(name)}»" for name in fields)


def _insurance_problems(dossier: Dossier, assignment: Assignment) -> dict[str, str]:
    """What lacks, by the field that would mend it."""
    problems = {}
    unread = {name for name in ("policy", "insured_from", "insured_to") if dossier.unread(assignment, name)}
    first, last = _to_be_insured(dossier, assignment)
    if not assignment.policy:
        problems["policy"] = "nomor polis belum diisi"
    if assignment.insured_from is None:
        problems["insured_from"] = "hari pertama perlindungan belum diisi"
    elif first and assignment.insured_from > first:
        begins = indonesian.long_date(assignment.insured_from)
        problems["insured_from"] = f"perlindungan baru mulai {begins}, sesudah {indonesian.long_date(first)}"
    if assignment.insured_to is None:
        problems["insured_to"] = "hari terakhir perlindungan belum diisi"
    elif last and assignment.insured_to < last:
        ends = indonesian.long_date(assignment.insured_to)
        problems["insured_to"] = f"perlindungan berakhir {ends}, sebelum masa tugas berakhir"
    return {name: problem for name, problem in problems.items() if name not in unread}


def _to_be_insured(dossier: Dossier, assignment: Assignment) -> tuple[date | None, date | None]:
    """First and last day that a policy must cover; of days that contradict each other those that ask for less."""
    terms = readings(dossier, assignment.facilitator)
    starts = [max(term[0] for term in terms)] if terms else []
    spm = spm_date(dossier, assignment)
    too_early = spm < spk_date(dossier, assignment) and not dossier.unread(assignment, "spk_dated")
    if not too_early and not dossier.unread(assignment, "spm_dated"):
        starts.append(spm)
    return min(starts, default=None), min((term[1] for term in terms), default=None)


def somebody_signs_every_letter(dossier: Dossier) -> Iterator[Finding]:
    """On the date of each letter and report its office has a signer; one finding for an office and a day, and for an
    office whose letters nobody may sign at all."""
    signed: set[str] = set()
    unsigned: dict[str, dict[date, list[Letter]]] = {}
    for letter in (*letters(dossier), *reports(dossier)):
        if letter.date_in_doubt or dossier.lost_of(Signer, office=letter.office):
            continue
        if dossier.signer_on(letter.office, letter.dated):
            signed.add(letter.office)
        else:
            unsigned.setdefault(letter.office, {}).setdefault(letter.dated, []).append(letter)
    for code, by_day in unsigned.items():
        whole = [letter for of_day in by_day.values() for letter in of_day]
        for of_day in by_day.values() if code in signed else [whole]:
            days = indonesian.joined([indonesian.long_date(day) for day in sorted({item.dated for item in of_day})])
            office = dossier.offices[code].called
            yield NO_SIGNER.at(of_day[0].date_place, [letter.key for letter in of_day], office=office, dated=days)


def the_head_stands_behind_every_spm(dossier: Dossier) -> Iterator[Finding]:
    """The SPM is signed by the head of the district's office or on the head's behalf; one finding for each signer."""
    signed: dict[Place, tuple[Signer, list[str]]] = {}
    for letter in letters(dossier):
        signer = dossier.signer_on(letter.office, letter.dated) if letter.kind == "spm" else None
        if signer is not None and not _stands_for_head(signer, dossier.offices[letter.office]):
            signed.setdefault(signer.place, (signer, []))[1].append(letter.key)
    for signer, about in signed.values():
        office = dossier.offices[signer.office]
        field = "on_behalf_of" if signer.signs_for_another else "position"
        yield SIGNER_NOT_HEAD.at(
            signer.at(field),
            about,
            field,
            signer=signer.name or office.code,
            position=signer.on_behalf_of or signer.position,
            head=office.head,
        )


def _stands_for_head(signer: Signer, office: Office) -> bool:
    """Whether the position that the letter names above the signature is the head's, written in full or shortened.

    "Kepala Dinas" is short for "Kepala Dinas Tenaga Kerja Kabupaten Wanasari"; a.n. and u.b. without a position are
    printed for the head. What the records leave open is not judged.
    """
    position = signer.on_behalf_of if signer.signs_for_another else signer.position
    if not position or not office.head or signer.kind is None:
        return True
    head = indonesian.heading_key(office.head)
    named = indonesian.heading_key(position).removeprefix("plt ").removeprefix("plh ").removeprefix("a n ")
    return f"{head} ".startswith(f"{named} ") or f"{named} ".startswith(f"{head} ")


def every_spm_goes_in_copy_to_the_province(dossier: Dossier) -> Iterator[Finding]:
    """The office that gives the SPM names the office that must have a copy of it; one finding an office."""
    level = dossier.programme.letters.required_copy
    by_office: dict[str, list[str]] = {}
    for letter in letters(dossier):
        if letter.kind == "spm":
            by_office.setdefault(letter.office, []).append(letter.key)
    for code, about in by_office.items():
        office = dossier.offices[code]
        copied = dossier.offices.get(office.province_office or "")
        lacks = not office.province_office and not dossier.unread(office, "province_office")
        if lacks or (copied is not None and copied.level not in (level, None)):
            place = office.at("province_office")
            yield NO_PROVINCE_OFFICE.at(place, about, "province_office", office=office.called)


RULES = (
    letters_and_work_follow_in_time,
    issued_letters_keep_their_date,
    facilitators_are_insured,
)
ACROSS = (
    somebody_signs_every_letter,
    the_head_stands_behind_every_spm,
    every_spm_goes_in_copy_to_the_province,
)
"""One finding for an office, whoever the letters are for."""
