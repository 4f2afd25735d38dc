"""Starting, stopping, running side by side, and being seen from outside."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
import pytest

from azface.emulator import Emulator
from azface.testing import VirtualClock

Get = Callable[[Emulator], httpx.Response]


@pytest.fixture
def get(plain_http: httpx.Client) -> Get:
    """Asks an emulator for its face lists."""

    def ask(emulator: Emulator) -> httpx.Response:
        headers = {"Ocp-Apim-Subscription-Key": emulator.key}
        return plain_http.get(f"{emulator.endpoint}/face/v1.2/facelists", headers=headers)

    return ask


def test_it_listens_on_loopback_once_started(get: Get) -> None:
    emulator = Emulator()
    emulator.start()
    try:
        assert emulator.endpoint.startswith("http://127.0.0.1:")
        assert get(emulator).json() == []
    finally:
        emulator.stop()


def test_before_the_start_and_after_the_stop_there_is_no_endpoint() -> None:
    emulator = Emulator()
    with pytest.raises(RuntimeError, match="not running"):
        _ = emulator.endpoint
    with emulator:
        assert emulator.endpoint
    with pytest.raises(RuntimeError, match="not running"):
        _ = emulator.endpoint
    assert repr(emulator) == "<Emulator not started>"


def test_stopping_twice_does_nothing_and_starting_twice_is_refused() -> None:
    with Emulator() as emulator:
        with pytest.raises(RuntimeError, match="already"):
            emulator.start()
        emulator.stop()
        emulator.stop()


@pytest.mark.parametrize("start", [-6.1e10, -1.5, 2.15e11])
def test_a_clock_far_from_today_is_served(serve: Any, start: float) -> None:
    clock = VirtualClock(start)
    _, client = serve(clock=clock)
    client.create_list("a")
    client.train("a")
    clock.advance(1)
    assert client.status("a")["status"] == "failed"


def test_it_may_start_again_on_the_same_port(get: Get) -> None:
    with Emulator() as first:
        port = urlsplit(first.endpoint).port
    assert port
    again = Emulator(port=port)
    for _ in range(2):
        with again:
            assert get(again).json() == []


def test_a_taken_port_is_an_error_and_leaves_nothing_behind(get: Get) -> None:
    with Emulator() as first:
        taken = Emulator(port=urlsplit(first.endpoint).port or 0)
        with pytest.raises(OSError, match="in use"):
            taken.start()
    with taken:
        assert get(taken).status_code == 200


def test_it_stops_soon_with_connections_open() -> None:
    emulator = Emulator()
    emulator.start()
    address = urlsplit(emulator.endpoint)
    where = (str(address.hostname), int(address.port or 0))
    with (
        httpx.Client(headers={"Ocp-Apim-Subscription-Key": emulator.key}) as client,
        socket.create_connection(where) as silent,
        socket.create_connection(where) as half,
    ):
        client.get(f"{emulator.endpoint}/face/v1.2/facelists")
        half.sendall(b"POST /face/v1.2/detect HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
        client.get(f"{emulator.endpoint}/face/v1.2/facelists")
        before = time.monotonic()
        emulator.stop()
        took = time.monotonic() - before
        silent.settimeout(5)
        assert silent.recv(1) == b""
    # Far above the tenth of a second that it gives to requests, far below any patience.
    assert took < 1


class HeldPicture(bytes):
    """A picture that keeps the thread which decodes it until it is let go."""

    def __new__(cls, data: bytes) -> Self:
        picture = super().__new__(cls, data)
        picture.reached, picture.let_go = threading.Event(), threading.Event()
        return picture

    reached: threading.Event
    let_go: threading.Event

    def __len__(self) -> int:
        self.reached.set()
        self.let_go.wait(10)
        return super().__len__()


def test_others_are_served_while_a_picture_is_decoded(
    get: Get, client: Any, emulator: Emulator, picture: Callable[[int], bytes]
) -> None:
    held = emulator.pictures["http://p/held"] = HeldPicture(picture(1))
    with ThreadPoolExecutor() as threads:
        upload = threads.submit(client.post, "/detect", json={"url": "http://p/held"})
        assert held.reached.wait(10)
        assert get(emulator).status_code == 200
        assert not upload.done()
        held.let_go.set()
        assert upload.result(10).status_code == 200


def test_it_stops_soon_while_a_picture_is_decoded(
    client: Any,
    emulator: Emulator,
    picture: Callable[[int], bytes],
    caplog: pytest.LogCaptureFixture,
) -> None:
    held = emulator.pictures["http://p/held"] = HeldPicture(picture(1))
    with ThreadPoolExecutor() as threads:
        upload = threads.submit(client.post, "/detect", json={"url": "http://p/held"})
        assert held.reached.wait(10)
        before = time.monotonic()
        emulator.stop()
        took = time.monotonic() - before
        with pytest.raises(httpx.TransportError):
            upload.result(10)
        held.let_go.set()
    assert took < 1
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


def test_it_leaves_no_thread_behind(get: Get) -> None:
    before = set(threading.enumerate())
    with Emulator() as emulator:
        get(emulator)
        assert set(threading.enumerate()) - before
    assert set(threading.enumerate()) <= before


def test_emulators_do_not_see_each_other(get: Get, plain_http: httpx.Client) -> None:
    with Emulator() as one, Emulator() as other:
        assert one.key != other.key
        headers = {"Ocp-Apim-Subscription-Key": one.key}
        url = f"{one.endpoint}/face/v1.2/facelists/a"
        plain_http.put(url, headers=headers, json={"name": "a"})
        assert get(other).json() == []
        assert len(one.requests) == 1
        wrong = plain_http.get(f"{other.endpoint}/face/v1.2/facelists", headers=headers)
        assert wrong.status_code == 401


def test_fifty_side_by_side_keep_their_states_apart(get: Get, plain_http: httpx.Client) -> None:
    with ExitStack() as stack:
        emulators = [stack.enter_context(Emulator(key="same")) for _ in range(50)]
        assert len({emulator.endpoint for emulator in emulators}) == 50
        for number, emulator in enumerate(emulators):
            plain_http.put(
                f"{emulator.endpoint}/face/v1.2/facelists/list-{number}",
                headers={"Ocp-Apim-Subscription-Key": "same"},
                json={"name": "a"},
            )
        for number, emulator in enumerate(emulators):
            [found] = get(emulator).json()
            assert found["faceListId"] == f"list-{number}"


def test_in_memory_nothing_outlives_the_stop(plain_http: httpx.Client) -> None:
    emulator = Emulator()
    for _ in range(2):
        with emulator:
            headers = {"Ocp-Apim-Subscription-Key": emulator.key}
            url = f"{emulator.endpoint}/face/v1.2/facelists/a"
            assert plain_http.put(url, headers=headers, json={"name": "a"}).status_code == 200


def test_many_clients_are_served_at_once(get: Get, emulator: Emulator) -> None:
    answers: list[int] = []

    def ask() -> None:
        for _ in range(20):
            answers.append(get(emulator).status_code)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 80


@pytest.mark.parametrize("port", [-1, 65536, 99999])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    # getaddrinfo would take it modulo 65536.
    with pytest.raises(ValueError, match="port must be from 0 to 65535"):
        Emulator(port=port)


@pytest.mark.parametrize("key", ["", "two words", "line\n", "caf\u00e9"])
def test_a_key_that_cannot_be_sent_is_refused_without_being_quoted(key: str) -> None:
    with pytest.raises(ValueError, match="key") as caught:
        Emulator(key=key)
    assert not key or key not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1.2.3"])
def test_loopback_draws_no_warning(get: Get, host: str) -> None:
    with Emulator(host=host) as emulator:
        assert get(emulator).status_code == 200


def test_ipv6_loopback_is_served(get: Get) -> None:
    with Emulator(host="::1") as emulator:
        assert emulator.endpoint.startswith("http://[::1]:")
        assert get(emulator).status_code == 200


def test_beyond_loopback_it_warns_loudly(get: Get) -> None:
    with pytest.warns(UserWarning, match=r"0\.0\.0\.0.*beyond this machine"):
        emulator = Emulator(host="0.0.0.0")
    with emulator:
        assert emulator.endpoint.startswith("http://127.0.0.1:")
        assert get(emulator).status_code == 200


def test_run_serves_until_stopped_from_elsewhere(get: Get) -> None:
    emulator = Emulator()
    foreground = threading.Thread(target=emulator.run)
    foreground.start()
    while repr(emulator) == "<Emulator not started>":
        time.sleep(0.001)
    assert get(emulator).status_code == 200
    emulator.stop()
    foreground.join(10)
    assert not foreground.is_alive()


def test_ctrl_c_ends_run_without_a_traceback() -> None:
    program = (
        "import threading, time\n"
        "from azface.emulator import Emulator\n"
        "emulator = Emulator()\n"
        "def tell():\n"
        "    while 'not' in repr(emulator): time.sleep(0.001)\n"
        "    print(repr(emulator), flush=True)\n"
        "threading.Thread(target=tell).start()\n"
        "emulator.run()\n"
        "print('ended')\n"
    )
    with subprocess.Popen(
        [sys.executable, "-P", "-W", "error", "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert "http://127.0.0.1:" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=10)
    assert (process.returncode, output, errors) == (0, "ended\n", "")
