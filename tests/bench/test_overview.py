from concord.bench import overview


def test_without_lists_it_says_so(tmp_path):
    [figure] = overview.measure(tmp_path / "none")
    assert figure.value is None
    assert figure.note.startswith("there are no lists")


def test_the_page_of_the_real_fund_is_measured(shared_data):
    [figure] = overview.measure(shared_data / "cerf")
    assert figure.name == "median page, server time, 20,816 entries"
    assert figure.ratio > 0
