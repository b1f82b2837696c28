"""``show``: the state report of a fund, for a date, as it was known at a date."""

from __future__ import annotations

import argparse

from concord.cli.ending import DONE, UNUSABLE, Stop, say
from concord.cli.where import fund_of, installed
from concord.core import fund as core
from concord.core.agreement.days import day_of, day_of_instant
from concord.core.report import Json, report

DEPTH_MAX = 6


def show(options: argparse.Namespace) -> int:
    """Print the state report: of today, which is open, or of a day that has closed."""
    at, known = _day(options.at, "--at"), _day(options.known_at, "--known-at")
    if options.ruling:
        raise Stop(UNUSABLE, f"concord: --ruling {options.ruling}: no point here is contested")
    installed(options)
    document = document_of(fund_of(options.fund), at, known)
    if options.json:
        say(document)
    else:
        for text in lines(document):
            print(text)
    return DONE


def document_of(fund: str, at: int | None, known: int | None) -> Json:
    """Return the state report of a fund; ``at`` None is now, ``known`` None is all recorded."""
    from concord.shell import funds

    today = day_of_instant(funds.now(fund), funds.terms(fund).zone_minutes)
    if at is None and known is None:
        state = core.opened(funds.state(fund), today)
        return report(state, today, today, funds.root(fund).hex())
    state = funds.state_at(fund, today if at is None else at, known)
    return report(
        state,
        today if at is None else at,
        today if known is None else known,
        funds.root_at(fund, state.size).hex(),
    )


def _day(text: str | None, option: str) -> int | None:
    try:
        return None if text is None else day_of(text)
    except ValueError as error:
        raise Stop(UNUSABLE, f"concord: {option} {text}: {error}") from error


def lines(document: object, indent: str = "", name: str = "") -> list[str]:
    """Return a document as indented lines, for people."""
    if isinstance(document, dict):
        head = [f"{indent}{name}:"] if name else []
        inner = f"{indent}  " if name else indent
        return head + [
            text for key, value in document.items() for text in lines(value, inner, str(key))
        ]
    if isinstance(document, list):
        if not any(isinstance(one, dict | list) for one in document):
            return [f"{indent}{name}: {', '.join(map(str, document))}"]
        numbered = enumerate(document, 1)
        return [text for place, one in numbered for text in _row(one, f"{name} {place}", indent)]
    return [f"{indent}{name}: {document}"]


def _row(value: object, name: str, indent: str) -> list[str]:
    """Return one item of a list under its own id or number, where it has one."""
    if not isinstance(value, dict):
        return lines(value, indent, name)
    own = value.get("id") or value.get("n")
    rest = {key: one for key, one in value.items() if key not in {"id", "n"}}
    return lines(rest, indent, f"{name.rpartition(' ')[0]} {own}" if own else name)
