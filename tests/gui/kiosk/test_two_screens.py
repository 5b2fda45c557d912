"""The kiosk over the second of two screens, in a process of its own: Qt is told of its screens when it begins."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FIRST = {"name": "desk", "x": 0, "y": 0, "width": 1366, "height": 768, "dpr": 1}
ABOUT = """
import json
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from csatdesk.domain.forms import Form, Item, Scale, ScaleKind, Section
from csatdesk.domain.local_text import LocalText
from csatdesk.gui.kiosk.keys import FaceKey
from csatdesk.gui.kiosk.measure import dots_of
from csatdesk.gui.kiosk.window import KioskPlan, KioskWindow

program = QApplication([])
desk = QWidget()
desk.show()
words = LocalText({"en": "How satisfied are you?"})
mood = Item("mood", words, Scale(ScaleKind.POINTS, 1, 5), metric="csat")
form = Form("q", 1, words, (Section("s", words, (mood,)),))
kiosk = KioskWindow(KioskPlan(form, "Hall", ("en",)))
kiosk.fill(program.screens()[1])
kiosk.show_question()
program.processEvents()
faces = kiosk.screen_shown.findChildren(FaceKey)
glass = program.screens()[1]
print(json.dumps({
    "kiosk": (kiosk.screen().name(), kiosk.geometry().getRect(), kiosk.isFullScreen()),
    "desk": (desk.screen().name(), desk.isVisible(), desk.geometry().intersects(kiosk.geometry())),
    "millimetres": min(min(one.width(), one.height()) for one in faces) / dots_of(glass) * 25.4,
    "inside": all(kiosk.rect().contains(QRect(one.mapTo(kiosk, QPoint()), one.size())) for one in faces),
}))
kiosk.end()
"""


@pytest.mark.parametrize(
    "second",
    [
        {"x": 1366, "y": 0, "width": 1920, "height": 1080, "dpr": 1},
        {"x": 1366, "y": 0, "width": 960, "height": 540, "dpr": 2},
        {"x": -1080, "y": 0, "width": 1080, "height": 1920, "dpr": 1.25},
    ],
    ids=["larger", "twice as sharp", "upright, on the left"],
)
def test_it_covers_the_second_screen_and_leaves_the_desk_its_own(tmp_path: Path, second: dict[str, float]) -> None:
    plain = {"logicalDpi": 96, "logicalBaseDpi": 96}
    places = [{**plain, **FIRST}, {**plain, "name": "hall", **second}]
    (tmp_path / "screens.json").write_text(json.dumps({"screens": places}))
    environment = os.environ | {
        "QT_SCALE_FACTOR": "1",
        "QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path / 'screens.json'}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run([sys.executable, "-c", ABOUT], env=environment, capture_output=True, check=True, text=True)
    seen = json.loads(done.stdout)
    assert seen["kiosk"] == ["hall", [second["x"], second["y"], second["width"], second["height"]], True]
    assert seen["desk"] == ["desk", True, False]
    assert seen["millimetres"] >= 12
    assert seen["inside"]
