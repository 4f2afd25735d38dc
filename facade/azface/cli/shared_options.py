"""The options that every command has which calls the service, declared once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from attrs import frozen

_PANEL = "Connection"


class Auth(StrEnum):
    """How the command proves who is calling."""

    KEY = "key"
    ENTRA = "entra"


@frozen(kw_only=True)
class SharedOptions:
    """Their values for one command; typer reads the names, the defaults and the help from here."""

    json: Annotated[
        bool,
        typer.Option(
            "--json", help="Print one JSON document on stdout, also for errors of a call."
        ),
    ] = False
    endpoint: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The resource's endpoint; else FACE_ENDPOINT or AZURE_FACE_API_ENDPOINT.",
            rich_help_panel=_PANEL,
        ),
    ] = None
    auth: Annotated[
        Auth,
        typer.Option(
            help="key: FACE_APIKEY or AZURE_FACE_API_ACCOUNT_KEY. entra: a token of Microsoft "
            "Entra ID (needs azure-identity).",
            rich_help_panel=_PANEL,
        ),
    ] = Auth.KEY
    api_version: Annotated[
        str,
        typer.Option(metavar="VERSION", help="v1.2 or v1.1-preview.1.", rich_help_panel=_PANEL),
    ] = "v1.2"
    request_timeout: Annotated[
        float,
        typer.Option(metavar="SECONDS", help="For each write and read.", rich_help_panel=_PANEL),
    ] = 30.0
    attempts: Annotated[
        int,
        typer.Option(
            metavar="N", help="How often a request is sent at most.", rich_help_panel=_PANEL
        ),
    ] = 4
    allow_http: Annotated[
        bool,
        typer.Option(
            "--allow-http",
            help="Accept an http endpoint beyond this machine; the key travels in the clear.",
            rich_help_panel=_PANEL,
        ),
    ] = False
