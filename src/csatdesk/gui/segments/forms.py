"""What is written on the page of a segment, and which measure is set beside it."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.corrective_actions import MeasureRow
from csatdesk.domain.segments import NewStrategy, Strategy
from csatdesk.gui.administration.rules.tick_row import TickRow
from csatdesk.gui.cases.due_field import DayUnreadable
from csatdesk.gui.day_field import DayField
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import Choice, FormRow, Label, TextBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.today.forms import at_left
from csatdesk.operations.segments.queries import SegmentFacts
from csatdesk.operations.segments.words import measure_words
from csatdesk.wording.texts import _
from csatdesk.wording.words import channel_word, segment_word

AIM_LINES, PROMISE_LINES = 4, 5
HALF_A_YEAR = timedelta(days=182)


class StrategyForm(DraftForm):
    """`saved` comes with a NewStrategy."""

    def __init__(self, segment: Segment, facts: SegmentFacts, strategy: Strategy | None, today: date) -> None:
        super().__init__(_("Segment: {name}").format(name=segment_word(segment)), _("Save"))
        self.heading.setWordWrap(True)
        self.segment, self.version, self._today = segment, strategy.version if strategy is not None else 0, today
        written = strategy.written if strategy is not None else _blank(segment, today)
        self.aim, self.promises = TextBox(written.aim), TextBox(written.promises)
        for box, lines in ((self.aim, AIM_LINES), (self.promises, PROMISE_LINES)):
            box.setFixedHeight(box.lines_high(lines))
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.channels = TickRow([(one, channel_word(one)) for one in Channel])
        self.channels.set_values(written.channels)
        self.main, self.responsible = Choice(), Choice([(None, _("not said")), *facts.staff])
        if self.responsible.findData(written.responsible_id) < 0 and strategy is not None:
            self.responsible.add(written.responsible_id, strategy.responsible)
        self.responsible.set_value(written.responsible_id)
        self.reviewed = _day_field(_("Reviewed"), written.reviewed_on, today)
        self.next_review = _day_field(_("Next review"), written.next_review_on, today)
        self._offer_main()
        self.main.set_value(written.main)
        self.channels.edited.connect(self._offer_main)
        self._add_rows()
        self.lay_out()

    def _add_rows(self) -> None:
        rows: tuple[tuple[str, str, QWidget], ...] = (
            ("aim", _("What we want"), self.aim),
            ("channels", _("Channels"), self.channels),
            ("main", _("Main channel"), self.main),
            ("promises", _("What we promise"), self.promises),
            ("responsible", _("Who sees to it"), self.responsible),
            ("reviewed", _("Reviewed"), self.reviewed),
            ("next_review", _("Next review"), self.next_review),
        )
        for name, words, field in rows:
            field.setAccessibleName(words)
            if field is self.channels:  # as many lines as the ticks need
                self.rows.addWidget(Label(words, "small", "ink2", wrap=True))
                self.rows.addWidget(field)
                continue
            is_small = field in (self.reviewed, self.next_review)
            row = self.named[name] = FormRow(words, at_left(field) if is_small else field, above=True)
            self.rows.addWidget(row)
        told = _("What the rules promise these customers stands beside it by itself.")
        self.named["promises"].add_below(Label(told, "caption", "ink2", wrap=True))

    def _offer_main(self) -> None:
        """One of those that are ticked; what was chosen stays so."""
        kept, ticked = self.main.value(), self.channels.values()
        self.main.clear()
        self.main.add(None, _("none"))
        for one in Channel:
            if one in ticked:
                self.main.add(one, channel_word(one))
        self.main.set_value(kept if kept in ticked else None)

    def draft(self) -> NewStrategy:
        main, responsible = self.main.value(), self.responsible.value()
        new = NewStrategy(
            self.segment,
            self.aim.toPlainText(),
            frozenset(one for one in self.channels.values() if isinstance(one, Channel)),
            main if isinstance(main, Channel) else None,
            self.promises.toPlainText(),
            responsible if isinstance(responsible, int) else None,
            self._day("reviewed", self.reviewed),
            self._day("next_review", self.next_review),
        )
        new.check(self._today)
        return new

    def _day(self, name: str, field: DayField) -> date | None:
        """None while it is empty."""
        if not field.text().strip():
            return None
        day = field.day()
        if day is None:
            raise DayUnreadable(field=name, day=f"{self._today:%d.%m.%Y}")
        return day

    def focus_first(self) -> None:
        self.aim.setFocus(Qt.FocusReason.OtherFocusReason)


def _blank(segment: Segment, today: date) -> NewStrategy:
    return NewStrategy(segment, "", reviewed_on=today, next_review_on=today + HALF_A_YEAR)


def _day_field(name: str, day: date | None, today: date) -> DayField:
    field = DayField(name, day or today, today)
    if day is None:
        field.clear()
    return field


class MeasureLinkForm(InlineForm):
    """`saved` comes with the MeasureRow that is to stand on the page."""

    saved = Signal(object)

    def __init__(self, segment: Segment, rows: Sequence[MeasureRow]) -> None:
        super().__init__(_("Segment: {name}").format(name=segment_word(segment)), _("Save"))
        self.heading.setWordWrap(True)
        self.measure = Choice([(row, f"{row.title} ({measure_words(row)})") for row in rows])
        row = self.named["measure"] = FormRow(_("Measure"), self.measure, above=True)
        self.rows.addWidget(row)
        self.lay_out()
        self.save.setEnabled(bool(rows))

    def try_to_save(self) -> None:
        row = self.measure.value()
        if isinstance(row, MeasureRow):
            self.clear_errors()
            self.save.setEnabled(False)
            self.saved.emit(row)

    def focus_first(self) -> None:
        self.measure.setFocus(Qt.FocusReason.OtherFocusReason)
