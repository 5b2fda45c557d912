"""Who is to do something: people who work here, and outside organisations."""

from collections.abc import Sequence

from csatdesk.domain.folding import fold
from csatdesk.domain.promises import OrganisationRow
from csatdesk.domain.staff import StaffRow
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext


def people(facts: CaseFacts, typed: str, first_id: int | None = None) -> list[Suggestion]:
    """Those who work here and whose name, team or office begins with what was typed; `first_id` stands first."""
    found = [one for one in facts.staff if one.is_active and fits(_told(one), typed)]
    found.sort(key=lambda one: one.id != first_id)
    return [Suggestion(one.id, "", one.name, note=_note(one, facts)) for one in found]


def organisations(rows: Sequence[OrganisationRow], typed: str) -> list[Suggestion]:
    """By name; what each says is how long it usually takes."""
    return [
        Suggestion(("organisation", one.id), "", one.name, note=_days(one)) for one in rows if fits(one.name, typed)
    ]


def fits(words: str, typed: str) -> bool:
    there = fold(words).split()
    return all(any(word.startswith(want) for word in there) for want in fold(typed).split())


def _told(one: StaffRow) -> str:
    return f"{one.name} {one.team_name} {one.office_name}"


def _note(one: StaffRow, facts: CaseFacts) -> str:
    away = facts.away.get(one.id)
    if away is not None and away.stands_in:
        return _("away, {name} stands in").format(name=away.stands_in)
    return _("away") if away is not None else ", ".join(part for part in (one.team_name, one.office_name) if part)


def _days(one: OrganisationRow) -> str:
    told = ngettext("answers in {count} working day", "answers in {count} working days", one.days)
    return told.format(count=number(one.days))
