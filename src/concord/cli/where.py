"""Which installation and which fund a command is about."""

from __future__ import annotations

import argparse

from concord.cli.ending import UNUSABLE, Stop


def installed(options: argparse.Namespace) -> None:
    """Make the installation ready that the options or the environment name."""
    from concord.shell.installation import prepare

    try:
        prepare(options.data)
    except ValueError as error:  # an address of a database that is none
        raise Stop(UNUSABLE, f"concord: {error}") from error


def fund_of(name: str | None) -> str:
    """Return the fund that was named, or the only one there; Stop where that says nothing."""
    from concord.shell import funds

    there = funds.fund_ids()
    known = ", ".join(there) or "none"
    if name is None and len(there) == 1:
        return there[0]
    if name is None:
        raise Stop(UNUSABLE, f"concord: say which fund; here: {known}")
    if name not in there:
        raise Stop(UNUSABLE, f"concord: there is no fund {name!r}; here: {known}")
    return name


def split(words: list[str]) -> tuple[str | None, str]:
    """Return the fund, if it was named, and the last word of a command line."""
    if len(words) > 2:  # noqa: PLR2004 - a fund and what it is about
        raise Stop(UNUSABLE, f"concord: too many words: {' '.join(words[2:])}")
    return (words[0] if words[1:] else None), words[-1]
