"""What every form of a fund has in common: from written fields to an envelope.

A form names the command that it makes and asks for that command's fields under their own names.
Whether the act is allowed is for ``decide``.
"""

import secrets
from typing import Any, ClassVar

import msgspec
from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from concord.core.entry import Envelope, command_of, encode
from concord.web import wording
from concord.web.forms import shapes
from concord.web.visit import Visit


class ActForm(forms.Form):
    """A form that makes one command. ``key`` is the sender's own id, made when the form is shown.

    Sending the same form twice is the same act, so that a second click does nothing twice.
    """

    #: The name that the log keeps for the command that the form makes.
    sends: ClassVar[str]
    room: ClassVar[str]
    heading: ClassVar[str | Promise]
    lead: ClassVar[str | Promise]
    send: ClassVar[str | Promise]

    # Only ids of our own making: an id that another part of the fund needs must stay free.
    key = forms.RegexField(r"^web:[0-9a-z]{1,60}$", widget=forms.HiddenInput)

    def __init__(
        self, visit: Visit, data: QueryDict | None = None, given: dict[str, str] | None = None
    ) -> None:
        self.visit = visit
        self.envelope: Envelope | None = None
        start = {"key": f"web:{secrets.token_hex(16)}", **(given or {})}
        super().__init__(data, initial=start, use_required_attribute=False)
        self.fields.update(self.asked())
        for name, field in self.fields.items():
            if isinstance(field, shapes.Day):
                self.initial.setdefault(name, wording.plain_date(self.visit.today).isoformat())

    def asked(self) -> dict[str, forms.Field]:
        """The visible fields, in their order; a form without any asks only whether to send."""
        return {}

    def back(self) -> str:
        """Where a person goes who sends nothing."""
        return self.visit.url(self.room)

    def clean(self) -> dict[str, Any]:
        """Make the envelope and hold it against the shape that the log keeps."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors or self.visit.officer is None:
            return given
        fields = {name: self.sent(name) for name in self.fields if name != "key" and given[name]}
        if self.errors:
            return given
        try:
            command = command_of(encode({"type": self.sends, **fields}))
        except msgspec.ValidationError as error:
            self._misshapen(str(error))
            return given
        officer = self.visit.officer
        self.envelope = Envelope(
            party=officer.party, officer=officer.officer, id=given["key"], command=command
        )
        return given

    def _misshapen(self, message: str) -> None:
        """Tie a fault that the shape of the command has to the field of the same name."""
        name = message.rpartition("$.")[2].strip("`")
        field = self.fields.get(name)
        label = str(field.label) if field else _("This form")
        words = _("%(label)s: use only letters, digits and hyphens") % {"label": label}
        self.add_error(name if field else None, words)

    def sent(self, name: str) -> str | int | list[str]:
        """What was written in a field, as the command of that field's name keeps it."""
        field, text = self.fields[name], str(self.cleaned_data[name])
        if isinstance(field, shapes.Amount):
            return self._minor(name, text)
        if isinstance(field, shapes.Digests):
            return text.split()
        return int(text) if isinstance(field, shapes.Number) else text

    def _minor(self, name: str, text: str) -> str:
        """An amount of the form in minor units; "0", and a fault, where it cannot be read.

        ``amount`` is in the currency that the form asks for, if it does; all else in the fund's.
        """
        unit = self.visit.holding
        if name == "amount":
            unit = self.cleaned_data.get("currency") or unit
        try:
            return shapes.minor_units(text, self.visit.terms.exponent(unit) or 0)
        except forms.ValidationError as error:
            self.add_error(name, error)
            return "0"

    def summary(self) -> list[dict[str, str]]:
        """What will be sent, to be looked at before it is."""
        return [
            {"key": str(field.label), "value": shapes.shown(self, name)}
            for name, field in self.fields.items()
            if not isinstance(field.widget, forms.HiddenInput) and shapes.shown(self, name)
        ]
