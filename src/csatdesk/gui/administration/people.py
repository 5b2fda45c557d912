"""People: who works here, in which role, and what they sign in with."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.centres import CentreSettings, LaterItem, TeamRow
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.staff import NewPerson, Role, StaffRow, check_password
from csatdesk.gui.administration.records import Record, RecordForm, RecordsSection
from csatdesk.gui.administration.section import Indented
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, Choice, FormRow, Label, PlainButton, SegmentedChoice, TextField
from csatdesk.operations.centres import load_centre_settings, settle
from csatdesk.operations.staff import (
    add_person,
    change_person,
    list_staff,
    list_teams,
    name_head,
    name_programme_owner,
    set_password,
)
from csatdesk.operations.work import Reading, Work
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext, spoken
from csatdesk.wording.words import LANGUAGE_NAMES, role_word


@dataclass(frozen=True, slots=True)
class PersonValue:
    """What the form shows. `password`: the first one of a new person, as typed."""

    name: str
    sign_in_name: str
    role: Role
    office_id: int
    team_id: int | None
    language: str
    is_active: bool = True
    password: str = ""
    is_head: bool = False
    owns_programmes: bool = False

    def __repr__(self) -> str:
        return "PersonValue(…)"


@dataclass(frozen=True, slots=True)
class Loaded:
    staff: tuple[StaffRow, ...]
    teams: tuple[TeamRow, ...]
    settings: CentreSettings


def load_people(reading: Reading) -> Loaded:
    return Loaded(list_staff(reading, only_active=False), list_teams(reading), load_centre_settings(reading))


def role_explained(role: Role) -> str:
    """What a role may do, in one sentence."""
    match role:
        case Role.CLERK:
            return _("Registers contacts, answers and closes cases of the own office.")
        case Role.SUPERVISOR:
            return _("Works on the cases of every office, imports, exports, changes topics.")
        case Role.AUDITOR:
            return _("Sees cases and customers, changes nothing.")
        case Role.ADMINISTRATOR:
            return _("May do everything, this page included.")


class PersonForm(RecordForm[PersonValue]):
    """See `RecordForm`. The name one signs in with and the first password are asked of new people only."""

    def __init__(self) -> None:
        super().__init__()
        self._is_new = True
        self._typed_sign_in_name = False
        self.name, self.sign_in_name, self.password = TextField(), TextField(), TextField()
        self.role = SegmentedChoice([(role, role_word(role)) for role in Role])
        self.office, self.team = Choice(), Choice()
        self.language = Choice(list(LANGUAGE_NAMES.items()))
        self.row("name", _("&Name"), self.name)
        self.row("sign_in_name", _("S&igns in as"), self.sign_in_name)
        row = self.row("password", _("First pass&word"), self.password)
        row.add_below(Label(_("Hand it over; it is changed under “My sign-in”."), "small", "ink2", wrap=True))
        self.role_row = self.row("role", _("&Role"), self.role)
        self.explained = Label("", "small", "ink2", wrap=True)
        self.role_row.add_below(self.explained)
        self.row("office", _("&Office"), self.office)
        self.row("team", _("&Team"), self.team)
        self.row("language", _("Screen in"), self.language)
        self.is_head = CheckBox(_("&Head of the centre, told last when something stays overdue"))
        self.add(Indented(self.is_head))
        self.owns_programmes = CheckBox(_("&Plans mystery shopping and sees who visits whom"))
        self.add(Indented(self.owns_programmes))
        self.is_active = CheckBox(_("Works here and may si&gn in"))
        self.active_line = Indented(self.is_active)
        self.add(self.active_line)
        self._connect()

    def _connect(self) -> None:
        for field in (self.name, self.password):
            field.textChanged.connect(lambda _text: self.edited.emit())
        self.name.textEdited.connect(self._name_typed)
        self.sign_in_name.textEdited.connect(self._sign_in_name_typed)
        self.role.chosen.connect(self._role_chosen)
        for choice in (self.office, self.team, self.language):
            choice.chosen.connect(lambda _value: self.edited.emit())
        for box in (self.is_head, self.owns_programmes, self.is_active):
            box.toggled.connect(lambda _on: self.edited.emit())

    def offer(self, loaded: Loaded) -> None:
        """Offices and teams to choose from."""
        kept_office, kept_team = self.office.value(), self.team.value()
        self.office.clear()
        for office in loaded.settings.offices:
            self.office.add(office.id, office.name)
        self.team.clear()
        self.team.add(None, _("no team"))
        for team in loaded.teams:
            self.team.add(team.id, team.name)
        for choice, kept in ((self.office, kept_office), (self.team, kept_team)):
            if choice.findData(kept) >= 0:
                choice.set_value(kept)

    def show_value(self, value: PersonValue, *, is_new: bool) -> None:
        self._is_new = is_new
        self._typed_sign_in_name = bool(value.sign_in_name)
        self.name.setText(value.name)
        self.sign_in_name.setText(value.sign_in_name)
        self.sign_in_name.setReadOnly(not is_new)
        self.sign_in_name.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_new else Qt.FocusPolicy.NoFocus)
        self.rows_by_field["password"].setVisible(is_new)
        self.password.setText(value.password)
        self.role.set_value(value.role)
        self.explained.setText(role_explained(value.role))
        for choice, wanted in ((self.office, value.office_id), (self.team, value.team_id)):
            if choice.findData(wanted) >= 0:
                choice.set_value(wanted)
        self.language.set_value(value.language)
        self.active_line.setVisible(not is_new)
        self.is_active.setChecked(value.is_active)
        self.is_head.setChecked(value.is_head)
        self.owns_programmes.setChecked(value.owns_programmes)

    def value(self) -> PersonValue:
        role, office_id, team_id = self.role.value(), self.office.value(), self.team.value()
        assert isinstance(role, Role)
        assert isinstance(office_id, int)
        assert team_id is None or isinstance(team_id, int)
        return PersonValue(
            name=self.name.text().strip(),
            sign_in_name=self.sign_in_name.text().strip(),
            role=role,
            office_id=office_id,
            team_id=team_id,
            language=str(self.language.value()),
            is_active=self.is_active.isChecked(),
            password=self.password.text(),
            is_head=self.is_head.isChecked(),
            owns_programmes=self.owns_programmes.isChecked(),
        )

    def problems(self) -> dict[str, str]:
        found = {}
        for key, field in (("name", self.name), ("sign_in_name", self.sign_in_name)):
            if not field.text().strip():
                found[key] = _("Write a name.")
        if self._is_new:
            found |= password_problem(self.password.text())
        return found

    def _name_typed(self, name: str) -> None:
        """Offer the first name, small and without accents, until something else is typed."""
        if self._is_new and not self._typed_sign_in_name:
            self.sign_in_name.setText(fold(name.split(maxsplit=1)[0]) if name.split() else "")

    def _sign_in_name_typed(self, typed: str) -> None:
        self._typed_sign_in_name = bool(typed)
        self.edited.emit()

    def _role_chosen(self, role: object) -> None:
        assert isinstance(role, Role)
        self.explained.setText(role_explained(role))
        self.edited.emit()


def password_problem(password: str) -> dict[str, str]:
    try:
        check_password(password)
    except Refusal as error:
        return {"password": spoken(error)}
    return {}


class PeopleSection(RecordsSection[PersonValue]):
    """See the module's first words."""

    shows = frozenset({Kind.STAFF, Kind.CENTRE})

    def __init__(self, context: Context) -> None:
        self._all: tuple[StaffRow, ...] = ()
        self.left_too = CheckBox(_("Show who &left, too"), role="small", tone="ink2")
        form = PersonForm()
        super().__init__(context, form, _("People"), _("Add a person"), "Ctrl+Shift+N")
        self.person_form = form
        self.left_too.toggled.connect(lambda _on: self._show_people())
        self._add_password_part()

    def _add_password_part(self) -> None:
        self.new_password = TextField()
        self.give = PlainButton(_("Set password"), size="medium")
        self.give.clicked.connect(self._give_password)
        self.new_password.returnPressed.connect(self._give_password)
        self._heading = self.form.add_heading(_("New password"), "")
        self.password_row = FormRow(_("Pass&word"), self.new_password)
        self.password_row.add_below(Label(_("A PIN set before is taken back with it."), "small", "ink2", wrap=True))
        self.form.add(self.password_row)
        self._give_line = Indented(self.give)
        self.form.add(self._give_line)

    def list_extra(self) -> QWidget | None:
        return self.left_too

    def summary(self) -> str:
        active = sum(row.is_active for row in self._all)
        return ngettext("{count} person works here", "{count} people work here", active).format(count=number(active))

    def reload(self) -> None:
        self.context.runner.ask(self, load_people, self._show_loaded)

    def locked(self) -> None:
        self.new_password.clear()

    def new_value(self) -> PersonValue:
        actor = self.context.actor
        return PersonValue("", "", Role.CLERK, actor.office_id, None, self.context.session.centre.language)

    def save_command(self, record_id: int | None, value: PersonValue) -> Callable[[Work], int]:
        return partial(save_person, person_id=record_id, value=value)

    def saved_words(self, value: PersonValue) -> str:
        return _("{person} saved.").format(person=value.name)

    def _show_loaded(self, loaded: Loaded) -> None:
        self._all = loaded.staff
        self.person_form.offer(loaded)
        self._show_people()

    def _show_people(self) -> None:
        shown = [row for row in self._all if row.is_active or self.left_too.isChecked()]
        self.show_records([_record(row) for row in shown])

    def _fill(self, value: PersonValue, *, is_new: bool) -> None:
        super()._fill(value, is_new=is_new)
        self.new_password.clear()
        self.password_row.set_error("")
        for widget in (self._heading, self.password_row, self._give_line):
            widget.setVisible(not is_new)

    def _give_password(self) -> None:
        password, person_id = self.new_password.text(), self._current
        problem = password_problem(password).get("password", "")
        self.password_row.set_error(problem)
        if problem or person_id is None:
            return
        name = self.records[person_id].words
        self.context.runner.act(
            self,
            partial(set_password, person_id=person_id, password=password),
            lambda _none: self._given(name),
            failed=lambda error: self.refuse(error, self.banner),
        )

    def _given(self, name: str) -> None:
        self.new_password.clear()
        self.context.say(_("{person} has a new password.").format(person=name))


