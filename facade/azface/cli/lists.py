"""`azface lists`: show, create and delete lists."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from azface import (
    FaceClient,
    FaceListItem,
    FaceLists,
    InvalidArgumentError,
    LargeFaceList,
    LargeFaceLists,
)
from azface.cli.command import Session, calls_service
from azface.cli.documents import document
from azface.cli.exit_codes import ExitCode
from azface.cli.output import shown

app = typer.Typer(no_args_is_help=True, help="Show, create and delete lists.")


class Kind(StrEnum):
    """Which kind of list."""

    LARGE = "large"
    SMALL = "small"

    @property
    def noun(self) -> str:
        """What the service calls it."""
        return "large face list" if self is Kind.LARGE else "face list"

    def of(self, client: FaceClient) -> LargeFaceLists | FaceLists:
        """The client's lists of this kind."""
        return client.large_face_lists if self is Kind.LARGE else client.face_lists


KindOption = Annotated[
    Kind,
    typer.Option(help="large: up to a million faces, found once trained; small: up to 1,000."),
]
ListId = Annotated[str, typer.Argument(metavar="LIST", help="The list's id.")]


@app.command("ls")
@calls_service
def ls(session: Session, kind: KindOption = Kind.LARGE) -> ExitCode:
    """Show all lists."""
    with session.client() as client:
        found: list[LargeFaceList | FaceListItem] = [*kind.of(client).list()]
    session.output.listing(
        [document(each) for each in found],
        ("LIST", "NAME", "MODEL", "USER DATA"),
        [
            [*map(shown, (_id_of(each), each.name, each.recognition_model, each.user_data))]
            for each in found
        ],
        none=f"there is no {kind.noun}",
    )
    return ExitCode.DONE


@app.command("create")
@calls_service
def create(
    session: Session,
    list_id: ListId,
    name: Annotated[str, typer.Option(help="What people call it, 1 to 128 characters.")],
    user_data: Annotated[str | None, typer.Option(help="A text to keep with it.")] = None,
    recognition_model: Annotated[
        str, typer.Option(metavar="MODEL", help="The model its faces are stored for.")
    ] = "recognition_04",
    kind: KindOption = Kind.LARGE,
) -> ExitCode:
    """Create an empty list."""
    with session.client() as client:
        kind.of(client).create(
            list_id, name=name, user_data=user_data, recognition_model=recognition_model
        )
    session.output.result(
        {"list_id": list_id, "created": True}, f"created the {kind.noun} {list_id}"
    )
    return ExitCode.DONE


@app.command("delete")
@calls_service
def delete(
    session: Session,
    list_id: ListId,
    kind: KindOption = Kind.LARGE,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> ExitCode:
    """Delete a list with all its faces."""
    if not yes:
        if not sys.stdin.isatty():
            raise InvalidArgumentError(
                f"deleting {list_id!r} takes its faces with it, and there is no terminal to ask "
                "on: say --yes"
            )
        try:
            sure = typer.confirm(
                f"Delete the {kind.noun} {list_id!r} with all its faces?", err=True
            )
        except typer.Abort:  # Ctrl-C at the question
            sure = False
        if not sure:
            session.output.note("nothing was deleted")
            return ExitCode.STOPPED
    with session.client() as client:
        kind.of(client).delete(list_id)
    session.output.result(
        {"list_id": list_id, "deleted": True}, f"deleted the {kind.noun} {list_id}"
    )
    return ExitCode.DONE


def _id_of(found: LargeFaceList | FaceListItem) -> str:
    return found.large_face_list_id if isinstance(found, LargeFaceList) else found.face_list_id
