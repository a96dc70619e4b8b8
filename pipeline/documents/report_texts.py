"""The running text of the reports: formal Indonesian built from the records, singular, plural and nothing alike."""

from collections.abc import Iterable, Sequence

from pipeline import indonesian, progress
from pipeline.documents import dates, field_work
from pipeline.documents.assigned import head_of, location
from pipeline.documents.report_scope import Scope
from pipeline.progress import Tally
from pipeline.records import Advice, Obstacle

_ENDS = (".", "!", "?", ":", ";", "”", '"')


def sentence(text: str) -> str:
    """What someone wrote in a cell, on one line as a sentence: a capital before, a full stop behind."""
    clean = indonesian.clean(text)
    return clean and dates.bound(capital(clean) + ("" if clean.endswith(_ENDS) else "."))


def labelled(label: str, text: str | None) -> str:
    """A sentence behind its label, "Solusi: …"; nothing for an empty text."""
    return f"{label}: {sentence(text)}" if text else ""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """A label inside a sentence: "Fasilitasi dinamika" -> "fasilitasi dinamika"; an abbreviation stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def preface(scope: Scope, report: str) -> tuple[str, ...]:
    """The preface (kata pengantar) of a report, "laporan bulanan"."""
    wording = scope.dossier.programme.wording
    people = indonesian.count_of(len(scope.members), "anggota")
    return (
        f"Puji syukur ke hadirat Tuhan Yang Maha Esa, karena atas rahmat-Nya {report} ini dapat disusun sebagai "
        f"pertanggungjawaban atas pelaksanaan tugas {wording.role} pada {scope.name}, yaitu {scope.period}.",
        f"Laporan ini memuat pendampingan terhadap {indonesian.count_of(len(scope.groups), 'kelompok usaha')} dengan "
        f"{people} di {location(scope.one.groups, scope.one.district)}. Di dalamnya diuraikan lokasi peserta dan "
        "kelompok usaha, kegiatan yang dilaksanakan, permasalahan yang dihadapi, hasil pembinaan, serta kendala dan "
        "saran, disertai bukti pendukung sebagai lampiran.",
        f"Terima kasih disampaikan kepada {head_of(scope.one.district)} beserta jajaran, pengurus dan anggota kelompok "
        "dampingan, para mitra usaha, serta semua pihak yang telah mendukung pelaksanaan tugas ini. Semoga laporan ini "
        "bermanfaat sebagai bahan pemantauan dan pembinaan selanjutnya.",
    )


def purpose_intro(scope: Scope, report: str) -> str:
    role = scope.dossier.programme.wording.role
    return (
        f"{capital(report)} ini dimaksudkan sebagai pertanggungjawaban tertulis atas pelaksanaan tugas {role} pada "
        f"{scope.name}. Adapun tujuannya adalah:"
    )


def scope_intro(scope: Scope) -> str:
    wording = scope.dossier.programme.wording
    sexes = [member.sex for _, member in scope.members]
    sectors = dict.fromkeys(scope.dossier.programme.label("sector", group.sector) for group in scope.groups)
    named = indonesian.joined([sector for sector in sectors if sector])
    text = (
        f"Sasaran kegiatan adalah {wording.people} yang tergabung dalam "
        f"{indonesian.count_of(len(scope.groups), 'kelompok usaha')} dengan jumlah anggota "
        f"{indonesian.count_of(len(sexes), 'orang')}, terdiri atas {sexes.count('L')} laki-laki dan "
        f"{sexes.count('P')} perempuan."
    )
    where = f" Kelompok tersebut bergerak di sektor {named}." if named else ""
    return f"{text}{where} Target pekerjaan {wording.role_short} disajikan pada tabel berikut."


def members_intro(scope: Scope) -> str:
    if not scope.members:
        return "Daftar anggota kelompok dampingan belum tersedia."
    places = dict.fromkeys(field_work.village(group, "{village} ({subdistrict})") for group in scope.groups)
    named = indonesian.joined([place for place in places if place])
    origin = f" yang berasal dari {named}" if named else ""
    return (
        f"Peserta kegiatan adalah anggota kelompok dampingan{origin} di "
        f"{location(scope.one.groups, scope.one.district)}. Daftar peserta disajikan pada tabel berikut."
    )


def groups_intro(scope: Scope) -> str:
    if not scope.groups:
        return "Kelompok usaha dampingan belum ditetapkan."
    named = indonesian.joined([field_work.group_name(group) for group in scope.groups if group.name])
    called = f", yaitu {named}" if named else ""
    return (
        f"Kelompok usaha yang didampingi berjumlah {indonesian.count_of(len(scope.groups), 'kelompok')}{called}. "
        "Lokasi dan keanggotaan setiap kelompok disajikan pada tabel berikut."
    )


def mechanism_intro(scope: Scope) -> str:
    section = small(scope.dossier.programme.outline.section_c)
    return f"{capital(section)} dilaksanakan melalui tahapan sebagai berikut:"


def plan_intro(scope: Scope, planned: bool) -> str:
    if not planned:
        return f"Jadwal menurut rencana kerja belum dicantumkan pada {scope.name}."
    return (
        "Jadwal kegiatan menurut rencana kerja dan pelaksanaan pertemuan dalam setiap minggu disajikan pada tabel "
        "berikut."
    )


def held_by_activity(scope: Scope, tallies: Iterable[Tally]) -> str:
    """ "4 (empat) kali pemberian motivasi dan 2 (dua) kali fasilitasi dinamika kelompok"; "" when nothing was held."""
    held: dict[str, int] = {}
    for tally in tallies:
        if tally.target.per == "group_month":
            held[tally.target.activity] = held.get(tally.target.activity, 0) + tally.held
    counted = [
        f"{indonesian.count_of(count, 'kali')} {small(scope.dossier.programme.label('activity', activity))}"
        for activity, count in held.items()
        if count
    ]
    # An activity's name may hold "dan" itself.
    return " serta ".join(part for part in (", ".join(counted[:-1]), *counted[-1:]) if part)


def activities_intro(scope: Scope, held: str, following: str) -> str:
    """How many meetings there were; `following` tells how they are shown."""
    count = len(scope.sessions)
    if not count:
        return f"Selama {scope.name} belum ada pertemuan dengan kelompok dampingan yang tercatat."
    made_of = f", terdiri atas {held}" if held else ""
    return (
        f"Selama {scope.name}, yaitu {scope.period}, telah dilaksanakan {indonesian.count_of(count, 'pertemuan')} "
        f"dengan kelompok dampingan{made_of}. {following}"
    )


def partnerships_intro(scope: Scope) -> str:
    count = len(scope.partnerships)
    if not count:
        return f"Pada {scope.name} belum ada proses kemitraan yang difasilitasi sampai terjalin kerja sama."
    return (
        f"Pada {scope.name} telah difasilitasi {indonesian.count_of(count, 'proses kemitraan')} antara kelompok "
        "dampingan dan mitra usaha, sebagaimana disajikan pada tabel berikut."
    )


def problems_intro(scope: Scope, problems: Sequence[Obstacle]) -> str:
    role = scope.dossier.programme.wording.role_short
    if not problems:
        return f"Selama {scope.name} tidak terdapat permasalahan yang menghambat pelaksanaan tugas {role}."
    return (
        f"Selama {scope.name} {role} menghadapi {indonesian.count_of(len(problems), 'permasalahan')}. Permasalahan, "
        "penyebab, dan upaya penyelesaiannya disajikan pada tabel berikut."
    )


def attendance_intro(scope: Scope) -> str:
    counts = progress.attendance_over(scope.dossier, scope.sessions)
    if not counts.recorded:
        return f"Kehadiran anggota kelompok pada {scope.name} belum tercatat."
    return (
        f"Tingkat kehadiran anggota dalam seluruh pertemuan mencapai "
        f"{indonesian.percent(counts.present, counts.recorded)}, dengan rincian setiap kelompok sebagai berikut."
    )


def distinct(obstacles: Iterable[Obstacle]) -> list[Obstacle]:
    """Every obstacle once: some are reported month after month in the same words."""
    return list({(obstacle.text, obstacle.cause, obstacle.solution): obstacle for obstacle in obstacles}.values())


def obstacle_lines(obstacles: Iterable[Obstacle]) -> tuple[str, ...]:
    """Obstacles as the entries of a list, each with its cause and what was done."""
    return tuple(
        sentence(obstacle.text)
        + labelled(" Penyebab", obstacle.cause)
        + labelled(" Upaya yang dilakukan", obstacle.solution)
        for obstacle in obstacles
    )


def obstacles_intro(scope: Scope, count: int) -> str:
    if not count:
        return f"Tidak terdapat kendala berarti yang memengaruhi hasil pembinaan pada {scope.name}."
    return f"Kendala yang memengaruhi hasil pembinaan pada {scope.name} adalah sebagai berikut:"


def advice_lines(records: Iterable[Advice]) -> tuple[str, ...]:
    """Pieces of advice, each once, addressed where the record says to whom."""
    lines = (
        labelled(f"Kepada {indonesian.joined(record.addressees)}", record.text)
        if record.addressees
        else sentence(record.text)
        for record in records
    )
    return tuple(dict.fromkeys(lines))


def advice_intro(scope: Scope, count: int) -> str:
    if not count:
        return f"Tidak ada saran khusus yang diajukan untuk {scope.name}."
    return "Berdasarkan hasil pelaksanaan kegiatan, disampaikan saran sebagai berikut:"


def results_intro(scope: Scope) -> str:
    return (
        f"Hasil pembinaan diukur dengan membandingkan target dan kegiatan pada {scope.name} yang telah dilaksanakan "
        "serta dilengkapi bukti. Perbandingan tersebut disajikan pada tabel berikut."
    )


def results_summary(scope: Scope, met: int, owed: int, called: str = "target") -> str:
    """How many of the targets were met, in a sentence."""
    if not owed:
        return f"Tidak ada {called} yang harus dipenuhi pada {scope.name}."
    if met == owed:
        return f"Seluruh {called} pada {scope.name} telah tercapai."
    return f"Dari {indonesian.count_of(owed, called)} pada {scope.name}, {indonesian.count_of(met, 'target')} tercapai."


def results_of_month(scope: Scope, tallies: Sequence[Tally]) -> str:
    """How many of the month's targets were met; those of the whole term stand apart, as they need not be met yet."""
    monthly = [tally for tally in tallies if tally.target.per == "group_month"]
    of_term = dict.fromkeys(small(tally.target.label) for tally in tallies if tally not in monthly)
    text = results_summary(scope, sum(tally.met for tally in monthly), len(monthly), "target bulanan")
    apart = f"Target {indonesian.joined(tuple(of_term))} dihitung untuk seluruh masa tugas."
    return f"{text} {apart}" if of_term else text


def closing(scope: Scope, report: str, held: str, summary: str) -> tuple[str, ...]:
    """BAB IV: what the report amounts to, and the closing words."""
    counts = progress.attendance_over(scope.dossier, scope.sessions)
    came = (
        f" dengan tingkat kehadiran anggota {indonesian.percent(counts.present, counts.recorded)}"
        if counts.recorded
        else ""
    )
    done = f"Selama {scope.name} telah dilaksanakan {held}{came}. " if held else ""
    partners = indonesian.count_of(len(scope.partnerships), "proses kemitraan")
    joined = f"Dalam masa yang sama telah difasilitasi {partners}. " if scope.partnerships else ""
    return (
        f"{done}{joined}{summary}",
        f"Demikian {report} ini disusun dengan sebenarnya berdasarkan kegiatan yang dilaksanakan di lapangan, untuk "
        "dipergunakan sebagaimana mestinya. Semoga upaya bersama ini mendorong kelompok dampingan menjadi kelompok "
        "usaha yang mandiri dan berkembang.",
    )
