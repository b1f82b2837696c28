"""Sentences: every reason and every cure in every language, whole and with all facts in place."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from concord.core import fund, sentences
from concord.core.acts import Cure, Refusal
from concord.core.programme import acts as p
from concord.core.regime import acts as r
from concord.core.sentences import LANGUAGES, STATUS_WORDS, cure_sentence, sentence
from tests.core.funds import running

SOURCE = Path(sentences.__file__).parents[2]


class Made:
    """One place in the source that makes a refusal or a cure: its codes and facts."""

    def __init__(self, call: ast.Call, function: ast.AST) -> None:
        self.function = function
        words = {keyword.arg: keyword.value for keyword in call.keywords}
        self.codes = self.texts(words.get("code") or words.get("act"))
        self.facts = self.keys(words.get("facts"))
        self.clause = "clause" in words

    def texts(self, node: ast.AST | None) -> set[str]:
        """The constant texts that an expression, or the variable that it names, may have."""
        if isinstance(node, ast.Name):
            return set().union(*(self.texts(value) for value in self.assigned(node.id)))
        if isinstance(node, ast.IfExp):
            return self.texts(node.body) | self.texts(node.orelse)
        assert isinstance(node, ast.Constant), ast.dump(node) if node else None
        return {node.value}

    def keys(self, node: ast.AST | None) -> set[str]:
        """The keys of a dictionary, and those set later in the function under its name."""
        if node is None:
            return set()
        if isinstance(node, ast.Name):
            found = set().union(*(self.keys(value) for value in self.assigned(node.id)))
            return found | {
                one.slice.value
                for one in ast.walk(self.function)
                if isinstance(one, ast.Subscript)
                and isinstance(one.value, ast.Name)
                and one.value.id == node.id
                and isinstance(one.slice, ast.Constant)
            }
        assert isinstance(node, ast.Dict), ast.dump(node)
        found = set()
        for key, value in zip(node.keys, node.values, strict=True):
            found |= {key.value} if isinstance(key, ast.Constant) else self.keys(value)
        return found

    def assigned(self, name: str) -> list[ast.AST]:
        return [
            one.value
            for one in ast.walk(self.function)
            if isinstance(one, ast.Assign)
            and any(isinstance(target, ast.Name) and target.id == name for target in one.targets)
        ]


def made(kind: str) -> list[Made]:
    """Every place in the source that makes a refusal or a cure."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                found += [
                    Made(node, function)
                    for node in ast.walk(function)
                    if isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == kind
                    and node.keywords
                ]
    return found


REFUSALS = made("Refusal")
CURES = made("Cure")


def codes(places: list[Made]) -> set[str]:
    return set().union(*(place.codes for place in places))


