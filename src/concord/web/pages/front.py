"""Pages that stand outside any fund: which funds are here, and what could not be shown."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from concord.shell import funds
from concord.web.visit import common, fund_title


def listing(request: HttpRequest, found: list[str]) -> HttpResponse:
    """The funds of this installation."""
    rows = [
        {"title": fund_title(funds.terms(one)), "url": reverse("overview", kwargs={"fund": one})}
        for one in found
    ]
    context = {**common(request), "page_title": _("Funds"), "funds": rows}
    return render(request, "concord/funds.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's
    """There is no such page."""
    words = {
        "page_title": _("Page not found"),
        "explanation": _(
            "There is no page at this address. It may have been mistyped or cut short."
        ),
    }
    return _plain(request, words, 404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's
    """The request must not be answered."""
    return _plain(request, _stale(), 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's
    """A form that did not come from this site, or from a session that is over."""
    return _plain(request, _stale(), 403)


def _stale() -> dict[str, str]:
    return {
        "page_title": _("This form can no longer be sent"),
        "explanation": _(
            "Go back, load the page again, and send the form once more. Nothing was written."
        ),
    }


def failed(request: HttpRequest) -> HttpResponse:
    """The machine failed. The page asks nothing of the database."""
    words = {
        "page_title": _("Something failed here"),
        "explanation": _("Nothing that was confirmed to you is lost. Try again in a moment."),
    }
    return _plain(request, words, 500)


def _plain(request: HttpRequest, words: dict[str, Any], status: int) -> HttpResponse:
    context = {**common(request), **words}
    context.pop("sign_in_url")
    return render(request, "concord/plain.html", context, status=status)
