"""Beneath the list of a form that is filled: the score so far and how much of it was seen."""

from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.scoring import Evaluation as Result
from csatdesk.gui.evaluations.words import seen_words
from csatdesk.gui.fields import Hairline, Label
from csatdesk.gui.tokens import S4, S12, S24
from csatdesk.wording.evaluations import score_words
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext


class ScoreLine(QWidget):
    """Hidden for whoever sees no score."""

    def __init__(self) -> None:
        super().__init__()
        self.score = Label("", "heading")
        self.coverage = Label("", "small", "ink2", wrap=True)
        inside = QVBoxLayout()
        inside.setContentsMargins(S24, S12, S24, S12)
        inside.setSpacing(S4)
        inside.addWidget(self.score)
        inside.addWidget(self.coverage)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(inside)
        self.hide()

    def show_result(self, result: Result | None) -> None:
        self.setVisible(result is not None)
        if result is None:
            return
        if result.total is None:
            self.score.setText(_("No score yet"))
        else:
            self.score.setText(_("So far {score}").format(score=score_words(result.total)))
        lines = [seen_words(result.coverage or Decimal(0))]
        failed = len(result.critical_items)
        if failed:
            words = ngettext("{count} critical question failed", "{count} critical questions failed", failed)
            lines.append(words.format(count=number(failed)))
        self.coverage.setText(", ".join(lines))
