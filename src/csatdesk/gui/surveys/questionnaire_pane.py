"""One questionnaire: its questions in their order, and beside them what is known of the one that is chosen."""

from collections.abc import Collection, Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from csatdesk.domain.forms import Item
from csatdesk.domain.question_bank import QuestionBank
from csatdesk.domain.questionnaire_making import is_own, items_of
from csatdesk.domain.surveys import ANONYMITY
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.fields import Choice, EmptyState, ErrorBanner, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.operations.standards.queries import StandardCard
from csatdesk.wording.questionnaires import (
    advice_words,
    answered_words,
    metric_note,
    metric_words,
    missing_words,
    size_words,
    subject_words,
)
from csatdesk.wording.standards import asked_when_words, state_words, told
from csatdesk.wording.texts import LANGUAGES, _
from csatdesk.wording.words import LANGUAGE_NAMES

PANE_LEAST = 420
QUESTIONS_SHARE = 0.5


class QuestionDetail(QWidget):
    """How it is answered, what it measures, and its words in six languages, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", "heading", wrap=True)
        self.facts = FactLines()
        self.note = Label("", "small", "ink2", wrap=True)
        self.texts = FactLines()
        column = QVBoxLayout(self)
        column.setSpacing(S12)
        for part in (self.words, self.facts, self.note, Hairline(), self.texts):
            column.addWidget(part)
        column.addStretch(1)
        column.setContentsMargins(S12, S12, theme().margin, S12)

    def show_item(self, card: StandardCard, item: Item | None, bank: QuestionBank) -> None:
        self.setVisible(item is not None)
        if item is None:
            return
        self.words.setText(told(item.text) or item.key)
        self.facts.show_lines(_facts(card, item))
        self.note.setText(" ".join(filter(None, (metric_note(item), _wording_words(item, bank)))))
        self.texts.show_lines([Line(LANGUAGE_NAMES[code], _text_in(item, code)) for code in LANGUAGES])


def _facts(card: StandardCard, item: Item) -> list[Line]:
    found = (
        (_("How it is answered"), answered_words(item)),
        (_("What it measures"), metric_words(item)),
        (_("About"), subject_words(item)),
        (_("Asked"), asked_when_words(item.show_when, card.template.form)),
    )
    return [Line(name, value) for name, value in found if value]


def _text_in(item: Item, code: str) -> str:
    text = item.text.get(code, "")
    if not text:
        return _("– missing")
    lacking = [one for one in item.scale.choices if code not in one.text]
    return " – ".join((text, _("its choices are missing"))) if lacking else text


def _wording_words(item: Item, bank: QuestionBank) -> str:
    """In which languages nobody has met the wording in use yet."""
    question = bank.questions.get(item.key)
    if question is None:
        return ""
    unread = [LANGUAGE_NAMES[code] for code in LANGUAGES if code not in question.is_checked]
    if not unread:
        return ""
    words = _("Our own wording, to be read by a native speaker before the first survey: {languages}.")
    return words.format(languages=", ".join(unread))


class QuestionnairePane(FormPane):
    """`form` stands in the place of the questionnaire while it is there."""

    version_wanted = Signal(object)  # id of a version to read
    question_chosen = Signal()

    def __init__(self, buttons: Sequence[QAction], empty: EmptyState, zone: tzinfo) -> None:
        super().__init__()
        self.card: StandardCard | None = None
        self.bank: QuestionBank | None = None
        self._zone, self._actions = zone, tuple(buttons)
        self.name = Label("", "title", wrap=True)
        self.purpose = Label("", wrap=True)
        self.size_line = Label("", "small", "ink2", wrap=True)
        self.missing = Label("", "small", "ink2", wrap=True)
        self.advice = Label("", "small", bold=True, wrap=True)
        self.banner = ErrorBanner()
        self.versions = Choice()
        self.versions.setAccessibleName(_("Version"))
        self.list = EntryList(_("Questions"))
        self.detail = QuestionDetail()
        self._buttons = [deed_button(action, "small") for action in buttons]
        self.put_in(self._laid_out(), empty)
        self.setMinimumWidth(PANE_LEAST)
        self.versions.chosen.connect(self.version_wanted)
        self.list.chosen.connect(lambda _key: self._show_question())

    def _laid_out(self) -> QWidget:
        head = QVBoxLayout()
        head.setContentsMargins(theme().margin, S12, theme().margin, S8)
        head.setSpacing(S4)
        lines = (self.name, self.purpose, self.size_line, self.missing, self.advice, self.banner)
        for widget in lines:
            head.addWidget(widget)
        head.addSpacing(S4)
        head.addWidget(FlowBox(self.versions, *self._buttons, gap=S8))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(upright_scroll(self.detail))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.split, 1)
        return page

    # what is shown

    @property
    def item(self) -> Item | None:
        """The question one stands on."""
        card = self.card
        return (
            None
            if card is None
            else next((one for one in items_of(card.template) if one.key == self.list.current), None)
        )

    def show_card(self, card: StandardCard | None, bank: QuestionBank | None) -> None:
        before, self.card = self.card, card
        self.bank = bank or self.bank
        if card is None or self.bank is None:
            self.show_place(NOTHING)
            return
        self.banner.say("")
        self.name.setText(told(card.template.form.title))
        self.purpose.setText(told(card.template.form.purpose))
        self.purpose.setVisible(bool(card.template.form.purpose))
        self.size_line.setText(size_words(card.template, self.bank.questions))
        self.missing.setText(missing_words(card.template))
        self.advice.setText(advice_words(card.template))
        self.advice.setVisible(bool(self.advice.text()))
        self._offer_versions(card)
        self._show_questions(card, before)
        self.show_place(CARD)

    def show_actions(self, shown: Collection[QAction]) -> None:
        """`shown`: what fits this version; what does not fit the chosen question stands there faint."""
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setVisible(action in shown)
            button.setEnabled(action.isEnabled())

    def _offer_versions(self, card: StandardCard) -> None:
        self.versions.clear()
        for version in card.standard.versions:
            self.versions.add(version.id, state_words(version, self._zone))
        self.versions.set_value(card.version.id)
        self.versions.updateGeometry()

    def _show_questions(self, card: StandardCard, before: StandardCard | None) -> None:
        """Whoever stood on a question still does; else on what is new, or on what came after a removed one."""
        assert self.bank is not None
        items = items_of(card.template)
        place = next((at for at, one in enumerate(self.list.entries) if one.id == self.list.current), 0)
        known = {one.key for one in items_of(before.template)} if before is not None else set()
        is_same = before is not None and before.version.id == card.version.id
        fresh = next((one.key for one in items if one.key not in known), None) if is_same else None
        self.list.show_entries([_entry(at, one, self.bank) for at, one in enumerate(items, start=1)])
        if fresh is not None:
            self.list.choose(fresh)
        elif self.list.current not in {one.key for one in items}:
            self.list.choose(items[min(place, len(items) - 1) if is_same else 0].key)
        self._show_question()

    def _show_question(self) -> None:
        if self.card is not None and self.bank is not None:
            self.detail.show_item(self.card, self.item, self.bank)
        self.question_chosen.emit()

    def focus_page(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        questions = round(self.width() * QUESTIONS_SHARE)
        self.split.setSizes([questions, self.width() - questions - 1])


def _entry(number: int, item: Item, bank: QuestionBank) -> Entry:
    note = ""
    if item.is_mandatory:
        note = _("mandatory")
    elif item.metric == ANONYMITY:
        note = _("last")
    elif is_own(item, bank.questions):
        note = _("own")
    line = " · ".join(filter(None, (metric_words(item), subject_words(item)))) or answered_words(item)
    return Entry(item.key, f"{number}  {told(item.short) or told(item.text) or item.key}", line, note)
