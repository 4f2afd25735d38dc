"""The sync driver: requests as they leave, pools, and effects performed."""

from __future__ import annotations

import json
import threading
import traceback
from typing import Any

import httpx
import pytest

from azface import (
    ConfigurationError,
    FaceClient,
    ResponseFormatError,
    RetryPolicy,
    TrainingTimeoutError,
)
from azface._exchange import Timeouts
from azface._flow import Blocking, Chance, Emit, Now, Request, Send, Sleep
from azface._sync_driver import SyncDriver

ENDPOINT = "https://example.cognitiveservices.azure.com"
KEY = "0123456789abcdef0123456789abcdef"
RUNNING, DONE = {"status": "running"}, {"status": "succeeded"}


def hosts(service: Any) -> list[str]:
    return [request.url.host for request in service.requests]


def test_train_is_a_post_of_nothing(client_of: Any, service: Any) -> None:
    answers = service(DONE, 202)
    client_of(answers).large_face_lists.train("staff")
    request = answers.requests[1]
    assert (request.method, request.content) == ("POST", b"")
    assert request.headers["content-length"] == "0"
    assert "content-type" not in request.headers


def test_each_request_says_who_sends_it_and_what_it_accepts(client_of: Any, service: Any) -> None:
    answers = service(DONE)
    client_of(answers).large_face_lists.get_training_status("staff")
    headers = answers.requests[0].headers
    assert headers["user-agent"].startswith("azface/")
    assert headers["accept"] == "application/json"
    assert headers["ocp-apim-subscription-key"] == KEY


def test_time_outs_are_given_with_each_request(client_of: Any, service: Any) -> None:
    answers = service(DONE)
    own = httpx.Client(transport=httpx.MockTransport(answers), timeout=None)
    client = client_of(answers, http_client=own, timeout=7, connect_timeout=2)
    client.large_face_lists.get_training_status("staff")
    client.with_options(timeout=90).large_face_lists.get_training_status("staff")
    assert [request.extensions["timeout"] for request in answers.requests] == [
        {"connect": 2, "read": 7, "write": 7, "pool": 7},
        {"connect": 2, "read": 90, "write": 90, "pool": 90},
    ]


def test_a_redirect_is_not_followed_and_carries_no_key_elsewhere(
    client_of: Any, service: Any
) -> None:
    answers = service(httpx.Response(307, headers={"location": "https://elsewhere.example/"}))
    own = httpx.Client(transport=httpx.MockTransport(answers), follow_redirects=True)
    with pytest.raises(ResponseFormatError, match="redirects are off"):
        client_of(answers, http_client=own).large_face_lists.get_training_status("staff")
    assert hosts(answers) == ["example.cognitiveservices.azure.com"]


def test_an_operation_location_is_never_followed(client_of: Any, service: Any) -> None:
    elsewhere = {"operation-location": "http://internal.example:8080/face/v1.2/operations/1"}
    not_trained = httpx.Response(404, json={"error": {"code": "LargeFaceListNotTrained"}})
    answers = service(not_trained, httpx.Response(202, headers=elsewhere), DONE)
    client_of(answers).large_face_lists.train_and_wait("staff")
    assert hosts(answers) == ["example.cognitiveservices.azure.com"] * 3


def test_header_names_of_an_answer_are_read_without_regard_to_case(
    client_of: Any, service: Any
) -> None:
    headers = {"APIM-Request-ID": "one", "RETRY-AFTER": "7"}
    client = client_of(service(httpx.Response(429, headers=headers)), retry=RetryPolicy(attempts=1))
    with pytest.raises(Exception, match="request id one") as caught:
        client.large_face_lists.get_training_status("staff")
    assert caught.value.retry_after == 7  # type: ignore[attr-defined]


def test_a_closed_client_says_so(client_of: Any, service: Any) -> None:
    answers = service(DONE)
    client = client_of(answers)
    with client:
        sibling = client.with_options(timeout=5)
    for each in (client, sibling):
        with pytest.raises(ConfigurationError, match="closed"):
            each.large_face_lists.get_training_status("staff")
    assert answers.requests == []


def test_closing_a_sibling_leaves_the_others_open(client_of: Any, service: Any) -> None:
    client = client_of(service(DONE))
    sibling = client.with_options(timeout=5)
    cousin = sibling.with_options(timeout=6)
    sibling.close()
    with pytest.raises(ConfigurationError, match="closed"):
        sibling.large_face_lists.get_training_status("staff")
    assert client.large_face_lists.get_training_status("staff").succeeded
    assert cousin.large_face_lists.get_training_status("staff").succeeded


def test_a_client_of_the_users_own_is_never_closed_here(client_of: Any, service: Any) -> None:
    own = httpx.Client(transport=httpx.MockTransport(service(DONE)))
    with client_of(service(DONE), http_client=own):
        pass
    assert not own.is_closed


def test_a_client_of_the_users_own_that_was_closed_is_an_error_that_says_so(
    client_of: Any, service: Any
) -> None:
    own = httpx.Client(transport=httpx.MockTransport(service(DONE)))
    client = client_of(service(DONE), http_client=own)
    own.close()
    with pytest.raises(ConfigurationError, match="closed"):
        client.large_face_lists.get_training_status("staff")


