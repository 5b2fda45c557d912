"""One known matter: what to say, large and in a chosen language; since when, until when, how many turned to us."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.local_text import LocalText
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.fields import Choice, EmptyState, Hairline, Label, WarningStrip
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.matters.questions import MatterCard
from csatdesk.gui.matters.words import fact_lines, is_late, left_words
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import LANGUAGE_NAMES

PANE_LEAST = 340


class MatterPane(FormPane):
    """`form` stands in the place of the matter while it is there."""

    rest_wanted = Signal()
    cases_wanted = Signal()

    def __init__(self, buttons: Sequence[QAction], empty: EmptyState) -> None:
        """`buttons`: what is done with a matter, each with its key."""
        super().__init__()
        self.card: MatterCard | None = None
        self._actions = tuple(buttons)
        self.name = Label("", "title", wrap=True)
        self.said = Label("", "heading", bold=False, wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.languages = Choice()
        self.languages.setAccessibleName(_("Language of what to say"))
        self.languages.chosen.connect(lambda _code: self._speak())
        self.late = WarningStrip("deadlines")
        self.rest = WarningStrip("mail")
        self.rest_link = self.rest.add_action(_("Answer the rest"))
        self.rest_link.clicked.connect(self.rest_wanted)
        self.facts = FactLines()
        self.facts.link_pressed.connect(self.cases_wanted)
        self.answer_head = Label(_("Answer to all"), "small", bold=True)
        self.answer = Label("", wrap=True)
        self._buttons = [deed_button(action) for action in buttons]
        self.put_in(upright_scroll(self._laid_out()), empty)
        self.setMinimumWidth(PANE_LEAST)
        self.show_card(None, None)

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(Label(_("What to say"), "small", bold=True), 1)
        head.addWidget(self.languages)
        column = QVBoxLayout(inside)
        column.setSpacing(S12)
        column.setContentsMargins(theme().margin, S12, theme().margin, S16)
        column.addWidget(self.name)
        column.addWidget(self.late)
        column.addWidget(self.rest)
        column.addWidget(FlowBox(*self._buttons, gap=S8))
        column.addWidget(Hairline())
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(Hairline())
        column.addWidget(self.facts)
        column.addWidget(self.answer_head)
        column.addWidget(self.answer)
        column.addStretch(1)
        return inside

    def show_card(self, card: MatterCard | None, facts: CaseFacts | None, *, leads: bool = False) -> None:
        """`leads`: the person may answer what is left."""
        self.card = card
        if card is None or facts is None:
            self.show_place(NOTHING)
            return
        matter = card.matter
        self.name.setText(matter.title)
        self._offer_languages(matter.text_to_say)
        self.late.say(_("The expected end has gone by."), _("What is said may no longer be true."))
        self.late.setVisible(is_late(matter, facts))
        has_rest = matter.ended_at is not None and card.unanswered.total > 0
        self.rest.say(left_words(card.unanswered), "")
        self.rest.setVisible(has_rest)
        self.rest_link.setVisible(has_rest and leads)
        self.facts.show_lines(fact_lines(matter, facts), _("Show the cases") if matter.cases else "")
        self.answer.setText(matter.answer.in_language(language()))
        self.answer_head.setVisible(bool(matter.answer))
        self.answer.setVisible(bool(matter.answer))
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())
        self.show_place(CARD)

    def _offer_languages(self, texts: LocalText) -> None:
        kept = self.languages.value()
        self.languages.clear()
        for code in texts:
            self.languages.add(code, LANGUAGE_NAMES.get(code, code))
        for wanted in (kept, language(), "en"):
            if wanted in texts:
                self.languages.set_value(wanted)
                break
        self.languages.setVisible(len(texts) > 1)
        self._speak()

    def _speak(self) -> None:
        self.said.setText(self.text())

    def text(self) -> str:
        """What to say, in the language that is chosen."""
        if self.card is None:
            return ""
        return self.card.matter.text_to_say.in_language(str(self.languages.value() or language()))

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def focus_page(self) -> None:
        first: Sequence[QWidget] = [button for button in self._buttons if not button.isHidden()]
        if first:
            first[0].setFocus(Qt.FocusReason.OtherFocusReason)
