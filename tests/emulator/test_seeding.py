"""Filling a store with very much: all of it or nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from azface.emulator.ids import Ids
from azface.emulator.storage import NewFace, Storage

FACE = NewFace(bytes(56))


@pytest.fixture(params=[None, "state.db"])
def storage(request: pytest.FixtureRequest, tmp_path: object) -> Iterator[Storage]:
    data = None if request.param is None else f"{tmp_path}/{request.param}"
    opened = Storage(data, Ids(1))
    yield opened
    opened.close()


def added(storage: Storage) -> tuple[int, list[bytes]]:
    key = storage.collections.create("FaceList", "a", "a", None, "recognition_04")
    return key, storage.faces.add_all(key, [FACE] * 3)


def test_a_fill_that_fails_leaves_nothing(storage: Storage) -> None:
    first: list[object] = []

    def fail() -> None:
        with storage.filling():
            first.append(added(storage))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert storage.untouched
    assert storage.collections.find("FaceList", "a") is None
    assert [added(storage)] == first
    assert not storage.untouched


def test_a_filled_store_is_as_one_that_was_filled_piece_by_piece(storage: Storage) -> None:
    pieces = Storage(None, Ids(1))
    key, ids = added(pieces)
    with storage.filling():
        assert added(storage) == (key, ids)
    assert storage.faces.page(key, "", 10) == pieces.faces.page(key, "", 10)
    assert storage.faces.last(key) == pieces.faces.last(key) == 3
    assert storage.faces.delete(key, ids[0])
    assert storage.faces.find(key, ids[0]) is None
    pieces.close()


def test_a_filled_store_has_all_its_indexes(storage: Storage) -> None:
    """Without one a page of faces would still be right, but slow."""
    before = indexes(storage)
    with storage.filling():
        assert len(indexes(storage)) < len(before)
    assert indexes(storage) == before


def indexes(storage: Storage) -> set[str]:
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(storage.save())
        return {
            name
            for (name,) in copy.execute("SELECT sql FROM sqlite_master WHERE sql LIKE '%INDEX%'")
        }
