"""The fields of a plan of sending with its texts, and of the rule by which people are drawn."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import Refusal
from csatdesk.domain.survey_sampling import ROUTES, DrawingRule, Moment
from csatdesk.domain.survey_sending import SendingPlan, TextName, TextPlace, Texts, check_text
from csatdesk.domain.surveys import Route
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.day_field import DayField
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import CheckBox, Choice, Label, SegmentedChoice, TextField
from csatdesk.gui.mystery.tick_list import TickList
from csatdesk.gui.today.forms import at_left
from csatdesk.gui.tokens import S8
from csatdesk.gui.topics.topic_form import ByLanguage, TopicChips
from csatdesk.gui.whole_numbers import whole_number
from csatdesk.wording.survey_sending import words
from csatdesk.wording.surveys import words as survey_words
from csatdesk.wording.texts import LANGUAGES, _
from csatdesk.wording.words import word

TEXT_LINES = 12


class TextsField(QWidget):
    """All texts of a survey, one of them shown, in one language."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = {name: {code: texts[code][name.value] for code in LANGUAGES} for name in TextName}
        self.name = Choice([(one, words(one)) for one in TextName])
        self.name.setAccessibleName(_("Which text"))
        self.text = ByLanguage(TEXT_LINES, _("Text"))
        self._shown = TextName.INVITATION
        self.text.show_texts(self._texts[self._shown])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        column.addWidget(self.name)
        column.addWidget(self.text)
        self.name.chosen.connect(self._show)
        self.setFocusProxy(self.name)

    def _show(self, name: object) -> None:
        assert isinstance(name, TextName)
        self._keep()
        self._shown = name
        self.text.show_texts(self._texts[name])

    def _keep(self) -> None:
        self._texts[self._shown] = self.text.texts()

    def texts(self) -> Texts:
        """Raises a Refusal for the one that cannot be filled, and shows it."""
        self._keep()
        for name, by_language in self._texts.items():
            for code, text in by_language.items():
                self._check(name, code, text)
        return {
            code: {name.value: texts[code] for name, texts in self._texts.items() if code in texts}
            for code in LANGUAGES
        }

    def _check(self, name: TextName, code: str, text: str) -> None:
        try:
            check_text(name, text)
        except Refusal:
            self.name.set_value(name)
            self._show(name)
            self.text.languages.set_value(code)
            raise


class PlanForm(DraftForm):
    """`saved` comes with a SendingPlan."""

    def __init__(self, plan: SendingPlan) -> None:
        super().__init__(_("Plan and texts"), _("Save"))
        self._plan = plan
        self.copy_to = TextField(plan.copy_to, placeholder=_("office@example.org"))
        self.link = TextField(plan.link, placeholder="https://forms.example.org/desk")
        first, last = plan.remind_days
        self.first, self.last = TextField(str(first)), TextField(str(last))
        self.answer_days = TextField(str(plan.answer_days))
        self.texts = TextsField(plan.texts)
        self.add("copy_to", _("Co&py of each e-mail to"), self.copy_to, above=True)
        self.add("link", _("Address of your own &form on the net"), self.link, above=True)
        self.add("first", _("F&irst reminder after days"), at_left(self.first), above=True)
        self.add("last", _("Second re&minder after days"), at_left(self.last), above=True)
        days = _("&Answer within days, where the survey names none")
        self.add("answer_days", days, at_left(self.answer_days), above=True)
        self.add("text", _("&Texts"), self.texts, above=True)
        places = ", ".join(f"{{{place.value}}}" for place in TextPlace)
        hint = _("Filled in for each: {places}. The first line of a message is its subject.").format(places=places)
        self.rows.addWidget(Label(hint, "caption", "ink2", wrap=True))
        self.lay_out()

    def draft(self) -> SendingPlan:
        made = replace(
            self._plan,
            copy_to=self.copy_to.text().strip(),
            link=self.link.text().strip(),
            remind_days=(whole_number(self.first, "first"), whole_number(self.last, "last")),
            answer_days=whole_number(self.answer_days, "answer_days"),
            texts=self.texts.texts(),
        )
        made.check()
        return made

    def focus_first(self) -> None:
        self.copy_to.setFocus(Qt.FocusReason.OtherFocusReason)


