"""Who matches whom: drawn faces apart, a picture and its re-encodings together, identities."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from azface.emulator import Emulator

FACES = 60


@pytest.fixture(scope="module")
def gallery(open_client: Callable[[Emulator], Any], drawn_face: Any, encode: Any) -> Any:
    """A face list of sixty drawn faces: the client, and the id of each."""
    with Emulator() as emulator, open_client(emulator) as client:
        client.put("/facelists/all", json={"name": "x", "recognitionModel": "recognition_04"})
        ids = [
            client.add_face("facelists/all", encode(drawn_face(number), "PNG"))
            for number in range(FACES)
        ]
        yield client, ids


def search(client: Any, picture: bytes, mode: str = "matchPerson") -> list[tuple[str, float]]:
    found = client.find_similar(
        faceId=client.detect(picture),
        faceListId="all",
        mode=mode,
        maxNumOfCandidatesReturned=1_000,
    )
    return list(found)


def test_no_two_drawn_faces_match(gallery: Any, drawn_face: Any, encode: Any) -> None:
    client, ids = gallery
    for number, face in enumerate(ids):
        assert search(client, encode(drawn_face(number), "PNG")) == [(face, 1.0)]


def _reencoded(image: Image.Image, encode: Any) -> dict[str, bytes]:
    half = image.resize((image.width // 2, image.height // 2))
    return {
        **{f"JPEG {q}": encode(image, "JPEG", quality=q) for q in (60, 75, 85, 95)},
        **{f"half JPEG {q}": encode(half, "JPEG", quality=q) for q in (60, 95)},
        "half PNG": encode(half, "PNG"),
        "BMP": encode(image, "BMP"),
        "GIF": encode(image, "GIF"),
    }


def test_a_picture_encoded_again_finds_itself_first_and_nobody_else(
    gallery: Any, drawn_face: Any, encode: Any
) -> None:
    client, ids = gallery
    for number, face in enumerate(ids):
        for how, picture in _reencoded(drawn_face(number), encode).items():
            found = search(client, picture)
            assert [each for each, _ in found] == [face], f"face {number} as {how}"
            assert 0.5 <= found[0][1] < 1.0


def test_with_match_face_it_is_still_the_first_of_all(
    gallery: Any, drawn_face: Any, encode: Any
) -> None:
    client, ids = gallery
    for number in range(0, FACES, 6):
        half = drawn_face(number).resize((120, 120))
        found = search(client, encode(half, "JPEG", quality=60), "matchFace")
        assert len(found) == FACES
        assert found[0][0] == ids[number]


def test_pictures_of_one_flat_colour_are_told_apart(client: Any, encode: Any) -> None:
    client.put("/facelists/all", json={"name": "x", "recognitionModel": "recognition_04"})
    pictures = [
        encode(Image.new("RGB", (240, 240), colour), "BMP")
        for colour in ("red", "lime", "blue", "yellow", "white", "black")
    ]
    faces = [client.add_face("facelists/all", picture) for picture in pictures]
    assert [search(client, picture) for picture in pictures] == [[(face, 1.0)] for face in faces]


def test_one_identity_matches_itself_and_no_other(
    serve: Any, picture: Callable[[int], bytes], tmp_path: Path
) -> None:
    on_disk = tmp_path / "ann.jpg"
    on_disk.write_bytes(picture(2))
    _, client = serve(seed={"identities": {"Ann": [picture(1), on_disk], "Bob": [picture(3)]}})
    client.put("/facelists/all", json={"name": "x", "recognitionModel": "recognition_04"})
    one, two, three, four = (client.add_face("facelists/all", picture(n)) for n in (1, 2, 3, 4))
    found = search(client, picture(1))
    assert [face for face, _ in found] == [one, two]
    assert found[0][1] == 1.0
    assert 0.9 <= found[1][1] < 1.0
    assert [face for face, _ in search(client, picture(3))] == [three]
    assert [face for face, _ in search(client, picture(4))] == [four]


def test_identities_hold_for_a_picture_encoded_again(
    serve: Any, drawn_face: Any, encode: Any, picture: Callable[[int], bytes]
) -> None:
    _, client = serve(seed={"identities": {"Ann": [picture(1), picture(2)]}})
    client.put("/facelists/all", json={"name": "x", "recognitionModel": "recognition_04"})
    client.add_face("facelists/all", picture(2))
    again = encode(drawn_face(1).resize((120, 120)), "JPEG", quality=70)
    assert len(search(client, again)) == 1


def test_two_identities_keep_look_alikes_apart(serve: Any, drawn_face: Any, encode: Any) -> None:
    twin, other = (encode(drawn_face(1), "JPEG", quality=q) for q in (90, 80))
    _, client = serve(seed={"identities": {"Ann": [twin], "Eve": [other]}})
    client.put("/facelists/all", json={"name": "x", "recognitionModel": "recognition_04"})
    ann = client.add_face("facelists/all", twin)
    eve = client.add_face("facelists/all", other)
    assert search(client, twin) == [(ann, 1.0)]
    ranked = search(client, twin, "matchFace")
    assert [face for face, _ in ranked] == [ann, eve]
    assert ranked[1][1] <= 0.1


def test_a_picture_of_two_identities_is_refused(picture: Callable[[int], bytes]) -> None:
    with pytest.raises(ValueError, match=r"^identities\.Bob\[0\]: .*'Ann' and 'Bob'"):
        Emulator(seed={"identities": {"Ann": [picture(1)], "Bob": [picture(1)]}})


def test_an_unusable_picture_of_an_identity_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^identities\.Ann\[0\]: Image size"):
        Emulator(seed={"identities": {"Ann": [b"tiny"]}})
