"""Partnerships: enough distinct partners over the term, each proved by its document, dates and amounts in order."""

from collections.abc import Iterator

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Partnership

_SOURCE = "Buku Panduan, Target Pekerjaan 3"

TOO_FEW_PARTNERS = Message(
    "K01",
    Severity.ERROR,
    "{who} baru menjalin kemitraan dengan {count} mitra sampai akhir masa tugas; paling sedikit {at_least} mitra "
    "yang berbeda.",
    fix="Lengkapi isian kemitraan beserta dokumen kerja samanya; mitra yang sama dihitung satu kali.",
    source=_SOURCE,
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
)
ENDS_BEFORE_START = Message(
    "K04",
    Severity.ERROR,
    "Kerja sama {code} berakhir {ends}, sebelum mulainya {starts}.",
    fix="Betulkan tanggal mulai atau tanggal akhir kerja sama.",
    source="Aturan berkas: jangka waktu dari mulai sampai akhir",
)
WORDS_DIFFER = Message(
    "K05",
    Severity.ERROR,
    "Nilai kerja sama {code} {value}, tetapi terbilangnya «{words}».",
    fix="Samakan terbilang dengan angkanya, atau kosongkan: terbilang dibuat sendiri dari angkanya.",
    source="Kaidah naskah dinas: angka dan terbilang sama",
)
SAME_PARTNER = Message(
    "K06",
    Severity.NOTE,
    "Mitra «{partner}» ({code}) sama dengan mitra di {first}; dihitung satu mitra.",
    fix="Tidak perlu diubah bila memang mitra yang sama.",
    source=_SOURCE + ": paling sedikit dua pemangku kepentingan",
)


def partners_are_enough(dossier: Dossier) -> Iterator[Finding]:
    """Enough distinct partners with documents by the end of the term, once every month's workbook was read."""
    for code, facilitator in dossier.facilitators.items():
        read = dossier.months_read.get(code, set())
        for tally in progress.tallies(dossier, code):
            if tally.target.activity != "partnership" or tally.met or tally.uncertain or not read:
                continue
            values = {
                "who": facilitator.name or code,
                "count": str(tally.count),
                "at_least": str(tally.target.at_least),
            }
            place, about = facilitator.at("code"), [f"term:{code}"]
            if not tally.over:
                yield PARTNERS_SO_FAR.at(place, about, **values)
            elif read.issuperset(progress.months(dossier)):
                yield TOO_FEW_PARTNERS.at(place, about, **values)


def partnerships_are_proved(dossier: Dossier) -> Iterator[Finding]:
    """Every partnership has its cooperation document. Said only when no row of evidence can have been meant for it."""
    for partnership in dossier.all(Partnership):
        month = f"month:{partnership.facilitator}/{partnership.month}"
        evidence = dossier.evidence_of.get(partnership.key, [])
        if not any(item.kind in ("document", None) for item in evidence) and month not in dossier.lost:
            values = {"code": partnership.code, "partner": partnership.partner or partnership.code}
            yield NO_DOCUMENT.at(partnership.at("evidence"), [partnership.key], "evidence", **values)


def partnerships_end_after_they_start(dossier: Dossier) -> Iterator[Finding]:
    """A cooperation's last day is not before its first."""
    for partnership in dossier.all(Partnership):
        if partnership.starts and partnership.ends and partnership.ends < partnership.starts:
            values = {
                "code": partnership.code,
                "starts": indonesian.long_date(partnership.starts),
                "ends": indonesian.long_date(partnership.ends),
            }
            yield ENDS_BEFORE_START.at(partnership.at("ends"), [partnership.key], "ends", **values)


def values_in_words_agree(dossier: Dossier) -> Iterator[Finding]:
    """An amount that is also written in words is the same amount."""
    for partnership in dossier.all(Partnership):
        words = partnership.value_in_words
        if words and partnership.value is not None and indonesian.read_in_words(words) != partnership.value:
            values = {"code": partnership.code, "value": indonesian.rupiah(partnership.value), "words": words}
            yield WORDS_DIFFER.at(partnership.at("value_in_words"), [partnership.key], "value_in_words", **values)


def one_partner_counts_once(dossier: Dossier) -> Iterator[Finding]:
    """Two partnerships with one partner, however spelled, are counted as one."""
    for code in dossier.partnerships_of:
        for first, *others in progress.distinct_partners(dossier, code).values():
            for other in others:
                values = {"partner": other.partner, "code": other.code, "first": first.at("partner")}
                yield SAME_PARTNER.at(other.at("partner"), [other.key], "partner", **values)


RULES = (
    partners_are_enough,
    partnerships_are_proved,
    partnerships_end_after_they_start,
    values_in_words_agree,
    one_partner_counts_once,
)
