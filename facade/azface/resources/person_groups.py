"""`client.person_groups`: the sync and the async twin, two doors to the same flows."""

from __future__ import annotations

import builtins
import threading
from collections.abc import Callable, Iterable
from typing import Literal

from azface import _containers, _person_groups, _training, _waiting, _waiting_for_many
from azface._async_driver import AsyncDriver
from azface._group_kinds import SMALL
from azface._pages import AsyncPager, Pager
from azface._settings import Settings
from azface._sync_driver import SyncDriver
from azface._training import PERSON_GROUP
from azface._waiting import IfRunning
from azface.detected_face import FaceRectangle
from azface.images import ImageSource
from azface.models import PersistedFace, TrainingResult
from azface.persons import Person, PersonGroup
from azface.poll_schedule import PollSchedule
from azface.resources.trainable import AsyncTrainable, Trainable
from azface.training import TrainingOutcome, TrainingRun, TrainingUpdate


class PersonGroups(Trainable):
    """Person groups: up to 10,000 persons each, known by their faces after a training.

    Reached as `client.person_groups`. A group id is 1 to 64 characters of a-z, 0-9, "-" and "_";
    one outside that is an InvalidArgumentError before any request. Every method that asks the
    service raises FaceApiError (or one of its kinds) when the service refuses, TransportError when
    no answer comes, and ResponseFormatError for an answer outside the contract.
    """

    def __init__(self, driver: SyncDriver, settings: Settings) -> None:
        super().__init__(driver, settings, PERSON_GROUP)

    def create(
        self,
        group_id: str,
        *,
        name: str,
        user_data: str | None = None,
        recognition_model: str = "recognition_04",
    ) -> None:
        """Create an empty group (operation CreatePersonGroup).

        Args:
            group_id: The new group's id.
            name: What people call it, 1 to 128 characters.
            user_data: A text to keep with it, at most 16,384 characters.
            recognition_model: The model its faces are stored for; detect with the same one. The
                service's own default is the oldest, recognition_01.

        Raises:
            AlreadyExistsError: The id is taken. A repeated request after a lost answer is no such
                case: when the group there is just as asked for, it is taken as created.
            QuotaExceededError: The resource has as many groups as its tier allows.

        Example:
            >>> client.person_groups.create("staff", name="Staff of building 3")
        """
        self._driver.run(
            _containers.create(
                self._settings,
                SMALL,
                group_id,
                name=name,
                user_data=user_data,
                recognition_model=recognition_model,
            )
        )

    def get(self, group_id: str) -> PersonGroup:
        """Read a group's name, data and recognition model (operation GetPersonGroup).

        Args:
            group_id: The group.

        Returns:
            The group, without its persons.

        Raises:
            NotFoundError: There is no such group.

        Example:
            >>> client.person_groups.get("staff").name
            'Staff of building 3'
        """
        return self._driver.run(_person_groups.get(self._settings, SMALL, group_id))

    def list(self, *, start: str | None = None, page_size: int = 1000) -> Pager[PersonGroup]:
        """Walk through all groups, by id (operation GetPersonGroups).

        Args:
            start: Begin after this id; None begins with the first.
            page_size: Groups a request, 1 to 1,000.

        Returns:
            A pager: iterate it for groups, or its `.pages()`; it asks page by page.

        Raises:
            InvalidArgumentError: `page_size` is not from 1 to 1,000.

        Example:
            >>> [found.person_group_id for found in client.person_groups.list()]
            ['staff']
        """
        return Pager(
            self._driver,
            _person_groups.groups(self._settings, SMALL, start=start, page_size=page_size),
        )

    def update(
        self, group_id: str, *, name: str | None = None, user_data: str | None = None
    ) -> None:
        """Change a group's name, its data, or both (operation UpdatePersonGroup).

        Args:
            group_id: The group.
            name: The new name, 1 to 128 characters; None leaves it.
            user_data: The new text, at most 16,384 characters; None leaves it.

        Raises:
            InvalidArgumentError: Neither is given.
            NotFoundError: There is no such group.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> client.person_groups.update("staff", user_data="shelf 3")
        """
        self._driver.run(
            _containers.update(self._settings, SMALL, group_id, name=name, user_data=user_data)
        )

    def delete(self, group_id: str) -> None:
        """Delete a group with its persons and their faces (operation DeletePersonGroup).

        Args:
            group_id: The group.

        Raises:
            NotFoundError: There is no such group (but not after a lost answer: then it is done).
            TrainingNotFinishedError: A training is running.

        Example:
            >>> client.person_groups.create("old", name="Old")
            >>> client.person_groups.delete("old")
        """
        self._driver.run(_containers.delete(self._settings, SMALL, group_id))

    def create_person(self, group_id: str, *, name: str, user_data: str | None = None) -> Person:
        """Create a person without faces (operation CreatePersonGroupPerson).

        It is sent again only when the service surely did nothing, since a second sending would
        create a second person; after a lost answer the error's `outcome_unknown` is True: look
        through the group's persons before you create it again.

        Args:
            group_id: The group.
            name: The person's name, 1 to 128 characters; several may have the same.
            user_data: A text to keep with the person, at most 16,384 characters.

        Returns:
            The person's id, and the name and user data given.

        Raises:
            NotFoundError: There is no such group.
            QuotaExceededError: The group, or the resource, has as many persons as its tier allows.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> ann = client.person_groups.create_person("staff", name="Ann")
            >>> ann.name
            'Ann'
        """
        return self._driver.run(
            _person_groups.create_person(
                self._settings, SMALL, group_id, name=name, user_data=user_data
            )
        )

    def get_person(self, group_id: str, person_id: str) -> Person:
        """Read one person (operation GetPersonGroupPerson).

        Args:
            group_id: The group.
            person_id: The person, a UUID.

        Returns:
            The person with the ids of all faces.

        Raises:
            NotFoundError: There is no such group, or no such person in it.

        Example:
            >>> client.person_groups.get_person("staff", ann.person_id).name
            'Ann'
        """
        return self._driver.run(
            _person_groups.get_person(self._settings, SMALL, group_id, person_id)
        )

    def list_persons(
        self, group_id: str, *, start: str | None = None, page_size: int = 1000
    ) -> Pager[Person]:
        """Walk through a group's persons, by person id (operation GetPersonGroupPersons).

        Args:
            group_id: The group.
            start: Begin after this person id; None begins with the first.
            page_size: Persons a request, 1 to 1,000.

        Returns:
            A pager: iterate it for persons, or its `.pages()`; it asks page by page.

        Raises:
            InvalidArgumentError: `page_size` is not from 1 to 1,000.
            NotFoundError: There is no such group; raised by the first step of the iteration.

        Example:
            >>> [found.name for found in client.person_groups.list_persons("staff")]
            ['Ann']
        """
        return Pager(
            self._driver,
            _person_groups.list_persons(
                self._settings, SMALL, group_id, start=start, page_size=page_size
            ),
        )

    def update_person(
        self,
        group_id: str,
        person_id: str,
        *,
        name: str | None = None,
        user_data: str | None = None,
    ) -> None:
        """Change a person's name, data, or both (operation UpdatePersonGroupPerson).

        Args:
            group_id: The group.
            person_id: The person, a UUID.
            name: The new name, 1 to 128 characters; None leaves it.
            user_data: The new text, at most 16,384 characters; None leaves it.

        Raises:
            InvalidArgumentError: Neither is given.
            NotFoundError: There is no such group, or no such person in it.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> client.person_groups.update_person(
            ...     "staff", ann.person_id, user_data="shelf 3"
            ... )
        """
        self._driver.run(
            _person_groups.update_person(
                self._settings, SMALL, group_id, person_id, name=name, user_data=user_data
            )
        )

    def delete_person(self, group_id: str, person_id: str) -> None:
        """Delete a person with all faces (operation DeletePersonGroupPerson).

        Args:
            group_id: The group.
            person_id: The person, a UUID.

        Raises:
            NotFoundError: There is no such group, or no such person in it (but not after a lost
                answer: then it is done).
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> ben = client.person_groups.create_person("staff", name="Ben")
            >>> client.person_groups.delete_person("staff", ben.person_id)
        """
        self._driver.run(_person_groups.delete_person(self._settings, SMALL, group_id, person_id))

    def add_face(
        self,
        group_id: str,
        person_id: str,
        image: ImageSource,
        *,
        target_face: FaceRectangle | None = None,
        detection_model: str = "detection_03",
        user_data: str | None = None,
    ) -> PersistedFace:
        """Add the face in a picture to a person (operation AddPersonGroupPersonFace).

        The person is known by it after the next training. It is sent again only when the service
        surely did nothing, since a second sending would add a second face; after a lost answer the
        error's `outcome_unknown` is True: look at the person's faces before you add it again. The
        service adds to one person one face at a time.

        Args:
            group_id: The group.
            person_id: The person, a UUID.
            image: Bytes of a JPEG, PNG, GIF (first frame) or BMP, 1 KB to 6 MB; a path; a file
                opened with "rb"; or, as a str, a URL that the service can reach.
            target_face: Which face, where the picture shows several.
            detection_model: The model that finds the face; the service's own default is the oldest.
            user_data: A text to keep with the face, at most 1,024 characters.

        Returns:
            The face's id, which never expires, and the user data given.

        Raises:
            InvalidImageError: The picture is missing, empty, or outside 1 KB to 6 MB.
            ImageRefusedError: The service finds no face, several faces, or no picture.
            NotFoundError: There is no such group, or no such person in it.
            QuotaExceededError: The person has 248 faces.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> face = client.person_groups.add_face(
            ...     "staff", ann.person_id, picture, user_data="at the door"
            ... )
            >>> face.user_data
            'at the door'
        """
        return self._driver.run(
            _person_groups.add_face(
                self._settings,
                SMALL,
                group_id,
                person_id,
                image,
                target_face=target_face,
                detection_model=detection_model,
                user_data=user_data,
            )
        )

    def get_face(self, group_id: str, person_id: str, persisted_face_id: str) -> PersistedFace:
        """Read one face of a person (operation GetPersonGroupPersonFace).

        Args:
            group_id: The group.
            person_id: The person, a UUID.
            persisted_face_id: The face, a UUID.

        Returns:
            The face and what is kept with it; never the picture, which the service does not keep.

        Raises:
            NotFoundError: There is no such group, person or face.

        Example:
            >>> person = client.person_groups.get_person("staff", ann.person_id)
            >>> [face_id] = person.persisted_face_ids
            >>> kept = client.person_groups.get_face("staff", ann.person_id, face_id)
            >>> kept.user_data
            'at the door'
        """
        return self._driver.run(
            _person_groups.get_face(self._settings, SMALL, group_id, person_id, persisted_face_id)
        )

    def update_face(
        self, group_id: str, person_id: str, persisted_face_id: str, *, user_data: str
    ) -> None:
        """Change the text kept with a face (operation UpdatePersonGroupPersonFace).

        Args:
            group_id: The group.
            person_id: The person, a UUID.
            persisted_face_id: The face, a UUID.
            user_data: The new text, at most 1,024 characters.

        Raises:
            NotFoundError: There is no such group, person or face.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> client.person_groups.update_face(
            ...     "staff", ann.person_id, face_id, user_data="in the yard"
            ... )
        """
        self._driver.run(
            _person_groups.update_face(
                self._settings,
                SMALL,
                group_id,
                person_id,
                persisted_face_id,
                user_data=user_data,
            )
        )

    def delete_face(self, group_id: str, person_id: str, persisted_face_id: str) -> None:
        """Delete one face of a person (operation DeletePersonGroupPersonFace).

        Args:
            group_id: The group.
            person_id: The person, a UUID.
            persisted_face_id: The face, a UUID.

        Raises:
            NotFoundError: There is no such group, person or face (but not after a lost answer: then
                it is done).
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> spare = client.person_groups.add_face("staff", ann.person_id, picture)
            >>> client.person_groups.delete_face(
            ...     "staff", ann.person_id, spare.persisted_face_id
            ... )
        """
        self._driver.run(
            _person_groups.delete_face(
                self._settings, SMALL, group_id, person_id, persisted_face_id
            )
        )

    def train(
        self, group_id: str, *, if_running: Literal["raise", "join"] = "raise"
    ) -> TrainingRun:
        """Start a training and do not wait (operation TrainPersonGroup).

        Reads the status first, so that waiting for the run can tell its end from an earlier one's.

        Args:
            group_id: The group.
            if_running: What to do when a training is running already: "raise" an error, or "join"
                it, though faces added since it began are not in it.

        Returns:
            The run, to be given to `wait_for_training`, in this process or another.

        Raises:
            TrainingNotFinishedError: A training is running already.
            NotFoundError: There is no such group.

        Example:
            >>> run = client.person_groups.train("staff")
            >>> client.person_groups.wait_for_training(run).status
            <OperationStatus.SUCCEEDED: 'succeeded'>
        """
        return self._driver.run(
            _training.train(self._settings, PERSON_GROUP, group_id, if_running=if_running)
        )

    def get_training_status(self, group_id: str) -> TrainingResult:
        """Ask whether a group is trained (operation GetPersonGroupTrainingStatus).

        Args:
            group_id: The group.

        Returns:
            The status of its last training, which may be an earlier one than you think of: wait for
            a `TrainingRun` to be sure.

        Raises:
            NotTrainedError: The group was never trained.
            NotFoundError: There is no such group.

        Example:
            >>> client.person_groups.get_training_status("staff").status
            <OperationStatus.SUCCEEDED: 'succeeded'>
        """
        return self._driver.run(_training.status(self._settings, PERSON_GROUP, group_id))

    def train_and_wait(
        self,
        group_id: str,
        *,
        if_running: IfRunning = "wait",
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
        cancel: threading.Event | None = None,
    ) -> TrainingResult:
        """Train a group and wait until that training is over.

        Args:
            group_id: The group.
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
            NotFoundError: There is no such group, or it was deleted meanwhile.

        Example:
            >>> client.person_groups.train_and_wait("staff", timeout=60).succeeded
            True
        """
        return self._driver.run(
            _waiting.train_and_watch(
                self._settings,
                PERSON_GROUP,
                group_id,
                if_running=if_running,
                timeout=timeout,
                schedule=schedule,
            ),
            on_emit=on_poll,
            cancel=cancel,
        )

    def train_and_wait_all(
        self,
        group_ids: Iterable[str],
        *,
        if_running: IfRunning = "wait",
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
        cancel: threading.Event | None = None,
    ) -> builtins.list[TrainingOutcome]:
        """Train many groups and wait until all these trainings are over.

        Each as `train_and_wait` would, and all together as `wait_for_trainings` does: none ends the
        wait for the others, and the service trains different groups at the same time.

        Args:
            group_ids: The groups; one named twice is trained once.
            if_running: What to do where a training is running already: "wait" for its end and then
                train, so that every face is in; "join" it; or "raise".
            timeout: Seconds until the waits give up, over all, counted from the call; None waits
                for ever.
            schedule: How long to wait between looks at the same group.
            on_poll: Called with each look's update, whose `list_id` tells which it is of;
                `AsyncFaceClient` takes async functions, too.
            cancel: Set it, from another thread, to end the waits: the outcome of each that was not
                over has a `WaitCancelledError`. The trainings go on.

        Returns:
            One outcome for each of `group_ids`, in their order.

        Raises:
            InvalidArgumentError: One of `group_ids` cannot be right; no request was sent.

        Example:
            >>> groups = client.person_groups
            >>> found = [each.person_group_id for each in groups.list()]
            >>> outcomes = groups.train_and_wait_all(found)
            >>> [outcome.list_id for outcome in outcomes if not outcome.succeeded]
            []
        """
        return self._driver.run_all(
            _waiting_for_many.train_and_watch_all(
                self._settings,
                PERSON_GROUP,
                group_ids,
                if_running=if_running,
                timeout=timeout,
                schedule=schedule,
            ),
            on_emit=on_poll,
            cancel=cancel,
        )


