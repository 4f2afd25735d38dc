"""`client.face_lists`: the sync and the async twin, two doors to the same flows."""

from __future__ import annotations

import builtins

from azface import _containers, _face_lists
from azface._async_driver import AsyncDriver
from azface._face_lists import MatchMode
from azface._list_kinds import SMALL
from azface._settings import Settings
from azface._sync_driver import SyncDriver
from azface.detected_face import FaceRectangle
from azface.images import ImageSource
from azface.models import FaceList, FaceListItem, PersistedFace, SimilarFace


class FaceLists:
    """Face lists: up to 1,000 faces each, searched without a training.

    Reached as `client.face_lists`; a resource has at most 64. A list id is 1 to 64 characters of
    a-z, 0-9, "-" and "_"; one outside that is an InvalidArgumentError before any request. Every
    method that asks the service raises FaceApiError (or one of its kinds) when the service refuses,
    TransportError when no answer comes, and ResponseFormatError for an answer outside the contract.
    """

    def __init__(self, driver: SyncDriver, settings: Settings) -> None:
        self._driver, self._settings = driver, settings

    def create(
        self,
        list_id: str,
        *,
        name: str,
        user_data: str | None = None,
        recognition_model: str = "recognition_04",
    ) -> None:
        """Create an empty list (operation CreateFaceList).

        Args:
            list_id: The new list's id.
            name: What people call it, 1 to 128 characters.
            user_data: A text to keep with it, at most 16,384 characters.
            recognition_model: The model its faces are stored for; detect with the same one. The
                service's own default is the oldest, recognition_01.

        Raises:
            AlreadyExistsError: The id is taken. A repeated request after a lost answer is no such
                case: when the list there is just as asked for, it is taken as created.
            QuotaExceededError: The resource has its 64 lists.

        Example:
            >>> client.face_lists.create("board", name="Board members")
        """
        self._driver.run(
            _containers.create(
                self._settings,
                SMALL,
                list_id,
                name=name,
                user_data=user_data,
                recognition_model=recognition_model,
            )
        )

    def get(self, list_id: str) -> FaceList:
        """Read a list with its faces (operation GetFaceList).

        Args:
            list_id: The list.

        Returns:
            The list, its faces included.

        Raises:
            NotFoundError: There is no such list.

        Example:
            >>> client.face_lists.get("board").name
            'Board members'
        """
        return self._driver.run(_face_lists.get_small(self._settings, list_id))

    def list(self) -> builtins.list[FaceListItem]:
        """Read all lists, without their faces (operation GetFaceLists).

        Returns:
            The lists, at most 64; this listing has no pages.

        Example:
            >>> [found.face_list_id for found in client.face_lists.list()]
            ['board']
        """
        return self._driver.run(_face_lists.list_small(self._settings))

    def update(
        self, list_id: str, *, name: str | None = None, user_data: str | None = None
    ) -> None:
        """Change a list's name, its data, or both (operation UpdateFaceList).

        Args:
            list_id: The list.
            name: The new name, 1 to 128 characters; None leaves it.
            user_data: The new text, at most 16,384 characters; None leaves it.

        Raises:
            InvalidArgumentError: Neither is given.
            NotFoundError: There is no such list.

        Example:
            >>> client.face_lists.update("board", user_data="shelf 3")
        """
        self._driver.run(
            _containers.update(self._settings, SMALL, list_id, name=name, user_data=user_data)
        )

    def delete(self, list_id: str) -> None:
        """Delete a list with its faces (operation DeleteFaceList).

        Args:
            list_id: The list.

        Raises:
            NotFoundError: There is no such list (but not after a lost answer: then it is done).

        Example:
            >>> client.face_lists.create("old", name="Old")
            >>> client.face_lists.delete("old")
        """
        self._driver.run(_containers.delete(self._settings, SMALL, list_id))

    def add_face(
        self,
        list_id: str,
        image: ImageSource,
        *,
        target_face: FaceRectangle | None = None,
        detection_model: str = "detection_03",
        user_data: str | None = None,
    ) -> PersistedFace:
        """Add the face in a picture (operation AddFaceListFace).

        It can be found at once. It is sent again only when the service surely did nothing, since a
        second sending would add a second face; after a lost answer the error's `outcome_unknown` is
        True: read the list, and look by `user_data`, before you add it again.
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
            QuotaExceededError: The list has its 1,000 faces.

        Example:
            >>> face = client.face_lists.add_face("board", picture, user_data="Ann")
            >>> client.face_lists.get("board").persisted_faces[0].user_data
            'Ann'
        """
        return self._driver.run(
            _face_lists.add_face(
                self._settings,
                SMALL,
                list_id,
                image,
                target_face=target_face,
                detection_model=detection_model,
                user_data=user_data,
            )
        )

    def delete_face(self, list_id: str, persisted_face_id: str) -> None:
        """Delete one face (operation DeleteFaceListFace).

        Args:
            list_id: The list.
            persisted_face_id: The face, a UUID.

        Raises:
            NotFoundError: There is no such list, or no such face in it (but not after a lost
                answer: then it is done).

        Example:
            >>> spare = client.face_lists.add_face("board", picture)
            >>> client.face_lists.delete_face("board", spare.persisted_face_id)
        """
        self._driver.run(_face_lists.delete_face(self._settings, SMALL, list_id, persisted_face_id))

    def find_similar(
        self,
        list_id: str,
        face_id: str,
        *,
        max_candidates: int = 20,
        mode: MatchMode = "matchPerson",
    ) -> builtins.list[SimilarFace]:
        """Search a list for faces like a detected one (operation FindSimilar).

        Args:
            list_id: The list.
            face_id: From `client.detect`, with the list's recognition model; it expires.
            max_candidates: How many to return at most, 1 to 1,000.
            mode: "matchPerson" returns faces likely of the same person, perhaps none; "matchFace"
                returns the most similar ones whoever they are.

        Returns:
            The faces found, the most similar first.

        Raises:
            NotFoundError: There is no such list, or the face id has expired.
            BadRequestError: The list's recognition model is another than the face id's.

        Example:
            >>> probe = client.detect(picture)[0]
            >>> client.face_lists.find_similar("board", probe.face_id)[0].confidence
            1.0
        """
        return self._driver.run(
            _face_lists.find_similar(
                self._settings, SMALL, list_id, face_id, max_candidates=max_candidates, mode=mode
            )
        )


