"""What can be wrong with a tag of a template: how it is written, what it names, and what it eats or leaves open.

Kept apart from the checks that say them, which load Jinja: the catalogue of messages is to be had without.
"""

from pipeline.findings import Message, Severity

_LANGUAGE = "Bahasa templat docxtpl"
_OURS = "Aturan templat berkas"

STRAY = Message(
    "T04",
    Severity.ERROR,
    "Ada kurung kurawal yang bukan bagian dari tag dan akan ikut tercetak: «{words}».",
    fix="Hapus kurung yang tersisa; bila maksudnya tag, tulis kurung dan tanda persennya rapat: {{{{ nama }}}}, "
    "{{% if nama %}}.",
    source=_LANGUAGE,
)
UNCLOSED = Message(
    "T06",
    Severity.ERROR,
    "Tag «{tag}» tidak ditutup di paragraf yang sama.",
    fix="Tutup isian dengan }}}} dan perintah dengan %}}, tanpa ganti paragraf di dalam tag.",
    source=_LANGUAGE,
)
BRACES = Message(
    "T07",
    Severity.ERROR,
    "Kurung kurawal di «{tag}» tidak lengkap atau tidak berpasangan.",
    fix="Tulis isian sebagai {{{{ nama }}}} dan perintah sebagai {{% if nama %}}.",
    source=_LANGUAGE,
)
BLANKS = Message(
    "T08",
    Severity.ERROR,
    "Spasi di «{tag}» tidak pada tempatnya.",
    fix="Tempelkan p, tr, atau tc pada {{%, lalu satu spasi biasa, lalu perintahnya: {{%p if nama %}}.",
    source=_LANGUAGE,
)
SMART_QUOTES = Message(
    "T09",
    Severity.WARNING,
    "Tanda kutip di «{tag}» adalah kutip lengkung buatan Word.",
    fix="Ketik ulang dengan kutip lurus: tekan Ctrl+Z sekali setelah Word mengubahnya.",
    source=_LANGUAGE,
)
UNREADABLE = Message(
    "T10",
    Severity.ERROR,
    "Isi tag «{tag}» tidak dapat dibaca.",
    fix="Periksa ejaan, titik, dan tanda kutipnya; nama isian tidak memuat spasi.",
    source=_LANGUAGE,
)
UNKNOWN_TAG = Message(
    "T11",
    Severity.ERROR,
    "Perintah «{word}» tidak dikenal{close}",
    fix="Pakai if, elif, else, endif, for, endfor, atau set.",
    source=_OURS,
)
FORBIDDEN = Message(
    "T12",
    Severity.ERROR,
    "Bentuk {form} di «{tag}» tidak boleh dipakai dalam templat.",
    fix="Pakai hanya isian, if, for, set, dan penyaring upper, lower, capitalize, trim, join, dan length.",
    source=_OURS,
)
UNKNOWN_FILTER = Message(
    "T13",
    Severity.ERROR,
    "Penyaring «{word}» tidak dikenal{close}",
    fix="Pakai salah satu dari: {known}.",
    source=_OURS,
)
UNKNOWN_FIELD = Message(
    "T14",
    Severity.ERROR,
    "Isian «{called}» tidak dikenal{close}",
    fix="Lihat daftar isian: `berkas templates fields {paper}`.",
    source=_OURS,
)
NO_PART = Message(
    "T15",
    Severity.ERROR,
    "«{called}» berupa {kind} dan tidak mempunyai bagian «{part}».",
    fix="Untuk daftar, buka dulu dengan for; teks, angka, dan gambar dipakai utuh.",
    source=_OURS,
)
NOT_A_LIST = Message(
    "T16",
    Severity.ERROR,
    "«for» memerlukan daftar, tetapi «{called}» berupa {kind}.",
    fix="Pakai isian yang berupa daftar (`berkas templates fields {paper}`), atau hapus pengulangannya.",
    source=_OURS,
)
NOT_PRINTABLE = Message(
    "T17",
    Severity.ERROR,
    "«{called}» berupa {kind} dan tidak dapat dicetak begitu saja.",
    fix="Cetak daftar dengan for, kumpulan lewat bagiannya, dan tanda ya/tidak hanya sebagai syarat if.",
    source=_OURS,
)
MAY_BE_MISSING = Message(
    "T18",
    Severity.ERROR,
    "«{called}» boleh tidak ada, tetapi dicetak tanpa syarat.",
    fix="Apit dengan {{% if {called} %}} … {{% endif %}}.",
    source=_OURS,
)
WRONG_KIND = Message(
    "T19",
    Severity.ERROR,
    "«{called}» berupa {kind}; «{use}» tidak dapat memakainya.",
    fix="Pakai upper, lower, capitalize, dan trim untuk teks, join dan length untuk daftar, hitungan untuk angka.",
    source=_OURS,
)
NEVER_ENDED = Message(
    "T20",
    Severity.ERROR,
    "«{tag}» tidak pernah ditutup.",
    fix="Tambahkan {end} di tempat yang setingkat.",
    source=_LANGUAGE,
)
NEVER_BEGUN = Message(
    "T21",
    Severity.ERROR,
    "«{tag}» tidak mempunyai pembuka.",
    fix="Hapus tag ini, atau tambahkan pembukanya (if atau for) sebelumnya.",
    source=_LANGUAGE,
)
LEVELS = Message(
    "T22",
    Severity.ERROR,
    "«{tag}» tidak setingkat dengan pembukanya «{opener}» ({where}).",
    fix="Pakai bentuk yang sama pada pembuka dan penutup: keduanya dalam satu kalimat, keduanya {{%p %}} di tempat "
    "yang sama, atau keduanya {{%tr %}} di tabel yang sama.",
    source=_LANGUAGE,
)
ACROSS_PARAGRAPHS = Message(
    "T23",
    Severity.WARNING,
    "«{opener}» ({where}) baru ditutup di paragraf lain oleh «{tag}»: paragraf di antaranya menyatu.",
    fix="Beri if dan penutupnya paragraf sendiri, dengan {{%p %}}.",
    source=_LANGUAGE,
)
TWO_TAGS = Message(
    "T24",
    Severity.ERROR,
    "Ada lebih dari satu tag {level} di satu {unit}: «{tag}» dan yang lain.",
    fix="Beri setiap tag {level} {unit} sendiri.",
    source=_LANGUAGE,
)
EATS_TEXT = Message(
    "T25",
    Severity.ERROR,
    "Tag «{tag}» menghapus seluruh {unit} tempatnya berdiri; teks di sampingnya hilang: «{lost}».",
    fix="Beri tag itu {unit} sendiri, atau tulis tanpa {level} bila hanya sebagian kalimat yang bersyarat.",
    source=_LANGUAGE,
)
EATS_OBJECT = Message(
    "T26",
    Severity.ERROR,
    "Tag «{tag}» menghapus seluruh {unit} tempatnya berdiri, juga gambar, ganti halaman, atau bagian baru di dalamnya.",
    fix="Pindahkan gambar atau ganti halaman itu ke luar {unit} ini.",
    source=_LANGUAGE,
)
OUTSIDE_TABLE = Message(
    "T27",
    Severity.ERROR,
    "Tag «{tag}» berdiri di luar tabel.",
    fix="Pakai {{%p %}} untuk paragraf; {{%tr %}} dan {{%tc %}} hanya di dalam tabel.",
    source=_LANGUAGE,
)
RICH_TEXT = Message(
    "T28",
    Severity.ERROR,
    "Bentuk «{tag}» tidak dipakai: isian berkas adalah teks biasa, dan teks di sampingnya akan hilang.",
    fix="Tulis {{{{ nama }}}} tanpa r, p, tr, atau tc.",
    source=_OURS,
)
DASHES = Message(
    "T29",
    Severity.ERROR,
    "Tanda hubung di «{tag}» menelan teks dan batas paragraf di sebelahnya.",
    fix="Hapus tanda hubung itu; pakai {{%p %}} agar tidak tersisa baris kosong.",
    source=_LANGUAGE,
)
TOO_DEEP = Message(
    "T43",
    Severity.ERROR,
    "«{tag}» adalah pengulangan bertingkat lebih dari {most}.",
    fix="Sederhanakan templatnya.",
    source=_OURS,
)
MISSING_FIELD = Message(
    "T44",
    Severity.ERROR,
    "Isian wajib «{called}» tidak dicetak di mana pun.",
    fix="Tambahkan isian itu; tanpa «{called}» ({meaning}) surat ini tidak sah dipakai.",
    source=_OURS,
)
