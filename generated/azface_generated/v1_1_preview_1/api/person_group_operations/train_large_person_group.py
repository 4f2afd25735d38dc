from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.face_error_response import FaceErrorResponse
from ...types import Response


def _get_kwargs(
    large_person_group_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/largepersongroups/{large_person_group_id}/train".format(
            large_person_group_id=quote(str(large_person_group_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | FaceErrorResponse:
    if response.status_code == 202:
        response_202 = cast(Any, None)
        return response_202

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
    large_person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Any | FaceErrorResponse]:
    """Start the training of a large person group.

     Training runs on the service, from under a second for a few faces to about half an hour for
    1,000,000 persons; ask GetLargePersonGroupTrainingStatus how far it is. Faces added after this call
    need another training. 409 LargePersonGroupTrainingNotFinished while an earlier training runs.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FaceErrorResponse]
    """

    kwargs = _get_kwargs(
        large_person_group_id=large_person_group_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    large_person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Any | FaceErrorResponse | None:
    """Start the training of a large person group.

     Training runs on the service, from under a second for a few faces to about half an hour for
    1,000,000 persons; ask GetLargePersonGroupTrainingStatus how far it is. Faces added after this call
    need another training. 409 LargePersonGroupTrainingNotFinished while an earlier training runs.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FaceErrorResponse
    """

    return sync_detailed(
        large_person_group_id=large_person_group_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    large_person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Any | FaceErrorResponse]:
    """Start the training of a large person group.

     Training runs on the service, from under a second for a few faces to about half an hour for
    1,000,000 persons; ask GetLargePersonGroupTrainingStatus how far it is. Faces added after this call
    need another training. 409 LargePersonGroupTrainingNotFinished while an earlier training runs.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FaceErrorResponse]
    """

    kwargs = _get_kwargs(
        large_person_group_id=large_person_group_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    large_person_group_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Any | FaceErrorResponse | None:
    """Start the training of a large person group.

     Training runs on the service, from under a second for a few faces to about half an hour for
    1,000,000 persons; ask GetLargePersonGroupTrainingStatus how far it is. Faces added after this call
    need another training. 409 LargePersonGroupTrainingNotFinished while an earlier training runs.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FaceErrorResponse
    """

    return (
        await asyncio_detailed(
            large_person_group_id=large_person_group_id,
            client=client,
        )
    ).parsed
