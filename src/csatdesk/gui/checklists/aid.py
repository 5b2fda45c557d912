"""An aid beside the page: the steps of a standard with WHAT and HOW, ticked while one works. Nothing of it is kept, and
there is no score (M47). The ticks stay while the pane is away for a moment, and go with the lock.
"""

from functools import partial

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csatdesk.domain.forms import Item
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, Choice, EmptyState, IconButton, Label, QuietButton
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.operations.standards.aids import Aid, load_aid
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language

WIDE, WIDE_COMPACT, STEP_LEAST = 380, 300, 44
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Step(QFrame):
    """One step. A press anywhere on it ticks it, so that a finger finds it."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        what, how = item.text.in_language(language()), item.how.in_language(language())
        self.key = item.key
        self.tick = CheckBox("")
        self.tick.setAccessibleName(what)
        self.tick.setAccessibleDescription(how)
        self.what, self.how = Label(what, bold=True, wrap=True), Label(how, "small", "ink2", wrap=True)
        if not how:
            self.how.hide()
        words = QVBoxLayout()
        words.setSpacing(S4 // 2)
        words.addWidget(self.what)
        words.addWidget(self.how)
        row = QHBoxLayout(self)
        row.setContentsMargins(S16, S8, S12, S8)
        row.setSpacing(S8)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setMinimumHeight(theme().px(STEP_LEAST))
        self.setFocusProxy(self.tick)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.tick.setFocus(Qt.FocusReason.MouseFocusReason)
            self.tick.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(S16, self.height() - 1, self.width() - S16, 1, theme().color("line"))


class AidPane(QFrame):
    """At the right of the page. Escape closes it, and the keyboard is where it was."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self._context = context
        self._asker = QObject(self)
        self._before: QWidget | None = None
        self._shown: int | None = None  # the version whose steps stand here
        self.steps: list[Step] = []
        self.choice = Choice()
        self.choice.setAccessibleName(_("Standard"))
        self.choice.chosen.connect(self._choose)
        self.done = Label("", "small", "ink2")
        self.again = QuietButton(_("Begin anew"), "Ctrl+Shift+Backspace")
        self.again.clicked.connect(self.begin_anew)
        self._area: QScrollArea | None = None
        self._empty = EmptyState(
            _("The steps of a standard stand here, to tick off while you work."), _("None has been published yet.")
        )
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()
        self.hide()

    def _lay_out(self) -> None:
        close = IconButton("close", _("Close the aid"))
        close.clicked.connect(self.close_pane)
        head = QHBoxLayout()
        head.addWidget(Label(_("Job aid"), "heading"))
        head.addStretch(1)
        head.addWidget(close)
        counted = QHBoxLayout()
        counted.addWidget(self.done, 1)
        counted.addWidget(self.again)
        top = QVBoxLayout()
        top.setContentsMargins(S16, S12, S8, S4)
        top.setSpacing(S8)
        top.addLayout(head)
        top.addWidget(self.choice)
        top.addLayout(counted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(top)
        self._column.addWidget(self._empty, 1)

    def turn(self, version_id: int | None) -> None:
        """Open it, with a version or what stood here last; closed when the keyboard stands in it already."""
        if self._has_focus():
            self.close_pane()
            return
        self._before = QApplication.focusWidget()
        self.show()
        self._ask(version_id if version_id is not None else self._shown)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return self.isVisible() and focused is not None and self.isAncestorOf(focused)

    def close_pane(self) -> None:
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_anew(self) -> None:
        """No step is ticked; one stands on the first."""
        for step in self.steps:
            step.tick.setChecked(False)
        self._count()
        self._focus_first()

    def forget(self) -> None:
        """Somebody else may come before this desk."""
        self.hide()
        self.begin_anew()

    def _ask(self, version_id: int | None) -> None:
        self._context.runner.ask(self._asker, partial(load_aid, version_id=version_id), self._came)

    def _choose(self, version_id: object) -> None:
        if isinstance(version_id, int):
            self._ask(version_id)

    def _came(self, aid: Aid) -> None:
        self.choice.clear()
        for one in aid.choices:
            self.choice.add(one.version_id, one.titles.in_language(language()))
        if aid.version_id is not None:
            self.choice.set_value(aid.version_id)
        if aid.version_id != self._shown:
            self._show(aid)
        has_steps = aid.form is not None
        self._empty.setVisible(not has_steps)
        for widget in (self.choice, self.done, self.again):
            widget.setVisible(has_steps)
        self._count()
        self._focus_first()

    def _show(self, aid: Aid) -> None:
        self._shown, self.steps = aid.version_id, []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, S12)
        column.setSpacing(0)
        for section in aid.form.sections if aid.form is not None else ():
            title = Label(section.title.in_language(language()), "small", "ink2", bold=True, wrap=True)
            title.setContentsMargins(S16, S12, S12, S4)
            column.addWidget(title)
            for item in section.items:
                step = Step(item)
                step.tick.clicked.connect(lambda on=False, one=step: self._ticked(one, is_on=on))
                self.steps.append(step)
                column.addWidget(step)
        column.addStretch(1)
        before, self._area = self._area, upright_scroll(inside)
        if before is not None:
            self._column.removeWidget(before)
            before.deleteLater()
        self._column.addWidget(self._area, 1)

    def _ticked(self, step: Step, *, is_on: bool) -> None:
        """The next step that is open comes next."""
        self._count()
        place = self.steps.index(step)
        following = next((one for one in self.steps[place + 1 :] if not one.tick.isChecked()), None)
        if is_on and following is not None:
            self._focus(following)

    def _count(self) -> None:
        ticked = sum(one.tick.isChecked() for one in self.steps)
        told = _("{done} of {count} done").format(done=number(ticked), count=number(len(self.steps)))
        self.done.setText(told)

    def _focus_first(self) -> None:
        first = next((one for one in self.steps if not one.tick.isChecked()), None)
        if not self.isVisible():
            return
        if first is not None:
            self._focus(first)
        else:
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus(self, step: Step) -> None:
        step.tick.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._area is not None:
            self._area.ensureWidgetVisible(step, 0, S16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_pane()
            return
        way = STEPS.get(Qt.Key(event.key()))
        here = next((place for place, one in enumerate(self.steps) if one.tick.hasFocus()), None)
        if way is not None and here is not None:
            self._focus(self.steps[min(max(here + way, 0), len(self.steps) - 1)])
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme().color("line"))

    def _refit(self) -> None:
        self.setFixedWidth(theme().px(WIDE_COMPACT if theme().compact else WIDE))
