"""The findings that an officer accepts on the command line."""

import re
from collections.abc import Sequence

import click

from pipeline.cli.show import language
from pipeline.records import Waiver
from pipeline.run import catalogue
from pipeline.waivers import refusal

_WRITTEN = re.compile(r"\s*([A-Za-z][0-9]{2})\s*@([^=]+)=(.*)", re.DOTALL)


def asked(written: Sequence[str], by: str) -> tuple[Waiver, ...]:
    """The waivers of `--waive CODE@about=reason`, approved by `--by`. UsageError when one is unclear or refused."""
    if written and not by.strip():
        told = language().said('--waive perlu nama pejabat yang mengecualikannya: --by "Nama Pejabat".')
        raise click.UsageError(told)
    return tuple(_waiver(text, " ".join(by.split())) for text in written)


def _waiver(text: str, by: str) -> Waiver:
    parts = _WRITTEN.fullmatch(text)
    code, about, reason = (" ".join(part.split()) for part in parts.groups()) if parts else ("", "", "")
    if not about or not reason:
        told = language().said(
            '--waive {text}: tulis kode, tentang siapa, dan alasannya, misalnya --waive A01@M-001/1="Banjir".',
            text=text,
        )
        raise click.UsageError(told)
    if why := refusal(code.upper(), {message.code: message for message in catalogue.messages()}):
        what, why = f"{code}@{about}", language().sentence(why)
        told = language().said("--waive {what} tidak dapat dipakai: {why}.", what=what, why=why)
        raise click.UsageError(told)
    return Waiver(code=code, about=about, reason=reason, approved_by=by)