def places_of(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_sentence_and_every_sentence_a_code(lang):
    words = LANGUAGES[lang]
    assert set(sentences.patterns(lang)) == codes(REFUSALS)
    assert {act.partition(":")[0] for act in words.CURES} == codes(CURES)


def test_every_language_has_the_same_words():
    english, korean = LANGUAGES["en"], LANGUAGES["ko"]
    assert set(korean.REFUSALS) == set(english.REFUSALS)
    assert set(korean.CURES) == set(english.CURES)
    assert set(korean.STATUS) == set(english.STATUS)
    for name in ("scope", "field", "act"):
        assert set(korean.TABLES[name]) == set(english.TABLES[name])


def variants(table: dict[str, str], code: str) -> list[str]:
    """The sentence of a code and those of its variants."""
    return [text for name, text in table.items() if name.partition(":")[0] == code]


#: Facts that not every place gives: a reader is told that there is none.
OPTIONAL = {"not-entitled": {"who"}}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_names_only_facts_that_the_code_gives(lang):
    for place in REFUSALS:
        for code in place.codes:
            known = place.facts | {"clause"} | OPTIONAL.get(code, set())
            for pattern in variants(LANGUAGES[lang].REFUSALS, code):
                assert places_of(pattern) <= known, (code, places_of(pattern) - known)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cure_names_only_facts_that_the_code_gives(lang):
    for place in CURES:
        for act in place.codes:
            for pattern in variants(LANGUAGES[lang].CURES, act):
                assert places_of(pattern) <= place.facts | {"who"}, act


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_a_clause_stands_against_it_the_sentence_cites_it(lang):
    for place in REFUSALS:
        if place.clause:
            for code in place.codes:
                assert "clause" in places_of(LANGUAGES[lang].REFUSALS[code]), code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_missing_fact_is_said_to_be_missing(lang):
    for code in sentences.patterns(lang):
        assert sentence(Refusal(code=code), lang)
    for act in LANGUAGES[lang].CURES:
        assert cure_sentence(Cure(act=act.partition(":")[0]), lang)
    bare = sentence(Refusal(code="suspended"), lang)
    assert LANGUAGES[lang].MISSING in bare


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_whole(lang):
    end = re.compile(r"[.]$")
    for table in (LANGUAGES[lang].REFUSALS, LANGUAGES[lang].CURES):
        for pattern in table.values():
            assert end.search(pattern), pattern
            assert "  " not in pattern
            assert "|" not in pattern


def test_what_it_reads_like():
    refusal = Refusal(
        code="ceiling-exceeded",
        clause="3.1",
        facts={
            "phase": "P1",
            "ceiling": "6000.00",
            "used": "12.00",
            "left": "5988.00",
            "unit": "USD",
        },
    )
    assert sentence(refusal) == (
        "Article 3.1 sets a ceiling of USD 6,000.00 for phase P1; USD 12.00 of it is used and"
        " USD 5,988.00 is left, which is less than what was asked."
    )
    assert sentence(refusal, "ko") == (
        "제3.1조는 P1 단계의 한도를 USD 6,000.00으로 정하고 있습니다. 그중 USD 12.00이 사용되었고"
        " 남은 USD 5,988.00은 요청하신 금액에 미치지 못합니다."
    )


def test_a_cure_names_who_and_by_when():
    cure = Cure(
        act="verify-milestone", who=("IAEA", "TEV"), by="2027-03-05", facts={"milestone": "M2"}
    )
    assert cure_sentence(cure) == (
        "IAEA or TEV can attest that milestone M2 is met."
        " This must be done by the end of 5 March 2027."
    )
    assert cure_sentence(cure, "ko") == (
        "IAEA 또는 TEV가 이정표 M2의 이행을 확인할 수 있습니다."
        " 이 조치는 2027년 3월 5일 종료 시까지 이루어져야 합니다."
    )
    alone = Cure(act="pay-in", who=("US",))
    assert cure_sentence(alone) == "US can pay in what is due."
    nobody = Cure(act="pay-in")
    assert cure_sentence(nobody) == "The parties concerned can pay in what is due."


def test_variants_follow_a_fact():
    unknown = Refusal(code="guardrail", clause="8.1", facts={"known": "unknown", "rule": "x"})
    assert "not known" in sentence(unknown)
    assert "does not hold" in sentence(Refusal(code="guardrail", clause="8.1"))
    notice = Cure(act="enter-phase", facts={"phase": "P3", "rule": "notice"})
    assert cure_sentence(notice) == "Phase P3 can be entered by notice of the party entitled to it."


def test_without_a_clause_the_agreement_stands_in():
    facts = {"party": "SE", "who": "-"}
    assert sentence(Refusal(code="not-entitled", facts=facts)) == (
        "The agreement reserves this act to none; SE cannot perform it."
    )


def test_words_of_the_machine_are_words_of_the_reader():
    facts = {"scope": "project:A", "since": "2027-01-20", "case": "S3-1", "stage": "cure"}
    refusal = Refusal(code="suspended", clause="10.3", facts=facts)
    assert sentence(refusal) == (
        "Under Article 10.3 payments and commitments of project A have been suspended since"
        " 20 January 2027 in case S3-1, whose stage is “cure period”."
    )
    assert "A 사업의 지급과 약정이 2027년 1월 20일부터" in sentence(refusal, "ko")
    back = Refusal(
        code="time-goes-back",
        facts={"at": "2027-01-20T08:09:00Z", "last": "2027-02-30T08:09:00Z"},
    )
    assert "20 January 2027, 08:09 UTC" in sentence(back)
    assert "2027-02-30T08:09:00Z" in sentence(back)


def test_what_has_no_sentence_is_still_told():
    assert sentence(Refusal(code="new-code", clause="1.1")) == (
        "Article 1.1 does not allow what was asked (reason: new-code)."
    )
    assert "new-act" in cure_sentence(Cure(act="new-act", who=("US",)), "ko")


def test_a_language_without_sentences_gets_the_english_ones():
    refusal = Refusal(code="amount-zero")
    assert sentence(refusal, "eo") == sentence(refusal, "en")
    assert sentences.status_word("lapsed", "eo") == "lapsed"


def test_states_in_words():
    assert sentences.status_word("snapped back", "ko") == STATUS_WORDS["ko"]["snapped back"]
    assert sentences.status_word("unheard of", "ko") == "unheard of"


def test_facts_that_only_look_like_figures_or_days_are_left_alone():
    refusal = Refusal(code="no-such-day", facts={"day": "soon", "field": "value_on"})
    assert sentence(refusal) == "“soon” is not a day of the calendar; the field is the value date."
    odd = Refusal(code="cash-short", facts={"available": "a lot", "unit": "USD"})
    assert "USD a lot in cash" in sentence(odd)


def test_a_fact_cannot_smuggle_in_places():
    refusal = Refusal(code="project-exists", facts={"project": "{clause} {0}"})
    assert "{clause} {0}" in sentence(refusal)


def test_real_refusals_lack_nothing_in_either_language():
    play = running()
    day = "2027-01-20"
    play.request("w", "A", 100_001, day)
    play.ok("US", day, r.Allege(procedure="S1", ground="x"))
    play.ok("US", day, r.Challenge(milestone="M2", ground="x"))
    act = play.act_of("WB", day, p.PayWithdrawal(withdrawal="w", value_on=day))
    for lang in LANGUAGES:
        for refusal in fund.examine(play.state, act):
            told = [sentence(refusal, lang), *(cure_sentence(one, lang) for one in refusal.cures)]
            assert LANGUAGES[lang].MISSING not in " ".join(told)
