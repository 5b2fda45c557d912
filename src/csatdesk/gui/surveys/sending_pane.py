"""Beside those who are asked: what goes out when, the one who is chosen, the texts, how many answered by each way."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.marks import N_
from csatdesk.domain.survey_sampling import CheckedFrame, RuleRow
from csatdesk.domain.survey_sending import InvitationRow, Step, TextName
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.fields import Choice, EmptyState, Hairline, Label, PlainButton, SegmentedChoice, TextBox
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.surveys.sending_list import who_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.surveys.asked import SendingBoard
from csatdesk.wording.formats import short_instant
from csatdesk.wording.survey_sending import (
    drawn_words,
    rate_lines,
    route_words,
    rule_words,
    state_words,
    step_words,
    when_words,
    words,
)
from csatdesk.wording.surveys import words as survey_words
from csatdesk.wording.texts import LANGUAGES, _, language, ngettext
from csatdesk.wording.words import LANGUAGE_NAMES

PANE_LEAST = 420
TEXT_LINES = 14
WHEN, WHO, TEXTS, ANSWERS = range(4)
VIEWS = (N_("Sending"), N_("One person"), N_("Texts"), N_("Answers"))
OF_VIEW: Mapping[int, tuple[str, ...]] = {
    WHEN: ("send", "files", "print", "plan", "rule", "check", "end_rule"),
    WHO: (
        *("refused", "no_contact", "other", "not_eligible", "open", "returned"),
        *("no_answer", "busy", "later", "wrong_number", "was_sent", "not_sent", "day"),
    ),
    TEXTS: ("copy",),
}


class SendingPane(FormPane):
    view_chosen = Signal()
    step_chosen = Signal()
    text_wanted = Signal()

    def __init__(self, deeds: Mapping[str, QAction], empty: EmptyState, zone: tzinfo) -> None:
        super().__init__()
        self.board: SendingBoard | None = None
        self.row: InvitationRow | None = None
        self._zone, self._deeds = zone, deeds
        self.buttons: dict[str, PlainButton] = {key: deed_button(action) for key, action in deeds.items()}
        self.views = SegmentedChoice([(place, _(told)) for place, told in enumerate(VIEWS)])
        self.views.setAccessibleName(_("What is shown"))
        self.name = Label("", "title", wrap=True)
        self.steps, self.plan, self.rule, self.person, self.routes = (FactLines() for _place in range(5))
        self.step = Choice([(one, words(one)) for one in Step])
        self.step.setAccessibleName(_("What goes out"))
        self.checked, self.trouble = Label("", "small", wrap=True), Label("", "small", wrap=True)
        self.who, self.rates = Label("", "heading", wrap=True), Label("", "small", "ink2", wrap=True)
        self.text_name = Choice([(one, words(one)) for one in TextName])
        self.text_name.setAccessibleName(_("Which text"))
        self.text_language = Choice([(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
        self.text_language.setAccessibleName(_("Language"))
        self.text_language.set_value(language())
        self.text = TextBox()
        self._pages = QStackedWidget()
        self.put_in(self._laid_out(), empty)
        self._connect()
        self.setMinimumWidth(PANE_LEAST)
        theme().changed.connect(self._refit)
        self._refit()

    def _connect(self) -> None:
        self.views.chosen.connect(self._show_view)
        self.step.chosen.connect(lambda _step: self.step_chosen.emit())
        self.text_name.chosen.connect(lambda _name: self.text_wanted.emit())
        self.text_language.chosen.connect(lambda _code: self.text_wanted.emit())

    def _laid_out(self) -> QWidget:
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Text"))
        self.text.setFixedHeight(self.text.lines_high(TEXT_LINES))
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(S12)
        column.addWidget(self.name)
        column.addWidget(self.views)
        column.addWidget(self._pages, 1)
        for parts in (self._when(), self._who(), self._texts(), self._answers()):
            self._pages.addWidget(_page(parts))
        return inside

    def _when(self) -> Sequence[QWidget]:
        return (
            self.steps,
            FlowBox(self.step, *self._of("send", "files", "print"), gap=S8),
            Hairline(),
            self.plan,
            FlowBox(*self._of("plan"), gap=S8),
            Hairline(),
            self.rule,
            self.checked,
            FlowBox(*self._of("rule", "check", "end_rule"), gap=S8),
        )

    def _who(self) -> Sequence[QWidget]:
        settled = self._of(*OF_VIEW[WHO][:6])
        calls, sent = self._of(*OF_VIEW[WHO][6:10]), self._of(*OF_VIEW[WHO][10:])
        return self.who, self.person, self.trouble, FlowBox(*sent), FlowBox(*settled), FlowBox(*calls)

    def _texts(self) -> Sequence[QWidget]:
        return FlowBox(self.text_name, self.text_language, gap=S8), self.text, FlowBox(*self._of("copy"))

    def _answers(self) -> Sequence[QWidget]:
        return self.routes, Hairline(), Label(_("How was this computed?"), "heading"), self.rates

    def _of(self, *keys: str) -> list[QWidget]:
        return [self.buttons[key] for key in keys if key in self.buttons]

    # what is shown

    @property
    def view(self) -> int:
        value = self.views.value()
        assert isinstance(value, int)
        return value

    def _show_view(self, view: object) -> None:
        assert isinstance(view, int)
        self._pages.setCurrentIndex(view)
        self.view_chosen.emit()

    def show_board(self, board: SendingBoard | None, rule: RuleRow | None) -> None:
        if board is None or self.board is None or board.survey.id != self.board.survey.id:
            self.checked.hide()
        self.board = board
        self.show_place(NOTHING if board is None else CARD)
        if board is None:
            return
        self.name.setText(board.survey.name)
        self.steps.show_lines([Line(words(one.step), step_words(one)) for one in board.steps])
        self.plan.show_lines(_plan_lines(board))
        self.rule.show_lines(_rule_lines(rule))
        self.routes.show_lines([Line(survey_words(one.route), route_words(one)) for one in board.routes])
        self.rates.setText(_rates(board))

    def show_person(self, row: InvitationRow | None) -> None:
        self.row = row
        self.who.setText(who_words(row) if row is not None else _("Nobody is chosen."))
        self.person.show_lines(_person_lines(row, self._zone) if row is not None else [])
        self.trouble.setText(row.trouble if row is not None else "")
        self.trouble.setVisible(row is not None and bool(row.trouble))

    def show_check(self, found: CheckedFrame) -> None:
        is_right = found.is_same_frame and found.is_same_draw
        right = _("Drawn again with the same seed from {count}: the same are drawn.")
        wrong = _("What it was drawn from has changed since: {count} lines are not those that were kept.")
        self.checked.setText((right if is_right else wrong).format(count=found.frame_size))
        self.checked.show()

    def show_text(self, text: str) -> None:
        self.text.setPlainText(
            text or _("This text needs the address of your own form. Write it under Plan and texts.")
        )

    def show_deeds(self) -> None:
        for key, button in self.buttons.items():
            button.setVisible(self._deeds[key].isEnabled())
        self.step.setVisible(any(self._deeds[key].isEnabled() for key in ("send", "files", "print")))

    def focus_page(self) -> None:
        """The one who is chosen, and what can be noted of them."""
        if self.form is None and self.board is not None:
            self.views.set_value(WHO)
            shown = next((one for one in self._of(*OF_VIEW[WHO]) if one.isVisible()), self.views)
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        self._column.setContentsMargins(theme().margin, S12, theme().margin, S12)


def _page(parts: Sequence[QWidget]) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S12)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return upright_scroll(inside)


def _plan_lines(board: SendingBoard) -> list[Line]:
    plan = board.plan
    days = _("after {first} and {last} days").format(first=plan.remind_days[0], last=plan.remind_days[1])
    within = ngettext("within {count} day", "within {count} days", plan.answer_days)
    answer = within.format(count=plan.answer_days) if board.survey.answer_by is None else ""
    lines = [
        Line(_("Sender"), survey_words(board.survey.sender)),
        Line(_("Copy to"), plan.copy_to or _("nobody")),
        Line(_("Reminders"), days),
        Line(_("Your own form"), plan.link or _("none: by code at the counter or by phone")),
    ]
    if answer:
        lines.append(Line(_("Answer by"), answer))
    return lines


def _rule_lines(rule: RuleRow | None) -> list[Line]:
    if rule is None:
        return [Line(_("Who is drawn"), _("nobody; those of the list are asked"))]
    return [
        Line(_("Who is drawn"), rule_words(rule.rule)),
        Line(_("So far"), drawn_words(rule)),
        Line(_("Seed"), str(rule.seed)),
    ]


def _rates(board: SendingBoard) -> str:
    lines = [f"{survey_words(one.route)}: {rate_lines(one.rates)}" for one in board.routes if one.asked]
    source = _("Rates as defined by the AAPOR, Standard Definitions, 10th edition. An anonymous answer counts too.")
    return "\n".join([*lines, source])


def _person_lines(row: InvitationRow, zone: tzinfo) -> list[Line]:
    lines = [
        Line(_("State"), state_words(row)),
        Line(_("Way"), survey_words(row.route)),
        Line(_("Address"), row.reach),
        Line(_("Language"), LANGUAGE_NAMES.get(row.language, row.language)),
        Line(_("Code"), row.code),
        Line(_("When"), when_words(row, zone)),
    ]
    if row.called_at is not None:
        lines.append(Line(_("Last call"), short_instant(row.called_at, zone)))
    return [line for line in lines if line.value]
