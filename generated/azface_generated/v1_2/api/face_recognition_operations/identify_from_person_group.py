from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.face_error_response import FaceErrorResponse
from ...models.identification_result import IdentificationResult
from ...models.identify_from_dynamic_person_group_request import (
    IdentifyFromDynamicPersonGroupRequest,
)
from ...models.identify_from_large_person_group_request import (
    IdentifyFromLargePersonGroupRequest,
)
from ...models.identify_from_person_directory_request import (
    IdentifyFromPersonDirectoryRequest,
)
from ...models.identify_from_person_group_request import IdentifyFromPersonGroupRequest
from ...types import Response


def _get_kwargs(
    *,
    body: IdentifyFromDynamicPersonGroupRequest
    | IdentifyFromLargePersonGroupRequest
    | IdentifyFromPersonDirectoryRequest
    | IdentifyFromPersonGroupRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/identify",
    }

    if isinstance(body, IdentifyFromPersonGroupRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, IdentifyFromLargePersonGroupRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, IdentifyFromPersonDirectoryRequest):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FaceErrorResponse | list[IdentificationResult]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = IdentificationResult.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FaceErrorResponse | list[IdentificationResult]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: IdentifyFromDynamicPersonGroupRequest
    | IdentifyFromLargePersonGroupRequest
    | IdentifyFromPersonDirectoryRequest
    | IdentifyFromPersonGroupRequest,
) -> Response[FaceErrorResponse | list[IdentificationResult]]:
    """Find the persons to whom 1 to 10 faces belong.

     Searches a trained person group or large person group, a dynamic person group or the person
    directory, whichever the body names; each face on its own. Unlike the group operations it answers
    400 for FaceNotFound, PersonGroupNotFound, PersonGroupNotTrained, LargePersonGroupNotFound and
    LargePersonGroupNotTrained.

    Args:
        body (IdentifyFromDynamicPersonGroupRequest | IdentifyFromLargePersonGroupRequest |
            IdentifyFromPersonDirectoryRequest | IdentifyFromPersonGroupRequest): The faces, where to
            search and how.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | list[IdentificationResult]]
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
    body: IdentifyFromDynamicPersonGroupRequest
    | IdentifyFromLargePersonGroupRequest
    | IdentifyFromPersonDirectoryRequest
    | IdentifyFromPersonGroupRequest,
) -> FaceErrorResponse | list[IdentificationResult] | None:
    """Find the persons to whom 1 to 10 faces belong.

     Searches a trained person group or large person group, a dynamic person group or the person
    directory, whichever the body names; each face on its own. Unlike the group operations it answers
    400 for FaceNotFound, PersonGroupNotFound, PersonGroupNotTrained, LargePersonGroupNotFound and
    LargePersonGroupNotTrained.

    Args:
        body (IdentifyFromDynamicPersonGroupRequest | IdentifyFromLargePersonGroupRequest |
            IdentifyFromPersonDirectoryRequest | IdentifyFromPersonGroupRequest): The faces, where to
            search and how.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | list[IdentificationResult]
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: IdentifyFromDynamicPersonGroupRequest
    | IdentifyFromLargePersonGroupRequest
    | IdentifyFromPersonDirectoryRequest
    | IdentifyFromPersonGroupRequest,
) -> Response[FaceErrorResponse | list[IdentificationResult]]:
    """Find the persons to whom 1 to 10 faces belong.

     Searches a trained person group or large person group, a dynamic person group or the person
    directory, whichever the body names; each face on its own. Unlike the group operations it answers
    400 for FaceNotFound, PersonGroupNotFound, PersonGroupNotTrained, LargePersonGroupNotFound and
    LargePersonGroupNotTrained.

    Args:
        body (IdentifyFromDynamicPersonGroupRequest | IdentifyFromLargePersonGroupRequest |
            IdentifyFromPersonDirectoryRequest | IdentifyFromPersonGroupRequest): The faces, where to
            search and how.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | list[IdentificationResult]]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: IdentifyFromDynamicPersonGroupRequest
    | IdentifyFromLargePersonGroupRequest
    | IdentifyFromPersonDirectoryRequest
    | IdentifyFromPersonGroupRequest,
) -> FaceErrorResponse | list[IdentificationResult] | None:
    """Find the persons to whom 1 to 10 faces belong.

     Searches a trained person group or large person group, a dynamic person group or the person
    directory, whichever the body names; each face on its own. Unlike the group operations it answers
    400 for FaceNotFound, PersonGroupNotFound, PersonGroupNotTrained, LargePersonGroupNotFound and
    LargePersonGroupNotTrained.

    Args:
        body (IdentifyFromDynamicPersonGroupRequest | IdentifyFromLargePersonGroupRequest |
            IdentifyFromPersonDirectoryRequest | IdentifyFromPersonGroupRequest): The faces, where to
            search and how.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | list[IdentificationResult]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
