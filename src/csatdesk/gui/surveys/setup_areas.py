"""The three areas in which a survey is set up: profile, questions, sending. Each shows what somebody confirms."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csatdesk.domain.questionnaire_making import FAMILIES
from csatdesk.domain.survey_setup import AskedQuestions, OfficeProfile, SetUpCard
from csatdesk.domain.surveys import NewSurvey, RespondentKind, Route, Sender, SurveyKind
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.day_field import DayField
from csatdesk.gui.fields import CheckBox, Choice, FormRow, Label, TextBox, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.tokens import S4, S8, S12, S24
from csatdesk.wording.formats import number
from csatdesk.wording.questionnaires import METRICS, NOTES
from csatdesk.wording.standards import told
from csatdesk.wording.surveys import words
from csatdesk.wording.territories import country_names
from csatdesk.wording.texts import LANGUAGES, _, language, ngettext
from csatdesk.wording.words import LANGUAGE_NAMES

GOAL_LINES, COLUMNS = 2, 2
SET_UP_KINDS = tuple(kind for kind in SurveyKind if kind is not SurveyKind.PAST)
PEOPLE_SHOWN = 6


class AreaPage(QWidget):
    """`named`: field of a Refusal → its row."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.named: dict[str, FormRow] = {}
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(S12)

    def add(self, name: str, label: str, field: QWidget) -> FormRow:
        row = self.named[name] = FormRow(label, field)
        self.rows.addWidget(row)
        return row


class ProfilePage(AreaPage):
    """What it is for, of which office, and what is known of that office."""

    def __init__(self, card: SetUpCard) -> None:
        super().__init__()
        self._card = card
        row = card.survey
        self.name = TextField(row.name if row is not None else "")
        self.goal = TextBox(row.goal if row is not None else "")
        self.goal.setFixedHeight(self.goal.lines_high(GOAL_LINES))
        self.kind = Choice([(kind, words(kind)) for kind in SET_UP_KINDS])
        self.respondents = Choice([(kind, words(kind)) for kind in RespondentKind])
        self.office = Choice([(None, _("the whole centre")), *((one.id, one.name) for one in card.offices)])
        if row is not None:
            self.kind.set_value(row.kind)
            self.respondents.set_value(row.respondents)
            self.office.set_value(row.office_id)
        self.facts = FactLines()
        self.add("name", _("&Name"), self.name)
        self.add("goal", _("What is it to &find out?"), self.goal)
        self.add("kind", _("Kin&d"), self.kind)
        self.add("respondents", _("&Who is asked"), self.respondents)
        self.add("office", _("&Office"), self.office)
        self.rows.addWidget(self.facts)
        for choice in (self.office, self.kind):
            choice.chosen.connect(lambda _value: self._tell())
        self._tell()

    @property
    def profile(self) -> OfficeProfile | None:
        return next((one for one in self._card.offices if one.id == self.office.value()), None)

    def _tell(self) -> None:
        invited = self._card.invited
        told_invited = ngettext("{count} customer is on the list", "{count} customers are on the list", invited)
        lines = [Line(_("Invited"), told_invited.format(count=number(invited)))]
        office = self.profile
        if office is not None:
            lines = [*_office_lines(office), *lines]
        self.facts.show_lines(lines)
        self.changed.emit()


def _office_lines(office: OfficeProfile) -> list[Line]:
    people = ", ".join(office.people[:PEOPLE_SHOWN])
    if len(office.people) > PEOPLE_SHOWN:
        people = _("{names} and {count} more").format(names=people, count=number(len(office.people) - PEOPLE_SHOWN))
    return [
        Line(_("Address"), office.address or _("none yet")),
        Line(_("Phone"), office.phone or _("none yet")),
        Line(_("Country"), country_names(language()).get(office.country, office.country)),
        Line(_("Level"), words(office.competence)),
        Line(_("Access"), people or _("none yet")),
    ]


class QuestionsPage(AreaPage):
    """Which questionnaire: its mandatory questions are confirmed here, not changed (S0.6)."""

    def __init__(self, card: SetUpCard) -> None:
        super().__init__()
        self._known = {one.version_id: one for one in card.questionnaires}
        self.questionnaire = Choice([(one.version_id, told(one.titles)) for one in card.questionnaires])
        self.offers_names = CheckBox(_("Each may choose to be named"))
        self.offers_names.setChecked(card.survey is None or card.survey.offers_names)
        if card.survey is not None:
            self.questionnaire.set_value(card.survey.version_id)
        self.mandatory, self.others = Label("", wrap=True), Label("", "small", "ink2", wrap=True)
        self.metrics = Label("", "small", "ink2", wrap=True)
        self.add("questionnaire", _("What is as&ked"), self.questionnaire)
        self.rows.addWidget(Label(_("Asked by everybody in the same words; confirmed, not changed:"), bold=True))
        self.rows.addWidget(self.mandatory)
        self.rows.addWidget(self.others)
        self.rows.addWidget(self.metrics)
        self.rows.addWidget(self.offers_names)
        self.questionnaire.chosen.connect(lambda _id: self._tell())
        self._tell()

    @property
    def asked(self) -> AskedQuestions | None:
        return self._known.get(self.version_id)

    @property
    def version_id(self) -> int:
        found = self.questionnaire.value()
        return found if isinstance(found, int) else 0

    def _tell(self) -> None:
        asked = self.asked
        if asked is None:
            return
        self.mandatory.setText("\n".join(f"{at}. {told(text)}" for at, text in enumerate(asked.mandatory, start=1)))
        count = ngettext("and {count} other question", "and {count} other questions", len(asked.others))
        last = _("The last question asks whether the answer may be kept with the name.")
        self.others.setText(f"{count.format(count=number(len(asked.others)))}. {last}")
        self.metrics.setText(_metric_words(asked))
        self.changed.emit()


