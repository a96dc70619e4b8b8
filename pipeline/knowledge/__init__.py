"""What is data and not code: how each sheet looks (forms/*.toml) and what a programme asks (programmes/*.toml).

Everything here is read once, checked by pydantic and frozen. A form says how a sheet *looks*; what its fields *mean* is
said by the record class of the same name in `records`.

    shapes   what the TOML files may say
    fields   what the fields of the papers mean to who writes a template
"""

import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from pipeline.failures import Failure
from pipeline.knowledge.shapes import (
    WORKBOOK_NAMES,
    Across,
    Block,
    Choice,
    Form,
    FormField,
    Programme,
    Target,
    Terms,
    Workbook,
    common_choices,
)

__all__ = [
    "WORKBOOK_NAMES",
    "Across",
    "Block",
    "Choice",
    "Form",
    "FormField",
    "Programme",
    "Target",
    "Terms",
    "Workbook",
    "common_choices",
    "form",
    "forms",
    "forms_of",
    "programme",
    "programmes",
]


@cache
def forms() -> tuple[Form, ...]:
    """Every form, in the order in which its sheets stand in the workbooks."""
    folder = resources.files(__name__) / "forms"
    order = tomllib.loads((folder / "order.toml").read_text("utf-8"))["forms"]
    return tuple(Form.model_validate(tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))) for name in order)


def forms_of(workbook: Workbook) -> tuple[Form, ...]:
    return tuple(form for form in forms() if form.workbook == workbook)


def form(name: str) -> Form:
    return next(form for form in forms() if form.name == name)


def programmes() -> tuple[str, ...]:
    """The codes of the programmes that come with berkas."""
    folder = resources.files(__name__) / "programmes"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def programme(code: str) -> Programme:
    """A programme by its code, or by the path of its TOML when that ends in ".toml".

    Raises Failure when there is none, or when its TOML is wrong.
    """
    text = _programme_text(code)
    try:
        return Programme.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise Failure(
            f"Berkas program «{code}» tidak dapat dibaca: {_slip(error)}.", "Perbaiki berkas TOML program itu."
        ) from error


def _slip(error: ValueError) -> str:
    """What is wrong with a TOML, in Indonesian: what its readers say is English."""
    if isinstance(error, ValidationError):
        entry = ".".join(map(str, error.errors()[0]["loc"]))
        return f"isian {entry} tidak sesuai" if entry else "isinya tidak sesuai"
    line = re.search(r"line (\d+)", str(error))
    return f"penulisannya salah di baris {line[1]}" if line else "penulisannya salah"


def _programme_text(code: str) -> str:
    if code.endswith(".toml"):
        try:
            return Path(code).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Failure(f"Berkas program «{code}» tidak dapat dibuka.", "Periksa letak berkas itu.") from error
    if code not in programmes():
        raise Failure(
            f"Program «{code}» tidak dikenal.", f"Pilih salah satu: {', '.join(programmes())} (opsi --programme)."
        )
    return (resources.files(__name__) / "programmes" / f"{code}.toml").read_text("utf-8")
