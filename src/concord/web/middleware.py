"""A link can choose the language: ``?lang=ko`` shows the page in Korean and remembers it.

It works without script and without a form. The choice is kept in the cookie that Django's own
``LocaleMiddleware`` reads, so this stands after it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class LanguageLinkMiddleware:
    """Takes the language from the address, where it names one that there is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language that was asked for."""
        code = request.GET.get("lang", "")
        if code not in dict(settings.LANGUAGES):
            return self.get_response(request)
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = self.get_response(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