class AsyncFaceLists:
    """Face lists: up to 1,000 faces each, searched without a training.

    Reached as `client.face_lists`; a resource has at most 64. A list id is 1 to 64 characters of
    a-z, 0-9, "-" and "_"; one outside that is an InvalidArgumentError before any request. Every
    method that asks the service raises FaceApiError (or one of its kinds) when the service refuses,
    TransportError when no answer comes, and ResponseFormatError for an answer outside the contract.
    """

    def __init__(self, driver: AsyncDriver, settings: Settings) -> None:
        self._driver, self._settings = driver, settings

    async def create(
        self,
        list_id: str,
        *,
        name: str,
        user_data: str | None = None,
        recognition_model: str = "recognition_04",
    ) -> None:
        """Create an empty list (operation CreateFaceList).

        Args:
            list_id: The new list's id.
            name: What people call it, 1 to 128 characters.
            user_data: A text to keep with it, at most 16,384 characters.
            recognition_model: The model its faces are stored for; detect with the same one. The
                service's own default is the oldest, recognition_01.

        Raises:
            AlreadyExistsError: The id is taken. A repeated request after a lost answer is no such
                case: when the list there is just as asked for, it is taken as created.
            QuotaExceededError: The resource has its 64 lists.

        Example:
            >>> await client.face_lists.create("board", name="Board members")
        """
        await self._driver.run(
            _containers.create(
                self._settings,
                SMALL,
                list_id,
                name=name,
                user_data=user_data,
                recognition_model=recognition_model,
            )
        )

    async def get(self, list_id: str) -> FaceList:
        """Read a list with its faces (operation GetFaceList).

        Args:
            list_id: The list.

        Returns:
            The list, its faces included.

        Raises:
            NotFoundError: There is no such list.

        Example:
            >>> (await client.face_lists.get("board")).name
            'Board members'
        """
        return await self._driver.run(_face_lists.get_small(self._settings, list_id))

    async def list(self) -> builtins.list[FaceListItem]:
        """Read all lists, without their faces (operation GetFaceLists).

        Returns:
            The lists, at most 64; this listing has no pages.

        Example:
            >>> [found.face_list_id for found in await client.face_lists.list()]
            ['board']
        """
        return await self._driver.run(_face_lists.list_small(self._settings))

    async def update(
        self, list_id: str, *, name: str | None = None, user_data: str | None = None
    ) -> None:
        """Change a list's name, its data, or both (operation UpdateFaceList).

        Args:
            list_id: The list.
            name: The new name, 1 to 128 characters; None leaves it.
            user_data: The new text, at most 16,384 characters; None leaves it.

        Raises:
            InvalidArgumentError: Neither is given.
            NotFoundError: There is no such list.

        Example:
            >>> await client.face_lists.update("board", user_data="shelf 3")
        """
        await self._driver.run(
            _containers.update(self._settings, SMALL, list_id, name=name, user_data=user_data)
        )

    async def delete(self, list_id: str) -> None:
        """Delete a list with its faces (operation DeleteFaceList).

        Args:
            list_id: The list.

        Raises:
            NotFoundError: There is no such list (but not after a lost answer: then it is done).

        Example:
            >>> await client.face_lists.create("old", name="Old")
            >>> await client.face_lists.delete("old")
        """
        await self._driver.run(_containers.delete(self._settings, SMALL, list_id))

    async def add_face(
        self,
        list_id: str,
        image: ImageSource,
        *,
        target_face: FaceRectangle | None = None,
        detection_model: str = "detection_03",
        user_data: str | None = None,
    ) -> PersistedFace:
        """Add the face in a picture (operation AddFaceListFace).

        It can be found at once. It is sent again only when the service surely did nothing, since a
        second sending would add a second face; after a lost answer the error's `outcome_unknown` is
        True: read the list, and look by `user_data`, before you add it again.
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
            QuotaExceededError: The list has its 1,000 faces.

        Example:
            >>> face = await client.face_lists.add_face("board", picture, user_data="Ann")
            >>> (await client.face_lists.get("board")).persisted_faces[0].user_data
            'Ann'
        """
        return await self._driver.run(
            _face_lists.add_face(
                self._settings,
                SMALL,
                list_id,
                image,
                target_face=target_face,
                detection_model=detection_model,
                user_data=user_data,
            )
        )

    async def delete_face(self, list_id: str, persisted_face_id: str) -> None:
        """Delete one face (operation DeleteFaceListFace).

        Args:
            list_id: The list.
            persisted_face_id: The face, a UUID.

        Raises:
            NotFoundError: There is no such list, or no such face in it (but not after a lost
                answer: then it is done).

        Example:
            >>> spare = await client.face_lists.add_face("board", picture)
            >>> await client.face_lists.delete_face("board", spare.persisted_face_id)
        """
        await self._driver.run(
            _face_lists.delete_face(self._settings, SMALL, list_id, persisted_face_id)
        )

    async def find_similar(
        self,
        list_id: str,
        face_id: str,
        *,
        max_candidates: int = 20,
        mode: MatchMode = "matchPerson",
    ) -> builtins.list[SimilarFace]:
        """Search a list for faces like a detected one (operation FindSimilar).

        Args:
            list_id: The list.
            face_id: From `client.detect`, with the list's recognition model; it expires.
            max_candidates: How many to return at most, 1 to 1,000.
            mode: "matchPerson" returns faces likely of the same person, perhaps none; "matchFace"
                returns the most similar ones whoever they are.

        Returns:
            The faces found, the most similar first.

        Raises:
            NotFoundError: There is no such list, or the face id has expired.
            BadRequestError: The list's recognition model is another than the face id's.

        Example:
            >>> probe = (await client.detect(picture))[0]
            >>> (await client.face_lists.find_similar("board", probe.face_id))[0].confidence
            1.0
        """
        return await self._driver.run(
            _face_lists.find_similar(
                self._settings, SMALL, list_id, face_id, max_candidates=max_candidates, mode=mode
            )
        )