def _metric_words(asked: AskedQuestions) -> str:
    """The metrics that are asked, and what to know of CSAT (S3.14)."""
    shown = [_(METRICS[one]) for one in FAMILIES if one in asked.metrics]
    note = _(NOTES["csat"]) if asked.metrics & {"csat", "csat_yes_no"} else ""
    measured = _("Measures: {metrics}.").format(metrics=", ".join(shown)) if shown else ""
    return " ".join(filter(None, (measured, note)))


class SendingPage(AreaPage):
    """By which routes, who sends, in which language, from when until when."""

    def __init__(self, card: SetUpCard, usual_language: str, today: date) -> None:
        super().__init__()
        row = card.survey
        self.routes = {route: CheckBox(words(route)) for route in Route}
        for route in row.routes if row is not None else ():
            self.routes[route].setChecked(True)
        self.sends = Choice([(one, words(one)) for one in Sender])
        self.language = Choice([(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
        self.language.set_value(row.language if row is not None else usual_language)
        self.sends.set_value(row.sender if row is not None else Sender.OWN)
        self.begins = self._day(_("Begins on"), row.begins_on if row is not None else None, today)
        self.answer_by = self._day(_("Answer by"), row.answer_by if row is not None else None, today)
        self.add("routes", _("Wa&ys to ask"), _in_columns(list(self.routes.values())))
        self.add("sender", _("Who sen&ds"), self.sends)
        self.add("language", _("&Language"), self.language)
        self.add("begins_on", _("&Begins on"), _alone(self.begins))
        self.add("answer_by", _("Answer b&y"), _alone(self.answer_by))
        hint = _("The day to answer by is named in every invitation and reminder. Both days may stay empty.")
        self.rows.addWidget(Label(hint, "small", "ink2", wrap=True))

    @staticmethod
    def _day(name: str, day: date | None, today: date) -> DayField:
        field = DayField(name, day or today, today)
        if day is None:
            field.clear()
        return field

    @property
    def chosen_routes(self) -> tuple[Route, ...]:
        return tuple(route for route, box in self.routes.items() if box.isChecked())

    def wrong_day(self) -> tuple[str, str] | None:
        """The field and what is wrong with it."""
        for name, field in (("begins_on", self.begins), ("answer_by", self.answer_by)):
            if field.text().strip() and field.problem():
                return name, field.problem()
        return None


def _in_columns(boxes: Sequence[CheckBox]) -> QWidget:
    """The keyboard goes through them line by line."""
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, S4, 0, 0)
    grid.setHorizontalSpacing(S24)
    grid.setVerticalSpacing(S8)
    for at, box in enumerate(boxes):
        grid.addWidget(box, at // COLUMNS, at % COLUMNS)
    grid.setColumnStretch(COLUMNS, 1)
    inside.setFocusProxy(boxes[0])
    return inside


def _alone(field: DayField) -> QWidget:
    """As wide as a day is, at the left of its row."""
    inside = FlowBox(field, gap=S8)
    inside.setFocusProxy(field)
    return inside


def value_of(profile: ProfilePage, questions: QuestionsPage, sending: SendingPage) -> NewSurvey:
    """What the three pages say together."""
    kind, asked, sender = profile.kind.value(), profile.respondents.value(), sending.sends.value()
    office = profile.office.value()
    assert isinstance(kind, SurveyKind)
    assert isinstance(asked, RespondentKind)
    assert isinstance(sender, Sender)
    return NewSurvey(
        name=profile.name.text(),
        kind=kind,
        goal=profile.goal.toPlainText(),
        questionnaire_version_id=questions.version_id,
        office_id=office if isinstance(office, int) else None,
        respondents=asked,
        routes=sending.chosen_routes,
        sender=sender,
        language=str(sending.language.value()),
        begins_on=sending.begins.day(),
        answer_by=sending.answer_by.day(),
        offers_names=questions.offers_names.isChecked(),
    )


def lock_started(pages: Sequence[AreaPage], free: Sequence[QWidget]) -> None:
    """Of a survey that runs only name, goal and dates change."""
    for page in pages:
        for row in page.named.values():
            row.field.setEnabled(any(one is row.field or row.field.isAncestorOf(one) for one in free))
