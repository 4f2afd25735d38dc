from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.face_error_response import FaceErrorResponse
from ...models.large_person_group_person_face import LargePersonGroupPersonFace
from ...types import Response


def _get_kwargs(
    large_person_group_id: str,
    person_id: UUID,
    persisted_face_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/largepersongroups/{large_person_group_id}/persons/{person_id}/persistedfaces/{persisted_face_id}".format(
            large_person_group_id=quote(str(large_person_group_id), safe=""),
            person_id=quote(str(person_id), safe=""),
            persisted_face_id=quote(str(persisted_face_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FaceErrorResponse | LargePersonGroupPersonFace:
    if response.status_code == 200:
        response_200 = LargePersonGroupPersonFace.from_dict(response.json())

        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FaceErrorResponse | LargePersonGroupPersonFace]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    large_person_group_id: str,
    person_id: UUID,
    persisted_face_id: UUID,
    *,
    client: AuthenticatedClient | Client,
) -> Response[FaceErrorResponse | LargePersonGroupPersonFace]:
    """Read one face of a person.

     404 PersistedFaceNotFound for an unknown face; 404 PersonNotFound for an unknown person.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        persisted_face_id (UUID): ID of the person's face, given by the service when the face was
            added.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | LargePersonGroupPersonFace]
    """

    kwargs = _get_kwargs(
        large_person_group_id=large_person_group_id,
        person_id=person_id,
        persisted_face_id=persisted_face_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    large_person_group_id: str,
    person_id: UUID,
    persisted_face_id: UUID,
    *,
    client: AuthenticatedClient | Client,
) -> FaceErrorResponse | LargePersonGroupPersonFace | None:
    """Read one face of a person.

     404 PersistedFaceNotFound for an unknown face; 404 PersonNotFound for an unknown person.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        persisted_face_id (UUID): ID of the person's face, given by the service when the face was
            added.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | LargePersonGroupPersonFace
    """

    return sync_detailed(
        large_person_group_id=large_person_group_id,
        person_id=person_id,
        persisted_face_id=persisted_face_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    large_person_group_id: str,
    person_id: UUID,
    persisted_face_id: UUID,
    *,
    client: AuthenticatedClient | Client,
) -> Response[FaceErrorResponse | LargePersonGroupPersonFace]:
    """Read one face of a person.

     404 PersistedFaceNotFound for an unknown face; 404 PersonNotFound for an unknown person.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        persisted_face_id (UUID): ID of the person's face, given by the service when the face was
            added.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | LargePersonGroupPersonFace]
    """

    kwargs = _get_kwargs(
        large_person_group_id=large_person_group_id,
        person_id=person_id,
        persisted_face_id=persisted_face_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    large_person_group_id: str,
    person_id: UUID,
    persisted_face_id: UUID,
    *,
    client: AuthenticatedClient | Client,
) -> FaceErrorResponse | LargePersonGroupPersonFace | None:
    """Read one face of a person.

     404 PersistedFaceNotFound for an unknown face; 404 PersonNotFound for an unknown person.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        persisted_face_id (UUID): ID of the person's face, given by the service when the face was
            added.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | LargePersonGroupPersonFace
    """

    return (
        await asyncio_detailed(
            large_person_group_id=large_person_group_id,
            person_id=person_id,
            persisted_face_id=persisted_face_id,
            client=client,
        )
    ).parsed
