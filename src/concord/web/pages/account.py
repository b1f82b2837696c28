"""Signing in and out. A demonstration shows its accounts; no other installation does."""

from typing import Any, NamedTuple

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from concord.shell import funds
from concord.shell.demo import PASSWORD
from concord.shell.models import Officer
from concord.web import wording
from concord.web.names import named
from concord.web.visit import common, demonstration

REFUSED = 422


class DemoAccount(NamedTuple):
    """A person of the demonstration, whom anybody may be."""

    username: str
    role: str
    party: str


@sensitive_post_parameters("password")
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; after it the reader is back where the sign-in was asked for."""
    there = _safe(request, request.POST.get("next") or request.GET.get("next") or "/")
    if request.method != "POST":
        return _page(request, there, [], "")
    username, password = request.POST.get("username", ""), request.POST.get("password", "")
    missing = [
        {"field_id": name, "message": message}
        for name, value, message in (
            ("username", username, _("Write your user name")),
            ("password", password, _("Write your password")),
        )
        if not value
    ]
    if missing:
        return _page(request, there, missing, username)
    known = "\0" not in username + password  # no database takes it
    user = authenticate(request, username=username, password=password) if known else None
    if user is None:
        wrong = _("User name and password do not belong together")
        return _page(request, there, [{"field_id": "username", "message": wrong}], username)
    login(request, user)
    return redirect(there)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the first page is shown."""
    logout(request)
    return redirect("home")


def _safe(request: HttpRequest, there: str) -> str:
    """An address of this site, and no other."""
    allowed = url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return there if allowed else "/"


def demo_accounts() -> list[DemoAccount]:
    """The accounts of demonstrations, and of no other fund."""
    found = []
    for fund in funds.fund_ids():
        if not demonstration(fund):
            continue
        known = funds.terms(fund).parties
        for one in Officer.objects.filter(fund=fund).exclude(role="").select_related("user"):
            party = known.get(one.party)
            name = named(party.name) if party else one.party
            found.append(DemoAccount(one.user.get_username(), named(one.role), name))
    return found


def _page(
    request: HttpRequest, there: str, errors: list[dict[str, str]], username: str
) -> HttpResponse:
    faults = {one["field_id"]: one["message"] for one in errors}
    fields = [
        {
            "name": "username",
            "label": _("User name"),
            "value": username,
            "autocomplete": "username",
            "error": faults.get("username", ""),
        },
        {
            "name": "password",
            "label": _("Password"),
            "type": "password",
            "autocomplete": "current-password",
            "error": faults.get("password", ""),
        },
    ]
    accounts = demo_accounts()
    context: dict[str, Any] = {
        **common(request),
        "page_title": _("Sign in"),
        "fields": fields,
        "errors": errors,
        "next": there,
        "accounts": accounts,
        "demo_password": PASSWORD if accounts else "",
        "language": wording.language(),
    }
    status = REFUSED if errors else 200
    return render(request, "concord/sign_in.html", context, status=status)
