"""The fields of a rule, of a draw, and of what could not be reviewed."""

from datetime import date

from PySide6.QtCore import Qt

from csatdesk.domain.contacts import Channel
from csatdesk.domain.reviews import (
    DUE_DAYS,
    SPOKEN,
    WRITTEN,
    AsideReasonMissing,
    FrameSource,
    SamplingRule,
)
from csatdesk.gui.day_field import DayField
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import Choice, Label, SegmentedChoice, TextBox, TextField
from csatdesk.gui.mystery.tick_list import TickList
from csatdesk.gui.today.forms import at_left
from csatdesk.gui.whole_numbers import number_or_none, whole_number
from csatdesk.operations.reviews.rules import RuleChoices, RuleRow
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import word

LINES = 4


class RuleForm(DraftForm):
    """A new rule, or what the next version of one says."""

    def __init__(self, choices: RuleChoices, row: RuleRow | None = None) -> None:
        super().__init__(_("New rule") if row is None else _("Change the rule"), _("Save"))
        self.row = row
        rule = row.rule if row is not None else None
        self.name = TextField(rule.name if rule else "", placeholder=_("Calls of the month"))
        self.standard = Choice([(id_, titles.in_language(language())) for id_, titles, _channel in choices.standards])
        self.source = SegmentedChoice(
            [(FrameSource.CONTACTS, _("Logged contacts")), (FrameSource.CALL_LIST, _("Call lists"))]
        )
        self.channels = TickList([(one, word(one)) for one in (*SPOKEN, *WRITTEN)], rule.channels if rule else ())
        self.whose = Choice(_of_whom(choices))
        self.every = TextField(_shown(rule.every if rule else 10))
        self.per_person = TextField(_shown(rule.per_person if rule else None))
        self.seconds = TextField(str(rule.least_seconds if rule else 0))
        self.reviewers = TickList(choices.reviewers, rule.reviewer_ids if rule else ())
        self.due = TextField(str(rule.due_days if rule else DUE_DAYS))
        self.second = TextField(str(rule.second_share if rule else 0))
        if rule is not None:
            self._show(rule, choices)
        self._add_rows()
        self.source.chosen.connect(lambda _value: self._fit())
        self.standard.chosen.connect(lambda _value: self._usual_channel(choices))
        if rule is None:
            self._usual_channel(choices)
        self.lay_out()
        self._fit()

    def _show(self, rule: SamplingRule, choices: RuleChoices) -> None:
        if any(id_ == rule.standard_id for id_, _titles, _channel in choices.standards):
            self.standard.set_value(rule.standard_id)
        self.source.set_value(rule.source)
        whose = ("team", rule.team_id) if rule.team_id is not None else ("office", rule.office_id)
        if any(value == whose for value, _words in self.whose.options()):
            self.whose.set_value(whose)

    def _add_rows(self) -> None:
        self.add("name", _("&Name"), self.name)
        self.add("standard", _("&Standard"), self.standard)
        self.add("whose", _("&Whose work"), self.whose)
        self.add("source", _("Draw &from"), self.source)
        self.add("channels", _("C&hannels"), self.channels)
        self.add("every", _("&One contact in"), at_left(self.every))
        self.add("per_person", _("Of each &person and month"), at_left(self.per_person))
        self.rows.addWidget(Label(_("One of the two, or both: then at least so many."), "caption", "ink2", wrap=True))
        self.add("least_seconds", _("Calls of at least, in secon&ds"), at_left(self.seconds))
        self.add("reviewers", _("Who &reviews"), self.reviewers)
        self.add("due_days", _("Due within wor&king days"), at_left(self.due))
        self.add("second_share", _("Scored &twice, per cent"), at_left(self.second))

    def _usual_channel(self, choices: RuleChoices) -> None:
        """Of a standard for calls the calls, as long as nothing else was ticked."""
        channel = next((one for id_, _titles, one in choices.standards if id_ == self.standard.value()), "")
        usual = {"phone": (Channel.PHONE,), "email": (Channel.EMAIL,), "chat": (Channel.CHAT,)}.get(channel, ())
        for one, box in zip((*SPOKEN, *WRITTEN), self.channels.boxes, strict=True):
            box.setChecked(one in usual)

    def _fit(self) -> None:
        self.named["channels"].setVisible(self.source.value() is FrameSource.CONTACTS)

    def draft(self) -> SamplingRule:
        whose = self.whose.value()
        kind, unit_id = whose if isinstance(whose, tuple) else ("", None)
        source, standard_id = self.source.value(), self.standard.value()
        assert isinstance(source, FrameSource)
        rule = SamplingRule(
            name=self.name.text(),
            standard_id=standard_id if isinstance(standard_id, int) else 0,
            channels=self.channels.ticked() if source is FrameSource.CONTACTS else (),
            reviewer_ids=self.reviewers.ticked(),
            every=number_or_none(self.every, "every"),
            per_person=number_or_none(self.per_person, "per_person"),
            office_id=unit_id if kind == "office" else None,
            team_id=unit_id if kind == "team" else None,
            least_seconds=whole_number(self.seconds, "least_seconds"),
            due_days=whole_number(self.due, "due_days"),
            second_share=whole_number(self.second, "second_share"),
            source=source,
        )
        rule.check()
        return rule

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


def _of_whom(choices: RuleChoices) -> list[tuple[object, str]]:
    offices = [(("office", id_), name) for id_, name in choices.offices]
    teams = [(("team", id_), name) for id_, name in choices.teams]
    return [(("office", None), _("everybody’s")), *offices, *teams]


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)


class DrawForm(DraftForm):
    """`saved` comes with the first and the last day."""

    def __init__(self, row: RuleRow, days: tuple[date, date], today: date) -> None:
        super().__init__(_("Draw by “{name}”").format(name=row.rule.name), _("Draw"))
        self.row, self._today = row, today
        self.first, self.last = DayField(_("From"), days[0], today), DayField(_("To"), days[1], today)
        self.add("first_on", _("&From"), at_left(self.first))
        self.add("last_on", _("&To"), at_left(self.last))
        words = _(
            "The program draws, once from the same days. It cannot be taken back, and nobody can change what comes."
        )
        self.rows.addWidget(Label(words, "small", "ink2", wrap=True))
        self.lay_out()

    def draft(self) -> tuple[date, date]:
        return self.first.needed("first_on"), self.last.needed("last_on")

    def focus_first(self) -> None:
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)


class AsideForm(DraftForm):
    """`saved` comes with the reason."""

    def __init__(self) -> None:
        super().__init__(_("It could not be reviewed"), _("Set aside"))
        self.reason = TextBox(placeholder=_("The recording is silent, the wrong person, …"))
        self.reason.setFixedHeight(self.reason.lines_high(LINES))
        self.add("reason", _("&Reason"), self.reason)
        words = _("The reason is kept and counted. The program puts the next one of the same person and month here.")
        self.rows.addWidget(Label(words, "small", "ink2", wrap=True))
        self.lay_out()

    def draft(self) -> str:
        if not self.reason.toPlainText().strip():
            raise AsideReasonMissing(field="reason")
        return self.reason.toPlainText()

    def focus_first(self) -> None:
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
