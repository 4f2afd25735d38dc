"""`azface demo`: a large face list made, filled, trained and searched, on the local emulator."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import httpx
import typer
from rich.table import Table
from rich.text import Text

from azface import (
    ConfigurationError,
    FaceClient,
    ImageRefusedError,
    InvalidImageError,
    TrainingResult,
)
from azface.cli.command import errors_reported
from azface.cli.emulator import NEEDS_EXTRA
from azface.cli.output import Output, shown, shown_status, shown_time, table
from azface.cli.progress import WaitProgress, counted
from azface.cli.story import Story
from azface.cli.wait_history import WaitHistory

if TYPE_CHECKING:
    from azface.cli.demo_pictures import DemoPictures, Picture

_LIST = "demo"

_NEXT = """\
from azface import FaceClient
with FaceClient.from_env() as client:
    print(client.large_face_lists.train_and_wait("staff").status)"""


def demo(
    pictures_folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="PICTURES_FOLDER",
            help="Use the jpg, png, gif and bmp files in it; else some drawn faces.",
            show_default=False,
        ),
    ] = None,
    training_seconds: Annotated[
        float,
        typer.Option(min=0.0, metavar="SECONDS", help="How long the training is to take."),
    ] = 2.0,
) -> None:
    """Make, train and search a list on this machine; needs no account."""
    output = Output()
    with errors_reported(output):
        try:
            from azface.cli.demo_pictures import demo_pictures
            from azface.emulator import Emulator, TrainingDuration
        except ImportError:
            raise ConfigurationError(NEEDS_EXTRA) from None
        pictures = demo_pictures(pictures_folder)
        story = Story()
        story.title(
            "azface demo",
            "A large face list is made, trained and searched. All of it happens on this machine: "
            "azface's local emulator stands in for Azure AI Face, so no account is needed.",
        )
        story.step("Start the emulator", "It speaks the service's HTTP, and has its own key.")
        with (
            Emulator(training=TrainingDuration.fixed(training_seconds)) as emulator,
            # A proxy of the environment would not reach this machine's loopback.
            httpx.Client(trust_env=False) as http_client,
            FaceClient(emulator.endpoint, emulator.key, http_client=http_client) as client,
        ):
            story.tell(emulator.endpoint, "green")
            story.step(f"Create the large face list {_LIST!r}", "It may hold a million faces.")
            client.large_face_lists.create(_LIST, name="The list of azface demo")
            added = _add(story, output, client, pictures)
            _train(story, output, client)
            _find(story, client, added)
        story.step("Your turn", "With FACE_ENDPOINT and FACE_APIKEY set to a Face resource:")
        story.tell(Text(_NEXT, "green"))
        story.tell("`azface emulator` is a resource to try it on; `azface --help` shows the rest.")


def _add(
    story: Story, output: Output, client: FaceClient, pictures: DemoPictures
) -> Mapping[str, Picture]:
    """Add each picture; gives those that the service took."""
    from azface.cli.thumbnails import can_show, gallery

    count = len(pictures.files)
    story.step(
        f"Add {count} picture{'' if count == 1 else 's'}",
        "Each face keeps its picture's file name as user data.",
    )
    added: dict[str, Picture] = {}
    skipped: list[str] = []
    with counted(output.stderr, "adding", count) as begin:
        for name, picture in pictures.files.items():
            begin(name)
            try:
                client.large_face_lists.add_face(_LIST, picture, user_data=name)
            except ImageRefusedError as error:
                skipped.append(f"skipped {name}: refused, {error.code}")
            except InvalidImageError as error:
                skipped.append(f"skipped {name}: {error}")
            else:
                added[name] = picture
    if pictures.others:
        skipped.append(f"skipped what is no jpg, png, gif or bmp: {pictures.others}")
    for line in skipped:
        story.tell(shown(line, "yellow"))
    if not added:
        raise ConfigurationError("none of the pictures can be used, for the reasons above")
    if can_show(story.console):
        story.show(gallery(added, story.console.width))
    else:
        story.tell(shown(", ".join(added)))
    return added


def _train(story: Story, output: Output, client: FaceClient) -> None:
    story.step(
        "Train the list, and wait",
        "New faces are found once the list is trained. The service does that in its own time; "
        "azface asks for the status, less and less often, until this training is over.",
    )
    history = WaitHistory([_LIST], trains=True)
    with WaitProgress(output.stderr, history):
        result = client.large_face_lists.train_and_wait(_LIST, on_poll=history.polled)
    watched = history[_LIST]
    story.tell(f"It took {watched.ended_after:.1f} s and {watched.polls} polls.")
    story.show(_result_table(result))


def _find(story: Story, client: FaceClient, added: Mapping[str, Picture]) -> None:
    """Search for the picture in the middle, as another file."""
    from azface.cli.demo_pictures import as_other_jpeg

    name = list(added)[len(added) // 2]
    story.step(
        f"Find {name} again",
        "The picture is encoded anew, as a JPEG; detect makes a face id of it, and find similar "
        "searches the list for that.",
    )
    story.tell(
        "(The emulator has no biometrics: it knows a picture again, not a person. The service "
        "knows the person.)",
        "dim",
    )
    lists = client.large_face_lists
    rows: list[list[Text]] = []
    for face in client.detect(as_other_jpeg(added[name])):
        for match in lists.find_similar(_LIST, face.face_id or ""):
            found = lists.get_face(_LIST, match.persisted_face_id)
            confidence = Text(f"{match.confidence:.3f}", "bold green")
            rows.append([shown(found.user_data), confidence, shown(found.persisted_face_id)])
    if rows:
        story.show(table(("USER DATA", "CONFIDENCE", "FACE"), rows, frame=True))
    else:
        story.tell("Not found: encoding it anew has changed it too much.", "yellow")


def _result_table(result: TrainingResult) -> Table:
    rows = [
        [shown("status"), shown_status(result.status)],
        [shown("created_date_time"), shown_time(result.created_date_time)],
        [shown("last_action_date_time"), shown_time(result.last_action_date_time)],
        [
            shown("last_successful_training_date_time"),
            shown_time(result.last_successful_training_date_time),
        ],
    ]
    return table(("TrainingResult", "(times in UTC)"), rows, frame=True)
