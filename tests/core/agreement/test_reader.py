import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core.agreement.problems import Problem
from concord.core.agreement.reader import BYTES_MAX, DEPTH_MAX, PROBLEMS_MAX, Source, read


def tree(text: str | bytes) -> object:
    source = read(text, "f")
    assert isinstance(source, Source), source
    return source.tree


def refused(text: str | bytes) -> list[str]:
    problems = read(text, "f")
    assert isinstance(problems, list), problems
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "written",
    [
        *("NO", "no", "yes", "on", "3.10", "1.0", "30:00", "012", "0o12", "1_000", "1e3"),
        *("2027-01-01", ".inf", "~", "null", "60%", "10m", "30d", "0x1f", "+1", "true"),
    ],
)
def test_every_plain_value_stays_text(written):
    assert tree(f"a: {written}") == {"a": written}


def test_a_key_that_looks_like_a_truth_value_stays_text():
    assert tree("on: x\nNO: y\n1: z") == {"on": "x", "NO": "y", "1": "z"}


def test_quotation_marks_and_blocks_give_the_same_text():
    assert tree("a: 'x y'\nb: \"x y\"\nc: x y\nd: |-\n  x y\ne: >-\n  x\n  y") == dict.fromkeys(
        "abcde", "x y"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\na: 2", "f:2: a: found the key again, first on line 1, expected each key once"),
        (
            "a: {b: 1, b: 2}",
            "f:1: a.b: found the key again, first on line 1, expected each key once",
        ),
        ("a: &x 1", "f:1: a: found the anchor &x, expected none"),
        ("a: [&x 1]", "f:1: a[1]: found the anchor &x, expected none"),
        ("a: *x", "f:1: a: found the alias *x, expected the text written out"),
        ("a: !!str 1", "f:1: a: found the tag 'tag:yaml.org,2002:str', expected none"),
        ("a: ! 1", "f:1: a: found the tag '!', expected none"),
        ("a: !x {b: c}", "f:1: a: found the tag '!x', expected none"),
        ("\n<<: {a: b}", "f:2: found the merge key <<, expected the text written out"),
        ("a: b\n---\nc: d", "f:2: found a second document, expected one agreement in a file"),
        ("%YAML 1.1\n---\na: b", "f:2: found a YAML directive, expected none"),
        ("a:\n\tb: c", "f:2: found a tab character in column 1, expected spaces"),
        ("a: b # \t", "f:1: found a tab character in column 8, expected spaces"),
        ("\ufeffa: b", "f:1: found a byte-order mark, expected none"),
        ("a: b\x00", "f:1: found the character U+0000 in column 5, expected visible text"),
        ("a: \u2028", "f:1: found the character U+2028 in column 4, expected visible text"),
        ("a: b\u202ec", "f:1: a: found the character U+202E, expected visible text"),
        ('a: "\\t"', "f:1: a: found the character U+0009, expected visible text"),
        ('a: "\\ud800"', "f:1: a: found the character U+D800, expected visible text"),
        ('a: "\\UFFFFFFFF"', "f:1: found an escape that is no character, expected YAML 1.2"),
        ("? [a]\n: b", "f:1: found a list or mapping as a key, expected a name"),
        ("한: b", "f:1: found the key '한', expected a key of printable ASCII"),
        ("a:\n  b:\n", "f:2: a.b: found nothing, expected a value"),
        ("", "f:1: found nothing, expected an agreement: a mapping that begins with 'concord: 1'"),
        (
            "[a]",
            "f:1: found no mapping, expected an agreement: a mapping that begins with 'concord: 1'",
        ),
        (b"a: b\n\xff", "f:2: found the byte 0xff, expected UTF-8 text"),
        (
            "a: b: c",
            (
                "f:1: found a fault in column 5 (mapping values are not allowed here),"
                " expected YAML 1.2"
            ),
        ),
    ],
)
def test_refused_with_the_line(text, problem):
    assert refused(text) == [problem]


def test_an_empty_text_in_quotation_marks_is_left_to_the_models():
    assert tree("a: ''") == {"a": ""}


def test_all_faults_are_reported_at_once():
    assert [line[:4] for line in refused("a: &x 1\nb: *x\nc:\nd: !t 1\nd: 2")] == [
        "f:1:",
        "f:2:",
        "f:3:",
        "f:4:",
        "f:5:",
    ]


def test_limits():
    assert refused("a" * (BYTES_MAX + 1)) == [
        f"f:1: found {BYTES_MAX + 1} bytes, expected at most {BYTES_MAX}"
    ]
    inner = "[" * (DEPTH_MAX - 1) + "]" * (DEPTH_MAX - 1)
    assert tree(f"a: {inner}")
    assert refused(f"a: [{inner}]") == ["f:1: found more than 40 levels, expected less nesting"]
    assert len(refused("a:\n" * 1000)) == PROBLEMS_MAX
    assert len(refused("\t\n" * 1000)) == PROBLEMS_MAX - 1


def test_lines_of_keys_items_and_what_lies_below():
    source = read("a: 1\nb:\n  - x\n  - c: y\n", "f")
    assert isinstance(source, Source)
    assert [
        source.line(path) for path in [("a",), ("b", 1), ("b", 1, "c"), ("b", 1, "d"), ("z",)]
    ] == [
        1,
        4,
        4,
        4,
        1,
    ]


def test_two_encodings_of_one_syllable_are_one_text():
    assert tree("a: \u1112\u1161\u11ab") == tree("a: \ud55c") == {"a": "\ud55c"}


def test_line_ends_of_any_kind():
    assert tree("a: 1\r\nb: 2\r\n") == {"a": "1", "b": "2"}


@given(st.one_of(st.text(), st.binary(), st.text("ab:-[]{}#&*!|>'\"%@`?, \n\t\\<~")))
def test_reading_never_raises(text):
    found = read(text, "f")
    assert isinstance(found, Source) or (found and all(isinstance(each, Problem) for each in found))
