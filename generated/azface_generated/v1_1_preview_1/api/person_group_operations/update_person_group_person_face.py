from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.face_error_response import FaceErrorResponse
from ...models.face_user_data import FaceUserData
from ...types import Response


def _get_kwargs(
    person_group_id: str,
    person_id: UUID,
    persisted_face_id: UUID,
    *,
    body: FaceUserData,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/persongroups/{person_group_id}/persons/{person_id}/persistedfaces/{persisted_face_id}".format(
            person_group_id=quote(str(person_group_id), safe=""),
            person_id=quote(str(person_id), safe=""),
            persisted_face_id=quote(str(persisted_face_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | FaceErrorResponse:
    if response.status_code == 200:
        response_200 = cast(Any, None)
        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | FaceErrorResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    person_group_id: str,
    person_id: UUID,
    persisted_face_id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: FaceUserData,
) -> Response[Any | FaceErrorResponse]:
    """Change the user data of a person's face.

     404 PersistedFaceNotFound; 409 PersonGroupTrainingNotFinished while the group is being trained.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        persisted_face_id (UUID): ID of the person's face, given by the service when the face was
            added.
        body (FaceUserData): New user data of a face in a list or of a person.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FaceErrorResponse]
    """

    kwargs = _get_kwargs(
        person_group_id=person_group_id,
        person_id=person_id,
        persisted_face_id=persisted_face_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    person_group_id: str,
    person_id: UUID,
    persisted_face_id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: FaceUserData,
) -> Any | FaceErrorResponse | None:
    """Change the user data of a person's face.

     404 PersistedFaceNotFound; 409 PersonGroupTrainingNotFinished while the group is being trained.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        persisted_face_id (UUID): ID of the person's face, given by the service when the face was
            added.
        body (FaceUserData): New user data of a face in a list or of a person.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FaceErrorResponse
    """

    return sync_detailed(
        person_group_id=person_group_id,
        person_id=person_id,
        persisted_face_id=persisted_face_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    person_group_id: str,
    person_id: UUID,
    persisted_face_id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: FaceUserData,
) -> Response[Any | FaceErrorResponse]:
    """Change the user data of a person's face.

     404 PersistedFaceNotFound; 409 PersonGroupTrainingNotFinished while the group is being trained.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        persisted_face_id (UUID): ID of the person's face, given by the service when the face was
            added.
        body (FaceUserData): New user data of a face in a list or of a person.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FaceErrorResponse]
    """

    kwargs = _get_kwargs(
        person_group_id=person_group_id,
        person_id=person_id,
        persisted_face_id=persisted_face_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    person_group_id: str,
    person_id: UUID,
    persisted_face_id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: FaceUserData,
) -> Any | FaceErrorResponse | None:
    """Change the user data of a person's face.

     404 PersistedFaceNotFound; 409 PersonGroupTrainingNotFinished while the group is being trained.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        persisted_face_id (UUID): ID of the person's face, given by the service when the face was
            added.
        body (FaceUserData): New user data of a face in a list or of a person.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FaceErrorResponse
    """

    return (
        await asyncio_detailed(
            person_group_id=person_group_id,
            person_id=person_id,
            persisted_face_id=persisted_face_id,
            client=client,
            body=body,
        )
    ).parsed
