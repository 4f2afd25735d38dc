"""The service's refusals: an exception that a handler raises, and the answer it becomes."""

from collections.abc import Mapping


class ServiceError(Exception):
    """A refusal in the service's own terms.

    Args:
        status: HTTP status.
        code: `error.code` of the answer.
        message: `error.message` of the answer.
        inner_code: `error.innererror.code`, for the answers that carry one.
        headers: Further headers of the answer.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        inner_code: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.inner_code = inner_code
        self.headers: Mapping[str, str] = headers or {}

    def body(self) -> dict[str, object]:
        """The answer's JSON, in the shape of the schema FaceErrorResponse."""
        error: dict[str, object] = {"code": self.code, "message": self.message}
        if self.inner_code is not None:
            error["innererror"] = {"code": self.inner_code, "message": self.message}
        return {"error": error}


def bad_argument(message: str) -> ServiceError:
    """An argument outside its documented form or range."""
    return ServiceError(400, "BadArgument", message)


def unsupported_media_type(expected: str) -> ServiceError:
    """A Content-Type that the operation does not read."""
    return ServiceError(415, "BadArgument", f"Content-Type must be {expected}.")


def invalid_image(message: str) -> ServiceError:
    """Bytes that are no usable picture."""
    return ServiceError(400, "InvalidImage", message)


def unsupported_feature(message: str) -> ServiceError:
    """A gated or retired feature: the documented code stands in `innererror`."""
    return ServiceError(403, "InvalidRequest", message, inner_code="UnsupportedFeature")


def quota_exceeded(message: str) -> ServiceError:
    """One list or one face too many."""
    return ServiceError(403, "QuotaExceeded", message)


def persisted_face_not_found() -> ServiceError:
    """The refusal for a persisted face that is not where the path says."""
    return ServiceError(404, "PersistedFaceNotFound", "persistedFaceId is not found.")


def person_not_found() -> ServiceError:
    """The refusal for a person who is not in the group."""
    return ServiceError(404, "PersonNotFound", "personId is not found.")


def access_denied() -> ServiceError:
    """The gateway's answer to a missing or wrong key; its code is the number, as text."""
    return ServiceError(
        401,
        "401",
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide "
        "a valid key for an active subscription and use a correct regional API endpoint for your "
        "resource.",
    )


def not_found_at_gateway() -> ServiceError:
    """A path that is no operation of any API version."""
    return ServiceError(404, "404", "Resource not found")


def method_not_allowed(allowed: str) -> ServiceError:
    """A known path with another method."""
    return ServiceError(405, "405", "Method not allowed", headers={"Allow": allowed})


def body_too_large() -> ServiceError:
    """A body above the gateway's limit."""
    return ServiceError(413, "413", "Request body is too large.")


def too_many_requests(seconds: int | None) -> ServiceError:
    """More calls than the pricing tier takes; when to try again stands in the message alone."""
    wait = "" if seconds is None else f" Please retry after {seconds} seconds."
    return ServiceError(
        429,
        "429",
        f"Requests to the Face API have exceeded the rate limit of your pricing tier.{wait}",
    )


def unexpected() -> ServiceError:
    """A fault of the emulator itself."""
    return ServiceError(500, "InternalServerError", "The emulator failed; its log says why.")


def not_emulated(operation: str) -> ServiceError:
    """An operation of the real service that this emulator does not have."""
    return ServiceError(501, "NotImplemented", f"The emulator does not serve {operation}.")
