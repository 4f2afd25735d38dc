from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.create_collection_request import CreateCollectionRequest
from ...models.face_error_response import FaceErrorResponse
from ...types import Response


def _get_kwargs(
    person_group_id: str,
    *,
    body: CreateCollectionRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/persongroups/{person_group_id}".format(
            person_group_id=quote(str(person_group_id), safe=""),
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
    *,
    client: AuthenticatedClient | Client,
    body: CreateCollectionRequest,
) -> Response[Any | FaceErrorResponse]:
    """Create an empty person group.

     A resource holds up to 1,000 person groups in the free tier and 1,000,000 in the paid tiers. 409
    PersonGroupExists when the ID is in use.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        body (CreateCollectionRequest): Name, user data and recognition model of a new list or
            group.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FaceErrorResponse]
    """

    kwargs = _get_kwargs(
        person_group_id=person_group_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CreateCollectionRequest,
) -> Any | FaceErrorResponse | None:
    """Create an empty person group.

     A resource holds up to 1,000 person groups in the free tier and 1,000,000 in the paid tiers. 409
    PersonGroupExists when the ID is in use.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        body (CreateCollectionRequest): Name, user data and recognition model of a new list or
            group.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FaceErrorResponse
    """

    return sync_detailed(
        person_group_id=person_group_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CreateCollectionRequest,
) -> Response[Any | FaceErrorResponse]:
    """Create an empty person group.

     A resource holds up to 1,000 person groups in the free tier and 1,000,000 in the paid tiers. 409
    PersonGroupExists when the ID is in use.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        body (CreateCollectionRequest): Name, user data and recognition model of a new list or
            group.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FaceErrorResponse]
    """

    kwargs = _get_kwargs(
        person_group_id=person_group_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CreateCollectionRequest,
) -> Any | FaceErrorResponse | None:
    """Create an empty person group.

     A resource holds up to 1,000 person groups in the free tier and 1,000,000 in the paid tiers. 409
    PersonGroupExists when the ID is in use.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        body (CreateCollectionRequest): Name, user data and recognition model of a new list or
            group.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FaceErrorResponse
    """

    return (
        await asyncio_detailed(
            person_group_id=person_group_id,
            client=client,
            body=body,
        )
    ).parsed
