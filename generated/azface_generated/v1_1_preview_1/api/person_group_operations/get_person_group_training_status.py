from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.face_error_response import FaceErrorResponse
from ...models.person_group_training_result import PersonGroupTrainingResult
from ...types import Response


def _get_kwargs(
    person_group_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/persongroups/{person_group_id}/training".format(
            person_group_id=quote(str(person_group_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FaceErrorResponse | PersonGroupTrainingResult:
    if response.status_code == 200:
        response_200 = PersonGroupTrainingResult.from_dict(response.json())

        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FaceErrorResponse | PersonGroupTrainingResult]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[FaceErrorResponse | PersonGroupTrainingResult]:
    """Read the state of a person group's latest training.

     404 PersonGroupNotTrained before the first training; 404 PersonGroupNotFound for an unknown group.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | PersonGroupTrainingResult]
    """

    kwargs = _get_kwargs(
        person_group_id=person_group_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> FaceErrorResponse | PersonGroupTrainingResult | None:
    """Read the state of a person group's latest training.

     404 PersonGroupNotTrained before the first training; 404 PersonGroupNotFound for an unknown group.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | PersonGroupTrainingResult
    """

    return sync_detailed(
        person_group_id=person_group_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[FaceErrorResponse | PersonGroupTrainingResult]:
    """Read the state of a person group's latest training.

     404 PersonGroupNotTrained before the first training; 404 PersonGroupNotFound for an unknown group.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | PersonGroupTrainingResult]
    """

    kwargs = _get_kwargs(
        person_group_id=person_group_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> FaceErrorResponse | PersonGroupTrainingResult | None:
    """Read the state of a person group's latest training.

     404 PersonGroupNotTrained before the first training; 404 PersonGroupNotFound for an unknown group.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | PersonGroupTrainingResult
    """

    return (
        await asyncio_detailed(
            person_group_id=person_group_id,
            client=client,
        )
    ).parsed
