"""What stands below a table: totals, notes, place and date, who signs. None of it is data."""

import re
from collections.abc import Mapping

from pipeline import indonesian
from pipeline.excel import Cell
from pipeline.stage1_read.cells import is_hashes, text_of

_FOOTER = re.compile(
    r"(?:mengetahui|menyetujui|diketahui|disetujui)\b.{0,60}"
    r"|(?:dibuat oleh|yang membuat(?: laporan| daftar)?|pembuat daftar|hormat kami)\W*"
    r"|(?:sub ?)?(?:jumlah|total)(?: (?:hadir|peserta|anggota|seluruhnya|keseluruhan|total))?\W*"
    r"|(?:jumlah|total)\b[^:=]{0,30}[:=]\s*\d*(?: orang)?"
    r"|nip\b[ .:]*\d[\d .]*"
    r"|(?:notulis|pencatat|pimpinan|ketua|sekretaris|bendahara|motivator|pendamping|saksi|kepala)(?: [^\W\d]+){0,3},"
    r"|(?:catatan|keterangan|ket|nb)\s*[.:].*",
    re.IGNORECASE,
)
_SIGNER = re.compile(r"\(\s*(?:[.…_\s]{3,}|[A-Z][A-Z .,']{2,40})\s*\)")
_PLACE_AND_BLANK = re.compile(r"(?P<place>[^\W\d][^,:]{1,40}),\s*[.…_\s]{4,}\d*")


def begins(row: Mapping[int, Cell]) -> bool:
    """Whether a text of this row opens a footer."""
    return any(is_footer_text(text_of(cell)) for cell in row.values() if isinstance(cell.value, str))


def sums_up(row: Mapping[int, Cell]) -> bool:
    """Whether the row is a footer's text with nothing but numbers or formulas beside it, as a total has them."""
    texts = [cell for cell in row.values() if isinstance(cell.value, str)]
    if len(texts) != 1 or not is_footer_text(text_of(texts[0])):
        return False
    return all(cell is texts[0] or cell.fault or isinstance(cell.value, int | float) for cell in row.values())


def ends(row: Mapping[int, Cell]) -> bool:
    """Whether this row says that no data follow: OpenSID's "###" and nothing else."""
    return len(row) == 1 and all(map(is_hashes, row.values()))


def is_footer_text(text: str) -> bool:
    """ "Mengetahui,", "Jumlah", "NIP. …", "Notulis,", "(SITI AMINAH)", "Wanasari, 30 Mei 2015" and the like."""
    return bool(_FOOTER.fullmatch(text) or _SIGNER.fullmatch(text)) or _is_place_and_date(text)


def _is_place_and_date(text: str) -> bool:
    """ "Wanasari, 30 Mei 2015" or "Wanasari, ..........", but not "Senin, 4 Mei 2015"."""
    blank = _PLACE_AND_BLANK.fullmatch(text)
    to_fill = blank is not None and indonesian.read_weekday(blank["place"]) is None
    return to_fill or ("," in text and indonesian.read_placed_date(text) is not None)
