"""Tags found in the text of a paragraph, with what is wrong about how they are written.

docxtpl and Jinja stop at the first tag that they cannot read. Here a broken tag is understood as far as that goes, so
that one fault does not bring forth others: `{%p endif }` still ends its `if`.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.word.lint import tag_faults
from pipeline.word.lint.shapes import Fault, Paragraph, maybe

_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARK = re.compile(r"\{_\{|\}_\}|\{_%|%_\}|\{\{|\{%|\{#|\}\}|%\}|#\}|\{[\w. ]+\}")
"""What may be a tag or a piece of one; first the spellings by which docxtpl lets a template say braces."""
_LEVEL = re.compile(r"-?(tr|tc|p|r) ")
_MISPLACED_LEVEL = re.compile(r"-?\s*(tr|tc|p|r)\s*(?=(?:if|elif|else|endif|for|endfor|set)\b)")
_STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor", "set")
_ALONE = ("else", "endif", "endfor")
"""Statements with nothing behind them."""
_OF_CELLS = ("colspan", "cellbg", "vm", "hm")
"""What docxtpl adds for table cells."""
_FORBIDDEN = re.compile(
    r"(end)?(macro|call|filter|block|include|import|from|extends|raw|with|autoescape|do|trans|break|continue)$"
)
_SMART = re.compile("[“”‘’„«»]")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, as far as it could be understood."""

    paragraph: Paragraph
    start: int
    text: str
    """As it stands in the template."""
    kind: str
    """"{{", "{%" or "{#"."""
    level: str
    """What it takes away: "p", "tr", "tc", "r", or "" for itself alone."""
    keyword: str
    """Of a statement: "if", "endfor" …; "" for what is none or not known."""
    body: str
    """What stands in it, without level and blanks, its quotes straight."""
    sound: bool
    """Whether it is written as a tag must be."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def ended(self) -> bool:
        """Whether there is anything like an end: what it says is then known."""
        return re.search("[%}#]", self.text[2:]) is not None

    @property
    def shown(self) -> str:
        return self.text if len(self.text) <= _LONGEST else f"{self.text[:_LONGEST]}…"


def tags(paragraphs: list[Paragraph]) -> tuple[list[Tag], list[Fault]]:
    """The tags of a part in their order, and what is wrong with how they are written."""
    found: list[Tag] = []
    faults: list[Fault] = []
    goes_on = False
    for paragraph in paragraphs:
        for text, start, closed in _pieces(paragraph.text):
            if not text.startswith(tuple(_CLOSERS)):
                if not goes_on:
                    faults.append(paragraph.fault(tag_faults.BRACES, tag=text))
                goes_on = False
                continue
            if not closed:
                goes_on = not re.search("[%}#]", text[2:])
                message = tag_faults.UNCLOSED if goes_on else tag_faults.BRACES
                faults.append(paragraph.fault(message, tag=text[:_LONGEST]))
            tag, said = _understood(paragraph, text, start, closed)
            found.append(tag)
            faults += said
    return found, faults


def _pieces(text: str) -> Iterator[tuple[str, int, bool]]:
    """What looks like a tag or a left-over of one: its text, where it begins, whether it is closed properly."""
    at = 0
    while match := _MARK.search(text, at):
        mark, start = match.group(), match.start()
        at = match.end()
        if "_" in (mark[1:2], mark[-2:-1]) and len(mark) == 3:
            continue
        closer = _CLOSERS.get(mark)
        if closer is None:
            yield mark, start, False
            continue
        following = re.search(r"\{[{%#]", text[at:])
        rest = text[at : at + following.start()] if following else text[at:]
        end = rest.find(closer)
        if end >= 0:
            at += end + 2
            yield text[start:at], start, True
            continue
        torn = re.search(r"[%}#]?\s*\}\}?|[%#]\s*$", rest)
        at += torn.end() if torn else len(rest)
        yield text[start:at], start, False


def _understood(paragraph: Paragraph, text: str, start: int, closed: bool) -> tuple[Tag, list[Fault]]:
    kind, faults = text[:2], []
    inside = text[2:-2] if closed else re.sub(r"\s*[%}#\s]*$", "", text[2:])
    shown = text[:_LONGEST]
    level = ""
    exact, loose = _LEVEL.match(inside), _MISPLACED_LEVEL.match(inside) if kind == "{%" else None
    if exact:
        level, inside = exact[1], inside[exact.end() :]
    elif loose:
        level, inside = loose[1], inside[loose.end() :]
        faults.append(paragraph.fault(tag_faults.BLANKS, tag=shown))
    if closed and (text[2] == "-" or text[-3] == "-"):
        faults.append(paragraph.fault(tag_faults.DASHES, tag=shown))
    if kind != "{#" and _SMART.search(inside):
        faults.append(paragraph.fault(tag_faults.SMART_QUOTES, tag=shown))
    if kind == "{{" and level:
        faults.append(paragraph.fault(tag_faults.RICH_TEXT, tag=shown))
        level = ""
    body = inside.removeprefix("-").removesuffix("-").strip().translate(_STRAIGHT)
    keyword = ""
    if kind == "{%":
        keyword, said = _keyword(paragraph, body, shown)
        faults += said
    sound = closed and not [fault for fault in faults if fault.finding.message is not tag_faults.SMART_QUOTES]
    return Tag(paragraph, start, text, kind, level, keyword, body, sound), faults


def _keyword(paragraph: Paragraph, body: str, shown: str) -> tuple[str, list[Fault]]:
    """What a statement does. A misspelt word is taken for the one that is meant."""
    words = re.findall(r"\w+", body)
    word = words[0] if words else ""
    if word in _ALONE and body != word:
        return word, [paragraph.fault(tag_faults.UNREADABLE, tag=shown)]
    if word in _STATEMENTS or word in _OF_CELLS:
        return word, []
    if _FORBIDDEN.match(word):
        return "", [paragraph.fault(tag_faults.FORBIDDEN, form=f'"{word}"', tag=shown)]
    close = (difflib.get_close_matches(word.lower(), _STATEMENTS, n=1) or [""])[0]
    return close, [paragraph.fault(tag_faults.UNKNOWN_TAG, word=word, close=maybe(close))]
