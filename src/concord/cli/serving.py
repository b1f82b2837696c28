"""``serve`` and ``demo``: the pages of an installation, by a server that comes with the program."""

from __future__ import annotations

import argparse
import ipaddress
import os

from concord.cli.ending import DONE, UNUSABLE, Stop, note
from concord.cli.where import installed

THREADS = 4
#: What has to be said before strangers can reach an installation.
WANTED = ("CONCORD_SECRET_KEY", "CONCORD_HOSTS", "CONCORD_HTTPS")


def demo(options: argparse.Namespace) -> int:
    """Build the illustrative fund where it is not there yet; then serve it."""
    _check_address(options.host)
    installed(options)
    from concord.shell.demo import build_demo

    note("Building the illustrative fund; the first time takes some seconds.")
    fund = build_demo()
    _summary(fund)
    return DONE if options.no_serve else _serve(options)


def serve(options: argparse.Namespace) -> int:
    """Serve an existing installation."""
    _check_address(options.host)
    installed(options)
    return _serve(options)


def _summary(fund: str) -> None:
    from concord.shell import funds

    terms = funds.terms(fund)
    print(f"{fund}: {terms.title.get('en', fund)}")
    print(f"{funds.size(fund)} entries, today is {funds.now(fund)[:10]} by its own clock")
    print(f"root {funds.root(fund).hex()}")
    print(f"key  {funds.vkey(fund)}")


def _serve(options: argparse.Namespace) -> int:
    import waitress
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    note(f"Concord is at http://{_shown(options.host)}:{options.port}/ - end it with Ctrl-C.")
    waitress.serve(
        application,
        host=options.host,
        port=options.port,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=False,
    )
    return DONE


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _check_address(host: str) -> None:
    """Refuse an address that strangers can reach, unless the installation is ready for them."""
    if host == "localhost" or _is_loopback(host):
        return
    missing = [name for name in WANTED if not os.environ.get(name)]
    if os.environ.get("CONCORD_HTTPS") != "1" and "CONCORD_HTTPS" not in missing:
        missing.append("CONCORD_HTTPS=1")
    if missing:
        raise Stop(
            UNUSABLE,
            f"concord: {host} can be reached from outside; set {', '.join(missing)} first",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
