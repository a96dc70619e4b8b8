"""Waivers: an officer accepts findings whose message may be accepted. They stay in the list and withhold nothing.

A waiver names a code and a key, and reaches the findings of that code that are about that key, and nothing else. What
is said of a part, one group in a month, is about the whole as well, as the month's report waits for it; but who names
only the month accepts only what is said of the whole month.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline import indonesian
from pipeline.findings import NOWHERE, Finding, Message, Severity, mask
from pipeline.flow import Accepted, code_in
from pipeline.records import Waiver

_SOURCE = "Aturan berkas: pejabat hanya dapat mengecualikan temuan yang boleh dikecualikan, dengan nama dan alasan"

REFUSED = Message(
    "G97",
    Severity.ERROR,
    "Pengecualian {code} untuk «{whom}» tidak berlaku: {why}.",
    fix="Hapus baris ini, lalu perbaiki temuannya di sel yang disebut; bila kodenya salah ketik, betulkan.",
    source=_SOURCE,
)
APPROVED_AHEAD = Message(
    "L31",
    Severity.ERROR,
    "Pengecualian {code} untuk «{whom}» tidak berlaku: tanggal persetujuannya, {dated}, belum tiba.",
    fix="Betulkan tanggal persetujuan di baris ini.",
    source="Aturan berkas: temuan dikecualikan sesudah pejabat menyetujuinya",
)
REACHES_NOTHING = Message(
    "G98",
    Severity.WARNING,
    "Pengecualian {code} untuk «{whom}» tidak mengenai temuan apa pun.",
    fix="{proposal}Cocokkan kode dan kuncinya dengan hasil pemeriksaan; hapus pengecualian yang temuannya sudah "
    "diperbaiki.",
    source=_SOURCE,
)


_MOST_PROPOSED = 3
"""Keys."""


def refusal(code: str, messages: Mapping[str, Message]) -> str:
    """Why no officer may accept findings of a code, in Indonesian; "" if one may. `messages`: the catalogue by code."""
    if code not in messages:
        return f"tidak ada temuan berkode {code}"
    if not messages[code].waivable:
        return f"temuan {code} harus diperbaiki dan tidak dapat dikecualikan"
    return ""


def accept(
    findings: Sequence[Finding], waivers: Iterable[Waiver], messages: Iterable[Message], today: date
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """The findings with the accepted ones marked, followed by what is wrong with the waivers; and what took effect.

    A waiver that lacks a reason, a name or (on the sheet) a date has no effect: its empty cell is a finding already.
    Where two reach the same finding, the first one's officer is named with it, and both take effect.
    """
    catalogue = {message.code: message for message in messages}
    by_code: dict[str, list[int]] = {}
    for number, finding in enumerate(findings):
        by_code.setdefault(finding.code, []).append(number)
    marked = list(findings)
    reached: list[tuple[Waiver, str, list[int]]] = []
    said: list[Finding] = []
    for waiver in filter(_is_complete, waivers):
        if why := refusal(waiver.code, catalogue):
            said.append(_said(REFUSED, waiver, why=why))
            continue
        if waiver.dated is not None and waiver.dated > today:
            said.append(_said(APPROVED_AHEAD, waiver, "dated", dated=indonesian.long_date(waiver.dated)))
            continue
        keys = _keys(waiver, findings, by_code.get(waiver.code, ()))
        if not keys:
            parts = _parts(waiver, findings, by_code.get(waiver.code, ()))
            said.append(_said(REACHES_NOTHING, waiver, proposal=indonesian.meant(parts)))
        for key, numbers in keys.items():
            reached.append((waiver, key, numbers))
            for number in numbers:
                if not marked[number].waived_by:
                    marked[number] = replace(marked[number], waived_by=mask(waiver.approved_by or ""))
    return (*marked, *said), tuple(dict.fromkeys(_accepted(reached, marked, today)))


def _is_complete(waiver: Waiver) -> bool:
    return bool(waiver.reason and waiver.approved_by and (waiver.dated or _of_command(waiver)))


def _of_command(waiver: Waiver) -> bool:
    """Whether it was given to the command: then it stands in no cell."""
    return waiver.place == NOWHERE


def _keys(waiver: Waiver, findings: Sequence[Finding], numbers: Iterable[int]) -> dict[str, list[int]]:
    """The keys that a waiver means, each with the positions of its findings."""
    found: dict[str, list[int]] = {}
    for number in numbers:
        for key in _to_be_named(findings[number]):
            if _means(waiver.about, key):
                found.setdefault(key, []).append(number)
    return found


def _to_be_named(finding: Finding) -> list[str]:
    """The keys by which an officer may name a finding: the first, and all but those of which the first is a part."""
    return [key for key in finding.about if not finding.about[0].startswith(f"{key}/")]


def _means(written: str, key: str) -> bool:
    """Whether somebody who writes "month:M-001/1", or only "M-001/1", means this key.

    Of a paper's key, "certificate/facilitator:M-001", what follows the kind may be written too.
    """
    short, whole = "".join(written.split()).casefold(), key.casefold()
    return short in (whole, code_in(whole)) or (":" in short and whole.endswith(f"/{short}"))


def _parts(waiver: Waiver, findings: Sequence[Finding], numbers: Iterable[int]) -> str:
    """Of a waiver that names a whole, the parts of which its code is said; "" if it names none."""
    named = (findings[number].about for number in numbers)
    parts = [code_in(about[0]) for about in named if any(_means(waiver.about, key) for key in about)]
    return ", ".join(dict.fromkeys(parts[:_MOST_PROPOSED]))


def _said(message: Message, waiver: Waiver, field: str = "code", **values: str) -> Finding:
    return message.at(waiver.at(field), name=field, code=waiver.code, whom=waiver.about, **values)


def _accepted(
    reached: Iterable[tuple[Waiver, str, list[int]]], marked: Sequence[Finding], today: date
) -> Iterator[Accepted]:
    for waiver, key, numbers in reached:
        yield Accepted(
            code=waiver.code,
            about=key,
            reason=mask(waiver.reason or ""),
            by=mask(waiver.approved_by or ""),
            dated=waiver.dated or today,
            source="command" if _of_command(waiver) else "sheet",
            findings=tuple(marked[number] for number in numbers),
        )
