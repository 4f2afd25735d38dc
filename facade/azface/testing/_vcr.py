"""The one place that touches vcrpy and PyYAML: both come without types, so here they are `Any`."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from attrs import frozen

from azface import __version__
from azface.testing._scrubbing import CassetteError, Request, scrub_request, scrub_response


def settings() -> dict[str, Any]:
    """Arguments for `vcr.VCR`; `azface.testing.cassette_settings` says what they are for."""
    return {
        # `body` reads JSON as JSON, since httpx 0.27 and 0.28 put different spaces into it; any
        # other body, such as a picture, it compares byte for byte.
        "match_on": ("method", "path", "query", "body"),
        "before_record_request": scrub_request,
        "before_record_response": scrub_response,
        "decode_compressed_response": True,
    }


@frozen
class Interaction:
    """One request with its answer, in a line, and whether it was played."""

    summary: str
    played: bool


class Tape:
    """A vcrpy cassette: loaded from a file to be played, or empty to be recorded on.

    It is its own persister and serializer, so that a cassette is read as UTF-8 and written as ASCII
    (PyYAML escapes the rest) whatever the locale, and carries metadata in any version of vcrpy.
    """

    def __init__(self, path: Path, *, recording: bool) -> None:
        self.metadata: dict[str, str] = {}
        self._path, self._recording = path, recording
        self._hosts: set[str] = set()
        self._versions: set[str] = set()
        self._cassette: Any = None

    @contextmanager
    def in_use(self) -> Generator[None]:
        """Answer every HTTP request of this process from the tape, or record it."""
        options = settings()
        options["before_record_request"] = self._seen if self._recording else self._wanted
        recorder = _module("vcr").VCR(**options)
        recorder.register_persister(self)
        mode = "once" if self._recording else "none"
        with recorder.use_cassette(str(self._path), record_mode=mode, serializer="yaml") as opened:
            self._cassette = opened
            yield

    @property
    def interactions(self) -> list[Interaction]:
        """What is on the tape, in its order."""
        counts, pairs = self._cassette.play_counts, self._cassette.data
        return [
            Interaction(_summary(request, response), played=counts[index] > 0)
            for index, (request, response) in enumerate(pairs)
        ]

    def dump(self) -> str:
        """What was recorded, as the text of a cassette."""
        self.metadata = {
            "recorded_from": "emulator" if self._on_loopback() else "resource",
            "recorded_on": datetime.now(UTC).date().isoformat(),
            "azface_version": __version__,
            "api_version": ", ".join(sorted(self._versions)),
        }
        content = {"requests": self._cassette.requests, "responses": self._cassette.responses}
        return str(_module("vcr.serialize").serialize(content, self))

    def load_cassette(self, cassette_path: str, serializer: object) -> Any:  # noqa: ARG002
        """Called by vcrpy: the requests and the answers to play."""
        if self._recording:
            raise _module("vcr.persisters.filesystem").CassetteNotFoundError
        try:
            text = Path(cassette_path).read_text(encoding="utf-8")
            return _module("vcr.serialize").deserialize(text, self)
        except (ValueError, TypeError, LookupError, _module("yaml").YAMLError) as error:
            raise CassetteError(f"{cassette_path} is not a cassette: {error}") from error

    def save_cassette(self, cassette_path: str, cassette_dict: object, serializer: object) -> None:
        """Called by vcrpy when the tape goes out of use; what is kept is written before that."""

    def deserialize(self, cassette_string: str) -> Any:
        """Called by vcrpy's loader."""
        document: Any = _module("yaml").safe_load(cassette_string)
        if not isinstance(document, dict):
            raise TypeError("it is no mapping")
        content = cast("dict[str, Any]", document)
        self.metadata = dict(content.pop("metadata", None) or {})
        return content

    def serialize(self, cassette_dict: dict[str, Any]) -> str:
        """Called by vcrpy's writer."""
        document = {
            "version": cassette_dict["version"],
            "metadata": self.metadata,
            "interactions": cassette_dict["interactions"],
        }
        # A body stays on one line, where a search finds what is in it.
        return str(_module("yaml").safe_dump(document, sort_keys=False, width=1_000_000))

    def _on_loopback(self) -> bool:
        return bool(self._hosts) and all(map(_is_loopback, self._hosts))

    def _wanted(self, request: Request) -> Request:
        """Refuse what the tape cannot answer, in words that fit; vcrpy's own advice would not."""
        scrubbed = scrub_request(request)
        tape = self._cassette
        match = _module("vcr.matchers").requests_match
        if tape is not None and not any(
            tape.play_counts[index] == 0 and match(scrubbed, stored, tape._match_on)
            for index, (stored, _) in enumerate(tape.data)
        ):
            raise CassetteError(
                f"{self._path} does not hold {_asked(scrubbed)} with this body, or has played it "
                "back already: record it anew, with use_cassette(..., record=True) or pytest "
                "--azface-record"
            )
        return scrubbed

    def _seen(self, request: Request) -> Request:
        """Note where a request goes before that is scrubbed."""
        parts = urlsplit(request.uri)
        scrubbed = scrub_request(request)
        # vcrpy also asks with what was scrubbed already.
        if scrubbed.uri != parts.geturl():
            self._hosts.add(parts.hostname or "")
        self._versions.add(parts.path.split("/")[2])
        return scrubbed


def _asked(request: Request) -> str:
    parts = urlsplit(request.uri)
    return f"{request.method} {parts.path}" + (f"?{parts.query}" if parts.query else "")


def _summary(request: Request, response: Any) -> str:
    return f"{_asked(request)} -> {response['status']['code']}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise ImportError(
            f"cassettes need {error.name}: pip install 'azface[testing]'", name=error.name
        ) from error
