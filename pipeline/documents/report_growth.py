"""What the final report adds to the monthly one: how the groups have changed, what helped, how it is to go on."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline import indonesian, progress
from pipeline.documents import dates, field_work
from pipeline.documents.assigned import head_of
from pipeline.documents.field_work import UNKNOWN
from pipeline.documents.partnership_statement import cooperation
from pipeline.documents.report_scope import Scope
from pipeline.documents.report_texts import sentence, small
from pipeline.flow import Context
from pipeline.records import FollowUp, Group

_FAITHFUL = Decimal("0.75")
"""From this rate of attendance on it is named among the things that helped."""


class Change(Context):
    """One fact of a group at the start and at the end of the term."""

    before: str
    after: str
    change: str


class GroupChange(Context):
    """How a group has changed."""

    group: str
    turnover: Change
    """Rupiah per month."""
    workers: Change
    permits: Change


def changes_intro(groups: Sequence[Group]) -> str:
    if not any(_told(group) for group in groups):
        return "Data omzet, tenaga kerja, dan perizinan kelompok pada awal dan akhir masa penugasan belum tersedia."
    return (
        "Keadaan setiap kelompok pada awal dan akhir masa penugasan disajikan pada tabel berikut; omzet dihitung per "
        "bulan."
    )


def _told(group: Group) -> bool:
    return any(value is not None for value in (group.turnover_after, group.workers_after, group.permits_after))


def changes(groups: Sequence[Group]) -> tuple[GroupChange, ...]:
    """One for each group of which anything is known at the end."""
    return tuple(
        GroupChange(
            group=field_work.group_name(group),
            turnover=_turnover(group.turnover_before, group.turnover_after),
            workers=_workers(group.workers_before, group.workers_after),
            permits=_permits(group.permits_before, group.permits_after),
        )
        for group in groups
        if _told(group)
    )


def _turnover(before: Decimal | None, after: Decimal | None) -> Change:
    shown = [indonesian.rupiah(amount) if amount is not None else UNKNOWN for amount in (before, after)]
    if before is None or after is None:
        return Change(before=shown[0], after=shown[1], change=UNKNOWN)
    rate = f" ({indonesian.percent(abs(after - before), before)})" if before and before != after else ""
    return Change(before=shown[0], after=shown[1], change=f"{_direction(before, after)}{rate}")


def _workers(before: int | None, after: int | None) -> Change:
    shown = [f"{number} orang" if number is not None else UNKNOWN for number in (before, after)]
    if before is None or after is None:
        return Change(before=shown[0], after=shown[1], change=UNKNOWN)
    by = f" {abs(after - before)} orang" if before != after else ""
    return Change(before=shown[0], after=shown[1], change=f"{_direction(before, after)}{by}")


def _permits(before: str | None, after: str | None) -> Change:
    had, has = before or "belum ada", after or "belum ada"
    return Change(before=had, after=has, change="tetap" if had == has else "berubah")


def _direction(before: Decimal | int, after: Decimal | int) -> str:
    return "tetap" if before == after else "naik" if after > before else "turun"


def supporting(scope: Scope) -> tuple[str, ...]:
    """What helped, as far as the records show it: attendance, partnerships, agreed actions, growth."""
    counts = progress.attendance_over(scope.dossier, scope.sessions)
    faithful = counts.recorded > 0 and counts.present >= counts.recorded * _FAITHFUL
    partners = len(progress.distinct_partners(scope.dossier, scope.one.code))
    agreed = len(scope.all(FollowUp))
    grown = [
        field_work.group_name(group)
        for group in scope.groups
        if group.turnover_before is not None and (group.turnover_after or 0) > group.turnover_before
    ]
    rate = indonesian.percent(counts.present, counts.recorded)
    found = (
        f"Minat anggota kelompok tinggi; tingkat kehadiran dalam pertemuan mencapai {rate}." if faithful else "",
        f"Dukungan {indonesian.count_of(partners, 'mitra')} yang bekerja sama dengan kelompok." if partners else "",
        f"Kesediaan anggota menindaklanjuti hasil pertemuan; {indonesian.count_of(agreed, 'tindak lanjut')} disepakati "
        "bersama penanggung jawab dan tenggatnya."
        if agreed
        else "",
        f"Usaha yang berkembang; omzet {indonesian.joined(grown)} meningkat selama masa penugasan." if grown else "",
    )
    return tuple(text for text in found if text)


def sustainability(scope: Scope) -> tuple[str, ...]:
    """How the work is to go on after the term: partnerships that last, actions still open, and who looks after them."""
    last = scope.bounds[1] if scope.bounds else scope.dated
    lasting = [item for item in scope.partnerships if item.ends and item.ends > last]
    pending = [item for item in scope.all(FollowUp) if item.deadline and item.deadline > last]
    return (
        *(
            f"Kerja sama dengan {item.partner or item.code} tentang {cooperation(scope.dossier, item)} berlaku sampai "
            f"dengan {dates.long_date(item.ends)} dan perlu dijaga oleh kelompok."
            for item in lasting
            if item.ends
        ),
        *(
            sentence(
                f"Tindak lanjut “{small(item.action.rstrip('. '))}” perlu dituntaskan paling lambat "
                f"{dates.long_date(item.deadline)}"
            )
            for item in pending
            if item.deadline
        ),
        f"{head_of(scope.one.district)} diharapkan melanjutkan pembinaan kelompok usaha setelah masa penugasan "
        "berakhir.",
        "Kelompok usaha diharapkan meneruskan pertemuan rutin, pencatatan usaha, dan rencana kerja yang telah disusun.",
    )
