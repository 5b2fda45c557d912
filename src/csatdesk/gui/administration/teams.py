"""Teams and who leads them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from csatdesk.domain.centres import TeamRow
from csatdesk.domain.changes import Kind
from csatdesk.domain.staff import StaffRow
from csatdesk.gui.administration.records import Record, RecordForm, RecordsSection
from csatdesk.gui.administration.section import FactRow
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, Label, TextField
from csatdesk.operations.staff import list_staff, list_teams, save_team
from csatdesk.operations.work import Reading, Work
from csatdesk.wording.formats import listing, number
from csatdesk.wording.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class TeamValue:
    """What the form shows; `members` in words, to read only."""

    name: str
    leader_id: int | None
    members: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    teams: tuple[TeamRow, ...]
    staff: tuple[StaffRow, ...]


def load_teams(reading: Reading) -> Loaded:
    return Loaded(list_teams(reading), list_staff(reading))


class TeamForm(RecordForm[TeamValue]):
    """See `RecordForm`."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.leader = TextField(), Choice()
        self.row("name", _("&Name"), self.name)
        self.row("leader", _("Lead&er"), self.leader)
        self.members = Label("", "body", "ink", wrap=True)
        note = Label(_("Who belongs to a team is said under “People”."), "small", "ink2", wrap=True)
        self.members_row = FactRow(_("Members"), self.members, note)
        self.add(self.members_row)
        self.name.textChanged.connect(lambda _text: self.edited.emit())
        self.leader.chosen.connect(lambda _id: self.edited.emit())

    def offer(self, staff: tuple[StaffRow, ...]) -> None:
        kept = self.leader.value()
        self.leader.clear()
        self.leader.add(None, _("nobody yet"))
        for row in staff:
            self.leader.add(row.id, row.name)
        if self.leader.findData(kept) >= 0:
            self.leader.set_value(kept)

    def show_value(self, value: TeamValue, *, is_new: bool) -> None:
        self.name.setText(value.name)
        self.leader.set_value(value.leader_id if self.leader.findData(value.leader_id) >= 0 else None)
        self.members.setText(value.members)
        self.members_row.setVisible(not is_new)

    def value(self) -> TeamValue:
        leader_id = self.leader.value()
        assert leader_id is None or isinstance(leader_id, int)
        return TeamValue(self.name.text().strip(), leader_id, self.members.text())

    def problems(self) -> dict[str, str]:
        return {} if self.name.text().strip() else {"name": _("Write a name.")}


class TeamsSection(RecordsSection[TeamValue]):
    """See the module's first words."""

    shows = frozenset({Kind.STAFF})

    def __init__(self, context: Context) -> None:
        form = TeamForm()
        super().__init__(context, form, _("Teams"), _("Add a team"), "Ctrl+Shift+N")
        self.team_form = form

    def summary(self) -> str:
        count = len(self.records)
        return ngettext("{count} team", "{count} teams", count).format(count=number(count))

    def reload(self) -> None:
        self.context.runner.ask(self, load_teams, self._show_loaded)

    def _show_loaded(self, loaded: Loaded) -> None:
        self.team_form.offer(loaded.staff)
        self.show_records([_record(team, loaded.staff) for team in loaded.teams])

    def new_value(self) -> TeamValue:
        return TeamValue("", None)

    def save_command(self, record_id: int | None, value: TeamValue) -> Callable[[Work], int]:
        return partial(save_team, team_id=record_id, name=value.name, leader_id=value.leader_id)

    def saved_words(self, value: TeamValue) -> str:
        return _("{team} saved.").format(team=value.name)


def _record(team: TeamRow, staff: tuple[StaffRow, ...]) -> Record[TeamValue]:
    names = [row.name for row in staff if row.team_id == team.id]
    count = ngettext("{count} member", "{count} members", len(names)).format(count=number(len(names)))
    line = _("{leader} leads, {members}").format(leader=team.leader_name, members=count) if team.leader_name else count
    return Record(
        team.id, team.name, line, TeamValue(team.name, team.leader_id, listing(names) if names else _("nobody yet"))
    )
