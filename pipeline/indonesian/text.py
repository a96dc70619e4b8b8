"""Text of cells: cleaning, characters that do not belong, keys of headings, file names."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

APOSTROPHES = "'’‘`´ʼ′"
"""Characters that people type for the apostrophe of Jum'at or Ma'ruf; the first is the plain one."""

UNTIL = re.compile(r"\s*(?:[-–—]|\bs\s*[./]\s*d\b\.?|\bsd\b|\bsampai(?: dengan)?\b|\bhingga\b)\s*")
"""What stands between the first and the last of a range, in lower case."""

_SPACES = re.compile("[ \t\r\n\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_LINE_BREAKS = re.compile("\r\n|[\r\n\u0085\u2028\u2029]")
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"\w+")
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_LATIN = re.compile("[A-Za-z]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
# Windows takes these for devices, whatever folder or ending they have.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_LONGEST_CODE = 30
_LONGEST_PLACEHOLDER = 64
_PLACEHOLDER = re.compile(
    r"\[[^\[\]]*[^\W\d_]{2}[^\[\]]*\]|\$?\{{1,2}[^{}]*[^\W\d_][^{}]*\}{1,2}|##[^#]+##|<[^<>]*[^\W\d_]{2}[^<>]*>"
    r"|[.…_ ]*(?:[.…_]{4}|…{2}|_{3})[.…_ ]*|x{4,}|(?:di)?(?:isi|tulis|ketik)(?:kan)? di ?sini",
    re.IGNORECASE,
)
_GREEK_OR_CYRILLIC = re.compile("[\u0370-\u03ff\u0400-\u04ff]")


def clean(text: str) -> str:
    """The text on one line: NFC, no zero-width characters, every kind of space and line break a single space, trimmed.

    Other control characters stay, for `control_characters` to find.
    """
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    if text.isprintable():
        return " ".join(composed.split())  # most cells: much faster, and the same
    return _SPACES.sub(" ", _ZERO_WIDTH.sub("", composed)).strip(" ")


def clean_lines(text: str) -> str:
    """Like `clean`, but line breaks stay as "\\n"; empty lines at both ends go, several empty lines become one."""
    if text.isprintable():
        return clean(text)  # most cells: one line
    lines = "\n".join(clean(line) for line in _LINE_BREAKS.split(text))
    return re.sub("\n{3,}", "\n\n", lines).strip("\n")


def plain_apostrophes(text: str) -> str:
    """The text with every kind of apostrophe written as '."""
    return _APOSTROPHE.sub("'", text)


def without_apostrophes(text: str) -> str:
    """The text without any kind of apostrophe: "Jum'at" -> "Jumat"."""
    return _APOSTROPHE.sub("", text)


def control_characters(text: str) -> tuple[str, ...]:
    """Code points ("U+000B") that no document may hold, each once, in order: control characters except tab and line
    break, lone surrogates, U+FFFE and U+FFFF (XML 1.0, section 2.2)."""
    return _code_points(
        character
        for character in text
        if (unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n\r")
        or character in "\ufffe\uffff"
    )


def odd_characters(text: str) -> tuple[str, ...]:
    """Code points ("U+202E") that a reader does not see or takes for others, each once, in order: marks of direction,
    zero-width and private-use characters, digits but 0-9, Greek and Cyrillic letters in a word with Latin ones."""
    words = _WORD.findall(text) if _GREEK_OR_CYRILLIC.search(text) else ()
    look_alikes = {letter for word in words if _LATIN.search(word) for letter in _GREEK_OR_CYRILLIC.findall(word)}
    return _code_points(
        character
        for character in _NOT_ASCII.findall(text)
        if unicodedata.category(character) in ("Cf", "Co", "Nd") or character in look_alikes
    )


def _code_points(characters: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"U+{ord(character):04X}" for character in characters))


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """The key by which headings match: "No. HP *" and "no hp" are equal, "Tanggal\\n(DD-MM-YYYY)" is "tanggal".

    Lower case; what stands in brackets is taken for a rule and dropped, unless nothing else is there; punctuation is a
    space.
    """
    folded = without_apostrophes(clean(text)).casefold()
    return _words_only(_BRACKETED.sub(" ", folded)) or _words_only(folded)


def _words_only(text: str) -> str:
    return " ".join(_LETTERS_AND_DIGITS.findall(text))


def is_placeholder(text: str) -> bool:
    """Whether a cell still holds what a template has in place of a value: "[nama]", "${nama}", "……", "isi di sini"."""
    return len(text) <= _LONGEST_PLACEHOLDER and _PLACEHOLDER.fullmatch(text.strip()) is not None


def slug(text: str, limit: int = 60) -> str:
    """A piece of a file name: ASCII letters, digits and hyphens, at most `limit` characters, never empty ("x")."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_text).strip("-")[:limit].strip("-") or "x"


def file_code(code: str) -> str:
    """A code as a piece of a file name. A code that cannot stand there as it is ("S.01", "CON", a very long one) gets a
    mark of its own, so that two codes never share a name."""
    name = slug(code, _LONGEST_CODE)
    if name == code and not _DEVICE.fullmatch(code):
        return name
    return f"{name}-{hashlib.sha256(code.encode()).hexdigest()[:6]}"


def code_parts(code: str) -> tuple[str, ...]:
    """What a code and its misspellings share: "K-01", "k1" and "K 001" are ("K", "1")."""
    return tuple(part.lstrip("0") or "0" for part in re.findall(r"[0-9]+|[^\W\d_]+", code.upper()))


def file_name(text: str, limit: int = 80) -> str:
    """A name of a file or folder that people recognise the text by, and that every system takes: letters, digits,
    spaces and "-_.()", at most `limit` characters, never empty ("x"), never the name of a device."""
    kept = re.sub(r"[^\w\-.() ]+", "-", clean(text))[:limit].strip(" .-") or "x"
    return f"_{kept}" if _DEVICE.fullmatch(kept.partition(".")[0].rstrip(" ")) else kept


def meant(text: str) -> str:
    """The question, before a remedy, whether a text was meant; "" for ""."""
    return f"Maksud Anda «{text}»? " if text else ""


def joined(parts: Sequence[str]) -> str:
    """A list in a sentence: "a", "a dan b", "a, b, dan c"; nothing for an empty list."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"
