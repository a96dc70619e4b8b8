"""A small world for stage 5: two letters of which the second cites the first, and templates of one line.

What their kind must print besides stands in the footers of the templates, where no test looks.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document as WordFile

from pipeline import knowledge, register
from pipeline.findings import NOWHERE, Finding, Message, Severity
from pipeline.flow import Context, Dossier, Draft, Issued, Numbered
from pipeline.stage5_render import Press, render
from pipeline.stage5_render.withhold import REQUIRED

PROGRAMME = knowledge.programme("motivator-2015")
FAULT = Message("G99", Severity.ERROR, "Salah.", "Betulkan.", "aturan uji")
SERIES = Numbered("D-01", "register", pattern="{urut:03}/UJI/{bulan_romawi}/{tahun}")


class Named(Context):
    name: str = ""
    number: str = ""


class Signature(Context):
    name: str = ""
    place_and_date: str = ""


class Required(Context):
    """Fields that the shipped templates of these kinds print."""

    nik: str = ""
    role: str = ""
    term: str = ""
    period: str = ""
    subject: str = ""
    addressee: str = ""
    valid_until: str = ""
    duties: tuple[str, ...] = ()
    groups: tuple[Named, ...] = ()
    letters: tuple[Named, ...] = ()
    signature: Signature = Signature()


class Line(Required):
    name: str
    number: str = ""
    spk_number: str = ""
    spm_number: str = ""


def spk(code: str = "M-001", name: str = "Siti", **changes: Any) -> Draft:
    draft = Draft(
        "spk", f"facilitator:{code}", f"SPK {name}", "D-01", date(2015, 4, 30),
        frozenset({f"spk/facilitator:{code}", f"facilitator:{code}"}),
        Line(name=name), f"D-01/{code}/SPK_{code}", SERIES,
    )  # fmt: skip
    return replace(draft, **changes)


def spm(code: str = "M-001", name: str = "Siti", **changes: Any) -> Draft:
    key = f"facilitator:{code}"
    draft = Draft(
        "spm", key, f"SPM {name}", "D-01", date(2015, 5, 2),
        frozenset({f"spm/{key}", key}),
        Line(name=name), f"D-01/{code}/SPM_{code}", SERIES, {"spk_number": f"spk/{key}"},
    )  # fmt: skip
    return replace(draft, **changes)


def card(code: str = "M-001", name: str = "Siti", **changes: Any) -> Draft:
    """A paper without a number."""
    key = f"facilitator:{code}"
    draft = Draft(
        "id_card", key, f"Kartu {name}", "D-01", date(2015, 5, 2),
        frozenset({f"id_card/{key}", key}), Line(name=name), f"D-01/{code}/KARTU_{code}",
    )  # fmt: skip
    return replace(draft, **changes)


def fault(*about: str) -> Finding:
    return FAULT.at(NOWHERE, about)


@dataclass
class House:
    """An output folder with a register and templates."""

    folder: Path
    today: date = date(2015, 5, 4)
    said: tuple[Finding, ...] = ()
    templates: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def write_template(self, kind: str, text: str, without: Collection[str] = ()) -> None:
        """`without`: required fields that are not to stand in its footer either."""
        (self.folder / "templates").mkdir(exist_ok=True)
        document = WordFile()
        document.add_paragraph(text)
        document.sections[0].footer.paragraphs[0].text = " ".join(
            _tag(path) for path in REQUIRED[kind] if path not in without and f"{{{{ {path} }}}}" not in text
        )
        document.save(str(self.folder / "templates" / f"{kind}.docx"))

    @contextmanager
    def press(self, *, dry_run: bool = False, page_numbers: bool = False) -> Iterator[Press]:
        with register.opened(self.folder / "register.sqlite") as book:
            yield Press(self.out, (self.folder / "templates",), book, dry_run, page_numbers)

    def issue(
        self, *drafts: Draft, findings: tuple[Finding, ...] = (), dry_run: bool = False, page_numbers: bool = False
    ) -> dict[str, Issued]:
        """One run. What was found on the way is in `said`."""
        with self.press(dry_run=dry_run, page_numbers=page_numbers) as press:
            issued, self.said = render(Dossier(PROGRAMME, self.today), drafts, findings, press)
        return {paper.key: paper for paper in issued}

    def codes(self) -> list[str]:
        return [finding.code for finding in self.said]

    def text(self, paper: Issued) -> str:
        return "\n".join(line.text for line in WordFile(str(self.out / paper.path)).paragraphs if line.text)


def _tag(path: str) -> str:
    many, one, rest = path.partition("[]")
    return f"{{% for one in {many} %}}{{{{ one{rest} }}}}{{% endfor %}}" if one else f"{{{{ {path} }}}}"


def house(folder: Path) -> House:
    made = House(folder)
    made.write_template("spk", "SPK {{ number }} untuk {{ name }}")
    made.write_template("spm", "SPM {{ number }} berdasar {{ spk_number }} untuk {{ name }}")
    made.write_template("id_card", "Kartu {{ name }}")
    return made
