"""The lottery as anyone with a hash function can redo it (method, section 8)."""

import hashlib
import hmac

import pytest

from matching.lottery import commitment, draw_lot, draw_lots, draw_seed, is_committed, order_of

SECRET, OTHER = bytes(range(32)), bytes(range(32, 64))


def test_a_commitment_is_the_hash_of_label_round_and_secret():
    expected = hashlib.sha256(b"lottery-v1" + b"2027-A" + SECRET).digest()

    assert commitment("2027-A", SECRET) == expected


def test_only_the_committed_secret_opens_a_commitment():
    published = commitment("2027-A", SECRET)

    assert is_committed("2027-A", SECRET, published)
    assert not is_committed("2027-A", OTHER, published)
    assert not is_committed("2027-B", SECRET, published)


def test_the_seed_is_the_hash_of_secrets_public_value_and_input():
    digest = hashlib.sha256(b"input").digest()
    expected = hashlib.sha256(SECRET + OTHER + "beacon é".encode() + digest).digest()

    assert draw_seed([SECRET, OTHER], "beacon é", digest) == expected


def test_every_party_the_value_and_the_input_change_the_seed():
    digest, changed = bytes(32), bytes(31) + b"\1"
    seeds = {
        draw_seed([SECRET, OTHER], "a", digest),
        draw_seed([OTHER, SECRET], "a", digest),
        draw_seed([SECRET], "a", digest),
        draw_seed([SECRET, OTHER], "b", digest),
        draw_seed([SECRET, OTHER], "a", changed),
    }

    assert len(seeds) == 5


def test_a_lot_is_an_hmac_of_the_candidate_code_and_of_the_place_where_lots_are_per_place():
    assert draw_lot(SECRET, "K7Q2") == hmac.new(SECRET, b"K7Q2", "sha256").digest()
    assert draw_lot(SECRET, "K7Q2", "P1") == hmac.new(SECRET, b"K7Q2\0P1", "sha256").digest()


@pytest.mark.parametrize("seed", [b"", SECRET, bytes(range(64)), bytes(range(65))])
def test_many_lots_are_those_of_one_at_a_time(seed):
    codes, places = ["K1", "K2", "é"], ["P1", "P1", "P2"]

    assert draw_lots(seed, codes) == [draw_lot(seed, code) for code in codes]
    assert draw_lots(seed, codes, places) == list(map(draw_lot, [seed] * 3, codes, places))


def test_lots_are_ordered_as_bytes_whatever_the_order_of_the_codes():
    codes = [f"K{number}" for number in range(50)]

    order = order_of(draw_lots(SECRET, codes))

    assert [codes[i] for i in order.argsort()] == sorted(
        codes, key=lambda code: draw_lot(SECRET, code)
    )
    assert order_of(draw_lots(SECRET, codes[::-1])).tolist() == order[::-1].tolist()


def test_lots_per_place_differ_from_place_to_place():
    codes = [f"K{number}" for number in range(20)]

    order = order_of(draw_lots(SECRET, codes * 2, ["P1"] * 20 + ["P2"] * 20))

    assert order[:20].argsort().tolist() != order[20:].argsort().tolist()


@pytest.mark.parametrize("secret", [b"", bytes(31), bytes(33)])
def test_a_secret_of_another_length_is_refused(secret):
    with pytest.raises(ValueError, match="a secret must be 32 bytes"):
        commitment("2027-A", secret)
    with pytest.raises(ValueError, match="a secret must be 32 bytes"):
        draw_seed([secret], "a", bytes(32))


def test_a_draw_needs_a_party_and_a_whole_digest():
    with pytest.raises(ValueError, match="at least one party"):
        draw_seed([], "a", bytes(32))
    with pytest.raises(ValueError, match="digest must be 32 bytes"):
        draw_seed([SECRET], "a", b"short")


def test_lots_that_begin_alike_are_told_apart_by_their_last_byte():
    lots = [bytes(31) + bytes([last]) for last in (9, 0, 200)] + [bytes(7) + b"\1" + bytes(24)]

    assert order_of(lots).tolist() == [1, 0, 2, 3]
    assert order_of([]).tolist() == []


def test_nobody_draws_twice():
    with pytest.raises(ValueError, match="only once"):
        order_of(draw_lots(SECRET, ["K1", "K1"]))
