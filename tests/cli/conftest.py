"""The command line run in this process, in an installation of the test's own."""

import io
import json
import sys
from typing import NamedTuple

import pytest

from concord import cli
from tests.shell.conftest import fund, place

__all__ = ["fund", "place"]


class Ended(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)


@pytest.fixture
def concord(capsys, monkeypatch):
    """`concord("show", "--json")`; ``stdin`` is what the command finds on standard input."""

    def run(*words, stdin=None):
        if stdin is not None:
            data = stdin if isinstance(stdin, str) else json.dumps(stdin)
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        return Ended(code, *capsys.readouterr())

    return run
