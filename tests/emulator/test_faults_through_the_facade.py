"""What the clients make of faults: the errors they raise, and what they send again."""

from collections.abc import Callable, Iterator

import pytest

from azface import (
    AuthenticationError,
    ConflictError,
    FaceApiError,
    FaceClient,
    QuotaExceededError,
    RateLimitError,
    RequestTimeoutError,
    ResponseFormatError,
    RetryPolicy,
    ServerError,
    TrainingFailedError,
    TrainingTimeoutError,
    TransportError,
)
from azface.emulator import Emulator, Fault, TrainingDuration
from azface.testing import VirtualClock

ONCE = RetryPolicy(attempts=1)


@pytest.fixture
def emulator(clock: VirtualClock, picture: Callable[[int], bytes]) -> Iterator[Emulator]:
    with Emulator(clock=clock, training=TrainingDuration.instant()) as running:
        running.pictures["https://example.com/a.jpg"] = picture(1)
        yield running


@pytest.fixture
def face_client(emulator: Emulator, clock: VirtualClock) -> Iterator[FaceClient]:
    with FaceClient(emulator.endpoint, emulator.key, clock=clock) as client:
        client.large_face_lists.create("staff", name="Staff")
        client.large_face_lists.add_face("staff", "https://example.com/a.jpg")
        yield client


@pytest.mark.parametrize(
    ("fault", "kind", "retry_after"),
    [
        (Fault.rate_limited(21), RateLimitError, 21.0),
        (Fault.rate_limited(21, dialect="legacy"), RateLimitError, 21.0),
        (Fault.rate_limited(21, dialect="legacy_code"), RateLimitError, 21.0),
        (Fault.rate_limited(21, dialect="bare"), RateLimitError, 21.0),
        (Fault.rate_limited(0.5, "milliseconds"), RateLimitError, 0.5),
        (Fault.rate_limited(21, "seconds"), RateLimitError, 21.0),
        (Fault.rate_limited(21, "date"), RateLimitError, 22.0),
        (Fault.rate_limited(), RateLimitError, None),
        (Fault.token_expired(), AuthenticationError, None),
        (Fault.quota_exceeded(), QuotaExceededError, None),
        (Fault.conflict(), ConflictError, None),
        (Fault.server_error(), ServerError, None),
        (Fault.bad_gateway(), ServerError, None),
        (Fault.unavailable(), ServerError, None),
        (Fault.unavailable(9), ServerError, 9.0),
        (Fault.gateway_timeout(), ServerError, None),
    ],
)
def test_an_answer_of_a_fault_is_the_error_of_its_kind(
    emulator: Emulator,
    face_client: FaceClient,
    fault: Fault,
    kind: type[FaceApiError],
    retry_after: float | None,
) -> None:
    emulator.inject(fault)
    with pytest.raises(kind) as caught:
        face_client.with_options(retry=ONCE).large_face_lists.get("staff")
    assert caught.value.status_code == fault.status
    assert caught.value.retry_after == retry_after


def test_an_error_without_a_code_keeps_its_status_and_message(
    emulator: Emulator, face_client: FaceClient
) -> None:
    emulator.inject(Fault.call_volume())
    with pytest.raises(FaceApiError, match="call volume") as caught:
        face_client.large_face_lists.get("staff")
    assert caught.value.status_code == 403


@pytest.mark.parametrize(
    "fault",
    [
        Fault.rate_limited(2),
        Fault.server_error(),
        Fault.bad_gateway(),
        Fault.unavailable(),
        Fault.conflict(),
        Fault.reset_before(),
        Fault.reset_after(),
        Fault.cut_body(),
    ],
)
def test_what_passes_is_asked_for_again(
    emulator: Emulator, face_client: FaceClient, fault: Fault
) -> None:
    injected = emulator.inject(fault, times=2)
    assert face_client.large_face_lists.get("staff").name == "Staff"
    assert injected.hits == 2


@pytest.mark.parametrize("fault", [Fault.warned(), Fault.slow(0)])
def test_what_is_a_success_is_taken_for_one(
    emulator: Emulator, face_client: FaceClient, fault: Fault
) -> None:
    emulator.inject(fault)
    assert face_client.large_face_lists.get("staff").name == "Staff"


def faces(emulator: Emulator, face_client: FaceClient) -> int:
    emulator.clear_faults()
    return len(list(face_client.large_face_lists.list_faces("staff")))


