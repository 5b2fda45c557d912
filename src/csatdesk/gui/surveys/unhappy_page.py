"""Who would not recommend and gave a name: whom to turn to, what came of it, and what counts as a bad answer here."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Key, Page
from csatdesk.domain.staff import Right
from csatdesk.domain.survey_loop import BadAnswers, Unhappy
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.context import Context
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import CheckBox, EmptyState, Label, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import SHEET_KINDS, AskPath, ListExport, ask_path
from csatdesk.gui.surveys.list_page import SurveyListPage
from csatdesk.gui.theme import theme
from csatdesk.gui.today.forms import at_left
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.whole_numbers import NumberUnreadable
from csatdesk.operations.surveys.loop import count_overdue, save_limits
from csatdesk.operations.surveys.unhappy import UnhappyList, export_unhappy, list_unhappy, page_of_unhappy
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number, short_instant
from csatdesk.wording.reviews import outcome_words
from csatdesk.wording.survey_entry import month_words
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 560, 480
DEEDS = (
    ("case", N_("Open the &case"), "O"),
    ("customer", N_("Open the c&ustomer"), "U"),
    ("export", N_("&Export what the list shows"), "X"),
    ("limits", N_("What counts as &bad …"), "B"),
)
Found = tuple[UnhappyList, int]


class UnhappyPage(SurveyListPage):
    """See the module's first words."""

    pane: "UnhappyPane"
    rows: tuple[Unhappy, ...] = ()
    shows = frozenset({Kind.SURVEY, Kind.RESPONSE})
    help_page = "survey-entry"

    def __init__(self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self.found: UnhappyList | None = None
        self.overdue = 0
        self._exports = ListExport(context, self, ask)
        deeds: dict[str, Callable[[], object]] = {"case": self.open_case, "customer": self.open_customer}
        if context.may(Right.EXPORT):
            deeds["export"] = self.export
        if context.may(Right.LEAD_SURVEYS):
            deeds["limits"] = self.change_limits
        self.actions_by_key = self._made_actions(DEEDS, deeds)
        self.list = EntryList(_("Would not recommend"))
        self.empty = EmptyState(_("Who would not recommend and gave a name stands here."), _("There is none yet."))
        self.pane = UnhappyPane(list(self.actions_by_key.values()), context)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self._put_in()
        self._show_again()

    @property
    def title(self) -> str:
        return _("Would not recommend")

    def summary(self) -> str:
        if self.found is None:
            return ""
        told = ngettext("{count} with a name", "{count} with a name", self.found.total)
        parts = [self.found.survey.name, told.format(count=number(self.found.total))]
        if self.found.unknown:
            unknown = ngettext("{count} without", "{count} without", self.found.unknown)
            parts.append(unknown.format(count=number(self.found.unknown)))
        if self.overdue:
            late = ngettext("{count} call overdue", "{count} calls overdue", self.overdue)
            parts.append(late.format(count=number(self.overdue)))
        return ", ".join(parts)

    def _forget(self) -> None:
        self.found = None

    def _question(self, survey_id: int) -> Callable[[Reading], Found]:
        return partial(_load, survey_id=survey_id, limit=self._limit)

    def _came(self, found: Found) -> None:
        self.found, self.overdue = found
        self._show_page(Page(self.found.rows, self.found.next))

    def _more(self, survey_id: int, after: Key) -> Callable[[Reading], Page[Unhappy]]:
        return partial(page_of_unhappy, survey_id=survey_id, after=after)

    def _entry(self, row: Unhappy) -> Entry:
        line = row.comment or month_words(row.month)
        return Entry(row.response_id, f"{row.score}  {row.name}", " ".join(line.split()), note=_came_of_it(row))

    @property
    def row(self) -> Unhappy | None:
        return next((row for row in self.rows if row.response_id == self.list.current), None)

    def _show_again(self) -> None:
        row, is_free = self.row, self.pane.form is None
        may = {
            "case": row is not None and row.case_id is not None,
            "customer": row is not None and row.customer_id is not None,
            "export": row is not None,
            "limits": self.found is not None,
        }
        for key, action in self.actions_by_key.items():
            action.setEnabled(may[key] and is_free)
        self.pane.show_row(row)

    # what is done

    def open_case(self) -> None:
        if self.row is not None and self.row.case_id is not None:
            self.context.open_case(self.row.case_id)

    def open_customer(self) -> None:
        if self.row is not None and self.row.customer_id is not None:
            self.context.open_customer(self.row.customer_id)

    def export(self) -> None:
        if self.survey_id is not None:
            writing = partial(export_unhappy, survey_id=self.survey_id)
            self._exports.write(_("Would not recommend"), self.title, writing, _counted, SHEET_KINDS)

    def change_limits(self) -> None:
        if self.found is not None:
            form = LimitsForm(self.found.limits)
            form.saved.connect(partial(self._save_limits, form))
            self._open(form)

    def _save_limits(self, form: "LimitsForm", limits: BadAnswers) -> None:
        assert self.survey_id is not None
        command = partial(save_limits, survey_id=self.survey_id, limits=limits)
        done, failed = lambda _none: self._close_form(), partial(self._failed, form)
        self.context.runner.act(form, command, done, failed=failed)


class LimitsForm(DraftForm):
    """Which answers make a call, and within how many working hours it is made."""

    def __init__(self, limits: BadAnswers) -> None:
        super().__init__(_("What counts as a bad answer"), _("Save"))
        self.rows.addWidget(
            Label(_("An answer with a name that is as bad stands on Today at once."), "small", "ink2", wrap=True)
        )
        self.fields = {
            name: TextField(str(getattr(limits, name)))
            for name in ("nps_at_most", "csat_at_most", "ease_at_most", "hours")
        }
        self.unsolved = CheckBox(_("&Not solved counts, too"))
        self.unsolved.setChecked(limits.unsolved)
        self.add("nps_at_most", _("&Recommends, at most (0–10)"), at_left(self.fields["nps_at_most"]), above=True)
        self.add("csat_at_most", _("&Satisfied, at most (1–5)"), at_left(self.fields["csat_at_most"]), above=True)
        self.add("ease_at_most", _("&Easy, at most (1–7)"), at_left(self.fields["ease_at_most"]), above=True)
        self.rows.addWidget(self.unsolved)
        self.add("hours", _("Call within &working hours"), at_left(self.fields["hours"]), above=True)
        self.lay_out()

    def focus_first(self) -> None:
        self.fields["nps_at_most"].setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> BadAnswers:
        numbers = {name: _whole(name, field) for name, field in self.fields.items()}
        limits = BadAnswers(unsolved=self.unsolved.isChecked(), **numbers)
        limits.check()
        return limits


class UnhappyPane(FormPane):
    def __init__(self, deeds: list[QAction], context: Context) -> None:
        super().__init__()
        self._zone = context.zone
        self.name, self.phone = Label("", "title", wrap=True), Label("", "heading")
        self.comment = Label("", "body", wrap=True)
        self.facts = FactLines()
        self._actions, self.buttons = deeds, [deed_button(action) for action in deeds]
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(S12)
        for part in (self.name, self.phone, self.comment, FlowBox(*self.buttons, gap=S8), self.facts):
            column.addWidget(part)
        column.addStretch(1)
        self.put_in(inside, EmptyState(_("Whom you choose stands here."), _("Arrows move through the list.")))
        theme().changed.connect(self._refit)
        self._refit()

    def show_row(self, row: Unhappy | None) -> None:
        if row is not None:
            self.name.setText(row.name or _("Somebody who gave a name"))
            self.phone.setText(row.phone)
            self.comment.setText(row.comment)
            self.facts.show_lines(self._lines(row))
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())
        self.show_place(NOTHING if row is None else CARD)

    def _lines(self, row: Unhappy) -> list[Line]:
        when = short_instant(row.at, self._zone) if row.at is not None else month_words(row.month)
        lines = [
            Line(_("Answered"), when),
            Line(_("Recommends"), _("{score} of 10").format(score=row.score)),
            Line(_("Case"), row.case_number),
            Line(_("Staff"), row.staff_name),
            Line(_("What came of it"), _came_of_it(row)),
            Line(_("In a few words"), row.note),
        ]
        return [line for line in lines if line.value]

    def focus_page(self) -> None:
        shown = next((button for button in self.buttons if button.isVisible()), None)
        if self.form is None and shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        self._column.setContentsMargins(theme().margin, S12, theme().margin, S12)


def _load(reading: Reading, *, survey_id: int, limit: int) -> Found:
    return list_unhappy(reading, survey_id=survey_id, limit=limit), count_overdue(reading)


def _came_of_it(row: Unhappy) -> str:
    if row.is_open:
        return _("to be called")
    return outcome_words(row.outcome) if row.outcome is not None else ""


def _counted(count: int) -> str:
    return ngettext("{count} customer written to {file}.", "{count} customers written to {file}.", count)


def _whole(name: str, field: TextField) -> int:
    typed = field.text().strip()
    digits = typed.removeprefix("-")
    if not digits.isdecimal() or len(digits) > len("1000"):
        raise NumberUnreadable(field=name)
    return int(typed)
