"""Which rule would apply? A case as one imagines it, and for each clock the rule, why, and when it would be due."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseKind, Priority
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.deadlines import shown_day
from csatdesk.domain.rules import Rule, Trial
from csatdesk.domain.topics import Topic
from csatdesk.gui.administration.rules.back_view import BackView
from csatdesk.gui.administration.section import FactRow
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, ErrorBanner, FormRow, Hairline, Label
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.gui.tokens import S8
from csatdesk.operations.rules import Answer, Question, RuleBook, Verdict, try_rules
from csatdesk.wording.formats import full_date, full_instant
from csatdesk.wording.rule_words import condition_words, conditions_words, gives_words, rule_name
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import word

STEP = " › "
LINES = 4


class TesterView(BackView):
    """Every change of a field is answered at once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Which rule would apply?"), parent)
        self._context = context
        self._book: RuleBook | None = None
        self._topic_id: int | None = None
        self.kind = Choice([(kind, word(kind)) for kind in CaseKind])
        self.topic = PickList(self._topics, _("Type to search all topics"), _("No topic has this name."), lines=LINES)
        self.segment = Choice([(None, _("Not known")), *((one, word(one)) for one in Segment)])
        self.channel = Choice([(channel, word(channel)) for channel in Channel])
        self.office = Choice()
        self.priority = Choice([(priority, word(priority)) for priority in Priority])
        self.banner = ErrorBanner()
        self._result = QVBoxLayout()
        self._result.setSpacing(S8)
        self.told: list[str] = []
        self._lay_out()

    def _lay_out(self) -> None:
        for label, field in (
            (_("&Kind"), self.kind),
            (_("&Topic"), self.topic),
            (_("Cu&stomer"), self.segment),
            (_("C&hannel"), self.channel),
            (_("&Office"), self.office),
            (_("&Priority"), self.priority),
        ):
            self.add(FormRow(label, field))
            if isinstance(field, Choice):
                field.chosen.connect(lambda _value: self.ask())
        self.topic.taken.connect(self._take_topic)
        self.add(Hairline())
        self.add(self.banner)
        place = QWidget()
        place.setLayout(self._result)
        self._result.setContentsMargins(0, 0, 0, 0)
        self.add(place)

    def offer(self, book: RuleBook) -> None:
        """The rules have changed, or are shown for the first time."""
        is_first = self._book is None
        self._book = book
        if is_first:
            for office_id, name in book.offices:
                self.office.add(office_id, name)
            self.office.set_value(self._context.actor.office_id)
            self.topic.begin()
        if self.isVisible():
            self.ask()

    def start(self) -> None:
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ask()

    def ask(self) -> None:
        self._context.runner.ask(
            self, partial(try_rules, question=self.question()), self._answered, failed=self._failed
        )

    def question(self) -> Question:
        kind, channel, priority = self.kind.value(), self.channel.value(), self.priority.value()
        segment = self.segment.value()
        assert isinstance(kind, CaseKind)
        assert isinstance(channel, Channel)
        assert isinstance(priority, Priority)
        assert segment is None or isinstance(segment, Segment)
        return Question(kind, channel, int(str(self.office.value())), priority, self._topic_id, segment)

    def _failed(self, error: BaseException) -> None:
        self._context.runner.failed.emit(error, self.ask)

    def _topics(self, typed: str) -> Sequence[Suggestion]:
        if self._book is None:
            return ()
        tree = self._book.tree
        if typed.strip():
            return [self._topic_row(topic) for topic in tree.search(typed, language())]
        chosen = tree.topics.get(self._topic_id) if self._topic_id is not None else None
        rows = [Suggestion(None, "", _("Unclassified"))]
        return [self._topic_row(chosen), *rows] if chosen is not None else rows

    def _topic_row(self, topic: Topic) -> Suggestion:
        assert self._book is not None
        path = self._book.tree.path(topic.id, language())
        return Suggestion(topic.id, STEP.join(path[:-1]), path[-1])

    def _take_topic(self) -> None:
        taken = self.topic.choice()
        self._topic_id = taken.value if taken is not None and isinstance(taken.value, int) else None
        self.topic.begin()
        self.ask()

    # the answer

    def _answered(self, answer: Answer) -> None:
        while (item := self._result.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.told = []
        for verdict in answer.verdicts:
            self._tell(verdict, answer)

    def _tell(self, verdict: Verdict, answer: Answer) -> None:
        assert self._book is not None
        lines = [Label(head_words(verdict, answer), "body", bold=True, wrap=True)]
        lines += [Label(words, "small", "ink2", wrap=True) for words in why_words(verdict, self._book)]
        self.told += [line.text() for line in lines]
        self._result.addWidget(FactRow(word(verdict.clock), *lines))


def head_words(verdict: Verdict, answer: Answer) -> str:
    """The rule and when it would be due: "Answer to a complaint: by Thursday 10 December 2026"."""
    rule, target = verdict.rule, verdict.target
    if rule is None or target is None:
        return _("No rule applies: no clock runs.")
    if verdict.due_at is None and not target.amount:
        return _("{rule}: no fixed term").format(rule=rule_name(rule))
    if verdict.due_at is None:
        event = rule.rule.event_name.in_language(language())
        return _("{rule}: waits for “{event}”").format(rule=rule_name(rule), event=event)
    day = shown_day(verdict.due_at, target.unit, answer.calendar)
    is_day = target.unit.is_calendar or verdict.due_at.astimezone(answer.calendar.zone).hour == 0
    when = full_date(day) if is_day else full_instant(verdict.due_at, answer.calendar.zone)
    return _("{rule}: if it came now, due {when}").format(rule=rule_name(rule), when=when)


def why_words(verdict: Verdict, book: RuleBook) -> list[str]:
    """The rules before it with the condition that failed, then why this one applies."""
    offices = dict(book.offices)
    told = [_trial_words(trial, book, offices) for trial in verdict.tried]
    if verdict.rule is not None and verdict.tried is not None:
        told.append(_applies_words(verdict.rule, book, offices))
    return told


def _trial_words(trial: Trial, book: RuleBook, offices: dict[int, str]) -> str:
    assert trial.failed is not None
    only = condition_words(trial.rule.conditions, trial.failed, book.tree, offices)
    told = _("Tried before: {rule}. {condition} does not fit: only {wanted}.")
    return told.format(rule=rule_name(trial.rule), condition=word(trial.failed), wanted=only)


def _applies_words(rule: Rule, book: RuleBook, offices: dict[int, str]) -> str:
    told = _("Applies to: {conditions}. It gives: {gives}.")
    return told.format(conditions=conditions_words(rule.conditions, book.tree, offices), gives=gives_words(rule))
