from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ...client import AuthenticatedClient, Client
from ...models.add_face_from_url_request import AddFaceFromUrlRequest
from ...models.add_face_result import AddFaceResult
from ...models.face_error_response import FaceErrorResponse
from ...models.known_detection_model import KnownDetectionModel
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    large_person_group_id: str,
    person_id: UUID,
    *,
    body: AddFaceFromUrlRequest | File | Unset = UNSET,
    target_face: str | Unset = UNSET,
    detection_model: KnownDetectionModel | str | Unset = UNSET,
    user_data: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["targetFace"] = target_face

    json_detection_model: str | Unset
    if isinstance(detection_model, Unset):
        json_detection_model = UNSET
    elif isinstance(detection_model, KnownDetectionModel):
        json_detection_model = detection_model.value
    else:
        json_detection_model = detection_model
    params["detectionModel"] = json_detection_model

    params["userData"] = user_data

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/largepersongroups/{large_person_group_id}/persons/{person_id}/persistedfaces".format(
            large_person_group_id=quote(str(large_person_group_id), safe=""),
            person_id=quote(str(person_id), safe=""),
        ),
        "params": params,
    }

    if isinstance(body, AddFaceFromUrlRequest):
        _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, File):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AddFaceResult | FaceErrorResponse:
    if response.status_code == 200:
        response_200 = AddFaceResult.from_dict(response.json())

        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AddFaceResult | FaceErrorResponse]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    large_person_group_id: str,
    person_id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: AddFaceFromUrlRequest | File | Unset = UNSET,
    target_face: str | Unset = UNSET,
    detection_model: KnownDetectionModel | str | Unset = UNSET,
    user_data: str | Unset = UNSET,
) -> Response[AddFaceResult | FaceErrorResponse]:
    """Add one face, from a URL or as image bytes, to a person.

     Identify takes the face into account after the next training. A person holds up to 248 faces. The
    picture itself is not kept, only the features of the face, until the face is deleted. 400
    InvalidImage when no face or, without `targetFace`, several faces are seen.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        target_face (str | Unset): Rectangle of the face to add as `left,top,width,height` in
            pixels; without it the picture must show one face only.
        detection_model (KnownDetectionModel | str | Unset): Model that finds the faces in the
            picture; the service takes detection_01, its oldest, when it is absent.
        user_data (str | Unset): Text to keep with the face, at most 1,024 characters; none when
            absent.
        body (AddFaceFromUrlRequest): Where the service downloads the picture of the face to add.
        body (File): Bytes of a JPEG, PNG, GIF (first frame) or BMP picture, 1 KB to 6 MB.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AddFaceResult | FaceErrorResponse]
    """

    kwargs = _get_kwargs(
        large_person_group_id=large_person_group_id,
        person_id=person_id,
        body=body,
        target_face=target_face,
        detection_model=detection_model,
        user_data=user_data,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    large_person_group_id: str,
    person_id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: AddFaceFromUrlRequest | File | Unset = UNSET,
    target_face: str | Unset = UNSET,
    detection_model: KnownDetectionModel | str | Unset = UNSET,
    user_data: str | Unset = UNSET,
) -> AddFaceResult | FaceErrorResponse | None:
    """Add one face, from a URL or as image bytes, to a person.

     Identify takes the face into account after the next training. A person holds up to 248 faces. The
    picture itself is not kept, only the features of the face, until the face is deleted. 400
    InvalidImage when no face or, without `targetFace`, several faces are seen.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        target_face (str | Unset): Rectangle of the face to add as `left,top,width,height` in
            pixels; without it the picture must show one face only.
        detection_model (KnownDetectionModel | str | Unset): Model that finds the faces in the
            picture; the service takes detection_01, its oldest, when it is absent.
        user_data (str | Unset): Text to keep with the face, at most 1,024 characters; none when
            absent.
        body (AddFaceFromUrlRequest): Where the service downloads the picture of the face to add.
        body (File): Bytes of a JPEG, PNG, GIF (first frame) or BMP picture, 1 KB to 6 MB.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AddFaceResult | FaceErrorResponse
    """

    return sync_detailed(
        large_person_group_id=large_person_group_id,
        person_id=person_id,
        client=client,
        body=body,
        target_face=target_face,
        detection_model=detection_model,
        user_data=user_data,
    ).parsed


async def asyncio_detailed(
    large_person_group_id: str,
    person_id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: AddFaceFromUrlRequest | File | Unset = UNSET,
    target_face: str | Unset = UNSET,
    detection_model: KnownDetectionModel | str | Unset = UNSET,
    user_data: str | Unset = UNSET,
) -> Response[AddFaceResult | FaceErrorResponse]:
    """Add one face, from a URL or as image bytes, to a person.

     Identify takes the face into account after the next training. A person holds up to 248 faces. The
    picture itself is not kept, only the features of the face, until the face is deleted. 400
    InvalidImage when no face or, without `targetFace`, several faces are seen.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        target_face (str | Unset): Rectangle of the face to add as `left,top,width,height` in
            pixels; without it the picture must show one face only.
        detection_model (KnownDetectionModel | str | Unset): Model that finds the faces in the
            picture; the service takes detection_01, its oldest, when it is absent.
        user_data (str | Unset): Text to keep with the face, at most 1,024 characters; none when
            absent.
        body (AddFaceFromUrlRequest): Where the service downloads the picture of the face to add.
        body (File): Bytes of a JPEG, PNG, GIF (first frame) or BMP picture, 1 KB to 6 MB.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AddFaceResult | FaceErrorResponse]
    """

    kwargs = _get_kwargs(
        large_person_group_id=large_person_group_id,
        person_id=person_id,
        body=body,
        target_face=target_face,
        detection_model=detection_model,
        user_data=user_data,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    large_person_group_id: str,
    person_id: UUID,
    *,
    client: AuthenticatedClient | Client,
    body: AddFaceFromUrlRequest | File | Unset = UNSET,
    target_face: str | Unset = UNSET,
    detection_model: KnownDetectionModel | str | Unset = UNSET,
    user_data: str | Unset = UNSET,
) -> AddFaceResult | FaceErrorResponse | None:
    """Add one face, from a URL or as image bytes, to a person.

     Identify takes the face into account after the next training. A person holds up to 248 faces. The
    picture itself is not kept, only the features of the face, until the face is deleted. 400
    InvalidImage when no face or, without `targetFace`, several faces are seen.

    Args:
        large_person_group_id (str): ID of the large person group, chosen by the user - 1 to 64
            lower-case letters, digits, `-` or `_`.
        person_id (UUID): ID of the person in the group, given by the service when the person was
            created.
        target_face (str | Unset): Rectangle of the face to add as `left,top,width,height` in
            pixels; without it the picture must show one face only.
        detection_model (KnownDetectionModel | str | Unset): Model that finds the faces in the
            picture; the service takes detection_01, its oldest, when it is absent.
        user_data (str | Unset): Text to keep with the face, at most 1,024 characters; none when
            absent.
        body (AddFaceFromUrlRequest): Where the service downloads the picture of the face to add.
        body (File): Bytes of a JPEG, PNG, GIF (first frame) or BMP picture, 1 KB to 6 MB.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AddFaceResult | FaceErrorResponse
    """

    return (
        await asyncio_detailed(
            large_person_group_id=large_person_group_id,
            person_id=person_id,
            client=client,
            body=body,
            target_face=target_face,
            detection_model=detection_model,
            user_data=user_data,
        )
    ).parsed
