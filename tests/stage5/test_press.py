"""A draft's slots become pictures; what enters the content hash."""

from dataclasses import replace
from datetime import date

from pipeline import charts, word
from pipeline.charts import Bar, BarRow
from pipeline.flow import ChartSlot, Context
from pipeline.stage5_render import press
from tests.documents import world
from tests.stage5 import papers

ROWS = (BarRow("1", (Bar(90.0, "90%"),)), BarRow("2", (Bar(None, "–"),)))
CHART = ChartSlot(kind="rates", names=("Nomor pertemuan",), rows=ROWS, width_mm=150, height_mm=65, alt="Dua batang")


class Report(Context):
    chart: ChartSlot | None


def job_of(chart: ChartSlot | None) -> press.Job:
    context = Report(chart=chart)
    return press.job(replace(papers.card(), context=context), "", date(2015, 5, 2), context)


def test_a_chart_becomes_a_picture_of_its_size():
    picture = press.values(job_of(CHART))["chart"]
    assert isinstance(picture, word.Picture)
    assert picture.data.startswith(b"\x89PNG")
    assert (picture.width_mm, picture.height_mm, picture.alt) == (150, 65, "Dua batang")
    assert press.values(job_of(None))["chart"] is None


def test_the_content_hash_holds_the_numbers_of_a_chart_but_not_how_it_is_drawn(monkeypatch):
    before = job_of(CHART).content_hash
    changed = CHART.model_copy(update={"rows": (BarRow("1", (Bar(80.0, "80%"),)), ROWS[1])})
    assert job_of(changed).content_hash != before
    monkeypatch.setattr(charts, "png", None)
    assert job_of(CHART).content_hash == before


def test_where_a_line_may_break_is_no_content():
    told, bound, other = (
        CHART.model_copy(update={"alt": text}) for text in ("4 Mei 2015", "4\N{NO-BREAK SPACE}Mei 2015", "5 Mei 2015")
    )
    assert job_of(told).content_hash == job_of(bound).content_hash != job_of(other).content_hash


def test_the_author_of_a_report_is_the_office_that_assigned_the_facilitator():
    dossier = world.typical()
    offices = {code: office.called for code, office in dossier.offices.items()}
    facilitator = next(iter(dossier.assignments))
    district = dossier.assignments[facilitator].district or ""
    assert press.author(dossier, facilitator) == offices[district]
    assert {press.author(dossier, code) for code in offices} == set(offices.values())
    assert press.author(dossier, "X-9") == "X-9"
