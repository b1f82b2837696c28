import pytest

from concord.core.agreement.korean import Word, connective, fitting


@pytest.mark.parametrize(
    ("word", "particle", "form"),
    [
        ("한국", "은", "은"),
        ("인도", "은", "는"),
        ("수탁기관", "이", "이"),
        ("참관자", "이", "가"),
        ("미국", "을", "을"),
        ("서울", "으로", "로"),
        ("미국", "으로", "으로"),
        ("제주", "으로", "로"),
        ("M1", "이", "이"),
        ("M2", "이", "가"),
        ("M3", "과", "과"),
        ("M4", "과", "와"),
        ("R1", "으로", "로"),
        ("P6", "으로", "으로"),
        ("30%", "으로", "로"),
        ("USD", "을", "를"),
        ("EUR", "을", "을"),
        ("KPIM", "을", "을"),
        ("Japan", "은", "은"),
        ("China", "은", "는"),
        ("Beijing", "은", "은"),
        ("Brazil", "으로", "로"),
        ("Republic of Korea(KR)", "은", "는"),
        ("수혜국 (KP)", "은", "은"),
        ("“발효일”", "은", "은"),
        ("", "은", "는"),
    ],
)
def test_particles(word, particle, form):
    assert fitting(word, particle) == form


def test_a_place_in_a_sentence():
    sentence = f"{Word('일본'):은} {Word('자료'):을} {Word('낸다')}"
    assert sentence == "일본은 자료를 낸다"


def test_clauses_before_another():
    assert connective("지급이 정지된다", last=False) == "지급이 정지되고"
    assert connective("기금은 복귀한다", last=True) == "기금은 복귀하며"
