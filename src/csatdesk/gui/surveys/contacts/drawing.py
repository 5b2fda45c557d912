"""Making a contact list from customers the centre knows: the form, what is counted meanwhile, and what came of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from csatdesk.domain.changes import Kind
from csatdesk.domain.contact_lists import ListDraw
from csatdesk.domain.errors import Cancelled, Refusal
from csatdesk.domain.list_drawing import CustomerChoice, WeighedChoice
from csatdesk.gui.context import Context
from csatdesk.gui.runner import Job
from csatdesk.gui.surveys.contacts.drawing_form import ListDrawForm
from csatdesk.gui.surveys.contacts.lists import Lists
from csatdesk.gui.throttle import RELOAD_MS, Pause
from csatdesk.operations.surveys.list_drawing import ListChoices, draw_customers, load_list_choices, weigh_choice
from csatdesk.system.clock import now
from csatdesk.wording.texts import _

CHANGED = frozenset({Kind.SURVEY})


class CustomerDraw(QObject):
    """`show`: puts the form beside the list. `drawn`: what is to be done when they are on it. `failed`: is told what
    was refused.
    """

    def __init__(
        self,
        context: Context,
        lists: Lists,
        page: QObject,
        *,
        show: Callable[[ListDrawForm], None],
        drawn: Callable[[ListDraw], None],
        failed: Callable[[ListDrawForm, BaseException], None],
    ) -> None:
        super().__init__(page)
        self._context, self._lists = context, lists
        self._show, self._drawn, self._failed = show, drawn, failed
        self._survey_id = 0
        self._form: ListDrawForm | None = None
        self._counting: Job | None = None
        self._pause = Pause(self._count, self, RELOAD_MS)

    def begin(self, survey_id: int) -> None:
        self._survey_id = survey_id
        self._context.runner.ask(self, partial(load_list_choices, survey_id=survey_id), self._open)

    def _open(self, choices: ListChoices) -> None:
        form = self._form = ListDrawForm(choices, now().astimezone(self._context.zone).date())
        form.changed.connect(self._poke)
        form.saved.connect(partial(self._draw, form))
        self._lists.left_out.left_out.show_customers(())
        self._lists.show_left_out(True)
        self._show(form)
        self._count()

    def end(self) -> None:
        """The form is gone."""
        self._form = None
        self._pause.cancel()
        self._stop()
        if self._lists.shows_left_out:
            self._lists.show_left_out(False)

    # counted

    def _poke(self) -> None:
        self._stop()
        if self._form is not None:
            self._form.show_counted(None)
            self._pause.poke()

    def _stop(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    def _count(self) -> None:
        if self._form is None:
            return
        try:
            choice = self._form.draft()
        except Refusal:  # said at its field when they are to be put onto the list
            return
        self._form.show_counted(None)
        job = partial(weigh_choice, survey_id=self._survey_id, choice=choice)
        came = partial(self._counted, self._form)
        self._counting = self._context.runner.job(self, _("Counting customers"), job, came, failed=self._uncounted)

    def _counted(self, form: ListDrawForm, counted: WeighedChoice) -> None:
        if form is self._form:
            form.show_counted(counted)
            self._lists.left_out.left_out.show_customers(counted.shown)

    def _uncounted(self, error: BaseException) -> None:
        """One that outdated another cancelled it."""
        if not isinstance(error, Cancelled):
            self._context.runner.failed.emit(error, None)

    # put onto the list

    def _draw(self, form: ListDrawForm, choice: CustomerChoice) -> None:
        self._pause.cancel()
        self._stop()
        job = partial(draw_customers, survey_id=self._survey_id, choice=choice)
        title = _("Putting customers onto the list")
        failed = partial(self._not_drawn, form)
        self._context.runner.job(self, title, job, self._drawn, failed=failed, changes=CHANGED)

    def _not_drawn(self, form: ListDrawForm, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            form.clear_errors()
        else:
            self._failed(form, error)
