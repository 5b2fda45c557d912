"""One standard to read: which version holds, what it is for, every item with how it is scored; or two versions."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.standards import Comparison, VersionRow
from csatdesk.gui.actions import plain
from csatdesk.gui.fields import Choice, EmptyState, ErrorBanner, Hairline, Label, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.standards.reading_list import ReadingList
from csatdesk.gui.standards.rows import comparison_rows, standard_rows
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.operations.standards.queries import StandardCard
from csatdesk.wording.standards import channel_words, kind_words, policy_words, state_words, told
from csatdesk.wording.texts import _

PANE_LEAST, SEARCH_WIDE = 420, 220
SEARCH_MS = 120


class StandardPane(FormPane):
    """`form` stands in the place of the standard while it is there."""

    version_wanted = Signal(object)  # id of a version to read
    comparison_wanted = Signal(object)  # id of the version to compare with, None: none

    def __init__(self, buttons: Sequence[QAction], empty: EmptyState, zone: tzinfo, *, with_drafts: bool) -> None:
        """`with_drafts`: whether versions that were not published yet are offered, too."""
        super().__init__()
        self._with_drafts = with_drafts
        self.card: StandardCard | None = None
        self._zone, self._actions = zone, tuple(buttons)
        self.name = Label("", "title", wrap=True)
        self.sort = Label("", "small", "ink2", wrap=True)
        self.policy = Label("", wrap=True)
        self.news = Label("", "small", "ink2", wrap=True)
        self.banner = ErrorBanner()
        self.versions, self.other = Choice(), Choice()
        self.versions.setAccessibleName(_("Version"))
        self.other.setAccessibleName(_("Compare with"))
        self.search = TextField(placeholder=_("Find in this standard"), icon="search")
        self.nothing = Label("", "body", "ink2", wrap=True)
        self.list = ReadingList(_("Sections and items"))
        self._buttons = [deed_button(action, "small") for action in buttons]
        self._searching = Pause(self._show_rows, self, SEARCH_MS)
        self._comparison: Comparison | None = None
        self.put_in(self._laid_out(), empty)
        self.setMinimumWidth(PANE_LEAST)
        self._connect()
        self.show_card(None)

    def _laid_out(self) -> QWidget:
        self.search.setFixedWidth(theme().px(SEARCH_WIDE))
        head = QVBoxLayout()
        head.setContentsMargins(theme().margin, S12, theme().margin, S8)
        head.setSpacing(S4)
        for widget in (self.name, self.sort, self.policy, self.news, self.banner):
            head.addWidget(widget)
        head.addSpacing(S4)
        head.addWidget(FlowBox(*self._buttons, gap=S8))
        head.addSpacing(S4)
        head.addWidget(FlowBox(self.versions, self.other, self.search, gap=S12))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        said = QHBoxLayout()
        said.setContentsMargins(theme().margin, 0, theme().margin, 0)
        said.addWidget(self.nothing)
        column.addLayout(said)
        column.addWidget(self.list, 1)
        return page

    def _connect(self) -> None:
        self.versions.chosen.connect(self.version_wanted)
        self.other.chosen.connect(self.comparison_wanted)
        self.search.textChanged.connect(lambda _text: self._searching.poke())
        self.search.returnPressed.connect(self.focus_page)

    # what is shown

    def show_card(self, card: StandardCard | None) -> None:
        before, self.card, self._comparison = self.card, card, None
        if card is None:
            self.show_place(NOTHING)
            return
        self.banner.say("")
        self.name.setText(told(card.template.form.title))
        words = (kind_words(card.standard.kind), channel_words(card.standard.channel), told(card.template.form.purpose))
        self.sort.setText(" · ".join(filter(None, words)))
        self.policy.setText(policy_words(card.template))
        note = card.version.note
        self.news.setText(_("New in this version: {note}").format(note=note) if note else "")
        self.news.setVisible(bool(note))
        if before is not None and before.standard.id != card.standard.id:
            self.search.clear()
        self._offer_versions(card)
        self.show_actions()
        self._show_rows()
        self.show_place(CARD)

    def show_actions(self) -> None:
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setText(plain(action.text()))
            button.setVisible(action.isEnabled())
            button.updateGeometry()

    def _offer_versions(self, card: StandardCard) -> None:
        self.versions.clear()
        self.other.clear()
        self.other.add(None, _("Compare with …"))
        offered = [one for one in card.standard.versions if self._with_drafts or one.published_at is not None]
        for version in offered:
            self.versions.add(version.id, state_words(version, self._zone))
            if version.id != card.version.id:
                self.other.add(version.id, self._compared(version))
        self.versions.set_value(card.version.id)
        self.versions.updateGeometry()
        self.other.updateGeometry()
        self.other.setVisible(len(offered) > 1)

    def _compared(self, version: VersionRow) -> str:
        return _("compared with version {number}").format(number=version.number)

    def show_comparison(self, found: Comparison | None) -> None:
        self._comparison = found
        self._show_rows()

    def _show_rows(self) -> None:
        self._searching.cancel()
        if self.card is None:
            return
        is_reading = self._comparison is None
        self.search.setVisible(is_reading)
        if self._comparison is not None:
            rows = comparison_rows(self._comparison)
            self.nothing.setText(_("The two versions say the same."))
        else:
            rows = standard_rows(self.card.template, self.search.text())
            self.nothing.setText(_("No item holds these words."))
        self.nothing.setContentsMargins(0, S12, 0, 0)
        self.nothing.setVisible(not rows)
        self.list.show_rows(rows)

    # forms, and the keyboard

    def focus_page(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form is None:
            if self.search.text():
                self.search.clear()
            elif self._comparison is not None:
                self.other.set_value(None)
                self.show_comparison(None)
            else:
                self.left.emit()
            return
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.focus_page()
            return
        super().keyPressEvent(event)
