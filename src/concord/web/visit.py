"""One reader before one fund: what every page needs to know, and the frame that it stands in."""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.core import fund as core
from concord.core.acts import Cure, Refusal
from concord.core.agreement.days import day_of_instant
from concord.core.agreement.terms import Terms
from concord.core.log import BadNote, Checkpoint
from concord.core.sentences import cure_sentence, sentence
from concord.core.state import State
from concord.shell import funds
from concord.shell.models import Officer
from concord.web import wording

#: The rooms of a fund: the name of the page, and its word in the navigation.
ROOMS: Final[dict[str, Promise]] = {
    "overview": _("Overview"),
    "agreement": _("Agreement"),
    "contributions": _("Contributions"),
    "projects": _("Projects"),
    "verification": _("Verification"),
    "decisions": _("Decisions"),
    "ledger": _("Ledger"),
    "log": _("Log"),
}


class Seal(NamedTuple):
    """The last checkpoint with its note, if any; ``broken`` when its signature does not hold."""

    checkpoint: Checkpoint | None = None
    note: bytes = b""
    broken: bool = False


#: The most that a database can count to.
SEQ_MAX: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, the fund it is about as it stands today, and the officer who asks, if any."""

    request: HttpRequest
    fund: str
    state: State
    today: int
    officer: Officer | None
    seal: Seal

    @property
    def terms(self) -> Terms:
        """The agreement that the fund obeys."""
        return self.state.terms

    @property
    def holding(self) -> str:
        """The currency in which the fund is held."""
        return self.state.terms.holding

    @property
    def party(self) -> str:
        """The party that the officer acts for, "" for a reader."""
        return self.officer.party if self.officer else ""

    def url(self, page: str, **places: object) -> str:
        """The address of a page of this fund."""
        return reverse(page, kwargs={"fund": self.fund, **places})

    def act_url(self, form: str, **given: str) -> str:
        """The address of a form, with what is known already filled in."""
        query = f"?{urlencode(given)}" if given else ""
        return self.url("act", slug=form) + query

    def clause_url(self, art: str | None) -> str:
        """Where a clause stands, "" for no clause."""
        return f"{self.url('agreement')}#{wording.anchor(art)}" if art else ""

    def asked(self, name: str) -> str:
        """A word that the reader put into the address."""
        return self.request.GET.get(name, "").strip()[:100]


def arrive(request: HttpRequest, fund: str) -> Visit:
    """The visit of a request to a fund; Http404 where there is no such fund."""
    if fund not in funds.fund_ids():
        raise Http404(fund)
    state = funds.state(fund)
    today = day_of_instant(funds.now(fund), state.terms.zone_minutes)
    officer = officer_of(request, fund)
    return Visit(request, fund, core.opened(state, today), today, officer, seal_of(fund))


def row_of(fund: str, seq: int) -> funds.LogRow:
    """An entry of a fund's log; Http404 where there is none, however large the number."""
    row = funds.entry(fund, seq) if seq <= SEQ_MAX else None
    if row is None:
        raise Http404(str(seq))
    return row


def number(text: str) -> int | None:
    """A number in an address; None for anything else, and for more than any log can hold."""
    return int(text) if text.isdecimal() and len(text) < len(str(SEQ_MAX)) else None


def seal_of(fund: str) -> Seal:
    """What was last signed of a fund's log, and whether the signature is that of its key."""
    try:
        found = funds.checkpoint(fund)
    except BadNote:
        return Seal(broken=True)
    return Seal(*found) if found else Seal()


def officer_of(request: HttpRequest, fund: str) -> Officer | None:
    """The officer of a fund who is signed in."""
    if isinstance(request.user, AnonymousUser):
        return None
    found = Officer.objects.filter(user=request.user).first()
    return found if found is not None and found.fund_id in {None, "", fund} else None


