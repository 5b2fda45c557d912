"""Interviews of one survey: whom to call, and the talk itself; somebody who is here is asked without a list."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Spoken
from csatdesk.domain.forms import Answer
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Key, Page
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_sending import CallResult
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.surveys.interview_view import InterviewView, Talk
from csatdesk.gui.surveys.list_page import SurveyListPage
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.surveys.entering import Sheet, load_sheet
from csatdesk.operations.surveys.interviews import (
    CallRow,
    begin_call,
    count_calls,
    end_call,
    keep_interview,
    list_calls,
)
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number
from csatdesk.wording.surveys import words
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import LANGUAGE_NAMES

PANE_WIDE, PANE_COMPACT = 560, 480
TALKING = 1
CALLED, HERE = "survey_call", "survey_talk"  # what a half asked interview belongs to
DEEDS = (
    ("begin", N_("&Begin the interview"), "B"),
    ("no_contact", N_("N&ot reached"), "N"),
    ("refused", N_("&Refused"), "R"),
)
Found = tuple[Sheet, Page[CallRow], int]


class InterviewPage(SurveyListPage):
    """See the module's first words."""

    pane: "CallPane"
    rows: tuple[CallRow, ...] = ()
    shows = frozenset({Kind.SURVEY, Kind.RESPONSE})
    help_page = "survey-entry"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.sheet: Sheet | None = None
        self.left = 0  # to be called in all
        deeds: dict[str, Callable[[], object]] = {
            "begin": self.begin,
            "no_contact": partial(self._note, Disposition.NO_CONTACT),
            "refused": partial(self._note, Disposition.REFUSED),
        }
        self.actions_by_key = self._made_actions(DEEDS, deeds)
        self.here_action = make_action(self, _("&Interview somebody who is here"), self.begin_here, "Alt+Shift+N")
        self.primary = self.here_action
        self.list = EntryList(_("To be called"))
        self.empty = EmptyState(_("Those to be asked by phone stand here."), _("Nobody is left to call."))
        self.pane = CallPane(self)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self.talking = InterviewView()
        self.talking.keep_in(kept_texts_of(context))
        self._put_in(self.talking)
        self.talking.saved.connect(self._keep)
        self.talking.ended.connect(self._ended)
        self.talking.left.connect(self._leave)
        self._show_again()

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Interviews")

    def summary(self) -> str:
        if self.sheet is None:
            return ""
        told = ngettext("{count} to call", "{count} to call", self.left).format(count=number(self.left))
        return f"{self.sheet.survey.name}: {told}"

    def shown(self) -> None:
        if self.is_at_list:
            super().shown()
            return
        self._ask()
        self.talking.focus_sheet()

    def _forget(self) -> None:
        self.sheet = None

    def _question(self, survey_id: int) -> Callable[[Reading], Found]:
        return partial(_load, survey_id=survey_id, limit=self._limit)

    def _came(self, found: Found) -> None:
        self.sheet, page, self.left = found
        self._show_page(page)

    def _more(self, survey_id: int, after: Key) -> Callable[[Reading], Page[CallRow]]:
        return partial(list_calls, survey_id=survey_id, after=after)

    def _entry(self, row: CallRow) -> Entry:
        note = words(row.disposition) if row.disposition is Disposition.NO_CONTACT else ""
        return Entry(row.id, row.name or row.company, ", ".join(filter(None, (row.phone, row.company))), note=note)

    @property
    def row(self) -> CallRow | None:
        return next((row for row in self.rows if row.id == self.list.current), None)

    def _show_again(self) -> None:
        is_free = self.is_at_list
        for action in self.actions_by_key.values():
            action.setEnabled(is_free and self.row is not None)
        self.here_action.setEnabled(is_free and self.sheet is not None)
        self.pane.show_row(self.row)

    # what is done

    def begin(self) -> None:
        row = self.row
        if row is not None:
            self.context.runner.act(self, partial(begin_call, invitation_id=row.id))
            self._talk(Talk(row.id, row.name, row.phone, row.language), (CALLED, row.id))

    def begin_here(self) -> None:
        if self.sheet is not None:
            self._talk(Talk(None, "", "", self.sheet.survey.language), (HERE, self.sheet.survey.id))

    def _talk(self, talk: Talk, of: tuple[str, int]) -> None:
        assert self.sheet is not None
        self.places.setCurrentIndex(TALKING)
        self.talking.begin(self.sheet.form, talk, of)
        self._show_again()

    def _keep(self, answers: dict[str, Answer]) -> None:
        talk = self.talking.talk
        assert talk is not None
        assert self.survey_id is not None
        command = partial(
            keep_interview,
            survey_id=self.survey_id,
            invitation_id=talk.invitation_id,
            answers=answers,
            language=talk.language,
        )
        self.context.runner.act(self, command, self._kept, failed=self._not_kept)

    def _kept(self, _result: object) -> None:
        self.context.say(_("The answers are kept."))
        self._done()

    def _done(self, _result: object = None) -> None:
        self.talking.end()
        self._leave()

    def _not_kept(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.talking.refused(error)
        else:
            self.context.runner.failed.emit(error, None)

    def _ended(self, disposition: Disposition) -> None:
        talk = self.talking.talk
        if talk is None or talk.invitation_id is None:
            self._done()
            return
        command = partial(end_call, invitation_id=talk.invitation_id, disposition=disposition, result=CallResult.LATER)
        self.context.runner.act(self, command, self._done, failed=self._not_kept)

    def _note(self, disposition: Disposition) -> None:
        if self.row is not None:
            self.context.runner.act(self, partial(end_call, invitation_id=self.row.id, disposition=disposition))


class CallPane(FormPane):
    """Who is to be called, and how it went before."""

    def __init__(self, page: InterviewPage) -> None:
        super().__init__()
        self._actions = list(page.actions_by_key.values())
        self.name, self.phone = Label("", "title", wrap=True), Label("", "heading")
        self.facts = FactLines()
        self.buttons = [deed_button(action) for action in self._actions]
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(S12)
        for part in (self.name, self.phone, FlowBox(*self.buttons, gap=S8), self.facts):
            column.addWidget(part)
        column.addStretch(1)
        self.put_in(inside, EmptyState(_("Whom you choose stands here."), _("Arrows move through the list.")))
        theme().changed.connect(self._refit)
        self._refit()

    def show_row(self, row: CallRow | None) -> None:
        if row is not None:
            self.name.setText(row.name or row.company)
            self.phone.setText(row.phone)
            lines = [
                Line(_("Language"), LANGUAGE_NAMES.get(row.language, row.language)),
                Line(_("State"), words(row.disposition)),
            ]
            if row.company and row.name:
                lines.append(Line(_("Company"), row.company))
            self.facts.show_lines(lines)
        self.show_place(NOTHING if row is None else CARD)

    def focus_page(self) -> None:
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        self._column.setContentsMargins(theme().margin, S12, theme().margin, S12)


def _load(reading: Reading, *, survey_id: int, limit: int) -> Found:
    page = list_calls(reading, survey_id=survey_id, limit=limit)
    return load_sheet(reading, survey_id=survey_id), page, count_calls(reading, survey_id=survey_id)
