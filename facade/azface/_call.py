"""Sending one operation with retries: the flow under every call of the facade."""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import count
from typing import TypeVar

from azface._flow import Chance, Flow, Now, Reply, Request, Send, Sleep
from azface._operation import Operation
from azface._settings import Settings
from azface.errors import AzfaceError, FaceApiError
from azface.retry import RetryEvent, is_transient, surely_not_done

T = TypeVar("T")

logger = logging.getLogger("azface")


def call(
    settings: Settings,
    operation: Operation,
    request: Request,
    read: Callable[[Reply], T],
    *,
    after_loss: Callable[[AzfaceError], Flow[T]] | None = None,
) -> Flow[T]:
    """Send a request until it is answered, and read the answer.

    Args:
        settings: Of the client.
        operation: What is sent; it says whether it may be sent again.
        request: The same, as HTTP.
        read: Reads the answer; raises for one that is an error or outside the contract.
        after_loss: What an error means that comes after a lost answer (the first sending may have
            done the work, so that "exists" is a success): a flow that gives the result, or raises
            the error, having set its `outcome_unknown` to False when it is known after all.
    """
    begun = yield from Now()
    lost = False
    for attempt in count(1):
        try:
            reply = yield from Send(request, settings.longest_exchange)
            return read(reply)
        except AzfaceError as caught:
            error = caught
        # Out of the except block: what is raised below carries no context of ours.
        told = isinstance(error, FaceApiError) and not is_transient(error)
        if lost and told and after_loss is not None:
            error.outcome_unknown = True
            try:
                return (yield from after_loss(error))
            except AzfaceError as raised:
                if raised is not error:
                    # Looking what had been done failed, so that nobody knows.
                    raised.outcome_unknown = True
                raise
        done_nothing = surely_not_done(error)
        lost = lost or not done_nothing
        delay = None
        if is_transient(error) and (done_nothing or operation.effect != "once"):
            elapsed = (yield from Now()) - begun
            delay = settings.retry.delay(
                attempt,
                elapsed=elapsed,
                retry_after=getattr(error, "retry_after", None),
                chance=(yield from Chance()),
            )
        if delay is None:
            error.outcome_unknown = lost and operation.effect != "read"
            raise error
        report(settings, RetryEvent(operation.operation_id, attempt, delay, error))
        yield from Sleep(delay)
    raise AssertionError("unreachable")


def report(settings: Settings, event: RetryEvent) -> None:
    """Tell of an attempt that failed and will be followed by another."""
    logger.info(
        "%s: attempt %d failed, next in %.2f s: %s",
        event.operation,
        event.attempt,
        event.delay,
        event.error,
    )
    if settings.on_retry is not None:
        settings.on_retry(event)
