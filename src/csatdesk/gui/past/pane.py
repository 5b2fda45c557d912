"""Beside the places: one of them with its figures, its own line of totals, and every past evaluation."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.past_evaluations import PastPlaceRow, PastPoint, PastRow
from csatdesk.gui.evaluations.history_line import HistoryLine, HistoryPoint
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.past.lists import PastList
from csatdesk.gui.past.words import figures_words, made_words, result_words
from csatdesk.gui.runner import Runner
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.wording.formats import full_date
from csatdesk.wording.texts import _

PANE_LEAST = 340
READING_SHARE, LIST_SHARE = 2, 3


class PlacePane(QWidget):
    """What stands out: these came from a file, and have a total and a comment only."""

    left = Signal()  # Escape: back to the list

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self.place: PastPlaceRow | None = None
        self.setProperty("surface", "bg")
        self.name = Label("", "title", wrap=True)
        self.figures = Label("", wrap=True)
        self.mark = Label(_("From a file: a total and a comment, without single answers"), "small", "ink2", wrap=True)
        self.history = HistoryLine(_("Totals of this place over time"))
        self.list = PastList(runner)
        self.said_of, self.comment = Label("", "body", bold=True, wrap=True), Label("", wrap=True)
        empty = EmptyState(_("The place you choose stands here."), _("Arrows move through the list."))
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self._laid_out())
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)
        self.setMinimumWidth(PANE_LEAST)
        self.list.current_changed.connect(self._read)
        self.list.evaluations.loaded.connect(self._loaded)
        theme().changed.connect(self._refit)
        self._refit()

    def _laid_out(self) -> QWidget:
        inside, reading = QWidget(), QWidget()
        top = self._top = QVBoxLayout()
        top.setSpacing(S4)
        for widget in (self.name, self.figures, self.mark, self.history):
            top.addWidget(widget)
        text = self._text = QVBoxLayout(reading)
        text.setSpacing(S8)
        text.addWidget(self.said_of)
        text.addWidget(self.comment)
        text.addStretch(1)
        reading.setProperty("surface", "bg")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline())
        column.addWidget(self.list, LIST_SHARE)
        column.addWidget(Hairline())
        column.addWidget(upright_scroll(reading), READING_SHARE)
        return inside

    def show_place(self, place: PastPlaceRow | None) -> None:
        self._stack.setCurrentIndex(0 if place is None else 1)
        if place is not None:
            self.name.setText(", ".join(filter(None, (place.name, place.town))))
            self.figures.setText(figures_words(place))
        if place is not None and (self.place is None or self.place.id != place.id):
            self.list.evaluations.show_place(place.id)
        self.place = place

    def show_trend(self, points: Sequence[PastPoint]) -> None:
        self.history.setVisible(len(points) > 1)
        self.history.show_history([HistoryPoint(one.day, one.total) for one in points])

    def reload(self) -> None:
        self.list.evaluations.reload()

    def _loaded(self) -> None:
        if self.list.row() is None:
            self.list.select_first()
        self._read(self.list.row())

    def _read(self, row: object) -> None:
        """The comment of the one on which the keyboard stands, whole."""
        found = row if isinstance(row, PastRow) else None
        if found is None:
            self.said_of.setText("")
            self.comment.setText("")
            return
        told = (full_date(found.day), result_words(found), made_words(found))
        self.said_of.setText(", ".join(filter(None, told)))
        self.comment.setText(found.comment or _("No comment."))

    def focus_page(self) -> None:
        if self.place is not None:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _refit(self) -> None:
        for layout in (self._top, self._text):
            layout.setContentsMargins(theme().margin, S12, theme().margin, S12)
