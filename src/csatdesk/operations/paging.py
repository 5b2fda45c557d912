"""Every row of a list that is read by pages: for papers and spreadsheets."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from csatdesk.domain.paging import Key, Page

R = TypeVar("R")


def every_page(read: Callable[[Key | None], Page[R]]) -> Iterator[tuple[R, ...]]:
    """The rows of each page, `read` after the key of the one before it."""
    page = read(None)
    yield page.rows
    while page.next is not None:
        page = read(page.next)
        yield page.rows
