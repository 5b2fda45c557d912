"""Hand a case over: to a person, a team, an office, or to nobody; all in one list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import StaffRow
from csatdesk.gui.cases.many import Many
from csatdesk.gui.cases.panel import Command, Kept, Panel
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.cases.told import day
from csatdesk.gui.fields import TextField
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.operations.cases.commands import hand_over_cases
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class To:
    """Into whose hands; none of the three: nobody's."""

    staff_id: int | None = None
    team_id: int | None = None
    office_id: int | None = None


class HandOverPanel(Panel):
    """To whom; for one case or for all that are selected."""

    kept_as = "hand_over"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Hand over")
        self.save_words = _("Hand over")
        super().__init__(parent)
        self.who = PickList(self._offered, _("Type a name, team or office"), _("Nobody has this name."), lines=7)
        self.note = TextField(placeholder=_("Why, or what is still to do"))
        self.add_row(_("&To"), self.who, "to")
        self.add_row(_("&Note"), self.note, "note")
        self.who.taken.connect(lambda: self.note.setFocus(Qt.FocusReason.TabFocusReason))
        self.note.returnPressed.connect(self.try_to_save)
        self.lay_out()

    def begin(self) -> None:
        self.note.clear()
        self.who.begin()

    def focus_first(self) -> None:
        self.who.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"to": self.who.kept_field(), "note": self.note}

    def command(self) -> Command | Many | None:
        assert self.card is not None
        chosen = self.who.choice()
        if chosen is None:
            self.focus_first()
            return None
        assert isinstance(chosen.value, To)
        give = partial(
            hand_over_cases,
            to_staff_id=chosen.value.staff_id,
            to_team_id=chosen.value.team_id,
            to_office_id=chosen.value.office_id,
            note=self.note.text().strip(),
        )
        if self.is_for_many:
            return Many(
                self.case_ids, lambda work, case_id: give(work, case_ids=(case_id,)), N_("Handed over {count} cases.")
            )
        return partial(give, case_ids=(self.card.row.id,), version=self.card.version)

    def _offered(self, typed: str) -> Sequence[Suggestion]:
        wanted = fold(typed).split()
        return [row for row, words in self._rows() if _fits(words, wanted)]

    def _rows(self) -> Iterator[tuple[Suggestion, str]]:
        """Each row with the words by which it is found: people, teams, offices, at the end nobody."""
        for one in self._people():
            yield Suggestion(To(staff_id=one.id), "", one.name, note=self._note(one)), _told_of(one)
        for team_id, name in self._teams():
            yield Suggestion(To(team_id=team_id), "", name, note=_("team")), name
        for office_id, name in self._offices():
            yield Suggestion(To(office_id=office_id), "", name, note=_("office")), name
        nobody = _("Nobody yet")
        yield Suggestion(To(), "", nobody, note=_("back to the unowned cases")), nobody

    def _people(self) -> list[StaffRow]:
        """Those who work here and do not have it yet, one's own office first."""
        if self.facts is None or self.card is None:
            return []
        people = [one for one in self.facts.staff if one.is_active]
        if not self.is_for_many:
            people = [one for one in people if one.id != self.card.row.owner_id]
        own = self.card.office_id
        return sorted(people, key=lambda one: one.office_id != own)

    def _teams(self) -> Sequence[tuple[int, str]]:
        if self.facts is None or self.card is None:
            return ()
        return [team for team in self.facts.teams if self.is_for_many or team[0] != self.card.row.team_id]

    def _offices(self) -> Sequence[tuple[int, str]]:
        if self.facts is None or self.card is None:
            return ()
        return [office for office in self.facts.offices if self.is_for_many or office[0] != self.card.office_id]

    def _note(self, one: StaffRow) -> str:
        """Where they work; of those who are away until when, and who gets it instead."""
        assert self.facts is not None
        away = self.facts.away.get(one.id)
        if away is None:
            return ", ".join(part for part in (one.team_name, one.office_name) if part)
        until = day(away.last_on, self.facts)
        if away.stands_in:
            return _("away until {day}, {person} stands in").format(day=until, person=away.stands_in)
        return _("away until {day}, nobody stands in").format(day=until)


def _told_of(one: StaffRow) -> str:
    return f"{one.name} {one.team_name} {one.office_name}"


def _fits(words: str, wanted: Sequence[str]) -> bool:
    there = fold(words).split()
    return all(any(word.startswith(want) for word in there) for want in wanted)
