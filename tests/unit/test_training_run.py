"""TrainingRun: which end is its own, and the way to another process and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import exceptions
from hypothesis import given
from hypothesis import strategies as st

from azface import InvalidArgumentError, TrainingResult, TrainingRun
from azface._freshness import Freshness

X, Y = "2030-01-02T03:04:05.1234567Z", "2030-01-02T03:14:05.1234567Z"


def result(status: str, created: Any = X, succeeded: Any = None, **members: Any) -> TrainingResult:
    document = {
        "status": status,
        "createdDateTime": created,
        "lastSuccessfulTrainingDateTime": succeeded,
    }
    return TrainingResult.from_api(document | members)


def run(before: TrainingResult | None, *, joined: bool = False) -> TrainingRun:
    return TrainingRun(list_id="staff", before=before, joined=joined)


def ends_with(one: TrainingRun, shown: TrainingResult, *seen: TrainingResult) -> bool:
    """Whether a status is the end of a run, after the others that were seen since its start."""
    freshness = Freshness(one)
    assert [freshness.end_in(each, 0.0) for each in seen] == [None] * len(seen)
    return freshness.end_in(shown, 0.0) is not None


OLD_SUCCESS, OLD_FAILURE = result("succeeded", X, X), result("failed", X)


@pytest.mark.parametrize(
    ("before", "joined", "shown", "seen_unfinished", "ends"),
    [
        pytest.param(None, False, OLD_SUCCESS, False, True, id="first training"),
        pytest.param(None, False, result("running"), True, False, id="first still running"),
        pytest.param(None, False, result("paused"), True, False, id="unknown status"),
        pytest.param(OLD_SUCCESS, False, OLD_SUCCESS, False, False, id="old success"),
        pytest.param(OLD_FAILURE, False, OLD_FAILURE, False, False, id="old failure"),
        pytest.param(OLD_SUCCESS, False, result("succeeded", Y, X), False, True, id="created"),
        pytest.param(OLD_SUCCESS, False, result("failed", Y, X), False, True, id="created, bad"),
        pytest.param(OLD_SUCCESS, False, result("succeeded", X, Y), False, True, id="succeeded"),
        pytest.param(OLD_FAILURE, False, result("succeeded", X, Y), False, True, id="at last"),
        pytest.param(OLD_SUCCESS, False, OLD_SUCCESS, True, False, id="unfinished seen"),
        pytest.param(
            result("succeeded", "2030-01-02T03:04:05.1230000Z", "2030-01-02T03:04:06.5Z"),
            False,
            result("succeeded", "2030-01-02T03:04:05.123Z", "2030-01-02T03:04:06.50Z"),
            False,
            False,
            id="the same dates with other zeros",
        ),
        pytest.param(
            result("succeeded", "2030-01-02T03:04:05.0000000Z"),
            False,
            result("succeeded", "2030-01-02T03:04:05Z"),
            False,
            False,
            id="a fraction of nothing",
        ),
        pytest.param(
            OLD_SUCCESS, False, result("succeeded", None, None), False, False, id="dates gone"
        ),
        pytest.param(
            result("succeeded", None, None), False, OLD_SUCCESS, False, False, id="dates come"
        ),
        pytest.param(
            OLD_FAILURE, False, result("failed", None, None), False, False, id="failure, dates gone"
        ),
        pytest.param(OLD_SUCCESS, False, result("running", Y), True, False, id="now running"),
        pytest.param(OLD_SUCCESS, True, OLD_SUCCESS, False, False, id="joined, old success"),
        pytest.param(OLD_SUCCESS, True, OLD_SUCCESS, True, False, id="joined, unfinished seen"),
        pytest.param(OLD_FAILURE, False, OLD_FAILURE, True, False, id="failure, unfinished seen"),
        pytest.param(
            result("failed", None), False, result("failed", None), True, True, id="without a start"
        ),
        pytest.param(
            result("succeeded", "soon", "soon"),
            False,
            result("succeeded", "soon", "soon"),
            False,
            False,
            id="times that nobody can read",
        ),
        pytest.param(
            OLD_SUCCESS,
            False,
            result("succeeded", X, X, lastSuccessfulTrainingId="a"),
            False,
            False,
            id="an id where there was none",
        ),
        pytest.param(
            result("succeeded", X, Y), False, OLD_SUCCESS, False, False, id="an earlier success"
        ),
        pytest.param(
            result("failed", None), False, result("failed", None), False, False, id="nothing seen"
        ),
        pytest.param(result("running", X), True, OLD_SUCCESS, False, True, id="joined, running"),
        pytest.param(result("running", X), False, OLD_SUCCESS, True, False, id="before ours"),
        pytest.param(result("running", X), False, result("failed", X), True, False, id="and bad"),
        pytest.param(result("running", X), False, result("failed", Y), False, True, id="ours"),
        pytest.param(
            OLD_SUCCESS,
            False,
            result("succeeded", X, X, lastActionDateTime=Y, message="new", more=1),
            False,
            False,
            id="anything else is no proof",
        ),
    ],
)
def test_a_run_ends_with_its_own_end_only(
    before: TrainingResult | None,
    joined: bool,
    shown: TrainingResult,
    seen_unfinished: bool,
    ends: bool,
) -> None:
    seen = [result("running", X)] if seen_unfinished else []
    assert ends_with(run(before, joined=joined), shown, *seen) is ends


def test_an_absent_time_and_a_null_one_are_the_same() -> None:
    before = TrainingResult.from_api({"status": "failed", "createdDateTime": X})
    assert not ends_with(run(before), result("failed", X, None))


def test_results_made_by_hand_are_told_apart_by_their_times() -> None:
    moment = datetime(2030, 1, 2, tzinfo=UTC)
    before = TrainingResult("succeeded", created_date_time=moment)
    later = TrainingResult("succeeded", created_date_time=moment + timedelta(microseconds=1))
    assert not ends_with(run(before), before)
    assert ends_with(run(before), later)


def test_a_run_made_by_hand_does_not_take_the_same_time_on_the_wire_for_another() -> None:
    on_the_wire = result("succeeded", X, X)
    by_hand = TrainingResult(
        "succeeded",
        created_date_time=on_the_wire.created_date_time,
        last_successful_training_date_time=on_the_wire.last_successful_training_date_time,
    )
    for one in (run(by_hand), TrainingRun.from_json(run(by_hand).to_json())):
        assert not ends_with(one, on_the_wire)


def test_a_run_is_frozen_and_can_be_hashed() -> None:
    one = run(OLD_SUCCESS)
    with pytest.raises(exceptions.FrozenInstanceError):
        one.joined = True  # type: ignore[misc]
    assert hash(one) == hash(run(OLD_SUCCESS))


def test_a_run_read_from_json_tells_ends_apart_to_the_seventh_digit() -> None:
    there = TrainingRun.from_json(run(OLD_SUCCESS).to_json())
    assert not ends_with(there, OLD_SUCCESS)
    assert ends_with(there, result("succeeded", X[:-2] + "8Z", X))


moments = st.none() | st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC))
by_hand = st.builds(
    TrainingResult,
    st.text(),
    message=st.none() | st.text(),
    created_date_time=moments,
    last_action_date_time=moments,
    last_successful_training_date_time=moments,
    last_successful_training_id=st.none() | st.text(),
)
on_the_wire = st.builds(result, st.text(), st.none() | st.text(), st.none() | st.just(Y))


@given(
    st.builds(
        TrainingRun,
        list_id=st.text(),
        container=st.sampled_from(["large_face_list", "person_group", "large_person_group"]),
        api_version=st.sampled_from(["v1.1-preview.1", "v1.2"]),
        before=st.none() | by_hand | on_the_wire,
        joined=st.booleans(),
    )
)
def test_to_json_and_back_is_the_same_run(one: TrainingRun) -> None:
    there = TrainingRun.from_json(one.to_json())
    assert there == one
    assert (there.before and there.before.raw) == (one.before and one.before.raw)
    assert TrainingRun.from_json(one.to_json().encode()) == one


def test_json_of_a_run_says_what_it_is_and_in_which_version() -> None:
    document = json.loads(run(None).to_json())
    assert document["format"] == "azface.TrainingRun/1"
    assert document["before"] is None


GOOD = json.loads(run(OLD_SUCCESS).to_json())


@given(st.text() | st.binary())
def test_any_other_text_is_refused(text: str | bytes) -> None:
    with pytest.raises(InvalidArgumentError, match="not a TrainingRun"):
        TrainingRun.from_json(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(json_values)
def test_any_other_json_is_refused(value: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="not a TrainingRun"):
        TrainingRun.from_json(json.dumps(value))


@given(name=st.sampled_from(sorted(GOOD)), value=json_values)
def test_a_run_with_one_member_changed_is_read_or_refused_and_nothing_else(
    name: str, value: Any
) -> None:
    try:
        there = TrainingRun.from_json(json.dumps(GOOD | {name: value}))
    except InvalidArgumentError as error:
        assert str(error).startswith("not a TrainingRun: ")
    else:
        assert isinstance(there.list_id, str)
        assert isinstance(there.api_version, str)


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_run_without_one_of_its_members_is_refused(name: str) -> None:
    without = {other: value for other, value in GOOD.items() if other != name}
    with pytest.raises(InvalidArgumentError, match=name):
        TrainingRun.from_json(json.dumps(without))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"format": "azface.TrainingRun/2"},
            "'azface.TrainingRun/2', which a later version of azface wrote; this one reads 'azface",
        ),
        ({"format": "azface.TrainingRun/0"}, "its format is not 'azface.TrainingRun/1'"),
        ({"format": "x" * 500}, "its format is not 'azface.TrainingRun/1'"),
        ({"format": ["azface.TrainingRun/1"]}, "its format is not 'azface.TrainingRun/1'"),
        ({"container": "face_list"}, "its container"),
        ({"container": ["person_group"]}, "its container"),
        ({"joined": 1}, "joined"),
        ({"listId": 5}, "listId"),
        ({"apiVersion": None}, "apiVersion"),
        (
            {"apiVersion": "v1.3-preview.1"},
            "'v1.3-preview.1', and this version of azface knows v1.1-preview.1, v1.2: a later one",
        ),
        ({"apiVersion": "x" * 500}, "its apiVersion is none of v1.1-preview.1, v1.2"),
        ({"before": []}, "its before is no JSON object"),
        ({"before": {}}, "status is missing"),
        ({"before": {"status": "failed", "createdDateTime": 5}}, "createdDateTime is a number"),
    ],
)
def test_a_refusal_says_what_is_wrong(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidArgumentError, match=reason) as caught:
        TrainingRun.from_json(json.dumps(GOOD | change))
    assert "xxx" not in str(caught.value)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    one = run(OLD_SUCCESS)
    assert TrainingRun.from_json("\ufeff" + one.to_json()) == one
    assert TrainingRun.from_json(one.to_json().encode("utf-8-sig")) == one


@pytest.mark.parametrize("text", ["[" * 100_000, b"\xff\xfe\x00", "1" * 5000, None, 5])
def test_what_cannot_be_parsed_at_all_is_refused(text: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="not a TrainingRun"):
        TrainingRun.from_json(text)
