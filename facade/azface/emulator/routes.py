"""Every operation of the API, by its wire form: which one a request means, served here or not.

The ids, methods and paths are those of the API documents v1.1-preview.1 to v1.3-preview.1. Several
operations may share a method and a path; they differ in the body's media type or in one member.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote

import attrs

from azface.emulator.bodies import JSON_MEDIA_TYPE, OCTET_STREAM, parsed_object

# A path, then its operations: method, name, and for overloads what tells them apart: the media
# type ("stream", "form") or a member of the JSON body.
_TABLE = {
    "FaceListOperations": """
        /largefacelists/{id}
            PUT CreateLargeFaceList; DELETE DeleteLargeFaceList; GET GetLargeFaceList;
            PATCH UpdateLargeFaceList
        /largefacelists
            GET GetLargeFaceLists
        /largefacelists/{id}/training
            GET GetLargeFaceListTrainingStatus
        /largefacelists/{id}/train
            POST TrainLargeFaceList
        /largefacelists/{id}/persistedfaces
            POST AddLargeFaceListFaceFromUrl; POST AddLargeFaceListFace stream;
            GET GetLargeFaceListFaces
        /largefacelists/{id}/persistedfaces/{face}
            DELETE DeleteLargeFaceListFace; GET GetLargeFaceListFace;
            PATCH UpdateLargeFaceListFace
        /facelists/{id}
            PUT CreateFaceList; DELETE DeleteFaceList; GET GetFaceList; PATCH UpdateFaceList
        /facelists
            GET GetFaceLists
        /facelists/{id}/persistedfaces
            POST AddFaceListFaceFromUrl; POST AddFaceListFace stream
        /facelists/{id}/persistedfaces/{face}
            DELETE DeleteFaceListFace
    """,
    "PersonGroupOperations": """
        /persongroups/{id}
            PUT CreatePersonGroup; DELETE DeletePersonGroup; GET GetPersonGroup;
            PATCH UpdatePersonGroup
        /persongroups
            GET GetPersonGroups
        /persongroups/{id}/training
            GET GetPersonGroupTrainingStatus
        /persongroups/{id}/train
            POST TrainPersonGroup
        /persongroups/{id}/persons
            POST CreatePersonGroupPerson; GET GetPersonGroupPersons
        /persongroups/{id}/persons/{person}
            DELETE DeletePersonGroupPerson; GET GetPersonGroupPerson;
            PATCH UpdatePersonGroupPerson
        /persongroups/{id}/persons/{person}/persistedfaces
            POST AddPersonGroupPersonFaceFromUrl; POST AddPersonGroupPersonFace stream
        /persongroups/{id}/persons/{person}/persistedfaces/{face}
            DELETE DeletePersonGroupPersonFace; GET GetPersonGroupPersonFace;
            PATCH UpdatePersonGroupPersonFace
        /largepersongroups/{id}
            PUT CreateLargePersonGroup; DELETE DeleteLargePersonGroup; GET GetLargePersonGroup;
            PATCH UpdateLargePersonGroup
        /largepersongroups
            GET GetLargePersonGroups
        /largepersongroups/{id}/training
            GET GetLargePersonGroupTrainingStatus
        /largepersongroups/{id}/train
            POST TrainLargePersonGroup
        /largepersongroups/{id}/persons
            POST CreateLargePersonGroupPerson; GET GetLargePersonGroupPersons
        /largepersongroups/{id}/persons/{person}
            DELETE DeleteLargePersonGroupPerson; GET GetLargePersonGroupPerson;
            PATCH UpdateLargePersonGroupPerson
        /largepersongroups/{id}/persons/{person}/persistedfaces
            POST AddLargePersonGroupPersonFaceFromUrl; POST AddLargePersonGroupPersonFace stream
        /largepersongroups/{id}/persons/{person}/persistedfaces/{face}
            DELETE DeleteLargePersonGroupPersonFace; GET GetLargePersonGroupPersonFace;
            PATCH UpdateLargePersonGroupPersonFace
    """,
    "FaceDetectionOperations": """
        /detect
            POST DetectFromUrl; POST Detect stream; POST DetectFromSessionImageId sessionImageId
    """,
    "FaceRecognitionOperations": """
        /findsimilars
            POST FindSimilar; POST FindSimilarFromFaceList faceListId;
            POST FindSimilarFromLargeFaceList largeFaceListId
        /identify
            POST IdentifyFromPersonGroup personGroupId;
            POST IdentifyFromLargePersonGroup largePersonGroupId;
            POST IdentifyFromPersonDirectory personIds;
            POST IdentifyFromDynamicPersonGroup dynamicPersonGroupId
        /verify
            POST VerifyFaceToFace; POST VerifyFromPersonGroup personGroupId;
            POST VerifyFromLargePersonGroup largePersonGroupId;
            POST VerifyFromPersonDirectory personId
        /group
            POST Group
    """,
    "LivenessSessionOperations": """
        /detectLiveness/singleModal/sessions
            POST CreateLivenessSession; GET GetLivenessSessions
        /detectLiveness/singleModal/sessions/{session}
            DELETE DeleteLivenessSession; GET GetLivenessSessionResult
        /detectLiveness/singleModal/sessions/{session}/audit
            GET GetLivenessSessionAuditEntries
        /detectLivenessWithVerify/singleModal/sessions
            POST CreateLivenessWithVerifySessionWithVerifyImage form;
            POST CreateLivenessWithVerifySession; GET GetLivenessWithVerifySessions
        /detectLivenessWithVerify/singleModal/sessions/{session}
            DELETE DeleteLivenessWithVerifySession; GET GetLivenessWithVerifySessionResult
        /detectLivenessWithVerify/singleModal/sessions/{session}/audit
            GET GetLivenessWithVerifySessionAuditEntries
        /session/sessionImages/{image}
            GET GetSessionImage
        /detectLiveness-sessions
            POST CreateLivenessSession
        /detectLiveness-sessions/{session}
            DELETE DeleteLivenessSession; GET GetLivenessSessionResult
        /detectLivenessWithVerify-sessions
            POST CreateLivenessWithVerifySession
        /detectLivenessWithVerify-sessions/{session}
            DELETE DeleteLivenessWithVerifySession; GET GetLivenessWithVerifySessionResult
        /sessionImages/{image}
            GET GetSessionImage
        /settings
            GET GetSettings; PATCH PatchSettings
        /settings/getClientAssetsAccessToken
            GET GetClientAssetsAccessToken
    """,
    "PersonDirectoryOperations": """
        /persons
            POST CreatePerson; GET GetPersons
        /persons/{person}
            DELETE DeletePerson; GET GetPerson; PATCH UpdatePerson
        /persons/{person}/dynamicPersonGroupReferences
            GET GetDynamicPersonGroupReferences
        /persons/{person}/recognitionModels/{model}/persistedfaces
            POST AddPersonFace stream; POST AddPersonFaceFromUrl; GET GetPersonFaces
        /persons/{person}/recognitionModels/{model}/persistedfaces/{face}
            DELETE DeletePersonFace; GET GetPersonFace; PATCH UpdatePersonFace
        /dynamicpersongroups/{id}
            PUT CreateDynamicPersonGroupWithPerson addPersonIds; PUT CreateDynamicPersonGroup;
            DELETE DeleteDynamicPersonGroup; GET GetDynamicPersonGroup;
            PATCH UpdateDynamicPersonGroupWithPersonChanges addPersonIds;
            PATCH UpdateDynamicPersonGroup
        /dynamicpersongroups
            GET GetDynamicPersonGroups
        /dynamicpersongroups/{id}/persons
            GET GetDynamicPersonGroupPersons
    """,
    "": """
        /operations/{operation}
            GET GetOperationResult
    """,
}
# A segment of the paths that liveness sessions had before v1.2.
_SUPERSEDED = "singleModal"
_MEDIA_TYPES = {"stream": OCTET_STREAM, "form": "multipart/form-data"}


@attrs.frozen
class Operation:
    """One operation of the API.

    Attributes:
        id: The API's operation id, such as "FaceListOperations_TrainLargeFaceList".
        method: HTTP method.
        media_type: The body's media type that tells it from its overloads, or None.
        member: The JSON member that tells it from its overloads, or None.
    """

    id: str
    method: str
    media_type: str | None
    member: str | None


@attrs.frozen
class Route:
    """A path of the API, its parameters' values, and the operations found there.

    Attributes:
        parameters: The values of the path's parameters, decoded.
        operations: The operations by their methods.
        superseded: Whether v1.2 has the operations at other paths, with other bodies.
    """

    parameters: Mapping[str, str]
    operations: Mapping[str, Sequence[Operation]]
    superseded: bool = False

    @property
    def methods(self) -> str:
        """The methods of the path, as an Allow header lists them."""
        return ", ".join(sorted(self.operations))

    def operation(self, method: str, media_type: str, body: bytes) -> Operation | None:
        """The operation that a request means, or None if the path has no such method."""
        candidates = self.operations.get(method, ())
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        for each in candidates:
            if each.media_type is not None and each.media_type == media_type:
                return each
        if media_type == JSON_MEDIA_TYPE and any(each.member for each in candidates):
            members = parsed_object(body) or {}
            for each in candidates:
                if each.member is not None and members.get(each.member) is not None:
                    return each
        plain = [each for each in candidates if each.media_type is None and each.member is None]
        return next(iter(plain or candidates))


def _segments(path: str) -> tuple[str, ...]:
    return tuple(path.strip("/").split("/"))


def _parsed_table() -> dict[tuple[str, ...], dict[str, list[Operation]]]:
    paths: dict[tuple[str, ...], dict[str, list[Operation]]] = {}
    for family, text in _TABLE.items():
        path: tuple[str, ...] = ()
        for line in text.split("\n"):
            if line.lstrip().startswith("/"):
                path = _segments(line.strip())
                continue
            for entry in filter(str.strip, line.split(";")):
                method, name, *rest = entry.split()
                mark = rest[0] if rest else None
                operation = Operation(
                    id=f"{family}_{name}" if family else name,
                    method=method,
                    media_type=_MEDIA_TYPES.get(mark or ""),
                    member=None if mark in _MEDIA_TYPES else mark,
                )
                paths.setdefault(path, {}).setdefault(method, []).append(operation)
    return paths


_PATHS = _parsed_table()
OPERATION_IDS = frozenset(
    operation.id
    for methods in _PATHS.values()
    for operations in methods.values()
    for operation in operations
)
# The first segment is never a parameter: with the length it leaves three paths at most.
_BY_SHAPE: dict[tuple[str, int], list[tuple[str, ...]]] = {}
for _template in _PATHS:
    _BY_SHAPE.setdefault((_template[0], len(_template)), []).append(_template)


def route(path: str) -> Route | None:
    """The route of a percent-encoded path below `/face/{version}`, or None if it has none.

    The path is cut before it is decoded, so an encoded slash stays inside its segment.
    """
    given = path[1:].split("/")
    if "%" in path:
        given = [unquote(segment, errors="replace") for segment in given]
    for template in _BY_SHAPE.get((given[0], len(given)), ()):
        parameters: dict[str, str] = {}
        for pattern, segment in zip(template, given, strict=True):
            if pattern.startswith("{"):
                parameters[pattern[1:-1]] = segment
            elif pattern != segment:
                break
        else:
            return Route(parameters, _PATHS[template], _SUPERSEDED in template)
    return None


def operation_id(name: str) -> str:
    """The id with its group; without one, as the documents and the facade write it, will do.

    Raises:
        ValueError: If there is no such operation.
    """
    found = [each for each in OPERATION_IDS if name in (each, each.rpartition("_")[2])]
    if len(found) != 1:
        raise ValueError(f"operation {name!r} is no operation id of the Face API")
    return found[0]
