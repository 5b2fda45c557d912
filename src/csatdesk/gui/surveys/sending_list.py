"""Those who are asked: who, how it stands with them, when they were or will be asked."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QWidget

from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.domain.survey_sending import InvitationRow, Shown
from csatdesk.gui.cases.row_cells import Drawn, Words, elided
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.surveys.asked import list_invitations
from csatdesk.operations.work import Reading
from csatdesk.wording.survey_sending import state_words, when_words
from csatdesk.wording.surveys import words
from csatdesk.wording.texts import _

NONE = 0  # no survey has this id


class InvitationsModel(PagedModel[InvitationRow]):
    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.survey_id, self.which = NONE, Shown.ALL
        columns = (
            Column[InvitationRow](N_("Person asked"), who_words),
            Column[InvitationRow](N_("State"), state_words),
        )
        super().__init__(runner, columns, self._question, owner=owner)

    def show_survey(self, survey_id: int, which: Shown) -> None:
        self.survey_id, self.which = survey_id, which
        self.read()

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[InvitationRow]]:
        return partial(list_invitations, survey_id=self.survey_id, shown=self.which, **wanted.values)


class InvitationsList(RowTable):
    def __init__(self, runner: Runner, zone: tzinfo, parent: QWidget | None = None) -> None:
        self.invitations = InvitationsModel(runner, runner)
        super().__init__(self.invitations, partial(_cell, zone), _widths, parent)
        self.invitations.setParent(self)
        self.copied = lambda one: (who_words(one), one.reach, words(one.route), state_words(one), one.code)
        self.place = KeepsPlace(self, self.invitations)
        self.setAccessibleName(_("Person asked"))


def who_words(row: InvitationRow) -> str:
    return row.name or row.company or row.reach


def _widths(room: int) -> Sequence[int]:
    state = max(theme().px(150), round(room * 0.42))
    return max(room - state, theme().px(140)), state


def _cell(zone: tzinfo, row: InvitationRow, column: int, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    if column == 0:
        left = theme().margin
        below = ", ".join(filter(None, (words(row.route), row.reach if who_words(row) != row.reach else "")))
        return _lines(who_words(row), below, room - left, left)
    return _lines(state_words(row), when_words(row, zone), room)


def _lines(first: str, second: str, room: float, left: float = 0) -> Sequence[Drawn]:
    return (
        Words(left, 1, elided(first, room)),
        Words(left, 2, elided(second, room, "small"), "small", "ink2"),
    )
