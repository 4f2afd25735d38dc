"""Ids of faces, persons and the like: UUIDs, kept as 16 bytes, the same again for a same seed."""

import hashlib
import re
import secrets
from uuid import UUID

KEY_BYTES = 32

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHAPE = "00000000-0000-0000-0000-000000000000"
_DIGITS = "0123456789abcdef"
# What makes 16 bytes a version 4 UUID: six of its bits are fixed.
_FREE_BITS = ~((0xF << 76) | (0x3 << 62))
_VERSION_4 = (0x4 << 76) | (0x2 << 62)


class Ids:
    """Makes ids that look random. With a seed the same calls give the same ids.

    Args:
        seed: What the ids depend on; None for ids that nobody can foretell.
    """

    def __init__(self, seed: str | int | None) -> None:
        self._seed = None if seed is None else str(seed).encode()
        self._requests = 0
        self.key = b""
        """What the ids depend on now; kept with a state, it lets that state go on."""
        self.reset()

    def reset(self) -> None:
        """Starts anew: with the same ids for a seed, else with ids never seen before."""
        seed = secrets.token_bytes(KEY_BYTES) if self._seed is None else self._seed
        self.key = hashlib.blake2b(seed, digest_size=KEY_BYTES).digest()
        self._requests = 0

    def make(self, kind: str, number: int | str) -> bytes:
        """The id of the numbered thing of a kind."""
        digest = hashlib.blake2b(f"{kind} {number}".encode(), key=self.key, digest_size=16)
        return (int.from_bytes(digest.digest()) & _FREE_BITS | _VERSION_4).to_bytes(16)

    def of_request(self) -> bytes:
        """The id of the next request."""
        self._requests += 1
        return self.make("request", self._requests)


def id_text(value: bytes) -> str:
    """An id as the wire writes it."""
    return str(UUID(bytes=value))


def id_bytes(text: str) -> bytes | None:
    """An id as it is kept, or None for a text that is no UUID."""
    text = text.lower()
    return bytes.fromhex(text.replace("-", "")) if _UUID.fullmatch(text) else None


def ids_after(start: str) -> tuple[bytes, bool]:
    """Where the ids begin whose text comes after `start`, whatever text that is.

    Returns:
        A bound, and whether an id equal to it comes after `start` too.
    """
    start = start.lower()
    for place, (sign, shape) in enumerate(zip(start, _SHAPE, strict=False)):
        allowed = "-" if shape == "-" else _DIGITS
        if sign in allowed:
            continue
        later = next((each for each in allowed if each > sign), None)
        if later is not None:
            return _filled(start[:place] + later, "0"), True
        return _filled(start[:place], "f"), False
    return _filled(start[: len(_SHAPE)], "0"), len(start) < len(_SHAPE)


def _filled(prefix: str, digit: str) -> bytes:
    return bytes.fromhex(prefix.replace("-", "").ljust(32, digit))
