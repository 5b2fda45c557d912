"""What is done on the page of sending: what leaves, and what is noted of one person."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import Spoken
from csatdesk.domain.file_names import file_name
from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import ANSWERED, Disposition
from csatdesk.domain.staff import Actor
from csatdesk.domain.survey_sending import CallResult, InvitationRow, MessageState, Step
from csatdesk.domain.surveys import Route, SurveyRow
from csatdesk.gui.context import Context
from csatdesk.gui.list_export import AskPath
from csatdesk.gui.surveys.forms_page import AskFolder
from csatdesk.operations.letters.mail import ready_server
from csatdesk.operations.surveys.dispositions import mark_returned, note_call, set_disposition
from csatdesk.operations.surveys.mailing import Sent, print_letters, say_what_became, send_messages, write_files
from csatdesk.operations.work import Store, Work
from csatdesk.wording.survey_sending import words
from csatdesk.wording.texts import _, ngettext, spoken

DEEDS = (
    ("send", N_("&Send now"), "S"),
    ("files", N_("Write &files …"), "F"),
    ("print", N_("&Print letters …"), "P"),
    ("plan", N_("Plan and &texts …"), "E"),
    ("rule", N_("&Who is drawn …"), "W"),
    ("check", N_("Draw a&gain to check"), "G"),
    ("end_rule", N_("Draw no&body more"), "Del"),
    ("refused", N_("&Refused"), "R"),
    ("no_contact", N_("N&ot reached"), "N"),
    ("other", N_("Could not answe&r"), "H"),
    ("not_eligible", N_("Did not belong &here"), "I"),
    ("open", N_("Ask &again"), "K"),
    ("returned", N_("It came bac&k"), "B"),
    ("no_answer", N_("&No answer"), "V"),
    ("busy", N_("B&usy"), "U"),
    ("later", N_("Call another t&ime"), "L"),
    ("wrong_number", N_("Wrong nu&mber"), "Q"),
    ("was_sent", N_("It was s&ent"), "Y"),
    ("not_sent", N_("Not sent: it is &due again"), "X"),
    ("day", N_("Da&y of sending …"), "D"),
    ("copy", N_("&Copy the text"), "C"),
)
SETTLED = {
    "refused": Disposition.REFUSED,
    "no_contact": Disposition.NO_CONTACT,
    "other": Disposition.OTHER,
    "not_eligible": Disposition.NOT_ELIGIBLE,
    "open": Disposition.UNKNOWN,
}
CALLS = {
    "no_answer": CallResult.NO_ANSWER,
    "busy": CallResult.BUSY,
    "later": CallResult.LATER,
    "wrong_number": CallResult.WRONG_NUMBER,
}
NOTED = (*SETTLED, *CALLS, "returned", "was_sent", "not_sent")


class Leaving(QObject):
    """What leaves, one job at a time. `told`: what the page says above, "" nothing."""

    begun, ended = Signal(), Signal()
    told = Signal(str)

    def __init__(self, context: Context, page: QWidget, ask: tuple[AskPath, AskFolder]) -> None:
        super().__init__(page)
        self.is_busy = False
        self._context, self._page = context, page
        self._ask_path, self._ask_folder = ask

    def send(self, survey_id: int, step: Step) -> None:
        """By the mail server. The mail server is set in Administration; off, this says so."""
        session = self._context.session

        def sending(store: Store, actor: Actor, progress: Progress) -> Sent:
            server = ready_server(session)
            return send_messages(store, actor, progress, survey_id=survey_id, step=step, server=server)

        self._begin(words(step), sending)

    def write_files(self, survey_id: int, step: Step) -> None:
        folder = self._ask_folder(self._page, _("Where the files go"))
        if folder:
            self._begin(words(step), partial(write_files, survey_id=survey_id, step=step, folder=Path(folder)))

    def print_letters(self, survey: SurveyRow, step: Step) -> None:
        name = file_name(f"{survey.name} {words(step)}") + ".pdf"
        chosen = self._ask_path(self._page, _("Save the letters"), name, "PDF (*.pdf)")
        if chosen:
            path = Path(chosen).with_suffix(".pdf")
            self._begin(words(step), partial(print_letters, survey_id=survey.id, step=step, path=path))

    def _begin(self, title: str, job: Callable[[Store, Actor, Progress], Sent]) -> None:
        if self.is_busy:
            return
        self.is_busy = True
        self.told.emit("")
        self.begun.emit()
        changes = frozenset({Kind.SURVEY})
        self._context.runner.job(self, title, job, self._sent, failed=self._not_sent, changes=changes)

    def _sent(self, sent: Sent) -> None:
        self.is_busy = False
        self._context.say(ngettext("{count} went out.", "{count} went out.", sent.sent).format(count=sent.sent))
        bad = sent.failed + sent.unsure
        if bad:
            told = ngettext("{count} did not go out or is not sure.", "{count} did not go out or are not sure.", bad)
            where = _("Show “did not arrive” to see each with its reason.")
            self.told.emit(" ".join((told.format(count=bad), where)))
        self.ended.emit()

    def _not_sent(self, error: BaseException) -> None:
        self.is_busy = False
        self.ended.emit()
        if isinstance(error, Spoken):
            self.told.emit(spoken(error))
        else:
            self._context.runner.failed.emit(error, None)


def noted(key: str, row: InvitationRow) -> Callable[[Work], Any]:
    """The command that notes this of one person."""
    if key in SETTLED:
        return partial(set_disposition, invitation_ids=[row.id], disposition=SETTLED[key])
    if key in CALLS:
        return partial(note_call, invitation_id=row.id, result=CALLS[key])
    if key == "returned":
        return partial(mark_returned, invitation_ids=[row.id], is_delivered=not row.is_delivered)
    return partial(say_what_became, invitation_id=row.id, was_sent=key == "was_sent")


def possible_with(row: InvitationRow) -> set[str]:
    if row.message in {MessageState.OUTGOING, MessageState.UNSURE, MessageState.FAILED}:
        return {"was_sent", "not_sent", *SETTLED} - {"open"}
    if row.disposition in ANSWERED:
        return set()
    if row.disposition is not Disposition.UNKNOWN:
        return {"open"}
    can = {*SETTLED, "returned"} - {"open"}
    return can | set(CALLS) if row.route is Route.PHONE else can
