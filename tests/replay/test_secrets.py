"""No cassette holds a secret, or a host that is not meant to be there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from props import SAMPLE_URL
from record import CASSETTES, EMULATOR_KEY, WRONG_KEY

from azface.testing import PLACEHOLDER

HOSTS = {urlsplit(url).hostname for url in (PLACEHOLDER, SAMPLE_URL)}

# A key of a Face resource is 32 hexadecimal digits, or 84 letters and digits.
SECRETS = re.compile(
    r"subscription-key|authorization|bearer|cookie|api-?key|password|secret|client_assertion"
    r"|access_?token|refresh_?token|(?<![\w+/])(?:[0-9a-f]{32}|[0-9A-Za-z]{84})(?![\w+/])"
    rf"|{EMULATOR_KEY}|{WRONG_KEY}",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"localhost|\b\d{1,3}(?:\.\d{1,3}){3}\b|\[[0-9a-f:]*::[0-9a-f:]*\]", re.IGNORECASE
)
URL = re.compile(r"[a-z]+://(?:[^\s/@'\"]*@)?([^\s/:'\"?]+)", re.IGNORECASE)

CLEAN = """
version: 1
interactions:
- request: {method: PUT, uri: 'https://azface.cognitiveservices.azure.com/face/v1.2/x', body: '',
    headers: {accept: [application/json]}}
  response: {status: {code: 200, message: OK}, headers: {}, body: {string: ''}}
"""


def texts(value: Any) -> Iterator[str]:
    """All names and texts in a document, decoded."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield str(name)
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    else:
        yield value.decode("latin-1") if isinstance(value, bytes) else str(value)


def findings(cassette: str) -> set[str]:
    """What must not stand in the text of a cassette."""
    found: set[str] = set()
    for text in texts(yaml.safe_load(cassette)):
        found.update(match[0] for match in SECRETS.finditer(text))
        found.update(match[0] for match in ADDRESS.finditer(text))
        found.update(match[1] for match in URL.finditer(text) if match[1] not in HOSTS)
    return found


@pytest.mark.parametrize("path", sorted(CASSETTES.iterdir()), ids=lambda path: path.name)
def test_a_cassette_holds_no_secret_and_no_foreign_host(path: Path) -> None:
    assert findings(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("path", sorted(CASSETTES.iterdir()), ids=lambda path: path.name)
def test_a_cassette_is_ascii_so_that_every_locale_reads_the_same(path: Path) -> None:
    assert path.read_bytes().isascii()


@pytest.mark.parametrize(
    ("clean", "dirty", "found"),
    [
        ("accept: [", "Ocp-Apim-Subscription-Key: [", {"Subscription-Key"}),
        ("accept: [", "aUTHORIZATION: [", {"aUTHORIZATION"}),
        ("[application/json]", "['Bearer abc']", {"Bearer"}),
        ("headers: {}", "headers: {set-cookie: [a]}", {"cookie"}),
        ("headers: {}", "headers: {X-Api-Key: [a]}", {"Api-Key"}),
        ("message: OK", "message: 0123456789abcdef0123456789ABCDEF", {"0123456789abcdef" * 2}),
        ("string: ''", f"string: '{'aB3' * 28}'", {"aB3" * 28}),
        ("string: ''", f"string: 'was {EMULATOR_KEY}.'", {EMULATOR_KEY}),
        ("string: ''", "string: !!binary Y2xpZW50X3NlY3JldD14", {"secret"}),
        ("azface.cog", "mine.cog", {"mine.cognitiveservices.azure.com"}),
        ("headers: {}", "headers: {location: ['http://127.0.0.1:80/x']}", {"127.0.0.1"}),
        ("headers: {}", "headers: {location: ['http://localhost/x']}", {"localhost"}),
        ("headers: {}", "headers: {location: ['http://[::1]/x']}", {"[::1]", "["}),
    ],
)
def test_the_search_finds_what_it_looks_for(clean: str, dirty: str, found: set[str]) -> None:
    assert findings(CLEAN) == set()
    planted = CLEAN.replace(clean, dirty, 1)
    assert planted != CLEAN
    assert {text.lower() for text in findings(planted)} == {text.lower() for text in found}
