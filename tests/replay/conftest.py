"""A guard: nothing here may reach beyond this machine."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

# As for `record.py` when it is run; pytest's import mode leaves `sys.path` alone.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to connect to anything but loopback, and to look up any name."""

    def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
        def connect_to(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                check(address[0])
            return connect(self, address)

        return connect_to

    look_up = socket.getaddrinfo

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        check(host)
        return look_up(host, *arguments, **options)

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


def check(host: object) -> None:
    """Fail unless a host is this machine."""
    try:
        allowed = ip_address(str(host)).is_loopback
    except ValueError:
        allowed = host == "localhost"
    assert allowed, f"a test wanted to reach {host}"
