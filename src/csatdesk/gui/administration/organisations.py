"""Outside organisations that cases are handed to, and how many working days they have to answer us."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from csatdesk.domain.changes import Kind
from csatdesk.domain.promises import OrganisationRow
from csatdesk.gui.administration.records import Record, RecordForm, RecordsSection
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, TextField
from csatdesk.operations.organisations import DAYS_MOST, list_organisations, save_organisation
from csatdesk.operations.work import Work
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

USUAL_DAYS = "5"


@dataclass(frozen=True, slots=True)
class OrganisationValue:
    """What the form shows; `days` as typed."""

    name: str
    phone: str
    email: str
    days: str
    is_active: bool = True
    version: int = 0


class OrganisationForm(RecordForm[OrganisationValue]):
    """See `RecordForm`."""

    def __init__(self) -> None:
        super().__init__()
        self._version = 0
        self.name, self.phone, self.email, self.days = TextField(), TextField(), TextField(), TextField()
        self.is_active = CheckBox(_("Cases can be handed to it"))
        self.row("name", _("&Name"), self.name)
        self.row("phone", _("&Phone"), self.phone)
        self.row("email", _("&E-mail"), self.email)
        self.row("days", _("Answers within"), self.days, hint=_("working days"))
        self.row("active", "", self.is_active)
        for field in (self.name, self.phone, self.email, self.days):
            field.textChanged.connect(lambda _text: self.edited.emit())
        self.is_active.toggled.connect(lambda _on: self.edited.emit())

    def show_value(self, value: OrganisationValue, *, is_new: bool) -> None:
        self._version = value.version
        self.name.setText(value.name)
        self.phone.setText(value.phone)
        self.email.setText(value.email)
        self.days.setText(value.days)
        self.is_active.setChecked(value.is_active)
        self.rows_by_field["active"].setVisible(not is_new)

    def value(self) -> OrganisationValue:
        return OrganisationValue(
            name=self.name.text().strip(),
            phone=self.phone.text().strip(),
            email=self.email.text().strip(),
            days=self.days.text().strip(),
            is_active=self.is_active.isChecked(),
            version=self._version,
        )

    def problems(self) -> dict[str, str]:
        found = {} if self.name.text().strip() else {"name": _("Write a name.")}
        days = self.days.text().strip()
        if not days.isdecimal() or len(days) > len(str(DAYS_MOST)) or not 1 <= int(days) <= DAYS_MOST:
            found["days"] = _("Write a number of working days, 1 to {most}.").format(most=DAYS_MOST)
        return found


class OrganisationsSection(RecordsSection[OrganisationValue]):
    """See the module's first words."""

    shows = frozenset({Kind.CENTRE})

    def __init__(self, context: Context) -> None:
        super().__init__(context, OrganisationForm(), _("Organisations"), _("Add an organisation"), "Ctrl+Shift+N")

    def summary(self) -> str:
        count = len(self.records)
        return ngettext("{count} organisation", "{count} organisations", count).format(count=number(count))

    def reload(self) -> None:
        question = partial(list_organisations, only_active=False)
        self.context.runner.ask(self, question, lambda rows: self.show_records([_record(row) for row in rows]))

    def new_value(self) -> OrganisationValue:
        return OrganisationValue("", "", "", USUAL_DAYS)

    def save_command(self, record_id: int | None, value: OrganisationValue) -> Callable[[Work], int]:
        return partial(
            save_organisation,
            organisation_id=record_id,
            name=value.name,
            phone=value.phone,
            email=value.email,
            days=int(value.days),
            is_active=value.is_active,
            version=value.version or None,
        )

    def rebased(self, typed: OrganisationValue, saved: OrganisationValue) -> OrganisationValue:
        return OrganisationValue(typed.name, typed.phone, typed.email, typed.days, typed.is_active, saved.version)

    def saved_words(self, value: OrganisationValue) -> str:
        return _("{organisation} saved.").format(organisation=value.name)


def _record(row: OrganisationRow) -> Record[OrganisationValue]:
    told = ngettext("answers in {count} working day", "answers in {count} working days", row.days)
    line = told.format(count=number(row.days)) if row.is_active else _("no longer used")
    value = OrganisationValue(row.name, row.phone, row.email, str(row.days), row.is_active, row.version)
    return Record(row.id, row.name, line, value, is_faint=not row.is_active)
