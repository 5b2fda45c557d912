"""Sending in the window, by keyboard: what goes when, one mail server, one person, the texts, the rule."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_reports import Every
from csatdesk.domain.survey_sampling import DrawingRule
from csatdesk.domain.survey_sending import MessageState, Shown, Step, TextName
from csatdesk.domain.surveys import Route, Sender, SurveyWanted
from csatdesk.gui.reminders import ReminderWatch
from csatdesk.gui.surveys.page import SurveysPage
from csatdesk.gui.surveys.sending_forms import DrawingForm, OwnDayForm, PlanForm
from csatdesk.gui.surveys.sending_page import SendingPage
from csatdesk.gui.surveys.sending_pane import ANSWERS, PANE_LEAST, TEXTS, WHO
from csatdesk.gui.today.sentences import decision
from csatdesk.operations.letters.mail import save_sending
from csatdesk.operations.surveys.drawing import draw_invitations
from csatdesk.operations.surveys.reports.subscriptions import subscribe, subscribe_by_mail
from csatdesk.operations.surveys.rules import load_choices, save_rule
from csatdesk.operations.surveys.sending import load_plan
from csatdesk.operations.today.rows import RemindersDue
from csatdesk.system.clock import now
from csatdesk.wording.texts import LANGUAGES, speaking
from tests.cast import Stage
from tests.gui.pasting import paste
from tests.gui.surveys.conftest import Come
from tests.gui.today.hands import ALT, CTRL, Hands, Key
from tests.mail_server import mail_box, plain_words
from tests.operations.surveys.hands import running
from tests.operations.surveys.test_figures import give
from tests.operations.surveys.test_mailing import LINK, asking, days_pass, plan, rows, send, server_of

SHIFT = Qt.KeyboardModifier.ShiftModifier


def sending(hands: Hands) -> SendingPage:
    """The page, by its key from the list of surveys."""
    hands.window.go("surveys")
    hands.press(Key.Key_S, ALT | SHIFT)
    page = hands.window.page
    assert isinstance(page, SendingPage)
    return page


def chosen(hands: Hands, page: SendingPage) -> None:
    """Enter shows the one on whom the keyboard stands."""
    page.list.setFocus()
    hands.press(Key.Key_Return)
    assert page.pane.view == WHO
    page.list.setFocus()


def test_all_that_is_due_is_sent_by_one_key_and_the_list_says_so(come: Come, local_centre: Stage) -> None:
    survey_id = asking(local_centre, 3)
    with mail_box() as box:
        with local_centre.work(local_centre.ewa) as work:
            save_sending(work, server=server_of(box), approve_kinds=())
        hands = come(local_centre.marek)
        page = sending(hands)
        lines = {line.key: line.value for line in page.pane.steps.lines}
        assert lines["Invitation"] == "0 sent, 3 to send now"
        assert not page.actions_by_key["print"].isEnabled()
        hands.press(Key.Key_S)
        assert len(box.taken) == 3
    assert page.summary() == "3 asked"
    assert page.row is not None
    assert page.row.sent_at is not None
    assert not page.actions_by_key["send"].isEnabled()
    assert {one.sent_at is None for one in rows(local_centre, survey_id)} == {False}
    hands.press(Key.Key_Escape)
    assert isinstance(hands.window.page, SurveysPage)


@pytest.mark.parametrize(
    ("sender", "from_whom"),
    [(Sender.CENTRAL, "Energia Północ <centrala@example.pl>"), (Sender.OWN, "Sala główna <centrala@example.pl>")],
)
def test_each_gets_an_e_mail_with_day_and_link_from_one_sender_and_the_office_a_copy(
    come: Come, local_centre: Stage, sender: Sender, from_whom: str
) -> None:
    survey_id = asking(local_centre, 3, sender=sender, answer_by=date(2030, 12, 12))
    with mail_box() as box:
        with local_centre.work(local_centre.ewa) as work:
            save_sending(work, server=server_of(box), approve_kinds=())
        hands = come(local_centre.marek)
        page = sending(hands)
        if sender is Sender.CENTRAL:
            hands.press(Key.Key_S)
            assert page.banner.isVisible(), "what the head office sends does not go out without a copy for the office"
            assert not box.taken
        hands.press(Key.Key_E)
        hands.write("biuro@example.pl")
        hands.press(Key.Key_Return, CTRL)
        hands.press(Key.Key_S)
        messages = box.messages()
    assert [str(one["To"]) for one in messages] == ["z1@example.pl", "z2@example.pl", "z3@example.pl"]
    assert {str(one["From"]) for one in messages} == {from_whom}
    assert {str(one["Cc"]) for one in messages} == {"biuro@example.pl"}
    for one, message in zip(rows(local_centre, survey_id), messages, strict=True):
        assert f"{LINK}&code={one.code}" in plain_words(message)
    assert "do czwartku 12 grudnia 2030" in plain_words(messages[0])


def test_each_gets_a_day_of_its_own_by_a_key_and_nothing_goes_there_before(come: Come, local_centre: Stage) -> None:
    survey_id = asking(local_centre, 3, answer_by=date(2030, 12, 12))
    with mail_box() as box:
        with local_centre.work(local_centre.ewa) as work:
            save_sending(work, server=server_of(box), approve_kinds=())
        hands = come(local_centre.marek)
        page = sending(hands)
        hands.press(Key.Key_Home)
        hands.press(Key.Key_Down, SHIFT)  # the first two
        chosen(hands, page)
        hands.press(Key.Key_D)
        form = page.pane.form
        assert isinstance(form, OwnDayForm)
        hands.write("soon")
        hands.press(Key.Key_Return, CTRL)
        assert form.named["day"].field.accessibleDescription().startswith("“soon” is no date")
        for typed, refused in (("13.12.2030", True), ("10.12.2030", False)):
            form.day.setFocus()
            form.day.selectAll()
            hands.write(typed)
            hands.press(Key.Key_Return, CTRL)
            assert (page.pane.form is form) == refused, "an answer counts until the 12th"
        kept = [one.send_on for one in rows(local_centre, survey_id)]
        assert sorted(kept, key=str) == [date(2030, 12, 10), date(2030, 12, 10), None]
        hands.press(Key.Key_1, CTRL)
        hands.press(Key.Key_S)
        assert len(box.taken) == 1, "to the one without a day"
    hands.window.context.undo()
    assert [one.send_on for one in rows(local_centre, survey_id)] == [None] * 3


def test_what_the_head_office_sends_goes_to_all_at_once(come: Come, local_centre: Stage) -> None:
    asking(local_centre, 2, sender=Sender.CENTRAL)
    hands = come(local_centre.marek)
    page = sending(hands)
    chosen(hands, page)
    assert not page.actions_by_key["day"].isEnabled()


def test_where_the_mail_server_is_off_it_is_said_above_the_list_and_nothing_is_sent(
    come: Come, local_centre: Stage
) -> None:
    survey_id = asking(local_centre, 1)
    hands = come(local_centre.marek)
    page = sending(hands)
    hands.press(Key.Key_S)
    assert page.banner.isVisible()
    assert rows(local_centre, survey_id)[0].sent_at is None
    assert page.actions_by_key["send"].isEnabled()


def test_who_was_not_reached_by_mail_is_found_with_the_reason_and_made_due_again(
    come: Come, local_centre: Stage
) -> None:
    asking(local_centre, 2)
    with mail_box("recipient") as box:
        with local_centre.work(local_centre.ewa) as work:
            save_sending(work, server=server_of(box), approve_kinds=())
        hands = come(local_centre.marek)
        page = sending(hands)
        hands.press(Key.Key_S)
    assert page.banner.isVisible()
    page.which.setFocus()
    page.which.set_value(Shown.TROUBLE)
    page.which.chosen.emit(Shown.TROUBLE)
    page.list.setFocus()
    hands.press(Key.Key_Return)
    assert page.pane.view == WHO
    assert page.row is not None
    assert page.row.message is MessageState.FAILED
    assert "no such mailbox" in page.pane.trouble.text()
    hands.press(Key.Key_X)
    assert page.list.invitations.row_count == 1


def test_what_became_of_one_is_noted_by_a_key_and_taken_back(come: Come, local_centre: Stage) -> None:
    survey_id = asking(local_centre, 2)
    hands = come(local_centre.marek)
    page = sending(hands)
    chosen(hands, page)
    hands.press(Key.Key_R)
    assert rows(local_centre, survey_id)[0].disposition is Disposition.REFUSED
    assert page.actions_by_key["open"].isEnabled()
    hands.press(Key.Key_Z, CTRL)
    assert rows(local_centre, survey_id)[0].disposition is Disposition.UNKNOWN
    hands.press(Key.Key_Down)
    hands.press(Key.Key_B)
    assert [one.is_delivered for one in rows(local_centre, survey_id)] == [True, False]


def test_calls_in_vain_are_noted_by_keys_in_the_list_of_calls(come: Come, local_centre: Stage) -> None:
    asking(local_centre, 1, route=Route.PHONE)
    hands = come(local_centre.marek)
    page = sending(hands)
    chosen(hands, page)
    hands.press(Key.Key_V)
    hands.press(Key.Key_U)
    assert page.row is not None
    assert page.row.calls == 2
    lines = {line.key: line.value for line in page.pane.person.lines}
    assert lines["When"].endswith("2 calls in vain")
    assert lines["Address"] == "601 224 318"


def test_the_plan_is_changed_and_a_text_without_a_day_is_refused_at_its_field(come: Come, local_centre: Stage) -> None:
    asking(local_centre, 1)
    hands = come(local_centre.marek)
    page = sending(hands)
    hands.press(Key.Key_E)
    form = page.pane.form
    assert isinstance(form, PlanForm)
    hands.write("biuro@example.pl")
    form.texts.text.box.setFocus()
    form.texts.text.box.selectAll()
    hands.write("Bez terminu")
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.form is form
    assert form.named["text"].field.accessibleDescription()
    form.texts.text.box.setPlainText("Pytanie\n\nProszę odpowiedzieć {answer by}. Kod {code}")
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.form is None
    lines = {line.key: line.value for line in page.pane.plan.lines}
    assert lines["Copy to"] == "biuro@example.pl"


def test_a_rule_is_set_and_checked_by_keyboard(come: Come, local_centre: Stage) -> None:
    survey_id = running(local_centre)
    hands = come(local_centre.marek)
    page = sending(hands)
    assert page.split.is_empty
    hands.press(Key.Key_W)
    form = page.pane.form
    assert isinstance(form, DrawingForm)
    form.every.setFocus()
    form.every.selectAll()
    hands.write("0")
    hands.press(Key.Key_Return, CTRL)
    assert form.named["every"].field.accessibleDescription() == "Write a whole number from 1 to 1000."
    form.every.selectAll()
    hands.write("1")
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.form is None
    local_centre.register(at=now())
    with local_centre.work(at=now()) as work:
        draw_invitations(work)
    hands.window.context.show_survey("survey_sending", SurveyWanted(survey_id))
    assert page.pane.rule.lines[1].value == "drawn from 1: 1 asked"
    page.list.setFocus()
    hands.press(Key.Key_G)
    assert page.pane.checked.text().startswith("Drawn again with the same seed from 1")
    hands.press(Key.Key_Delete)
    assert page.rule is None


def test_a_short_text_with_the_code_of_its_way_is_copied_by_a_key(come: Come, local_centre: Stage) -> None:
    survey_id = running(local_centre, routes=(Route.SMS,))
    plan(local_centre, survey_id, link=LINK)
    hands = come(local_centre.marek)
    page = sending(hands)
    hands.press(Key.Key_3, CTRL)
    assert page.pane.view == TEXTS
    page.pane.text_name.set_value(TextName.SMS)
    page.pane.text_name.chosen.emit(TextName.SMS)
    page.pane.views.setFocus()
    hands.press(Key.Key_C)
    copied = QGuiApplication.clipboard().text()
    assert LINK in copied
    assert copied == page.pane.text.toPlainText()


def test_letters_go_into_one_file_and_rates_are_shown_by_way(
    come: Come, local_centre: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking(local_centre, 2, route=Route.PAPER)
    path = tmp_path / "letters.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(path), ""))
    hands = come(local_centre.marek)
    page = sending(hands)
    assert page.step is Step.INVITATION
    hands.press(Key.Key_P)
    assert path.exists()
    page.pane.views.set_value(ANSWERS)
    assert page.pane.routes.lines[0].value == "2 asked, 0 answered, 0.0% of those asked"
    assert "RR1 0.0%" in page.pane.rates.text()


def test_today_says_that_reminders_are_due_and_leads_there(come: Come, local_centre: Stage) -> None:
    survey_id = asking(local_centre, 2)
    with mail_box() as box:
        send(local_centre, survey_id, box)
    days_pass(local_centre, survey_id, 6)
    hands = come(local_centre.marek)
    rows_shown = hands.page.decisions
    sentences = [decision(one, hands.page.today.facts).sentence for one in hands.page.today.decisions]  # type: ignore[union-attr]
    assert "Send 2 reminders of a survey" in sentences
    while not isinstance(rows_shown.row(), RemindersDue):
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    page = hands.window.page
    assert isinstance(page, SendingPage)
    assert page.survey_id == survey_id
    assert page.step is Step.REMINDER


def test_an_invitation_leaves_by_itself_after_the_contact_from_the_desk_of_a_clerk(
    come: Come, local_centre: Stage
) -> None:
    survey_id = running(local_centre)
    with local_centre.work(local_centre.marek) as work:
        save_rule(work, survey_id=survey_id, rule=DrawingRule(every=1, sends_at_once=True))
    hands = come(local_centre.anna)
    watch = ReminderWatch(hands.window.context, hands.window.rail, hands.window)
    with mail_box() as box:
        watch.look()
        with local_centre.work(local_centre.ewa) as work:
            save_sending(work, server=server_of(box), approve_kinds=())
        local_centre.register(at=now())
        watch.look()
        watch.look()
        watch.look()
        [message] = box.messages()
    assert message["To"] == "a.zielinska@example.pl"
    local_centre.register(at=now())
    watch.look()
    watch.look()
    assert not hands.errors, "a mail server that is away troubles nobody at the counter"
    assert [one.sent_at is None for one in rows(local_centre, survey_id)] == [False]


def test_the_report_of_a_month_is_made_from_the_desk_of_a_clerk(
    come: Come, local_centre: Stage, tmp_path: Path
) -> None:
    survey_id = running(local_centre)
    long_ago = now() - timedelta(days=70)
    last_month = now().replace(day=1) - timedelta(days=1)
    give(local_centre, survey_id, 6, last_month.year * 100 + last_month.month)
    folder = tmp_path / "out"
    folder.mkdir()
    with local_centre.work(local_centre.marek, at=long_ago) as work:
        subscribe(work, survey_id=survey_id, every=Every.MONTH, folder=str(folder))
    hands = come(local_centre.anna)
    watch = ReminderWatch(hands.window.context, hands.window.rail, hands.window)
    watch.look()
    watch.look()
    assert sorted(path.suffix for path in folder.iterdir()) == [".pdf", ".xlsx"]


def test_a_report_by_e_mail_leaves_from_the_desk_of_a_clerk(come: Come, local_centre: Stage) -> None:
    survey_id = running(local_centre)
    last_month = now().replace(day=1) - timedelta(days=1)
    give(local_centre, survey_id, 6, last_month.year * 100 + last_month.month)
    hands = come(local_centre.anna)
    with mail_box() as box:
        with local_centre.work(local_centre.ewa) as work:
            save_sending(work, server=server_of(box), approve_kinds=())
        with local_centre.work(local_centre.marek, at=now() - timedelta(days=70)) as work:
            subscribe_by_mail(work, survey_id=survey_id, every=Every.MONTH, addresses="jan@example.pl")
        watch = ReminderWatch(hands.window.context, hands.window.rail, hands.window)
        watch.look()
        sent = len(box.taken)
        watch.look()
    assert sent == len(box.taken) > 0
    assert {one["To"] for one in box.messages()} == {"jan@example.pl"}
    assert not hands.errors


def test_a_clerk_finds_no_way_to_it(come: Come, local_centre: Stage) -> None:
    survey_id = running(local_centre)
    with local_centre.work(local_centre.marek) as work:
        save_rule(work, survey_id=survey_id, rule=DrawingRule())
    hands = come(local_centre.anna)
    hands.window.go("surveys")
    hands.press(Key.Key_S, ALT | SHIFT)
    assert isinstance(hands.window.page, SurveysPage)


def test_the_fields_of_plan_and_rule_fit_into_a_narrow_pane_in_every_language(come: Come, local_centre: Stage) -> None:
    survey_id = running(local_centre)
    with local_centre.read(local_centre.marek) as reading:
        found, choices = load_plan(reading, survey_id=survey_id), load_choices(reading)
    come(local_centre.marek)
    for code in LANGUAGES:
        with speaking(code):
            forms = (PlanForm(found), DrawingForm(None, choices.offices, choices.tree))
            wide = [form.rows.minimumSize().width() for form in forms]
        assert max(wide) <= PANE_LEAST, (code, wide)


def test_a_number_with_too_many_digits_is_refused_and_none_is_cut_off(come: Come, local_centre: Stage) -> None:
    asking(local_centre, 1)
    hands = come(local_centre.marek)
    page = sending(hands)
    hands.press(Key.Key_E)
    form = page.pane.form
    assert isinstance(form, PlanForm)
    form.answer_days.setFocus()
    form.answer_days.selectAll()
    paste(hands, "12345")  # the first four digits of it would be a number of days
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.form is form
    assert form.named["answer_days"].field.accessibleDescription().startswith("Write a whole number of days, 1 to ")
    assert form.answer_days.text() == "12345"
