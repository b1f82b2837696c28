"""The lock files: `write` asks the resolver, `check` needs no network.

A lock's first line is a digest of what it was resolved from, so a requirement that changed
without its lock is found offline. A lock names packages, versions and hashes, never the
address of a registry: whoever installs chooses where from, and the hashes say whether it is right.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
OLDEST_PYTHON = "3.11"
LOCK_LINE = re.compile(
    r"# inputs sha256:[0-9a-f]{64}"
    r"| +# .*"  # which package wanted it
    r"|[a-z0-9.-]+(\[[a-z0-9,-]+\])?==[^\s/@]+( ; .+)? \\"  # a pin, and hashes to follow
    r"|    --hash=sha256:[0-9a-f]{64}( \\)?"
)


class Lock(NamedTuple):
    """One lock file: what it is resolved from, and which locks it must agree with."""

    name: str
    sources: tuple[str, ...]
    agrees_with: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The lock file, relative to the root."""
        return f"requirements/{self.name}.lock"


BUILD = "requirements/build.in"
# In order: a lock agrees only with those above it.
LOCKS = (
    Lock("build", (BUILD,)),
    Lock("runtime", ("pyproject.toml",), ("build",)),
    Lock("dev", ("pyproject.toml", BUILD, "requirements/dev.in"), ("build", "runtime")),
    Lock("weekly", ("requirements/weekly.in",), ("dev",)),
)


def requirements(source: Path) -> list[str]:
    """What a source asks for, without comments, spacing and the settings of other tools."""
    if source.suffix == ".toml":
        project = tomllib.loads(source.read_text(encoding="utf-8"))["project"]
        return [project["requires-python"], *project["dependencies"]]
    lines = (line.partition("#")[0].strip() for line in source.read_text("utf-8").splitlines())
    return [line for line in lines if line]


def digest(lock: Lock, root: Path = ROOT) -> str:
    """The digest of all that decides a lock's content: its sources and the locks above it."""
    parts = [repr(requirements(root / source)) for source in lock.sources]
    above = [other.path for other in LOCKS if other.name in lock.agrees_with]
    parts += [(root / path).read_text("utf-8") for path in above]
    return hashlib.sha256("\0".join([OLDEST_PYTHON, *parts]).encode()).hexdigest()


def faults(lock: Lock, root: Path = ROOT) -> Iterator[str]:
    """Why a lock may not be installed from; nothing when it may."""
    path = root / lock.path
    if not path.exists():
        yield f"{lock.path}: missing; run `make lock`"
        return
    lines = path.read_text("utf-8").splitlines()
    if lines[:1] != [f"# inputs sha256:{digest(lock, root)}"]:
        yield f"{lock.path}: stale, its inputs have changed; run `make lock`"
    for number, line in enumerate(lines, 1):
        if not LOCK_LINE.fullmatch(line):
            yield f"{lock.path}:{number}: neither a pinned version nor a hash: {line}"


def write(lock: Lock, *, upgrade: bool) -> None:
    """Resolve one lock; without `upgrade` the versions that it already holds are kept."""
    # The tool stands beside this interpreter, in the same environment.
    command = [str(Path(sys.executable).with_name("uv")), "pip", "compile", *lock.sources]
    command += ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--quiet"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-header"]
    command += [f"--constraint=requirements/{name}.lock" for name in lock.agrees_with]
    command += ["--output-file", lock.path, *(["--upgrade"] if upgrade else [])]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    path = ROOT / lock.path
    body = path.read_text("utf-8")
    path.write_text(f"# inputs sha256:{digest(lock)}\n{body}", "utf-8")


def main() -> int:
    """The command line; the exit code is 1 when a lock is at fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["write", "check"])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    arguments = parser.parse_args()
    found: list[str] = []
    for lock in LOCKS:
        if arguments.action == "write":
            write(lock, upgrade=arguments.upgrade)
        found += faults(lock)
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
