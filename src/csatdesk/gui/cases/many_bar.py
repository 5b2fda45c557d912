"""While several cases are chosen: how many, and what can be done with all of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.gui.cases.card_lines import ENTER, Line, LineDeed, LineSection
from csatdesk.gui.cases.flow import FlowLayout
from csatdesk.gui.cases.in_place import InPlaceOfList, lines_place
from csatdesk.gui.cases.many import ManyKey
from csatdesk.gui.fields import Hairline, Label, LinkButton
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S16
from csatdesk.operations.cases.bulk import ManyDone
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext, pgettext, spoken

TOLD_MOST = 100  # cases named one by one


class ManyBar(QFrame):
    """`asked`: the key of a deed."""

    asked = Signal(str)

    def __init__(self, keys: Sequence[ManyKey], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.count = Label("", "small", bold=True)
        place = QWidget()
        self._flow = FlowLayout(place)
        self._flow.setSpacing(S16)
        self._flow.addWidget(self.count)
        self.buttons = {one.key: self._button(one) for one in keys}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        place.setSizePolicy(policy)
        self._around = QHBoxLayout()
        self._around.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._around)
        column.addWidget(Hairline())
        theme().changed.connect(self._refit)
        self._refit()
        self.hide()

    def show_count(self, count: int) -> None:
        words = ngettext("{count} case selected", "{count} cases selected", count).format(count=number(count))
        self.count.setText(words)
        self.setAccessibleName(words)
        self.setVisible(count > 1)

    def _button(self, one: ManyKey) -> LinkButton:
        button = LinkButton(_(one.words), keys=one.keys)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key does the same, and the cases stay chosen
        button.clicked.connect(partial(self.asked.emit, one.key))
        self._flow.addWidget(button)
        return button

    def _refit(self) -> None:
        self._around.setContentsMargins(theme().margin, S8, theme().margin, S8 - 1)


class LeftOutView(InPlaceOfList):
    """Cases with which it was not done, each with the reason."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.section = LineSection("")
        self.section.asked.connect(lambda _key, case_id: self.opened.emit(case_id))
        self.more = Label("", "small", "ink2")
        self.fill(upright_scroll(lines_place(self.section, self.more)))

    def show_cases(self, many: ManyDone) -> None:
        cases, count = many.left_out, len(many.left_out)
        done = ngettext("It was done with {count} case.", "It was done with {count} cases.", many.done)
        self.section.title.setText(done.format(count=number(many.done)))
        words = ngettext("{count} case was left as it is", "{count} cases were left as they are", count)
        self.title.setText(words.format(count=number(count)))
        deeds = (LineDeed("open", pgettext("what a key does", "Open"), ENTER),)
        lines = [Line(one.case_id, one.number, spoken(one.refusal), "warning", deeds=deeds) for one in cases]
        self.section.show_lines(lines[:TOLD_MOST])
        rest = count - TOLD_MOST
        more = ngettext("and {count} more", "and {count} more", rest).format(count=number(rest)) if rest > 0 else ""
        self.more.setText(more)
        self.section.focus_chosen()
