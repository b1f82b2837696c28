from pathlib import Path

import pytest

from concord.core.agreement import prose, render_text
from concord.core.agreement.words import LANGUAGES

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_small_agreement_in_full(small, terms_of, golden, lang):
    golden(DATA / f"small.{lang}.txt", render_text(terms_of(small), lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_of_the_language_page_in_full(sample, terms_of, golden, lang):
    golden(DATA / f"sample.{lang}.txt", render_text(terms_of(sample), lang))


def test_the_snapback_of_the_training_draft(draft, terms_of):
    clauses = [each for each in prose(terms_of(draft), "en") if each.section == "snapback"]
    assert [f"{each.art} {each.text}" for each in clauses][:5] == [
        "10.1 Any donor or any verifier may allege a breach.",
        "10.2 New payments are suspended at once.",
        "10.3 The Recipient has 5 days' notice and 30 days to cure.",
        (
            "10.4 Unless within that time an ordinary decision to continue is taken or the cure is"
            " verified, relief R1 and R2 are suspended, undisbursed money is frozen and the fund"
            " returns to the previous phase."
        ),
        "10.5 This happens no later than day 40.",
    ]
    assert clauses[5].art == "10.7"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_clause_of_the_draft_is_there_in_the_order_of_its_articles(draft, terms_of, lang):
    terms = terms_of(draft)
    clauses = prose(terms, lang)
    articles = [[int(part) for part in each.art.split(".")] for each in clauses if each.art]
    assert articles == sorted(articles)
    for section in ("phases", "milestones", "relief", "guardrails", "decisions", "bodies"):
        assert {each.id for each in clauses if each.section == section} == set(
            getattr(terms, section)
        )
    assert all("{" not in each.text for each in clauses)


def test_article_3_10_comes_after_3_9(small, terms_of):
    articles = [each.art for each in prose(terms_of(small), "en")]
    assert articles.index("3.9") < articles.index("3.10")


def test_articles_of_a_snapback_are_not_taken_from_others(changed, terms_of):
    text = changed(("art: 10.1, text: Release", "art: 9.3, text: Release"))
    articles = [each.art for each in prose(terms_of(text), "en") if each.section == "snapback"]
    assert articles == ["9.1"] * 5 + ["9.7"]
    text = changed(("S1: {art: 9.1", "S1: {art: IX-a"))
    articles = [each.art for each in prose(terms_of(text), "en") if each.section == "snapback"]
    assert articles == ["9.7"] + ["IX-a"] * 5


@pytest.mark.parametrize(
    ("unless", "sentence"),
    [
        (
            '"decision go to continue"',
            "Unless within that time a go decision to continue is taken, ",
        ),
        ('"verified cure"', "Unless within that time the cure is verified, "),
        ("", "When that time is over, "),
    ],
)
def test_what_keeps_a_snapback_from_happening(changed, terms_of, unless, sentence):
    old = ' unless: "decision go to continue, or verified cure",'
    text = changed((old, f" unless: {unless}," if unless else ""))
    clauses = [each.text for each in prose(terms_of(text), "en")]
    assert (
        f"{sentence}relief R1 is suspended and the fund returns to the previous phase." in clauses
    )


def test_the_authentic_language_is_marked(changed, terms_of):
    text = changed(
        ("{authentic: en}", "{authentic: ko, also: [en, fr]}"), ("{en: Small Fund}", "{ko: 기금}")
    )
    english, korean = (render_text(terms_of(text), lang).splitlines() for lang in LANGUAGES)
    assert english[0] == "기금"
    assert english[2] == "The Korean text is authentic; this rendering is for information."
    assert korean[2] == "이 한국어 문안이 정본이다."
    other = terms_of(changed(("authentic: en", "authentic: fr"), ("{en: Small", "{fr: Small")))
    assert "The fr text is authentic" in render_text(other, "en")


def test_other_forms(changed, terms_of):
    text = changed(
        ("ends: 2029-12-31\n", ""),
        ("zone: UTC", "zone: -03:30"),
        ("within: 20d, else: refused", "within: 20d"),
        ("needs: [M1, M2], enter: go", "enter: effective"),
        ("kind: continuing, from: effective", "kind: continuing, from: 5d of P1"),
        ("by: any donor or KP", "title: Access, by: KP"),
        ("{name: North, role: recipient}", "{name: North, role: beneficiary}"),
        ("within: 90d of P2", "due: 2028-03-01"),
        (", within: 30d of call", ", before: expiry"),
        (", within: 50d, else: vote suspended", ""),
        ("valid: 60d, dispute: 15d", "attest: 1"),
        ("granted_by: [JP, FR], in: [P2], while: [M2]", "granted_by: JP"),
        ("at_once: suspend new payments,", ""),
    )
    lines = render_text(terms_of(text), "en")
    for sentence in [
        "it has no end date.",
        "is verified on attestation by 1 of: Agency.\n",
        "6.1 Relief measure R1: Fuel imports. It takes effect once granted by Japan.\n",
        "Days are those of the time zone UTC-03:30.",
        "If it is not adopted within 20 days, it lapses.",
        "It holds from 5 days after entry into phase P1 on.",
        "Access: North may allege a breach.",
        "The party concerned has 5 days' notice and 30 days to cure.",
        "It is due by 1 March 2028.",
        "Each donor must pay the instalment before the attestation expires.",
        "each donor must pay with charge without a time limit.\n",
    ]:
        assert sentence in lines
    assert "Phase P2, Power: no more than USD 7,000,000 is disbursed in it.\n" in lines


def test_a_duty_without_limit_and_a_promise_from_a_day(changed, terms_of):
    text = changed(
        (", within: 30d of call", ""),
        ("from: effective", "from: 2027-03-01"),
        ("90d of P2", "90d of M1"),
        (", snapped_back_within: 40d,\n       restore", ",\n       restore"),
    )
    lines = render_text(terms_of(text), "en")
    assert "It is due within 90 days of verification of milestone M1." in lines
    assert "no later than day" not in lines
    assert "Each donor must pay the instalment without a time limit." in lines
    assert "It holds from 1 March 2027 on." in lines
