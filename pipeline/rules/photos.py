"""Files that cells name: evidence, the photo of the ID card, an office's logo. Each can be used, or is said why not."""

from collections.abc import Iterator

from pipeline import indonesian
from pipeline.files import FileFacts, FileProblem
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Dossier
from pipeline.records import Evidence

_SOURCE = "Buku Panduan, Target Pekerjaan 1-3: dokumentasi dan lampiran kegiatan"
_OF_ANY_FILE = "Aturan berkas: berkas yang disebut di sel disimpan di folder buku kerja, utuh dan siap cetak"

MISSING = Message(
    "F01",
    Severity.ERROR,
    "Berkas «{file}» tidak ditemukan di folder buku kerja.",
    fix="{proposal}Salin berkas itu ke samping buku kerja, atau betulkan namanya.",
    source=_OF_ANY_FILE,
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
    source=_OF_ANY_FILE,
)
WRONG_KIND = Message(
    "F04",
    Severity.ERROR,
    "Berkas «{file}» bukan JPEG, PNG, WebP, HEIC, atau PDF.",
    fix="Simpan ulang sebagai JPEG, PNG, atau PDF.",
    source=_OF_ANY_FILE,
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
    source=_OF_ANY_FILE,
)
TOO_SMALL = Message(
    "F09",
    Severity.WARNING,
    "Foto «{file}» terlalu kecil untuk dicetak ({width} × {height} piksel).",
    fix="Kirim foto aslinya, bukan salinan yang sudah diperkecil; sisi panjangnya paling sedikit {least} piksel.",
    source="Aturan berkas: foto terbaca pada cetakan",
    waivable=True,
)
NO_DECODER = Message(
    "F10",
    Severity.ERROR,
    "Foto «{file}» berformat HEIC, yang belum dapat dibaca di komputer ini.",
    fix="Simpan ulang sebagai JPEG. Agar foto berikutnya langsung JPEG: di iPhone pilih Pengaturan > Kamera > Format > "
    "Paling Kompatibel; di Android matikan HEIF/HEIC di pengaturan kamera. Pengelola dapat memasang pillow-heif.",
    source=_OF_ANY_FILE,
)
LOCKED = Message(
    "F11",
    Severity.ERROR,
    "PDF «{file}» terkunci, sehingga tidak dapat dicetak bersama laporan.",
    fix="Buka PDF itu (dengan kata sandinya, bila diminta), cetak ke PDF baru tanpa kata sandi (Cetak > Simpan "
    "sebagai PDF), lalu pakai yang baru; atau pindai lagi.",
    source=_SOURCE,
)

_SMALLEST = 400
"""Pixels of the longer side of a photo: at 200 dots per inch 5 cm on paper, where faces can still be told apart."""

_MESSAGES = {
    FileProblem.MISSING: MISSING,
    FileProblem.OUTSIDE: OUTSIDE,
    FileProblem.UNREADABLE: UNREADABLE,
    FileProblem.KIND: WRONG_KIND,
    FileProblem.NO_DECODER: NO_DECODER,
    FileProblem.TOO_LARGE: TOO_LARGE,
    FileProblem.LOCKED: LOCKED,
}


def evidence_can_be_used(dossier: Dossier) -> Iterator[Finding]:
    """Every photo or scan is there and readable; a photo is a picture."""
    for item in dossier.all(Evidence):
        yield from _judged(item.file, item.at("file"), item.key, "file", picture=item.kind == "photo")


def photos_are_large_enough(dossier: Dossier) -> Iterator[Finding]:
    """A photo of a session can be printed so that something is to be seen."""
    for item in dossier.all(Evidence):
        file = item.file
        if item.kind == "photo" and file.is_picture and max(file.width, file.height) < _SMALLEST:
            values = {"file": file.name, "width": file.width, "height": file.height, "least": _SMALLEST}
            yield TOO_SMALL.at(item.at("file"), [item.key], "file", **values)


def every_facilitator_has_a_photo(dossier: Dossier) -> Iterator[Finding]:
    """The ID card's photo is there and readable; without it only the ID card is withheld."""
    for facilitator in dossier.facilitators.values():
        key = f"id_card/{facilitator.key}"
        if facilitator.photo is not None:
            yield from _judged(facilitator.photo, facilitator.at("photo"), key, "photo", picture=True)
        elif not dossier.unread(facilitator, "photo"):
            role = dossier.programme.wording.role_short.capitalize()
            yield NO_ID_PHOTO.at(facilitator.at("photo"), [key], "photo", who=facilitator.called, role=role)


def logos_can_be_used(dossier: Dossier) -> Iterator[Finding]:
    """A logo that an office names is there and readable."""
    for office in dossier.offices.values():
        if office.logo is not None:
            yield from _judged(office.logo, office.at("logo"), office.key, "logo", picture=True)


def _judged(file: FileFacts, place: Place, about: str, name: str, *, picture: bool) -> Iterator[Finding]:
    if message := _MESSAGES.get(file.problem):
        yield message.at(place, [about], name, file=file.name, proposal=indonesian.meant(file.nearly))
    elif picture and not file.is_picture:
        yield NOT_A_PICTURE.at(place, [about], name, file=file.name)


RULES = (evidence_can_be_used, photos_are_large_enough, every_facilitator_has_a_photo)
ACROSS = (logos_can_be_used,)
"""Offices are shared by all."""