def page(
    visit: Visit, template: str, title: str, status: int = 200, **context: object
) -> HttpResponse:
    """A page of a fund: the frame, and what the page itself has to say.

    ``room`` in the context names the room that the page belongs to, where the template does not.
    """
    name, _mark, part = template.partition("#")
    room = context.get("room") or name.split("/")[0]
    frame = {
        **common(visit.request),
        "page_title": title,
        "home_url": visit.url("overview"),
        "fund": {"id": visit.fund, "title": fund_title(visit.terms), "url": visit.url("overview")},
        "notice": notice(visit.terms),
        "nav": [
            {"url": visit.url(name), "label": label, "current": name == room}
            for name, label in ROOMS.items()
        ],
        "account": account(visit),
        "foot": foot(visit),
        "clock": clock(visit),
        "visit": visit,
    }
    file = f"concord/{name}.html#{part}" if part else f"concord/{name}.html"
    response = render(visit.request, file, {**frame, **context}, status=status)
    patch_vary_headers(response, ["HX-Target"])  # a part of a page is not the page
    return response


def common(request: HttpRequest) -> dict[str, Any]:
    """The part of the frame that needs no fund: languages and sign-in."""
    here = request.get_full_path()
    return {
        "languages": [
            {
                "code": code,
                "name": name,
                "url": _with_language(request, code),
                "current": code == wording.language(),
            }
            for code, name in settings.LANGUAGES
        ],
        "sign_in_url": f"{reverse('sign-in')}?{urlencode({'next': here})}",
    }


def _with_language(request: HttpRequest, code: str) -> str:
    query = request.GET.copy()
    query["lang"] = code
    return f"{request.path}?{query.urlencode()}"


def fund_title(terms: Terms) -> str:
    """The fund's title in the reader's language, else in the authentic one."""
    return terms.title.get(wording.language()) or terms.title.get(terms.authentic, terms.id)


def notice(terms: Terms) -> str:
    """The one sentence that stands on top of every page of an illustrative fund."""
    if not terms.illustrative:
        return ""
    return str(_("Illustrative fund: no amount or date here is a fact about a country."))


def account(visit: Visit) -> dict[str, str] | None:
    """Who is signed in, for the head of the page."""
    if isinstance(visit.request.user, AnonymousUser):
        return None
    return {
        "name": visit.officer.officer if visit.officer else visit.request.user.get_username(),
        "party": wording.party(visit.state, visit.party) if visit.officer else "",
        "acts_url": visit.url("acts") if visit.officer else "",
        "sign_out_url": reverse("sign-out"),
    }


def foot(visit: Visit) -> dict[str, Any]:
    """The foot of the page: how long the log is, and what was last signed of it."""
    made: dict[str, Any] = {"entries": visit.state.size, "check_url": visit.url("check")}
    signed = visit.seal.checkpoint
    if signed is not None:
        made.update(checkpoint_size=signed.size, signed_by=signed.origin)
    return made


def demonstration(fund: str) -> bool:
    """Whether a fund is there to be tried: marked illustrative, with a clock that is told."""
    return funds.is_pinned(fund) and funds.terms(fund).illustrative


def clock(visit: Visit) -> dict[str, Any]:
    """The day of the fund; that of a demonstration can be moved on."""
    told = demonstration(visit.fund)
    return {
        "today": wording.date(visit.today),
        "pinned": told,
        "advance_url": visit.url("clock") if told else "",
    }


def refusal_box(visit: Visit, refusal: Refusal) -> dict[str, Any]:
    """A refusal as the error summary shows it: sentence, clause, and what would cure it."""
    return {
        "message": sentence(refusal, wording.language()),
        "clause": wording.article(refusal.clause),
        "clause_url": visit.clause_url(refusal.clause),
        "cures": [cure_words(cure) for cure in refusal.cures],
    }


def cure_words(cure: Cure) -> str:
    """What would lift a refusal, who can do it, and until when it helps."""
    return cure_sentence(cure, wording.language())
