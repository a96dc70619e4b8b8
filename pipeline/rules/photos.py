"""Files that cells name: evidence, the photo of the ID card, an office's logo. Each can be used, or is said why not."""

from collections.abc import Iterator

from pipeline.files import FileFacts, FileProblem
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Dossier
from pipeline.records import Evidence

_SOURCE = "Buku Panduan, Target Pekerjaan 1-3: dokumentasi dan lampiran kegiatan"

MISSING = Message(
    "F01",
    Severity.ERROR,
    "Berkas «{file}» tidak ditemukan di folder buku kerja.",
    fix="Salin berkas itu ke samping buku kerja, atau betulkan namanya.",
    source=_SOURCE,
)
OUTSIDE = Message(
    "F02",
    Severity.ERROR,
    "Berkas «{file}» berada di luar folder buku kerja.",
    fix="Salin berkas itu ke samping buku kerja, lalu tulis namanya saja.",
    source="Aturan berkas: bukti disimpan bersama buku kerjanya",
)
UNREADABLE = Message(
    "F03",
    Severity.ERROR,
    "Berkas «{file}» rusak atau tidak dapat dibuka.",
    fix="Buka berkas itu di komputer; bila gagal, kirim ulang dari kamera atau pindai lagi.",
    source=_SOURCE,
)
WRONG_KIND = Message(
    "F04",
    Severity.ERROR,
    "Berkas «{file}» bukan JPEG, PNG, atau PDF.",
    fix="Simpan ulang sebagai JPEG, PNG, atau PDF.",
    source=_SOURCE,
)
TOO_LARGE = Message(
    "F05",
    Severity.ERROR,
    "Berkas «{file}» terlalu besar.",
    fix="Perkecil ukuran gambar atau pindaiannya.",
    source="Aturan berkas: batas ukuran bukti",
)
NO_ID_PHOTO = Message(
    "F06",
    Severity.ERROR,
    "Pasfoto {who} belum ada, sehingga tanda pengenal tidak dapat dibuat.",
    fix="Isi nama berkas pasfoto di lembar {role}.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 4: tanda pengenal",
)
NOT_A_PICTURE = Message(
    "F07",
    Severity.ERROR,
    "Berkas «{file}» adalah PDF, padahal di sini diperlukan gambar.",
    fix="Ganti dengan gambar JPEG atau PNG.",
    source=_SOURCE,
)

_MESSAGES = {
    FileProblem.MISSING: MISSING,
    FileProblem.OUTSIDE: OUTSIDE,
    FileProblem.UNREADABLE: UNREADABLE,
    FileProblem.KIND: WRONG_KIND,
    FileProblem.TOO_LARGE: TOO_LARGE,
}


def evidence_can_be_used(dossier: Dossier) -> Iterator[Finding]:
    """Every photo or scan is there and readable; a photo is a picture."""
    for item in dossier.all(Evidence):
        yield from _judged(item.file, item.at("file"), item.key, "file", picture=item.kind == "photo")


def every_facilitator_has_a_photo(dossier: Dossier) -> Iterator[Finding]:
    """The ID card's photo is there and readable; without it only the ID card is withheld."""
    for facilitator in dossier.facilitators.values():
        key = f"id_card/{facilitator.key}"
        if facilitator.photo is not None:
            yield from _judged(facilitator.photo, facilitator.at("photo"), key, "photo", picture=True)
        else:
            role = dossier.programme.wording.role_short.capitalize()
            who = facilitator.name or facilitator.code
            yield NO_ID_PHOTO.at(facilitator.at("photo"), [key], "photo", who=who, role=role)


def logos_can_be_used(dossier: Dossier) -> Iterator[Finding]:
    """A logo that an office names is there and readable."""
    for office in dossier.offices.values():
        if office.logo is not None:
            yield from _judged(office.logo, office.at("logo"), office.key, "logo", picture=True)


def _judged(file: FileFacts, place: Place, about: str, name: str, *, picture: bool) -> Iterator[Finding]:
    if message := _MESSAGES.get(file.problem):
        yield message.at(place, [about], name, file=file.name)
    elif picture and not file.is_picture:
        yield NOT_A_PICTURE.at(place, [about], name, file=file.name)


RULES = (evidence_can_be_used, every_facilitator_has_a_photo, logos_can_be_used)
