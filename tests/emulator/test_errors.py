"""Every error that an operation may answer with, provoked once; and none besides."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from azface.emulator import Emulator, Limits, TrainingDuration

LFL = "FaceListOperations_"
STATUS = LFL + "GetLargeFaceListTrainingStatus"
DETECT = "FaceDetectionOperations_"
FIND = "FaceRecognitionOperations_FindSimilar"
BAD = "400 BadArgument"
OCTETS = "application/octet-stream"
NOT_FOUND, BUSY = "404 LargeFaceListNotFound", "409 LargeFaceListTrainingNotFinished"
MISSING_FACE = "404 PersistedFaceNotFound"

# Operation, the error, method, path, and the body: a dict is JSON, bytes are a picture, a str is
# text of another media type. Names in angle brackets stand for ids and pictures of the state.
Row = tuple[str, str, str, str, dict[str, Any] | bytes | str | None]


def _add_rows(operation: str, path: str, missing: str) -> list[Row]:
    """The errors that adding a face has in common for both kinds of lists."""
    rows: list[Row] = []
    for suffix, good in (("", b"<picture>"), ("FromUrl", {"url": "<url>"})):
        name = operation + suffix
        too_small = b"small" if suffix == "" else {"url": "<small>"}
        unreadable = b"?" * 2_000 if suffix == "" else {"url": "<unreadable>"}
        rows += [
            (name, BAD, "POST", f"{path}/spare/persistedfaces?targetFace=1,2,3", good),
            (name, "400 InvalidImage", "POST", f"{path}/spare/persistedfaces", unreadable),
            (name, "400 InvalidImageSize", "POST", f"{path}/spare/persistedfaces", too_small),
            (name, "403 QuotaExceeded", "POST", f"{path}/full/persistedfaces", good),
            (name, missing, "POST", f"{path}/none/persistedfaces", good),
        ]
    url = operation + "FromUrl"
    unknown = {"url": "http://127.0.0.1:9/x.jpg"}
    rows += [
        (url, "400 InvalidURL", "POST", f"{path}/spare/persistedfaces", unknown),
        (url, "415 BadArgument", "POST", f"{path}/spare/persistedfaces", "text"),
    ]
    return rows


# Beside what only faults bring about: an upload that is too large has its row under "*", and of
# two overloads one stands for both when the type of the body fits neither.
NEVER_BY_ITSELF = {
    "403 UnsupportedFeature",
    "408 OperationTimeOut",
    "409 ConcurrentOperationConflict",
    "413 413",
    "415 BadArgument",
}

ROWS: list[Row] = [
    (LFL + "CreateLargeFaceList", BAD, "PUT", "/largefacelists/new", {"name": ""}),
    (LFL + "CreateLargeFaceList", "403 QuotaExceeded", "PUT", "/largefacelists/x", {"name": "x"}),
    (
        LFL + "CreateLargeFaceList",
        "409 LargeFaceListExists",
        "PUT",
        "/largefacelists/spare",
        {"name": "x"},
    ),
    (LFL + "CreateLargeFaceList", "415 BadArgument", "PUT", "/largefacelists/new", "text"),
    (LFL + "DeleteLargeFaceList", BAD, "DELETE", "/largefacelists/UPPER", None),
    (LFL + "DeleteLargeFaceList", NOT_FOUND, "DELETE", "/largefacelists/none", None),
    (LFL + "DeleteLargeFaceList", BUSY, "DELETE", "/largefacelists/busy", None),
    (LFL + "GetLargeFaceList", BAD, "GET", "/largefacelists/a%20b", None),
    (LFL + "GetLargeFaceList", NOT_FOUND, "GET", "/largefacelists/none", None),
    (LFL + "UpdateLargeFaceList", BAD, "PATCH", "/largefacelists/spare", {}),
    (LFL + "UpdateLargeFaceList", NOT_FOUND, "PATCH", "/largefacelists/none", {"name": "x"}),
    (LFL + "UpdateLargeFaceList", BUSY, "PATCH", "/largefacelists/busy", {"name": "x"}),
    (LFL + "UpdateLargeFaceList", "415 BadArgument", "PATCH", "/largefacelists/spare", "text"),
    (LFL + "GetLargeFaceLists", BAD, "GET", "/largefacelists?top=0", None),
    (STATUS, BAD, "GET", "/largefacelists/A/training", None),
    (STATUS, NOT_FOUND, "GET", "/largefacelists/none/training", None),
    (STATUS, "404 LargeFaceListNotTrained", "GET", "/largefacelists/spare/training", None),
    (LFL + "TrainLargeFaceList", BAD, "POST", "/largefacelists/A/train", None),
    (LFL + "TrainLargeFaceList", NOT_FOUND, "POST", "/largefacelists/none/train", None),
    (LFL + "TrainLargeFaceList", BUSY, "POST", "/largefacelists/busy/train", None),
    *_add_rows(LFL + "AddLargeFaceListFace", "/largefacelists", NOT_FOUND),
    (
        LFL + "AddLargeFaceListFace",
        BUSY,
        "POST",
        "/largefacelists/busy/persistedfaces",
        b"<picture>",
    ),
    (
        LFL + "AddLargeFaceListFaceFromUrl",
        BUSY,
        "POST",
        "/largefacelists/busy/persistedfaces",
        {"url": "<url>"},
    ),
    (
        LFL + "GetLargeFaceListFaces",
        BAD,
        "GET",
        "/largefacelists/full/persistedfaces?top=1001",
        None,
    ),
    (LFL + "GetLargeFaceListFaces", NOT_FOUND, "GET", "/largefacelists/none/persistedfaces", None),
    *(
        row
        for operation, method, body in (
            ("DeleteLargeFaceListFace", "DELETE", None),
            ("GetLargeFaceListFace", "GET", None),
            ("UpdateLargeFaceListFace", "PATCH", {"userData": "x"}),
        )
        for row in (
            (LFL + operation, BAD, method, "/largefacelists/A/persistedfaces/<face>", body),
            (LFL + operation, NOT_FOUND, method, "/largefacelists/none/persistedfaces/x", body),
            (LFL + operation, MISSING_FACE, method, "/largefacelists/full/persistedfaces/x", body),
        )
    ),
    (
        LFL + "DeleteLargeFaceListFace",
        BUSY,
        "DELETE",
        "/largefacelists/busy/persistedfaces/x",
        None,
    ),
    (
        LFL + "UpdateLargeFaceListFace",
        BUSY,
        "PATCH",
        "/largefacelists/busy/persistedfaces/x",
        {"userData": "x"},
    ),
    (
        LFL + "UpdateLargeFaceListFace",
        "415 BadArgument",
        "PATCH",
        "/largefacelists/full/persistedfaces/<face>",
        "text",
    ),
    (LFL + "CreateFaceList", BAD, "PUT", "/facelists/A", {"name": "x"}),
    (LFL + "CreateFaceList", "403 QuotaExceeded", "PUT", "/facelists/x", {"name": "x"}),
    (LFL + "CreateFaceList", "409 FaceListExists", "PUT", "/facelists/spare", {"name": "x"}),
    (LFL + "CreateFaceList", "415 BadArgument", "PUT", "/facelists/x", "text"),
    (LFL + "DeleteFaceList", BAD, "DELETE", "/facelists/A", None),
    (LFL + "DeleteFaceList", "404 FaceListNotFound", "DELETE", "/facelists/none", None),
    (LFL + "GetFaceList", BAD, "GET", "/facelists/A", None),
    (LFL + "GetFaceList", "404 FaceListNotFound", "GET", "/facelists/none", None),
    (LFL + "UpdateFaceList", BAD, "PATCH", "/facelists/spare", {"name": 5}),
    (LFL + "UpdateFaceList", "404 FaceListNotFound", "PATCH", "/facelists/none", {"name": "x"}),
    (LFL + "UpdateFaceList", "415 BadArgument", "PATCH", "/facelists/spare", "text"),
    *_add_rows(LFL + "AddFaceListFace", "/facelists", "404 FaceListNotFound"),
    (LFL + "DeleteFaceListFace", BAD, "DELETE", "/facelists/A/persistedfaces/x", None),
    (
        LFL + "DeleteFaceListFace",
        "404 FaceListNotFound",
        "DELETE",
        "/facelists/none/persistedfaces/x",
        None,
    ),
    (LFL + "DeleteFaceListFace", MISSING_FACE, "DELETE", "/facelists/full/persistedfaces/x", None),
    *(
        row
        for suffix, good, small, unreadable in (
            ("Detect", b"<picture>", b"small", b"?" * 2_000),
            ("DetectFromUrl", {"url": "<url>"}, {"url": "<small>"}, {"url": "<unreadable>"}),
        )
        for row in (
            (DETECT + suffix, BAD, "POST", "/detect?faceIdTimeToLive=59", good),
            (DETECT + suffix, "400 InvalidImage", "POST", "/detect", unreadable),
            (DETECT + suffix, "400 InvalidImageSize", "POST", "/detect", small),
            (
                DETECT + suffix,
                "403 UnsupportedFeature",
                "POST",
                "/detect?returnFaceAttributes=age",
                good,
            ),
        )
    ),
    (DETECT + "DetectFromUrl", "400 InvalidURL", "POST", "/detect", {"url": "ftp://x/y"}),
    (DETECT + "DetectFromUrl", "415 BadArgument", "POST", "/detect", "text"),
    (FIND, BAD, "POST", "/findsimilars", {"faceId": "<query>"}),
    (
        FIND,
        "400 FaceNotFound",
        "POST",
        "/findsimilars",
        {"faceId": "<query>", "faceIds": ["<face>"]},
    ),
    (FIND, "415 BadArgument", "POST", "/findsimilars", "text"),
    *(
        (
            f"{FIND}FromFaceList",
            error,
            "POST",
            "/findsimilars",
            {"faceId": face, "faceListId": target},
        )
        for error, face, target in (
            (BAD, "<other model>", "full"),
            ("400 FaceListNotFound", "<query>", "none"),
            ("400 FaceListNotReady", "<query>", "spare"),
            ("400 FaceNotFound", "<face>", "full"),
        )
    ),
    *(
        (
            f"{FIND}FromLargeFaceList",
            error,
            "POST",
            "/findsimilars",
            {"faceId": face, "largeFaceListId": target},
        )
        for error, face, target in (
            (BAD, "<other model>", "full"),
            ("400 FaceNotFound", "<face>", "full"),
            ("400 LargeFaceListNotFound", "<query>", "none"),
            ("400 LargeFaceListNotTrained", "<query>", "spare"),
            (BUSY, "<query>", "busy"),
        )
    ),
    ("*", "404 404", "GET", "/largefacelists/a/b/c", None),
    ("*", "405 405", "PUT", "/largefacelists", {"name": "x"}),
    ("*", "413 413", "POST", "/detect", b"<10 MB>"),
    ("*", "501 NotImplemented", "GET", "/persons", None),
]

State = tuple[Emulator, httpx.Client, dict[str, Any]]


@pytest.fixture(scope="module")
def state(
    open_client: Callable[[Emulator], Any], picture: Callable[[int], bytes]
) -> Iterator[State]:
    """Lists with room, without room, and in training; quotas that are used up; known faces."""
    limits = Limits(
        face_lists=2, faces_per_face_list=1, large_face_lists=3, faces_per_large_face_list=1
    )
    pictures = {
        "http://p/ok": picture(1),
        "http://p/small": b"small",
        "http://p/unreadable": b"?" * 2_000,
    }
    with (
        Emulator(
            limits=limits, seed={"pictures": pictures}, training=TrainingDuration.instant()
        ) as emulator,
        open_client(emulator) as client,
    ):
        for list_id in ("spare", "full", "busy"):
            client.create_list(list_id)
        face = client.add_face("largefacelists/full", picture(1))
        client.train("full")
        for list_id in ("spare", "full"):
            body = {"name": list_id, "recognitionModel": "recognition_04"}
            client.put(f"/facelists/{list_id}", json=body)
        client.add_face("facelists/full", picture(1))
        emulator.training = TrainingDuration.fixed(1e6)
        client.train("busy")
        yield (
            emulator,
            client,
            {
                "<picture>": picture(2),
                "<10 MB>": bytes(10_000_000),
                "<url>": "http://p/ok",
                "<small>": "http://p/small",
                "<unreadable>": "http://p/unreadable",
                "<face>": face,
                "<query>": client.detect(picture(1)),
                "<other model>": client.detect(picture(1), "?recognitionModel=recognition_03"),
            },
        )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_the_error_is_answered_by_its_operation(row: Row, state: State) -> None:
    operation, error, method, path, given = row
    emulator, client, names = state
    request: dict[str, Any] = {}
    if isinstance(given, dict):
        request["json"] = {name: _named(value, names) for name, value in given.items()}
    elif isinstance(given, bytes):
        request["content"] = names.get(given.decode(), given)
        request["headers"] = {"Content-Type": OCTETS}
    elif given is not None:
        request["content"] = given
        request["headers"] = {"Content-Type": "text/plain"}
    answer = client.request(method, path.replace("<face>", names["<face>"]), **request)
    body = answer.json()["error"]
    assert f"{answer.status_code} {body.get('innererror', body)['code']}" == error
    assert body["message"]
    if operation != "*":
        assert emulator.requests[-1].operation == operation


def test_what_these_operations_may_answer_and_do_not_is_left_to_faults(
    allowed_errors: dict[str, list[str]],
) -> None:
    provoked = {(row[0], row[1]) for row in ROWS}
    operations = {operation for operation, _ in provoked} - {"*"}
    allowed = {(each, error) for each in operations for error in allowed_errors[each]}
    assert provoked - {(each, error) for each, error in provoked if each == "*"} <= allowed
    assert {error for _, error in allowed - provoked} == NEVER_BY_ITSELF


def _named(value: Any, names: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