class OwnDayForm(DraftForm):
    """`saved` comes with a day, or None."""

    def __init__(self, day: date | None, today: date) -> None:
        super().__init__(_("Day of sending"), _("Save"))
        self.day = DayField(_("Day"), day or today, today)
        if day is None:
            self.day.clear()
        self.add("day", _("&Day"), at_left(self.day))
        hint = _("Nothing goes to those who are chosen in the list before it. Empty: with all others.")
        self.rows.addWidget(Label(hint, "caption", "ink2", wrap=True))
        self.lay_out()

    def draft(self) -> date | None:
        return self.day.needed("day") if self.day.text().strip() else None

    def focus_first(self) -> None:
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)


class DrawingForm(DraftForm):
    """`saved` comes with a DrawingRule."""

    def __init__(self, rule: DrawingRule | None, offices: Sequence[tuple[int, str]], tree: TopicTree) -> None:
        super().__init__(_("Who is drawn"), _("Draw from now on"))
        shown = rule or DrawingRule()
        self.moment = Choice([(one, words(one)) for one in Moment])
        self.moment.set_value(shown.moment)
        self.every, self.wait = TextField(str(shown.every)), TextField(str(shown.wait_days))
        self.gap = TextField(str(shown.gap_days))
        self.route = SegmentedChoice([(one, survey_words(one)) for one in ROUTES])
        self.route.set_value(shown.route)
        self.channels = TickList([(one, word(one)) for one in Channel], shown.channels)
        self.offices = TickList(offices, shown.office_ids)
        self.topics = TopicChips(tree, None)
        self.topics.show_ids(shown.topic_ids)
        self.consent = CheckBox("")
        self.consent.setChecked(shown.needs_consent)
        self.at_once = CheckBox("")
        self.at_once.setChecked(shown.sends_at_once)
        self._add_rows()
        self.lay_out()

    def _add_rows(self) -> None:
        self.add("moment", _("As&k"), self.moment, above=True)
        self.add("every", _("&One in"), at_left(self.every), above=True)
        self.add("wait_days", _("Days a&fter it"), at_left(self.wait), above=True)
        self.add("route", _("By which wa&y"), self.route, above=True)
        self.add("gap_days", _("Nobody a&gain within days"), at_left(self.gap), above=True)
        self.rows.addLayout(beside(self.consent, _("Only who has a &consent; else all who did not object")))
        self.rows.addLayout(beside(self.at_once, _("Send each by e-mail at once, &without a key")))
        hint = _("Each channel, office and topic is counted for itself. Nothing ticked: all of them.")
        self.rows.addWidget(Label(hint, "caption", "ink2", wrap=True))
        self.add("channels", _("C&hannels"), self.channels, above=True)
        self.add("office_ids", _("Off&ices"), self.offices, above=True)
        self.add("topic_ids", _("&Topics"), self.topics, above=True)

    def draft(self) -> DrawingRule:
        moment, route = self.moment.value(), self.route.value()
        assert isinstance(moment, Moment)
        assert isinstance(route, Route)
        rule = DrawingRule(
            moment=moment,
            every=whole_number(self.every, "every"),
            channels=self.channels.ticked(),
            office_ids=self.offices.ticked(),
            topic_ids=tuple(self.topics.ids),
            route=route,
            wait_days=whole_number(self.wait, "wait_days"),
            gap_days=whole_number(self.gap, "gap_days"),
            needs_consent=self.consent.isChecked(),
            sends_at_once=self.at_once.isChecked(),
        )
        rule.check()
        return rule

    def focus_first(self) -> None:
        self.moment.setFocus(Qt.FocusReason.OtherFocusReason)


def beside(tick: CheckBox, words: str) -> QHBoxLayout:
    """Its words may take two lines in a narrow pane."""
    label = Label(words, wrap=True)
    label.setBuddy(tick)
    tick.setAccessibleName(label.text().replace("&", ""))
    row = QHBoxLayout()
    row.setSpacing(S8)
    row.addWidget(tick)
    row.addWidget(label, 1)
    return row