@pytest.mark.parametrize(
    ("fault", "added"),
    [(Fault.reset_after(), 2), (Fault.reset_before(), 1), (Fault.server_error(), 1)],
)
def test_a_lost_answer_to_add_face_may_have_been_done_and_is_not_sent_again(
    emulator: Emulator, face_client: FaceClient, fault: Fault, added: int
) -> None:
    injected = emulator.inject(fault, operation="AddLargeFaceListFaceFromUrl", times="always")
    with pytest.raises((TransportError, ServerError)) as caught:
        face_client.large_face_lists.add_face("staff", "https://example.com/a.jpg")
    assert caught.value.outcome_unknown
    assert injected.hits == 1
    assert faces(emulator, face_client) == added


@pytest.mark.parametrize("fault", [Fault.rate_limited(1), Fault.unavailable(1), Fault.conflict()])
def test_a_face_that_was_surely_not_added_is_added_again_once(
    emulator: Emulator, face_client: FaceClient, fault: Fault
) -> None:
    emulator.inject(fault, operation="AddLargeFaceListFaceFromUrl", times=2)
    face_client.large_face_lists.add_face("staff", "https://example.com/a.jpg")
    assert faces(emulator, face_client) == 2


@pytest.mark.parametrize("fault", [Fault.reset_after(), Fault.cut_body()])
def test_a_lost_answer_to_create_delete_and_train_is_made_good(
    emulator: Emulator, face_client: FaceClient, fault: Fault
) -> None:
    emulator.training = TrainingDuration.fixed(5)
    lists = face_client.large_face_lists
    for operation in ("CreateLargeFaceList", "TrainLargeFaceList", "DeleteLargeFaceList"):
        emulator.inject(fault, operation=operation)
    lists.create("guests", name="Guests")
    assert lists.train_and_wait("staff").succeeded
    lists.delete("guests")
    assert [found.large_face_list_id for found in lists.list()] == ["staff"]
    assert len(emulator.requests_of("DeleteLargeFaceList")) == 2


@pytest.mark.usefixtures("face_client")
def test_an_answer_that_comes_too_late_is_a_time_out(emulator: Emulator) -> None:
    emulator.inject(Fault.slow(30))
    with (
        FaceClient(emulator.endpoint, emulator.key, retry=ONCE, timeout=0.05) as hasty,
        pytest.raises(RequestTimeoutError),
    ):
        hasty.large_face_lists.get("staff")


def test_a_page_of_a_proxy_with_status_200_is_no_answer(
    emulator: Emulator, face_client: FaceClient
) -> None:
    emulator.inject(Fault.answer(200, "<html>", {"Content-Type": "text/html"}))
    with pytest.raises(ResponseFormatError):
        face_client.large_face_lists.get("staff")


def test_a_training_fails_with_its_message(emulator: Emulator, face_client: FaceClient) -> None:
    emulator.inject(Fault.training_fails("out of space"))
    with pytest.raises(TrainingFailedError) as caught:
        face_client.large_face_lists.train_and_wait("staff")
    assert caught.value.result.message == "out of space"
    assert face_client.large_face_lists.train_and_wait("staff").succeeded


def test_a_training_that_never_ends_is_waited_for_until_the_deadline(
    emulator: Emulator, face_client: FaceClient
) -> None:
    emulator.inject(Fault.training_never_ends())
    with pytest.raises(TrainingTimeoutError):
        face_client.large_face_lists.train_and_wait("staff", timeout=1800)


def test_stale_reads_and_foreign_locations_do_not_mislead_a_wait(
    emulator: Emulator, face_client: FaceClient
) -> None:
    lists = face_client.large_face_lists
    old = lists.train_and_wait("staff")
    emulator.training = TrainingDuration.fixed(5)
    for fault in (
        Fault.stale_status(reads=3),
        Fault.operation_location(None),
        Fault.operation_location("https://elsewhere.example/face/v1.2/largefacelists/x/training"),
    ):
        emulator.inject(fault, operation="TrainLargeFaceList")
        new = lists.train_and_wait("staff")
        assert new.last_successful_training_date_time != old.last_successful_training_date_time
        old = new
    assert {each.fault for each in emulator.requests_of("TrainLargeFaceList")} == {
        None,
        "stale_status",
        "operation_location",
    }


def test_a_wait_goes_on_through_a_tier_that_throttles(
    clock: VirtualClock, picture: Callable[[int], bytes]
) -> None:
    with (
        Emulator(clock=clock, tier="F0", training=TrainingDuration.fixed(600)) as emulator,
        FaceClient(emulator.endpoint, emulator.key, clock=clock) as face_client,
    ):
        emulator.pictures["https://example.com/a.jpg"] = picture(1)
        lists = face_client.large_face_lists
        lists.create("staff", name="Staff")
        lists.add_face("staff", "https://example.com/a.jpg")
        assert lists.train_and_wait("staff").succeeded
        assert 429 in {each.status for each in emulator.requests}
