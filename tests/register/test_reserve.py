"""Which number a paper gets, and what happens when input and register do not agree."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.failures import Failure
from pipeline.register import NumberRule, Register, Request
from tests.register.papers import BLANK, DAY, GIVEN, OWN, booked, issued, mark, numbers, paper

LATER = date(2015, 6, 1)
NEXT_YEAR = date(2016, 1, 4)


class TestOwnSeries:
    def test_numbers_follow_date_then_subject(self, register: Register) -> None:
        booked(register, paper("c"), paper("a", dated=LATER), paper("b"))
        assert numbers(register) == {"b": "001/SPM/2015", "c": "002/SPM/2015", "a": "003/SPM/2015"}

    def test_a_series_for_each_issuer_kind_and_year_of_the_letter(self, register: Register) -> None:
        requests = [
            paper("a"),
            paper("b", dated=NEXT_YEAR),
            paper("c", kind="partnership_statement"),
            replace(paper("d"), issuer="district:3313"),
        ]
        assert [one.number[:3] for one in booked(register, *requests)] == ["001"] * 4

    def test_a_series_begins_at_the_first_number_and_runs_on(self, register: Register) -> None:
        rule = replace(OWN, first=51)
        assert [one.number[:3] for one in booked(register, paper("a", rule), paper("b", rule))] == ["051", "052"]
        answer = register.reserve([paper("c", replace(OWN, first=80))], DAY)
        assert [(one.problem, one.entry and one.entry.number) for one in answer.conflicts] == [
            ("first", "053/SPM/2015")
        ]
        assert answer.entries[paper("c").entry_key].number == "053/SPM/2015"

    def test_a_key_keeps_number_and_date(self, register: Register) -> None:
        before = booked(register, paper("a"), paper("b"))
        assert booked(register, paper("a", dated=NEXT_YEAR), paper("b", replace(OWN, pattern="{urut}"))) == before

    def test_an_unusable_pattern_books_nothing(self, register: Register) -> None:
        answer = register.reserve([paper("a", NumberRule("register", "{urutan}")), paper("b")], DAY)
        assert [(one.request.subject, one.problem, one.entry) for one in answer.conflicts] == [("a", "pattern", None)]
        assert numbers(register) == {"b": "001/SPM/2015"}

    def test_a_pattern_that_repeats_itself_doubles_nothing(self, register: Register) -> None:
        """The first of November and the eleventh of January: {urut}{bulan} is 111 for both."""
        rule = NumberRule("register", "{urut}{bulan}")
        booked(register, paper("a", rule, dated=date(2015, 11, 2)))
        booked(register, *(paper(f"b{n:02}", rule, dated=date(2015, 12, 1)) for n in range(2, 11)))
        assert [one.number for one in booked(register, paper("c", rule, dated=date(2015, 1, 5)))] == ["121"]
        assert register.check() == []


class TestSeriesBehindNumbersGivenByHand:
    """An office numbered some letters itself, then let the register go on."""

    MONTHLY = NumberRule("register", "{urut:03}/SPM/{bulan_romawi}/{tahun}")

    def test_the_series_goes_on_behind_them(self, register: Register) -> None:
        booked(register, paper("a", GIVEN, "001/SPM/2015"), paper("b", GIVEN, "002/SPM/2015"))
        booked(register, paper("c"), paper("d"))
        assert (numbers(register)["c"], numbers(register)["d"]) == ("003/SPM/2015", "004/SPM/2015")
        assert register.check() == []

    def test_it_fills_the_numbers_between(self, register: Register) -> None:
        booked(register, paper("x", GIVEN, "002/SPM/2015"), paper("y", GIVEN, "005/SPM/2015"))
        entries = booked(register, *(paper(subject) for subject in "abcd"))
        assert [one.number[:3] for one in entries] == ["001", "003", "004", "006"]
        assert register.check() == []

    def test_within_one_batch_numbers_of_the_workbook_come_first(self, register: Register) -> None:
        entries = booked(register, paper("a"), paper("b", GIVEN, "001/SPM/2015", dated=LATER))
        assert [one.number[:3] for one in entries] == ["002", "001"]

    def test_the_month_of_a_letter_makes_no_other_number(self, register: Register) -> None:
        booked(register, paper("a", GIVEN, "001/SPM/V/2015"), paper("b", GIVEN, "002/SPM/IV/2015"))
        (entry,) = booked(register, paper("c", self.MONTHLY, dated=LATER))
        assert entry.number == "003/SPM/VI/2015"

    def test_a_voided_one_is_passed_too(self, register: Register) -> None:
        issued(register, paper("a", GIVEN, "001/SPM/2015"))
        register.void("district:3312", "spm", "a", "batal", DAY)
        assert [one.number[:3] for one in booked(register, paper("a"), paper("b"))] == ["002", "003"]
        assert register.check() == []

    def test_one_given_and_voided_after_the_series_went_past_it(self, register: Register) -> None:
        booked(register, paper("a", GIVEN, "001/SPM/2015"), paper("b"))
        register.void("district:3312", "spm", "a", "batal", DAY)
        assert register.check() == []
        booked(register, paper("c", GIVEN, "001/SPM/2015"), paper("d"))
        assert numbers(register) == {"b": "002/SPM/2015", "c": "001/SPM/2015", "d": "003/SPM/2015"}
        assert register.check() == []

    def test_those_of_another_year_kind_or_issuer_do_not_count(self, register: Register) -> None:
        given = paper("x", GIVEN, "001/SPM/2015")
        booked(
            register, replace(given, dated=NEXT_YEAR), replace(given, kind="spk"), replace(given, issuer="district:1")
        )
        assert [one.number for one in booked(register, paper("a"))] == ["001/SPM/2015"]

    def test_a_number_left_open_is_filled_behind_them(self, register: Register) -> None:
        issued(register, paper("a", BLANK))
        booked(register, paper("b", GIVEN, "001/SPM/2015"))
        assert [one.number for one in booked(register, paper("a"))] == ["002/SPM/2015"]

    @pytest.mark.parametrize("voided", [False, True])
    def test_a_number_of_the_series_is_given_to_no_other(self, register: Register, voided: bool) -> None:
        (before,) = issued(register, paper("a"))
        if voided:
            before = register.void(*before.entry_key, "batal", DAY)
        answer = register.reserve([paper("b", GIVEN, "001/SPM/2015")], DAY)
        assert [(one.problem, one.entry, one.holder) for one in answer.conflicts] == [("duplicate", None, before)]


class TestGivenNumbers:
    def test_a_given_number_is_booked_as_typed(self, register: Register) -> None:
        (entry,) = booked(register, paper("a", GIVEN, " 3/129/PK.03.02/V/2015\u00a0"))
        assert (entry.number, entry.state, entry.source) == ("3/129/PK.03.02/V/2015", "reserved", "given")

    def test_a_missing_one_is_a_conflict_without_entry(self, register: Register) -> None:
        answer = register.reserve([paper("a", GIVEN, " ")], DAY)
        assert [(one.problem, one.entry) for one in answer.conflicts] == [("missing", None)]
        assert answer.entries == {}
        assert register.listing() == []

    def test_one_number_for_two_subjects_books_the_first(self, register: Register) -> None:
        answer = register.reserve([paper("b", GIVEN, "5/X"), paper("a", GIVEN, "5/X"), paper("c", GIVEN, "6/X")], DAY)
        (conflict,) = answer.conflicts
        assert (conflict.request.subject, conflict.problem, conflict.entry) == ("b", "duplicate", None)
        assert conflict.holder == answer.entries[paper("a").entry_key]
        assert numbers(register) == {"a": "5/X", "c": "6/X"}

    def test_the_same_text_in_another_year_or_kind_is_another_number(self, register: Register) -> None:
        booked(
            register,
            paper("a", GIVEN, "5"),
            paper("b", GIVEN, "5", dated=NEXT_YEAR),
            paper("c", GIVEN, "5", kind="spk"),
        )

    def test_a_changed_one_leaves_the_booked_number(self, register: Register) -> None:
        issued(register, paper("a", GIVEN, "5/X"))
        for given, problem in (("6/X", "changed"), ("", "missing")):
            answer = register.reserve([paper("a", GIVEN, given)], DAY)
            assert [(one.problem, one.entry and one.entry.number) for one in answer.conflicts] == [(problem, "5/X")]
        assert numbers(register) == {"a": "5/X"}

    def test_a_slip_between_two_subjects_can_be_mended_by_voiding(self, register: Register) -> None:
        issued(register, paper("a", GIVEN, "1"), paper("b", GIVEN, "2"))
        for subject in ("a", "b"):
            register.void("district:3312", "spm", subject, "tertukar", DAY)
        booked(register, paper("a", GIVEN, "2"), paper("b", GIVEN, "1"))
        assert numbers(register) == {"a": "2", "b": "1"}

    def test_a_voided_one_still_given_is_booked_anew_and_told(self, register: Register) -> None:
        issued(register, paper("a", GIVEN, "5/X"))
        register.void("district:3312", "spm", "a", "batal berangkat", DAY)
        (conflict,) = register.reserve([paper("a", GIVEN, "5/X")], DAY).conflicts
        assert conflict.problem == "voided"
        assert conflict.entry
        assert conflict.entry.state == "reserved"
        assert conflict.holder
        assert conflict.holder.reason == "batal berangkat"


class TestWhereNumbersComeFrom:
    @pytest.mark.parametrize("now", [paper("a", GIVEN, "9/X"), paper("a", BLANK), paper("a", None)])
    def test_a_number_of_the_own_series_stays(self, register: Register, now: Request) -> None:
        (before,) = issued(register, paper("a"))
        answer = register.reserve([now], DAY)
        assert [(one.problem, one.entry) for one in answer.conflicts] == [("source", before)]
        assert answer.entries[now.entry_key] == before

    def test_a_given_number_stays(self, register: Register) -> None:
        (before,) = issued(register, paper("a", GIVEN, "9/X"))
        answer = register.reserve([paper("a", OWN)], DAY)
        assert [(one.problem, one.entry) for one in answer.conflicts] == [("source", before)]

    def test_the_own_number_copied_into_the_workbook_is_no_conflict(self, register: Register) -> None:
        (before,) = issued(register, paper("a"))
        assert booked(register, paper("a", GIVEN, before.number)) == [before]

    @pytest.mark.parametrize(("rule", "given", "number"), [(GIVEN, "9/X", "9/X"), (OWN, "", "001/SPM/2015")])
    def test_a_number_left_open_is_filled_once(
        self, register: Register, rule: NumberRule, given: str, number: str
    ) -> None:
        (before,) = issued(register, paper("a", BLANK))
        assert (before.number, before.state, before.reissue) == ("", "issued", False)
        (after,) = booked(register, paper("a", rule, given, dated=NEXT_YEAR))
        assert (after.number, after.dated, after.state, after.reissue) == (number, DAY, "issued", True)
        assert register.reserve([paper("a", GIVEN, "10/X")], DAY).conflicts != ()
        assert numbers(register) == {"a": number}
        assert register.check() == []

    def test_a_number_still_open_though_it_should_be_given_withholds(self, register: Register) -> None:
        issued(register, paper("a", BLANK))
        answer = register.reserve([paper("a", GIVEN)], DAY)
        assert [(one.problem, one.entry) for one in answer.conflicts] == [("missing", None)]
        assert answer.entries == {}

    def test_papers_without_number_stand_in_the_ledger(self, register: Register) -> None:
        report = paper("a", None, kind="monthly_report")
        (entry,) = issued(register, report)
        assert (entry.number, entry.state, entry.path) == ("", "issued", "spm/a.docx")
        assert register.dates() == {report.entry_key: DAY}
        assert booked(register, replace(report, dated=LATER)) == [entry]


class TestLife:
    def test_reserved_then_issued(self, register: Register) -> None:
        (entry,) = booked(register, paper("a"))
        assert (entry.state, entry.key, entry.path, entry.written) == ("reserved", "spm/a", "", None)
        assert register.mark_issued([mark(entry)], LATER) == ()
        after = register.entry(*entry.entry_key)
        assert after == replace(
            entry,
            state="issued",
            path="spm/a.docx",
            content_hash="c1",
            template_hash="t1",
            sha256="f" * 64,
            written=LATER,
        )

    def test_void_keeps_the_number_and_the_key_gets_another(self, register: Register) -> None:
        issued(register, paper("a"), paper("b"))
        register.void("district:3312", "spm", "a", "  salah \n nama ", LATER)
        assert register.entry("district:3312", "spm", "a") is None
        (entry,) = booked(register, paper("a", dated=LATER))
        assert (entry.number, entry.dated) == ("003/SPM/2015", LATER)
        voided = register.listing()[0]
        assert (voided.number, voided.state, voided.reason, voided.voided) == (
            "001/SPM/2015", "void", "salah nama", LATER,
        )  # fmt: skip

    def test_reissue_keeps_number_and_date_until_written(self, register: Register) -> None:
        (before,) = issued(register, paper("a"))
        entry = register.reissue(*before.entry_key, "salah ketik", LATER)
        assert entry == replace(before, reissue=True)
        assert booked(register, paper("a")) == [entry]
        register.mark_issued([mark(entry, "c2")], LATER)
        (after,) = booked(register, paper("a"))
        assert after == replace(before, content_hash="c2", written=LATER)

    def test_a_paper_to_be_reissued_can_be_voided(self, register: Register) -> None:
        (entry,) = issued(register, paper("a"))
        register.reissue(*entry.entry_key, "salah ketik", DAY)
        assert not register.void(*entry.entry_key, "batal", DAY).reissue

    def test_a_paper_voided_while_it_was_written_is_not_entered(self, register: Register) -> None:
        first, second = booked(register, paper("a"), paper("b"))
        register.void(*first.entry_key, "batal", DAY)
        booked(register, paper("a"))
        assert register.mark_issued([mark(first), mark(second)], DAY) == (mark(first),)
        assert [one.state for one in register.listing()] == ["void", "issued", "reserved"]

    def test_what_cannot_be_done_is_a_failure(self, register: Register) -> None:
        (entry,) = booked(register, paper("a"))
        with pytest.raises(Failure, match="belum terbit"):
            register.reissue(*entry.entry_key, "salah ketik", DAY)
        with pytest.raises(Failure, match="spm/z"):
            register.void("district:3312", "spm", "z", "batal", DAY)
        with pytest.raises(Failure, match="Alasan"):
            register.void(*entry.entry_key, " \n", DAY)
        assert register.listing() == [entry]

    def test_a_key_is_found_as_people_write_it(self, register: Register) -> None:
        booked(register, paper("member:K-03/07"), replace(paper("member:K-03/07"), issuer="centre"))
        assert [one.issuer for one in register.find("spm/member:K-03/07")] == ["centre", "district:3312"]
        assert register.find("spm/member:K-03") == []

    def test_the_export_shows_every_line(self, register: Register) -> None:
        issued(register, paper("a"))
        register.void("district:3312", "spm", "a", "batal", LATER)
        booked(register, paper("a"))
        assert [(row[1], row[2], row[4], row[9]) for row in register.export_rows()] == [
            ("spm/a", "001/SPM/2015", "batal", "batal"),
            ("spm/a", "002/SPM/2015", "dipesan", ""),
        ]


def test_the_pdfs_of_issued_papers_are_entered_by_their_paths(register: Register) -> None:
    one, other = issued(register, paper("a"), paper("b"))
    register.mark_printed({one.path: "a" * 64, "spm/unknown.docx": "b" * 64})
    assert [entry.pdf_sha256 for entry in booked(register, paper("a"), paper("b"))] == ["a" * 64, ""]
    issued(register, paper("a"))
    assert register.listing()[0].pdf_sha256 == "a" * 64, "the same file"
    assert register.mark_issued([replace(mark(one), sha256="d" * 64)], DAY) == ()
    assert register.listing()[0].pdf_sha256 == "", "another file, of which no PDF was made yet"
    register.void(other.issuer, other.kind, other.subject, "salah nama", DAY)
    register.mark_printed({other.path: "c" * 64})
    assert register.check() == []
