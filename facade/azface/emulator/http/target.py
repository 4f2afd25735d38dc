"""What a request means: its operation and its parameters, read from its target and its headers."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

import attrs

from azface.emulator.bodies import media_type
from azface.emulator.http.connection import HttpRequest
from azface.emulator.routes import Route, route


@attrs.frozen
class Target:
    """What a request's target, method and body mean.

    Attributes:
        path: The path as sent.
        query: The query as sent.
        version: The API version in the path, as sent; empty for a path that names none.
        route: The path's route, if it has one.
        content_type: Content-Type as sent; empty when absent.
        media_type: Content-Type without its parameters, in lower case.
        operation: The id of the operation, if the request means one.
    """

    path: str
    query: str
    version: str
    route: Route | None
    content_type: str
    media_type: str
    operation: str | None


def target_of(request: HttpRequest) -> Target:
    """What a request means."""
    path, _, query = request.target.partition("?")
    prefix, _, rest = path[1:].partition("/")
    version, _, rest = rest.partition("/")
    if prefix != "face":
        version = ""
    # The path as sent: decoded, an encoded slash would look like a separator.
    found = route(f"/{rest}") if version else None
    sent_type = content_type(request)
    sent_media_type = media_type(sent_type)
    operation = None
    if found is not None:
        operation = found.operation(request.method, sent_media_type, request.body or b"")
    operation_id = None if operation is None else operation.id
    return Target(path, query, version, found, sent_type, sent_media_type, operation_id)


def content_type(request: HttpRequest) -> str:
    """Content-Type as sent; empty when absent."""
    return request.headers.get(b"content-type", b"").decode("latin-1")


def parsed_query(query: str) -> Mapping[str, str]:
    """The query's parameters, decoded; of one that is given more than once the last."""
    return dict(parse_qsl(query, keep_blank_values=True)) if query else {}
