"""Workbooks read in guarded processes; one that harms its reader is a finding."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

from pipeline import guard
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.guard import Stopped
from pipeline.stage1_read.inputs import Source
from pipeline.stage1_read.workbooks import WorkbookReading, read_workbook, unread

_LIMITS = "Batas masukan berkas"
PAST_A_LIMIT = Message(
    "G30",
    Severity.ERROR,
    "Membaca buku kerja ini melewati batas {detail}; tidak ada isinya yang dipakai.",
    "Hapus lembar, gambar, dan sel yang tidak diperlukan, atau salin isinya ke formulir baru. Bila tetap, perkecil "
    "foto yang disebut di dalamnya.",
    _LIMITS,
)
READER_DIED = Message(
    "G31",
    Severity.ERROR,
    "Buku kerja ini membuat pembacanya berhenti; tidak ada isinya yang dipakai.",
    "Salin isinya ke formulir baru, atau buka dengan Excel lalu Simpan Sebagai > Buku Kerja Excel (.xlsx). Bila tetap, "
    "simpan ulang foto yang disebut di dalamnya sebagai JPEG.",
    _LIMITS,
)

Reader = Callable[[Source], WorkbookReading]


def read_each(sources: Sequence[Source], workers: int, reader: Reader = read_workbook) -> Iterator[WorkbookReading]:
    """The reading of each workbook, in their order, made by so many processes: see `guard.each`."""
    with closing(guard.each(reader, sources, workers)) as results:
        # No variable holds a reading while the next one, perhaps as large, comes in.
        for source in sources:
            yield _or_told(source, next(results))


def _or_told(source: Source, result: WorkbookReading | Stopped) -> WorkbookReading:
    return unread(source, told(result, Place(source.name))) if isinstance(result, Stopped) else result


def told(stopped: Stopped, place: Place) -> Finding:
    """What is said of a workbook whose reader did not finish."""
    return PAST_A_LIMIT.at(place, detail=stopped.limit) if stopped.limit else READER_DIED.at(place)
