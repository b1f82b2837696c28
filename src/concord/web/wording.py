"""How figures, days and names are said in the reader's language; nothing here decides anything.

Amounts come in as minor units and leave as text with exactly the unit's decimals; a figure that is
rounded for the eye says so by its unit ("USD million") and always has the exact one behind it.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from django.utils import dateformat
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from concord.core.agreement.days import day_of
from concord.core.state import State
from concord.web.names import named

MILLION = 10**6
#: Korean counts in groups of ten thousand.
MAN, EOK = 10**4, 10**8


class Rounded(NamedTuple):
    """A figure for the eye: its digits and the unit they count."""

    value: str
    unit: str


def language() -> str:
    """The reader's language as a code of two letters."""
    return (get_language() or "en")[:2]


def date(day: int | str) -> str:
    """A day, as a number or in ISO text, as the reader's language writes it."""
    number = day_of(day[:10]) if isinstance(day, str) else day
    # Translators: how a date is written, in the letters of Django's date format.
    pattern = pgettext("date format", "j F Y")
    return dateformat.format(dt.date.fromordinal(number), pattern)


def short_date(day: int | str) -> str:
    """A day for a narrow column of a table; it is never broken over two lines."""
    number = day_of(day[:10]) if isinstance(day, str) else day
    # Translators: how a date is written where there is little room.
    pattern = pgettext("short date format", "j M Y")
    said = dateformat.format(dt.date.fromordinal(number), pattern)
    return said.replace(" ", "\u00a0")


def moment(at: str) -> str:
    """An instant ("2027-03-01T09:30:00Z") as a date with the hour."""
    return _("%(date)s, %(time)s UTC") % {"date": date(at), "time": at[11:16]}


def plain_date(day: int) -> dt.date:
    """A day number as the standard library's date."""
    return dt.date.fromordinal(day)


def grouped(figure: str) -> str:
    """A plain figure ("-1234567.80") with its thousands set apart."""
    sign, digits = ("\u2212", figure[1:]) if figure.startswith("-") else ("", figure)
    whole, point, part = digits.partition(".")
    return f"{sign}{int(whole or '0'):,}{point}{part}"


def amount(state: State, minor: int, unit: str) -> str:
    """An amount with exactly the unit's decimals, without its unit."""
    return grouped(state.major_of(minor, unit))


def money(state: State, minor: int, unit: str) -> str:
    """An amount with its unit."""
    return with_unit(amount(state, minor, unit), unit)


def with_unit(figure: str, unit: str) -> str:
    """A figure that is already text, with its unit where the language puts it."""
    return pgettext("amount", "%(unit)s %(figure)s") % {"unit": unit, "figure": figure}


def major(state: State, minor: int, unit: str) -> Decimal:
    """An amount in major units, exact."""
    return Decimal(state.major_of(minor, unit))


def rounded(whole: Decimal, unit: str) -> Rounded:
    """An amount in major units as a figure of few digits."""
    if language() == "ko":
        return Rounded(_in_man(whole), unit)
    if abs(whole) < MAN:
        return Rounded(f"{_nearest(whole, '1'):,}".replace("-", "\u2212"), unit)
    places = "0.01" if abs(whole) < MILLION else "0.1"
    figure = f"{_nearest(whole / MILLION, places):,}".replace("-", "\u2212")
    return Rounded(figure, _("%(unit)s million") % {"unit": unit})


def briefly(whole: Decimal) -> str:
    """An amount in major units for a label in a picture."""
    if language() == "ko":
        return _in_man(whole)
    if abs(whole) < MAN:
        return f"{_nearest(whole, '1'):,}".replace("-", "\u2212")
    places = "0.01" if abs(whole) < MILLION else "0.1"
    figure = f"{_nearest(whole / MILLION, places):,}".replace("-", "\u2212")
    return _("%(figure)sm") % {"figure": figure}


def _nearest(figure: Decimal, places: str) -> Decimal:
    return figure.quantize(Decimal(places), ROUND_HALF_EVEN)


def _in_man(whole: Decimal) -> str:
    sign = "\u2212" if whole < 0 else ""
    if abs(whole) < MAN:
        return f"{sign}{_nearest(abs(whole), '1'):,}"
    count = int(_nearest(abs(whole) / MAN, "1"))
    high, low = divmod(count, EOK // MAN)
    parts = [f"{high:,}억"] if high else []
    parts += [f"{low:,}만"] if low else []
    return sign + " ".join(parts)


def percent(ppm: int) -> str:
    """A share in millionths as per cent, with as many decimals as it needs and at most two."""
    figure = _nearest(Decimal(ppm) / 10_000, "0.01").normalize()
    return f"{figure:f}%"


def due_words(day: int, today: int) -> str:
    """The words of a tag for something that is to be done by a day."""
    left = day - today
    if left < 0:
        return ngettext("%(n)d day overdue", "%(n)d days overdue", -left) % {"n": -left}
    if left == 0:
        return _("Due today")
    return ngettext("Due in %(n)d day", "Due in %(n)d days", left) % {"n": left}


def article(art: str | None) -> str:
    """A clause as it is cited."""
    return _("Article %(art)s") % {"art": art} if art else ""


def party(state: State, ident: str) -> str:
    """A party's name in the reader's language, its id where it is no party."""
    found = state.parties.get(ident)
    return named(found.name if found else ident)


def parties(state: State, idents: tuple[str, ...] | list[str]) -> str:
    """Several parties, one after the other."""
    return ", ".join(party(state, ident) for ident in idents)


def anchor(art: str) -> str:
    """The name of a clause's place on the page of the agreement."""
    return "art-" + re.sub(r"[^0-9A-Za-z.-]", "-", art)
