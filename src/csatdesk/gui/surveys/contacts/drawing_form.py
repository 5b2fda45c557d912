"""The form of a list made from customers the centre knows: whom to choose, and how many of them can be asked."""

from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import Qt, Signal

from csatdesk.domain.contacts import Channel, CustomerKind, Segment
from csatdesk.domain.list_drawing import CustomerChoice, WeighedChoice
from csatdesk.domain.surveys import Route
from csatdesk.gui.activity_choice import ActivityChoice
from csatdesk.gui.day_field import DayField
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import CheckBox, Choice, Label, SegmentedChoice, TextField
from csatdesk.gui.mystery.tick_list import TickList
from csatdesk.gui.surveys.contacts.words import weighed_words
from csatdesk.gui.surveys.sending_forms import beside
from csatdesk.gui.today.forms import at_left
from csatdesk.gui.topics.topic_form import TopicChips
from csatdesk.gui.whole_numbers import number_or_none, whole_number
from csatdesk.operations.surveys.list_drawing import ListChoices
from csatdesk.wording.surveys import words as survey_words
from csatdesk.wording.texts import LANGUAGES, _
from csatdesk.wording.words import LANGUAGE_NAMES, word

DAYS_USUAL = 90


class When(Enum):
    """How far back the contact is that is asked for."""

    EVER = "ever"
    DAYS = "days"
    PERIOD = "period"


class ListDrawForm(DraftForm):
    """`saved` comes with a CustomerChoice; `changed` when another one is chosen."""

    changed = Signal()

    def __init__(self, choices: ListChoices, today: date) -> None:
        super().__init__(_("From our customers"), _("Put onto the list"))
        first, self._today = choices.first, today
        self.counted = Label("", "body", wrap=True)
        self.counted.setAccessibleName(_("Who can be asked"))
        self.size_field = _number_field(first.size)
        self.route = SegmentedChoice([(one, survey_words(one)) for one in choices.routes])
        self.route.set_value(first.route if first.route in choices.routes else choices.routes[0])
        self.segments = TickList([(one, word(one)) for one in Segment], first.segments)
        self.kind = SegmentedChoice([(None, _("all")), *((one, word(one)) for one in CustomerKind)])
        self.kind.set_value(first.kind)
        self.activity = ActivityChoice()
        self.languages = TickList([(code, LANGUAGE_NAMES[code]) for code in LANGUAGES], first.languages)
        self._make_contact(choices, first)
        self.gap = _number_field(first.gap_days)
        self.consent = CheckBox("")
        self.consent.setChecked(first.needs_consent)
        self._add_rows(has_ways=len(choices.routes) > 1, has_activities=bool(choices.activities))
        self.lay_out(foot_first=True)
        self.activity.offer(choices.activities)  # it has its place by now: before, it would be a window of its own
        self.activity.set_value(first.activity if first.activity in choices.activities else "")
        self._listen()
        self._fit()

    def _make_contact(self, choices: ListChoices, first: CustomerChoice) -> None:
        today = self._today
        self.when = Choice(
            [
                (When.EVER, _("any time, or never")),
                (When.DAYS, _("in the last days")),
                (When.PERIOD, _("from a day to a day")),
            ]
        )
        is_period = first.first_on is not None or first.last_on is not None
        self.when.set_value(When.DAYS if first.days is not None else When.PERIOD if is_period else When.EVER)
        self.days = _number_field(first.days if first.days is not None else DAYS_USUAL)
        self.first = DayField(_("First day"), first.first_on or today - timedelta(days=DAYS_USUAL), today)
        self.last = DayField(_("Last day"), first.last_on or today, today)
        self.channels = TickList([(one, word(one)) for one in Channel], first.channels)
        self.offices = TickList(choices.offices, first.office_ids)
        self.topics = TopicChips(choices.tree, None)
        self.topics.show_ids(first.topic_ids)

    def _add_rows(self, *, has_ways: bool, has_activities: bool) -> None:
        self.rows.addWidget(self.counted)
        self.add("size", _("&Draw so many of them; empty: all"), at_left(self.size_field), above=True)
        if has_ways:
            self.add("route", _("By which wa&y"), self.route, above=True)
        self.add("gap_days", _("Nobody a&gain within days"), at_left(self.gap), above=True)
        self.rows.addLayout(beside(self.consent, _("Only who has a &consent; else all who did not object")))
        self.rows.addWidget(Label(_("Nothing ticked: all of them."), "caption", "ink2", wrap=True))
        self.add("segments", _("&Segment"), self.segments, above=True)
        self.add("kind", _("&Person or organisation"), self.kind, above=True)
        if has_activities:
            self.add("activity", _("Lin&e of business"), self.activity, above=True)
        self.add("languages", _("Lang&uage"), self.languages, above=True)
        self.add("when", _("Had a co&ntact"), self.when, above=True)
        self.add("days", _("D&ays"), at_left(self.days), above=True)
        self.add("first_on", _("&First day"), at_left(self.first), above=True)
        self.add("last_on", _("&Last day"), at_left(self.last), above=True)
        self.add("channels", _("C&hannels"), self.channels, above=True)
        self.add("office_ids", _("Off&ices"), self.offices, above=True)
        self.add("topic_ids", _("&Topics"), self.topics, above=True)

    def _listen(self) -> None:
        for choice in (self.route, self.kind, self.when, self.activity):
            choice.chosen.connect(self._changed)
        for field in (self.size_field, self.gap, self.days, self.first, self.last):
            field.textChanged.connect(self._changed)
        for ticks in (self.segments, self.languages, self.channels, self.offices):
            for box in ticks.boxes:
                box.toggled.connect(self._changed)
        self.consent.toggled.connect(self._changed)
        self.topics.changed.connect(self._changed)

    def _changed(self, *_what: object) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        when = self.when.value()
        self.named["days"].setVisible(when is When.DAYS)
        for name in ("first_on", "last_on"):
            self.named[name].setVisible(when is When.PERIOD)

    def show_counted(self, counted: WeighedChoice | None) -> None:
        """None: it is being counted."""
        self.counted.setText(_("Counting …") if counted is None else weighed_words(counted))

    def draft(self) -> CustomerChoice:
        route, kind, when = self.route.value(), self.kind.value(), self.when.value()
        assert isinstance(route, Route)
        is_period = when is When.PERIOD
        choice = CustomerChoice(
            segments=self.segments.ticked(),
            kind=kind if isinstance(kind, CustomerKind) else None,
            languages=self.languages.ticked(),
            activity=str(self.activity.value()),
            days=whole_number(self.days, "days") if when is When.DAYS else None,
            first_on=self.first.needed("first_on") if is_period else None,
            last_on=self.last.needed("last_on") if is_period else None,
            channels=self.channels.ticked(),
            office_ids=self.offices.ticked(),
            topic_ids=tuple(self.topics.ids),
            route=route,
            gap_days=whole_number(self.gap, "gap_days"),
            needs_consent=self.consent.isChecked(),
            size=number_or_none(self.size_field, "size"),
        )
        choice.check()
        return choice

    def focus_first(self) -> None:
        self.size_field.setFocus(Qt.FocusReason.OtherFocusReason)


def _number_field(shown: int | None) -> TextField:
    return TextField("" if shown is None else str(shown))
