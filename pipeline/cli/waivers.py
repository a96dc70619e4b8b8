"""The findings that an officer accepts on the command line."""

import re
from collections.abc import Sequence

import click

from pipeline.records import Waiver
from pipeline.run import catalogue
from pipeline.waivers import refusal

_WRITTEN = re.compile(r"\s*([A-Za-z][0-9]{2})\s*@([^=]+)=(.*)", re.DOTALL)


def asked(written: Sequence[str], by: str) -> tuple[Waiver, ...]:
    """The waivers of `--waive CODE@about=reason`, approved by `--by`. UsageError when one is unclear or refused."""
    if written and not by.strip():
        raise click.UsageError('--waive perlu nama pejabat yang menyetujui: --by "Nama Pejabat".')
    return tuple(_waiver(text, " ".join(by.split())) for text in written)


def _waiver(text: str, by: str) -> Waiver:
    parts = _WRITTEN.fullmatch(text)
    code, about, reason = (" ".join(part.split()) for part in parts.groups()) if parts else ("", "", "")
    if not about or not reason:
        raise click.UsageError(
            f'--waive {text}: tulis kode, tentang siapa, dan alasannya, misalnya --waive A01@M-001/1="Banjir".'
        )
    if why := refusal(code.upper(), {message.code: message for message in catalogue.messages()}):
        raise click.UsageError(f"--waive {code}@{about} tidak dapat dipakai: {why}.")
    return Waiver(code=code, about=about, reason=reason, approved_by=by)
