CHANGES = "names.txt"


def test_names(changed, mistakes_in, pairs, problems):
    assert mistakes_in(changed(*pairs)) == problems


def test_a_mistake_in_a_condition_is_shown_with_a_caret(changed, mistakes_in):
    text = changed(("payee.screened <= 30d", "payee.screened =< 30d"))
    assert mistakes_in(text) == [
        (
            "a.yaml:33: guardrails.G1.rule: found '<' in column 17, expected a fact, an amount,"
            " days or a number, a share\n"
            "    payee.screened =< 30d and not payee.listed\n"
            "                    ^"
        )
    ]


def test_conditions_are_read_even_when_the_holding_currency_is_wrong(changed, mistakes_in):
    text = changed(("holding: USD", "holding: USS"), ("not payee.listed", "not payee.lusted"))
    assert [line.split(": expected")[0].split(", expected")[0] for line in mistakes_in(text)] == [
        "a.yaml:8: holding: found USS",
        "a.yaml:33: guardrails.G1.rule: found 'payee.lusted' in column 31",
    ]


def test_the_chain_of_reparations_is_followed(changed, mistakes_in):
    deeper = "else: {art: 8.3, party: JX, must: leave}"
    assert mistakes_in(changed(("else: vote suspended", deeper))) == [
        "a.yaml:36: obligations.O1.else.else.party: found JX, expected a party; did you mean JP?"
    ]


def test_votes_may_be_left_out_where_heads_are_counted(changed, terms_of):
    text = changed((", votes: {JP: 70%, FR: 30%}", ""), ("60% of votes", "60% of heads"))
    votes = terms_of(text).bodies["board"].votes[0].ppm
    assert votes == {"JP": 333_334, "FR": 333_333, "WB": 333_333}
