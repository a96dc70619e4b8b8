"""Letters follow each other in time, are signed by who may sign, and the facilitator is insured before the SPM."""

from collections.abc import Iterator

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Assignment, Office, Signer
from pipeline.rules.letter_list import Letter, letters, reports, spk_date, spm_date

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
    fix="Isi atau betulkan tanggal SPM di lembar Penugasan, atau betulkan tanggal pertemuan itu.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 2: SPM menjadi pengantar penugasan di lokasi",
)
TERM_REVERSED = Message(
    "L03",
    Severity.ERROR,
    "Masa tugas {who} berakhir {ends}, sebelum mulainya {starts}.",
    fix="Betulkan hari pertama atau hari terakhir masa tugas di lembar Penugasan.",
    source="Aturan berkas: masa tugas dari mulai sampai akhir",
)
SPM_TERM_OUTSIDE = Message(
    "L04",
    Severity.ERROR,
    "Masa SPM {who} ({spm}) tidak seluruhnya di dalam masa SPK ({spk}).",
    fix="Samakan masa SPM dengan masa SPK, atau kosongkan bila sama.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 2: SPM diterbitkan berdasarkan SPK",
)
NOT_INSURED = Message(
    "L05",
    Severity.ERROR,
    "{who} belum terlindung asuransi sebelum penugasan: {problem}.",
    fix="Isi nomor polis dan masa perlindungan yang mencakup tanggal SPM dan seluruh masa tugas.",
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


SPK_TERM_LENGTH = Message(
    "L14",
    Severity.ERROR,
    "Masa SPK {who} ({spk}) meliputi {found} bulan, padahal program menetapkan {months} bulan.",
    fix="Betulkan hari pertama atau hari terakhir masa SPK di lembar Penugasan.",
    source="Buku Panduan, jadwal kegiatan: Bulan Ke-1 dan Bulan Ke-2",
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
    for assignment in _assigned(dossier, "spm"):
        spk, spm = spk_date(dossier, assignment), spm_date(dossier, assignment)
        about = [f"spm/{assignment.key}"]
        values = {"who": _name(dossier, assignment), "spm": indonesian.long_date(spm)}
        place = assignment.at("spm_dated")
        if "spk" in dossier.programme.papers and spm < spk:
            yield SPM_BEFORE_SPK.at(place, about, "spm_dated", spk=indonesian.long_date(spk), **values)
        term = progress.term(dossier, assignment.facilitator)
        held = [
            session
            for session in dossier.sessions_of.get(assignment.facilitator, [])
            if session.held_on and term and term[0] <= session.held_on <= term[1]
        ]
        if held and held[0].held_on and held[0].held_on < spm:
            values |= {"session": held[0].code, "held_on": indonesian.long_date(held[0].held_on)}
            yield SPM_AFTER_WORK.at(place, about, "spm_dated", **values)


def terms_lie_within_each_other(dossier: Dossier) -> Iterator[Finding]:
    """A term ends after it starts, and the SPM's lies within the SPK's."""
    for assignment in dossier.assignments.values():
        spk = (assignment.starts, assignment.ends)
        spm = (assignment.spm_starts or assignment.starts, assignment.spm_ends or assignment.ends)
        if spk[0] is None or spk[1] is None or spm[0] is None or spm[1] is None:
            continue
        name = _name(dossier, assignment)
        for (starts, ends), field in (((spk[0], spk[1]), "ends"), ((spm[0], spm[1]), "spm_ends")):
            if ends < starts:
                values = {"who": name, "starts": indonesian.long_date(starts), "ends": indonesian.long_date(ends)}
                yield TERM_REVERSED.at(assignment.at(field), [assignment.key], field, **values)
                break
        else:
            if spm[0] < spk[0] or spm[1] > spk[1]:
                field = "spm_starts" if spm[0] < spk[0] else "spm_ends"
                values = {
                    "who": name,
                    "spm": indonesian.period(spm[0], spm[1]),
                    "spk": indonesian.period(spk[0], spk[1]),
                }
                yield SPM_TERM_OUTSIDE.at(assignment.at(field), [f"spm/{assignment.key}"], field, **values)


def spk_terms_are_as_long_as_the_programme_says(dossier: Dossier) -> Iterator[Finding]:
    """The SPK lasts the programme's months: the allowance that it grants is counted by them."""
    for assignment in _assigned(dossier, "spk"):
        starts, ends = assignment.starts, assignment.ends
        if starts is None or ends is None or ends < starts:
            continue
        found, months = indonesian.month_of_term(starts, ends), dossier.programme.term.months
        if found != months:
            values = {"who": _name(dossier, assignment), "spk": indonesian.period(starts, ends)}
            about = [f"spk/{assignment.key}"]
            yield SPK_TERM_LENGTH.at(assignment.at("ends"), about, "ends", found=found, months=months, **values)


def issued_letters_keep_their_date(dossier: Dossier) -> Iterator[Finding]:
    """A date that the workbook gives after the letter was issued is said, and not used."""
    for letter in letters(dossier):
        if letter.given_date and letter.given_date != letter.dated:
            values = {"booked": indonesian.long_date(letter.dated), "given": indonesian.long_date(letter.given_date)}
            yield DATE_STAYS.at(letter.date_place, [letter.key], key=letter.key, **values)


def facilitators_are_insured(dossier: Dossier) -> Iterator[Finding]:
    """Before the SPM there is a policy that covers its date and the whole term; one finding says all that lacks."""
    for assignment in _assigned(dossier, "spm"):
        problems = _insurance_problems(dossier, assignment)
        if problems:
            field = next(iter(problems))
            values = {"who": _name(dossier, assignment), "problem": indonesian.joined(list(problems.values()))}
            yield NOT_INSURED.at(assignment.at(field), [f"spm/{assignment.key}"], field, **values)


def _insurance_problems(dossier: Dossier, assignment: Assignment) -> dict[str, str]:
    """What lacks, by the field that would mend it."""
    problems = {}
    term = progress.term(dossier, assignment.facilitator)
    spm = spm_date(dossier, assignment)
    first = min(spm, term[0]) if term else spm
    if not assignment.policy:
        problems["policy"] = "nomor polis belum diisi"
    if assignment.insured_from is None:
        problems["insured_from"] = "hari pertama perlindungan belum diisi"
    elif assignment.insured_from > first:
        begins = indonesian.long_date(assignment.insured_from)
        problems["insured_from"] = f"perlindungan baru mulai {begins}, sesudah {indonesian.long_date(first)}"
    if assignment.insured_to is None:
        problems["insured_to"] = "hari terakhir perlindungan belum diisi"
    elif term and assignment.insured_to < term[1]:
        ends = indonesian.long_date(assignment.insured_to)
        problems["insured_to"] = f"perlindungan berakhir {ends}, sebelum masa tugas berakhir"
    return problems


def somebody_signs_every_letter(dossier: Dossier) -> Iterator[Finding]:
    """On the date of each letter and report its office has a signer; one finding for an office and a day."""
    unsigned: dict[tuple[str, str], list[Letter]] = {}
    for letter in (*letters(dossier), *reports(dossier)):
        signed = dossier.signer_on(letter.office, letter.dated) or f"office:{letter.office}" in dossier.lost
        if not signed:
            unsigned.setdefault((letter.office, indonesian.long_date(letter.dated)), []).append(letter)
    for (code, dated), found in unsigned.items():
        office = dossier.offices[code].name or code
        yield NO_SIGNER.at(found[0].date_place, [letter.key for letter in found], office=office, dated=dated)


def the_head_stands_behind_every_spm(dossier: Dossier) -> Iterator[Finding]:
    """The SPM is signed by the head of the district's office or on the head's behalf; one finding for each signer."""
    spms = [letter for letter in letters(dossier) if letter.kind == "spm"]
    for signer in dossier.all(Signer):
        office = dossier.offices.get(signer.office)
        if office is None or _stands_for_head(signer, office):
            continue
        signed = [spm for spm in spms if dossier.signer_on(spm.office, spm.dated) is signer]
        if signed:
            field = "on_behalf_of" if signer.signs_for_another else "position"
            yield SIGNER_NOT_HEAD.at(
                signer.at(field),
                [spm.key for spm in signed],
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
        if not office.province_office or (copied is not None and copied.level not in (level, None)):
            name = office.name or code
            yield NO_PROVINCE_OFFICE.at(office.at("province_office"), about, "province_office", office=name)


def _assigned(dossier: Dossier, paper: str) -> Iterator[Assignment]:
    """The assignments of known facilitators, if the programme has the paper."""
    if paper in dossier.programme.papers:
        yield from (item for item in dossier.assignments.values() if item.facilitator in dossier.facilitators)


def _name(dossier: Dossier, assignment: Assignment) -> str:
    facilitator = dossier.facilitators.get(assignment.facilitator)
    return (facilitator.name if facilitator else None) or assignment.facilitator


RULES = (
    letters_and_work_follow_in_time,
    terms_lie_within_each_other,
    spk_terms_are_as_long_as_the_programme_says,
    issued_letters_keep_their_date,
    facilitators_are_insured,
    somebody_signs_every_letter,
    the_head_stands_behind_every_spm,
    every_spm_goes_in_copy_to_the_province,
)
