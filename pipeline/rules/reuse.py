"""One file is evidence of one thing: a photo of one session, a scan of its list, a document of one partnership.

Photos are compared by content and, saved again or made smaller, by their looks. Scans of forms all look alike: they are
compared by content alone.
"""

from collections.abc import Iterator
from itertools import pairwise

from pipeline import indonesian
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Evidence, Partnership

_SOURCE = "Buku Panduan, Target Pekerjaan 1-3: dokumentasi dan lampiran kegiatan"

SAME_PHOTO = Message(
    "F08",
    Severity.WARNING,
    "Foto «{file}» tampak sama dengan foto pertemuan {other} di {first}.",
    fix="Lampirkan foto dari pertemuan itu sendiri.",
    source=_SOURCE,
    waivable=True,
)
SAME_SCAN = Message(
    "F12",
    Severity.WARNING,
    "Pindaian daftar hadir «{file}» sama isinya dengan pindaian daftar hadir pertemuan {other} di {first}.",
    fix="Lampirkan pindaian daftar hadir pertemuan itu sendiri; bila satu lembar memuat keduanya, tidak ada yang perlu "
    "diubah.",
    source=_SOURCE,
    waivable=True,
)
SAME_DOCUMENT = Message(
    "F13",
    Severity.WARNING,
    "Dokumen kerja sama «{file}» sama isinya dengan dokumen kemitraan {other} di {first}.",
    fix="Lampirkan dokumen kemitraan itu sendiri; bila satu naskah mengikat beberapa mitra, tidak ada yang perlu "
    "diubah.",
    source="Buku Panduan, Target Pekerjaan 3: lampiran berkas atau dokumen kerja sama kemitraan",
    waivable=True,
)
ANOTHER_KIND = Message(
    "F14",
    Severity.WARNING,
    "Berkas «{file}» dilampirkan sebagai {kind}, tetapi sama isinya dengan {other_kind} di {first}.",
    fix="Lampirkan berkas yang sesuai dengan jenis buktinya.",
    source=_SOURCE,
    waivable=True,
)

_LIKENESS_BITS = 64
_MOST_UNLIKE_BITS = 5
"""Bits of 64 by which the likeness of a photo and of its smaller copy differ at most; other photos differ by 8 or
more, most by about 30."""


def every_session_has_its_own_photo(dossier: Dossier) -> Iterator[Finding]:
    """No photo stands for two sessions, of whomever: neither the same file nor the same picture saved again."""
    same: dict[str, Evidence] = {}
    alike: dict[tuple[int, int], list[Evidence]] = {}
    for item in dossier.all(Evidence):
        if not shows_a_session(item):
            continue
        earlier = same.setdefault(item.file.sha256, item)
        if earlier.key == item.key:
            earlier = _similar(alike, item) or earlier
        if earlier.key != item.key:
            values = {"file": item.file.name, "other": earlier.session, "first": earlier.at("file")}
            yield SAME_PHOTO.at(item.at("file"), [item.key, earlier.key], "file", **values)


def every_scan_and_document_is_used_for_one_thing(dossier: Dossier) -> Iterator[Finding]:
    """No file is a list of sessions of two months or facilitators, a document of two partners, or two kinds of
    evidence.

    A partnership that there is not is told already. What a careful officer lets pass: a scan that holds the lists of
    several sessions of a month (a PDF of many pages, a page with the month's matrix), and one contract for all groups
    that a facilitator brought to the same partner.
    """
    partners = {item.key: indonesian.company_key(item.partner or "") for item in dossier.all(Partnership)}
    alike: dict[str, list[Evidence]] = {}
    for item in dossier.all(Evidence):
        if not proves_something(item):
            continue
        earlier = alike.setdefault(item.file.sha256, [])
        for other in earlier:
            if found := _reused(dossier, item, other, partners):
                yield found
                break
        earlier.append(item)


def proves_something(item: Evidence) -> bool:
    """Whether it is evidence of a known kind whose content was seen."""
    return bool(item.kind and item.file.usable and item.file.sha256)


def _reused(dossier: Dossier, item: Evidence, other: Evidence, partners: dict[str, str]) -> Finding | None:
    """What is said of a file that is evidence for the second time; None where that is in order, or said of photos."""
    about, values = [item.key, other.key], {"file": item.file.name, "first": other.at("file")}
    if item.kind != other.kind:
        kinds = [dossier.programme.label("evidence_kind", one.kind or "") for one in (item, other)]
        return ANOTHER_KIND.at(item.at("file"), about, "file", kind=kinds[0], other_kind=kinds[1], **values)
    if item.kind == "attendance_scan" and (item.facilitator, item.month) != (other.facilitator, other.month):
        return SAME_SCAN.at(item.at("file"), about, "file", other=other.session, **values)
    stand = item.key in partners and other.key in partners
    one_partner = item.facilitator == other.facilitator and partners.get(item.key) == partners.get(other.key)
    if item.kind == "document" and item.key != other.key and stand and not one_partner:
        return SAME_DOCUMENT.at(item.at("file"), about, "file", other=other.partnership, **values)
    return None


def one_page_is_a_list_of_one_group(dossier: Dossier) -> Iterator[Finding]:
    """A picture, which is one page, is not the list of sessions of two groups of a month."""
    first: dict[tuple[str, int, str], Evidence] = {}
    for item in dossier.all(Evidence):
        if item.kind != "attendance_scan" or not item.file.is_picture or not proves_something(item):
            continue
        earlier = first.setdefault((item.facilitator, item.month, item.file.sha256), item)
        sessions = [dossier.sessions.get(one.key) for one in (item, earlier)]
        groups = {session.group for session in sessions if session is not None and session.group}
        if len(groups) > 1:
            values = {"file": item.file.name, "other": earlier.session, "first": earlier.at("file")}
            yield SAME_SCAN.at(item.at("file"), [item.key, earlier.key], "file", **values)


def shows_a_session(item: Evidence) -> bool:
    """Whether it is a photo of a session that can be looked at."""
    return item.kind == "photo" and bool(item.session) and item.file.is_picture


def _similar(alike: dict[tuple[int, int], list[Evidence]], item: Evidence) -> Evidence | None:
    """The first photo of another session that looks the same; the photo itself is put among those to compare with.

    Two likenesses that differ in at most n bits agree in one of n + 1 pieces: only photos that do are compared.
    """
    if not item.file.likeness:
        return None
    bits = int(item.file.likeness, 16)
    found: Evidence | None = None
    for piece in enumerate(pieces(bits)):
        others = alike.setdefault(piece, [])
        for other in others if found is None else ():
            if look_alike(bits, int(other.file.likeness, 16)) and other.key != item.key:
                found = other
                break
        others.append(item)
    return found


def pieces(likeness: int) -> list[int]:
    """A likeness cut up: two that look alike agree in at least one piece."""
    count = _MOST_UNLIKE_BITS + 1
    cuts = [round(_LIKENESS_BITS * piece / count) for piece in range(count + 1)]
    return [likeness >> low & ((1 << high - low) - 1) for low, high in pairwise(cuts)]


def look_alike(first: int, second: int) -> bool:
    """Whether two likenesses are of one picture, saved again or made smaller."""
    return (first ^ second).bit_count() <= _MOST_UNLIKE_BITS


RULES = (one_page_is_a_list_of_one_group,)
ACROSS = (every_session_has_its_own_photo, every_scan_and_document_is_used_for_one_thing)
"""A file may have been taken over from anybody."""
