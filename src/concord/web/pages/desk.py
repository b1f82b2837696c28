"""Doing something: a form, a look at what will be sent, the act itself, and what it led to.

Every form goes the same way: GET shows it, "check" holds it against the agreement without writing,
"send" acts. A refusal comes back to the same form with what was written still in it.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concord.core.acts import Refusal
from concord.core.agreement.days import day_of_instant, iso_of
from concord.core.entry import decode
from concord.shell import funds
from concord.web import history, wording
from concord.web.agenda import coming
from concord.web.forms import shapes
from concord.web.forms.acts import FORMS, links
from concord.web.forms.base import ActForm
from concord.web.visit import ROOMS, Visit, arrive, demonstration, page, refusal_box, row_of

REFUSED = 422
STEPS_OF_CLOCK = ("1", "7", "30")


def _form_of(slug: str) -> type[ActForm]:
    if slug not in FORMS:
        raise Http404(slug)
    return FORMS[slug]


@require_safe
def acts(request: HttpRequest, fund: str) -> HttpResponse:
    """Every form that is open to the role of the officer who asks, by the room of its noun."""
    visit = arrive(request, fund)
    rooms = [
        {"title": title, "acts": links(visit, *(s for s, one in FORMS.items() if one.room == room))}
        for room, title in ROOMS.items()
    ]
    return page(
        visit,
        "acts",
        _("What you can record"),
        room="acts",
        rooms=[room for room in rooms if room["acts"]],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, fund: str, slug: str) -> HttpResponse:
    """A form, and what becomes of it."""
    visit, kind = arrive(request, fund), _form_of(slug)
    if request.method != "POST":
        given = {name: value for name, value in request.GET.items() if isinstance(value, str)}
        return _shown(visit, slug, kind(visit, given=given), [])
    if visit.officer is None:
        return redirect(f"{reverse('sign-in')}?next={visit.act_url(slug)}")
    form = kind(visit, request.POST)
    if request.POST.get("step") == "change":
        return _shown(visit, slug, form, [], fresh=True)
    return _answered(visit, slug, form, sending=request.POST.get("step") == "send")


def _answered(visit: Visit, slug: str, form: ActForm, *, sending: bool) -> HttpResponse:
    """What becomes of a form that was sent, or that is to be checked before it is."""
    if not form.is_valid() or form.envelope is None:
        return _shown(visit, slug, form, list(shapes.faults(form)))
    outcome = funds.act(visit.fund, form.envelope, dry_run=not sending)
    if isinstance(outcome, Refusal):
        return _shown(visit, slug, form, [refusal_box(visit, outcome)])
    if not sending:
        return _checked(visit, slug, form)
    return redirect(visit.url("done", seq=outcome.entries[-1].seq))


def _shown(
    visit: Visit, slug: str, form: ActForm, errors: list[Any], *, fresh: bool = False
) -> HttpResponse:
    """The form; with errors it says so in its status too."""
    fields = shapes.described(form)
    if fresh:
        fields = [{**field, "error": ""} for field in fields]
    return page(
        visit,
        "act",
        str(form.heading),
        status=REFUSED if errors else 200,
        room=form.room,
        room_title=ROOMS[form.room],
        form=form,
        fields=fields,
        hidden=shapes.hidden(form, everything=False),
        errors=errors,
        check_url=visit.url("check-act", slug=slug),
        action=visit.url("act", slug=slug),
        back=form.back(),
    )


def _checked(visit: Visit, slug: str, form: ActForm) -> HttpResponse:
    """What will be sent, to be looked at; nothing has been written."""
    return page(
        visit,
        "act_check",
        _("Check before you send"),
        room=form.room,
        room_title=ROOMS[form.room],
        form=form,
        summary=form.summary(),
        hidden=shapes.hidden(form, everything=True),
        action=visit.url("act", slug=slug),
    )


@require_POST
def check(request: HttpRequest, fund: str, slug: str) -> HttpResponse:
    """What the agreement would say to the form as it stands: a fragment beside the form."""
    visit, kind = arrive(request, fund), _form_of(slug)
    form = kind(visit, request.POST)
    if visit.officer is None or not form.is_valid() or form.envelope is None:
        return page(visit, "act#verdict", "", verdict="open")
    outcome = funds.act(fund, form.envelope, dry_run=True)
    if isinstance(outcome, Refusal):
        box = refusal_box(visit, outcome)
        return page(visit, "act#verdict", "", verdict="refused", box=box)
    return page(visit, "act#verdict", "", verdict="allowed")


@require_safe
def done(request: HttpRequest, fund: str, seq: int) -> HttpResponse:
    """What an act led to: its entry, what moved, the receipt, and what comes next."""
    visit = arrive(request, fund)
    row = row_of(fund, seq)
    entry = decode(row.data)
    return page(
        visit,
        "done",
        _("Recorded: %(what)s") % {"what": history.kind_word(row.kind)},
        room="log",
        line=history.line(visit.state, row),
        moment=wording.moment(row.at),
        moves=history.moves(visit.state, entry),
        coming=coming(visit)[:3],
        entry_url=visit.url("entry", seq=seq),
        receipt_url=visit.url("receipt", seq=seq),
    )


@require_POST
def clock(request: HttpRequest, fund: str) -> HttpResponse:
    """Move a demonstration's clock on by some days, and let what falls due fall due.

    It is nobody's act, so nobody need be signed in; a fund with a clock of its own refuses.
    """
    visit = arrive(request, fund)
    days = request.POST.get("days", "")
    if not demonstration(fund) or days not in STEPS_OF_CLOCK:
        raise Http404(days)
    now = funds.now(fund)
    day = day_of_instant(now) + int(days)
    funds.pin(fund, iso_of(day) + now[10:])
    funds.tick(fund)
    there = request.POST.get("next", "")
    # Only a path of this fund: nobody is to be sent elsewhere by a form.
    home = visit.url("overview")
    return redirect(there if there.startswith(home) else home)
