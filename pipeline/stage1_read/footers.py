"""What stands below a table: totals, notes, place and date, who signs. None of it is data."""

import re
from collections.abc import Mapping

from pipeline import indonesian
from pipeline.excel import Cell
from pipeline.stage1_read.cells import text_of

_FOOTER = re.compile(
    r"(?:mengetahui|menyetujui|diketahui|disetujui)\b.{0,60}"
    r"|(?:dibuat oleh|yang membuat(?: laporan| daftar)?|pembuat daftar|hormat kami)\W*"
    r"|(?:sub ?)?(?:jumlah|total)(?: (?:hadir|peserta|anggota|seluruhnya|keseluruhan|total))?\W*"
    r"|(?:jumlah|total)\b[^:=]{0,30}[:=]\s*\d*(?: orang)?"
    r"|nip\b[ .:]*\d[\d .]*"
    r"|(?:catatan|keterangan|ket|nb)\s*[.:].*",
    re.IGNORECASE,
)
_END = re.compile(r"#{3,}")
_PLACE_AND_DATE = re.compile(r"(?P<place>[^\W\d][^,:]{1,40}),\s*(?P<date>[^,]{4,30})")
_BLANK_TO_FILL = re.compile(r"[.…_\s]{4,}\d*")


def begins(row: Mapping[int, Cell]) -> bool:
    """Whether a text of this row opens a footer."""
    return any(is_footer_text(text_of(cell)) for cell in row.values() if isinstance(cell.value, str))


def ends(row: Mapping[int, Cell]) -> bool:
    """Whether this row says that no data follow: OpenSID's "###"."""
    return any(isinstance(cell.value, str) and _END.fullmatch(cell.value.strip()) for cell in row.values())


def is_footer_text(text: str) -> bool:
    return bool(_FOOTER.fullmatch(text)) or _is_place_and_date(text)


def _is_place_and_date(text: str) -> bool:
    """ "Wanasari, 30 Mei 2015" or "Wanasari, ..........", but not "Senin, 4 Mei 2015"."""
    match = _PLACE_AND_DATE.fullmatch(text)
    if match is None or indonesian.read_weekday(match["place"]) is not None:
        return False
    written = match["date"].strip()
    return indonesian.read_date(written) is not None or bool(_BLANK_TO_FILL.match(written))
