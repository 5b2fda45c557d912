"""Setting up a survey: exactly three areas, and a confirmation of each before anything is asked (S0.2, S0.3)."""

from collections.abc import Mapping
from datetime import date, tzinfo

from PySide6.QtCore import Qt, Signal

from csatdesk.domain.survey_setup import Area, Confirmation, SetUpCard
from csatdesk.domain.surveys import SurveyKind, SurveyState
from csatdesk.gui.fields import FormRow, Label, SegmentedChoice
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.surveys.setup_areas import (
    AreaPage,
    ProfilePage,
    QuestionsPage,
    SendingPage,
    lock_started,
    value_of,
)
from csatdesk.wording.formats import short_date
from csatdesk.wording.surveys import words
from csatdesk.wording.texts import _

PROGRAMME_LANGUAGE = "pl"  # of the partner programme, unless another one is chosen (S0.25)


class SetUpForm(InlineForm):
    """`confirmed`: a NewSurvey and the area; `saved`: a NewSurvey of one that runs, of which nothing is confirmed."""

    confirmed = Signal(object, object)
    saved = Signal(object)

    def __init__(self, card: SetUpCard, usual_language: str, today: date, zone: tzinfo) -> None:
        self.card, self._zone = card, zone
        self.is_started = card.survey is not None and card.survey.state is not SurveyState.DRAFT
        super().__init__(card.survey.name if card.survey is not None else _("New survey"), _("Save"))
        self.areas = SegmentedChoice([(area, words(area)) for area in Area])
        self.areas.setAccessibleName(_("Area"))
        self.state = Label("", "small", "ink2", wrap=True)
        self.profile, self.questions = ProfilePage(card), QuestionsPage(card)
        self.sending = SendingPage(card, usual_language, today)
        self._pages: Mapping[Area, AreaPage] = {
            Area.PROFILE: self.profile,
            Area.QUESTIONS: self.questions,
            Area.SENDING: self.sending,
        }
        for widget in (self.areas, self.state, *self._pages.values()):
            self.rows.addWidget(widget)
        for page in self._pages.values():
            self.named |= page.named
        if self.is_started:
            free = (self.profile.name, self.profile.goal, self.sending.begins, self.sending.answer_by)
            lock_started(tuple(self._pages.values()), free)
            self.questions.offers_names.setEnabled(False)
        self._usual_language = usual_language
        if card.survey is None:
            self.profile.kind.chosen.connect(lambda _kind: self._offer_language())
        self.areas.chosen.connect(lambda _area: self._show_area())
        self.lay_out()
        self.areas.set_value(self._first_open())
        self._show_area()

    def _first_open(self) -> Area:
        return next((area for area in Area if area not in self.card.confirmed), Area.PROFILE)

    def _offer_language(self) -> None:
        is_programme = self.profile.kind.value() is SurveyKind.PROGRAMME
        self.sending.language.set_value(PROGRAMME_LANGUAGE if is_programme else self._usual_language)

    @property
    def area(self) -> Area:
        area = self.areas.value()
        assert isinstance(area, Area)
        return area

    def _show_area(self) -> None:
        for area, page in self._pages.items():
            page.setVisible(area is self.area)
        self.state.setText(self._state_words(self.card.confirmed.get(self.area)))
        if self.is_started:
            return
        self.save.setText(
            {
                Area.PROFILE: _("Confirm the profile"),
                Area.QUESTIONS: _("Confirm the questions"),
                Area.SENDING: _("Confirm the sending"),
            }[self.area]
        )
        self.save.updateGeometry()

    def _state_words(self, found: Confirmation | None) -> str:
        if self.is_started:
            return _("It has begun: only name, goal and dates can be changed.")
        if found is None:
            return _("Not confirmed yet. Look at it, then confirm it: before that nothing is asked.")
        day = short_date(found.at.astimezone(self._zone).date())
        return _("Confirmed by {name} on {date}. A change takes it back.").format(name=found.by, date=day)

    def show_card(self, card: SetUpCard) -> None:
        """One area was confirmed: on to the next that is not."""
        self.card = card
        self.save.setEnabled(True)
        self.heading.setText(card.survey.name if card.survey is not None else "")
        self.areas.set_value(self._first_open())
        self._show_area()
        self.focus_first()

    @property
    def is_ready(self) -> bool:
        return all(area in self.card.confirmed for area in Area)

    def try_to_save(self) -> None:
        self.clear_errors()
        wrong = self.sending.wrong_day()
        if wrong is not None:
            self._show_field(wrong[0])
            self.named[wrong[0]].set_error(wrong[1])
            return
        self.save.setEnabled(False)
        new = value_of(self.profile, self.questions, self.sending)
        if self.is_started:
            self.saved.emit(new)
        else:
            self.confirmed.emit(new, self.area)

    def show_error_area(self, field: str) -> None:
        """Go to the area in which this field stands."""
        if field in self.named:
            self._show_field(field)

    def _show_field(self, field: str) -> None:
        row: FormRow = self.named[field]
        self.areas.set_value(next(area for area, page in self._pages.items() if row in page.named.values()))
        self._show_area()

    def focus_first(self) -> None:
        first = next(iter(self._pages[self.area].named.values()))
        first.field.setFocus(Qt.FocusReason.OtherFocusReason)
