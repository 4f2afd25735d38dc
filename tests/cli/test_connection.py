"""Where the command finds the resource, and how it proves who is calling."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from azface.cli import main
from azface.emulator import Emulator

Run = Callable[..., Any]


def test_nothing_in_the_environment_is_told_with_the_names_to_set(run_bare: Run) -> None:
    ended = run_bare("lists", "ls")
    assert ended.code == 2
    assert "FACE_ENDPOINT (with FACE_APIKEY)" in ended.err


def test_an_endpoint_without_a_key_is_told_with_the_names_to_set(run_bare: Run) -> None:
    ended = run_bare("lists", "ls", "--endpoint", "http://127.0.0.1:9")
    assert ended.code == 2
    assert "FACE_APIKEY or AZURE_FACE_API_ACCOUNT_KEY" in ended.err


@pytest.mark.parametrize(
    ("endpoint", "key"),
    [
        ("FACE_ENDPOINT", "FACE_APIKEY"),
        ("AZURE_FACE_API_ENDPOINT", "AZURE_FACE_API_ACCOUNT_KEY"),
    ],
)
def test_both_pairs_of_variables_are_read(
    run_bare: Run, environment: pytest.MonkeyPatch, emulator: Emulator, endpoint: str, key: str
) -> None:
    environment.setenv(endpoint, emulator.endpoint)
    environment.setenv(key, emulator.key)
    assert run_bare("lists", "ls").code == 0


@pytest.mark.parametrize("key", ["FACE_APIKEY", "AZURE_FACE_API_ACCOUNT_KEY"])
def test_the_endpoint_option_goes_before_the_environment(
    run_bare: Run, environment: pytest.MonkeyPatch, emulator: Emulator, key: str
) -> None:
    environment.setenv("FACE_ENDPOINT", "http://127.0.0.1:9")
    environment.setenv(key, f" {emulator.key}\n")
    assert run_bare("lists", "ls", "--endpoint", emulator.endpoint).code == 0


def test_the_api_version_is_in_the_path(run: Run, emulator: Emulator) -> None:
    assert run("lists", "ls", "--api-version", "v1.1-preview.1").code == 0
    assert emulator.requests[-1].path == "/face/v1.1-preview.1/largefacelists"
    ended = run("lists", "ls", "--api-version", "v0")
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)


def test_http_beyond_this_machine_needs_to_be_allowed(run: Run) -> None:
    remote = ("lists", "ls", "--endpoint", "http://face.invalid", "--attempts", 1)
    assert run(*remote).code == 2
    assert run(*remote, "--allow-http").code == 75


@pytest.mark.parametrize(("option", "value"), [("--request-timeout", 0), ("--attempts", 0)])
def test_options_that_cannot_be_are_refused(run: Run, option: str, value: int) -> None:
    assert run("lists", "ls", option, value).code == 2


class _Token:
    def __init__(self, token: str) -> None:
        self.token = token
        self.expires_on = 4_000_000_000


def _azure_identity(get_token: Callable[..., _Token]) -> ModuleType:
    class DefaultAzureCredential:
        def get_token(self, *scopes: str) -> _Token:
            return get_token(*scopes)

    module = ModuleType("azure.identity")
    module.DefaultAzureCredential = DefaultAzureCredential  # type: ignore[attr-defined]
    return module


def test_entra_sends_the_token_of_the_default_credential(
    run: Run, environment: pytest.MonkeyPatch, emulator: Emulator, staff: str
) -> None:
    asked: list[str] = []

    def get_token(*scopes: str) -> _Token:
        asked.extend(scopes)
        return _Token(emulator.key)

    environment.setitem(sys.modules, "azure.identity", _azure_identity(get_token))
    environment.delenv("FACE_APIKEY")
    assert run("training", "status", staff, "--auth", "entra").code == 11
    assert run("training", "run", staff, "--auth", "entra").code == 0
    assert set(asked) == {"https://cognitiveservices.azure.com/.default"}


def test_entra_without_a_sign_in_is_one_line(run: Run, environment: pytest.MonkeyPatch) -> None:
    def get_token(*scopes: str) -> _Token:
        raise RuntimeError("Run 'az login'.\nTried: a, b, c")

    environment.setitem(sys.modules, "azure.identity", _azure_identity(get_token))
    ended = run("lists", "ls", "--auth", "entra")
    assert ended.code == 2
    assert ended.err == (
        "error: cannot sign in to Microsoft Entra ID: RuntimeError: Run 'az login'.\n"
    )


def test_entra_without_azure_identity_says_what_to_install(
    run: Run, environment: pytest.MonkeyPatch
) -> None:
    environment.setitem(sys.modules, "azure.identity", None)
    ended = run("lists", "ls", "--auth", "entra")
    assert ended.code == 2
    assert "pip install azure-identity" in ended.err


def test_no_option_takes_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lists", "ls", "--help"]) == 0
    assert "--key" not in capsys.readouterr().out
