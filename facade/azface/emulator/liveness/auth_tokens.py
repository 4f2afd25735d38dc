"""The token that lets a device do a liveness check: it looks like one, and nobody signs it."""

import base64
import hashlib
import json

from azface.emulator.ids import id_text
from azface.emulator.timestamps import TICKS_PER_SECOND


def auth_token(session_id: bytes, now: int, seconds: int) -> str:
    """A token in the form of a JSON Web Token, always the same for the same arguments.

    Args:
        session_id: The session it is good for.
        now: The present tick.
        seconds: How long it lives.
    """
    issued = now // TICKS_PER_SECOND
    header = {"alg": "ES256", "typ": "JWT"}
    claims = {"sid": id_text(session_id), "iat": issued, "exp": issued + seconds}
    # As long as a signature by ES256.
    signature = hashlib.sha512(session_id).digest()
    parts = (_json(header), _json(claims), signature)
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def _json(content: object) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode()
