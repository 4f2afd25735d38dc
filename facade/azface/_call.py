"""Sending one operation with retries: the flow under every call of the facade."""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import count
from typing import TypeVar

from azface._exchange import SHORTEST_EXCHANGE, never_sent
from azface._flow import Acquire, Chance, Flow, Now, Reply, Request, Send, Sleep
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
    limiter = settings.limiter
    begun = now = yield from Now()
    error: AzfaceError | None = None
    lost = False
    try:
        for attempt in count(1):
            turn = None
            if limiter is not None:
                until = settings.deadline
                if error is not None:
                    until = min(until, begun + settings.retry.total)
                turn = yield from Acquire(limiter, settings.lane, until, again=error is not None)
                if turn is None:
                    error = error or never_sent(request)
                    error.outcome_unknown = lost and operation.effect != "read"
                    raise error
            try:
                if turn is not None:
                    now = yield from Now()
                    # The policy's time is for trying, and waiting for the first turn is not.
                    begun = now if error is None else begun
                reply = yield from Send(
                    request, max(settings.deadline - now, SHORTEST_EXCHANGE), turn
                )
                return read(reply)
            except AzfaceError as caught:
                error = caught
            finally:
                if turn is not None:
                    turn.release()
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
            if is_transient(error):
                now = yield from Now()
                retry_after = getattr(error, "retry_after", None)
                if limiter is not None and getattr(error, "status_code", None) == 429:
                    limiter.refused(retry_after)
                if done_nothing or operation.effect != "once":
                    delay = settings.retry.delay(
                        attempt,
                        elapsed=now - begun,
                        retry_after=retry_after,
                        chance=(yield from Chance()),
                    )
            if delay is None or now + delay > settings.deadline:
                error.outcome_unknown = lost and operation.effect != "read"
                raise error
            report(settings, RetryEvent(operation.operation_id, attempt, delay, error))
            yield from Sleep(delay)
            now = yield from Now()
    finally:
        # It refers to this frame: together they would be left to the garbage collector.
        error = None
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
