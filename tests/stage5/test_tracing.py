"""What papers were made of is kept when they are issued, and outlives every accident."""

import pytest

from pipeline import register
from pipeline.register import Entry, Register, TraceKey, Traces
from tests.stage5.papers import House, card, house, spk, spm


@pytest.fixture
def desk(tmp_path) -> House:
    return house(tmp_path)


def ledger(desk: House) -> dict[str, Entry]:
    with register.opened(desk.folder / "register.sqlite") as book:
        return {entry.key: entry for entry in book.listing()}


def traces(desk: House) -> Traces:
    with register.opened(desk.folder / "register.sqlite") as book:
        return book.traces


def key(entry: Entry) -> TraceKey:
    return (*entry.entry_key, entry.content_hash)


def kept(desk: House) -> set[TraceKey]:
    """Every version of every paper of the ledger that has a trace."""
    return traces(desk).versions(map(key, ledger(desk).values()))


def test_every_issued_paper_has_its_trace(desk):
    desk.issue(spk(), spm(), card(), spk("M-002"))
    assert kept(desk) == set(map(key, ledger(desk).values()))


def test_a_second_run_writes_nothing(desk):
    desk.issue(spk(), spm())
    before = traces(desk).path.read_bytes()
    desk.issue(spk(), spm())
    assert traces(desk).path.read_bytes() == before


def test_a_dry_run_keeps_nothing(desk):
    desk.issue(spk(), dry_run=True)
    assert not traces(desk).path.exists()


def test_a_paper_made_anew_has_only_its_new_trace(desk):
    desk.issue(card())
    old = ledger(desk)["id_card/facilitator:M-001"]
    desk.issue(card(name="Siti Aminah"))
    new = ledger(desk)["id_card/facilitator:M-001"]
    assert old.content_hash != new.content_hash
    assert kept(desk) == {key(new)}


def test_a_letter_that_only_changed_keeps_the_trace_of_what_was_issued(desk):
    desk.issue(spk())
    for name in ("Siti Aminah", "Siti Fatimah", "Siti Khadijah"):
        assert desk.issue(spk(name=name))["spk/facilitator:M-001"].status == "changed"
    assert key(ledger(desk)["spk/facilitator:M-001"]) in kept(desk)
    assert len(kept(desk)) == 2


def test_a_new_template_needs_no_new_trace(desk):
    desk.issue(card())
    before = traces(desk).path.read_bytes()
    desk.write_template("id_card", "Tanda pengenal {{ name }}")
    assert desk.issue(card())["id_card/facilitator:M-001"].status == "issued"
    assert traces(desk).path.read_bytes() == before


def test_a_voided_letter_keeps_its_trace_until_its_key_is_issued_again(desk):
    desk.issue(spk())
    with register.opened(desk.folder / "register.sqlite") as book:
        book.void("D-01", "spk", "facilitator:M-001", "salah", desk.today)
    assert len(kept(desk)) == 1


def test_papers_issued_before_there_were_traces_get_theirs_in_the_next_run(desk):
    desk.issue(spk(), spm())
    traces(desk).path.unlink()
    assert {paper.status for paper in desk.issue(spk(), spm()).values()} == {"unchanged"}
    assert kept(desk) == set(map(key, ledger(desk).values()))


def test_a_run_killed_before_the_ledger_leaves_a_trace_that_does_no_harm(desk, monkeypatch):
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Register, "mark_issued", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.issue(card())
    (entry,) = ledger(desk).values()
    assert entry.state == "reserved"
    desk.issue(card(name="Siti Aminah"))
    assert kept(desk) == {key(ledger(desk)["id_card/facilitator:M-001"])}


def test_a_run_killed_while_it_keeps_traces_has_issued_nothing(desk, monkeypatch):
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Traces, "keep", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.issue(spk())
    assert list(desk.out.rglob("*.docx")) == []
    assert desk.issue(spk())["spk/facilitator:M-001"].status == "issued"
    assert len(kept(desk)) == 1
