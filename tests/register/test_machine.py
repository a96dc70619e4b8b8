"""Any sequence of runs and commands keeps the promises of the register."""

import tempfile
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pipeline.register import Entry, EntryKey, NumberRule, Request, opened
from tests.register.papers import BLANK, DAY, GIVEN, mark

OWN = NumberRule("register", "{urut}/{tahun}", first=5)
RULES = {"own": OWN, "given": GIVEN, "blank": BLANK, "none": None}

requests = st.builds(
    lambda kind, subject, day, given, other: Request(
        "district:3312", kind, subject, date(2015, 12, 1) + timedelta(day), RULES[other or kind], given
    ),
    st.sampled_from(list(RULES)),
    st.sampled_from("abcdef"),
    st.integers(0, 60),
    # Numbers given by hand that are, or will be, those of the office's own series, and others.
    st.sampled_from(["", "5/2015", "6/2015", "8/2015", "5/2016", "6/2016", "I", "II"]),
    # Now and then the office changes where the numbers of a kind come from.
    st.sampled_from([None, None, None, None, *RULES]),
)


class RegisterMachine(RuleBasedStateMachine):
    """`live` is what the outside world was told; it must stay true whatever happens next."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.path = Path(folder) / "register.sqlite"
        self.register = self.stack.enter_context(opened(self.path))
        self.live: dict[EntryKey, Entry] = {}
        self.voided: list[Entry] = []

    def teardown(self) -> None:
        self.stack.close()

    @rule(batch=st.lists(requests, max_size=8))
    def reserve(self, batch: list[Request]) -> None:
        answer = self.register.reserve(batch, DAY)
        refused = [one.request for one in answer.conflicts if one.entry is None]
        assert [one for one in refused if one.rule == OWN] == [], "the own series always goes on"
        blocked = {one.entry_key for one in refused}
        assert {one.entry_key for one in batch} == answer.entries.keys() | blocked
        for key, entry in answer.entries.items():
            told = self.live.get(key)
            if told and told.number:
                assert entry == told
            elif told:
                assert (entry.dated, entry.state) == (told.dated, told.state)
            else:
                assert entry.state == "reserved"
            self.live[key] = entry

    @rule(data=st.data())
    def issue(self, data: st.DataObject) -> None:
        for key in data.draw(st.lists(st.sampled_from(sorted(self.live)), unique=True)) if self.live else []:
            assert self.register.mark_issued([mark(self.live[key])], DAY) == ()
            entry = self.register.entry(*key)
            assert entry
            assert (entry.state, entry.reissue) == ("issued", False)
            assert (entry.number, entry.dated) == (self.live[key].number, self.live[key].dated)
            self.live[key] = entry

    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        if self.live:
            key = data.draw(st.sampled_from(sorted(self.live)))
            entry = self.register.void(*key, "batal", DAY)
            assert entry.number == self.live.pop(key).number
            self.voided.append(entry)

    @rule(data=st.data())
    def reissue(self, data: st.DataObject) -> None:
        if ready := sorted(key for key, entry in self.live.items() if entry.state == "issued"):
            key = data.draw(st.sampled_from(ready))
            self.live[key] = self.register.reissue(*key, "salah ketik", DAY)

    @rule()
    def next_run(self) -> None:
        self.register = self.stack.enter_context(opened(self.path))

    @invariant()
    def told_numbers_stay(self) -> None:
        listing = self.register.listing()
        assert {one.entry_key: one for one in listing if one.state != "void"} == self.live
        # The listing is in the order of booking, `voided` in the order of voiding.
        assert sorted(map(repr, (one for one in listing if one.state == "void"))) == sorted(map(repr, self.voided))

    @invariant()
    def own_numbers_have_no_gap_and_no_double(self) -> None:
        """Voided ones count, and what was given by hand fills the places that the series passed."""
        listing = [one for one in self.register.listing() if one.number]
        for kind, year in {(one.kind, one.dated.year) for one in listing if one.source == "register"}:
            there = [one for one in listing if (one.kind, one.dated.year) == (kind, year)]
            own = [one.number for one in there if one.source == "register"]
            taken = [one.number for one in there]
            last = max(int(number.split("/")[0]) for number in own)
            assert {f"{n}/{year}" for n in range(5, last + 1)} <= set(taken)
            assert [number for number in own if taken.count(number) != 1] == []
            assert {number.split("/")[1] for number in own} == {str(year)}

    @invariant()
    def no_number_is_live_twice(self) -> None:
        taken = [(key[1], one.dated.year, one.number) for key, one in self.live.items() if one.number]
        assert len(taken) == len(set(taken))

    @invariant()
    def sound(self) -> None:
        assert self.register.check() == []


RegisterMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=20)
TestRegisterMachine = RegisterMachine.TestCase
