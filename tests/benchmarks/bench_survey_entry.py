"""Keying one paper form of 20 questions through the window: the program's own share of the 30 seconds, at most 3 s.

A practised hand gives some two digits a second, so twenty answers take ten; the rest is turning the page.
"""

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MOST_SECONDS = 3.0
FORM = "9" + "7" * 12 + "4" * 4 + "12" + "2" + "\n"
FORMS = 20


def main() -> int:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from csatdesk.domain.questionnaires import questionnaire_from
    from csatdesk.gui.kept_text import KeptTexts
    from csatdesk.gui.surveys.sheet_view import SheetView
    from csatdesk.gui.theme import new_application
    from csatdesk.system.drafts import DraftJournal
    from tests.gui.surveys.hands import TWENTY

    application = new_application("bench")
    with tempfile.TemporaryDirectory() as folder:
        view = SheetView()
        view.keep_in(KeptTexts(DraftJournal(Path(folder), bytes(32)), 1, view))
        view.resize(1176, 700)
        view.saved.connect(lambda paper: view.next_form(paper.number + 1))
        view.begin(questionnaire_from(TWENTY).form, ("bench", 1), heading="", first=1, carries_code=False)
        view.show()
        view.activateWindow()
        application.processEvents()
        begun = perf_counter()
        for sign in FORM * FORMS:
            target = QApplication.focusWidget() or view
            if sign == "\n":
                QTest.keyClick(target, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(target, sign)
            application.processEvents()
        seconds = (perf_counter() - begun) / FORMS
        kept = int(view.number.text()) - 1
    print(f"{kept} forms of 20 answers, {len(FORM)} keys each: {seconds:.2f} s of the program for one")
    return int(seconds > MOST_SECONDS or kept != FORMS)


if __name__ == "__main__":
    sys.exit(main())
