"""`azface faces`: add pictures to a list, show what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer
from rich.text import Text

from azface import FaceClient, InvalidImageError, PersistedFace
from azface.cli.command import Session, calls_service
from azface.cli.documents import document
from azface.cli.exit_codes import ExitCode
from azface.cli.lists import Kind, KindOption, ListId
from azface.cli.output import Outcome, outcome_of, shown
from azface.cli.progress import counted

app = typer.Typer(no_args_is_help=True, help="Add faces to a list, and show them.")


@app.command("add")
@calls_service
def add(
    session: Session,
    list_id: ListId,
    pictures: Annotated[
        list[str],
        typer.Argument(metavar="PICTURE...", help="Paths, or http(s) URLs the service can reach."),
    ],
    user_data: Annotated[
        str | None,
        typer.Option(
            help="A text to keep with each face; by default the picture's file name.",
            show_default=False,
        ),
    ] = None,
    kind: KindOption = Kind.LARGE,
) -> ExitCode:
    """Add the face in each picture, one after the other; a large list then needs a training.

    A picture that cannot be used is left out; any other error ends the adding.
    """
    outcomes: list[Outcome[PersistedFace]] = []
    stderr = session.output.stderr
    with session.client() as client, counted(stderr, "adding", len(pictures)) as begin:
        add_face = kind.of(client).add_face
        for picture in pictures:
            begin(picture)
            image = picture if _is_url(picture) else Path(picture)
            text = _file_name(picture) if user_data is None else user_data

            def work(image: str | Path = image, text: str = text) -> PersistedFace:
                return add_face(list_id, image, user_data=text)

            outcomes.append(outcome_of(picture, work))
            if not isinstance(outcomes[-1].error, InvalidImageError | None):
                break
    code = session.output.outcomes(
        outcomes, ("PICTURE", "FACE", "USER DATA"), _cells, document, subject="picture"
    )
    if left := len(pictures) - len(outcomes):
        session.output.note(f"{left} more picture{'s were' if left > 1 else ' was'} not tried")
    return code


@app.command("ls")
@calls_service
def ls(session: Session, list_id: ListId, kind: KindOption = Kind.LARGE) -> ExitCode:
    """Show all faces of a list."""
    with session.client() as client:
        faces = _faces(client, list_id, kind)
    session.output.listing(
        [document(face) for face in faces],
        ("FACE", "USER DATA"),
        [_cells(face) for face in faces],
        none=f"there is no face in {list_id}",
    )
    return ExitCode.DONE


def _faces(client: FaceClient, list_id: str, kind: Kind) -> list[PersistedFace]:
    if kind is Kind.LARGE:
        return list(client.large_face_lists.list_faces(list_id))
    return list(client.face_lists.get(list_id).persisted_faces)


def _cells(face: PersistedFace) -> tuple[Text, Text]:
    return shown(face.persisted_face_id), shown(face.user_data)


def _is_url(picture: str) -> bool:
    return picture.lower().startswith(("http://", "https://"))


def _file_name(picture: str) -> str:
    """The last part of a path or a URL, without a query, which may hold a signature."""
    if _is_url(picture):
        parts = urlsplit(picture)
        return unquote(parts.path.rpartition("/")[2]) or parts.netloc
    return Path(picture).name
