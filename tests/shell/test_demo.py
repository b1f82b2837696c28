"""The demonstration is built through the real way in, once, and goes on where it stopped."""

import pytest
from django.contrib.auth import authenticate, get_user_model

from concord.core.acts import Refusal
from concord.core.entry import decode
from concord.shell import demo, funds
from concord.shell.episodes import run
from concord.shell.models import Officer

pytestmark = pytest.mark.usefixtures("place")


def test_it_is_built_once_and_is_what_the_replay_gives():
    fund = demo.build_demo()
    size, root = funds.size(fund), funds.root(fund)
    replay = run("kp-mdtf")

    assert fund == "KP-MDTF"
    assert funds.is_pinned(fund)
    assert funds.now(fund) == replay.episode.story.now
    assert funds.state(fund).books.balances == replay.state.books.balances
    assert size >= replay.state.size

    assert demo.build_demo() == fund
    assert (funds.size(fund), funds.root(fund)) == (size, root)
    assert Officer.objects.count() == len(demo.ACCOUNTS)


def test_a_build_that_was_interrupted_goes_on(monkeypatch):
    real, sent = funds.act, []

    def failing(fund, envelope):
        sent.append(envelope)
        if len(sent) > 90:
            raise KeyboardInterrupt
        return real(fund, envelope)

    monkeypatch.setattr(funds, "act", failing)
    with pytest.raises(KeyboardInterrupt):
        demo.build_demo()
    monkeypatch.setattr(funds, "act", real)
    fund = demo.build_demo()

    assert funds.state(fund).books.balances == run("kp-mdtf").state.books.balances
    ids = [decode(row.data).id for row in funds.rows(fund, limit=1000)]
    assert len(ids) == len(set(ids))


def test_an_act_that_is_answered_otherwise_than_told_stops_the_build(monkeypatch):
    monkeypatch.setattr(funds, "act", lambda *_: Refusal(code="amount-zero"))

    with pytest.raises(demo.StoryBroken, match="amount-zero, where the story says accepted"):
        demo.build_demo()


def test_a_demonstration_of_another_text_is_left_as_it_is():
    found = demo.episode(demo.EPISODE)
    older = found.source.replace(b"ceiling: 8m", b"ceiling: 7m")
    funds.open_fund(older, "older.yaml", pinned_at="2026-12-01T00:00:00Z")

    assert demo.build_demo() == "KP-MDTF"
    assert funds.size("KP-MDTF") == 1
    assert get_user_model().objects.count() == len(demo.ACCOUNTS)


def test_everybody_can_sign_in_and_acts_for_a_party_of_the_fund():
    fund = demo.build_demo()
    parties = funds.terms(fund).parties
    person = authenticate(username="treasury", password=demo.PASSWORD)

    assert person is not None
    assert person.officer.officer == "WB/finance"
    assert {one.party for one in demo.ACCOUNTS} <= set(parties)
    assert all(one.officer.startswith(f"{one.party}/") for one in demo.ACCOUNTS)
    roles = {parties[one.party].role for one in demo.ACCOUNTS}
    assert {"recipient", "donor", "trustee", "verifier", "monitor", "observer"} <= roles
