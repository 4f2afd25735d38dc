"""`client.large_face_lists`: the sync and the async twin, two doors to the same flows."""

from __future__ import annotations

import builtins
import threading
from collections.abc import Callable, Iterable
from typing import Literal

from azface import _containers, _face_lists, _training, _waiting, _waiting_for_many
from azface._async_driver import AsyncDriver
from azface._face_lists import MatchMode
from azface._list_kinds import LARGE
from azface._pages import AsyncPager, Pager
from azface._settings import Settings
from azface._sync_driver import SyncDriver
from azface._training import LARGE_FACE_LIST
from azface._waiting import IfRunning
from azface.detected_face import FaceRectangle
from azface.images import ImageSource
from azface.models import LargeFaceList, PersistedFace, SimilarFace, TrainingResult
from azface.poll_schedule import PollSchedule
from azface.resources.trainable import AsyncTrainable, Trainable
from azface.training import TrainingOutcome, TrainingRun, TrainingUpdate


class LargeFaceLists(Trainable):
    """Large face lists: up to 1,000,000 faces each, searched after a training.

    Reached as `client.large_face_lists`. A list id is 1 to 64 characters of a-z, 0-9, "-" and "_";
    one outside that is an InvalidArgumentError before any request. Every method that asks the
    service raises FaceApiError (or one of its kinds) when the service refuses, TransportError when
    no answer comes, and ResponseFormatError for an answer outside the contract.
    """

    def __init__(self, driver: SyncDriver, settings: Settings) -> None:
        super().__init__(driver, settings, LARGE_FACE_LIST)

    def create(
        self,
        list_id: str,
        *,
        name: str,
        user_data: str | None = None,
        recognition_model: str = "recognition_04",
    ) -> None:
        """Create an empty list (operation CreateLargeFaceList).

        Args:
            list_id: The new list's id.
            name: What people call it, 1 to 128 characters.
            user_data: A text to keep with it, at most 16,384 characters.
            recognition_model: The model its faces are stored for; detect with the same one. The
                service's own default is the oldest, recognition_01.

        Raises:
            AlreadyExistsError: The id is taken. A repeated request after a lost answer is no such
                case: when the list there is just as asked for, it is taken as created.
            QuotaExceededError: The resource has as many lists as its tier allows.

        Example:
            >>> client.large_face_lists.create("staff", name="Staff of building 3")
        """
        self._driver.run(
            _containers.create(
                self._settings,
                LARGE,
                list_id,
                name=name,
                user_data=user_data,
                recognition_model=recognition_model,
            )
        )

    def get(self, list_id: str) -> LargeFaceList:
        """Read a list's name, data and recognition model (operation GetLargeFaceList).

        Args:
            list_id: The list.

        Returns:
            The list, without its faces.

        Raises:
            NotFoundError: There is no such list.

        Example:
            >>> client.large_face_lists.get("staff").name
            'Staff of building 3'
        """
        return self._driver.run(_face_lists.get_large(self._settings, list_id))

    def list(self, *, start: str | None = None, page_size: int = 1000) -> Pager[LargeFaceList]:
        """Walk through all lists, by id (operation GetLargeFaceLists).

        Args:
            start: Begin after this id; None begins with the first.
            page_size: Lists a request, 1 to 1,000.

        Returns:
            A pager: iterate it for lists, or its `.pages()`; it asks page by page.

        Raises:
            InvalidArgumentError: `page_size` is not from 1 to 1,000.

        Example:
            >>> [found.large_face_list_id for found in client.large_face_lists.list()]
            ['staff']
        """
        return Pager(
            self._driver,
            _face_lists.large_lists(self._settings, start=start, page_size=page_size),
        )

    def update(
        self, list_id: str, *, name: str | None = None, user_data: str | None = None
    ) -> None:
        """Change a list's name, its data, or both (operation UpdateLargeFaceList).

        Args:
            list_id: The list.
            name: The new name, 1 to 128 characters; None leaves it.
            user_data: The new text, at most 16,384 characters; None leaves it.

        Raises:
            InvalidArgumentError: Neither is given.
            NotFoundError: There is no such list.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> client.large_face_lists.update("staff", user_data="shelf 3")
        """
        self._driver.run(
            _containers.update(self._settings, LARGE, list_id, name=name, user_data=user_data)
        )

    def delete(self, list_id: str) -> None:
        """Delete a list with its faces (operation DeleteLargeFaceList).

        Args:
            list_id: The list.

        Raises:
            NotFoundError: There is no such list (but not after a lost answer: then it is done).
            TrainingNotFinishedError: A training is running.

        Example:
            >>> client.large_face_lists.create("old", name="Old")
            >>> client.large_face_lists.delete("old")
        """
        self._driver.run(_containers.delete(self._settings, LARGE, list_id))

    def add_face(
        self,
        list_id: str,
        image: ImageSource,
        *,
        target_face: FaceRectangle | None = None,
        detection_model: str = "detection_03",
        user_data: str | None = None,
    ) -> PersistedFace:
        """Add the face in a picture (operation AddLargeFaceListFace).

        It is found after the next training. It is sent again only when the service surely did
        nothing, since a second sending would add a second face; after a lost answer the error's
        `outcome_unknown` is True: look through the list, by `user_data`, before you add it again.
        The service adds to one list one face at a time.

        Args:
            list_id: The list.
            image: Bytes of a JPEG, PNG, GIF (first frame) or BMP, 1 KB to 6 MB; a path; a file
                opened with "rb"; or, as a str, a URL that the service can reach.
            target_face: Which face, where the picture shows several.
            detection_model: The model that finds the face; the service's own default is the oldest.
            user_data: A text to keep with the face, at most 1,024 characters: the only mark it can
                carry.

        Returns:
            The face's id, which never expires, and the user data given.

        Raises:
            InvalidImageError: The picture is missing, empty, or outside 1 KB to 6 MB.
            ImageRefusedError: The service finds no face, several faces, or no picture.
            NotFoundError: There is no such list.
            QuotaExceededError: The list is full.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> face = client.large_face_lists.add_face("staff", picture, user_data="Ann")
            >>> face.user_data
            'Ann'
        """
        return self._driver.run(
            _face_lists.add_face(
                self._settings,
                LARGE,
                list_id,
                image,
                target_face=target_face,
                detection_model=detection_model,
                user_data=user_data,
            )
        )

    def list_faces(
        self, list_id: str, *, start: str | None = None, page_size: int = 1000
    ) -> Pager[PersistedFace]:
        """Walk through a list's faces, by persisted face id (operation GetLargeFaceListFaces).

        Args:
            list_id: The list.
            start: Begin after this persisted face id; None begins with the first.
            page_size: Faces a request, 1 to 1,000.

        Returns:
            A pager: iterate it for faces, or its `.pages()`; it asks page by page.

        Raises:
            InvalidArgumentError: `page_size` is not from 1 to 1,000.
            NotFoundError: There is no such list; raised by the first step of the iteration.

        Example:
            >>> [face.user_data for face in client.large_face_lists.list_faces("staff")]
            ['Ann']
        """
        return Pager(
            self._driver,
            _face_lists.list_faces(self._settings, list_id, start=start, page_size=page_size),
        )

    def get_face(self, list_id: str, persisted_face_id: str) -> PersistedFace:
        """Read one face (operation GetLargeFaceListFace).

        Args:
            list_id: The list.
            persisted_face_id: The face, a UUID.

        Returns:
            The face and what is kept with it; never the picture, which the service does not keep.

        Raises:
            NotFoundError: There is no such list, or no such face in it.

        Example:
            >>> client.large_face_lists.get_face("staff", face.persisted_face_id).user_data
            'Ann'
        """
        return self._driver.run(_face_lists.get_face(self._settings, list_id, persisted_face_id))

    def update_face(self, list_id: str, persisted_face_id: str, *, user_data: str) -> None:
        """Change the text kept with a face (operation UpdateLargeFaceListFace).

        Args:
            list_id: The list.
            persisted_face_id: The face, a UUID.
            user_data: The new text, at most 1,024 characters.

        Raises:
            NotFoundError: There is no such list, or no such face in it.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> client.large_face_lists.update_face(
            ...     "staff", face.persisted_face_id, user_data="Ann B."
            ... )
        """
        self._driver.run(
            _face_lists.update_face(self._settings, list_id, persisted_face_id, user_data=user_data)
        )

    def delete_face(self, list_id: str, persisted_face_id: str) -> None:
        """Delete one face (operation DeleteLargeFaceListFace).

        Args:
            list_id: The list.
            persisted_face_id: The face, a UUID.

        Raises:
            NotFoundError: There is no such list, or no such face in it (but not after a lost
                answer: then it is done).
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> spare = client.large_face_lists.add_face("staff", picture)
            >>> client.large_face_lists.delete_face("staff", spare.persisted_face_id)
        """
        self._driver.run(_face_lists.delete_face(self._settings, LARGE, list_id, persisted_face_id))

    def find_similar(
        self,
        list_id: str,
        face_id: str,
        *,
        max_candidates: int = 20,
        mode: MatchMode = "matchPerson",
    ) -> builtins.list[SimilarFace]:
        """Search a trained list for faces like a detected one (operation FindSimilar).

        Args:
            list_id: The list.
            face_id: From `client.detect`, with the list's recognition model; it expires.
            max_candidates: How many to return at most, 1 to 1,000.
            mode: "matchPerson" returns faces likely of the same person, perhaps none; "matchFace"
                returns the most similar ones whoever they are.

        Returns:
            The faces found, the most similar first.

        Raises:
            NotTrainedError: The list was never trained.
            NotFoundError: There is no such list, or the face id has expired.
            BadRequestError: The list's recognition model is another than the face id's.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> result = client.large_face_lists.train_and_wait("staff")
            >>> probe = client.detect(picture)[0]
            >>> client.large_face_lists.find_similar("staff", probe.face_id)[0].confidence
            1.0
        """
        return self._driver.run(
            _face_lists.find_similar(
                self._settings, LARGE, list_id, face_id, max_candidates=max_candidates, mode=mode
            )
        )

    def train(self, list_id: str, *, if_running: Literal["raise", "join"] = "raise") -> TrainingRun:
        """Start a training and do not wait (operation TrainLargeFaceList).

        Reads the status first, so that waiting for the run can tell its end from an earlier one's.

        Args:
            list_id: The list.
            if_running: What to do when a training is running already: "raise" an error, or "join"
                it, though faces added since it began are not in it.

        Returns:
            The run, to be given to `wait_for_training`, in this process or another.

        Raises:
            TrainingNotFinishedError: A training is running already.
            NotFoundError: There is no such list.

        Example:
            >>> run = client.large_face_lists.train("staff")
            >>> client.large_face_lists.wait_for_training(run).status
            <OperationStatus.SUCCEEDED: 'succeeded'>
        """
        return self._driver.run(
            _training.train(self._settings, LARGE_FACE_LIST, list_id, if_running=if_running)
        )

    def get_training_status(self, list_id: str) -> TrainingResult:
        """Ask whether a list is trained (operation GetLargeFaceListTrainingStatus).

        Args:
            list_id: The list.

        Returns:
            The status of its last training, which may be an earlier one than you think of: wait for
            a `TrainingRun` to be sure.

        Raises:
            NotTrainedError: The list was never trained.
            NotFoundError: There is no such list.

        Example:
            >>> client.large_face_lists.get_training_status("staff").status
            <OperationStatus.SUCCEEDED: 'succeeded'>
        """
        return self._driver.run(_training.status(self._settings, LARGE_FACE_LIST, list_id))

    def train_and_wait(
        self,
        list_id: str,
        *,
        if_running: IfRunning = "wait",
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
        cancel: threading.Event | None = None,
    ) -> TrainingResult:
        """Train a list and wait until that training is over.

        Args:
            list_id: The list.
            if_running: What to do when a training is running already: "wait" for its end and then
                train, so that every face is in; "join" it; or "raise".
            timeout: Seconds until the wait gives up, over all; None waits for ever.
            schedule: How long to wait between looks.
            on_poll: Called with each look's update; `AsyncFaceClient` takes async functions, too.
            cancel: Set it, from another thread, to end the wait; the training goes on.

        Returns:
            The status of the training that succeeded; nothing else is ever returned.

        Raises:
            TrainingFailedError: The training failed; it holds the service's message.
            TrainingTimeoutError: The deadline passed; it holds the last status.
            TrainingNotFinishedError: A training is running already (`if_running="raise"`).
            WaitCancelledError: `cancel` was set.
            NotFoundError: There is no such list, or it was deleted meanwhile.

        Example:
            >>> client.large_face_lists.train_and_wait("staff", timeout=60).succeeded
            True
        """
        return self._driver.run(
            _waiting.train_and_watch(
                self._settings,
                LARGE_FACE_LIST,
                list_id,
                if_running=if_running,
                timeout=timeout,
                schedule=schedule,
            ),
            on_emit=on_poll,
            cancel=cancel,
        )

    def train_and_wait_all(
        self,
        list_ids: Iterable[str],
        *,
        if_running: IfRunning = "wait",
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
        cancel: threading.Event | None = None,
    ) -> builtins.list[TrainingOutcome]:
        """Train many lists and wait until all these trainings are over.

        Each as `train_and_wait` would, and all together as `wait_for_trainings` does: none ends the
        wait for the others, and the service trains different lists at the same time.

        Args:
            list_ids: The lists; one named twice is trained once.
            if_running: What to do where a training is running already: "wait" for its end and then
                train, so that every face is in; "join" it; or "raise".
            timeout: Seconds until the waits give up, over all, counted from the call; None waits
                for ever.
            schedule: How long to wait between looks at the same list.
            on_poll: Called with each look's update, whose `list_id` tells which it is of;
                `AsyncFaceClient` takes async functions, too.
            cancel: Set it, from another thread, to end the waits: the outcome of each that was not
                over has a `WaitCancelledError`. The trainings go on.

        Returns:
            One outcome for each of `list_ids`, in their order.

        Raises:
            InvalidArgumentError: One of `list_ids` cannot be right; no request was sent.

        Example:
            >>> found = [each.large_face_list_id for each in client.large_face_lists.list()]
            >>> outcomes = client.large_face_lists.train_and_wait_all(found)
            >>> [outcome.list_id for outcome in outcomes if not outcome.succeeded]
            []
        """
        return self._driver.run_all(
            _waiting_for_many.train_and_watch_all(
                self._settings,
                LARGE_FACE_LIST,
                list_ids,
                if_running=if_running,
                timeout=timeout,
                schedule=schedule,
            ),
            on_emit=on_poll,
            cancel=cancel,
        )


