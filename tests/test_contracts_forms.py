"""The contract between the forms (how a sheet looks) and the records (what it means)."""

from collections import Counter
from collections.abc import Iterator

import pytest

from pipeline import indonesian, knowledge, records
from pipeline.knowledge import Block, Form, FormField
from pipeline.rules.photos import WRONG_KIND
from pipeline.stage2_normalise.cells import reader_of

FORMS = knowledge.forms()
NOT_ON_A_SHEET = {"place", "places", "zone"}
FROM_THE_IDENTITY_CARD = {"facilitator", "month"}
FROM_A_MATRIX_HEADING = {"session": {"session", "held_on"}, "week": {"week"}}


def blocks(form: Form) -> Iterator[Block]:
    yield from (block for block in (form.card, form.table) if block)


def fields(form: Form) -> Iterator[FormField]:
    yield from (field for block in blocks(form) for field in block.fields)


def fields_given(block: Block) -> set[str]:
    """The record's fields that a block fills."""
    given = {field.name for field in block.fields} | set(block.inherits)
    return given | (FROM_A_MATRIX_HEADING[block.across.kind] | {block.across.value} if block.across else set())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_field_of_a_form_is_a_field_of_its_record(form: Form) -> None:
    for block in blocks(form):
        if block.record:
            assert fields_given(block) <= set(records.RECORDS[block.record].model_fields)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_table_inherits_only_what_its_card_gives(form: Form) -> None:
    inherited = set(form.table.inherits) if form.table else set()
    on_card = {field.name for field in form.card.fields} if form.card else set()
    assert inherited <= on_card
    if form.card and not form.card.record:
        assert inherited == on_card, "a card without a record of its own gives everything to the table"


@pytest.mark.parametrize("name", sorted(records.RECORDS))
def test_every_field_of_a_record_stands_on_some_form(name: str) -> None:
    record = records.RECORDS[name]
    expected = set(record.model_fields) - NOT_ON_A_SHEET
    if issubclass(record, records.MonthlyRecord) and record is not records.MonthCard:
        expected -= FROM_THE_IDENTITY_CARD
    given = {field for form in FORMS for block in blocks(form) if block.record == name for field in fields_given(block)}
    assert given == expected


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_no_heading_of_a_form_can_be_taken_for_another(form: Form) -> None:
    for block in blocks(form):
        counted = Counter(key for field in block.fields for key in field.heading_keys())
        assert [key for key, count in counted.items() if count > 1 or not key] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_what_identifies_a_row_is_required(form: Form) -> None:
    """Also: nothing else is required but what would be None when its cell is empty."""
    for block in blocks(form):
        model_fields = records.RECORDS[block.record].model_fields if block.record else {}
        for field in block.fields:
            if field.name in model_fields:
                rule = model_fields[field.name]
                assert field.required or not rule.is_required()
                assert not field.required or rule.is_required() or rule.default is None


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_exactly_the_file_fields_name_files(form: Form) -> None:
    for block in blocks(form):
        for field in block.fields:
            kind = records.kind_of(records.RECORDS[block.record], field.name) if block.record else "code"
            assert field.file == (kind == "file")


@pytest.mark.parametrize("workbook", ["assignment", "monthly"])
def test_a_sheet_name_means_one_form(workbook: knowledge.Workbook) -> None:
    names = Counter(indonesian.heading_key(name) for form in knowledge.forms_of(workbook) for name in form.sheets)
    assert [name for name, count in names.items() if count > 1] == []
    assert all(len(form.sheets[0]) <= 28 for form in knowledge.forms_of(workbook)), "Excel: 31 with a number behind"


def test_examples_can_be_read() -> None:
    """The example in the help of a field would pass as a cell of that field."""
    context = reader_of(knowledge.programme("motivator-2015")).context
    for form in FORMS:
        for block in blocks(form):
            if not block.record:
                continue
            record = records.RECORDS[block.record]
            for field in block.fields:
                if field.example:
                    record.__pydantic_validator__.validate_assignment(
                        record.model_construct(), field.name, field.example, context=context
                    )


def test_the_evidence_form_names_every_kind_of_file_that_is_read() -> None:
    """And no other: it says what the finding says at a file of another kind."""
    named = WRONG_KIND.text.partition(" bukan ")[2].rstrip(".")
    assert named.count(",") == 4
    assert f"({named})" in knowledge.form("evidence").help


def test_every_field_explains_itself() -> None:
    assert [(form.name, field.name) for form in FORMS for field in fields(form) if not field.help] == []
