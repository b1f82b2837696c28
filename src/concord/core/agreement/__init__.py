"""The signed text of an agreement: read strictly, checked as a whole, compiled to terms.

``load`` takes the text of a file, ``load_normal`` the normal form that an export carries. Both give
the terms, or every problem at once. ``check`` adds what a careful reader would remark (lint.py);
``prose`` renders terms as numbered clauses.
"""

from __future__ import annotations

import msgspec

from concord.core.agreement.compile import compile_terms
from concord.core.agreement.fields import fields
from concord.core.agreement.figures import Figures
from concord.core.agreement.lint import Finding, findings
from concord.core.agreement.model import Agreement, json_schema
from concord.core.agreement.names import Names
from concord.core.agreement.normal import NotNormal, normal_form, tree_of
from concord.core.agreement.problems import Problem
from concord.core.agreement.prose import Clause, prose, render_text
from concord.core.agreement.reader import Source, read
from concord.core.agreement.terms import Terms
from concord.core.agreement.wording import render

__all__ = [
    "Clause",
    "Finding",
    "Problem",
    "Report",
    "Terms",
    "check",
    "json_schema",
    "load",
    "load_normal",
    "normalise",
    "prose",
    "render",
    "render_text",
]


class Report(msgspec.Struct, frozen=True):
    """What ``check`` found: problems that make the text unusable, findings that do not.

    ``terms`` is None when there are problems; then there are no findings either.
    """

    terms: Terms | None
    problems: list[Problem]
    findings: list[Finding]


def load(text: str | bytes, file: str) -> Terms | list[Problem]:
    """Return the terms of a text, or all its problems in the order of its lines.

    ``file`` is only a name for the messages. Never raises for any text.
    """
    source = read(text, file)
    if isinstance(source, list):
        return source
    agreement, problems = _examined(source)
    return problems or compile_terms(source, agreement)


def load_normal(data: bytes, file: str = "agreement") -> Terms | list[Problem]:
    """Return the terms of a normal form. Any other encoding of the same agreement is a problem.

    Places in ``kept`` and in problems have no line of the original file; they name line 1.
    """
    try:
        tree = tree_of(data)
    except NotNormal as error:
        expected = "the normal form of an agreement"
        return [Problem(file=file, line=1, path="", found=str(error), expected=expected)]
    source = Source(file, tree, {(): 1})
    agreement, problems = _examined(source)
    return problems or compile_terms(source, agreement)


def normalise(text: str | bytes, file: str) -> bytes | list[Problem]:
    """Return the normal form of a text, or all its problems; its SHA-256 is ``Terms.sha256``."""
    source = read(text, file)
    if isinstance(source, list):
        return source
    _, problems = _examined(source)
    return problems or normal_form(source.tree)


def check(text: str | bytes, file: str) -> Report:
    """Return the problems of a text or, where there are none, what a careful reader remarks."""
    source = read(text, file)
    if isinstance(source, list):
        return Report(None, source, [])
    agreement, problems = _examined(source)
    if problems:
        return Report(None, problems, [])
    terms = compile_terms(source, agreement)
    return Report(terms, [], findings(terms, source))


def _examined(source: Source) -> tuple[Agreement, list[Problem]]:
    agreement, problems = fields(source)
    problems += Names(source, agreement).run()
    problems += Figures(source, agreement).run()
    return agreement, sorted(dict.fromkeys(problems), key=lambda problem: problem.line)
