"""Texts of agreements for the tests of their language."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from concord.core import agreement
from concord.core.agreement import Terms

DATA = Path(__file__).parent / "data"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test the changes of small.yaml, and their problems, that its module's file lists."""
    if hasattr(metafunc.module, "CHANGES") and "pairs" in metafunc.fixturenames:
        text = (DATA / metafunc.module.CHANGES).read_text("utf-8")
        blocks = [block.splitlines() for block in text.strip().split("\n\n")[1:]]
        cases = [(_pairs(block), _problems(block)) for block in blocks]
        ids = [problems[0].split(": ")[1] for _, problems in cases]
        metafunc.parametrize(("pairs", "problems"), cases, ids=ids)


def _pairs(block: list[str]) -> list[tuple[str, str]]:
    old = [line[2:] for line in block if line.startswith("-")]
    return list(zip(old, [line[2:] for line in block if line.startswith("+")], strict=True))


def _problems(block: list[str]) -> list[str]:
    return [f"a.yaml:{line[2:]}" for line in block if line.startswith("  ")]


@pytest.fixture(scope="session")
def small() -> str:
    """A small valid agreement."""
    return (DATA / "small.yaml").read_text("utf-8")


@pytest.fixture(scope="session")
def page() -> str:
    """The reference of the language."""
    return (DATA.parents[3] / "docs/language.md").read_text("utf-8")


@pytest.fixture(scope="session")
def sample(page: str) -> str:
    """The examples of the reference, put together."""
    return "\n".join(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL))


@pytest.fixture(scope="session")
def draft(shared_docs: Path) -> str:
    """The training draft of the specification, with its flaws."""
    text = (shared_docs / "language.md").read_text("utf-8")
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert block
    return block[1]


@pytest.fixture(scope="session")
def changed(small: str) -> Callable[..., str]:
    """The small agreement with pieces replaced: ``changed(("5m", "6m"))``."""

    def change(*pairs: tuple[str, str]) -> str:
        text = small
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in small.yaml"
            text = text.replace(old, new)
        return text

    return change


@pytest.fixture(scope="session")
def terms_of() -> Callable[[str], Terms]:
    """The terms of a text that must be valid."""

    def load(text: str) -> Terms:
        loaded = agreement.load(text, "a.yaml")
        assert isinstance(loaded, Terms), "\n".join(map(str, loaded))
        return loaded

    return load


@pytest.fixture(scope="session")
def mistakes_in() -> Callable[[str], list[str]]:
    """The problems of a text that must have some, as printed."""

    def load(text: str) -> list[str]:
        loaded = agreement.load(text, "a.yaml")
        assert isinstance(loaded, list), "a text with mistakes was accepted"
        return [str(problem) for problem in loaded]

    return load
