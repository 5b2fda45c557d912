"""The guided tour's look at answers of an earlier year in a file, with the values that are no answers."""

from pathlib import Path
from typing import Any

from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.tour_hands import CTRL, Hands, Key, until

HEAD = "Respondent;Recommend;Q1 desk;Q1 waiting;Q1 whole;Comment"
WORDS = ("", "Quick and friendly, thank you.", "", "I waited for an hour.", "", "")
ROWS, NO_MARK, NEVER, WAITED = 240, 0, 6, 3


class AnswersAct(Hands):
    """Leaves the window on the page of files, with the answers of last year beside those of this one."""

    def look_at_answers_of_last_year(self, main: MainWindow) -> None:
        page: Any = main.go("survey_import")
        path = self.folder / "last year.csv"
        write_answers(path)
        page.open_file(path)
        until(lambda: page.checked is not None, "answers in a file")
        self.picture("survey-import")
        page.file_view.columns.choose(1)
        until(lambda: page.file_view.box.name.text() == "Recommend", "a column of answers")
        self.picture("survey-import-values")
        self.press(Key.Key_Return, CTRL)
        until(lambda: page.table is None, "answers taken over")
        self.picture("survey-import-done")


def write_answers(path: Path) -> None:
    """11 where nobody recommended or not, 0 and 6 beside marks from 1 to 5, "Blank" for none at all."""
    path.write_text("\n".join([HEAD, *map(_row, range(1, ROWS + 1))]), encoding="utf-8")


def _row(number: int) -> str:
    recommended = 11 if number % 19 == 0 else (number * 7) % 11 if number % 4 == 0 else 8 + number % 3
    desk = NO_MARK if number % 17 == 0 else 1 + (number * 3) % 5
    waiting = NEVER if number % 11 == 0 else 1 + number % 5
    whole = "Blank" if number % 29 == 0 else str(1 + max(number % 5, number % WAITED))
    return f"{number};{recommended};{desk};{waiting};{whole};{WORDS[number % len(WORDS)]}"
