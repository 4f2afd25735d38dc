from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.detect_from_session_image_id_request import (
    DetectFromSessionImageIdRequest,
)
from ...models.detect_from_url_request import DetectFromUrlRequest
from ...models.face_detection_result import FaceDetectionResult
from ...models.face_error_response import FaceErrorResponse
from ...models.known_detection_model import KnownDetectionModel
from ...models.known_recognition_model import KnownRecognitionModel
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: DetectFromSessionImageIdRequest | DetectFromUrlRequest | File | Unset = UNSET,
    detection_model: KnownDetectionModel | str | Unset = UNSET,
    recognition_model: KnownRecognitionModel | str | Unset = UNSET,
    return_face_id: bool | Unset = UNSET,
    return_face_attributes: str | Unset = UNSET,
    return_face_landmarks: bool | Unset = UNSET,
    return_recognition_model: bool | Unset = UNSET,
    face_id_time_to_live: int | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    json_detection_model: str | Unset
    if isinstance(detection_model, Unset):
        json_detection_model = UNSET
    elif isinstance(detection_model, KnownDetectionModel):
        json_detection_model = detection_model.value
    else:
        json_detection_model = detection_model
    params["detectionModel"] = json_detection_model

    json_recognition_model: str | Unset
    if isinstance(recognition_model, Unset):
        json_recognition_model = UNSET
    elif isinstance(recognition_model, KnownRecognitionModel):
        json_recognition_model = recognition_model.value
    else:
        json_recognition_model = recognition_model
    params["recognitionModel"] = json_recognition_model

    params["returnFaceId"] = return_face_id

    params["returnFaceAttributes"] = return_face_attributes

    params["returnFaceLandmarks"] = return_face_landmarks

    params["returnRecognitionModel"] = return_recognition_model

    params["faceIdTimeToLive"] = face_id_time_to_live

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/detect",
        "params": params,
    }

    if isinstance(body, DetectFromSessionImageIdRequest | DetectFromUrlRequest):
        if isinstance(body, DetectFromUrlRequest):
            _kwargs["json"] = body.to_dict()
        else:
            _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, File):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FaceErrorResponse | list[FaceDetectionResult]:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = FaceDetectionResult.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    response_default = FaceErrorResponse.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[FaceErrorResponse | list[FaceDetectionResult]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: DetectFromSessionImageIdRequest | DetectFromUrlRequest | File | Unset = UNSET,
    detection_model: KnownDetectionModel | str | Unset = UNSET,
    recognition_model: KnownRecognitionModel | str | Unset = UNSET,
    return_face_id: bool | Unset = UNSET,
    return_face_attributes: str | Unset = UNSET,
    return_face_landmarks: bool | Unset = UNSET,
    return_recognition_model: bool | Unset = UNSET,
    face_id_time_to_live: int | Unset = UNSET,
) -> Response[FaceErrorResponse | list[FaceDetectionResult]]:
    """Find the faces in a picture.

     Answers up to 100 faces, the largest rectangle first. A face can be seen from 36 x 36 to 4096 x 4096
    pixels; the minimum grows with pictures over 1920 x 1080.

    Args:
        detection_model (KnownDetectionModel | str | Unset): Model that finds the faces in the
            picture; the service takes detection_01, its oldest, when it is absent.
        recognition_model (KnownRecognitionModel | str | Unset): Model that reads the features
            behind the face ID; the service takes recognition_01 when it is absent. Faces can be
            compared only within one model.
        return_face_id (bool | Unset): Whether to answer a face ID for each face; the service
            takes true when it is absent.
        return_face_attributes (str | Unset): Attributes to answer, joined by commas: headPose,
            glasses, occlusion, accessories, blur, exposure, noise, mask, qualityForRecognition; age,
            smile, facialHair and hair need an approved resource. None when absent.
        return_face_landmarks (bool | Unset): Whether to answer the 27 landmarks of each face; the
            service takes false when it is absent.
        return_recognition_model (bool | Unset): Whether to answer `recognitionModel` too; the
            service takes false when it is absent.
        face_id_time_to_live (int | Unset): How long the face IDs live, 60 to 86,400 seconds; the
            service takes 86,400 (24 hours) when it is absent.
        body (DetectFromSessionImageIdRequest | DetectFromUrlRequest): Where the service finds the
            picture.
        body (File): Bytes of a JPEG, PNG, GIF (first frame) or BMP picture, 1 KB to 6 MB.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | list[FaceDetectionResult]]
    """

    kwargs = _get_kwargs(
        body=body,
        detection_model=detection_model,
        recognition_model=recognition_model,
        return_face_id=return_face_id,
        return_face_attributes=return_face_attributes,
        return_face_landmarks=return_face_landmarks,
        return_recognition_model=return_recognition_model,
        face_id_time_to_live=face_id_time_to_live,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: DetectFromSessionImageIdRequest | DetectFromUrlRequest | File | Unset = UNSET,
    detection_model: KnownDetectionModel | str | Unset = UNSET,
    recognition_model: KnownRecognitionModel | str | Unset = UNSET,
    return_face_id: bool | Unset = UNSET,
    return_face_attributes: str | Unset = UNSET,
    return_face_landmarks: bool | Unset = UNSET,
    return_recognition_model: bool | Unset = UNSET,
    face_id_time_to_live: int | Unset = UNSET,
) -> FaceErrorResponse | list[FaceDetectionResult] | None:
    """Find the faces in a picture.

     Answers up to 100 faces, the largest rectangle first. A face can be seen from 36 x 36 to 4096 x 4096
    pixels; the minimum grows with pictures over 1920 x 1080.

    Args:
        detection_model (KnownDetectionModel | str | Unset): Model that finds the faces in the
            picture; the service takes detection_01, its oldest, when it is absent.
        recognition_model (KnownRecognitionModel | str | Unset): Model that reads the features
            behind the face ID; the service takes recognition_01 when it is absent. Faces can be
            compared only within one model.
        return_face_id (bool | Unset): Whether to answer a face ID for each face; the service
            takes true when it is absent.
        return_face_attributes (str | Unset): Attributes to answer, joined by commas: headPose,
            glasses, occlusion, accessories, blur, exposure, noise, mask, qualityForRecognition; age,
            smile, facialHair and hair need an approved resource. None when absent.
        return_face_landmarks (bool | Unset): Whether to answer the 27 landmarks of each face; the
            service takes false when it is absent.
        return_recognition_model (bool | Unset): Whether to answer `recognitionModel` too; the
            service takes false when it is absent.
        face_id_time_to_live (int | Unset): How long the face IDs live, 60 to 86,400 seconds; the
            service takes 86,400 (24 hours) when it is absent.
        body (DetectFromSessionImageIdRequest | DetectFromUrlRequest): Where the service finds the
            picture.
        body (File): Bytes of a JPEG, PNG, GIF (first frame) or BMP picture, 1 KB to 6 MB.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | list[FaceDetectionResult]
    """

    return sync_detailed(
        client=client,
        body=body,
        detection_model=detection_model,
        recognition_model=recognition_model,
        return_face_id=return_face_id,
        return_face_attributes=return_face_attributes,
        return_face_landmarks=return_face_landmarks,
        return_recognition_model=return_recognition_model,
        face_id_time_to_live=face_id_time_to_live,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: DetectFromSessionImageIdRequest | DetectFromUrlRequest | File | Unset = UNSET,
    detection_model: KnownDetectionModel | str | Unset = UNSET,
    recognition_model: KnownRecognitionModel | str | Unset = UNSET,
    return_face_id: bool | Unset = UNSET,
    return_face_attributes: str | Unset = UNSET,
    return_face_landmarks: bool | Unset = UNSET,
    return_recognition_model: bool | Unset = UNSET,
    face_id_time_to_live: int | Unset = UNSET,
) -> Response[FaceErrorResponse | list[FaceDetectionResult]]:
    """Find the faces in a picture.

     Answers up to 100 faces, the largest rectangle first. A face can be seen from 36 x 36 to 4096 x 4096
    pixels; the minimum grows with pictures over 1920 x 1080.

    Args:
        detection_model (KnownDetectionModel | str | Unset): Model that finds the faces in the
            picture; the service takes detection_01, its oldest, when it is absent.
        recognition_model (KnownRecognitionModel | str | Unset): Model that reads the features
            behind the face ID; the service takes recognition_01 when it is absent. Faces can be
            compared only within one model.
        return_face_id (bool | Unset): Whether to answer a face ID for each face; the service
            takes true when it is absent.
        return_face_attributes (str | Unset): Attributes to answer, joined by commas: headPose,
            glasses, occlusion, accessories, blur, exposure, noise, mask, qualityForRecognition; age,
            smile, facialHair and hair need an approved resource. None when absent.
        return_face_landmarks (bool | Unset): Whether to answer the 27 landmarks of each face; the
            service takes false when it is absent.
        return_recognition_model (bool | Unset): Whether to answer `recognitionModel` too; the
            service takes false when it is absent.
        face_id_time_to_live (int | Unset): How long the face IDs live, 60 to 86,400 seconds; the
            service takes 86,400 (24 hours) when it is absent.
        body (DetectFromSessionImageIdRequest | DetectFromUrlRequest): Where the service finds the
            picture.
        body (File): Bytes of a JPEG, PNG, GIF (first frame) or BMP picture, 1 KB to 6 MB.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FaceErrorResponse | list[FaceDetectionResult]]
    """

    kwargs = _get_kwargs(
        body=body,
        detection_model=detection_model,
        recognition_model=recognition_model,
        return_face_id=return_face_id,
        return_face_attributes=return_face_attributes,
        return_face_landmarks=return_face_landmarks,
        return_recognition_model=return_recognition_model,
        face_id_time_to_live=face_id_time_to_live,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: DetectFromSessionImageIdRequest | DetectFromUrlRequest | File | Unset = UNSET,
    detection_model: KnownDetectionModel | str | Unset = UNSET,
    recognition_model: KnownRecognitionModel | str | Unset = UNSET,
    return_face_id: bool | Unset = UNSET,
    return_face_attributes: str | Unset = UNSET,
    return_face_landmarks: bool | Unset = UNSET,
    return_recognition_model: bool | Unset = UNSET,
    face_id_time_to_live: int | Unset = UNSET,
) -> FaceErrorResponse | list[FaceDetectionResult] | None:
    """Find the faces in a picture.

     Answers up to 100 faces, the largest rectangle first. A face can be seen from 36 x 36 to 4096 x 4096
    pixels; the minimum grows with pictures over 1920 x 1080.

    Args:
        detection_model (KnownDetectionModel | str | Unset): Model that finds the faces in the
            picture; the service takes detection_01, its oldest, when it is absent.
        recognition_model (KnownRecognitionModel | str | Unset): Model that reads the features
            behind the face ID; the service takes recognition_01 when it is absent. Faces can be
            compared only within one model.
        return_face_id (bool | Unset): Whether to answer a face ID for each face; the service
            takes true when it is absent.
        return_face_attributes (str | Unset): Attributes to answer, joined by commas: headPose,
            glasses, occlusion, accessories, blur, exposure, noise, mask, qualityForRecognition; age,
            smile, facialHair and hair need an approved resource. None when absent.
        return_face_landmarks (bool | Unset): Whether to answer the 27 landmarks of each face; the
            service takes false when it is absent.
        return_recognition_model (bool | Unset): Whether to answer `recognitionModel` too; the
            service takes false when it is absent.
        face_id_time_to_live (int | Unset): How long the face IDs live, 60 to 86,400 seconds; the
            service takes 86,400 (24 hours) when it is absent.
        body (DetectFromSessionImageIdRequest | DetectFromUrlRequest): Where the service finds the
            picture.
        body (File): Bytes of a JPEG, PNG, GIF (first frame) or BMP picture, 1 KB to 6 MB.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FaceErrorResponse | list[FaceDetectionResult]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            detection_model=detection_model,
            recognition_model=recognition_model,
            return_face_id=return_face_id,
            return_face_attributes=return_face_attributes,
            return_face_landmarks=return_face_landmarks,
            return_recognition_model=return_recognition_model,
            face_id_time_to_live=face_id_time_to_live,
        )
    ).parsed
