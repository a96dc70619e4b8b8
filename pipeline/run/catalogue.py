"""The catalogue: every message that berkas can say, wherever it is declared."""

from pipeline import bundles, rules, waivers
from pipeline.findings import Message, messages_of
from pipeline.flow import bounds
from pipeline.stage1_read import (
    absent,
    cards,
    choice_columns,
    columns,
    guarded,
    inputs,
    near,
    recognise,
    sheets,
    versions,
    workbooks,
)
from pipeline.stage1_read import cells as stage1_cells
from pipeline.stage2_normalise import duplicates, faults, months, sent_twice, sessions, spelling
from pipeline.stage5_render import as_pdf, attachments, booking, issuing, page_numbers, settle, withhold
from pipeline.stage6_report import marked, shelf
from pipeline.word.lint import file_faults, tag_faults

READING_MODULES = (
    absent, stage1_cells, cards, choice_columns, columns, guarded, inputs, near, recognise, sheets, versions, workbooks,
)  # fmt: skip
RECORDING_MODULES = (duplicates, faults, months, sent_twice, sessions, spelling)
RENDERING_MODULES = (issuing, withhold, booking, settle, page_numbers, attachments, as_pdf, bundles)
TEMPLATE_MODULES = (file_faults, tag_faults)


def messages() -> list[Message]:
    """Every message that berkas can say, by code."""
    return messages_of(
        [
            *READING_MODULES,
            *RECORDING_MODULES,
            *rules.MODULES,
            waivers,
            bounds,
            *RENDERING_MODULES,
            marked,
            shelf,
            *TEMPLATE_MODULES,
        ]
    )
