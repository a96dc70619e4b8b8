"""What an officer may accept with a reason, and what nobody may."""

import re

import pytest

from pipeline.findings import Severity
from pipeline.run.catalogue import messages

WAIVABLE = {
    "targets missed for a reason": {"A01", "A06", "K01", "L12"},
    "evidence that is late, missing or poor": {"A02", "A04", "K03", "N02", "F08", "F09", "F12", "F13", "F14"},
    "texts and sessions that are rightly alike": {"C17", "C19", "N07"},
    "people who are rightly counted so": {"G86", "G87", "G89", "A25", "B14", "B15", "N01", "N04", "N05"},
    # No number of a person is accepted: two people may have one name, and both NIKs are kept as they are.
    "people of one name": {"G88", "B11"},
    "places, hours and partners that are as written": {"G94", "K07", "K12", "C14"},
    # A number that was given out in one month for a letter of the next: both are as they are, and no order is broken.
    "numbers that the mail desk gave so": {"L18", "L19"},
}
NEVER = {
    "reading": r"G[0-6]\d|G99|L30|B0[1-5]",
    "codes that name nothing": r"G7\d",
    "offices that cannot give a letter, and what it rests on": r"L49|L50|B1[6-9]",
    "identity": r"G8[0-5]|G9[0-3]|G95|G96|B10|B13",
    "who is on the list": r"A2[0-4]|A26",
    "order of dates, and days that cannot be": (r"C0\d|C1[0-358]|C20|N03|N06|K04|K08|K10|K13|A3\d|L0[1-4]|L13|L14"),
    "money": r"B06|K05|K09|K11|G92|G93|B12",
    "gates of letters": r"L0[5-9]|L1[0157]",
    "issuing": r"L8\d|L3[23478]|L45|L51",
    "printing": r"L3[569]|L4[0-48]",
    "waivers themselves": r"G9[78]|L31",
    "files that cannot be printed": r"F0[1-7]|F1[01]",
    "personal data": r"P\d\d",
    "templates": r"T\d\d",
}


def test_exactly_these_may_be_accepted():
    assert {message.code for message in messages() if message.waivable} == set().union(*WAIVABLE.values())


@pytest.mark.parametrize("family", NEVER)
def test_nobody_may_accept(family):
    found = [message for message in messages() if re.fullmatch(NEVER[family], message.code)]
    assert found
    assert [message.code for message in found if message.waivable] == []


def test_every_error_and_warning_was_thought_of():
    patterns = "|".join([*NEVER.values(), *(code for codes in WAIVABLE.values() for code in codes), "L16"])
    grave = [message.code for message in messages() if message.severity is not Severity.NOTE]
    assert [code for code in grave if not re.fullmatch(patterns, code)] == []
