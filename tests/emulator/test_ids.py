"""Ids: UUIDs that a seed makes again, and listings that begin after any text."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface.emulator.ids import Ids, id_bytes, id_text, ids_after


def test_a_seed_makes_the_same_ids_again_and_another_seed_others() -> None:
    made = [Ids(seed).make("face", 1) for seed in (7, 7, "7", 8)]
    assert made[0] == made[1] == made[2] != made[3]


def test_without_a_seed_no_two_are_the_same_even_after_a_reset() -> None:
    ids = Ids(None)
    first = ids.make("face", 1)
    assert Ids(None).make("face", 1) != first
    ids.reset()
    assert ids.make("face", 1) != first


def test_kinds_and_numbers_have_ids_of_their_own() -> None:
    ids = Ids(1)
    made = {ids.make(kind, number) for kind in ("face", "person") for number in range(1_000)}
    assert len(made) == 2_000


def test_an_id_is_a_random_uuid_in_lower_case() -> None:
    text = id_text(Ids(1).make("face", 1))
    assert UUID(text).version == 4
    assert str(UUID(text)) == text
    assert id_bytes(text.upper()) == id_bytes(text)


@pytest.mark.parametrize("text", ["", "x", "0" * 32, f"{{{UUID(int=1)}}}", f"{UUID(int=1)}0"])
def test_a_text_that_is_no_uuid_is_no_id(text: str) -> None:
    assert id_bytes(text) is None


@given(
    st.lists(st.uuids(), max_size=20),
    st.one_of(
        st.text(max_size=64),
        st.text("0123456789abcdefABCDEF-:/g~", max_size=40),
        st.uuids().map(str),
        st.tuples(st.uuids(), st.integers(0, 40)).map(lambda given: str(given[0])[: given[1]]),
    ),
)
def test_a_listing_begins_after_a_text_as_texts_are_ordered(ids: list[UUID], start: str) -> None:
    bound, inclusive = ids_after(start)
    kept = {each for each in ids if each.bytes > bound or (inclusive and each.bytes == bound)}
    assert kept == {each for each in ids if str(each) > start.lower()}
