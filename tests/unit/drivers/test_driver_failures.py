"""Failures of httpx in both drivers: the right class, and no way to a request with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import anyio
import httpx
import pytest

from azface import RequestTimeoutError, ResponseFormatError, RetryPolicy, TransportError

KEY = "0123456789abcdef0123456789abcdef"
NEVER = RetryPolicy(attempts=1)

FAILURES: dict[type[httpx.RequestError], tuple[type[Exception], bool | None]] = {
    httpx.ConnectTimeout: (RequestTimeoutError, False),
    httpx.PoolTimeout: (RequestTimeoutError, False),
    httpx.ReadTimeout: (RequestTimeoutError, True),
    httpx.WriteTimeout: (RequestTimeoutError, True),
    httpx.ConnectError: (TransportError, False),
    httpx.ReadError: (TransportError, True),
    httpx.WriteError: (TransportError, True),
    httpx.CloseError: (TransportError, True),
    httpx.RemoteProtocolError: (TransportError, True),
    httpx.LocalProtocolError: (TransportError, False),
    httpx.UnsupportedProtocol: (TransportError, False),
    httpx.ProxyError: (TransportError, False),
    httpx.TooManyRedirects: (TransportError, True),
    httpx.DecodingError: (ResponseFormatError, None),
}


class CassetteError(Exception):
    """As vcr raises for a request that is not in its cassette."""


@pytest.fixture(params=["sync", "asyncio", "trio"])
def ask(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """`ask(handler, call="get_training_status", **options)`: in either twin."""
    if request.param == "sync":
        client_of = request.getfixturevalue("client_of")

        def ask_sync(handler: Any, call: str = "get_training_status", **options: Any) -> Any:
            if hooks := options.pop("hooks", None):
                transport = httpx.MockTransport(handler)
                options["http_client"] = httpx.Client(
                    transport=transport, event_hooks={"response": hooks}
                )
            return getattr(client_of(handler, **options).large_face_lists, call)("staff")

        return ask_sync

    async_client_of = request.getfixturevalue("async_client_of")

    def ask_async(handler: Any, call: str = "get_training_status", **options: Any) -> Any:
        if hooks := options.pop("hooks", None):

            async def hook(response: httpx.Response) -> None:
                hooks[0](response)

            transport = httpx.MockTransport(handler)
            options["http_client"] = httpx.AsyncClient(
                transport=transport, event_hooks={"response": [hook]}
            )

        async def main() -> Any:
            lists = async_client_of(handler, **options).large_face_lists
            return await getattr(lists, call)("staff")

        return anyio.run(main, backend=request.param)

    return ask_async


def leaves(cls: type) -> Iterator[type]:
    if not cls.__subclasses__():
        yield cls
    for sub in cls.__subclasses__():
        yield from leaves(sub)


def linked(error: BaseException) -> list[BaseException]:
    """An error with all that it leads to."""
    seen: list[BaseException] = []
    queue: list[BaseException | None] = [error]
    while queue:
        each = queue.pop()
        if each is not None and each not in seen:
            seen.append(each)
            queue += [each.__cause__, each.__context__]
    return seen


def test_every_failure_of_httpx_has_its_row_in_the_table() -> None:
    own = {cls for cls in leaves(httpx.RequestError) if cls.__module__.startswith("httpx")}
    assert own == set(FAILURES)


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_of_httpx_is_an_error_of_ours(ask: Any, service: Any, failure: Any) -> None:
    cls, sent = FAILURES[failure]
    with pytest.raises(cls) as caught:
        ask(service(failure("it\nbroke")), retry=NEVER)
    assert type(caught.value) is cls
    assert getattr(caught.value, "sent", None) is sent
    assert failure.__name__ in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("call", ["get_training_status", "train_and_wait"])
def test_no_error_of_ours_leads_to_a_request_with_its_key(
    ask: Any, service: Any, failure: Any, call: str
) -> None:
    with pytest.raises(Exception, match=failure.__name__) as caught:
        ask(service(failure("broke")), call)
    found = linked(caught.value)
    assert not [error for error in found if isinstance(error, httpx.HTTPError)]
    assert not [error for error in found if hasattr(error, "request")]
    assert KEY not in repr(found)


@pytest.mark.parametrize("failure", [httpx.LocalProtocolError, httpx.UnsupportedProtocol])
def test_what_httpx_says_of_our_own_headers_is_not_repeated(
    ask: Any, service: Any, failure: Any
) -> None:
    with pytest.raises(TransportError) as caught:
        ask(service(failure(f"Illegal header value b' {KEY}'")), retry=NEVER)
    assert KEY not in str(caught.value)


def test_an_answer_that_cannot_be_decoded_is_asked_for_once(client_of: Any) -> None:
    # On trio httpx leaves its own generators open here, which trio warns of.
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        headers = {"content-encoding": "gzip"}
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(b"no gzip"))

    with pytest.raises(ResponseFormatError, match="could not be decoded"):
        client_of(answer).large_face_lists.get_training_status("staff")
    assert len(asked) == 1


@pytest.mark.parametrize("call", ["get_training_status", "wait_for_training", "train_and_wait"])
@pytest.mark.parametrize("failure", [CassetteError("no match"), ValueError("x"), OSError("y")])
def test_an_exception_that_is_not_of_httpx_passes_through_at_once(
    ask: Any, service: Any, failure: Exception, call: str
) -> None:
    answers = service(failure)
    with pytest.raises(type(failure)) as caught:
        ask(answers, call)
    assert caught.value is failure
    assert len(answers.requests) == 1


def test_an_error_raised_by_a_hook_of_the_users_own_client_is_the_users(
    ask: Any, service: Any
) -> None:
    answers = service(401)
    with pytest.raises(httpx.HTTPStatusError):
        ask(answers, hooks=[lambda response: response.raise_for_status()])
    assert len(answers.requests) == 1
