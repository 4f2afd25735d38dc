"""Mistakes in a seed: each is named with its place, before anything starts."""

from collections.abc import Callable
from typing import Any

import pytest

from azface.emulator import Emulator, Limits

Picture = Callable[[int], bytes]
LIST = "large_face_lists.a"
GROUP = "person_groups.a"


def large(**members: Any) -> dict[str, Any]:
    return {"large_face_lists": {"a": members}}


def group(**members: Any) -> dict[str, Any]:
    return {"person_groups": {"a": members}}


@pytest.mark.parametrize(
    ("seed", "complaint"),
    [
        ({"face_list": {}}, "seed: unknown: face_list; known are identities, pictures, faces, "),
        ({"identities": []}, "identities: names with their values are needed, not []"),
        (
            {"identities": {"ann": "a.jpg"}},
            "identities.ann: a list of pictures is needed, not 'a.j",
        ),
        (
            {"identities": {"ann": b"\x89PNG"}},
            "identities.ann: a list of pictures is needed, not bytes",
        ),
        ({"identities": {"ann": [1]}}, "identities.ann[0]: the path of a picture is needed, not 1"),
        ({"identities": {"ann": [b"tiny"]}}, "identities.ann[0]: Image size must be"),
        ({"identities": {"": []}}, "identities: '' is no name"),
        ({"identities": {"\ud800": []}}, "identities: '\\ud800' is no name"),
        ({"pictures": {"https://a": 1}}, "pictures.https://a: the path of a picture is needed"),
        ({"pictures": {"https://a": "\0"}}, "pictures.https://a: cannot read \0: "),
        ({"faces": {"a.jpg": []}}, "faces: a list of faces is needed, not {'a.jpg': []}"),
        ({"faces": [{"faces": []}]}, "faces[0]: picture is missing"),
        ({"faces": [{"picture": b"tiny"}]}, "faces[0].picture: Image size must be"),
        (
            {"faces": [{"picture": b"", "faces": [{"rect": {}}]}]},
            "faces[0].faces[0]: unknown: rect; known are rectangle, identity",
        ),
        (
            {"faces": [{"picture": b"", "faces": [{"rectangle": {"left": 1, "top": 1}}]}]},
            "faces[0].faces[0].rectangle: width, height is missing",
        ),
        (
            {"faces": [{"picture": b"", "faces": [{"identity": ""}]}]},
            "faces[0].faces[0].identity: a text is needed, not ''",
        ),
        (
            {"faces": [{"picture": b"", "faces": [{"identity": "\ud800"}]}]},
            "faces[0].faces[0].identity: a text is needed, not '\\ud800'",
        ),
        (large(title="x"), f"{LIST}: unknown: title; known are name, user_data, recognition_model"),
        (large(name=5), f"{LIST}: name is invalid: a string is expected."),
        (large(name=""), f"{LIST}: name is invalid: it is empty."),
        (large(name="x" * 129), f"{LIST}: name is too long: at most 128 characters."),
        (large(user_data="x" * 16_385), f"{LIST}: user_data is too long: at most 16384 characters"),
        (large(recognition_model="x"), f"{LIST}: recognition_model is invalid: one of"),
        (large(faces=[{"user_data": "x"}]), f"{LIST}.faces[0]: picture is missing"),
        (
            large(faces=[{"picture": b"", "user_data": "\ud800"}]),
            f"{LIST}.faces[0]: user_data is invalid: it holds half of a surrogate pair.",
        ),
        (
            large(faces=[{"picture": b"", "user_data": "x" * 1_025}]),
            f"{LIST}.faces[0]: user_data is too long: at most 1024 characters.",
        ),
        (large(faces=[b"tiny"]), f"{LIST}.faces[0]: Image size must be"),
        (large(face_count=-1), f"{LIST}.face_count: 0 to 1000000000 is needed, not -1"),
        (large(face_count=True), f"{LIST}.face_count: 0 to 1000000000 is needed, not True"),
        (large(faces=[b"", b""], face_count=1), f"{LIST}.face_count: 2 faces are given, more than"),
        (large(face_count=1_000_001), f"{LIST}: at most 1000000 faces"),
        (large(trained="yes"), f"{LIST}.trained: true or false is needed, not 'yes'"),
        (large(trained=True), f"{LIST}.trained: there is no face to train with"),
        ({"large_face_lists": {"A": {}}}, "large_face_lists.A: the id is invalid: lower-case"),
        ({"large_face_lists": {1: {}}}, "large_face_lists: 1 must be a text: put it in quotes"),
        ({"face_lists": {"a": {"trained": True}}}, "face_lists.a: unknown: trained; known are"),
        ({"face_lists": {"a": {"face_count": 1_001}}}, "face_lists.a: at most 1000 faces"),
        (
            {"face_lists": {f"a{number}": {} for number in range(65)}},
            "face_lists.a64: at most 64 collections of this kind",
        ),
        (group(faces=[]), f"{GROUP}: unknown: faces; known are name"),
        (group(persons=[{}]), f"{GROUP}.persons[0]: name is missing."),
        (group(persons=["Ann"]), f"{GROUP}.persons[0]: names with their values are needed, not 'A"),
        (group(persons=[{"name": "x", "faces": 1}]), f"{GROUP}.persons[0].faces: a list of faces"),
        (
            group(persons=[{"name": "x", "faces": [b""] * 249}]),
            f"{GROUP}.persons[0]: at most 248 faces of a person",
        ),
        (group(persons=[{"name": "x"}], trained=True), f"{GROUP}.trained: there is no face"),
        (group(person_count=10_001), f"{GROUP}: at most 10000 persons in one group"),
        ({"training": "fast"}, 'training: a training\'s length is "curve", '),
        ({"training": []}, "training: a text is needed, not []"),
        ({"training": True}, "training: a text is needed, not True"),
        ({"training": -1}, "training: seconds must be from 0 to 1e9, not -1.0"),
        ({"training": 1e17}, "training: seconds must be from 0 to 1e9, not 1e+17"),
        ({"training": float("nan")}, "training: seconds must be from 0 to 1e9, not nan"),
        ({"training": 10**400}, "training: int too large"),
        ({"tier": "S1"}, "tier: one of F0, S0 is needed, not 'S1'"),
        ({"faults": [5]}, "faults[0]: names with their values are needed, not 5"),
        ({"faults": [{"fault": "rain"}]}, "faults[0]: fault 'rain' is unknown; known are answer, "),
        (
            {"faults": [{"fault": "conflict"}, {"fault": "slow", "second": 1}]},
            "faults[1]: fault slow has other members than second; known are: seconds",
        ),
        (
            {"faults": [{"fault": "conflict", "operation": "Dance"}]},
            "faults[0]: operation 'Dance' is no operation id of the Face API",
        ),
        (
            {"faults": [{"fault": "conflict", "operation": 5}]},
            "faults[0]: operation must be a text, not 5",
        ),
        (
            {"faults": [{"fault": "conflict", "probability": 2}]},
            "faults[0]: probability must be above 0 and at most 1, not 2",
        ),
        (
            {"faults": [{"fault": "conflict", "probability": "often"}]},
            "faults[0]: probability must be a number, not 'often'",
        ),
        (
            {"faults": [{"fault": "training_never_ends", "operation": "Detect"}]},
            "faults[0]: training_never_ends is a fault of trainings, not of ",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(seed: Any, complaint: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the message is compared below
        Emulator(seed=seed)
    assert str(raised.value).startswith(complaint)


def test_a_mistake_is_shown_in_a_few_words_however_much_it_holds() -> None:
    bomb: list[object] = ["x"] * 10
    for _ in range(30):
        bomb = [bomb] * 10
    for seed in (
        {"identities": {"ann": [bomb]}},
        {"face_lists": {"a": bomb}},
        {"tier": bomb},
        {"training": bomb},
        {"pictures": {"https://a": bomb}},
    ):
        with pytest.raises(ValueError, match=r"needed, not \[\[.{1,50}$"):
            Emulator(seed=seed)


def test_what_is_no_seed_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^seed: names with their values are needed, not \[\]$"):
        Emulator(seed=[])  # type: ignore[arg-type]


def test_faces_are_said_once_of_a_picture_and_lie_inside(picture: Picture) -> None:
    said = {"picture": picture(1), "faces": []}
    with pytest.raises(ValueError, match=r"^faces\[1\]\.picture: the faces .* are given already$"):
        Emulator(seed={"faces": [said, said]})
    outside = {"left": 200, "top": 0, "width": 41, "height": 240}
    with pytest.raises(ValueError, match=r"^faces\[0\]\.picture: .* is not inside .* 240 x 240"):
        Emulator(seed={"faces": [{"picture": picture(1), "faces": [{"rectangle": outside}]}]})


@pytest.mark.parametrize(("faces", "complaint"), [(0, "No face"), (2, "target_face says which")])
def test_a_face_of_a_list_must_be_one(picture: Picture, faces: int, complaint: str) -> None:
    seed = {"faces": [{"picture": picture(1), "faces": [{}] * faces}], **large(faces=[picture(1)])}
    with pytest.raises(ValueError, match=rf"^large_face_lists\.a\.faces\[0\]: .*{complaint}"):
        Emulator(seed=seed)


def test_the_persons_of_all_groups_count_together() -> None:
    seed = {"person_groups": {name: {"person_count": 600} for name in ("a", "b")}}
    with pytest.raises(ValueError, match=r"^person_groups\.b: at most 1000 persons in all groups"):
        Emulator(seed=seed, tier="F0")
    assert Emulator(seed=seed, limits=Limits())
