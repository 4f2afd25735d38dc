"""Listings in pages: the flow that walks them, and both pagers over it."""

from __future__ import annotations

import gc
import json
from collections.abc import AsyncIterator, Callable
from itertools import cycle
from typing import Any

import anyio
import httpx
import pytest

from azface import (
    Anonymous,
    AsyncFaceClient,
    FaceClient,
    InvalidArgumentError,
    NotFoundError,
    ResponseFormatError,
)

ENDPOINT = "https://example.cognitiveservices.azure.com"
BACKENDS = ["asyncio", "trio"]


class Service:
    """Lists by id, as the service lists them; notes the query of each request."""

    def __init__(self, count: int) -> None:
        self.ids = [f"list-{number:03}" for number in range(count)]
        self.queries: list[dict[str, str]] = []
        self.ignores_start = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        self.queries.append(query)
        assert len(self.queries) < 50, "a listing without end"
        start = "" if self.ignores_start else query.get("start", "")
        page = [each for each in self.ids if each > start][: int(query["top"])]
        documents = [{"largeFaceListId": each, "name": each.upper()} for each in page]
        return httpx.Response(200, content=json.dumps(documents))

    @property
    def starts(self) -> list[str | None]:
        return [query.get("start") for query in self.queries]


class Sync:
    """The sync twin."""

    def __init__(self, service: Callable[..., Any]) -> None:
        http_client = httpx.Client(transport=httpx.MockTransport(service))
        self.lists = FaceClient(ENDPOINT, Anonymous(), http_client=http_client).large_face_lists

    def items(self, most: int | None = None, **options: Any) -> list[str]:
        return self._ids(self.lists.list(**options), most)

    def pages(self, most: int | None = None, **options: Any) -> list[Any]:
        return self._taken(self.lists.list(**options).pages(), most)

    def items_twice(self, **options: Any) -> list[list[str]]:
        pager = self.lists.list(**options)
        return [self._ids(pager, None), self._ids(pager, None)]

    def _ids(self, pager: Any, most: int | None) -> list[str]:
        return [found.large_face_list_id for found in self._taken(pager, most)]

    def _taken(self, pager: Any, most: int | None) -> list[Any]:
        taken = []
        for each in pager:
            taken.append(each)
            if len(taken) == most:
                break
        return taken


class Async:
    """The async twin, called from sync tests; leaves nothing to be finalised."""

    def __init__(self, service: Callable[..., Any], backend: str) -> None:
        self.service, self.backend = service, backend

    def items(self, most: int | None = None, **options: Any) -> list[str]:
        taken = self._run(lambda lists: [lists.list(**options)], most)
        return [found.large_face_list_id for found in taken[0]]

    def pages(self, most: int | None = None, **options: Any) -> list[Any]:
        return self._run(lambda lists: [lists.list(**options).pages()], most)[0]

    def items_twice(self, **options: Any) -> list[list[str]]:
        taken = self._run(lambda lists: [lists.list(**options)] * 2, None)
        return [[found.large_face_list_id for found in each] for each in taken]

    def _run(self, iterables: Callable[[Any], list[AsyncIterator[Any]]], most: int | None) -> Any:
        async def main() -> list[list[Any]]:
            transport = httpx.MockTransport(self.service)
            async with httpx.AsyncClient(transport=transport) as http_client:
                client = AsyncFaceClient(ENDPOINT, Anonymous(), http_client=http_client)
                return [await taken(each) for each in iterables(client.large_face_lists)]

        async def taken(iterable: AsyncIterator[Any]) -> list[Any]:
            collected = []
            async for each in iterable:
                collected.append(each)
                if len(collected) == most:
                    break
            del iterable
            gc.collect()  # trio warns here of what is left to be finalised
            return collected

        return anyio.run(main, backend=self.backend)


@pytest.fixture(params=["sync", *BACKENDS])
def open_twin(request: pytest.FixtureRequest) -> Callable[[Callable[..., Any]], Any]:
    if request.param == "sync":
        return Sync
    return lambda service: Async(service, request.param)


def test_items_come_page_after_page(open_twin: Any) -> None:
    service = Service(7)
    assert open_twin(service).items(page_size=3) == service.ids
    assert service.queries == [
        {"top": "3", "returnRecognitionModel": "true"},
        {"start": "list-002", "top": "3", "returnRecognitionModel": "true"},
        {"start": "list-005", "top": "3", "returnRecognitionModel": "true"},
    ]


