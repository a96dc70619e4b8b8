"""What several papers share: letterhead, signature, copies, legal basis, paper size, letter number, file name.

Pure functions over the records. A part that a record leaves empty is an empty text or tuple, never None, so that a
template can leave out its label. Layout rules: Permenaker 3/2019 and Permendagri 1/2023 (tata naskah dinas).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from pipeline import indonesian
from pipeline.documents import dates
from pipeline.files import FileFacts
from pipeline.flow import Context, Dossier, Numbered, Paper, PhotoSlot
from pipeline.records import Basis, Numbering, Office, Signer

BASIS_KEY = "basis:all"
"""What an error in a basis that every office cites is about; papers that print bases list it."""

LOGO_WIDTH_MM = 20.0
LOGO_HEIGHT_MM = 24.0
DEFAULT_FONT = "Arial"

_SHEETS_MM = {"A4": (210.0, 297.0), "F4": (215.0, 330.0)}
_DEFAULT_MARGINS_CM = (2.0, 2.5, 3.0, 2.0)
_ACTING = ("Plt.", "Plh.")
_HEADS_OF_GOVERNMENT = re.compile(
    r"(?:menteri|direktur jenderal|gubernur|bupati|wali ?kota|sekretaris (?:jenderal|daerah))\b", re.IGNORECASE
)
_HONORIFIC = re.compile(r"^(?:kepada\s+)?yth\.?\s*:?\s*", re.IGNORECASE)

ELECTRONIC_NOTICE = (
    "Dokumen ini ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan oleh "
    "Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara."
)


class Letterhead(Context):
    """The head of a letter (kop)."""

    lines: tuple[str, ...] = ()
    """The lines above the office's name, "Pemerintah Kabupaten …"."""
    unit: str = ""
    """The office's name; without its region where a line above already names it."""
    address: tuple[str, ...] = ()
    """Address, then phone, fax and web."""
    logo: PhotoSlot | None = None


class Signature(Context):
    """The block at the foot of a paper, from place and date to the signer's NIP."""

    place_and_date: str = ""
    """"Wanasari, 4 Mei 2015"."""
    heading: tuple[str, ...] = ()
    """The lines above the signer's position: "a.n. Kepala …", for u.b. also the position between and "u.b."."""
    position: str = ""
    """The signer's position with "Plt." or "Plh." before it and a comma behind."""
    name: str = ""
    """With titles."""
    rank: str = ""
    nip: str = ""
    """"19800101 200501 1 001"."""
    electronic: bool = False
    """Whether it is signed electronically: the paper then shows a frame instead of room for pen and stamp."""
    notice: str = ""
    """What an electronically signed paper says at its foot."""


def letterhead(office: Office) -> Letterhead:
    """The head of an office's letters."""
    return Letterhead(
        lines=office.letterhead or (),
        unit=_unit(office),
        address=tuple(line for line in (office.address, office.contact) if line),
        logo=photo(office.logo, LOGO_WIDTH_MM, LOGO_HEIGHT_MM, f"Logo {office.called}"),
    )


def _unit(office: Office) -> str:
    """The office's name as its letterhead shows it: under "PEMERINTAH KABUPATEN WANASARI" the region goes unsaid."""
    name, region = office.name or "", office.region or ""
    said = any(region.casefold() in line.casefold() for line in office.letterhead or ())
    if region and said and name.casefold().endswith(f" {region.casefold()}"):
        return name[: -len(region)].rstrip()
    return name


def office_name(office: Office) -> str:
    """The office's name with its region: "Dinas Tenaga Kerja Kabupaten Wanasari"."""
    name, region = office.name or "", office.region or ""
    said = indonesian.heading_key(region) in indonesian.heading_key(name)
    return name if said else f"{name} {region}".strip()


def photo(file: FileFacts | None, width_mm: float, height_mm: float, alt: str) -> PhotoSlot | None:
    """A place for a picture; None when there is none that can be printed."""
    if file is None or not file.is_picture:
        return None
    return PhotoSlot(file=file, width_mm=width_mm, height_mm=height_mm, alt=alt)


def signature(dossier: Dossier, office: Office, on: date) -> Signature:
    """The signature block of an office's paper of a day. Forms of a.n., u.b., Plt., Plh.: Permenaker 3/2019."""
    place_and_date = ", ".join(part for part in (office.city, indonesian.long_date(on)) if part)
    electronic = office.signing == "TTE"
    notice = ELECTRONIC_NOTICE if electronic else ""
    found = dossier.signer_on(office.code, on)
    if found is None:
        position = f"{office.head}," if office.head else ""
        return Signature(place_and_date=place_and_date, position=position, electronic=electronic, notice=notice)
    return Signature(
        place_and_date=place_and_date,
        heading=_heading(found, office),
        position=_position(found, office),
        name=found.name or "",
        rank=found.rank or "",
        nip=indonesian.nip_groups(found.nip) if found.nip else "",
        electronic=electronic,
        notice=notice,
    )


