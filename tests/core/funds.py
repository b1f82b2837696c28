"""A player that keeps the log of a small fund, and the steps that many tests need."""

from __future__ import annotations

from typing import Any

from concord.core import acts, entry, fund
from concord.core.acts import Act, Command, Event, Refusal
from concord.core.agreement.days import day_of, iso_of
from concord.core.agreement.terms import Terms
from concord.core.books import acts as b
from concord.core.compliance import acts as c
from concord.core.programme import acts as p
from concord.core.regime import acts as r
from concord.core.report import report
from concord.core.sentences import LANGUAGES, cure_sentence, sentence
from concord.core.state import State
from tests.core.clauses import terms


def later(day: str, days: int) -> str:
    """The day that is so many days after another."""
    return iso_of(day_of(day) + days)


class Play:
    """A fund in memory, driven as the shell drives it: what fell due first, then the act."""

    def __init__(self, made: Terms | None = None, *, opened: str | None = "2026-12-01") -> None:
        self.state = State(made or terms())
        self.log: list[bytes] = []
        self.n = 0
        if opened:
            self.ok("WB", opened, self.opening())

    @property
    def books(self):
        return self.state.books

    @property
    def regime(self):
        return self.state.regime

    def opening(self, **changes: Any) -> acts.OpenFund:
        named = acts.AgreementRef(self.state.terms.id, self.state.terms.sha256)
        parts: dict[str, Any] = {
            "origin": "example.org/t",
            "key": "k",
            "agreements": [named],
            "rules": acts.RULES,
        }
        return acts.OpenFund(**(parts | changes))

    def act_of(self, party: str, at: str, command: Command, officer: str = "") -> Act:
        at = at if "T" in at else f"{at}T12:00:00Z"
        self.n += 1
        return Act(
            party=party, officer=officer or f"{party}-1", at=at, id=f"c{self.n}", command=command
        )

    def write(self, act: Act, events: list[Event]) -> None:
        made = entry.entry_of(self.state.size, act, events)
        data = entry.encode(made)
        assert entry.decode(data) == made
        fund.apply(self.state, made)
        self.log.append(data)

    def tick(self, at: str) -> list[Event]:
        """Let what falls due by a day happen; return all events."""
        done: list[Event] = []
        instant = at if "T" in at else f"{at}T12:00:00Z"
        while fund.falls_due(self.state, instant):
            act = self.act_of("WB", instant, acts.Tick(to=instant[:10]), "clock")
            events = fund.decide(self.state, act)
            assert isinstance(events, list), events
            self.write(act, events)
            done += events
        return done

    def send(
        self, party: str, at: str, command: Command, officer: str = ""
    ) -> list[Event] | Refusal:
        """Send an act after what fell due; write it when it is accepted."""
        if self.log:
            self.tick(at)
        act = self.act_of(party, at, command, officer)
        found = fund.decide(self.state, act)
        if isinstance(found, list):
            self.write(act, found)
        return found

    def ok(self, party: str, at: str, command: Command, officer: str = "") -> list[Event]:
        """Send an act that has to be accepted; return its events."""
        found = self.send(party, at, command, officer)
        assert isinstance(found, list), found
        return found

    def no(self, code: str, party: str, at: str, command: Command, officer: str = "") -> Refusal:
        """Send an act that has to be refused for a reason; return the refusal.

        It is the first of all reasons, and each of them reads well in every language.
        """
        found = self.send(party, at, command, officer)
        assert isinstance(found, Refusal), found
        assert found.code == code, found
        act = self.act_of(party, at, command, officer)
        reasons = list(fund.examine(self.state, act))
        assert reasons[0] == found
        for lang, words in LANGUAGES.items():
            for reason in reasons:
                cures = [cure_sentence(cure, lang) for cure in reason.cures]
                assert words.MISSING not in " ".join([sentence(reason, lang), *cures]), reason
        return found

    def why(self, party: str, at: str, command: Command, officer: str = "") -> list[str]:
        """The codes of every reason against an act."""
        if self.log:
            self.tick(at)
        act = self.act_of(party, at, command, officer)
        return [one.code for one in fund.examine(self.state, act)]

    def status(self, kind: str, ident: str, at_close_of: str = "") -> str:
        """The state of an instrument now, or as it will be when a day has closed."""
        if at_close_of:
            return fund.project(self.state, day_of(at_close_of)).regime.status(kind, ident)
        return self.state.regime.status(kind, ident)

    def report(self, at: str = "") -> dict[str, Any]:
        """The state report now, or at the close of a day."""
        day = day_of(at) if at else self.state.opened
        state = fund.project(self.state, day) if at else self.state
        return report(state, day, day, "")

    def snapshot(self) -> tuple[bytes, dict[Any, int]]:
        """All that is true, to compare."""
        return entry.encode(self.report()), dict(self.state.books.balances)

    # --- steps that many tests need -------------------------------------------------------------
    def receive(self, donor: str, minor: int, at: str, ref: str = "") -> None:
        ref = ref or f"dep-{self.n}"
        command = b.RecordReceipt(
            donor=donor, ref=ref, amount=str(minor), currency="USD", value_on=at
        )
        self.ok("WB", at, command)

    def attest(self, milestone: str, at: str, by: str = "IAEA", verdict: str = "met") -> None:
        self.ok(by, at, r.Attest(milestone=milestone, verdict=verdict, on=at))

    def decide(self, case: str, at: str, act: str, ref: str, **more: Any) -> None:
        """Have a decision adopted under "ord"."""
        rule = more.pop("rule", "ord")
        self.ok("US", at, r.Propose(case=case, rule=rule, act=act, ref=ref, **more))
        for party in ("US", "JP"):
            self.ok(party, at, r.Vote(case=case, vote="yes"))

    def grant(self, project: str, minor: int, at: str) -> None:
        """A project with a signed grant, by decision where there is a body."""
        self.ok("WB", at, p.RegisterProject(project=project, title=project, sector="Food"))
        case = ""
        if self.state.terms.bodies:
            case = f"case-{project}"
            self.decide(case, at, "allocate", project, amount=str(minor))
        amount = str(minor)
        self.ok("WB", at, p.Allocate(project=project, amount=amount, value_on=at, case=case))
        self.ok("WB", at, p.SignGrant(project=project, amount=amount, value_on=at))
        if "payee-1" not in self.state.compliance.payees:
            self.ok("WB", at, c.RegisterPayee(payee="payee-1"))

    def request(self, ident: str, project: str, minor: int, at: str, **more: Any) -> None:
        self.ok("KP", at, withdrawal(ident, project, minor, **more))
        self.ok("WB", at, p.ApproveWithdrawal(withdrawal=ident))

    def pay(self, ident: str, project: str, minor: int, at: str) -> None:
        """Request, approve and pay a withdrawal."""
        self.request(ident, project, minor, at)
        self.ok("WB", at, p.PayWithdrawal(withdrawal=ident, value_on=at), "WB-2")


def withdrawal(ident: str, project: str, minor: int, **more: Any) -> p.RequestWithdrawal:
    return p.RequestWithdrawal(
        withdrawal=ident,
        project=project,
        method="advance",
        amount=str(minor),
        payee=more.pop("payee", "payee-1"),
        **more,
    )


def running(made: Terms | None = None) -> Play:
    """The small fund on 2027-01-10: money in, M2 verified, project A with a grant of 4,000.00."""
    play = Play(made)
    play.receive("US", 500_000, "2027-01-05", "us-1")
    play.receive("JP", 300_000, "2027-01-05", "jp-1")
    play.attest("M2", "2027-01-06")
    play.grant("A", 400_000, "2027-01-10")
    return play
