"""What a partnership agrees on: days and amounts in order, capital in rupiah, a partner who is not the facilitator."""

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline import indonesian
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Facilitator, Partnership
from pipeline.rules.terms import readings

_SOURCE = "Buku Panduan, Target Pekerjaan 3"

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
OWN_FIRM = Message(
    "K07",
    Severity.WARNING,
    "Mitra atau wakilnya pada kemitraan {code}, «{named}», bernama sama dengan {who} sendiri.",
    fix="Pastikan mitranya pihak lain; usaha milik sendiri tidak dihitung sebagai mitra.",
    source=_SOURCE + ": kemitraan dengan pihak swasta atau pemerintah",
    waivable=True,
)
STARTS_TOO_EARLY = Message(
    "K08",
    Severity.WARNING,
    "Kerja sama {code} mulai {starts}, lebih dari {days} hari sebelum masa tugas yang mulai {term}.",
    fix="Betulkan tanggal mulai; kerja sama yang sudah ada sebelum penugasan bukan hasil fasilitasi.",
    source=_SOURCE + ": kemitraan difasilitasi selama masa tugas",
)
WORDS_ALONE = Message(
    "K09",
    Severity.ERROR,
    "Nilai kerja sama {code} hanya ditulis dengan huruf: «{words}».",
    fix="Isi nilainya dengan angka, atau kosongkan terbilangnya.",
    source="Kaidah naskah dinas: angka dan terbilang sama",
)
IN_FUTURE = Message(
    "K10",
    Severity.ERROR,
    "Dokumen atau surat keterangan kemitraan {code} bertanggal {dated}, padahal hari itu belum tiba.",
    fix="Betulkan tanggalnya.",
    source="Aturan berkas: bukti dan surat bertanggal hari dibuatnya",
)
CAPITAL_WITHOUT_VALUE = Message(
    "K11",
    Severity.ERROR,
    "Kerja sama {code} berbentuk {cooperation}, tetapi nilainya belum diisi.",
    fix="Isi nilai kerja sama dalam rupiah; tulis 0 bila modalnya bukan uang.",
    source=_SOURCE + ": akses modal usaha",
)
STATEMENT_BEFORE_START = Message(
    "K13",
    Severity.WARNING,
    "Surat keterangan kemitraan {code} bertanggal {dated}, sebelum kerja samanya mulai {starts}.",
    fix="Betulkan tanggal surat keterangan atau tanggal mulai kerja sama.",
    source=_SOURCE + ": surat keterangan telah memfasilitasi proses kemitraan",
)

_DAYS_BEFORE_TERM = 30
"""A cooperation may be agreed on while the assignment is being prepared; about a month earlier it was there before."""
_CAPITAL = "akses modal usaha"
"""The key of capital in a programme's list of cooperations."""


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


def values_and_words_agree(dossier: Dossier) -> Iterator[Finding]:
    """An amount that is also written in words is the same amount, and words do not stand without it."""
    for partnership in dossier.all(Partnership):
        words = partnership.value_in_words
        if words and partnership.value is None and not dossier.unread(partnership, "value"):
            place, about = partnership.at("value_in_words"), [partnership.key]
            yield WORDS_ALONE.at(place, about, "value_in_words", code=partnership.code, words=words)
        elif words and partnership.value is not None and indonesian.read_in_words(words) != partnership.value:
            values = {"code": partnership.code, "value": indonesian.rupiah(partnership.value), "words": words}
            yield WORDS_DIFFER.at(partnership.at("value_in_words"), [partnership.key], "value_in_words", **values)


def partners_are_other_people(dossier: Dossier) -> Iterator[Finding]:
    """Neither the partner nor who speaks for it bears the facilitator's name."""
    for partnership in dossier.all(Partnership):
        facilitator = dossier.facilitators.get(partnership.facilitator)
        for field in ("partner", "representative"):
            named = getattr(partnership, field)
            if named and facilitator and _bears_name_of(facilitator, named):
                values = {"code": partnership.code, "named": named, "who": facilitator.name}
                yield OWN_FIRM.at(partnership.at(field), [partnership.key], field, **values)
                break


def _bears_name_of(facilitator: Facilitator, named: str) -> bool:
    """Whether a text holds the facilitator's name; a name of one word is common, and must be all that is named."""
    name, text = indonesian.name_key(facilitator.name or ""), indonesian.company_key(named)
    if not name:
        return False
    alone = name in (text, indonesian.name_key(named))
    return alone or (" " in name and f" {indonesian.company_key(name)} " in f" {text} ")


def cooperations_begin_with_the_assignment(dossier: Dossier) -> Iterator[Finding]:
    """A cooperation that the facilitator brought about does not start long before the work in the field."""
    for partnership in dossier.all(Partnership):
        first = min((term[0] for term in readings(dossier, partnership.facilitator)), default=None)
        if first and partnership.starts and partnership.starts < first - timedelta(days=_DAYS_BEFORE_TERM):
            values = {
                "code": partnership.code,
                "starts": indonesian.long_date(partnership.starts),
                "term": indonesian.long_date(first),
                "days": _DAYS_BEFORE_TERM,
            }
            yield STARTS_TOO_EARLY.at(partnership.at("starts"), [partnership.key], "starts", **values)


def documents_and_statements_have_been_written(dossier: Dossier) -> Iterator[Finding]:
    """Neither the document nor the statement bears a date that lies ahead, nor the statement one before the start."""
    for partnership in dossier.all(Partnership):
        about = [partnership.key]
        for field in ("evidence_dated", "statement_dated"):
            dated: date | None = getattr(partnership, field)
            if dated and dated > dossier.today:
                values = {"code": partnership.code, "dated": indonesian.long_date(dated)}
                yield IN_FUTURE.at(partnership.at(field), about, field, **values)
        starts, dated = partnership.starts, partnership.statement_dated
        ends = partnership.ends
        if starts and dated and dated < starts and not (ends and ends < starts):
            values = {
                "code": partnership.code,
                "dated": indonesian.long_date(dated),
                "starts": indonesian.long_date(starts),
            }
            yield STATEMENT_BEFORE_START.at(partnership.at("statement_dated"), about, "statement_dated", **values)


def capital_has_a_value(dossier: Dossier) -> Iterator[Finding]:
    """Who gives capital gives an amount. Where it stands in words alone, that is said of the words."""
    for partnership in dossier.all(Partnership):
        said = partnership.value_in_words or dossier.unread(partnership, "value")
        if _CAPITAL in (partnership.cooperation or ()) and partnership.value is None and not said:
            cooperation = dossier.programme.label("cooperation", _CAPITAL).lower()
            values = {"code": partnership.code, "cooperation": cooperation}
            yield CAPITAL_WITHOUT_VALUE.at(partnership.at("value"), [partnership.key], "value", **values)


RULES = (
    partnerships_end_after_they_start,
    values_and_words_agree,
    partners_are_other_people,
    cooperations_begin_with_the_assignment,
    documents_and_statements_have_been_written,
    capital_has_a_value,
)
