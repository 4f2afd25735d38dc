"""How alike two faces are, without biometrics: same bytes, a given identity, or a like picture.

Nothing here recognises faces. A picture finds itself, also encoded again or resized; for anything
more, the caller says which pictures show the same person.
"""

import hashlib
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

MATCH_CONFIDENCE = 0.5
KEY_BYTES = 56
_SAME_PICTURE_BITS = 10
# Of a key's seven numbers the first two are the digest.
_FINGERPRINT, _IDENTITY = slice(2, 6), 6

Keys: TypeAlias = NDArray[np.uint64]
Confidences: TypeAlias = NDArray[np.float64]


def face_key(digest: bytes, fingerprint: bytes, identity: str | None) -> bytes:
    """What a face is compared by, in 56 bytes.

    Args:
        digest: SHA-256 of what is to be found again exactly; its first half is kept.
        fingerprint: The 256 bits of its picture.
        identity: Who it shows, if the caller said so; 64 bits of a hash stand for the name.
    """
    mark = hashlib.blake2b(identity.encode(), digest_size=8).digest() if identity else bytes(8)
    return digest[:16] + fingerprint + mark


def keys_array(keys: bytes | bytearray) -> Keys:
    """Packed keys as rows of seven numbers; a view, which ends before the bytes may grow."""
    return np.frombuffer(keys, np.uint64).reshape(-1, KEY_BYTES // 8)


def confidence(one: bytes, other: bytes) -> float:
    """How sure the emulator is that two faces are the same person's, 0.0 to 1.0.

    At `MATCH_CONFIDENCE` and above they count as the same person.
    """
    return float(confidences(keys_array(one)[0], keys_array(other))[0])


def confidences(face: Keys, others: Keys) -> Confidences:
    """The confidence of one key with each of many."""
    distances = np.bitwise_count(others[:, _FINGERPRINT] ^ face[_FINGERPRINT]).sum(
        axis=1, dtype=np.uint16
    )
    sure: Confidences = _LIKENESS[distances]
    if face[_IDENTITY]:
        same = others[:, _IDENTITY] == face[_IDENTITY]
        named = others[:, _IDENTITY] != 0
        sure = np.where(same, 0.9 + 0.09 * sure, np.where(named, 0.1 * sure, sure)).round(5)
    perhaps = np.flatnonzero(others[:, 0] == face[0])
    sure[perhaps[others[perhaps, 1] == face[1]]] = 1.0
    return sure


def likeness(one: bytes, other: bytes) -> float:
    """How alike two fingerprints are, 0.0 to 0.99."""
    return float(_LIKENESS[(int.from_bytes(one) ^ int.from_bytes(other)).bit_count()])


def _likeness(distance: int) -> float:
    if distance <= _SAME_PICTURE_BITS:
        return 0.99 - (0.99 - MATCH_CONFIDENCE) * distance / _SAME_PICTURE_BITS
    return MATCH_CONFIDENCE * _SAME_PICTURE_BITS / distance


_LIKENESS: Confidences = np.array([_likeness(distance) for distance in range(257)]).round(5)
