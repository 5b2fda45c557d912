"""What the page of evaluations does for feedback both ways: reading, saying, answering; giving out, and the reply."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Spoken
from csatdesk.domain.evaluations import EvaluationCard
from csatdesk.domain.feedback import FeedbackState
from csatdesk.domain.promises import OrganisationRow
from csatdesk.gui.context import Context
from csatdesk.gui.evaluations.feedback_forms import GiveForm, PartnerReplyForm, SayForm
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.list_export import AskPath
from csatdesk.operations.evaluations.feedback import mark_evaluation_read, say_to_evaluation
from csatdesk.operations.evaluations.partners import give_to_partner, write_reply
from csatdesk.operations.organisations import list_organisations
from csatdesk.wording.texts import _


class FeedbackDeeds(QObject):
    """`card_now` says which evaluation is chosen; `opens`, `done` and `fails` are the page's own ways with a form."""

    def __init__(
        self,
        page: FormPage,
        card_now: Callable[[], EvaluationCard | None],
        ask: AskPath,
        *,
        opens: Callable[[InlineForm], None],
        done: Callable[[str], None],
        fails: Callable[[InlineForm, BaseException], None],
    ) -> None:
        super().__init__(page)
        self._page, self._card_now, self._ask_path = page, card_now, ask
        self._opens, self._done, self._fails = opens, done, fails

    @property
    def _context(self) -> Context:
        return self._page.context

    def can(self, card: EvaluationCard | None) -> dict[str, bool]:
        """Key of a deed → whether it can be done with this evaluation."""
        state = card.feedback if card is not None else FeedbackState()
        return {
            "read": state.may_say and not state.is_read,
            "say": state.may_say or state.may_answer,
            "give": state.may_give,
            "reply": state.may_give and bool(state.given_to),
        }

    def deeds(self) -> dict[str, Callable[[], object]]:
        return {"read": self.read, "say": self.say, "give": self.give, "reply": self.reply}

    def read(self) -> None:
        card = self._card_now()
        if card is not None:
            command = partial(mark_evaluation_read, evaluation_id=card.row.id)
            self._context.runner.act(self, command, lambda _none: self._context.say(_("Your leader sees that.")))

    def say(self) -> None:
        card = self._card_now()
        if card is not None:
            form = SayForm(card, kept_texts_of(self._context))
            form.saved.connect(partial(self._say, form, card.row.id))
            self._opens(form)

    def _say(self, form: SayForm, evaluation_id: int, text: str) -> None:
        command = partial(say_to_evaluation, evaluation_id=evaluation_id, text=text)
        self._context.runner.act(form, command, lambda _id: self._said(form), failed=partial(self._fails, form))

    def _said(self, form: SayForm) -> None:
        form.kept.done()
        self._done(_("Said. The other side reads it."))

    def give(self) -> None:
        if self._card_now() is not None:
            self._context.runner.ask(self, list_organisations, self._offer)

    def _offer(self, partners: tuple[OrganisationRow, ...]) -> None:
        card = self._card_now()
        if card is None:
            return
        if not partners:
            self._context.say(_("No organisation is known yet. They are written under Administration."))
            return
        form = GiveForm([(one.id, one.name) for one in partners])
        form.saved.connect(partial(self._give, form, card.row.id))
        self._opens(form)

    def _give(self, form: GiveForm, evaluation_id: int, organisation_id: int) -> None:
        chosen = self._ask_path(self._page, _("Save as PDF"), _("Evaluation") + ".pdf", "PDF (*.pdf)")
        if not chosen:
            return
        writing = partial(
            give_to_partner, evaluation_id=evaluation_id, organisation_id=organisation_id, path=Path(chosen)
        )
        self._context.runner.job(
            self,
            _("Evaluation"),
            writing,
            lambda path: self._done(_("Saved {file}. It stands here who has it.").format(file=path.name)),
            failed=partial(self._not_given, form),
            changes=frozenset({Kind.EVALUATION}),
        )

    def _not_given(self, form: GiveForm, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self._fails(form, error)
        else:
            self._context.runner.failed.emit(error, None)

    def reply(self) -> None:
        card = self._card_now()
        if card is not None:
            form = PartnerReplyForm(card)
            form.saved.connect(partial(self._reply, form, card.row.id))
            self._opens(form)

    def _reply(self, form: PartnerReplyForm, evaluation_id: int, organisation_id: int, text: str) -> None:
        command = partial(write_reply, evaluation_id=evaluation_id, organisation_id=organisation_id, text=text)
        saved = _("The reply is written down.")
        self._context.runner.act(form, command, lambda _id: self._done(saved), failed=partial(self._fails, form))
