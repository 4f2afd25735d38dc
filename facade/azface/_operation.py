"""One operation of the API: how its request is built, and how its answer is read.

The generated package of the client's API version builds the request and parses the answer; it is
imported on the first use. What the generated parser would let through (`{}` as an empty list, a
status that is a number) or die of (an HTML page) is caught around it: an answer is read whole or it
is a ResponseFormatError.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Literal, NoReturn, TypeVar, cast

from attrs import frozen

from azface._fields import Document, FieldError
from azface._flow import Reply, Request
from azface._settings import GENERATED, Settings
from azface.error_codes import api_error, one_line, read_error
from azface.errors import ResponseFormatError
from azface.retry import retry_after_seconds

T = TypeVar("T")

logger = logging.getLogger("azface")


@frozen
class Json:
    """A JSON body: the generated model it must fit, and its fields as the wire names them."""

    model: str
    fields: Mapping[str, object]


@frozen
class Operation:
    """What the OpenAPI document says of an operation, and what sending it twice would do.

    A test compares `success` and `root` with the documents.

    Attributes:
        operation_id: As in the documents.
        group: The generated sub-package that holds it.
        success: The documented success code.
        root: What the success answer's body is.
        effect: "read" changes nothing; "write" may be repeated, with the same outcome; "once" must
            not be, since a second sending would do it a second time.
    """

    operation_id: str
    group: str
    success: int
    root: Literal["object", "array", "nothing"]
    effect: Literal["read", "write", "once"]

    def request(
        self,
        settings: Settings,
        arguments: Mapping[str, object],
        body: Json | bytes | None = None,
    ) -> Request:
        """Describe the request; an argument that is None is left out."""
        package = _package(settings.api_version)
        given = {name: value for name, value in arguments.items() if value is not None}
        if isinstance(body, Json):
            models = import_module(f"{package}.models")
            fields = {name: value for name, value in body.fields.items() if value is not None}
            given["body"] = getattr(models, body.model).from_dict(fields)
        elif body is not None:
            # Bare bytes would be sent as an empty body.
            given["body"] = import_module(f"{package}.types").File(payload=body)
        built: dict[str, Any] = self._module(settings)._get_kwargs(**given)
        return Request(
            method=str(built["method"]).upper(),
            url=settings.base_url + str(built["url"]),
            params={name: _query(value) for name, value in built.get("params", {}).items()},
            headers=built.get("headers", {}),
            content=built.get("content"),
            json=built.get("json"),
        )

    def read_object(
        self,
        settings: Settings,
        request: Request,
        reply: Reply,
        read: Callable[[Document, str | None], T],
    ) -> T:
        """Read an answer that is one object."""
        document = cast("Document", self._document(request, reply))
        try:
            result = read(document, reply.headers.get("apim-request-id"))
        except FieldError as error:
            raise self._misfit_error(request, reply, str(error)) from None
        self._hold_against_the_contract(settings, request, reply, document)
        return result

    def read_array(
        self,
        settings: Settings,
        request: Request,
        reply: Reply,
        read: Callable[[Document, str | None], T],
    ) -> list[T]:
        """Read an answer that is a list of objects."""
        documents = cast("list[Document]", self._document(request, reply))
        request_id = reply.headers.get("apim-request-id")
        try:
            results = [read(document, request_id) for document in documents]
        except FieldError as error:
            raise self._misfit_error(request, reply, str(error)) from None
        self._hold_against_the_contract(settings, request, reply, documents)
        return results

    def read_nothing(self, request: Request, reply: Reply) -> None:
        """Read an answer that says by its status alone that the work was done."""
        self._document(request, reply)

    def _document(self, request: Request, reply: Reply) -> object:
        """The JSON of a success answer, its root checked; anything else is raised."""
        if reply.status >= 400:
            message = read_error(reply.body)[1] if reply.status == 429 else ""
            raise api_error(
                reply.status,
                reply.headers,
                reply.body,
                method=request.method,
                url=request.url,
                retry_after=retry_after_seconds(reply.headers, message),
            )
        if not 200 <= reply.status < 300:
            reason = "neither a success nor an error (redirects are off)"
            raise self._misfit_error(request, reply, reason)
        document: object = None
        if self.root != "nothing" or reply.body.strip():
            try:
                document = json.loads(reply.body, parse_constant=_no_constant)
            except (ValueError, RecursionError) as error:
                reason = f"no JSON ({type(error).__name__})"
            else:
                reason = self._wrong_root(document)
            if reason:
                raise self._misfit_error(request, reply, reason)
        if reply.status != self.success:
            # Never an exception and never `warnings`: an acknowledged add must stay a success.
            logger.warning(
                "%s answered %d instead of %d; taken as the success it says",
                self.operation_id,
                reply.status,
                self.success,
            )
        return document

    def _wrong_root(self, document: object) -> str:
        """Why a JSON document is of another kind than this operation's, or the empty string."""
        if self.root == "nothing":
            return ""
        items = [document] if self.root == "object" else document
        if not isinstance(items, list):
            return "no list"
        if not all(isinstance(item, dict) for item in cast("list[object]", items)):
            return "no object" if self.root == "object" else "a list of something else than objects"
        return ""

    def _hold_against_the_contract(
        self, settings: Settings, request: Request, reply: Reply, document: object
    ) -> None:
        """Have the generated parser read it too: what it cannot is outside the contract."""
        try:
            self._module(settings)._parse_response(
                client=None, response=_Answer(self.success, document)
            )
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            reason = f"{type(error).__name__}: {error}"
            raise self._misfit_error(request, reply, reason) from None

    @staticmethod
    def _misfit_error(request: Request, reply: Reply, reason: str) -> ResponseFormatError:
        kind = one_line(reply.headers.get("content-type", "no content type"))
        request_id = one_line(reply.headers.get("apim-request-id", "none"))
        return ResponseFormatError(
            f"the answer to {request.method} {request.url} is outside the contract: "
            f"{one_line(reason)} ({reply.status}, {len(reply.body)} bytes, {kind}; "
            f"request id {request_id})",
            status_code=reply.status,
            body=reply.body,
        )

    def _module(self, settings: Settings) -> ModuleType:
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", self.operation_id).lower()
        return import_module(f"{_package(settings.api_version)}.api.{self.group}.{name}")


@frozen
class _Answer:
    """As much of an httpx response as the generated parser looks at."""

    status_code: int
    document: object

    def json(self) -> object:
        return self.document


@cache
def _package(api_version: str) -> str:
    return f"azface_generated.{GENERATED[api_version]}"


def _query(value: object) -> object:
    # The service wants `true`, not `True`; httpx writes it so itself, a recorded match needs text.
    return str(value).lower() if isinstance(value, bool) else value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def face_list_operation(
    operation_id: str,
    *,
    success: int = 200,
    root: Literal["object", "array", "nothing"] = "nothing",
    effect: Literal["read", "write", "once"] = "write",
) -> Operation:
    """An operation of the group FaceListOperations."""
    return Operation(operation_id, "face_list_operations", success, root, effect)


def person_group_operation(
    operation_id: str,
    *,
    success: int = 200,
    root: Literal["object", "array", "nothing"] = "nothing",
    effect: Literal["read", "write", "once"] = "write",
) -> Operation:
    """An operation of the group PersonGroupOperations."""
    return Operation(operation_id, "person_group_operations", success, root, effect)