def stamped(office: Office, kind: str) -> bool:
    """Whether an office's papers of a kind bear a box for the duty stamp beside the signature. Who signs electronically
    puts an electronic stamp on the PDF. Whether a paper needs one is the office's own judgement: UU 10/2020 Pasal 3."""
    return office.signing != "TTE" and kind in (office.stamped or ())


def _heading(found: Signer, office: Office) -> tuple[str, ...]:
    giver = found.on_behalf_of or office.head
    if not found.signs_for_another or not giver:
        return ()
    first = f"a.n. {giver.removeprefix('a.n. ')}"
    if found.kind == "a.n.":
        return (first,)
    return (first, found.through, "u.b.") if found.through else (first, "u.b.")


def _position(found: Signer, office: Office) -> str:
    position = found.position or (office.head if not found.signs_for_another else None)
    if not position:
        return ""
    if found.kind in _ACTING and not position.startswith(_ACTING):
        position = f"{found.kind} {position}"
    return f"{position},"


def copies_to(office: Office, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Who gets a copy (tembusan), in order of rank, everyone once and without "Yth.".

    First the heads of government and their secretaries, then who is missing in the office's own list, then all others;
    among themselves they keep the list's order.
    """
    own = tuple(filter(None, (_HONORIFIC.sub("", receiver).rstrip(".;") for receiver in office.copies_to or ())))
    known = {indonesian.heading_key(receiver) for receiver in own}
    missing = tuple(receiver for receiver in extra if receiver and indonesian.heading_key(receiver) not in known)
    return tuple(sorted(dict.fromkeys((*missing, *own)), key=lambda receiver: not _HEADS_OF_GOVERNMENT.match(receiver)))


def paper(office: Office) -> Paper:
    """The sheet that an office prints on; A4 with margins of 2, 2.5, 3 and 2 cm unless its record says otherwise."""
    width, height = _SHEETS_MM.get(office.paper or "", _SHEETS_MM["A4"])
    top, bottom, left, right = (10 * margin for margin in office.margins or _DEFAULT_MARGINS_CM)
    return Paper(width, height, top, bottom, left, right, office.font or DEFAULT_FONT)


def numbered(dossier: Dossier, office: Office, kind: str, given: str | None) -> Numbered:
    """How a letter of an office gets its number. One that stands in the workbook is used whatever the office's
    numbering says: a letter that has a number never gets a second one. Without numbering it is left blank."""
    if given:
        return Numbered(office.code, "given", given)
    row = next((row for row in dossier.all(Numbering) if row.office == office.code and row.kind == kind), None)
    if row is None or row.source not in ("given", "register"):
        return Numbered(office.code, "blank")
    return Numbered(
        office.code,
        "register" if row.source == "register" else "given",
        pattern=row.pattern or "",
        first=row.first or 1,
        classification=row.classification or "",
        unit=row.unit or "",
    )


def basis(dossier: Dossier, office: Office, kind: str) -> tuple[str, ...]:
    """What an office's letters of a kind rest on (dasar), one line each: "DIPA Nomor … tanggal … tentang …"."""
    return tuple(
        _basis_line(record)
        for record in dossier.all(Basis)
        if record.office in (None, office.code) and (not record.letters or kind in record.letters)
    )


def _basis_line(record: Basis) -> str:
    parts = (
        record.kind,
        f"Nomor {record.number}" if record.number else "",
        f"tanggal {dates.long_date(record.dated)}" if record.dated else "",
        f"tentang {record.subject}" if record.subject else "",
    )
    return " ".join(part for part in parts if part)


def clauses(lines: Sequence[str], conjunction: str = "") -> tuple[str, ...]:
    """The lines of a list that makes one sentence: each ends in ";", the last in "."; `conjunction` ("dan") joins the
    last two."""
    bare = [line.rstrip(" .;,") for line in lines]
    last_joint = f"; {conjunction}" if conjunction else ";"
    ends = [";"] * (len(bare) - 2) + [last_joint] * (len(bare) > 1) + ["."]
    return tuple(line + end for line, end in zip(bare, ends, strict=False))


def paper_path(office_code: str, facilitator_code: str, stem: str) -> str:
    """Where a paper goes in the output folder, without an ending: "D-01/M-001/SPM_M-001".

    Made of codes alone. `facilitator_code` is empty for papers about several facilitators.
    """
    name = "_".join(indonesian.file_code(piece) for piece in stem.split("_"))
    return "/".join((*(indonesian.file_code(code) for code in (office_code, facilitator_code) if code), name))
