"""People and offices, changed on the page by keyboard."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.centres import REGION_MOST
from csatdesk.domain.staff import Role
from csatdesk.gui.administration.office_form import office_value
from csatdesk.operations.cases.clocks import promise_for, renew_clocks
from csatdesk.operations.centres import load_centre_settings
from csatdesk.operations.session import OpenStore, WrongNameOrPassword, sign_in
from csatdesk.operations.staff import list_staff, list_teams
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from tests.cast import KEY, PASSWORD, Stage
from tests.gui.administration.hands import CTRL, DOWN, SHIFT, SPACE, Hands
from tests.gui.pasting import paste, too_long

FRIDAY_EVENING = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)  # 16:30 in Warsaw: after closing time


def opened(stage: Stage) -> OpenStore:
    return OpenStore(stage.profile, stage.store, KEY)


def test_whoever_is_added_can_sign_in(hands: Hands) -> None:
    section = hands.go("People and their roles")
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.write("Jürgen Tamm")
    hands.press(Qt.Key.Key_Tab)
    assert hands.focused == section.form.sign_in_name
    assert section.form.sign_in_name.text() == "jurgen", "the first name is offered"
    hands.press(Qt.Key.Key_Tab)
    hands.write("eight letters")
    hands.tab_to(section.form.role)
    hands.press(Qt.Key.Key_2)
    hands.save()
    assert hands.said == ["Jürgen Tamm saved."]
    session = sign_in(opened(hands.stage), sign_in_name="Jurgen", password="eight letters")
    assert session.actor.role is Role.SUPERVISOR
    assert any(entry.words == "Jürgen Tamm" for entry in section.list.entries)


def test_a_short_password_is_told_at_its_field_and_nothing_typed_is_lost(hands: Hands) -> None:
    section = hands.go("People and their roles")
    section.add_button.click()
    hands.write("Ola Bąk")
    hands.tab_to(section.form.password)
    hands.write("short")
    hands.save()
    assert section.form.password.accessibleDescription() == "A password needs at least 8 characters."
    assert hands.focused is section.form.password
    assert section.form.name.text() == "Ola Bąk"
    section.open_record(hands.stage.anna.id)
    assert section.form.name.text() == "Anna Nowak"
    section.begin_new()
    assert section.form.name.text() == "Ola Bąk", "the half-written form comes back"


def test_a_name_to_sign_in_that_is_taken_is_refused_at_its_field(hands: Hands) -> None:
    section = hands.go("People and their roles")
    section.add_button.click()
    hands.write("Anna Druga")
    hands.tab_to(section.form.password)
    hands.write("long enough")
    hands.save()
    assert "Somebody already signs in as “anna”" in section.form.sign_in_name.accessibleDescription()


def test_whoever_left_no_longer_signs_in_and_waits_behind_a_box(hands: Hands) -> None:
    section = hands.go("People and their roles")
    section.open_record(hands.stage.anna.id)
    hands.tab_to(section.form.is_active)
    hands.press(SPACE)
    hands.save()
    assert "Anna Nowak" not in [entry.words for entry in section.list.entries]
    with pytest.raises(WrongNameOrPassword):
        sign_in(opened(hands.stage), sign_in_name="anna", password=PASSWORD)
    section.left_too.setFocus()
    hands.press(SPACE)
    assert ("Anna Nowak", "left") in [(entry.words, entry.line) for entry in section.list.entries]


def test_the_last_administrator_stays_one(hands: Hands) -> None:
    section = hands.go("People and their roles")
    section.open_record(hands.stage.ewa.id)
    hands.tab_to(section.form.role)
    hands.press(Qt.Key.Key_1)
    hands.save()
    assert section.banner.words.startswith("This is the last administrator.")
    assert section.form.role.value() is Role.CLERK, "what was chosen stays"


def test_an_administrator_gives_a_new_password(hands: Hands) -> None:
    section = hands.go("People and their roles")
    section.open_record(hands.stage.marek.id)
    hands.tab_to(section.new_password)
    hands.write("another password")
    hands.press(Qt.Key.Key_Return)
    assert hands.said == ["Marek Lis has a new password."]
    assert section.new_password.text() == ""
    assert sign_in(opened(hands.stage), sign_in_name="marek", password="another password").actor.id == (
        hands.stage.marek.id
    )


def test_changed_hours_move_the_promise_of_a_new_case(hands: Hands) -> None:
    with hands.stage.read(at=FRIDAY_EVENING) as reading:
        before = promise_for(reading, kind=CaseKind.INQUIRY, received_at=FRIDAY_EVENING)
    section = hands.go("Offices and opening hours")
    section.open_record(hands.stage.anna.office_id)
    for day in ("sat", "sun"):
        hands.tab_to(section.form.week.fields[day])
        hands.write("9-13")
    hands.save()
    with hands.stage.read(at=FRIDAY_EVENING) as reading:
        after = promise_for(reading, kind=CaseKind.INQUIRY, received_at=FRIDAY_EVENING)
    assert before is not None
    assert after is not None
    assert (before.day.isoformat(), after.day.isoformat()) == ("2026-11-24", "2026-11-22")
    assert section.list.entries[0].line == "Mon–Fri 8:00–16:00; Sat–Sun 9:00–13:00"


def test_an_office_keeps_its_region_or_country(hands: Hands) -> None:
    section = hands.go("Offices and opening hours")
    section.open_record(hands.stage.anna.office_id)
    hands.tab_to(section.form.region)
    hands.write("Mazovia")
    hands.save()
    with hands.stage.read() as reading:
        assert reading.db.get_one(Office, hands.stage.anna.office_id).region == "Mazovia"


def test_changed_hours_become_a_new_version_and_the_earlier_one_can_be_read(hands: Hands) -> None:
    section = hands.go("Offices and opening hours")
    section.open_record(hands.stage.anna.office_id)
    box = section.form.versions
    assert box.words.text().startswith("Version 2, since 15 Oct 2025."), "set-up made the first one"
    hands.tab_to(section.form.week.fields["sat"])
    hands.write("9-13")
    hands.save()
    assert box.words.text().startswith("Version 3, since ")
    assert not box.earlier.isVisible()
    hands.tab_to(box.link)
    hands.press(SPACE)
    assert box.earlier.text().splitlines()[0] == "Version 2, since 15 Oct 2025. Mon–Fri 08:00–16:00"


def test_a_clock_that_runs_keeps_its_version_of_the_hours(hands: Hands) -> None:
    case = hands.stage.register(kind=CaseKind.INQUIRY)
    section = hands.go("Offices and opening hours")
    section.open_record(hands.stage.anna.office_id)
    hands.tab_to(section.form.week.fields["fri"])
    hands.write("closed")
    hands.save()
    with hands.stage.work() as work:
        found = work.db.get_one(Case, case.case_id)
        renew_clocks(work, found)
        assert case.due is not None
        assert found.clock_due_at == case.due.due_at


def test_hours_that_cannot_be_read_are_told_at_their_day(hands: Hands) -> None:
    section = hands.go("Offices and opening hours")
    field = section.form.week.fields["wed"]
    hands.tab_to(field)
    hands.write("mornings")
    hands.save()
    assert "“mornings” cannot be read as hours" in field.accessibleDescription()
    assert hands.focused == field
    assert field.text() == "mornings"
    with hands.stage.read() as reading:
        assert load_centre_settings(reading).offices[0].calendar.hours_on(date(2026, 11, 18))


def test_a_week_without_any_hours_is_refused(hands: Hands) -> None:
    section = hands.go("Offices and opening hours")
    for field in section.form.week.fields.values():
        field.clear()
    hands.save()
    assert "at least one day" in section.form.week.fields["mon"].accessibleDescription()


def test_an_own_closed_day_is_added_and_a_holiday_switched_off(hands: Hands) -> None:
    section = hands.go("Offices and opening hours")
    box = section.form.holidays
    hands.tab_to(box.years)
    years = [section.form.holidays.years._values.index(year) + 1 for year in (2026,)]
    hands.press(Qt.Key(Qt.Key.Key_0 + years[0]))
    christmas = box._boxes["2026-12-25"]
    assert christmas.isChecked()
    hands.tab_to(christmas)
    hands.press(SPACE)
    hands.tab_to(box.own_day)
    hands.write("31.12.2026")
    hands.tab_to(box.own_name)
    hands.write("Stock-taking")
    hands.press(Qt.Key.Key_Return)
    hands.save()
    with hands.stage.read() as reading:
        office = load_centre_settings(reading).offices[0]
    assert ("2026-12-31", "Stock-taking") in office_value(office).closed
    assert office.calendar.hours_on(date(2026, 12, 25)), "a Friday"


def test_other_hours_on_one_day_are_saved(hands: Hands) -> None:
    section = hands.go("Offices and opening hours")
    hands.tab_to(section.form.special.add)
    hands.press(SPACE)
    hands.write("24.12.2026")
    hands.press(Qt.Key.Key_Tab)
    hands.write("8-12")
    hands.press(Qt.Key.Key_Tab)
    hands.press(SPACE)
    hands.save()
    with hands.stage.read() as reading:
        calendar = load_centre_settings(reading).offices[0].calendar
    assert calendar.hours_on(date(2026, 12, 24)) == ((8 * 60, 12 * 60),), "even on a holiday"


def test_a_second_office_gets_a_calendar_of_its_own(hands: Hands) -> None:
    section = hands.go("Offices and opening hours")
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.write("Punkt w Sopocie")
    hands.save()
    with hands.stage.read() as reading:
        offices = load_centre_settings(reading).offices
    assert [office.name for office in offices][-1] == "Punkt w Sopocie"
    assert section.form.name.text() == "Punkt w Sopocie"


def test_a_team_gets_its_leader(hands: Hands) -> None:
    section = hands.go("Teams")
    hands.tab_to(section.form.leader)
    for letter in "Marek":
        hands.press(Qt.Key(ord(letter.upper())))
    hands.save()
    with hands.stage.read() as reading:
        assert list_teams(reading)[0].leader_name == "Marek Lis"


def test_changes_wait_unsaved_while_one_looks_elsewhere(hands: Hands) -> None:
    section = hands.go("People and their roles")
    section.open_record(hands.stage.anna.id)
    hands.tab_to(section.form.name)
    hands.write("Anna Kowalska")
    hands.tab_to(section.list)
    assert section.list.entries[0].note == "not saved"
    hands.press(DOWN)
    assert section.form.name.text() == "Ewa Admin"
    hands.press(Qt.Key.Key_Up)
    assert section.form.name.text() == "Anna Kowalska"
    with hands.stage.read() as reading:
        assert list_staff(reading)[0].name == "Anna Nowak"


@pytest.mark.parametrize(("field", "most"), [("region", REGION_MOST), ("name", 200), ("address", 300), ("phone", 60)])
def test_what_is_too_long_of_an_office_is_refused_at_its_field_and_stays(hands: Hands, field: str, most: int) -> None:
    section = hands.go("Offices and opening hours")
    section.open_record(hands.stage.anna.office_id)
    typed = getattr(section.form, field)
    hands.tab_to(typed)
    typed.selectAll()
    paste(hands, "ż" * (most + 1))
    hands.save()
    assert typed.accessibleDescription() == too_long(most)
    assert typed.text() == "ż" * (most + 1)
    assert typed.hasFocus()
