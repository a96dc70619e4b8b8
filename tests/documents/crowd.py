"""The report at its largest: a facilitator with a full group, a meeting every day and two photos of each."""

from datetime import date, timedelta
from typing import Any

from pipeline.flow import Dossier
from pipeline.records import Evidence, Member, Record
from tests.documents import world

MEMBERS, SESSIONS, PHOTOS = 25, 30, 60
"""Of a group, and in the first month."""


def crowded() -> Dossier:
    """The hard world with its first group full and 30 meetings of that group in the first month."""
    whose: dict[str, Any] = {"facilitator": "M-001", "month": 1}
    added: list[Record] = []
    for number in range(4, MEMBERS + 1):
        born = date(1990, 1, number)
        added.append(
            Member(
                group="K-01", number=number, name=f"Raden Ajeng Siti Nurhalimah Kusumawardhani {number}",
                nik=world.nik("P", born, 9200 + number), sex="P", birth_date=born, background="istri nelayan",
                position="anggota",
            )
        )  # fmt: skip
    for number in range(7, SESSIONS + 1):
        activity = "dynamics" if number % 3 == 0 else "motivation"
        added += world.session(whose, f"S-{number:02}", "K-01", activity, date(2015, 5, 4) + timedelta(days=number))
    typical = world.hard()
    sessions = [f"S-{number:02}" for number in range(1, SESSIONS + 1)]
    added += (
        Evidence(
            **whose, kind="photo", session=code, file=world.picture(f"1-{code}-2.jpg"),
            caption="Anggota mencatat hasil diskusi di papan tulis bersama pengurus kelompok",
        )
        for code in sessions
    )  # fmt: skip
    return world.dossier([*typical.records, *added])
