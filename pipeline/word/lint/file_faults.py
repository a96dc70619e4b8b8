"""What can be wrong with a template besides its tags: the file itself, where its tags stand, what its text leans on."""

from pipeline.findings import Message, Severity

_WORD = "Susunan berkas Word (ECMA-376)"
_OURS = "Aturan templat berkas"

NOT_A_TEMPLATE = Message(
    "T01",
    Severity.ERROR,
    "Berkas ini tidak dapat dipakai sebagai templat. {failure}",
    fix="{way_out}",
    source=_OURS,
)
LOCKED = Message(
    "T02",
    Severity.ERROR,
    "Berkas ini dikunci kata sandi atau berbentuk .doc lama.",
    fix="Buka di Word, hapus kata sandinya, lalu simpan sebagai Dokumen Word (.docx).",
    source=_WORD,
)
UNKNOWN_FILE = Message(
    "T03",
    Severity.WARNING,
    "Tidak ada surat yang memakai templat bernama «{file}»{close}",
    fix="Beri nama seperti jenis suratnya: {known}.",
    source=_OURS,
)
ACTIVE_FIELD = Message(
    "T05",
    Severity.ERROR,
    "Ada bidang {field}, yang mengambil isi dari luar templat.",
    fix="Hapus bidang itu; sisipkan gambar atau teksnya langsung.",
    source=_OURS,
)
MIXED_LOOK = Message(
    "T30",
    Severity.WARNING,
    "Huruf tag «{tag}» tidak seragam; hasilnya memakai bentuk huruf pertamanya saja.",
    fix="Pilih seluruh tag beserta kurungnya, lalu beri bentuk huruf yang sama.",
    source="Bahasa templat docxtpl",
)
IN_TEXT_BOX = Message(
    "T31",
    Severity.WARNING,
    "Tag «{tag}» berdiri di kotak teks: Word menyimpan isi kotak teks dua kali, dan salah satunya dapat tertinggal.",
    fix="Pakai tabel tanpa garis sebagai ganti kotak teks.",
    source=_WORD,
)
IN_CONTENT_CONTROL = Message(
    "T32",
    Severity.WARNING,
    "Tag «{tag}» berdiri di kontrol isi: Word dapat menggantinya dengan teks petunjuk.",
    fix="Hapus kontrol isi itu (klik kanan, Hapus Kontrol Konten); teksnya tetap.",
    source=_WORD,
)
NOT_FILLED = Message(
    "T33",
    Severity.ERROR,
    "Tag «{tag}» berdiri di bagian yang tidak pernah diisi.",
    fix="Pindahkan ke badan surat, kepala atau kaki halaman, atau catatan kaki.",
    source=_OURS,
)
IN_FIELD_CODE = Message(
    "T34",
    Severity.ERROR,
    "Tag «{tag}» berdiri di dalam kode bidang Word dan tidak akan diisi.",
    fix="Hapus bidangnya (Ctrl+Shift+F9) dan tulis tag sebagai teks biasa.",
    source=_OURS,
)
IN_LINK = Message(
    "T35",
    Severity.ERROR,
    "Alamat tautan «{tag}» memuat tag; alamat tautan tidak diisi.",
    fix="Hapus tautannya dan tulis isian sebagai teks biasa.",
    source=_OURS,
)
TRACKED = Message(
    "T36",
    Severity.WARNING,
    "Ada perubahan terlacak di paragraf ini; surat yang jadi ikut memuatnya.",
    fix="Terima atau tolak semua perubahan (Tinjau, Terima), lalu matikan pelacakannya.",
    source=_WORD,
)
MAY_EMPTY_PART = Message(
    "T38",
    Severity.ERROR,
    "Semua paragraf di sini bersyarat; bila tidak satu pun tercetak, Word menyebut suratnya rusak.",
    fix="Tambahkan satu paragraf kosong tanpa syarat.",
    source=_WORD,
)
MISSING_STYLE = Message(
    "T39",
    Severity.ERROR,
    "Gaya «{style}» dipakai di sini tetapi tidak ada di templat.",
    fix="Pilih lagi gaya paragraf, huruf, atau tabelnya di Word.",
    source=_WORD,
)
MISSING_LIST = Message(
    "T40",
    Severity.ERROR,
    "Penomoran paragraf ini menunjuk ke daftar {number} yang tidak ada di templat; nomornya tidak tercetak.",
    fix="Beri paragraf ini penomoran lagi di Word.",
    source=_WORD,
)
DANGLING = Message(
    "T41",
    Severity.ERROR,
    "Gambar, tautan, kepala, atau kaki halaman menunjuk ke «{target}», yang tidak ada di templat.",
    fix="Hapus dan sisipkan lagi gambar atau tautan itu di Word.",
    source=_WORD,
)
NO_GRID = Message(
    "T42",
    Severity.ERROR,
    "Tabel ini tidak mempunyai daftar kolom.",
    fix="Buat ulang tabel itu di Word.",
    source=_WORD,
)
COMMENTS = Message(
    "T45",
    Severity.NOTE,
    "Templat memuat {count} komentar Word; komentar tidak ikut ke dalam surat.",
    fix="Tidak perlu diubah; isi surat harus ditulis di templatnya sendiri, bukan sebagai komentar.",
    source=_OURS,
)
REFUSED = Message(
    "T46",
    Severity.ERROR,
    "Surat tidak akan dapat dibuat dari templat ini. {failure}",
    fix="{way_out}",
    source=_OURS,
)
OUR_COMMENTS = Message(
    "T47",
    Severity.NOTE,
    "Komentar dari pemeriksaan sebelumnya masih ada di templat; komentar tidak ikut ke dalam surat.",
    fix="Templat sudah dapat dipakai; salinan tanpa komentar itu ditulis ke folder hasil bila diminta dengan -o.",
    source=_OURS,
)