def test_a_pool_of_our_own_is_closed_with_the_client(clock: Any) -> None:
    driver = SyncDriver(None, auth=httpx.Auth(), timeouts=Timeouts(30, 5), clock=clock)
    pool = driver._client
    driver.sibling(Timeouts(1, 1)).close()
    assert not pool.is_closed
    driver.close()
    assert pool.is_closed


def test_each_effect_is_performed_and_its_reply_sent_back(driver_of: Any, service: Any) -> None:
    def flow() -> Any:
        reply = yield from Send(Request("GET", ENDPOINT + "/x", params={"top": 3}))
        before = yield from Now()
        yield from Sleep(2.5)
        after = yield from Now()
        yield from Emit("seen")
        chance = yield from Chance()
        worked = yield from Blocking(threading.get_ident)
        return reply, after - before, chance, worked

    seen: list[str] = []
    answers = service(DONE)
    reply, slept, chance, worked = driver_of(answers).run(flow(), on_emit=seen.append)
    assert (reply.status, json.loads(reply.body)) == (200, DONE)
    assert str(answers.requests[0].url) == ENDPOINT + "/x?top=3"
    assert (slept, seen) == (2.5, ["seen"])
    assert 0 <= chance < 1
    assert worked == threading.get_ident()


def test_a_failed_effect_is_thrown_into_the_flow(driver_of: Any) -> None:
    def flow() -> Any:
        try:
            yield from Blocking(lambda: 1 // 0)
        except ZeroDivisionError:
            return (yield from Blocking(lambda: "mended"))

    assert driver_of().run(flow()) == "mended"


def test_work_that_raises_stop_iteration_does_not_end_a_flow_silently(driver_of: Any) -> None:
    def flow() -> Any:
        yield from Blocking(lambda: next(iter(())))
        return "silent"

    with pytest.raises(RuntimeError, match="StopIteration"):
        driver_of().run(flow())


@pytest.mark.parametrize("error", [ValueError, StopIteration, GeneratorExit, KeyboardInterrupt])
def test_what_a_callback_raises_surfaces_and_closes_the_flow(
    driver_of: Any, watched: Any, error: type[BaseException]
) -> None:
    def callback(_: object) -> None:
        raise error("mine")

    flow = watched.flow()  # held here, so that no garbage collection closes it
    with pytest.raises(error, match="mine"):
        driver_of().run(flow, on_emit=callback)
    assert watched.closed


def test_what_on_poll_raises_ends_the_wait_with_it(client_of: Any, service: Any) -> None:
    def on_poll(update: object) -> None:
        raise StopIteration("mine")

    answers = service(RUNNING, DONE)
    with pytest.raises(StopIteration, match="mine"):
        client_of(answers).large_face_lists.wait_for_training("staff", on_poll=on_poll)
    assert len(answers.requests) == 1


def test_a_loop_that_is_left_early_closes_the_flow(driver_of: Any, watched: Any) -> None:
    for _ in driver_of().iterate(watched.flow()):
        break
    assert watched.closed


def test_a_loop_over_a_flow_ends_with_it(driver_of: Any, watched: Any) -> None:
    assert list(driver_of().iterate(watched.flow(end=True))) == ["seen"]
    assert watched.closed


def test_the_loop_body_may_raise_what_it_likes(driver_of: Any, watched: Any) -> None:
    with pytest.raises(StopIteration):  # noqa: PT012 - the loop is what is tested
        for _ in driver_of().iterate(watched.flow()):
            raise StopIteration
    assert watched.closed


def test_a_wait_gives_its_updates_to_on_poll_and_to_a_loop_alike(
    client_of: Any, service: Any
) -> None:
    told: list[Any] = []
    lists = client_of(service(RUNNING, RUNNING, DONE)).large_face_lists
    assert lists.wait_for_training("staff", on_poll=told.append).succeeded
    watched = list(
        client_of(service(RUNNING, RUNNING, DONE)).large_face_lists.watch_training("staff")
    )
    assert [(update.status, update.done) for update in told] == [
        ("running", False),
        ("running", False),
        ("succeeded", True),
    ]
    assert [(update.status, update.done) for update in watched] == [
        (update.status, update.done) for update in told
    ]


def test_a_wait_on_a_clock_of_the_users_own_takes_no_real_time(
    client_of: Any, service: Any, clock: Any
) -> None:
    with pytest.raises(TrainingTimeoutError) as caught:
        client_of(service(RUNNING)).large_face_lists.wait_for_training("staff")
    assert sum(clock.sleeps) == pytest.approx(3600)
    assert caught.value.elapsed == pytest.approx(3600)


def test_ctrl_c_in_a_request_shows_no_frame_that_holds_its_headers(client_of: Any) -> None:
    def interrupted(request: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        client_of(interrupted).large_face_lists.get("staff")
    frames = traceback.walk_tb(caught.value.__traceback__)
    modules = {frame.f_globals["__name__"] for frame, _ in frames}
    assert "azface._sync_driver" in modules
    assert not {name for name in modules if name.split(".")[0] in ("httpx", "httpcore", "h11")}


def test_what_a_credential_fails_with_is_not_taken_for_silence_of_the_service() -> None:
    class Tokens:
        def get_token(self, *scopes: str) -> Any:
            raise httpx.ReadTimeout("sign-in", request=httpx.Request("POST", "https://login.test"))

    http_client = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200)))
    client = FaceClient("https://a.test", Tokens(), http_client=http_client)
    with pytest.raises(httpx.ReadTimeout, match="sign-in"):
        client.large_face_lists.get("staff")
