import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core.log.checkpoint import Checkpoint, sign_checkpoint
from concord.core.log.merkle import inclusion_proof, leaf_hash, root
from concord.core.log.note import Signer
from concord.core.log.receipt import (
    EXTRA_BYTES_MAX,
    HASHES_MAX,
    RECEIPT_BYTES_MAX,
    BadReceipt,
    Receipt,
    format_receipt,
    parse_receipt,
    verify_receipt,
)

FUND = Signer("log.example/fund", b"7" * 32)
DATA = [b"a", b"b", b"c", b"d", b"e"]
LEAVES = [leaf_hash(each) for each in DATA]
CHECKPOINT = Checkpoint("log.example/fund", 5, root(LEAVES))
HASH = base64.b64encode(LEAVES[0]).decode()


def receipt_for(index: int, extra: bytes | None = None) -> Receipt:
    proof = inclusion_proof(LEAVES, index, 5)
    return Receipt(index, tuple(proof), sign_checkpoint(CHECKPOINT, FUND), extra)


def reason_of(receipt: Receipt, entry: bytes, signer: Signer = FUND) -> str:
    with pytest.raises(BadReceipt) as caught:
        verify_receipt(receipt, entry, signer.verifier)
    return caught.value.reason


def test_public_receipts(shared_data):
    path = shared_data / "merkle" / "tlog-proof-and-policy.json"
    vectors = json.loads(path.read_text())["tlog_proof"]

    assert (len(vectors["good"]), len(vectors["bad"])) == (3, 8)
    for case in vectors["good"]:
        receipt = parse_receipt(case["text"].encode())
        hashes = [base64.b64encode(each).decode() for each in receipt.hashes]
        extra = receipt.extra and base64.b64encode(receipt.extra).decode()
        assert (receipt.index, hashes, extra) == (case["index"], case["hashes"], case["extra"])
        assert receipt.checkpoint == case["checkpoint"].encode()
        assert format_receipt(receipt) == case["text"].encode()
    for case in vectors["bad"]:
        with pytest.raises(BadReceipt) as caught:
            parse_receipt(case["text"].encode())
        assert caught.value.reason == "malformed"


@given(st.integers(0, 4), st.none() | st.binary(max_size=9))
def test_every_entry_has_a_receipt_and_it_proves_nothing_else(index, extra):
    receipt = parse_receipt(format_receipt(receipt_for(index, extra)))

    assert receipt == receipt_for(index, extra)
    assert verify_receipt(receipt, DATA[index], FUND.verifier) == CHECKPOINT
    assert reason_of(receipt, DATA[index - 1]) == "not-included"
    moved = Receipt((index + 1) % 5, receipt.hashes, receipt.checkpoint)
    assert reason_of(moved, DATA[index]) == "not-included"


def test_the_checkpoint_must_be_the_logs():
    receipt = receipt_for(2)
    forged = Receipt(2, receipt.hashes, receipt.checkpoint.replace(b"\n5\n", b"\n6\n"))

    assert reason_of(forged, DATA[2]) == "invalid-signature"
    stranger = Signer("log.example/fund", b"3" * 32)
    assert reason_of(receipt, DATA[2], stranger) == "no-known-signature"
    assert reason_of(Receipt(2, receipt.hashes, b"x\n"), DATA[2]) == "malformed"


@pytest.mark.parametrize(
    "receipt",
    [
        Receipt(-1, (), b"c\n"),
        Receipt(2**63, (), b"c\n"),
        Receipt(0, (), b""),
        Receipt(0, (b"short",), b"c\n"),
        Receipt(0, (LEAVES[0],) * (HASHES_MAX + 1), b"c\n"),
        Receipt(0, (), b"c\n", b"x" * (EXTRA_BYTES_MAX + 1)),
        Receipt(0, (), b"x" * RECEIPT_BYTES_MAX),
    ],
)
def test_parts_that_make_no_receipt(receipt):
    with pytest.raises(BadReceipt) as caught:
        format_receipt(receipt)
    assert caught.value.reason == "malformed"


def test_the_longest_receipt():
    assert (HASHES_MAX, EXTRA_BYTES_MAX) == (63, 65_535)
    longest = Receipt(2**63 - 1, (LEAVES[0],) * 63, b"c" * 1_000_000, b"x" * 65_535)

    assert parse_receipt(format_receipt(longest)) == longest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v1\nindex 0\n",
        "c2sp.org/tlog-proof@v2\nindex 0\n\nc\n",
        "c2sp.org/tlog-proof@v1\nindex 00\n\nc\n",
        "c2sp.org/tlog-proof@v1\nindex +1\n\nc\n",
        "c2sp.org/tlog-proof@v1\nindex  1\n\nc\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nextra Zg==\n\nc\n",
        "c2sp.org/tlog-proof@v1\nextra Zg==\nextra Zg==\nindex 0\n\nc\n",
        "c2sp.org/tlog-proof@v1\nextra Zh==\nindex 0\n\nc\n",
        f"c2sp.org/tlog-proof@v1\nindex 0\n{HASH[:-1]}\n\nc\n",
        f"c2sp.org/tlog-proof@v1\nindex 0\n{HASH} \n\nc\n",
        f"c2sp.org/tlog-proof@v1\r\nindex 0\n{HASH}\n\nc\n",
        "c2sp.org/tlog-proof@v1\nindex 0\né\n\nc\n",
    ],
)
def test_malformed_receipts(text):
    with pytest.raises(BadReceipt) as caught:
        parse_receipt(text.encode())
    assert caught.value.reason == "malformed"
