"""The fields with which a second scoring or a calibration begins, and with which it is said what counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Qt

from csatdesk.domain.comparisons import RATERS_LEAST, RATERS_MOST, AdoptReasonMissing, RatersTooFew
from csatdesk.domain.evaluations import EmployeeMissing, EvaluationRow
from csatdesk.domain.forms import Answer, Item
from csatdesk.domain.local_text import LocalText
from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.context import Context
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import Choice, FormRow, Label, TextBox, TextField
from csatdesk.gui.mystery.tick_list import TickList
from csatdesk.operations.reviews.compared import ComparisonCard
from csatdesk.operations.reviews.comparisons import NewCalibration
from csatdesk.wording.evaluations import answer_words
from csatdesk.wording.formats import short_instant
from csatdesk.wording.reviews import item_name
from csatdesk.wording.texts import _, language

LINES = 3


@dataclass(frozen=True, slots=True)
class CompareChoices:
    """What can be scored by several, and by whom."""

    reviews: tuple[EvaluationRow, ...]
    standards: tuple[tuple[int, LocalText, str], ...]
    colleagues: tuple[tuple[int, str], ...]
    reviewers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Second:
    evaluation_id: int
    reviewer_id: int


@dataclass(frozen=True, slots=True)
class Adoption:
    answers: Mapping[str, Answer]
    reason: str


class SecondForm(DraftForm):
    """`saved` comes with a Second."""

    def __init__(self, choices: CompareChoices, zone: tzinfo) -> None:
        super().__init__(_("Have a review scored a second time"), _("Begin"))
        named = [(one.id, _review_words(one, zone)) for one in choices.reviews]
        self.review, self.reviewer = Choice(named), Choice(choices.reviewers)
        self.add("evaluation", _("&Which review"), self.review)
        self.add("reviewer", _("Sc&ored again by"), self.reviewer)
        words = _("They see nothing of the first scoring until they have sent their own.")
        self.rows.addWidget(Label(words, "small", "ink2", wrap=True))
        self.lay_out()

    def draft(self) -> Second:
        evaluation_id, reviewer_id = self.review.value(), self.reviewer.value()
        assert isinstance(evaluation_id, int)
        assert isinstance(reviewer_id, int)
        return Second(evaluation_id, reviewer_id)

    def focus_first(self) -> None:
        self.review.setFocus(Qt.FocusReason.OtherFocusReason)


def _review_words(row: EvaluationRow, zone: tzinfo) -> str:
    """Without its result: whoever chooses may be asked by whoever scores it."""
    return f"{row.employee_name}, {short_instant(row.happened_at, zone)}: {row.titles.in_language(language())}"


class CalibrationForm(DraftForm):
    """`saved` comes with a NewCalibration."""

    def __init__(self, context: Context, choices: CompareChoices) -> None:
        super().__init__(_("New calibration"), _("Begin"))
        self._context = context
        self.name = TextField(placeholder=_("What is to be compared, in a few words"))
        self.standard = Choice([(id_, titles.in_language(language())) for id_, titles, _channel in choices.standards])
        self.employee = Choice([(None, _("choose")), *choices.colleagues])
        self.happened = MomentField()
        self.case = TextField()
        self.raters = TickList(choices.reviewers, ())
        self.add("title", _("&Name"), self.name)
        self.add("standard", _("&Standard"), self.standard)
        self.add("employee", _("&Whose work"), self.employee)
        self.add("received_at", _("W&hen it was"), self.happened)
        self.add("case", _("C&ase number, if there is one"), self.case)
        self.add("raters", _("Who sco&res it"), self.raters)
        words = _("Each scores it alone. When all have sent theirs, everybody sees how far they agree.")
        self.rows.addWidget(Label(words, "small", "ink2", wrap=True))
        self.lay_out()

    def draft(self) -> NewCalibration:
        employee_id, standard_id = self.employee.value(), self.standard.value()
        assert isinstance(standard_id, int)
        if not isinstance(employee_id, int):
            raise EmployeeMissing(field="employee")
        if not RATERS_LEAST <= len(self.raters.ticked()) <= RATERS_MOST:
            raise RatersTooFew(field="raters", least=RATERS_LEAST, most=RATERS_MOST)
        return NewCalibration(
            title=self.name.text(),
            standard_id=standard_id,
            employee_id=employee_id,
            happened_at=self.happened.moment(self._context.zone),
            rater_ids=self.raters.ticked(),
            case_number=self.case.text().strip(),
        )

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


class AdoptForm(DraftForm):
    """One choice for each question on which they differ; `saved` comes with an Adoption."""

    def __init__(self, card: ComparisonCard) -> None:
        super().__init__(_("What counts"), _("Adopt"))
        self._offered: dict[str, Sequence[Answer]] = {}
        self.choices: dict[str, Choice] = {}
        if not card.differing:
            self.rows.addWidget(Label(_("They agree on everything."), wrap=True))
        for item in card.differing:
            self._add_choice(item, card)
        self.reason = TextBox()
        self.reason.setFixedHeight(self.reason.lines_high(LINES))
        self.add("reason", _("&Reason"), self.reason)
        words = _("It is scored anew by the same version. Everybody’s own total stays beside it.")
        self.rows.addWidget(Label(words, "small", "ink2", wrap=True))
        self.lay_out()

    def _add_choice(self, item: Item, card: ComparisonCard) -> None:
        """What each said, the names beside it; who said the same stands together."""
        said: dict[str, list[str]] = {}
        offered: list[Answer] = []
        for rater, answers in zip(card.raters, card.answers, strict=True):
            if item.key not in answers:
                continue
            words = answer_words(item, answers[item.key])
            if words not in said:
                offered.append(answers[item.key])
            said.setdefault(words, []).append(rater.name)
        self._offered[item.key] = offered
        options = [(at, f"{words} ({', '.join(names)})") for at, (words, names) in enumerate(said.items())]
        choice = self.choices[item.key] = Choice(options)
        row = FormRow(item_name(item).replace("&", "&&"), choice, above=True)
        self.rows.addWidget(row)
        self.named[item.key] = row

    def draft(self) -> Adoption:
        if not self.reason.toPlainText().strip():
            raise AdoptReasonMissing(field="reason")
        answers = {}
        for key, choice in self.choices.items():
            at = choice.value()
            if isinstance(at, int):
                answers[key] = self._offered[key][at]
        return Adoption(answers, self.reason.toPlainText())

    def focus_first(self) -> None:
        first: Choice | TextBox = next(iter(self.choices.values()), self.reason)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
