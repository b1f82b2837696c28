"""The shape of what is written into a form: amounts, days, digests; and how a form is shown.

An amount is written in major units and becomes minor units by moving digits, never by arithmetic
with fractions: "1,250.5" in a currency with two decimals is "125050".
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

AMOUNT: Final = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?")
DIGEST: Final = re.compile(r"[0-9a-f]{64}")
DIGITS_MAX: Final = 19

Choices = list[tuple[str, str]]


def minor_units(text: str, exponent: int) -> str:
    """The digits of an amount in minor units.

    Raises forms.ValidationError, with what was expected, for any text that is not such an amount.
    """
    found = AMOUNT.fullmatch(text.strip().replace(" ", ""))
    if found is None:
        raise forms.ValidationError(_("Write an amount in digits, for example 1250000"))
    part = found["part"] or ""
    if len(part) > exponent:
        raise forms.ValidationError(
            ngettext(
                "This currency has at most %(n)d decimal",
                "This currency has at most %(n)d decimals",
                exponent,
            )
            % {"n": exponent}
            if exponent
            else _("This currency has no decimals")
        )
    digits = (found["whole"].replace(",", "") + part.ljust(exponent, "0")).lstrip("0") or "0"
    if len(digits) > DIGITS_MAX:
        raise forms.ValidationError(_("The amount is too large for the books"))
    return digits


class Amount(forms.CharField):
    """An amount in major units, kept as it was written; the form knows the currency."""


class Day(forms.CharField):
    """A day in ISO text."""

    def clean(self, value: object) -> str:
        """The same text, if there is such a day."""
        text: str = super().clean(value)
        if not text:
            return text
        try:
            found = dt.date.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or found.isoformat() != text:
            raise forms.ValidationError(
                _("Write the date as year-month-day, for example 2027-03-31")
            )
        return text


class Digests(forms.CharField):
    """SHA-256 digests of documents, one a line."""

    def clean(self, value: object) -> str:
        """The digests, one a line."""
        text: str = super().clean(value)
        lines = text.split()
        if any(not DIGEST.fullmatch(line) for line in lines):
            raise forms.ValidationError(
                _("A digest is 64 characters from 0 to 9 and a to f; write one on each line")
            )
        return "\n".join(lines)


class Number(forms.RegexField):
    """The number of an entry or of an instalment."""


def choice(
    label: str, options: Iterable[tuple[str, str]], hint: str = "", *, blank: str = ""
) -> forms.ChoiceField:
    """A choice from a list; with ``blank`` it may be left open under that name."""
    found = list(options)
    first = ("", blank or _("Choose…"))
    return forms.ChoiceField(
        label=label,
        help_text=hint if found or blank else _("There is nothing to choose from at present."),
        choices=[first, *found],
        required=not blank,
        error_messages=_unchosen(label),
    )


def radios(label: str, options: Iterable[tuple[str, str]], hint: str = "") -> forms.ChoiceField:
    """One of a few, all of them in sight."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=list(options),
        widget=forms.RadioSelect,
        error_messages=_unchosen(label),
    )


def text(label: str, hint: str = "", *, required: bool = True, most: int = 80) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        error_messages=_unwritten(label),
    )


def prose(
    label: str, hint: str = "", *, required: bool = True, most: int = 2_000
) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.Textarea,
        error_messages=_unwritten(label),
    )


def amount(label: str, hint: str, *, required: bool = True) -> Amount:
    """An amount in major units."""
    return Amount(
        label=label,
        help_text=hint,
        required=required,
        max_length=40,
        error_messages=_unwritten(label),
    )


def number(label: str, hint: str = "") -> Number:
    """The number of something that is counted."""
    words = _("%(label)s: write a number in digits") % {"label": label}
    said = {"required": words, "invalid": words}
    return Number(r"^[0-9]{1,15}$", label=label, help_text=hint, strip=True, error_messages=said)


def day(label: str, hint: str = "") -> Day:
    """A day."""
    return Day(
        label=label,
        help_text=hint or gettext_lazy("Year-month-day, for example 2027-03-31"),
        error_messages=_unwritten(label),
    )


def _unchosen(label: str) -> dict[str, str]:
    words = _("%(label)s: choose one") % {"label": label}
    return {"required": words, "invalid_choice": words}


def _unwritten(label: str) -> dict[str, str]:
    return {"required": _("%(label)s: write something here") % {"label": label}}


def described(form: forms.Form) -> list[dict[str, Any]]:
    """The visible fields of a form as the field part shows them."""
    return [_described(form, name) for name, field in form.fields.items() if not _hidden(field)]


def hidden(form: forms.Form, *, everything: bool) -> list[tuple[str, str]]:
    """Names and values to carry along unseen: the hidden fields, or the whole form."""
    return [
        (name, form[name].value() or "")
        for name, field in form.fields.items()
        if everything or _hidden(field)
    ]


def faults(form: forms.Form) -> list[dict[str, str]]:
    """The faults of a form in the order of its fields, as the error summary shows them."""
    return [
        {"field_id": name if name in form.fields else "", "message": message}
        for name in (*form.fields, "__all__")
        for message in _messages(form, name)
    ]


def shown(form: forms.Form, name: str) -> str:
    """What was chosen or written in a field, as the person saw it."""
    value = form[name].value() or ""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        return dict(_options(field)).get(str(value), str(value))
    return str(value)


def _options(field: forms.ChoiceField) -> Choices:
    """The choices as they were given: pairs of texts."""
    return [(str(value), str(label)) for value, label in cast("Choices", field.choices)]


def _messages(form: forms.Form, name: str) -> list[str]:
    return [str(message) for message in form.errors.get(name, [])]


def _hidden(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.HiddenInput)


def _described(form: forms.Form, name: str) -> dict[str, Any]:
    bound, field = form[name], form.fields[name]
    errors = _messages(form, name) if form.is_bound else []
    made: dict[str, Any] = {
        "id": name,
        "name": name,
        "label": field.label
        if field.required
        else _("%(label)s (optional)") % {"label": field.label},
        "hint": field.help_text,
        "error": errors[0] if errors else "",
        "type": _kind(field),
        "value": bound.value() or "",
    }
    if isinstance(field, forms.ChoiceField):
        made["options"] = [{"value": value, "label": label} for value, label in _options(field)]
        made["width"] = "full"
    return made


def _kind(field: forms.Field) -> str:
    if isinstance(field, forms.ChoiceField):
        return "radios" if isinstance(field.widget, forms.RadioSelect) else "select"
    if isinstance(field.widget, forms.Textarea):
        return "textarea"
    return "money" if isinstance(field, Amount) else "date" if isinstance(field, Day) else "text"
