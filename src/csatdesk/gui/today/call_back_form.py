"""What somebody answered to a survey, and what came of calling them: outcome, a few words, the measure that follows."""

from functools import partial

from PySide6.QtCore import Qt, Signal

from csatdesk.domain.follow_ups import FollowUpOutcome, check_outcome
from csatdesk.gui.actions import make_action
from csatdesk.gui.fields import Choice, Label, LinkButton, TextBox
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.today.forms import NOBODY, Command, SideForm
from csatdesk.gui.today.sentences import decision
from csatdesk.gui.tokens import S16
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.surveys.call_backs import CallBackCard
from csatdesk.operations.surveys.loop import settle_call_back
from csatdesk.operations.today.rows import BadAnswer
from csatdesk.wording.reviews import outcome_words
from csatdesk.wording.texts import _

LINES, TITLE_LEAST = 4, 12
HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class CallBackForm(SideForm):
    case_wanted = Signal()
    measure_wanted = Signal(object)  # MeasureStart

    def __init__(self, one: BadAnswer, card: CallBackCard, facts: CaseFacts) -> None:
        told = decision(one, facts)
        super().__init__(told.sentence, _("Record"))
        self.heading.setWordWrap(True)  # names may be long, and the side is narrow
        self._id, self._start = one.row.id, card.start
        self.outcome = Choice([(outcome, outcome_words(outcome)) for outcome in FollowUpOutcome])
        self.note = TextBox()
        self.note.setFixedHeight(self.note.lines_high(LINES))
        self.measure = Choice([(NOBODY, _("none")), *card.measures])
        self.measure.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.measure.setMinimumContentsLength(TITLE_LEAST)
        self.rows.addWidget(Label(told.reason, "small", "ink2", wrap=True))
        if one.row.phone:
            self.rows.addWidget(Label(one.row.phone, bold=True))
        for question, answer in card.answers:
            self.rows.addWidget(Label(f"{question} {answer}", "small", wrap=True))
        if one.row.response_id is None:
            self.rows.addWidget(Label(_("What they answered is not known: it has no name."), "small", wrap=True))
        self._add_links(one)
        self.add_row(_("&What came of it"), self.outcome, "outcome")
        self.add_row(_("&In a few words"), self.note, "note")
        self.add_row(_("&Measure"), self.measure)
        self.lay_out()

    def _add_links(self, one: BadAnswer) -> None:
        case_words = _("Open the case") if one.row.case_id is not None else _("New case from it")
        case, measure = LinkButton(case_words, keys="Ctrl+O"), LinkButton(_("New measure"), keys="Ctrl+M")
        make_action(self, case_words, self.case_wanted.emit, "Ctrl+O").setShortcutContext(HERE)
        case.clicked.connect(self.case_wanted)
        if self._start is not None:
            begin = partial(self.measure_wanted.emit, self._start)
            make_action(self, _("New measure"), begin, "Ctrl+M").setShortcutContext(HERE)
            measure.clicked.connect(begin)
        shown = (case, measure) if self._start is not None else (case,)
        self.rows.addWidget(FlowBox(*shown, gap=S16))

    def focus_first(self) -> None:
        self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> Command | None:
        outcome, note, measure = self.outcome.value(), self.note.toPlainText(), self.measure.value()
        assert isinstance(outcome, FollowUpOutcome)
        assert isinstance(measure, int)
        check_outcome(outcome, note)
        measure_id = measure if measure != NOBODY else None
        return partial(settle_call_back, call_back_id=self._id, outcome=outcome, note=note, measure_id=measure_id)
