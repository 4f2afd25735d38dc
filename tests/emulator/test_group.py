"""Group: detected faces, divided by likeness."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from azface.emulator import Emulator

UNKNOWN = "00000000-0000-4000-8000-000000000000"
Pictures = Callable[[int], bytes]


def grouped(client: Any, faces: list[str]) -> tuple[list[list[str]], list[str]]:
    answer = client.post("/group", json={"faceIds": faces}).raise_for_status().json()
    assert list(answer) == ["groups", "messyGroup"]
    return answer["groups"], answer["messyGroup"]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_like_faces_make_groups_the_largest_first_and_the_rest_is_messy(
    client: Any, picture: Pictures
) -> None:
    shown = [1, 3, 2, 2, 4, 3, 2]
    faces = [client.detect(picture(number)) for number in shown]
    groups, messy = grouped(client, faces)
    assert groups == [[faces[2], faces[3], faces[6]], [faces[1], faces[5]]]
    assert messy == [faces[0], faces[4]]


def test_groups_of_one_size_come_in_the_order_of_the_request(
    client: Any, picture: Pictures
) -> None:
    faces = [client.detect(picture(number)) for number in (1, 2, 2, 1)]
    assert grouped(client, faces) == ([[faces[0], faces[3]], [faces[1], faces[2]]], [])


def test_there_may_be_no_group_or_no_messy_group(client: Any, picture: Pictures) -> None:
    one, other, same = (client.detect(picture(number)) for number in (1, 2, 1))
    assert grouped(client, [one, other]) == ([], [one, other])
    assert grouped(client, [one, same]) == ([[one, same]], [])


def test_a_face_is_grouped_once_however_often_it_is_given(client: Any, picture: Pictures) -> None:
    one, other = (client.detect(picture(number)) for number in (1, 2))
    assert grouped(client, [one, other, one]) == ([], [one, other])


def test_a_picture_encoded_again_is_in_the_group(
    client: Any,
    picture: Pictures,
    drawn_face: Callable[[int], Image.Image],
    encode: Callable[..., bytes],
) -> None:
    files = [
        encode(drawn_face(1).resize((120, 120)), "JPEG", quality=30),
        picture(2),
        picture(1),
        encode(drawn_face(1), "PNG"),
    ]
    faces = [client.detect(file) for file in files]
    assert grouped(client, faces) == ([[faces[0], faces[2], faces[3]]], [faces[1]])


def test_faces_are_grouped_through_others_between_them(
    client: Any, drawn_face: Callable[[int], Image.Image], encode: Callable[..., bytes]
) -> None:
    one, other = drawn_face(1), drawn_face(2)
    steps = [encode(Image.blend(one, other, step / 20), "PNG") for step in range(7)]
    faces = [client.detect(file) for file in steps]
    ends = {"faceId1": faces[0], "faceId2": faces[-1]}
    assert not client.post("/verify", json=ends).json()["isIdentical"]
    assert grouped(client, [faces[0], faces[-1]])[0] == []
    back_and_forth = [faces[0], *reversed(faces[1:])]
    assert grouped(client, back_and_forth) == ([back_and_forth], [])


def test_given_identities_decide(
    serve: Callable[..., tuple[Emulator, Any]], picture: Pictures
) -> None:
    identities = {"Ann": [picture(1), picture(2)], "Bob": [picture(3)]}
    _, client = serve(seed={"identities": identities})
    faces = [client.detect(picture(number)) for number in (3, 1, 4, 2)]
    assert grouped(client, faces) == ([[faces[1], faces[3]]], [faces[0], faces[2]])


def test_a_thousand_faces_are_grouped(client: Any, picture: Pictures) -> None:
    pictures = [picture(number) for number in range(4)]
    faces = [client.detect(pictures[number % 4]) for number in range(1_000)]
    groups, messy = grouped(client, faces)
    assert groups == [faces[number::4] for number in range(4)]
    assert messy == []


def test_faces_of_two_models_are_incompatible(client: Any, picture: Pictures) -> None:
    faces = [client.detect(picture(1), ""), client.detect(picture(1))]
    answer = client.post("/group", json={"faceIds": faces})
    assert code(answer) == (400, "BadArgument")
    assert answer.json()["error"]["message"] == "recognitionModel is incompatible."


def test_an_unknown_or_expired_face_is_a_bad_argument(
    client: Any, clock: Any, picture: Pictures
) -> None:
    short = client.detect(picture(1), "?recognitionModel=recognition_04&faceIdTimeToLive=60")
    long = client.detect(picture(1))
    unknown = client.post("/group", json={"faceIds": [long, UNKNOWN]})
    assert code(unknown) == (400, "BadArgument")
    clock.advance(59)
    assert grouped(client, [short, long]) == ([[short, long]], [])
    clock.advance(1)
    expired = client.post("/group", json={"faceIds": [short, long]})
    assert code(expired) == (400, "BadArgument")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"faceIds": None},
        {"faceIds": [UNKNOWN]},
        {"faceIds": [UNKNOWN] * 1_001},
        {"faceIds": [UNKNOWN, "x"]},
        {"faceIds": [UNKNOWN, 5]},
        {"faceIds": "x"},
    ],
)
def test_arguments_outside_their_range_are_refused(client: Any, body: dict[str, Any]) -> None:
    assert code(client.post("/group", json=body)) == (400, "BadArgument")


def test_what_is_no_json_is_refused(client: Any) -> None:
    answer = client.post("/group", content="text", headers={"Content-Type": "text/plain"})
    assert code(answer) == (415, "BadArgument")