def save_person(work: Work, *, person_id: int | None, value: PersonValue) -> int:
    """Add or change a person; whoever is added takes "users" from the list of what is still to set up."""
    if person_id is None:
        new = NewPerson(
            value.name, value.sign_in_name, value.password, value.role, value.office_id, value.team_id, value.language
        )
        added = add_person(work, new=new)
        if value.is_head:
            name_head(work, person_id=added, is_head=True)
        if value.owns_programmes:
            name_programme_owner(work, person_id=added, owns_programmes=True)
        if work.actor.role is Role.ADMINISTRATOR:
            settle(work, item=LaterItem.PEOPLE)
        return added
    change_person(
        work,
        person_id=person_id,
        name=value.name,
        role=value.role,
        office_id=value.office_id,
        team_id=value.team_id,
        language=value.language,
        is_active=value.is_active,
    )
    name_head(work, person_id=person_id, is_head=value.is_head)
    name_programme_owner(work, person_id=person_id, owns_programmes=value.owns_programmes)
    return person_id


def _record(row: StaffRow) -> Record[PersonValue]:
    value = PersonValue(
        name=row.name,
        sign_in_name=row.sign_in_name,
        role=row.role,
        office_id=row.office_id,
        team_id=row.team_id,
        language=row.language,
        is_active=row.is_active,
        is_head=row.is_head,
        owns_programmes=row.owns_programmes,
    )
    line = _("{role}, {office}").format(role=role_word(row.role), office=row.office_name)
    return Record(row.id, row.name, line if row.is_active else _("left"), value, not row.is_active)
