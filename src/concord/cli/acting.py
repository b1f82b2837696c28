"""``open``, ``act``, ``why`` and ``tick``: what changes a fund, or would."""

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path

import msgspec

from concord.cli.ending import DONE, REFUSED, UNUSABLE, Stop, note, say
from concord.cli.shapes import explained
from concord.cli.where import fund_of, installed, split
from concord.core.acts import Cure, Refusal
from concord.core.entry import Entry, Envelope, command_of, envelope_of
from concord.core.sentences import cure_sentence, sentence
from concord.core.state import State

ID_BYTES = 8


def open_fund(options: argparse.Namespace) -> int:
    """Open a fund; all problems of its text at once."""
    source = _bytes(str(options.file))
    installed(options)
    from concord.shell import funds

    try:
        made = funds.open_fund(
            source, options.file.name, pinned_at=options.pinned, origin=options.origin
        )
    except funds.Unusable as error:
        raise Stop(UNUSABLE, str(error)) from error
    except ValueError as error:
        raise Stop(UNUSABLE, f"concord: {error}") from error
    opened = {"fund": made, "sha256": funds.terms(made).sha256, "key": funds.vkey(made)}
    if options.json:
        say(opened)
    else:
        print(f"{made} is open under the agreement {opened['sha256']}\n{opened['key']}")
    return DONE


def act(options: argparse.Namespace) -> int:
    """Send one command; print the entries it led to, or the refusal."""
    fund, envelope = _sent(options)
    from concord.shell import funds

    done = funds.act(fund, envelope, dry_run=options.dry_run)
    if isinstance(done, Refusal):
        say(told(done))
        return REFUSED
    if options.json:
        entries = [msgspec.to_builtins(one) for one in done.entries]
        say({"entries": entries, "repeated": done.repeated, "dry_run": options.dry_run})
        return DONE
    for one in done.entries:
        print(line(one))
    if done.repeated:
        note("This act was in the log already; nothing was added.")
    if options.dry_run:
        note("A dry run: nothing was written.")
    return DONE


def why(options: argparse.Namespace) -> int:
    """Print every reason against a command, with its clause and its cures."""
    fund, envelope = _sent(options)
    from concord.shell import funds

    reasons = [told(one) for one in funds.why(fund, envelope)]
    if options.json:
        say({"allowed": not reasons, "reasons": reasons})
        return DONE
    print("It would be refused:" if reasons else "It would be allowed.")
    for one in reasons:
        print(f"- {one['message']}")
        cures = one["cures"]
        for cure in cures if isinstance(cures, list) else []:
            print(f"  {cure['message']}")
    return DONE


def tick(options: argparse.Namespace) -> int:
    """Let time pass; print what fell due."""
    installed(options)
    from concord.shell import funds

    fund = fund_of(options.fund)
    try:
        made = funds.tick(fund, options.to)
    except funds.Refused as error:
        say(told(error.refusal))
        return REFUSED
    except ValueError as error:
        raise Stop(UNUSABLE, f"concord: --to: {error}") from error
    if options.json:
        say({"entries": [msgspec.to_builtins(one) for one in made]})
        return DONE
    for one in made:
        print(line(one))
    if not made:
        print("Nothing fell due.")
    return DONE


def told(refusal: Refusal) -> dict[str, object]:
    """Return a refusal as it is printed."""
    return {
        "code": refusal.code,
        "clause": refusal.clause,
        "facts": refusal.facts,
        "message": sentence(refusal),
        "cures": [_cure(one) for one in refusal.cures],
    }


def _cure(cure: Cure) -> dict[str, object]:
    made: dict[str, object] = {"act": cure.act, "who": list(cure.who), "facts": cure.facts}
    return {**made, **({"by": cure.by} if cure.by else {}), "message": cure_sentence(cure)}


def line(entry: Entry) -> str:
    """Return an entry as one line: its number, when, who, what, and what followed."""
    followed = ", ".join(_event(event) for event in entry.events)
    kind = entry.command.__struct_config__.tag
    return f"{entry.seq} {entry.at} {entry.officer} ({entry.party}): {kind} -> {followed}"


def _event(event: msgspec.Struct) -> str:
    tag = str(event.__struct_config__.tag)
    if tag == "moved":
        return " ".join(str(getattr(event, field)) for field in ("kind", "id", "status"))
    return tag


# --- what was sent --------------------------------------------------------------------------------
def _sent(options: argparse.Namespace) -> tuple[str, Envelope]:
    """Return the fund and the envelope that the command line and the command's file make."""
    name, source = split(options.words)
    data = _bytes(source)
    installed(options)
    from concord.shell import funds

    fund = fund_of(name)
    return fund, _envelope(data, source, options, funds.state(fund))


def _bytes(source: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise Stop(UNUSABLE, f"concord: {source}: {error.strerror}") from error


def _envelope(data: bytes, source: str, options: argparse.Namespace, state: State) -> Envelope:
    """Return the envelope in a file, or that around a bare command; Stop names what is wrong."""
    whole: object = None
    try:
        whole = msgspec.json.decode(data)
        made = whole if isinstance(whole, dict) and "command" in whole else {}
        if not made:
            made["command"] = command_of(data)
        _complete(made, options, state)
        if "party" not in made:
            raise Stop(UNUSABLE, f"concord: {source}: a bare command needs --by OFFICER")
        return envelope_of(msgspec.json.encode(made))
    except msgspec.ValidationError as error:
        raise Stop(UNUSABLE, f"concord: {source}: {explained(error, whole)}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Stop(UNUSABLE, f"concord: {source}: not JSON: {error}") from error


def _complete(found: dict[str, object], options: argparse.Namespace, state: State) -> None:
    """Let the options fill in or replace who sends a command, when, and under which id."""
    if options.by:
        found["party"], found["officer"] = _officer(options.by, state)
    if options.at:
        found["at"] = options.at
    if options.id:
        found["id"] = options.id
    found.setdefault("id", f"cli:{secrets.token_hex(ID_BYTES)}")


def _officer(by: str, state: State) -> tuple[str, str]:
    """Return the party and the officer that ``--by`` names."""
    if by in state.officers:
        return state.officers[by], by
    party, slash, name = by.partition("/")
    if party in state.parties and slash and name:
        return party, by
    known = ", ".join([*state.officers][:12])
    raise Stop(
        UNUSABLE,
        f"concord: --by {by}: write PARTY/name with a party of the agreement "
        f"({', '.join([*state.parties][:20])}), or an officer in the log ({known})",
    )
