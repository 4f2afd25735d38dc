"""Waiting for trainings, the same for all that can be trained: the sync and the async twin."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator

from azface import _waiting, _waiting_for_many
from azface._async_driver import AsyncDriver
from azface._settings import Settings
from azface._sync_driver import SyncDriver
from azface._training import Trained
from azface.models import TrainingResult
from azface.poll_schedule import PollSchedule
from azface.training import TrainingOutcome, TrainingRun, TrainingUpdate


class Trainable:
    """What large face lists and both kinds of person groups share: the waiting for trainings.

    Not made by itself: `client.large_face_lists`, `client.person_groups` and
    `client.large_person_groups` are such.

    Example:
        >>> for each in ("staff", "visitors"):
        ...     client.large_face_lists.create(each, name=each)
        ...     face = client.large_face_lists.add_face(each, picture)
        >>> client.large_face_lists.train_and_wait("staff").succeeded
        True
    """

    def __init__(self, driver: SyncDriver, settings: Settings, trained: Trained) -> None:
        self._driver, self._settings, self._trained = driver, settings, trained

    def wait_for_training(
        self,
        training: str | TrainingRun,
        *,
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
        cancel: threading.Event | None = None,
    ) -> TrainingResult:
        """Wait until a training is over.

        Given a run, only the end of that training counts, never an earlier success or failure.
        Given a bare id, the service's word is taken: what was trained long ago is done at once.
        Lost connections, 429 and 5xx are waited out until the deadline.

        Args:
            training: What `train` returned, or the id of a list or group.
            timeout: Seconds until the wait gives up (the training goes on); 0 looks once, None
                waits for ever.
            schedule: How long to wait between looks.
            on_poll: Called with each look's update; `AsyncFaceClient` takes async functions, too.
            cancel: Set it, from another thread, to end the wait: a sleep ends at once, a request in
                flight ends first.

        Returns:
            The status of the training that succeeded; nothing else is ever returned. If somebody
            has started another one since, it is what the service still tells of ours: its start,
            and when it succeeded.

        Raises:
            TrainingFailedError: The training failed; it holds the service's message.
            TrainingTimeoutError: The deadline passed; it holds the last status.
            WaitCancelledError: `cancel` was set.
            NotTrainedError: It was never trained (for a bare id).
            NotFoundError: There is no such list or group, or it was deleted meanwhile.

        Example:
            >>> run = client.large_face_lists.train("staff")
            >>> result = client.large_face_lists.wait_for_training(run, timeout=60)
            >>> result.succeeded
            True
        """
        return self._driver.run(
            _waiting.watch(
                self._settings, self._trained, training, timeout=timeout, schedule=schedule
            ),
            on_emit=on_poll,
            cancel=cancel,
        )

    def watch_training(
        self,
        training: str | TrainingRun,
        *,
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        cancel: threading.Event | None = None,
    ) -> Iterator[TrainingUpdate]:
        """Look at a training until it is over, giving what each look brought.

        The same as `wait_for_training`, for those who show progress: the last update has
        `done=True`; if the training failed, the error comes after it.

        Args:
            training: What `train` returned, or the id of a list or group.
            timeout: Seconds until the wait gives up; 0 looks once, None waits for ever.
            schedule: How long to wait between looks.
            cancel: Set it, from another thread, to end the wait; the training goes on.

        Returns:
            An iterator of updates; leave it whenever you like, nothing stays open. A task that is
            cancelled while it asks for the next one ends it: wait anew.

        Raises:
            TrainingFailedError: The training failed.
            TrainingTimeoutError: The deadline passed.
            WaitCancelledError: `cancel` was set.

        Example:
            >>> run = client.large_face_lists.train("staff")
            >>> updates = [update for update in client.large_face_lists.watch_training(run)]
            >>> updates[-1].done
            True
        """
        return self._driver.iterate(
            _waiting.watch(
                self._settings, self._trained, training, timeout=timeout, schedule=schedule
            ),
            cancel=cancel,
        )

    def wait_for_trainings(
        self,
        trainings: Iterable[str | TrainingRun],
        *,
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
        cancel: threading.Event | None = None,
    ) -> list[TrainingOutcome]:
        """Wait until all of many trainings are over, each as `wait_for_training` would.

        None ends the wait for the others: what went wrong with one is the `error` of its outcome.
        It takes no threads and no task for each: `FaceClient` does all in the caller's thread, one
        request after the other; `AsyncFaceClient` looks at up to 16 at the same time. With a
        `rate_limit` they take turns, by lists and groups that are due, and let other calls by.

        Args:
            trainings: What `train` returned, or ids; any number, in any order.
            timeout: Seconds until the waits give up, counted from the call; 0 looks once at each,
                None waits for ever.
            schedule: How long to wait between looks at the same list or group.
            on_poll: Called with each look's update, whose `list_id` tells which it is of;
                `AsyncFaceClient` takes async functions, too.
            cancel: Set it, from another thread, to end the waits: the outcome of each that was not
                over has a `WaitCancelledError`.

        Returns:
            One outcome for each of `trainings`, in their order.

        Raises:
            InvalidArgumentError: One of `trainings` cannot be right; no request was sent.

        Example:
            >>> runs = [client.large_face_lists.train(each) for each in ("staff", "visitors")]
            >>> outcomes = client.large_face_lists.wait_for_trainings(runs, timeout=60)
            >>> [(outcome.list_id, outcome.succeeded) for outcome in outcomes]
            [('staff', True), ('visitors', True)]
        """
        return self._driver.run_all(
            _waiting_for_many.watch_all(
                self._settings, self._trained, trainings, timeout=timeout, schedule=schedule
            ),
            on_emit=on_poll,
            cancel=cancel,
        )

    def as_completed(
        self,
        trainings: Iterable[str | TrainingRun],
        *,
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        cancel: threading.Event | None = None,
    ) -> Iterator[TrainingOutcome]:
        """Wait for many trainings, giving the outcome of each when it is over.

        The same as `wait_for_trainings`, for those who go on with what is ready. It looks only
        while it is asked for the next outcome.

        Args:
            trainings: What `train` returned, or ids; any number, in any order.
            timeout: Seconds until the waits give up, counted from the first time the iterator is
                asked; 0 looks once at each, None waits for ever.
            schedule: How long to wait between looks at the same list or group.
            cancel: Set it, from another thread, to end the waits: the outcome of each that was not
                over has a `WaitCancelledError`.

        Returns:
            An iterator of one outcome for each of `trainings`, the first to end first; leave it
            whenever you like, nothing stays open. A task that is cancelled while it asks for the
            next one ends it: wait anew for what is left.

        Raises:
            InvalidArgumentError: One of `trainings` cannot be right; no request was sent.

        Example:
            >>> runs = [client.large_face_lists.train(each) for each in ("staff", "visitors")]
            >>> ended = client.large_face_lists.as_completed(runs, timeout=60)
            >>> sorted([outcome.list_id for outcome in ended])
            ['staff', 'visitors']
        """
        return self._driver.iterate_all(
            _waiting_for_many.watch_all(
                self._settings, self._trained, trainings, timeout=timeout, schedule=schedule
            ),
            cancel=cancel,
        )


class AsyncTrainable:
    """What large face lists and both kinds of person groups share: the waiting for trainings.

    Not made by itself: `client.large_face_lists`, `client.person_groups` and
    `client.large_person_groups` are such.

    Example:
        >>> for each in ("staff", "visitors"):
        ...     await client.large_face_lists.create(each, name=each)
        ...     face = await client.large_face_lists.add_face(each, picture)
        >>> (await client.large_face_lists.train_and_wait("staff")).succeeded
        True
    """

    def __init__(self, driver: AsyncDriver, settings: Settings, trained: Trained) -> None:
        self._driver, self._settings, self._trained = driver, settings, trained

    async def wait_for_training(
        self,
        training: str | TrainingRun,
        *,
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
    ) -> TrainingResult:
        """Wait until a training is over.

        Given a run, only the end of that training counts, never an earlier success or failure.
        Given a bare id, the service's word is taken: what was trained long ago is done at once.
        Lost connections, 429 and 5xx are waited out until the deadline.

        Args:
            training: What `train` returned, or the id of a list or group.
            timeout: Seconds until the wait gives up (the training goes on); 0 looks once, None
                waits for ever.
            schedule: How long to wait between looks.
            on_poll: Called with each look's update; `AsyncFaceClient` takes async functions, too.

        Returns:
            The status of the training that succeeded; nothing else is ever returned. If somebody
            has started another one since, it is what the service still tells of ours: its start,
            and when it succeeded.

        Raises:
            TrainingFailedError: The training failed; it holds the service's message.
            TrainingTimeoutError: The deadline passed; it holds the last status.
            NotTrainedError: It was never trained (for a bare id).
            NotFoundError: There is no such list or group, or it was deleted meanwhile.

        Example:
            >>> run = await client.large_face_lists.train("staff")
            >>> result = await client.large_face_lists.wait_for_training(run, timeout=60)
            >>> result.succeeded
            True
        """
        return await self._driver.run(
            _waiting.watch(
                self._settings, self._trained, training, timeout=timeout, schedule=schedule
            ),
            on_emit=on_poll,
        )

    def watch_training(
        self,
        training: str | TrainingRun,
        *,
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
    ) -> AsyncIterator[TrainingUpdate]:
        """Look at a training until it is over, giving what each look brought.

        The same as `wait_for_training`, for those who show progress: the last update has
        `done=True`; if the training failed, the error comes after it.

        Args:
            training: What `train` returned, or the id of a list or group.
            timeout: Seconds until the wait gives up; 0 looks once, None waits for ever.
            schedule: How long to wait between looks.

        Returns:
            An iterator of updates; leave it whenever you like, nothing stays open. A task that is
            cancelled while it asks for the next one ends it: wait anew.

        Raises:
            TrainingFailedError: The training failed.
            TrainingTimeoutError: The deadline passed.

        Example:
            >>> run = await client.large_face_lists.train("staff")
            >>> updates = [update async for update in client.large_face_lists.watch_training(run)]
            >>> updates[-1].done
            True
        """
        return self._driver.iterate(
            _waiting.watch(
                self._settings, self._trained, training, timeout=timeout, schedule=schedule
            ),
        )

    async def wait_for_trainings(
        self,
        trainings: Iterable[str | TrainingRun],
        *,
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
    ) -> list[TrainingOutcome]:
        """Wait until all of many trainings are over, each as `wait_for_training` would.

        None ends the wait for the others: what went wrong with one is the `error` of its outcome.
        It takes no threads and no task for each: `FaceClient` does all in the caller's thread, one
        request after the other; `AsyncFaceClient` looks at up to 16 at the same time. With a
        `rate_limit` they take turns, by lists and groups that are due, and let other calls by.

        Args:
            trainings: What `train` returned, or ids; any number, in any order.
            timeout: Seconds until the waits give up, counted from the call; 0 looks once at each,
                None waits for ever.
            schedule: How long to wait between looks at the same list or group.
            on_poll: Called with each look's update, whose `list_id` tells which it is of;
                `AsyncFaceClient` takes async functions, too.

        Returns:
            One outcome for each of `trainings`, in their order.

        Raises:
            InvalidArgumentError: One of `trainings` cannot be right; no request was sent.

        Example:
            >>> runs = [await client.large_face_lists.train(each) for each in ("staff", "visitors")]
            >>> outcomes = await client.large_face_lists.wait_for_trainings(runs, timeout=60)
            >>> [(outcome.list_id, outcome.succeeded) for outcome in outcomes]
            [('staff', True), ('visitors', True)]
        """
        return await self._driver.run_all(
            _waiting_for_many.watch_all(
                self._settings, self._trained, trainings, timeout=timeout, schedule=schedule
            ),
            on_emit=on_poll,
        )

    def as_completed(
        self,
        trainings: Iterable[str | TrainingRun],
        *,
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
    ) -> AsyncIterator[TrainingOutcome]:
        """Wait for many trainings, giving the outcome of each when it is over.

        The same as `wait_for_trainings`, for those who go on with what is ready. It looks only
        while it is asked for the next outcome.

        Args:
            trainings: What `train` returned, or ids; any number, in any order.
            timeout: Seconds until the waits give up, counted from the first time the iterator is
                asked; 0 looks once at each, None waits for ever.
            schedule: How long to wait between looks at the same list or group.

        Returns:
            An iterator of one outcome for each of `trainings`, the first to end first; leave it
            whenever you like, nothing stays open. A task that is cancelled while it asks for the
            next one ends it: wait anew for what is left.

        Raises:
            InvalidArgumentError: One of `trainings` cannot be right; no request was sent.

        Example:
            >>> runs = [await client.large_face_lists.train(each) for each in ("staff", "visitors")]
            >>> ended = client.large_face_lists.as_completed(runs, timeout=60)
            >>> sorted([outcome.list_id async for outcome in ended])
            ['staff', 'visitors']
        """
        return self._driver.iterate_all(
            _waiting_for_many.watch_all(
                self._settings, self._trained, trainings, timeout=timeout, schedule=schedule
            ),
        )
