from concord.bench import load


def test_text_and_normal_form_are_read():
    [figure] = load.measure()
    assert figure.value > 0
    assert figure.reference == "from normal form"
    assert figure.ratio > 0
