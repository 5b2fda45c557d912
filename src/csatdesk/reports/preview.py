"""Draws finished papers as pictures: for the preview, and for the desk's printer."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_ONE_AT_A_TIME = Lock()  # PDFium is not made for several threads


class PaperNotShown(Trouble):
    text = N_(
        "This paper cannot be shown. Make it again; if that does not help, save it and open it in another program."
    )


def page_images(source: Path | bytes, scale: float) -> Iterator[bytes]:
    """Each page as a PNG, in order; `scale` 1 is 72 dots an inch, 300 / 72 suits a printer.

    A document may come from a file or from memory. PaperNotShown when it cannot be read.
    """
    import pypdfium2

    try:
        with _ONE_AT_A_TIME:
            document = pypdfium2.PdfDocument(source)
    except (OSError, pypdfium2.PdfiumError) as error:
        raise PaperNotShown from error
    try:
        for number in range(len(document)):
            yield _page(document, number, scale)
    finally:
        with _ONE_AT_A_TIME:
            document.close()


def _page(document: "PdfDocument", number: int, scale: float) -> bytes:
    with _ONE_AT_A_TIME:
        page = document[number]
        picture = page.render(scale=scale, draw_annots=False).to_pil()
        page.close()
    file = BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()
