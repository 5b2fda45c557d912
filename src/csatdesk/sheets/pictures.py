"""What a camera writes into a photo: read when it was taken, or left out."""

import warnings
from datetime import datetime, tzinfo
from io import BytesIO

TAKEN, OFFSET = 0x9003, 0x9011  # DateTimeOriginal and OffsetTimeOriginal (Exif 2.32, CIPA DC-008, 4.6.6)
EXIF = 0x8769  # where they stand
KEPT, QUALITY = frozenset({"transparency", "icc_profile"}), 90  # how it looks
WRITTEN, WITH_OFFSET = "%Y:%m:%d %H:%M:%S", "%Y:%m:%d %H:%M:%S%z"


def taken_at(begin: bytes, zone: tzinfo) -> datetime | None:
    """The instant a photo was taken; None where it does not say, or is no photo.

    `begin`: the beginning of the file, where a JPEG keeps it. `zone`: of cameras that do not tell theirs.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(begin), formats=("JPEG",)) as found:
            told = found.getexif().get_ifd(EXIF)  # which is damaged says nothing
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        KeyError,
    ):
        return None
    written, offset = _words(told.get(TAKEN)), _words(told.get(OFFSET))
    return _instant(written + offset, WITH_OFFSET, zone) or _instant(written, WRITTEN, zone)


def plain_copy(content: bytes) -> bytes:
    """A JPEG or PNG as it looks, without anything else that was written into the file: names, places, the camera.

    Any other file comes back as it is.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    into = BytesIO()
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=("JPEG", "PNG")) as found:
            made = ImageOps.exif_transpose(found)
            made.info = {name: told for name, told in found.info.items() if name in KEPT}
            made.save(into, "PNG" if found.format == "PNG" else "JPEG", quality=QUALITY)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        KeyError,
    ):
        return content
    return into.getvalue()


def _words(found: object) -> str:
    return found.strip("\0 ") if isinstance(found, str) else ""


def _instant(written: str, form: str, zone: tzinfo) -> datetime | None:
    try:
        found = datetime.strptime(written, form)  # noqa: DTZ007  (what tells no zone gets one in the next line)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)