class AsyncPersonGroups(AsyncTrainable):
    """Person groups: up to 10,000 persons each, known by their faces after a training.

    Reached as `client.person_groups`. A group id is 1 to 64 characters of a-z, 0-9, "-" and "_";
    one outside that is an InvalidArgumentError before any request. Every method that asks the
    service raises FaceApiError (or one of its kinds) when the service refuses, TransportError when
    no answer comes, and ResponseFormatError for an answer outside the contract.
    """

    def __init__(self, driver: AsyncDriver, settings: Settings) -> None:
        super().__init__(driver, settings, PERSON_GROUP)

    async def create(
        self,
        group_id: str,
        *,
        name: str,
        user_data: str | None = None,
        recognition_model: str = "recognition_04",
    ) -> None:
        """Create an empty group (operation CreatePersonGroup).

        Args:
            group_id: The new group's id.
            name: What people call it, 1 to 128 characters.
            user_data: A text to keep with it, at most 16,384 characters.
            recognition_model: The model its faces are stored for; detect with the same one. The
                service's own default is the oldest, recognition_01.

        Raises:
            AlreadyExistsError: The id is taken. A repeated request after a lost answer is no such
                case: when the group there is just as asked for, it is taken as created.
            QuotaExceededError: The resource has as many groups as its tier allows.

        Example:
            >>> await client.person_groups.create("staff", name="Staff of building 3")
        """
        await self._driver.run(
            _containers.create(
                self._settings,
                SMALL,
                group_id,
                name=name,
                user_data=user_data,
                recognition_model=recognition_model,
            )
        )

    async def get(self, group_id: str) -> PersonGroup:
        """Read a group's name, data and recognition model (operation GetPersonGroup).

        Args:
            group_id: The group.

        Returns:
            The group, without its persons.

        Raises:
            NotFoundError: There is no such group.

        Example:
            >>> (await client.person_groups.get("staff")).name
            'Staff of building 3'
        """
        return await self._driver.run(_person_groups.get(self._settings, SMALL, group_id))

    def list(self, *, start: str | None = None, page_size: int = 1000) -> AsyncPager[PersonGroup]:
        """Walk through all groups, by id (operation GetPersonGroups).

        Args:
            start: Begin after this id; None begins with the first.
            page_size: Groups a request, 1 to 1,000.

        Returns:
            A pager: iterate it for groups, or its `.pages()`; it asks page by page.

        Raises:
            InvalidArgumentError: `page_size` is not from 1 to 1,000.

        Example:
            >>> [found.person_group_id async for found in client.person_groups.list()]
            ['staff']
        """
        return AsyncPager(
            self._driver,
            _person_groups.groups(self._settings, SMALL, start=start, page_size=page_size),
        )

    async def update(
        self, group_id: str, *, name: str | None = None, user_data: str | None = None
    ) -> None:
        """Change a group's name, its data, or both (operation UpdatePersonGroup).

        Args:
            group_id: The group.
            name: The new name, 1 to 128 characters; None leaves it.
            user_data: The new text, at most 16,384 characters; None leaves it.

        Raises:
            InvalidArgumentError: Neither is given.
            NotFoundError: There is no such group.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> await client.person_groups.update("staff", user_data="shelf 3")
        """
        await self._driver.run(
            _containers.update(self._settings, SMALL, group_id, name=name, user_data=user_data)
        )

    async def delete(self, group_id: str) -> None:
        """Delete a group with its persons and their faces (operation DeletePersonGroup).

        Args:
            group_id: The group.

        Raises:
            NotFoundError: There is no such group (but not after a lost answer: then it is done).
            TrainingNotFinishedError: A training is running.

        Example:
            >>> await client.person_groups.create("old", name="Old")
            >>> await client.person_groups.delete("old")
        """
        await self._driver.run(_containers.delete(self._settings, SMALL, group_id))

    async def create_person(
        self, group_id: str, *, name: str, user_data: str | None = None
    ) -> Person:
        """Create a person without faces (operation CreatePersonGroupPerson).

        It is sent again only when the service surely did nothing, since a second sending would
        create a second person; after a lost answer the error's `outcome_unknown` is True: look
        through the group's persons before you create it again.

        Args:
            group_id: The group.
            name: The person's name, 1 to 128 characters; several may have the same.
            user_data: A text to keep with the person, at most 16,384 characters.

        Returns:
            The person's id, and the name and user data given.

        Raises:
            NotFoundError: There is no such group.
            QuotaExceededError: The group, or the resource, has as many persons as its tier allows.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> ann = await client.person_groups.create_person("staff", name="Ann")
            >>> ann.name
            'Ann'
        """
        return await self._driver.run(
            _person_groups.create_person(
                self._settings, SMALL, group_id, name=name, user_data=user_data
            )
        )

    async def get_person(self, group_id: str, person_id: str) -> Person:
        """Read one person (operation GetPersonGroupPerson).

        Args:
            group_id: The group.
            person_id: The person, a UUID.

        Returns:
            The person with the ids of all faces.

        Raises:
            NotFoundError: There is no such group, or no such person in it.

        Example:
            >>> (await client.person_groups.get_person("staff", ann.person_id)).name
            'Ann'
        """
        return await self._driver.run(
            _person_groups.get_person(self._settings, SMALL, group_id, person_id)
        )

    def list_persons(
        self, group_id: str, *, start: str | None = None, page_size: int = 1000
    ) -> AsyncPager[Person]:
        """Walk through a group's persons, by person id (operation GetPersonGroupPersons).

        Args:
            group_id: The group.
            start: Begin after this person id; None begins with the first.
            page_size: Persons a request, 1 to 1,000.

        Returns:
            A pager: iterate it for persons, or its `.pages()`; it asks page by page.

        Raises:
            InvalidArgumentError: `page_size` is not from 1 to 1,000.
            NotFoundError: There is no such group; raised by the first step of the iteration.

        Example:
            >>> [found.name async for found in client.person_groups.list_persons("staff")]
            ['Ann']
        """
        return AsyncPager(
            self._driver,
            _person_groups.list_persons(
                self._settings, SMALL, group_id, start=start, page_size=page_size
            ),
        )

    async def update_person(
        self,
        group_id: str,
        person_id: str,
        *,
        name: str | None = None,
        user_data: str | None = None,
    ) -> None:
        """Change a person's name, data, or both (operation UpdatePersonGroupPerson).

        Args:
            group_id: The group.
            person_id: The person, a UUID.
            name: The new name, 1 to 128 characters; None leaves it.
            user_data: The new text, at most 16,384 characters; None leaves it.

        Raises:
            InvalidArgumentError: Neither is given.
            NotFoundError: There is no such group, or no such person in it.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> await client.person_groups.update_person(
            ...     "staff", ann.person_id, user_data="shelf 3"
            ... )
        """
        await self._driver.run(
            _person_groups.update_person(
                self._settings, SMALL, group_id, person_id, name=name, user_data=user_data
            )
        )

    async def delete_person(self, group_id: str, person_id: str) -> None:
        """Delete a person with all faces (operation DeletePersonGroupPerson).

        Args:
            group_id: The group.
            person_id: The person, a UUID.

        Raises:
            NotFoundError: There is no such group, or no such person in it (but not after a lost
                answer: then it is done).
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> ben = await client.person_groups.create_person("staff", name="Ben")
            >>> await client.person_groups.delete_person("staff", ben.person_id)
        """
        await self._driver.run(
            _person_groups.delete_person(self._settings, SMALL, group_id, person_id)
        )

    async def add_face(
        self,
        group_id: str,
        person_id: str,
        image: ImageSource,
        *,
        target_face: FaceRectangle | None = None,
        detection_model: str = "detection_03",
        user_data: str | None = None,
    ) -> PersistedFace:
        """Add the face in a picture to a person (operation AddPersonGroupPersonFace).

        The person is known by it after the next training. It is sent again only when the service
        surely did nothing, since a second sending would add a second face; after a lost answer the
        error's `outcome_unknown` is True: look at the person's faces before you add it again. The
        service adds to one person one face at a time.

        Args:
            group_id: The group.
            person_id: The person, a UUID.
            image: Bytes of a JPEG, PNG, GIF (first frame) or BMP, 1 KB to 6 MB; a path; a file
                opened with "rb"; or, as a str, a URL that the service can reach.
            target_face: Which face, where the picture shows several.
            detection_model: The model that finds the face; the service's own default is the oldest.
            user_data: A text to keep with the face, at most 1,024 characters.

        Returns:
            The face's id, which never expires, and the user data given.

        Raises:
            InvalidImageError: The picture is missing, empty, or outside 1 KB to 6 MB.
            ImageRefusedError: The service finds no face, several faces, or no picture.
            NotFoundError: There is no such group, or no such person in it.
            QuotaExceededError: The person has 248 faces.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> face = await client.person_groups.add_face(
            ...     "staff", ann.person_id, picture, user_data="at the door"
            ... )
            >>> face.user_data
            'at the door'
        """
        return await self._driver.run(
            _person_groups.add_face(
                self._settings,
                SMALL,
                group_id,
                person_id,
                image,
                target_face=target_face,
                detection_model=detection_model,
                user_data=user_data,
            )
        )

    async def get_face(
        self, group_id: str, person_id: str, persisted_face_id: str
    ) -> PersistedFace:
        """Read one face of a person (operation GetPersonGroupPersonFace).

        Args:
            group_id: The group.
            person_id: The person, a UUID.
            persisted_face_id: The face, a UUID.

        Returns:
            The face and what is kept with it; never the picture, which the service does not keep.

        Raises:
            NotFoundError: There is no such group, person or face.

        Example:
            >>> person = await client.person_groups.get_person("staff", ann.person_id)
            >>> [face_id] = person.persisted_face_ids
            >>> kept = await client.person_groups.get_face("staff", ann.person_id, face_id)
            >>> kept.user_data
            'at the door'
        """
        return await self._driver.run(
            _person_groups.get_face(self._settings, SMALL, group_id, person_id, persisted_face_id)
        )

    async def update_face(
        self, group_id: str, person_id: str, persisted_face_id: str, *, user_data: str
    ) -> None:
        """Change the text kept with a face (operation UpdatePersonGroupPersonFace).

        Args:
            group_id: The group.
            person_id: The person, a UUID.
            persisted_face_id: The face, a UUID.
            user_data: The new text, at most 1,024 characters.

        Raises:
            NotFoundError: There is no such group, person or face.
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> await client.person_groups.update_face(
            ...     "staff", ann.person_id, face_id, user_data="in the yard"
            ... )
        """
        await self._driver.run(
            _person_groups.update_face(
                self._settings,
                SMALL,
                group_id,
                person_id,
                persisted_face_id,
                user_data=user_data,
            )
        )

    async def delete_face(self, group_id: str, person_id: str, persisted_face_id: str) -> None:
        """Delete one face of a person (operation DeletePersonGroupPersonFace).

        Args:
            group_id: The group.
            person_id: The person, a UUID.
            persisted_face_id: The face, a UUID.

        Raises:
            NotFoundError: There is no such group, person or face (but not after a lost answer: then
                it is done).
            TrainingNotFinishedError: A training is running (as the error page has it).

        Example:
            >>> spare = await client.person_groups.add_face("staff", ann.person_id, picture)
            >>> await client.person_groups.delete_face(
            ...     "staff", ann.person_id, spare.persisted_face_id
            ... )
        """
        await self._driver.run(
            _person_groups.delete_face(
                self._settings, SMALL, group_id, person_id, persisted_face_id
            )
        )

    async def train(
        self, group_id: str, *, if_running: Literal["raise", "join"] = "raise"
    ) -> TrainingRun:
        """Start a training and do not wait (operation TrainPersonGroup).

        Reads the status first, so that waiting for the run can tell its end from an earlier one's.

        Args:
            group_id: The group.
            if_running: What to do when a training is running already: "raise" an error, or "join"
                it, though faces added since it began are not in it.

        Returns:
            The run, to be given to `wait_for_training`, in this process or another.

        Raises:
            TrainingNotFinishedError: A training is running already.
            NotFoundError: There is no such group.

        Example:
            >>> run = await client.person_groups.train("staff")
            >>> (await client.person_groups.wait_for_training(run)).status
            <OperationStatus.SUCCEEDED: 'succeeded'>
        """
        return await self._driver.run(
            _training.train(self._settings, PERSON_GROUP, group_id, if_running=if_running)
        )

    async def get_training_status(self, group_id: str) -> TrainingResult:
        """Ask whether a group is trained (operation GetPersonGroupTrainingStatus).

        Args:
            group_id: The group.

        Returns:
            The status of its last training, which may be an earlier one than you think of: wait for
            a `TrainingRun` to be sure.

        Raises:
            NotTrainedError: The group was never trained.
            NotFoundError: There is no such group.

        Example:
            >>> (await client.person_groups.get_training_status("staff")).status
            <OperationStatus.SUCCEEDED: 'succeeded'>
        """
        return await self._driver.run(_training.status(self._settings, PERSON_GROUP, group_id))

    async def train_and_wait(
        self,
        group_id: str,
        *,
        if_running: IfRunning = "wait",
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
    ) -> TrainingResult:
        """Train a group and wait until that training is over.

        Args:
            group_id: The group.
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
            NotFoundError: There is no such group, or it was deleted meanwhile.

        Example:
            >>> (await client.person_groups.train_and_wait("staff", timeout=60)).succeeded
            True
        """
        return await self._driver.run(
            _waiting.train_and_watch(
                self._settings,
                PERSON_GROUP,
                group_id,
                if_running=if_running,
                timeout=timeout,
                schedule=schedule,
            ),
            on_emit=on_poll,
        )

    async def train_and_wait_all(
        self,
        group_ids: Iterable[str],
        *,
        if_running: IfRunning = "wait",
        timeout: float | None = 3600.0,
        schedule: PollSchedule = PollSchedule(),
        on_poll: Callable[[TrainingUpdate], object] | None = None,
    ) -> builtins.list[TrainingOutcome]:
        """Train many groups and wait until all these trainings are over.

        Each as `train_and_wait` would, and all together as `wait_for_trainings` does: none ends the
        wait for the others, and the service trains different groups at the same time.

        Args:
            group_ids: The groups; one named twice is trained once.
            if_running: What to do where a training is running already: "wait" for its end and then
                train, so that every face is in; "join" it; or "raise".
            timeout: Seconds until the waits give up, over all, counted from the call; None waits
                for ever.
            schedule: How long to wait between looks at the same group.
            on_poll: Called with each look's update, whose `list_id` tells which it is of;
                `AsyncFaceClient` takes async functions, too.

        Returns:
            One outcome for each of `group_ids`, in their order.

        Raises:
            InvalidArgumentError: One of `group_ids` cannot be right; no request was sent.

        Example:
            >>> groups = client.person_groups
            >>> found = [each.person_group_id async for each in groups.list()]
            >>> outcomes = await groups.train_and_wait_all(found)
            >>> [outcome.list_id for outcome in outcomes if not outcome.succeeded]
            []
        """
        return await self._driver.run_all(
            _waiting_for_many.train_and_watch_all(
                self._settings,
                PERSON_GROUP,
                group_ids,
                if_running=if_running,
                timeout=timeout,
                schedule=schedule,
            ),
            on_emit=on_poll,
        )
