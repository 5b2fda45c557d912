"""Every test of the windows runs in our look, and any word from Qt itself fails it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.logging import _QtMessageCapture as QtLog  # the type of the fixture qtlog

from csatdesk.gui.theme import theme

EXPECTED = "This plugin does not support propagateSizeHints"  # the display-less platform says so for every window


@pytest.fixture(autouse=True)
def _our_look(qapp: QApplication, qtlog: QtLog) -> Iterator[None]:
    theme().install(qapp)
    theme().follow("light")
    yield
    theme().follow("light")
    theme().set_text_scale(1.0)
    theme().set_compact(False)
    said = [record.message for record in qtlog.records if EXPECTED not in record.message]
    assert not said, said
