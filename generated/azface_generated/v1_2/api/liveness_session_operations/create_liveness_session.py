from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.create_liveness_session_content import CreateLivenessSessionContent
from ...models.face_error_response import FaceErrorResponse
from ...models.liveness_session import LivenessSession
from ...types import Response


def _get_kwargs(
    *,
    body: CreateLivenessSessionContent,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/detectLiveness-sessions",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FaceErrorResponse | LivenessSession:
    if response.status_code == 200:
        response_200 = LivenessSession.from_dict(response.json())

        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FaceErrorResponse | LivenessSession]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateLivenessSessionContent,
) -> Response[FaceErrorResponse | LivenessSession]:
    """Create a session for a liveness check on a client's device.

     The answer's token lets the device do this one check and nothing else, for 10 minutes unless told
    otherwise. The session and its results are kept for 48 hours. 400 InvalidLivenessOperationMode,
    InvalidDeviceCorrelationId, InvalidTokenLifetime or InvalidRequestBody.

    Args:
        body (CreateLivenessSessionContent): How a liveness check is to be done.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | LivenessSession]
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
    body: CreateLivenessSessionContent,
) -> FaceErrorResponse | LivenessSession | None:
    """Create a session for a liveness check on a client's device.

     The answer's token lets the device do this one check and nothing else, for 10 minutes unless told
    otherwise. The session and its results are kept for 48 hours. 400 InvalidLivenessOperationMode,
    InvalidDeviceCorrelationId, InvalidTokenLifetime or InvalidRequestBody.

    Args:
        body (CreateLivenessSessionContent): How a liveness check is to be done.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | LivenessSession
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateLivenessSessionContent,
) -> Response[FaceErrorResponse | LivenessSession]:
    """Create a session for a liveness check on a client's device.

     The answer's token lets the device do this one check and nothing else, for 10 minutes unless told
    otherwise. The session and its results are kept for 48 hours. 400 InvalidLivenessOperationMode,
    InvalidDeviceCorrelationId, InvalidTokenLifetime or InvalidRequestBody.

    Args:
        body (CreateLivenessSessionContent): How a liveness check is to be done.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | LivenessSession]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: CreateLivenessSessionContent,
) -> FaceErrorResponse | LivenessSession | None:
    """Create a session for a liveness check on a client's device.

     The answer's token lets the device do this one check and nothing else, for 10 minutes unless told
    otherwise. The session and its results are kept for 48 hours. 400 InvalidLivenessOperationMode,
    InvalidDeviceCorrelationId, InvalidTokenLifetime or InvalidRequestBody.

    Args:
        body (CreateLivenessSessionContent): How a liveness check is to be done.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | LivenessSession
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
