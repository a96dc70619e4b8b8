"""Text of a cell as XML: what is markup in XML becomes plain characters, and everything becomes ASCII.

Characters beyond ASCII are written as references (`&#8217;`): a document is then joined and encoded at the speed of
copying, and means the same.
"""

import re
from collections.abc import Callable

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, and carriage return, which it would read as another line end."""
PLAIN: Callable[[str], object] = re.compile(r"[ !#-%'-;=?-~]*").fullmatch
"""Whether a text is printable ASCII without &, < and >: it stands in XML as it is."""
NO_BREAK, NO_BREAK_ENTITY = "\N{NO-BREAK SPACE}", "&#160;"
SPELLED_BRACES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
"""How docxtpl lets a template say braces that are no tag."""
MARK = "\x7f"
"""A control character that stands in no text: a template is marked with it where its documents are to be completed."""
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


class IllegalCharacter(ValueError):
    """The text holds a character that a Word file cannot. Reading refuses such cells: to meet one here is a fault."""


class Markup(str):
    """Text that is XML already. Only this package makes it; what comes from outside is never taken for it."""

    __slots__ = ()


def ascii_only(markup: str) -> str:
    return markup.encode("ascii", "xmlcharrefreplace").decode("ascii").replace(MARK, f"&#{ord(MARK)};")


def escaped(text: str) -> str:
    """The text for an element; line ends and tabs left as they are."""
    if not (text.isascii() and text.isprintable()):
        found = _ILLEGAL.search(text)
        if found:
            raise IllegalCharacter(f"U+{ord(found.group()):04X} at position {found.start()}")
        return ascii_only(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """The text for an attribute, where a line end would become a space anyway."""
    if PLAIN(text):
        return text
    return escaped(text).replace('"', "&#34;").replace("\n", " ").replace("\t", " ")


def broken(markup: str) -> str:
    """Escaped text within `w:t`, with Word's line breaks for line ends and Word's tabs for tabs."""
    return markup.replace("\n", _BREAK).replace("\t", _TAB)
