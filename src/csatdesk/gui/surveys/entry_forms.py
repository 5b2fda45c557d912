"""What holds for a whole stack of paper forms is said once: where, by which way, when, and from which number on."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from csatdesk.domain.contacts import Channel
from csatdesk.domain.survey_batches import Stack, month_of_day
from csatdesk.gui.day_field import DayField
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import CheckBox, Choice, TextField
from csatdesk.gui.today.forms import at_left
from csatdesk.gui.whole_numbers import NumberUnreadable
from csatdesk.operations.surveys.entering import Sheet
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

UNKNOWN = ""  # of a choice, in place of a channel
DIGITS_MOST = 6


@dataclass(frozen=True, slots=True)
class Setup:
    """`is_double`: another person keys the same forms again before they count."""

    stack: Stack
    first: int
    carries_code: bool
    is_double: bool


class SetupForm(DraftForm):
    def __init__(self, sheet: Sheet, own_office: int, zone: ZoneInfo) -> None:
        super().__init__(_("A stack of paper forms"), _("Begin"))
        today = self._today = sheet.at.astimezone(zone).date()
        self.office = Choice(list(sheet.offices))
        if own_office in dict(sheet.offices):
            self.office.set_value(own_office)
        self.channel = Choice([(UNKNOWN, _("Not known")), *((one, word(one)) for one in Channel)])
        self.day = DayField(_("Day of the answers"), today, today)
        self.month_only = CheckBox(_("Only the &month is known"))
        self.first = TextField("1")
        self.code = CheckBox(_("Each form &carries a code"))
        self.double = CheckBox(_("Another &person keys them again"))
        self.double.setChecked(True)
        self.add("office", _("&Where"), self.office)
        self.add("channel", _("C&hannel"), self.channel)
        self.add("day", _("&Day"), at_left(self.day))
        self.rows.addWidget(self.month_only)
        self.add("first", _("First &number"), at_left(self.first), above=True)
        self.rows.addWidget(self.code)
        self.rows.addWidget(self.double)
        self.lay_out()

    def focus_first(self) -> None:
        self.office.setFocus()

    def draft(self) -> Setup:
        day, typed = self.day.needed("day"), self.first.text().strip()
        if not typed.isdecimal() or len(typed) > DIGITS_MOST:
            raise NumberUnreadable(field="first")
        office, channel = self.office.value(), self.channel.value()
        assert isinstance(office, int)
        stack = Stack(
            office,
            month_of_day(day),
            channel if isinstance(channel, Channel) else None,
            None if self.month_only.isChecked() else day,
        )
        return Setup(stack, int(typed), self.code.isChecked(), self.double.isChecked())
