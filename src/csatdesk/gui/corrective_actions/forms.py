"""The fields of a measure: what, who, until when, and the figure that is expected of it."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.contacts import Segment
from csatdesk.domain.corrective_actions import (
    Cause,
    Expected,
    FigureUnreadable,
    Means,
    MeasureCard,
    MeasureKind,
    MeasureStart,
    NewMeasure,
)
from csatdesk.domain.effects import Counted, EffectRule
from csatdesk.domain.item_effects import Side
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.context import Context
from csatdesk.gui.corrective_actions.day_field import DueDayField
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import Choice, FormRow, Label, TextBox, TextField
from csatdesk.gui.filling.numbers import number_in
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.gui.topics.view import found_topics, topic_row
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.corrective_actions.effects import load_rate
from csatdesk.operations.corrective_actions.item_effects import ItemScope, load_item_standing
from csatdesk.wording.corrective_actions import counted_words, items_words
from csatdesk.wording.formats import number, typed_number
from csatdesk.wording.item_effects import side_words
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import word

TEXT_LINES, TOPIC_LINES = 3, 4
LEARNT = frozenset({Cause.KNOW, Cause.ABLE})  # what a training can answer
NO_TOPIC = "none"


class MeasureForm(DraftForm):
    """`saved` comes with a NewMeasure; what is refused comes back by `refused`."""

    def __init__(
        self,
        context: Context,
        facts: CaseFacts,
        rule: EffectRule,
        card: MeasureCard | None = None,
        start: MeasureStart | None = None,
    ) -> None:
        heading = _("New measure") if card is None else _("Change the measure")
        super().__init__(heading, _("Set the measure") if card is None else _("Save"))
        self.card, self._context, self._facts, self._rule = card, context, facts, rule
        self.start = start
        self._asker = QObject(self)
        self._topic_id: int | None = None
        self.name, self.text = TextField(), TextBox()
        self.text.setFixedHeight(self.text.lines_high(TEXT_LINES))
        staff = [(one.id, one.name) for one in facts.staff if one.is_active]
        self.owner = Choice([(None, _("choose …")), *staff])
        self.due = DueDayField(facts)
        self.expected = ExpectedField()
        self.rate = Label("", "caption", "ink2", wrap=True)
        self.topic = PickList(self._topics, _("Find a topic"), _("No topic has this name."), lines=TOPIC_LINES)
        self.office = Choice([(None, _("all offices")), *facts.offices])
        self.segment = Choice([(None, _("All segments")), *((one, word(one)) for one in Segment)])
        self.kind = Choice([(one, word(one)) for one in MeasureKind])
        self.means = Choice([(one, word(one)) for one in Means])
        self.cause = Choice([(None, _("not said")), *((one, word(one)) for one in Cause)])
        self.means.setAccessibleName(_("Means"))
        self.items = card.items if card is not None else start.items if start is not None else None
        self._add_rows()
        self.lay_out()
        self._connect()
        self._begin()

    def _add_rows(self) -> None:
        if self.items is not None:
            person = self.items.person_name
            self.rows.addWidget(Label(items_words(self.items), bold=True, wrap=True))
            if person:
                self.rows.addWidget(Label(_("In the work of {name}").format(name=person), "body", "ink2", wrap=True))
        for name, row in (
            ("title", FormRow(_("&Name"), self.name)),
            ("text", FormRow(_("&What is done"), self.text)),
            ("owner", FormRow(_("Owne&r"), self.owner)),
            ("due", FormRow(_("D&ue"), self.due)),
            ("topic", FormRow(_("&Topic"), self.topic)),
            ("office", FormRow(_("O&ffice"), self.office)),
            ("segment", FormRow(_("Segment"), self.segment)),
            ("expected", FormRow(_("E&xpected"), self.expected)),
            ("kind", FormRow(_("&Kind"), _side_by_side(self.kind, self.means))),
            ("cause", FormRow(_("Cau&se"), self.cause)),
        ):
            self.rows.addWidget(row)
            self.named[name] = row
        self.named["expected"].add_below(self.rate)
        self.rate.hide()

    def _connect(self) -> None:
        self.topic.begin()
        self.topic.taken.connect(self._take_topic)
        self.office.chosen.connect(lambda _value: self._ask_rate())

    def _begin(self) -> None:
        card, start = self.card, self.start
        if card is not None:
            self._show(card)
        elif start is not None:
            self._topic_id = start.topic_id
            self.segment.set_value(start.segment)
            self.cause.set_value(start.cause)
            if start.cause in LEARNT:
                self.means.set_value(Means.TRAINING)
            if any(one == start.office_id for one, _name in self._facts.offices):
                self.office.set_value(start.office_id)
        self._tell_topic()

    def _show(self, card: MeasureCard) -> None:
        row = card.row
        self._topic_id = row.topic_id
        self.name.setText(row.title)
        self.text.setPlainText(card.text)
        if self.owner.findData(row.owner_id) < 0:
            self.owner.add(row.owner_id, row.owner_name)
        self.owner.set_value(row.owner_id)
        self.due.day.set_day(row.due_on)
        self.expected.show_value(card.expected)
        self.office.set_value(row.office_id)
        self.segment.set_value(card.segment)
        self.kind.set_value(row.kind)
        self.means.set_value(card.means)
        self.cause.set_value(card.cause)

    # its topic, and how many complaints there are now

    def _topics(self, typed: str) -> Sequence[Suggestion]:
        if not typed.strip():
            return ()
        found = found_topics(self._facts.tree, typed, self._facts.tree.topics.values())[: TOPIC_LINES - 1]
        shown = [one for one in found if one.is_shown]
        return [topic_row(self._facts.tree, one) for one in shown] + [Suggestion(NO_TOPIC, "", _("No topic"))]

    def _take_topic(self) -> None:
        choice = self.topic.choice()
        if choice is not None:
            self._topic_id = choice.value if isinstance(choice.value, int) else None
            self.topic.begin()
            self._tell_topic()

    def _tell_topic(self) -> None:
        """What is chosen stands in the empty field."""
        words = _("Find a topic")
        if self._topic_id is not None:
            words = " › ".join(self._facts.tree.path(self._topic_id, language()))
            if self.items is None:
                self.expected.offer_rate()
        self.topic.field.setPlaceholderText(words)
        self._ask_rate()

    def _ask_rate(self) -> None:
        """Of items how often they fail now, else how many complaints there are."""
        self.rate.setVisible(self.items is not None or self._topic_id is not None)
        chosen = self.office.value()
        office_id = chosen if isinstance(chosen, int) else None
        if self.items is not None:
            about = self.items.about
            scope = ItemScope(about.standard_id, about.item_keys, office_id, about.person_id)
            self._context.runner.ask(self._asker, partial(load_item_standing, scope=scope), self._show_standing)
        elif self._topic_id is not None:
            question = partial(load_rate, topic_id=self._topic_id, office_id=office_id)
            self._context.runner.ask(self._asker, question, self._show_rate)

    def _show_standing(self, now: Side) -> None:
        self.rate.setText(_("Now: {figures}").format(figures=side_words(now)))
        if self.card is None and now.share is not None:
            self.expected.offer_failing(100 * now.share)

    def _show_rate(self, counted: Counted) -> None:
        days = ngettext("last {count} day", "last {count} days", self._rule.days).format(count=number(self._rule.days))
        self.rate.setText(_("Now, {days}: {counts}").format(days=days, counts=counted_words(counted)))
        if self.card is None and counted.per_1000 is not None:
            self.expected.offer_before(counted.per_1000)

    # saving

    def is_empty(self) -> bool:
        """Whether nothing would be lost: of a new one nothing is written yet."""
        written = self.name.text().strip() or self.text.toPlainText().strip()
        return self.card is None and not written

    def draft(self) -> NewMeasure:
        owner_id, office_id, cause = self.owner.value(), self.office.value(), self.cause.value()
        segment = self.segment.value()
        kind, means = self.kind.value(), self.means.value()
        assert isinstance(kind, MeasureKind)
        assert isinstance(means, Means)
        start, card = self.start, self.card
        new = NewMeasure(
            title=self.name.text(),
            text=self.text.toPlainText(),
            kind=kind,
            means=means,
            cause=cause if isinstance(cause, Cause) else None,
            owner_id=owner_id if isinstance(owner_id, int) else None,
            due_on=self.due.chosen(),
            expected=self.expected.value(),
            origin=card.origin if card is not None else start.origin if start is not None else None,
            topic_id=self._topic_id,
            case_id=card.case_id if card is not None else start.case_id if start is not None else None,
            office_id=office_id if isinstance(office_id, int) else None,
            items=self.items.about if self.items is not None else None,
            segment=segment if isinstance(segment, Segment) else None,
        )
        new.check()
        return new

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


class ExpectedField(QWidget):
    """What is counted, from how many to how many."""

    def __init__(self) -> None:
        super().__init__()
        self.figure = TextField(placeholder=_("What is counted"))
        self.before, self.after = TextField(), TextField()
        self.before.setAccessibleName(_("Now"))
        self.after.setAccessibleName(_("Wanted"))
        row = QHBoxLayout()
        row.setSpacing(S8)
        for words, field in ((_("from"), self.before), (_("to"), self.after)):
            row.addWidget(Label(words, "body", "ink2"))
            row.addWidget(field)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addWidget(self.figure)
        column.addLayout(row)
        self.setFocusProxy(self.figure)
        theme().changed.connect(self._refit)
        self._refit()

    def show_value(self, expected: Expected) -> None:
        self.figure.setText(expected.figure)
        for field, value in ((self.before, expected.before), (self.after, expected.after)):
            field.setText(typed_number(value) if value is not None else "")

    def offer_rate(self) -> None:
        """Of a topic complaints are counted, unless something else is written there."""
        if not self.figure.text().strip():
            self.figure.setText(_("complaints per 1,000 contacts"))

    def offer_failing(self, percent: float) -> None:
        """Of items how many answers fail, and that none should, unless something else is written there."""
        if not self.figure.text().strip():
            self.figure.setText(_("answers that fail, in per cent"))
            self.before.setText(typed_number(Decimal(round(percent))))
            self.after.setText("0")

    def offer_before(self, rate: float) -> None:
        if not self.before.text().strip() and self.figure.text() == _("complaints per 1,000 contacts"):
            self.before.setText(typed_number(Decimal(rate), 1))

    def value(self) -> Expected:
        """Raises a Refusal named "expected"."""
        return Expected(self.figure.text(), _figure(self.before.text()), _figure(self.after.text()))

    def _refit(self) -> None:
        for field in (self.before, self.after):
            field.setFixedWidth(theme().metrics("body").horizontalAdvance("000,00") + 26)


def _side_by_side(first: QWidget, second: QWidget) -> QWidget:
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S8)
    row.addWidget(first, 1)
    row.addWidget(second, 1)
    place.setFocusProxy(first)
    return place


def _figure(typed: str) -> Decimal | None:
    """A number as one types it, 12,5 or 12.5; None for nothing."""
    if not typed.strip():
        return None
    value = number_in(typed)
    if value is None or not 0 <= value < Decimal(10) ** 9:
        raise FigureUnreadable(field="expected", typed=typed.strip(), example="12,5")
    return round(value, 2)
