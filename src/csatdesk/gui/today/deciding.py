"""What is done about a decision: at once where it is clear, else in a few fields beside the list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.checklists import Which
from csatdesk.domain.contacts import Channel
from csatdesk.domain.corrective_actions import MeasureFilter, MeasureStart, MeasuresWanted, Stage
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.cases.answering import ApprovePanel
from csatdesk.gui.context import Context
from csatdesk.gui.deadlines.panels import ExtendPanel
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.today.call_back_form import CallBackForm
from csatdesk.gui.today.follow_up_form import FollowUpForm
from csatdesk.gui.today.forms import AbsenceForm, Command, HandOutForm, MatterForm, ShiftForm, WhoForm
from csatdesk.gui.today.sentences import decision
from csatdesk.operations.cases.commands import hand_over_cases
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.deadlines.extending import LegalClock, load_legal_clock
from csatdesk.operations.matters import tie_cases
from csatdesk.operations.notices import read_notices
from csatdesk.operations.surveys.call_backs import CallBackCard, load_call_back
from csatdesk.operations.surveys.loop import open_case_from
from csatdesk.operations.today import Today
from csatdesk.operations.today.commands import give_promises
from csatdesk.operations.today.hand_out import Candidate, HandOut, list_candidates, suggest_hand_out
from csatdesk.operations.today.rows import (
    BadAnswer,
    BadReview,
    By,
    CasesOfAway,
    ChecksNotDone,
    Decision,
    EffectToJudge,
    Escalated,
    LegalDay,
    LongPaused,
    OverdueMeasures,
    PromisesOfAway,
    RemindersDue,
    RepeatsToSettle,
    SegmentToReview,
    ShiftToConfirm,
    Surge,
    ToApprove,
    Unowned,
    Unusual,
)
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import language

OfAway = PromisesOfAway | CasesOfAway
Listed = OverdueMeasures | EffectToJudge | ChecksNotDone | RemindersDue | Unusual | SegmentToReview


class Deciding(QObject):
    """`form_wanted`: fields to be shown beside the list. One decision is acted on once, however often it is pressed."""

    form_wanted = Signal(object)  # InlineForm with a signal `saved`

    def __init__(self, context: Context, shown: Callable[[], Today | None], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._shown = context, shown
        self._doing: set[str] = set()
        self._done_lately: set[str] = set()  # and still in the list as it is shown

    def decide(self, one: Decision) -> None:
        """The one action of a decision."""
        if one.id in self._doing | self._done_lately:
            return
        match one:
            case PromisesOfAway() | CasesOfAway() if one.person.stand_in_id is not None:
                self._act(one, _given(one, one.person.stand_in_id))
            case PromisesOfAway() | CasesOfAway():
                self.hand_over(one)
            case Unowned():
                self.hand_out()
            case RepeatsToSettle():
                self._context.show("cases", CaseFilter(possible_repeat=True))
            case ToApprove():
                question = partial(load_case, case_id=one.case.id)
                self._context.runner.ask(self, question, self._read)
            case Surge():
                self._make_known(one)
            case ShiftToConfirm():
                self._show(lambda facts: ShiftForm(one, facts))
            case LegalDay():
                self._before_legal_day(one)
            case LongPaused() | Escalated():
                self._open(one)
            case OverdueMeasures() | EffectToJudge() | ChecksNotDone() | RemindersDue() | Unusual() | SegmentToReview():
                self._show_list(one)
            case BadReview() | BadAnswer():
                self._ask_what_came_of_it(one)

    def _ask_what_came_of_it(self, one: BadReview | BadAnswer) -> None:
        if isinstance(one, BadReview):
            self._show(lambda facts: FollowUpForm(one, facts))
        else:
            question = partial(load_call_back, call_back_id=one.row.id)
            self._context.runner.ask(self, question, partial(self._call_back, one))

    def _call_back(self, one: BadAnswer, card: CallBackCard) -> None:
        def made(facts: CaseFacts) -> InlineForm:
            form = CallBackForm(one, card, facts)
            form.case_wanted.connect(partial(self._case_from, one))
            form.measure_wanted.connect(self._measure_from)
            return form

        self._show(made)

    def _case_from(self, one: BadAnswer) -> None:
        """The case it is about; where there is none, one is begun from it."""
        if one.row.case_id is not None:
            self._context.open_case(one.row.case_id)
        else:
            command = partial(open_case_from, call_back_id=one.row.id)
            self._context.runner.act(self, command, self._context.open_case)

    def _measure_from(self, start: MeasureStart) -> None:
        self._context.show_measures(MeasuresWanted(start=start))

    def _show_list(self, one: Listed) -> None:
        match one:
            case Unusual():
                self._context.show("cases", _behind(one))
            case OverdueMeasures():
                self._context.show_measures(MeasuresWanted(MeasureFilter(overdue=True)))
            case EffectToJudge():
                self._context.show_measures(MeasuresWanted(MeasureFilter(stage=Stage.REPORTED), one.measure.id))
            case ChecksNotDone():
                self._context.show_checks(Which.NOT_DONE)
            case RemindersDue():
                self._context.show_survey("survey_sending", SurveyWanted(one.survey_id))
            case SegmentToReview():
                self._context.show_segment(one.review.segment)

    def renew(self) -> None:
        """The list is shown anew: what stands in it is to be decided."""
        self._done_lately.clear()

    def open_case(self, one: Decision) -> None:
        """The case that a decision is about, or the first of them."""
        match one:
            case PromisesOfAway():
                self._context.open_case(one.promises[0].case_id)
            case Unowned() | RepeatsToSettle():
                self._context.open_case(one.cases[0].id)
            case Surge():
                self._context.open_case(one.case_ids[-1])
            case ShiftToConfirm():
                if one.promises:
                    self._context.open_case(one.promises[0].case_id)
            case OverdueMeasures() | EffectToJudge() | ChecksNotDone() | RemindersDue() | Unusual() | SegmentToReview():
                self.decide(one)  # about no case, but about a measure, a check or a page, or about many
            case BadAnswer():
                self._case_from(one)
            case BadReview():
                if one.case is not None:
                    self._context.open_case(one.case.id)
            case _:
                self._context.open_case(one.case.id)

    def hand_over(self, one: Decision) -> None:
        """To somebody one chooses, whoever stands in."""
        if isinstance(one, PromisesOfAway | CasesOfAway):
            self._context.runner.ask(self, list_candidates, partial(self._choose, one))

    def hand_out(self) -> None:
        self._context.runner.ask(self, suggest_hand_out, self._share_out)

    def somebody_is_ill(self) -> None:
        self._context.runner.ask(self, list_candidates, self._enter_absence)

    # how

    def _choose(self, one: OfAway, candidates: Sequence[Candidate]) -> None:
        shown = self._shown()
        if shown is not None:
            told = decision(one, shown.facts)
            self.form_wanted.emit(WhoForm(told.sentence, told.reason, candidates, partial(_given, one)))

    def _share_out(self, found: HandOut) -> None:
        shown = self._shown()
        if shown is not None and found.shares:
            self.form_wanted.emit(HandOutForm(found, max(shown.unowned, len(found.shares)), shown.facts))

    def _enter_absence(self, candidates: Sequence[Candidate]) -> None:
        def made(facts: CaseFacts) -> InlineForm:
            people = [one for one in facts.staff if one.is_active and one.id not in facts.away]
            return AbsenceForm(people, candidates, facts.calendar.local_day(facts.at))

        self._show(made)

    def _read(self, card: CaseCard) -> None:
        """The answer in full, to be approved or returned."""

        def made(facts: CaseFacts) -> InlineForm:
            panel = ApprovePanel()
            panel.show_case(card, facts, kept_texts_of(self._context))
            return panel

        self._show(made)

    def _make_known(self, one: Surge) -> None:
        if one.matter_id is not None:
            self._act(one, partial(tie_cases, case_ids=one.case_ids, matter_id=one.matter_id))
            return
        self._show(lambda facts: MatterForm(one, facts.tree.path(one.topic_id, language())[-1]))

    def _before_legal_day(self, one: LegalDay) -> None:
        """Extend the period here; where its rule does not allow it, a notice is written on the case's card."""
        if one.until is None:
            self._context.work_on(one.case.id, "notice")
        else:
            question = partial(_card_and_clock, case_id=one.case.id, deadline_id=one.due.id)
            self._context.runner.ask(self, question, self._extend)

    def _extend(self, found: tuple[CaseCard, LegalClock]) -> None:
        card, clock = found

        def made(facts: CaseFacts) -> InlineForm:
            panel = ExtendPanel(clock, facts)
            panel.show_case(card, facts, kept_texts_of(self._context))
            return panel

        self._show(made)

    def _open(self, one: LongPaused | Escalated) -> None:
        if isinstance(one, Escalated):
            self._context.runner.act(self, partial(read_notices, notice_ids=one.notice_ids))
        self._context.open_case(one.case.id)

    def _show(self, make: Callable[[CaseFacts], InlineForm]) -> None:
        shown = self._shown()
        if shown is not None:
            self.form_wanted.emit(make(shown.facts))

    def _act(self, one: Decision, command: Command) -> None:
        self._doing.add(one.id)
        self._context.runner.act(self, command, partial(self._done, one.id), failed=partial(self._failed, one.id))

    def _done(self, decision_id: str, _result: Any) -> None:
        self._doing.discard(decision_id)
        self._done_lately.add(decision_id)

    def _failed(self, decision_id: str, error: BaseException) -> None:
        self._doing.discard(decision_id)
        self._context.runner.failed.emit(error, None)


def _card_and_clock(reading: Reading, *, case_id: int, deadline_id: int) -> tuple[CaseCard, LegalClock]:
    return load_case(reading, case_id=case_id), load_legal_clock(reading, deadline_id=deadline_id)


def _behind(one: Unusual) -> CaseFilter:
    """The cases of the seven days."""
    came = CaseFilter(received_from=one.days.first, received_to=one.days.last)
    if isinstance(one.key, Channel):
        return replace(came, channels=(one.key,))
    return replace(came, topic_ids=(one.key,)) if one.by is By.TOPIC else replace(came, office_ids=(one.key,))


def _given(one: OfAway, to_staff_id: int) -> Command:
    if isinstance(one, PromisesOfAway):
        ids = tuple(promise.id for promise in one.promises)
        return partial(give_promises, promise_ids=ids, to_staff_id=to_staff_id)
    return partial(hand_over_cases, case_ids=one.case_ids, to_staff_id=to_staff_id)
