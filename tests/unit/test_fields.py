"""Fields read out of a JSON object: exactly what the contract says, or a FieldError."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azface import _fields
from azface._fields import FieldError, read_timestamp

NOT_TEXT = [5, 1.5, True, [], {}]
NOT_A_NUMBER = ["5", True, [], {}]


@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("read", [_fields.text, _fields.optional_text])
def test_text_is_text_and_nothing_else(read: Callable[..., Any], value: object) -> None:
    assert read({"name": "x"}, "name") == "x"
    assert read({"name": ""}, "name") == ""
    with pytest.raises(FieldError, match=r"^name is .*, not text$"):
        read({"name": value}, "name")


@pytest.mark.parametrize("value", NOT_A_NUMBER)
@pytest.mark.parametrize("read", [_fields.number, _fields.optional_number, _fields.integer])
def test_a_number_is_a_number_and_nothing_else(read: Callable[..., Any], value: object) -> None:
    assert read({"left": 3}, "left") == 3
    with pytest.raises(FieldError, match=r"^left is .*, not a number$"):
        read({"left": value}, "left")


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (_fields.text, "x"),
        (_fields.number, 1.5),
        (_fields.integer, 1),
        (_fields.truth, False),
    ],
)
def test_what_is_required_is_neither_absent_nor_null(
    read: Callable[..., Any], value: object
) -> None:
    assert read({"field": value}, "field") == value
    for document in ({}, {"field": None}):
        with pytest.raises(FieldError, match=r"^field is (missing|null)"):
            read(document, "field")


@pytest.mark.parametrize(
    "read", [_fields.optional_text, _fields.optional_number, _fields.timestamp]
)
def test_what_is_optional_is_none_when_absent_or_null(read: Callable[..., Any]) -> None:
    assert read({}, "field") is None
    assert read({"field": None}, "field") is None


def test_what_no_contract_lists_is_text_or_nothing() -> None:
    assert _fields.unlisted_text({"id": "x"}, "id") == "x"
    for document in ({}, {"id": None}, {"id": 5}, {"id": ["x"]}):
        assert _fields.unlisted_text(document, "id") is None


def test_texts_are_a_list_of_text_and_nothing_else() -> None:
    assert _fields.texts({"ids": ["a", ""]}, "ids") == ("a", "")
    assert _fields.texts({"ids": None}, "ids") == _fields.texts({}, "ids") == ()
    with pytest.raises(FieldError, match=r"^ids is text, not a list$"):
        _fields.texts({"ids": "abc"}, "ids")
    for wrong in (5, {}, []):
        with pytest.raises(FieldError, match=r"^ids\[1\] is .*, not text$"):
            _fields.texts({"ids": ["a", wrong]}, "ids")
    with pytest.raises(FieldError, match=r"^ids\[0\] is null$"):
        _fields.texts({"ids": [None]}, "ids")


def test_a_whole_number_may_be_written_with_a_point() -> None:
    whole = _fields.integer({"left": 2.0}, "left")
    assert (whole, type(whole)) == (2, int)
    with pytest.raises(FieldError, match="whole"):
        _fields.integer({"left": 2.5}, "left")


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_no_number_is_endless(value: float) -> None:
    for read in (_fields.number, _fields.integer):
        with pytest.raises(FieldError, match="not finite"):
            read({"left": value}, "left")


@pytest.mark.parametrize("value", ["true", 0, 1, []])
def test_truth_is_true_or_false_and_nothing_else(value: object) -> None:
    assert _fields.truth({"invisible": True}, "invisible") is True
    with pytest.raises(FieldError, match="true or false"):
        _fields.truth({"invisible": value}, "invisible")


def test_objects_are_read_by_their_reader() -> None:
    document = {"one": {"x": "a"}, "none": None, "some": [{"x": "b"}, {"x": "c"}]}

    def read(found: _fields.Document) -> str:
        return _fields.text(found, "x")

    assert _fields.required_object(document, "one", read) == "a"
    assert _fields.optional_object(document, "one", read) == "a"
    assert _fields.optional_object(document, "none", read) is None
    assert _fields.objects(document, "some", read) == ("b", "c")
    assert _fields.objects(document, "none", read) == ()
    assert _fields.objects(document, "absent", read) == ()
    for wrong in ({"field": []}, {"field": "x"}, {"field": 1}):
        with pytest.raises(FieldError, match=r"^field is .*, not an object"):
            _fields.optional_object(wrong, "field", read)
    with pytest.raises(FieldError, match=r"^field is null, not an object"):
        _fields.required_object({}, "field", read)
    with pytest.raises(FieldError, match=r"^field is an object, not a list"):
        _fields.objects({"field": {}}, "field", read)
    with pytest.raises(FieldError, match=r"^field\[1\] is text, not an object"):
        _fields.objects({"field": [{"x": "a"}, "b"]}, "field", read)


@pytest.mark.parametrize("digits", range(8))
@pytest.mark.parametrize(
    ("zone", "ahead"),
    [("Z", 0), ("", 0), ("+00:00", 0), ("+05:30", 330), ("-0800", -480), ("+23:59", 1439)],
)
def test_a_timestamp_has_0_to_7_digits_and_any_zone(digits: int, zone: str, ahead: int) -> None:
    fraction = "." + "1234567"[:digits] if digits else ""
    moment = read_timestamp(f"2030-01-02T03:04:05{fraction}{zone}")
    microseconds = int("1234567"[:digits].ljust(6, "0")[:6])
    there = datetime(2030, 1, 2, 3, 4, 5, microseconds, tzinfo=UTC)
    assert moment == there - timedelta(minutes=ahead)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/3/2017 4:11:35 AM", datetime(2017, 1, 3, 4, 11, 35, tzinfo=UTC)),
        ("12/31/2017 12:00:00 PM", datetime(2017, 12, 31, 12, tzinfo=UTC)),
        ("12/31/2017 12:00:00 AM", datetime(2017, 12, 31, tzinfo=UTC)),
        ("01/03/2017 16:11:35", datetime(2017, 1, 3, 16, 11, 35, tzinfo=UTC)),
    ],
)
def test_the_us_style_of_the_oldest_pages_is_month_first(text: str, expected: datetime) -> None:
    moment = read_timestamp(text)
    assert moment == expected
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "now",
        "2024",
        "2024-03-05",
        "11:07:58",
        "2024-13-05T11:07:58Z",
        "2024-02-30T11:07:58Z",
        "2024-03-05T25:07:58Z",
        "2024-03-05T11:07:58+99:00",
        "2024-03-05T11:07:58+24:00",
        "2024-03-05T11:07:58 CET",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T24:00:00Z",
        "13/1/2017 4:11:35 AM",
        "1/32/2017 4:11:35 AM",
        "1/0/2017 4:11:35 AM",
        "1/3/2017 13:11:35 PM",
        "1-3-2017 4:11:35",
        "24-03-05T11:07:58Z",
        "\u0662\u0660\u0662\u0664-03-05T11:07:58Z",
        "9" * 5_000,
    ],
)
def test_an_unreadable_date_is_none_and_never_a_guess(text: str) -> None:
    assert read_timestamp(text) is None
    assert _fields.timestamp({"createdDateTime": text}, "createdDateTime") is None


def test_a_date_that_is_no_text_is_outside_the_contract() -> None:
    with pytest.raises(FieldError, match="createdDateTime is a number, not text"):
        _fields.timestamp({"createdDateTime": 1709636878}, "createdDateTime")


@given(st.one_of(st.text(), st.from_regex(_fields._ISO), st.from_regex(_fields._US)))
def test_any_text_is_a_moment_in_utc_or_none(text: str) -> None:
    moment = read_timestamp(text)
    assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)))
def test_any_moment_is_read_as_it_was_written(moment: datetime) -> None:
    assert read_timestamp(moment.isoformat() + "Z") == moment.replace(tzinfo=UTC)
    assert read_timestamp(moment.isoformat()) == moment.replace(tzinfo=UTC)
