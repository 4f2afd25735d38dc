"""Thousands of connections that say nothing, from another process."""

import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx

# As many files as the system lets a process have, or as many as the test does.
FILES = """
import sys
files = int(sys.argv[1])
try:
    import resource
except ImportError:  # Windows has no such limit.
    pass
else:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard != resource.RLIM_INFINITY:
        files = min(files, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
"""
SERVER = """
from azface.emulator import Emulator
with Emulator() as emulator:
    print(emulator.endpoint, emulator.key, flush=True)
    sys.stdin.read()
"""
CLIENT = """
import socket
where = ("127.0.0.1", int(sys.argv[2]))
connections = [
    socket.create_connection(where, timeout=30) for _ in range(min(10_000, files - 100))
]
print(len(connections), flush=True)
sys.stdin.read()
for connection in connections:
    assert connection.recv(1) == b""
    connection.close()
"""


@contextlib.contextmanager
def program(text: str, *arguments: str, files: int = 20_000) -> Iterator[subprocess.Popen[str]]:
    """A Python program that ends when its standard input does, and prints no error."""
    with subprocess.Popen(
        [sys.executable, "-P", "-W", "error", "-c", FILES + text, str(files), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
            output, errors = process.communicate(timeout=30)
            assert (process.returncode, output, errors) == (0, "", "")
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_thousands_of_idle_connections_leave_it_answering_and_end_with_it(
    plain_http: httpx.Client,
) -> None:
    with contextlib.ExitStack() as clients, program(SERVER) as server:
        endpoint, key = line(server).split()
        client = clients.enter_context(program(CLIENT, endpoint.rpartition(":")[2]))
        assert int(line(client)) >= 100
        for _ in range(20):
            answer = plain_http.get(
                f"{endpoint}/face/v1.2/facelists", headers={"Ocp-Apim-Subscription-Key": key}
            )
            assert answer.json() == []


def test_more_connections_than_files_are_waited_out_without_a_word(
    plain_http: httpx.Client,
) -> None:
    with program(SERVER, files=64) as server:
        endpoint, key = line(server).split()
        where = ("127.0.0.1", int(endpoint.rpartition(":")[2]))
        with contextlib.ExitStack() as stack:
            for _ in range(100):
                stack.enter_context(socket.create_connection(where, timeout=30))
        answer = plain_http.get(
            f"{endpoint}/face/v1.2/facelists", headers={"Ocp-Apim-Subscription-Key": key}
        )
        assert answer.json() == []
