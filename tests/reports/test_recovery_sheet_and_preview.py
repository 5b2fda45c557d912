"""The recovery sheet, the icons, and papers as pictures."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from csatdesk.reports import recovery_sheet
from csatdesk.reports.icons import draw_icon
from csatdesk.reports.pen import Pen
from csatdesk.reports.preview import PaperNotShown, page_images
from csatdesk.wording.resources import resource
from tests.reports.reading import pages
from tests.reports.samples import RECOVERY_SHEET


def test_the_code_stands_on_one_page_in_numbered_groups() -> None:
    [page] = pages(recovery_sheet.as_bytes(RECOVERY_SHEET))
    for number, group in enumerate(RECOVERY_SHEET.code.split("-"), start=1):
        assert f"{number} {group}" in page
    assert RECOVERY_SHEET.centre in page
    assert RECOVERY_SHEET.made in page


def test_pages_become_pictures_of_the_asked_size() -> None:
    [png] = page_images(recovery_sheet.as_bytes(RECOVERY_SHEET), 2.0)
    picture = Image.open(BytesIO(png))
    assert picture.format == "PNG"
    assert abs(picture.width - 2 * 595.28) <= 1
    greys = picture.convert("L").tobytes()
    assert min(greys) < 60
    assert max(greys) == 255


def test_what_is_no_paper_cannot_be_shown() -> None:
    with pytest.raises(PaperNotShown):
        next(page_images(b"no paper at all", 1.0))


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_can_be_drawn_on_paper(path: Path) -> None:
    file = BytesIO()
    pen = Pen(file, (24, 24), "en")
    draw_icon(pen, path.stem, (12, 12), 24, 0)
    pen.end_page()
    pen.save()
    [png] = page_images(file.getvalue(), 4)
    shape = Image.open(BytesIO(png)).convert("L").point(lambda grey: 255 - grey)
    box = shape.getbbox()
    assert box is not None
    assert box[0] > 0
    assert box[2] < 96
