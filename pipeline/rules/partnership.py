"""Partners: enough distinct ones over the term, each proved by a document. What is agreed with them: `cooperation`."""

import re
from collections.abc import Iterator

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Partnership
from pipeline.rules.likeness import alike
from pipeline.rules.proof import document_in_doubt

_SOURCE = "Buku Panduan, Target Pekerjaan 3"

TOO_FEW_PARTNERS = Message(
    "K01",
    Severity.ERROR,
    "{who} baru menjalin kemitraan dengan {held} mitra sampai akhir masa tugas; paling sedikit {at_least} mitra "
    "yang berbeda.",
    fix="Lengkapi isian kemitraan beserta dokumen kerja samanya; mitra yang sama dihitung satu kali.",
    source=_SOURCE,
    waivable=True,
)
PARTNERS_SO_FAR = Message(
    "K02",
    Severity.NOTE,
    "{who}: {count} dari {at_least} mitra; masa tugas belum berakhir.",
    fix="Lanjutkan proses kemitraan sampai akhir masa tugas.",
    source=_SOURCE,
)
NO_DOCUMENT = Message(
    "K03",
    Severity.ERROR,
    "Kemitraan {code} dengan «{partner}» belum dilampiri dokumen kerja sama.",
    fix="Tambahkan pindaian dokumen kerja sama di lembar Bukti dengan kode kemitraan itu.",
    source=_SOURCE + ": lampiran berkas atau dokumen kerja sama kemitraan",
    waivable=True,
)
SAME_PARTNER = Message(
    "K06",
    Severity.NOTE,
    "Mitra «{partner}» ({code}) sama dengan mitra di {first}; dihitung satu mitra.",
    fix="Tidak perlu diubah bila memang mitra yang sama.",
    source=_SOURCE + ": paling sedikit dua pemangku kepentingan",
)
PROBABLY_SAME_PARTNER = Message(
    "K12",
    Severity.WARNING,
    "Mitra «{partner}» ({code}) mungkin sama dengan «{other}» di {first}; sekarang dihitung dua mitra.",
    fix="Bila mitra yang sama, tulis namanya sama; bila memang dua mitra, tidak ada yang perlu diubah.",
    source=_SOURCE + ": paling sedikit dua pemangku kepentingan",
    waivable=True,
)

_NEARLY_EQUAL = 0.87
"""Likeness of two company names (0 to 1) from which on one is taken for a slip of the other: longer than those of
people, they often share words of trade."""


def partners_are_enough(dossier: Dossier) -> Iterator[Finding]:
    """Enough distinct partners by the end of the term, once every month's workbook was read; until that of the last
    month is there, nothing is short.

    A partner who is named but not proved by a document is left to the findings about the partnership.
    """
    for code, facilitator in dossier.facilitators.items():
        read = dossier.months_read.get(code, set())
        for tally in progress.tallies(dossier, code):
            if tally.target.activity != "partnership" or tally.met or tally.uncertain or not read:
                continue
            enough = tally.held >= tally.target.at_least
            values = {"who": facilitator.called, "at_least": str(tally.target.at_least)}
            place, about = facilitator.at("code"), [f"term:{code}"]
            if not tally.over and progress.months(dossier)[-1] in read:
                yield PARTNERS_SO_FAR.at(place, about, count=tally.count, **values)
            elif tally.over and not enough and read.issuperset(progress.months(dossier)):
                yield TOO_FEW_PARTNERS.at(place, about, held=tally.held, **values)


def partnerships_are_proved(dossier: Dossier) -> Iterator[Finding]:
    """Every partnership has its cooperation document. Said only when no row of evidence can have been meant for it."""
    for partnership in dossier.all(Partnership):
        proved = progress.has_document(dossier, partnership)
        if not proved and not document_in_doubt(dossier, partnership):
            values = {"code": partnership.code, "partner": partnership.partner or partnership.code}
            yield NO_DOCUMENT.at(partnership.at("evidence"), [partnership.key], "evidence", **values)


def one_partner_counts_once(dossier: Dossier) -> Iterator[Finding]:
    """Two partnerships with one partner, however spelled, are counted as one."""
    for code in dossier.partnerships_of:
        for first, *others in progress.distinct_partners(dossier, code).values():
            for other in others:
                values = {"partner": other.partner, "code": other.code, "first": first.at("partner")}
                yield SAME_PARTNER.at(other.at("partner"), [other.key], "partner", **values)


def partners_are_written_alike(dossier: Dossier) -> Iterator[Finding]:
    """Two partners of a facilitator whose names are nearly the same are perhaps one, and so are a company and its
    branch; a number in the name tells two branches apart."""
    for code in dossier.partnerships_of:
        partners = [(key, group[0]) for key, group in progress.distinct_partners(dossier, code).items()]
        for place, (key, later) in enumerate(partners):
            for other_key, earlier in partners[:place]:
                if _perhaps_one(key, other_key):
                    values = {"partner": later.partner, "code": later.code, "other": earlier.partner}
                    about = [later.key, earlier.key]
                    first = earlier.at("partner")
                    yield PROBABLY_SAME_PARTNER.at(later.at("partner"), about, "partner", first=first, **values)
                    break


def _perhaps_one(first: str, second: str) -> bool:
    """Whether two keys of companies may be of one."""
    one, other = indonesian.head_company(first), indonesian.head_company(second)
    if bool(one) != bool(other):
        first, second = one or first, other or second
    return _digits(first) == _digits(second) and alike(first, second, _NEARLY_EQUAL)


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


RULES = (
    partners_are_enough,
    partnerships_are_proved,
    one_partner_counts_once,
    partners_are_written_alike,
)
