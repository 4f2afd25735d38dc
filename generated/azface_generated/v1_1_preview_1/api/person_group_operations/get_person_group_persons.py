from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.face_error_response import FaceErrorResponse
from ...models.person_group_person import PersonGroupPerson
from ...types import UNSET, Response, Unset


def _get_kwargs(
    person_group_id: str,
    *,
    start: str | Unset = UNSET,
    top: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["start"] = start

    params["top"] = top

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/persongroups/{person_group_id}/persons".format(
            person_group_id=quote(str(person_group_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FaceErrorResponse | list[PersonGroupPerson]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = PersonGroupPerson.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FaceErrorResponse | list[PersonGroupPerson]]:
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
    start: str | Unset = UNSET,
    top: int | Unset = UNSET,
) -> Response[FaceErrorResponse | list[PersonGroupPerson]]:
    """List the persons of a person group.

     Ordered by ID, each with the IDs of its faces. Read on with `start` set to the last ID of a page,
    until a page holds fewer than `top` persons.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        start (str | Unset): List from the first ID after this one, at most 64 characters; from
            the beginning when absent.
        top (int | Unset): How many entries to list, 1 to 1000; the service takes 1000 when it is
            absent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | list[PersonGroupPerson]]
    """

    kwargs = _get_kwargs(
        person_group_id=person_group_id,
        start=start,
        top=top,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
    start: str | Unset = UNSET,
    top: int | Unset = UNSET,
) -> FaceErrorResponse | list[PersonGroupPerson] | None:
    """List the persons of a person group.

     Ordered by ID, each with the IDs of its faces. Read on with `start` set to the last ID of a page,
    until a page holds fewer than `top` persons.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        start (str | Unset): List from the first ID after this one, at most 64 characters; from
            the beginning when absent.
        top (int | Unset): How many entries to list, 1 to 1000; the service takes 1000 when it is
            absent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | list[PersonGroupPerson]
    """

    return sync_detailed(
        person_group_id=person_group_id,
        client=client,
        start=start,
        top=top,
    ).parsed


async def asyncio_detailed(
    person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
    start: str | Unset = UNSET,
    top: int | Unset = UNSET,
) -> Response[FaceErrorResponse | list[PersonGroupPerson]]:
    """List the persons of a person group.

     Ordered by ID, each with the IDs of its faces. Read on with `start` set to the last ID of a page,
    until a page holds fewer than `top` persons.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        start (str | Unset): List from the first ID after this one, at most 64 characters; from
            the beginning when absent.
        top (int | Unset): How many entries to list, 1 to 1000; the service takes 1000 when it is
            absent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | list[PersonGroupPerson]]
    """

    kwargs = _get_kwargs(
        person_group_id=person_group_id,
        start=start,
        top=top,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
    start: str | Unset = UNSET,
    top: int | Unset = UNSET,
) -> FaceErrorResponse | list[PersonGroupPerson] | None:
    """List the persons of a person group.

     Ordered by ID, each with the IDs of its faces. Read on with `start` set to the last ID of a page,
    until a page holds fewer than `top` persons.

    Args:
        person_group_id (str): ID of the person group, chosen by the user - 1 to 64 lower-case
            letters, digits, `-` or `_`.
        start (str | Unset): List from the first ID after this one, at most 64 characters; from
            the beginning when absent.
        top (int | Unset): How many entries to list, 1 to 1000; the service takes 1000 when it is
            absent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | list[PersonGroupPerson]
    """

    return (
        await asyncio_detailed(
            person_group_id=person_group_id,
            client=client,
            start=start,
            top=top,
        )
    ).parsed
