"""Names of people and companies: titles, keys for matching, capitals."""

import re

from .text import APOSTROPHES, clean, plain_apostrophes

_FRONT_TITLE = re.compile(
    r"(?:prof|drs|dra|drg|dr|ir|hj|h|kh|ust|ns|apt|bapak|bpk|ibu|sdri|sdr|tn|ny|nn)(?:\.\s*|\s+)(?=\S)", re.IGNORECASE
)
# Abbreviations that are names too (A.Ma., M.A.) are left out; behind their comma they are found all the same.
_BACK_TITLES = frozenset((
    "amd", "amdkeb", "mag", "mak", "map", "mba", "mh", "mhum", "mkes", "mkom", "mm", "mp", "mpd", "msc", "msi", "mt",
    "phd", "sag", "sak", "sdi", "se", "sh", "shut", "sip", "skm", "skom", "sp", "spd", "spdi", "spi", "spt", "ss",
    "ssi", "ssn", "ssos", "sst", "st", "stp",
))  # fmt: skip
_LEGAL_FORMS = frozenset(["PT", "CV", "UD", "PD", "FA", "FIRMA", "KOP", "KOPERASI", "TOKO", "PERSERO", "TBK"])
_FORMS_IN_FULL = re.compile(
    r"\b(?:perseroan\s+terbatas|persekutuan\s+komanditer|(?:usaha|perusahaan)\s+dagang)\b", re.IGNORECASE
)
_SPELLED_FORM = re.compile(r"\b([PCU])\.\s?([TVD])\b\.?", re.IGNORECASE)

_BRANCH = re.compile(r" (?:KANTOR )?(?:CABANG|CAB|KCP|KC) .+")
_SMALL_WORDS = frozenset(["dan", "di", "ke", "dari", "yang", "untuk", "pada", "dengan", "dalam", "atau", "oleh"])
_WORD = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
_ROMAN_DIGITS = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")


def without_titles(name: str) -> str:
    """The name alone: "Dr. H. Siti Aminah, S.E., M.M." -> "Siti Aminah".

    Titles behind follow a comma (EYD V), or are known abbreviations; one word of the name always stays.
    """
    bare = clean(clean(name).lstrip(" ,").split(",")[0])
    while match := _FRONT_TITLE.match(bare):
        bare = bare[match.end() :]
    words = bare.split(" ")
    while back := _words_of_back_title(words):
        words = words[:-back]
    return " ".join(words)


def _words_of_back_title(words: list[str]) -> int:
    """How many words at the end are one title ("S.E." 1, "S. E." 2); 0 when none is or nothing would be left."""
    for count in (1, 2):
        written = "".join(words[-count:])
        # Without points or capitals it may be a name: "Andi Map" stays whole, "Andi MAP" and "Andi M.AP." do not.
        looks_like_title = "." in written or (written.isupper() and count == 1)
        if len(words) > count and looks_like_title and written.replace(".", "").casefold() in _BACK_TITLES:
            return count
    return 0


def name_key(name: str) -> str:
    """The key by which names of people match: no titles and points, upper case, single spaces, plain apostrophes."""
    return clean(plain_apostrophes(without_titles(name)).replace(".", " ")).upper()


def company_key(name: str) -> str:
    """The key by which companies match: "PT. Maju & Jaya (Persero)", "Maju dan Jaya, PT", and "Perseroan Terbatas Maju
    dan Jaya" are "MAJU DAN JAYA"."""
    spelled = _SPELLED_FORM.sub(r" \1\2 ", _FORMS_IN_FULL.sub(" PT ", clean(name))).replace("&", " dan ")
    words = re.findall(r"[^\W_]+", re.sub(f"[{APOSTROPHES}]", "", spelled).upper())
    first, last = 0, len(words)
    while first < last and words[first] in _LEGAL_FORMS:
        first += 1
    while last > first and words[last - 1] in _LEGAL_FORMS:
        last -= 1
    return " ".join(words[first:last] or words)


def head_company(key: str) -> str:
    """The key of the company whose branch a key names: "MAJU JAYA CABANG WANASARI" -> "MAJU JAYA"; "" of no branch."""
    head, found = _BRANCH.subn("", key, count=1)
    return company_key(head) if found else ""


def initial_capitals(text: str) -> str:
    """Each word with a capital, small words inside ("dan", "di") without: "DINAS TENAGA KERJA" -> "Dinas Tenaga Kerja".

    What follows a comma (titles) stays as written, so do Roman digits and, in a text of mixed case, words in capitals.
    """
    cleaned = clean(text)
    head, comma, tail = cleaned.partition(",")
    all_capitals = head.isupper()

    def capitalised(match: re.Match[str]) -> str:
        word = match.group()
        if word.isupper() and (not all_capitals or _ROMAN_DIGITS.fullmatch(word)):
            return word
        if match.start() > 0 and word.casefold() in _SMALL_WORDS:
            return word.lower()
        return word[0].upper() + word[1:].lower()

    return _WORD.sub(capitalised, head) + comma + tail
