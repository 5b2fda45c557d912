"""A customer is erased from their page by keyboard: counted first, with a reason and the name typed, and then gone."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from csatdesk.domain.attendance import Relation
from csatdesk.domain.cases import CaseKind, Closing, Outcome
from csatdesk.domain.contacts import Known
from csatdesk.domain.customers import NewRepresentative
from csatdesk.domain.staff import Actor
from csatdesk.gui.contacts.erase_form import EraseForm
from csatdesk.gui.contacts.page import CustomersPage
from csatdesk.gui.intake.draft_keeper import keeper_of
from csatdesk.gui.intake.talk import Talk
from csatdesk.gui.kept_text import TextKey, kept_texts_of
from csatdesk.operations.cases.commands import add_note
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.contacts.keeping import load_keeping
from csatdesk.operations.contacts.representatives import add_representative
from csatdesk.store.entities.cases import Case
from csatdesk.system.clock import now
from tests.cast import AGNIESZKA, Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key

Sit = Callable[[Actor | None], Desk[CustomersPage]]


def close(stage: Stage, case_id: int) -> None:
    with stage.work(at=now()) as work:
        version = work.db.get_one(Case, case_id).version
        close_case(work, case_id=case_id, closing=Closing(Outcome.ANSWERED, answer_sent_at=now()), version=version)


def form_of(desk: Desk[CustomersPage]) -> EraseForm:
    form = desk.page.pane.form
    assert isinstance(form, EraseForm)
    return form


def test_a_customer_is_erased_by_keyboard_after_being_counted(sit: Sit, local_centre: Stage) -> None:
    case_id = local_centre.register(kind=CaseKind.INQUIRY).case_id
    close(local_centre, case_id)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_Delete, SHIFT)
    form = form_of(desk)
    assert form.goes.text().endswith("and the words of 1 case, 0 letters and 0 files.")
    assert form.reason.hasFocus()
    desk.write("Asked for it by letter")
    desk.press(Key.Key_Tab)
    desk.write("Agnieszka")
    desk.press(Key.Key_Return, CTRL)
    assert form.name.accessibleDescription() == "Write the name as it stands above."
    form.name.setText(AGNIESZKA.name)
    desk.press(Key.Key_Return, CTRL)
    assert desk.said == ["Erased for good. Reports count as before."]
    assert desk.page.list.customers.rowCount() == 0
    assert desk.page.pane.customer_id is None
    assert (desk.case(case_id).text, desk.case(case_id).customer) == ("", None)


def test_what_stands_against_it_is_said_and_there_is_nothing_to_press(sit: Sit, local_centre: Stage) -> None:
    number = local_centre.register().number
    desk = sit(local_centre.marek)
    desk.press(Key.Key_Delete, SHIFT)
    form = form_of(desk)
    assert [one.text() for one in form.against] == [f"Still open: {number}. Close them first."]
    assert form.save.isHidden()
    desk.press(Key.Key_Return, CTRL)
    assert form_of(desk) is form
    desk.press(Key.Key_Escape)
    assert desk.page.pane.form is None


def test_a_clerk_is_not_offered_it(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    assert not desk.page.actions_by_key["erase"].isEnabled()
    assert desk.page.pane.details.erase.isHidden()


def test_what_lies_beside_the_store_goes_too_and_no_step_is_left_to_undo(sit: Sit, local_centre: Stage) -> None:
    case_id = local_centre.register(kind=CaseKind.INQUIRY).case_id
    close(local_centre, case_id)
    desk = sit(local_centre.marek)
    keeper, texts = keeper_of(desk.context), kept_texts_of(desk.context)
    hers = Talk(uuid4(), now(), local_centre.anna.id, customer_id=local_centre.customer_id, text="Pani Agnieszka")
    other = replace(hers, uid=uuid4(), customer_id=None, known=Known.ANONYMOUS)
    for talk in (hers, other):
        keeper.put_back(talk)
    for of in (case_id, case_id + 1):
        texts.keep(TextKey("case", of, "note"), "Pani Agnieszka")
    with local_centre.work(local_centre.marek) as work:
        new = NewRepresentative("Kunegunda", Relation.SPOUSE)
        speaker_id = add_representative(work, customer_id=local_centre.customer_id, new=new).result
    texts.keep(TextKey("representative", speaker_id, "phone"), "600700800")
    texts.keep_now()
    desk.runner.act(desk.page, lambda work: add_note(work, case_id=case_id, text="Pani Agnieszka"))
    desk.press(Key.Key_Delete, SHIFT)
    form = form_of(desk)
    form.reason.setText("Asked")
    form.name.setText(AGNIESZKA.name)
    desk.press(Key.Key_Return, CTRL)
    keeper.wait()
    texts.wait()
    folder = desk.context.session.profile.drafts
    assert [path.stem for path in folder.glob("*.draft")] == [other.uid.hex]
    assert len(list((folder / "texts").glob("*.draft"))) == 1
    assert not desk.runner.can_undo
    with local_centre.read(local_centre.marek) as reading:
        assert [row.reason for row in load_keeping(reading).erasures] == ["Asked"]
