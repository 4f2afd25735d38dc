"""Sending an operation and reading its answer, one line a call: what lists and groups share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from azface import _arguments
from azface._call import call
from azface._fields import Document
from azface._flow import Flow, Reply
from azface._operation import Json, Operation
from azface._pages import Listing
from azface._settings import Settings
from azface.errors import AzfaceError, NotFoundError

T = TypeVar("T")


def do(
    settings: Settings,
    operation: Operation,
    arguments: Mapping[str, object],
    body: Json | None = None,
    *,
    after_loss: Callable[[AzfaceError], Flow[None]] | None = None,
) -> Flow[None]:
    """Send what is answered without a body."""
    request = operation.request(settings, arguments, body)

    def read(reply: Reply) -> None:
        operation.read_nothing(request, reply)

    return call(settings, operation, request, read, after_loss=after_loss)


def ask(
    settings: Settings,
    operation: Operation,
    read: Callable[[Document, str | None], T],
    arguments: Mapping[str, object],
    body: Json | bytes | None = None,
) -> Flow[T]:
    """Send what is answered with one object."""
    request = operation.request(settings, arguments, body)
    return call(
        settings,
        operation,
        request,
        lambda reply: operation.read_object(settings, request, reply, read),
    )


def ask_for_list(
    settings: Settings,
    operation: Operation,
    read: Callable[[Document, str | None], T],
    arguments: Mapping[str, object],
    body: Json | None = None,
) -> Flow[list[T]]:
    """Send what is answered with a list of objects."""
    request = operation.request(settings, arguments, body)
    return call(
        settings,
        operation,
        request,
        lambda reply: operation.read_array(settings, request, reply, read),
    )


def listing(
    settings: Settings,
    operation: Operation,
    read: Callable[[Document, str | None], T],
    item_id: Callable[[T], str],
    arguments: Mapping[str, object],
    *,
    start: str | None,
    page_size: int,
) -> Listing[T]:
    """Walk through what comes in pages, in the order of `item_id`."""
    size = _arguments.within(page_size, "page_size", 1, _arguments.PAGE_SIZE)

    def fetch(after: str | None) -> Flow[list[T]]:
        asked = {**arguments, "start": after, "top": size}
        return ask_for_list(settings, operation, read, asked)

    return Listing(fetch, item_id, _arguments.cursor(start), size)


def gone_is_done(error: AzfaceError) -> Flow[None]:
    """After a lost answer to a delete, "not found" says that it was done."""
    if not isinstance(error, NotFoundError):
        raise error
    yield from ()
