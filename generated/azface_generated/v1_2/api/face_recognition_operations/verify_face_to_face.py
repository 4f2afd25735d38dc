from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.face_error_response import FaceErrorResponse
from ...models.verification_result import VerificationResult
from ...models.verify_face_to_face_request import VerifyFaceToFaceRequest
from ...models.verify_from_large_person_group_request import (
    VerifyFromLargePersonGroupRequest,
)
from ...models.verify_from_person_directory_request import (
    VerifyFromPersonDirectoryRequest,
)
from ...models.verify_from_person_group_request import VerifyFromPersonGroupRequest
from ...types import Response


def _get_kwargs(
    *,
    body: VerifyFaceToFaceRequest
    | VerifyFromLargePersonGroupRequest
    | VerifyFromPersonDirectoryRequest
    | VerifyFromPersonGroupRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/verify",
    }

    if isinstance(body, VerifyFaceToFaceRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, VerifyFromPersonGroupRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, VerifyFromLargePersonGroupRequest):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FaceErrorResponse | VerificationResult:
    if response.status_code == 200:
        response_200 = VerificationResult.from_dict(response.json())

        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FaceErrorResponse | VerificationResult]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: VerifyFaceToFaceRequest
    | VerifyFromLargePersonGroupRequest
    | VerifyFromPersonDirectoryRequest
    | VerifyFromPersonGroupRequest,
) -> Response[FaceErrorResponse | VerificationResult]:
    """Tell whether two faces, or a face and a person, are the same person.

     The person is one of a person group, of a large person group or of the person directory; its group
    need not be trained. Unlike identify it answers 404 for FaceNotFound.

    Args:
        body (VerifyFaceToFaceRequest | VerifyFromLargePersonGroupRequest |
            VerifyFromPersonDirectoryRequest | VerifyFromPersonGroupRequest): What to compare with
            what.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | VerificationResult]
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
    body: VerifyFaceToFaceRequest
    | VerifyFromLargePersonGroupRequest
    | VerifyFromPersonDirectoryRequest
    | VerifyFromPersonGroupRequest,
) -> FaceErrorResponse | VerificationResult | None:
    """Tell whether two faces, or a face and a person, are the same person.

     The person is one of a person group, of a large person group or of the person directory; its group
    need not be trained. Unlike identify it answers 404 for FaceNotFound.

    Args:
        body (VerifyFaceToFaceRequest | VerifyFromLargePersonGroupRequest |
            VerifyFromPersonDirectoryRequest | VerifyFromPersonGroupRequest): What to compare with
            what.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | VerificationResult
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: VerifyFaceToFaceRequest
    | VerifyFromLargePersonGroupRequest
    | VerifyFromPersonDirectoryRequest
    | VerifyFromPersonGroupRequest,
) -> Response[FaceErrorResponse | VerificationResult]:
    """Tell whether two faces, or a face and a person, are the same person.

     The person is one of a person group, of a large person group or of the person directory; its group
    need not be trained. Unlike identify it answers 404 for FaceNotFound.

    Args:
        body (VerifyFaceToFaceRequest | VerifyFromLargePersonGroupRequest |
            VerifyFromPersonDirectoryRequest | VerifyFromPersonGroupRequest): What to compare with
            what.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | VerificationResult]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: VerifyFaceToFaceRequest
    | VerifyFromLargePersonGroupRequest
    | VerifyFromPersonDirectoryRequest
    | VerifyFromPersonGroupRequest,
) -> FaceErrorResponse | VerificationResult | None:
    """Tell whether two faces, or a face and a person, are the same person.

     The person is one of a person group, of a large person group or of the person directory; its group
    need not be trained. Unlike identify it answers 404 for FaceNotFound.

    Args:
        body (VerifyFaceToFaceRequest | VerifyFromLargePersonGroupRequest |
            VerifyFromPersonDirectoryRequest | VerifyFromPersonGroupRequest): What to compare with
            what.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | VerificationResult
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