class AsyncLargeFaceLists(AsyncTrainable):
    """Large face lists: up to 1,000,000 faces each, searched after a training.

    Reached as `client.large_face_lists`. A list id is 1 to 64 characters of a-z, 0-9, "-" and "_";
    one outside that is an InvalidArgumentError before any request. Every method that asks the
    service raises FaceApiError (or one of its kinds) when the service refuses, TransportError when
    no answer comes, and ResponseFormatError for an answer outside the contract.
    """

    def __init__(self, driver: AsyncDriver, settings: Settings) -> None:
        super().__init__(driver, settings, LARGE_FACE_LIST)

    async def create(
        self,
        list_id: str,
        *,
        name: str,
        user_data: str | None = None,
        recognition_model: str = "recognition_04",
    ) -> None:
        """Create an empty list (operation CreateLargeFaceList).

        Args:
            list_id: The new list's id.
            name: What people call it, 1 to 128 characters.
            user_data: A text to keep with it, at most 16,384 characters.
            recognition_model: The model its faces are stored for; detect with the same one. The
                service's own default is the oldest, recognition_01.

        Raises:
            AlreadyExistsError: The id is taken. A repeated request after a lost answer is no such
                case: when the list there is just as asked for, it is taken as created.
            QuotaExceededError: The resource has as many lists as its tier allows.

        Example:
            >>> await client.large_face_lists.create("staff", name="Staff of building 3")
        """
        await self._driver.run(
            _containers.create(
                self._settings,
                LARGE,
                list_id,
                name=name,
                user_data=user_data,
                recognition_model=recognition_model,
            )
        )

    async def get(self, list_id: str) -> LargeFaceList:
        """Read a list's name, data and recognition model (operation GetLargeFaceList).

        Args:
            list_id: The list.

        Returns:
            The list, without its faces.

        Raises:
            NotFoundError: There is no such list.

        Example:
            >>> (await client.large_face_lists.get("staff")).name
            'Staff of building 3'
        """
        return await self._driver.run(_face_lists.get_large(self._settings, list_id))

    def list(self, *, start: str | None = None, page_size: int = 1000) -> AsyncPager[LargeFaceList]:
        """Walk through all lists, by id (operation GetLargeFaceLists).

        Args:
            start: Begin after this id; None begins with the first.
            page_size: Lists a request, 1 to 1,000.

        Returns:
            A pager: iterate it for lists, or its `.pages()`; it asks page by page.

        Raises:
            InvalidArgumentError: `page_size` is not from 1 to 1,000.

        Example:
            >>> [found.large_face_list_id async for found in client.large_face_lists.list()]
            ['staff']
        """
        return AsyncPager(
            self._driver,
            _face_lists.large_lists(self._settings, start=start, page_size=page_size),
        )

    async def update(
        self, list_id: str, *, name: str | None = None, user_data: str | None = None
    ) -> None:
        """Change a list's name, its data, or both (operation UpdateLargeFaceList).

        Args:
            list_id: The list.
            name: The new name, 1 to 128 characters; None leaves it.
            user_data: The new text, at most 16,384 characters; None leaves it.

        Raises:
            InvalidArgumentError: Neither is given.
            NotFoundError: There is no such list.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> await client.large_face_lists.update("staff", user_data="shelf 3")
        """
        await self._driver.run(
            _containers.update(self._settings, LARGE, list_id, name=name, user_data=user_data)
        )

    async def delete(self, list_id: str) -> None:
        """Delete a list with its faces (operation DeleteLargeFaceList).

        Args:
            list_id: The list.

        Raises:
            NotFoundError: There is no such list (but not after a lost answer: then it is done).
            TrainingNotFinishedError: A training is running.

        Example:
            >>> await client.large_face_lists.create("old", name="Old")
            >>> await client.large_face_lists.delete("old")
        """
        await self._driver.run(_containers.delete(self._settings, LARGE, list_id))

    async def add_face(
        self,
        list_id: str,
        image: ImageSource,
        *,
        target_face: FaceRectangle | None = None,
        detection_model: str = "detection_03",
        user_data: str | None = None,
    ) -> PersistedFace:
        """Add the face in a picture (operation AddLargeFaceListFace).

        It is found after the next training. It is sent again only when the service surely did
        nothing, since a second sending would add a second face; after a lost answer the error's
        `outcome_unknown` is True: look through the list, by `user_data`, before you add it again.
        The service adds to one list one face at a time.

        Args:
            list_id: The list.
            image: Bytes of a JPEG, PNG, GIF (first frame) or BMP, 1 KB to 6 MB; a path; a file
                opened with "rb"; or, as a str, a URL that the service can reach.
            target_face: Which face, where the picture shows several.
            detection_model: The model that finds the face; the service's own default is the oldest.
            user_data: A text to keep with the face, at most 1,024 characters: the only mark it can
                carry.

        Returns:
            The face's id, which never expires, and the user data given.

        Raises:
            InvalidImageError: The picture is missing, empty, or outside 1 KB to 6 MB.
            ImageRefusedError: The service finds no face, several faces, or no picture.
            NotFoundError: There is no such list.
            QuotaExceededError: The list is full.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> face = await client.large_face_lists.add_face("staff", picture, user_data="Ann")
            >>> face.user_data
            'Ann'
        """
        return await self._driver.run(
            _face_lists.add_face(
                self._settings,
                LARGE,
                list_id,
                image,
                target_face=target_face,
                detection_model=detection_model,
                user_data=user_data,
            )
        )

    def list_faces(
        self, list_id: str, *, start: str | None = None, page_size: int = 1000
    ) -> AsyncPager[PersistedFace]:
        """Walk through a list's faces, by persisted face id (operation GetLargeFaceListFaces).

        Args:
            list_id: The list.
            start: Begin after this persisted face id; None begins with the first.
            page_size: Faces a request, 1 to 1,000.

        Returns:
            A pager: iterate it for faces, or its `.pages()`; it asks page by page.

        Raises:
            InvalidArgumentError: `page_size` is not from 1 to 1,000.
            NotFoundError: There is no such list; raised by the first step of the iteration.

        Example:
            >>> [face.user_data async for face in client.large_face_lists.list_faces("staff")]
            ['Ann']
        """
        return AsyncPager(
            self._driver,
            _face_lists.list_faces(self._settings, list_id, start=start, page_size=page_size),
        )

    async def get_face(self, list_id: str, persisted_face_id: str) -> PersistedFace:
        """Read one face (operation GetLargeFaceListFace).

        Args:
            list_id: The list.
            persisted_face_id: The face, a UUID.

        Returns:
            The face and what is kept with it; never the picture, which the service does not keep.

        Raises:
            NotFoundError: There is no such list, or no such face in it.

        Example:
            >>> (await client.large_face_lists.get_face("staff", face.persisted_face_id)).user_data
            'Ann'
        """
        return await self._driver.run(
            _face_lists.get_face(self._settings, list_id, persisted_face_id)
        )

    async def update_face(self, list_id: str, persisted_face_id: str, *, user_data: str) -> None:
        """Change the text kept with a face (operation UpdateLargeFaceListFace).

        Args:
            list_id: The list.
            persisted_face_id: The face, a UUID.
            user_data: The new text, at most 1,024 characters.

        Raises:
            NotFoundError: There is no such list, or no such face in it.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> await client.large_face_lists.update_face(
            ...     "staff", face.persisted_face_id, user_data="Ann B."
            ... )
        """
        await self._driver.run(
            _face_lists.update_face(self._settings, list_id, persisted_face_id, user_data=user_data)
        )

    async def delete_face(self, list_id: str, persisted_face_id: str) -> None:
        """Delete one face (operation DeleteLargeFaceListFace).

        Args:
            list_id: The list.
            persisted_face_id: The face, a UUID.

        Raises:
            NotFoundError: There is no such list, or no such face in it (but not after a lost
                answer: then it is done).
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> spare = await client.large_face_lists.add_face("staff", picture)
            >>> await client.large_face_lists.delete_face("staff", spare.persisted_face_id)
        """
        await self._driver.run(
            _face_lists.delete_face(self._settings, LARGE, list_id, persisted_face_id)
        )

    async def find_similar(
        self,
        list_id: str,
        face_id: str,
        *,
        max_candidates: int = 20,
        mode: MatchMode = "matchPerson",
    ) -> builtins.list[SimilarFace]:
        """Search a trained list for faces like a detected one (operation FindSimilar).

        Args:
            list_id: The list.
            face_id: From `client.detect`, with the list's recognition model; it expires.
            max_candidates: How many to return at most, 1 to 1,000.
            mode: "matchPerson" returns faces likely of the same person, perhaps none; "matchFace"
                returns the most similar ones whoever they are.

        Returns:
            The faces found, the most similar first.

        Raises:
            NotTrainedError: The list was never trained.
            NotFoundError: There is no such list, or the face id has expired.
            BadRequestError: The list's recognition model is another than the face id's.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> result = await client.large_face_lists.train_and_wait("staff")
            >>> probe = (await client.detect(picture))[0]
            >>> (await client.large_face_lists.find_similar("staff", probe.face_id))[0].confidence
            1.0
        """
        return await self._driver.run(
            _face_lists.find_similar(
                self._settings, LARGE, list_id, face_id, max_candidates=max_candidates, mode=mode
            )
        )

    async def train(
        self, list_id: str, *, if_running: Literal["raise", "join"] = "raise"
    ) -> TrainingRun:
        """Start a training and do not wait (operation TrainLargeFaceList).

        Reads the status first, so that waiting for the run can tell its end from an earlier one's.

        Args:
            list_id: The list.
            if_running: What to do when a training is running already: "raise" an error, or "join"
                it, though faces added since it began are not in it.

        Returns:
            The run, to be given to `wait_for_training`, in this process or another.

        Raises:
            TrainingNotFinishedError: A training is running already.
            NotFoundError: There is no such list.

        Example:
            >>> run = await client.large_face_lists.train("staff")
            >>> (await client.large_face_lists.wait_for_training(run)).status
            <OperationStatus.SUCCEEDED: 'succeeded'>
        """
        return await self._driver.run(
            _training.train(self._settings, LARGE_FACE_LIST, list_id, if_running=if_running)
        )

    async def get_training_status(self, list_id: str) -> TrainingResult:
        """Ask whether a list is trained (operation GetLargeFaceListTrainingStatus).

        Args:
            list_id: The list.

        Returns:
            The status of its last training, which may be an earlier one than you think of: wait for
            a `TrainingRun` to be sure.

        Raises:
            NotTrainedError: The list was never trained.
            NotFoundError: There is no such list.

        Example:
            >>> (await client.large_face_lists.get_training_status("staff")).status
            <OperationStatus.SUCCEEDED: 'succeeded'>
        """
        return await self._driver.run(_training.status(self._settings, LARGE_FACE_LIST, list_id))

    async def train_and_wait(
        self,
        list_id: str,
        *,
        if_running: IfRunning = "wait",
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
    ) -> TrainingResult:
        """Train a list and wait until that training is over.

        Args:
            list_id: The list.
            if_running: What to do when a training is running already: "wait" for its end and then
                train, so that every face is in; "join" it; or "raise".
            timeout: Seconds until the wait gives up, over all; None waits for ever.
            schedule: How long to wait between looks.
            on_poll: Called with each look's update; `AsyncFaceClient` takes async functions, too.

        Returns:
            The status of the training that succeeded; nothing else is ever returned.

        Raises:
            TrainingFailedError: The training failed; it holds the service's message.
            TrainingTimeoutError: The deadline passed; it holds the last status.
            TrainingNotFinishedError: A training is running already (`if_running="raise"`).
            NotFoundError: There is no such list, or it was deleted meanwhile.

        Example:
            >>> (await client.large_face_lists.train_and_wait("staff", timeout=60)).succeeded
            True
        """
        return await self._driver.run(
            _waiting.train_and_watch(
                self._settings,
                LARGE_FACE_LIST,
                list_id,
                if_running=if_running,
                timeout=timeout,
                schedule=schedule,
            ),
            on_emit=on_poll,
        )

    async def train_and_wait_all(
        self,
        list_ids: Iterable[str],
        *,
        if_running: IfRunning = "wait",
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
    ) -> builtins.list[TrainingOutcome]:
        """Train many lists and wait until all these trainings are over.

        Each as `train_and_wait` would, and all together as `wait_for_trainings` does: none ends the
        wait for the others, and the service trains different lists at the same time.

        Args:
            list_ids: The lists; one named twice is trained once.
            if_running: What to do where a training is running already: "wait" for its end and then
                train, so that every face is in; "join" it; or "raise".
            timeout: Seconds until the waits give up, over all, counted from the call; None waits
                for ever.
            schedule: How long to wait between looks at the same list.
            on_poll: Called with each look's update, whose `list_id` tells which it is of;
                `AsyncFaceClient` takes async functions, too.

        Returns:
            One outcome for each of `list_ids`, in their order.

        Raises:
            InvalidArgumentError: One of `list_ids` cannot be right; no request was sent.

        Example:
            >>> found = [each.large_face_list_id async for each in client.large_face_lists.list()]
            >>> outcomes = await client.large_face_lists.train_and_wait_all(found)
            >>> [outcome.list_id for outcome in outcomes if not outcome.succeeded]
            []
        """
        return await self._driver.run_all(
            _waiting_for_many.train_and_watch_all(
                self._settings,
                LARGE_FACE_LIST,
                list_ids,
                if_running=if_running,
                timeout=timeout,
                schedule=schedule,
            ),
            on_emit=on_poll,
        )