def test_pages_tell_where_to_go_on(open_twin: Any) -> None:
    pages = open_twin(Service(5)).pages(page_size=2)
    assert [page.next_start for page in pages] == ["list-001", "list-003", None]
    assert [[found.name for found in page.items] for page in pages] == [
        ["LIST-000", "LIST-001"],
        ["LIST-002", "LIST-003"],
        ["LIST-004"],
    ]


def test_a_listing_goes_on_from_where_a_page_ended(open_twin: Any) -> None:
    service = Service(5)
    (first,) = open_twin(service).pages(1, page_size=2)
    assert open_twin(service).items(start=first.next_start, page_size=2) == service.ids[2:]
    assert service.starts == [None, "list-001", "list-003"]


def test_nothing_at_all_is_one_empty_page(open_twin: Any) -> None:
    service = Service(0)
    assert open_twin(service).items() == []
    (page,) = open_twin(service).pages()
    assert (page.items, page.next_start) == ([], None)
    assert len(service.queries) == 2


def test_a_multiple_of_the_page_size_ends_with_an_empty_page(open_twin: Any) -> None:
    service = Service(4)
    twin = open_twin(service)
    assert twin.items(page_size=2) == service.ids
    assert service.starts == [None, "list-001", "list-003"]
    assert [len(page.items) for page in twin.pages(page_size=2)] == [2, 2, 0]


def test_a_page_size_of_one_walks_on(open_twin: Any) -> None:
    service = Service(3)
    assert open_twin(service).items(page_size=1) == service.ids


def test_iterating_twice_asks_anew(open_twin: Any) -> None:
    service = Service(3)
    assert open_twin(service).items_twice(page_size=2) == [service.ids, service.ids]
    assert service.starts == [None, "list-001"] * 2


def test_nothing_is_asked_before_the_first_item_is() -> None:
    service = Service(3)
    pages = Sync(service).lists.list().pages()
    assert service.queries == []
    next(pages)
    assert len(service.queries) == 1


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_listing_left_early_fetches_no_further_page(open_twin: Any, most: int) -> None:
    service = Service(9)
    assert open_twin(service).items(most, page_size=3) == service.ids[:most]
    assert len(service.queries) == 1


def test_pages_left_early_fetch_no_further_page(open_twin: Any) -> None:
    service = Service(9)
    assert len(open_twin(service).pages(2, page_size=3)) == 2
    assert len(service.queries) == 2


@pytest.mark.parametrize("start", [None, "list-002"])
def test_a_listing_that_does_not_move_on_is_an_error(open_twin: Any, start: str | None) -> None:
    service = Service(3)
    service.ignores_start = True
    with pytest.raises(ResponseFormatError, match="does not move on from the id 'list-002'"):
        open_twin(service).items(start=start, page_size=3)
    assert len(service.queries) == (2 if start is None else 1)


@pytest.mark.parametrize("last", ["a", "b", "x" * 65, "\ud800", ""])
def test_a_listing_that_goes_in_circles_or_nowhere_is_an_error(open_twin: Any, last: str) -> None:
    pages = cycle([["a"], ["b"], [last]])

    def service(request: httpx.Request) -> httpx.Response:
        documents = [{"largeFaceListId": each, "name": "N"} for each in next(pages)]
        return httpx.Response(200, content=json.dumps(documents))

    with pytest.raises(ResponseFormatError, match="does not move on"):
        open_twin(service).items(page_size=1)


def test_an_error_in_the_middle_comes_after_the_items_before_it() -> None:
    service = Service(4)

    def failing(request: httpx.Request) -> httpx.Response:
        if "start" in request.url.params:
            return httpx.Response(404, json={"error": {"code": "LargeFaceListNotFound"}})
        return service(request)

    walk = iter(Sync(failing).lists.list(page_size=2))
    assert [next(walk).large_face_list_id, next(walk).large_face_list_id] == service.ids[:2]
    with pytest.raises(NotFoundError):
        next(walk)


@pytest.mark.parametrize("page_size", [0, -1, 1001, 2.0, "5", True, None])
def test_a_page_size_out_of_range_is_refused_before_any_request(page_size: Any) -> None:
    service = Service(3)
    with pytest.raises(InvalidArgumentError, match="page_size"):
        Sync(service).lists.list(page_size=page_size)
    assert service.queries == []


@pytest.mark.parametrize("start", ["", "x" * 65, 5, b"list"])
def test_a_start_that_is_no_id_is_refused_before_any_request(start: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="start"):
        Sync(Service(3)).lists.list(start=start)
