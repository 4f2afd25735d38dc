"""Listings that come in pages: the flow that walks them, and the two pagers users iterate."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Generic, TypeAlias, TypeVar

from attrs import frozen

from azface import _arguments
from azface._async_driver import AsyncDriver
from azface._flow import Emit, Flow, Stream
from azface._sync_driver import SyncDriver
from azface.error_codes import one_line
from azface.errors import InvalidArgumentError, ResponseFormatError

T = TypeVar("T")

# Makes the flow for the page after an id (None: the first page).
Fetch: TypeAlias = Callable[[str | None], Flow[list[T]]]


@frozen
class Page(Generic[T]):
    """One page of a listing.

    Attributes:
        items: What it holds.
        next_start: What `start` must be to go on after this page, or None when it is the last.
    """

    items: list[T]
    next_start: str | None


@frozen
class Listing(Generic[T]):
    """A listing as a flow: where it begins, how a page is fetched, and what moves it on."""

    fetch: Fetch[T]
    cursor: Callable[[T], str]
    start: str | None
    page_size: int

    def pages(self) -> Stream[Page[T], None]:
        """Emit page after page; a page that is not full is the last."""
        start = self.start
        seen = {start}
        while True:
            items = yield from self.fetch(start)
            following = self.cursor(items[-1]) if len(items) >= self.page_size else None
            if following is not None:
                if following in seen:
                    raise _does_not_move_on(following, "it came before")
                try:
                    _arguments.cursor(following)
                except InvalidArgumentError as error:
                    raise _does_not_move_on(following, str(error)) from None
                seen.add(following)
            yield from Emit(Page(items, following))
            if following is None:
                return
            start = following


class Pager(Generic[T]):
    """Iterate it for the items of a listing, or `.pages()` for its pages; each time anew.

    A page is fetched when its first item is asked for.
    """

    def __init__(self, driver: SyncDriver, listing: Listing[T]) -> None:
        self._driver, self._listing = driver, listing

    def __iter__(self) -> Iterator[T]:
        """The items, page after page."""
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page[T]]:
        """The pages; keep a page's `next_start` to go on from there another day."""
        return self._driver.iterate(self._listing.pages())


class AsyncPager(Generic[T]):
    """Iterate it for the items of a listing, or `.pages()` for its pages; each time anew.

    A page is fetched when its first item is asked for.
    """

    def __init__(self, driver: AsyncDriver, listing: Listing[T]) -> None:
        self._driver, self._listing = driver, listing

    def __aiter__(self) -> AsyncIterator[T]:
        """The items, page after page."""
        return _AsyncItems(self.pages())

    def pages(self) -> AsyncIterator[Page[T]]:
        """The pages; keep a page's `next_start` to go on from there another day."""
        return self._driver.iterate(self._listing.pages())


class _AsyncItems(Generic[T]):
    """Items out of pages; a class, since trio warns of async generators left early."""

    def __init__(self, pages: AsyncIterator[Page[T]]) -> None:
        self._pages = pages
        self._items: Iterator[T] = iter(())

    def __aiter__(self) -> _AsyncItems[T]:
        return self

    async def __anext__(self) -> T:
        while True:
            for item in self._items:
                return item
            page = await anext(self._pages)
            self._items = iter(page.items)


def _does_not_move_on(cursor: str, why: str) -> ResponseFormatError:
    return ResponseFormatError(
        f"the listing does not move on from the id {one_line(repr(cursor))}: {why}",
        status_code=200,
        body=b"",
    )
