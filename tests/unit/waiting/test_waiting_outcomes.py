"""How a wait ends: what it returns, what it raises, and when it does so at once."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from azface import (
    InvalidArgumentError,
    NotFoundError,
    NotTrainedError,
    OperationStatus,
    TrainingFailedError,
)


def test_a_list_trained_long_ago_is_done_at_the_first_look(wait: Any, answer: Any) -> None:
    played = wait("staff", [answer("succeeded")])
    assert played.value.status is OperationStatus.SUCCEEDED
    assert played.sleeps == []


def test_a_wait_asks_for_the_training_status_of_the_list(wait: Any, answer: Any) -> None:
    (request,) = wait("staff", [answer("succeeded")]).sent
    assert (request.method, request.content, request.json) == ("GET", None, None)
    assert request.url.endswith("/face/v1.2/largefacelists/staff/training")


def test_a_running_training_is_looked_at_until_it_has_succeeded(wait: Any, answer: Any) -> None:
    played = wait("staff", [answer("notStarted"), answer("running"), answer("succeeded")])
    assert played.value.succeeded
    assert played.sleeps == [0.2, 0.2]


@pytest.mark.parametrize("spelling", ["Succeeded", "SUCCEEDED", "succeeded"])
def test_the_case_of_a_status_does_not_matter(wait: Any, answer: Any, spelling: str) -> None:
    assert wait("staff", [answer(spelling)]).value.succeeded


def test_a_failed_training_raises_with_the_services_message_and_the_result(
    wait: Any, answer: Any
) -> None:
    failed = answer("failed", message="Out of\nmemory in node 7")
    played = wait("staff", [answer("running"), failed])
    error = played.error
    assert isinstance(error, TrainingFailedError)
    assert "'staff' failed: Out of memory in node 7 [request id failed-1]" in str(error)
    assert error.result.message == "Out of\nmemory in node 7"
    assert (error.list_id, error.run) == ("staff", None)


@pytest.mark.parametrize("message", [..., None, ""])
def test_a_failure_without_a_message_says_that_no_reason_was_given(
    wait: Any, answer: Any, message: Any
) -> None:
    played = wait("staff", [answer("failed", message=message)])
    assert "the service gave no reason" in str(played.error)


def test_a_failed_run_is_in_its_error(wait: Any, answer: Any, run_after: Any) -> None:
    run = run_after(None)
    assert wait(run, [answer("failed")]).error.run is run


def test_a_list_never_trained_ends_the_wait_for_its_id_at_once(
    wait: Any, never_trained: Any
) -> None:
    played = wait("staff", [never_trained])
    assert isinstance(played.error, NotTrainedError)
    assert played.sleeps == []


def test_never_trained_means_not_yet_when_a_training_was_started(
    wait: Any, answer: Any, never_trained: Any, run_after: Any
) -> None:
    played = wait(run_after(None), [never_trained, never_trained, answer("succeeded")])
    assert played.value.succeeded
    assert [type(update.error) for update in played.emitted] == [
        NotTrainedError,
        NotTrainedError,
        type(None),
    ]


@pytest.mark.parametrize("as_run", [False, True])
def test_an_unknown_list_ends_the_wait_at_once(
    wait: Any, refusal: Any, run_after: Any, as_run: bool
) -> None:
    training = run_after(None) if as_run else "staff"
    played = wait(training, [refusal(404, "LargeFaceListNotFound")])
    assert isinstance(played.error, NotFoundError)


@pytest.mark.parametrize("as_run", [False, True])
def test_a_list_deleted_meanwhile_ends_the_wait(
    wait: Any, answer: Any, refusal: Any, run_after: Any, as_run: bool
) -> None:
    training = run_after(None) if as_run else "staff"
    played = wait(training, [answer("running"), refusal(404, "LargeFaceListNotFound")])
    assert isinstance(played.error, NotFoundError)
    assert len(played.sleeps) == 1


@pytest.mark.parametrize("as_run", [False, True])
def test_a_status_that_goes_backwards_is_waited_out(
    wait: Any, answer: Any, run_after: Any, as_run: bool
) -> None:
    training = run_after(None) if as_run else "staff"
    script = [answer("running"), answer("notStarted"), answer("running"), answer("succeeded")]
    assert wait(training, script).value.succeeded


def test_an_unknown_status_is_waited_out_with_one_warning(
    wait: Any, answer: Any, caplog: pytest.LogCaptureFixture
) -> None:
    script = [answer("paused"), answer("resuming"), answer("paused"), answer("succeeded")]
    with caplog.at_level(logging.WARNING, logger="azface"):
        played = wait("staff", script)
    assert played.value.succeeded
    assert [update.status for update in played.emitted][:2] == ["paused", "resuming"]
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("azface", logging.WARNING)
    assert record.getMessage() == "staff: unknown training status 'paused'"


@pytest.mark.parametrize("training", ["", "Staff", "a/b", "a" * 65, "staff\n", None, 5, b"staff"])
def test_something_that_is_no_list_id_is_refused_before_any_request(
    wait: Any, train_and_wait: Any, training: Any
) -> None:
    for played in (wait(training, []), train_and_wait([], list_id=training)):
        assert isinstance(played.error, InvalidArgumentError)
        assert "1 to 64 characters" in str(played.error)


@pytest.mark.parametrize("timeout", [-1, -0.001, float("nan"), float("inf"), "60", True])
def test_a_timeout_that_is_no_length_of_time_is_refused_before_any_request(
    wait: Any, train_and_wait: Any, timeout: Any
) -> None:
    for played in (wait("staff", [], timeout=timeout), train_and_wait([], timeout=timeout)):
        assert isinstance(played.error, InvalidArgumentError)
        assert "timeout must be 0 or more seconds, or None" in str(played.error)
