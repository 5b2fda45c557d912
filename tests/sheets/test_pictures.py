"""When a photo was taken."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from csatdesk.sheets.pictures import EXIF, OFFSET, TAKEN, plain_copy, taken_at

ARTIST = 0x013B
WARSAW = ZoneInfo("Europe/Warsaw")


def photo(*, taken: str = "", offset: str = "", kind: str = "JPEG", by: str = "") -> bytes:
    """A small grey picture, with what a camera wrote into it."""
    from PIL import Image

    made, into = Image.new("L", (400, 300), 128), BytesIO()
    exif = Image.Exif()
    told = exif.get_ifd(EXIF)
    if taken:
        told[TAKEN] = taken
    if offset:
        told[OFFSET] = offset
    if by:
        exif[ARTIST] = by
    made.save(into, kind, exif=exif)
    return into.getvalue()


def test_a_photo_tells_when_it_was_taken_by_the_clock_of_the_office() -> None:
    content = photo(taken="2026:11:22 10:15:30")
    assert taken_at(content, WARSAW) == datetime(2026, 11, 22, 9, 15, 30, tzinfo=UTC)


def test_a_camera_that_tells_its_zone_is_believed() -> None:
    found = taken_at(photo(taken="2026:11:22 10:15:30", offset="+05:00"), WARSAW)
    assert found is not None
    assert found.utcoffset() == timedelta(hours=5)


def test_the_beginning_of_a_photo_is_enough() -> None:
    content = photo(taken="2026:11:22 10:15:30")
    assert taken_at(content[: len(content) - 200], WARSAW) == taken_at(content, WARSAW)


def test_what_does_not_say_when_it_was_taken_says_nothing() -> None:
    silent = (photo(), photo(taken="0000:00:00 00:00:00"), photo(taken="soon"), b"seen", b"", b"\xff\xd8\xff\xe1\x00")
    assert [taken_at(one, WARSAW) for one in silent] == [None] * len(silent)


def test_a_damaged_photo_is_no_trouble() -> None:
    content = photo(taken="2026:11:22 10:15:30")
    for place in range(120):
        damaged = content[:place] + b"\xff\xff" + content[place + 2 :]
        found = taken_at(damaged, WARSAW)
        assert found is None or found.tzinfo is not None


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_plain_copy_shows_the_same_and_says_nothing_else(kind: str) -> None:
    from PIL import Image

    content = photo(taken="2026:11:22 10:15:30", by="Jan Visitor", kind=kind)
    assert b"Jan Visitor" in content
    copied = plain_copy(content)
    assert b"Jan Visitor" not in copied
    with Image.open(BytesIO(copied)) as seen:
        assert (seen.format, seen.size, dict(seen.getexif())) == (kind, (400, 300), {})


def test_what_is_no_picture_is_copied_as_it_is() -> None:
    assert plain_copy(b"%PDF-1.4 seen") == b"%PDF-1.4 seen"
