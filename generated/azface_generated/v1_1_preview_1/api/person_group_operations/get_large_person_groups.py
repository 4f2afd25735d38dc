from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.face_error_response import FaceErrorResponse
from ...models.large_person_group import LargePersonGroup
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    start: str | Unset = UNSET,
    top: int | Unset = UNSET,
    return_recognition_model: bool | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["start"] = start

    params["top"] = top

    params["returnRecognitionModel"] = return_recognition_model

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/largepersongroups",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FaceErrorResponse | list[LargePersonGroup]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = LargePersonGroup.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FaceErrorResponse | list[LargePersonGroup]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    start: str | Unset = UNSET,
    top: int | Unset = UNSET,
    return_recognition_model: bool | Unset = UNSET,
) -> Response[FaceErrorResponse | list[LargePersonGroup]]:
    """List the large person groups of the resource.

     Answers information about the groups, not their persons, ordered by ID. Read on with `start` set to
    the last ID of a page, until a page holds fewer than `top` groups.

    Args:
        start (str | Unset): List from the first ID after this one, at most 64 characters; from
            the beginning when absent.
        top (int | Unset): How many entries to list, 1 to 1000; the service takes 1000 when it is
            absent.
        return_recognition_model (bool | Unset): Whether to answer `recognitionModel` too; the
            service takes false when it is absent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | list[LargePersonGroup]]
    """

    kwargs = _get_kwargs(
        start=start,
        top=top,
        return_recognition_model=return_recognition_model,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    start: str | Unset = UNSET,
    top: int | Unset = UNSET,
    return_recognition_model: bool | Unset = UNSET,
) -> FaceErrorResponse | list[LargePersonGroup] | None:
    """List the large person groups of the resource.

     Answers information about the groups, not their persons, ordered by ID. Read on with `start` set to
    the last ID of a page, until a page holds fewer than `top` groups.

    Args:
        start (str | Unset): List from the first ID after this one, at most 64 characters; from
            the beginning when absent.
        top (int | Unset): How many entries to list, 1 to 1000; the service takes 1000 when it is
            absent.
        return_recognition_model (bool | Unset): Whether to answer `recognitionModel` too; the
            service takes false when it is absent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | list[LargePersonGroup]
    """

    return sync_detailed(
        client=client,
        start=start,
        top=top,
        return_recognition_model=return_recognition_model,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    start: str | Unset = UNSET,
    top: int | Unset = UNSET,
    return_recognition_model: bool | Unset = UNSET,
) -> Response[FaceErrorResponse | list[LargePersonGroup]]:
    """List the large person groups of the resource.

     Answers information about the groups, not their persons, ordered by ID. Read on with `start` set to
    the last ID of a page, until a page holds fewer than `top` groups.

    Args:
        start (str | Unset): List from the first ID after this one, at most 64 characters; from
            the beginning when absent.
        top (int | Unset): How many entries to list, 1 to 1000; the service takes 1000 when it is
            absent.
        return_recognition_model (bool | Unset): Whether to answer `recognitionModel` too; the
            service takes false when it is absent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | list[LargePersonGroup]]
    """

    kwargs = _get_kwargs(
        start=start,
        top=top,
        return_recognition_model=return_recognition_model,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    start: str | Unset = UNSET,
    top: int | Unset = UNSET,
    return_recognition_model: bool | Unset = UNSET,
) -> FaceErrorResponse | list[LargePersonGroup] | None:
    """List the large person groups of the resource.

     Answers information about the groups, not their persons, ordered by ID. Read on with `start` set to
    the last ID of a page, until a page holds fewer than `top` groups.

    Args:
        start (str | Unset): List from the first ID after this one, at most 64 characters; from
            the beginning when absent.
        top (int | Unset): How many entries to list, 1 to 1000; the service takes 1000 when it is
            absent.
        return_recognition_model (bool | Unset): Whether to answer `recognitionModel` too; the
            service takes false when it is absent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | list[LargePersonGroup]
    """

    return (
        await asyncio_detailed(
            client=client,
            start=start,
            top=top,
            return_recognition_model=return_recognition_model,
        )
    ).parsed
