from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.face_error_response import FaceErrorResponse
from ...models.group_request import GroupRequest
from ...models.grouping_result import GroupingResult
from ...types import Response


def _get_kwargs(
    *,
    body: GroupRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/group",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FaceErrorResponse | GroupingResult:
    if response.status_code == 200:
        response_200 = GroupingResult.from_dict(response.json())

        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FaceErrorResponse | GroupingResult]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: GroupRequest,
) -> Response[FaceErrorResponse | GroupingResult]:
    """Divide 2 to 1000 faces into groups that look alike.

     A person's faces may end up in several groups; a face without a like goes to the messy group. 400
    BadArgument for fewer than 2 or more than 1000 faces, or faces of different recognition models.

    Args:
        body (GroupRequest): The faces to divide into groups.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | GroupingResult]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: GroupRequest,
) -> FaceErrorResponse | GroupingResult | None:
    """Divide 2 to 1000 faces into groups that look alike.

     A person's faces may end up in several groups; a face without a like goes to the messy group. 400
    BadArgument for fewer than 2 or more than 1000 faces, or faces of different recognition models.

    Args:
        body (GroupRequest): The faces to divide into groups.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | GroupingResult
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: GroupRequest,
) -> Response[FaceErrorResponse | GroupingResult]:
    """Divide 2 to 1000 faces into groups that look alike.

     A person's faces may end up in several groups; a face without a like goes to the messy group. 400
    BadArgument for fewer than 2 or more than 1000 faces, or faces of different recognition models.

    Args:
        body (GroupRequest): The faces to divide into groups.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | GroupingResult]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: GroupRequest,
) -> FaceErrorResponse | GroupingResult | None:
    """Divide 2 to 1000 faces into groups that look alike.

     A person's faces may end up in several groups; a face without a like goes to the messy group. 400
    BadArgument for fewer than 2 or more than 1000 faces, or faces of different recognition models.

    Args:
        body (GroupRequest): The faces to divide into groups.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | GroupingResult
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
