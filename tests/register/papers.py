"""Papers to be booked, for the tests of the register."""

from datetime import date

from pipeline.register import Entry, IssuedMark, NumberRule, Register, Request

DAY = date(2015, 5, 4)
OWN = NumberRule("register", "{urut:03}/SPM/{tahun}")
GIVEN = NumberRule("given")
BLANK = NumberRule("blank")


def paper(
    subject: str, rule: NumberRule | None = OWN, given: str = "", dated: date = DAY, kind: str = "spm"
) -> Request:
    return Request("district:3312", kind, subject, dated, rule, given)


def mark(entry: Entry, content: str = "c1") -> IssuedMark:
    return IssuedMark(
        entry.issuer, entry.kind, entry.subject, entry.number, f"spm/{entry.subject}.docx", content, "t1", "f" * 64
    )


def booked(register: Register, *requests: Request) -> list[Entry]:
    """The entries of a batch that raises no conflict, in the order asked."""
    answer = register.reserve(requests, DAY)
    assert answer.conflicts == ()
    return [answer.entries[one.entry_key] for one in requests]


def issued(register: Register, *requests: Request) -> list[Entry]:
    entries = booked(register, *requests)
    assert register.mark_issued([mark(one) for one in entries], DAY) == ()
    return booked(register, *requests)


def numbers(register: Register) -> dict[str, str]:
    """Subject -> number of the live entries."""
    return {one.subject: one.number for one in register.listing() if one.state != "void"}
