"""Words of records about a person."""

from datetime import date, tzinfo

from csatdesk.domain.staff_records import PersonRow, RecordKind, RecordRow
from csatdesk.gui.cases.card_facts import Line
from csatdesk.wording.formats import listed_day, number, short_date
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word


def person_line(person: PersonRow, today: date) -> str:
    """What stands under a name in the list."""
    if not person.is_active:
        return _("has left")
    if person.probation_until is not None and person.probation_until >= today:
        return _("probation until {day}").format(day=listed_day(person.probation_until))
    return person.team_name or person.office_name


def unread_words(person: PersonRow) -> str:
    if not person.unread:
        return ""
    return ngettext("{count} unread", "{count} unread", person.unread).format(count=number(person.unread))


def person_facts(person: PersonRow, today: date) -> list[Line]:
    lines = [Line(_("Office"), person.office_name)]
    if person.team_name:
        lines.append(Line(_("Team"), person.team_name))
    lines.append(Line(_("Led by"), person.leader_name or _("the supervisors of the office")))
    if person.probation_until is not None:
        ended = person.probation_until < today
        words = _("ended on {day}") if ended else _("until {day}")
        lines.append(Line(_("Probation"), words.format(day=short_date(person.probation_until))))
    return lines


def kind_words(row: RecordRow) -> str:
    """ "Training, psychological"."""
    new = row.new
    if new.training is not None:
        return _("{kind}, {which}").format(kind=word(new.kind), which=word(new.training))
    return word(new.kind)


def record_line(row: RecordRow) -> str:
    """Kind and who wrote it."""
    return _("{kind} · {name}").format(kind=kind_words(row), name=row.by_name)


def record_facts(row: RecordRow, zone: tzinfo) -> list[Line]:
    new = row.new
    lines = [Line(_("What"), kind_words(row)), Line(_("Day"), short_date(new.on))]
    if new.kind is RecordKind.RECOGNITION:
        lines.append(Line(_("For"), new.basis))
        lines.append(Line(_("Kind"), _("in money") if new.is_monetary else _("not in money")))
        if new.value:
            lines.append(Line(_("Given"), new.value))
    if row.measure_title:
        lines.append(Line(_("Answers"), row.measure_title))
    if new.until is not None:
        lines.append(Line(_("Until"), short_date(new.until)))
    if new.next_on is not None:
        lines.append(Line(_("Goes on"), short_date(new.next_on)))
    written = short_date(row.written_at.astimezone(zone).date())
    lines.append(Line(_("Written"), _("{day} by {name}").format(day=written, name=row.by_name)))
    lines.append(Line(_("Read"), _("not yet") if row.read_at is None else _day(row, zone)))
    return lines


def _day(row: RecordRow, zone: tzinfo) -> str:
    assert row.read_at is not None
    return short_date(row.read_at.astimezone(zone).date())
