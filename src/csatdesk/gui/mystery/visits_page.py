"""My visits: where one goes next, what is asked there, and the times of the visit when it is over."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Spoken
from csatdesk.domain.mystery import TimeMissing, VisitState, VisitTimes
from csatdesk.gui.actions import keys_of, make_action, plain
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.context import Context
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import EmptyState, Label, PlainButton, TextField, WarningStrip
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.mystery.words import as_pdf, my_lines, short_window
from csatdesk.gui.page import Page
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.field.giving import Taken, What
from csatdesk.operations.mystery.papers import export_visit_brief
from csatdesk.operations.mystery.queries import MyVisit, list_my_visits
from csatdesk.operations.mystery.scorecards import open_scorecard
from csatdesk.operations.mystery.visits import report_visit
from csatdesk.operations.standards.paper import PaperKind, export_paper
from csatdesk.wording.formats import number, short_instant
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.visits import window_words

PANE_WIDE, PANE_COMPACT, PANE_LEAST = 720, 600, 340


class ReportForm(DraftForm):
    """When the visitor came, was called and left, and the number on the receipt; `saved` comes with VisitTimes."""

    def __init__(self, mine: MyVisit) -> None:
        super().__init__(_("Report the visit"), _("Send report"))
        self.mine = mine
        zone, times = mine.visit.zone, mine.visit.times
        self.arrived, self.called, self.left_at = (MomentField() for _field in range(3))
        for field in (self.arrived, self.called, self.left_at):
            field.setPlaceholderText("")
        self.receipt, self.employee = TextField(), TextField()
        if times is not None:
            self.arrived.show_moment(times.arrived_at, zone)
            self.called.show_moment(times.called_at, zone)
            self.left_at.show_moment(times.left_at, zone)
            self.receipt.setText(times.receipt)
            self.employee.setText(times.employee)
        words = window_words(mine.visit.from_at, mine.visit.to_at, zone)
        self.rows.addWidget(Label(f"{mine.visit.office_name}, {words}", bold=True, wrap=True))
        rows: tuple[tuple[str, str, QWidget], ...] = (
            ("arrived", _("&Wrote at") if mine.is_written else _("&Came at"), self.arrived),
            ("called", _("First &answer at") if mine.is_written else _("C&alled at"), self.called),
            ("left", _("&Last answer at") if mine.is_written else _("&Left at"), self.left_at),
            ("receipt", _("Receipt &number"), self.receipt),
        )
        for name, label, row in rows:
            self.add(name, label, row)
        if mine.asks_employee:
            self.add("employee", _("&Employee, by the badge"), self.employee)
        hint = _("Leave empty what there was not. The receipt's number takes your contact out of the figures later.")
        self.rows.addWidget(Label(hint, "caption", "ink2", wrap=True))
        self.lay_out()

    def draft(self) -> VisitTimes:
        zone = self.mine.visit.zone
        for name, field in (("arrived", self.arrived), ("left", self.left_at)):
            if not field.text().strip():
                raise TimeMissing(field=name)
        called = self.called.moment(zone, "called") if self.called.text().strip() else None
        employee = self.employee.text() if self.mine.asks_employee else ""
        return VisitTimes(
            self.arrived.moment(zone, "arrived"),
            self.left_at.moment(zone, "left"),
            called,
            self.receipt.text().strip(),
            employee,
        )

    def focus_first(self) -> None:
        self.arrived.setFocus(Qt.FocusReason.OtherFocusReason)


class VisitsPage(Page):
    """See the module's first words."""

    shows = frozenset({Kind.PROGRAMME, Kind.CENTRE})
    help_page = "my-visits"

    def __init__(self, context: Context, parent: QWidget | None = None, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self._ask_path = ask
        self.visits: tuple[MyVisit, ...] = ()
        self.form: ReportForm | None = None
        self.report = make_action(self, _("&Report the visit …"), self.open_report, "R")
        self.scorecard = make_action(self, _("&Fill the scorecard"), self.fill_scorecard, "F")
        self.brief = make_action(self, _("Save the &brief"), self.save_brief, "P")
        self.papers = [
            make_action(self, _("&Questions to remember"), partial(self.save_paper, PaperKind.MEMORY), "Q"),
            make_action(self, _("Scorecard by &hand"), partial(self.save_paper, PaperKind.SCORECARD), "H"),
        ]
        self.field = make_action(self, _("&Give out for field work …"), self.give_out, "G")
        for action in (self.scorecard, self.report, self.brief, *self.papers, self.field):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.list = EntryList(_("My visits"))
        nothing = _("Nobody has planned a visit for you now.")
        self.empty = EmptyState(_("Your visits stand here: where, when, and what to ask."), nothing)
        self.name, self.facts, self.returned = Label("", "title", wrap=True), FactLines(), WarningStrip("undo")
        self.stack = QStackedWidget()
        self.stack.setMinimumWidth(PANE_LEAST)
        self._lay_out()
        self.list.chosen.connect(lambda _visit_id: self._show_visit())
        self._ask()

    def _lay_out(self) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setSpacing(S12)
        column.setContentsMargins(theme().margin, S12, theme().margin, S16)
        column.addWidget(self.name)
        column.addWidget(self.returned)
        self.buttons = []
        for action in (self.scorecard, self.report, self.brief, *self.papers, self.field):
            button = PlainButton(plain(action.text()), keys=keys_of(action), size="medium")
            button.clicked.connect(action.trigger)
            self.buttons.append(button)
        column.addWidget(FlowBox(*self.buttons, gap=S8))
        column.addWidget(self.facts)
        column.addStretch(1)
        self.stack.addWidget(upright_scroll(sheet))
        self.stack.addWidget(EmptyState(_("The visit you choose stands here."), _("Arrows move through the list.")))
        self.split = ListBeside(self.list, self.empty, self.stack, wide=PANE_WIDE, compact=PANE_COMPACT)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.split)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("My visits")

    def summary(self) -> str:
        left = sum(one.visit.state.waits_for_visitor for one in self.visits)
        return ngettext("{count} to make", "{count} to make", left).format(count=number(left))

    def shown(self) -> None:
        self._ask()
        if self.form is not None:
            self.form.focus_first()
        elif self.visits:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    @property
    def mine(self) -> MyVisit | None:
        """The visit one stands on."""
        return next((one for one in self.visits if one.visit.id == self.list.current), None)

    def _ask(self) -> None:
        self.context.runner.ask(self, list_my_visits, self._show)

    def _show(self, visits: tuple[MyVisit, ...]) -> None:
        self.visits = visits
        self.list.show_entries([_entry(one) for one in visits])
        self.split.show_empty(not visits)
        if visits and self.mine is None:
            nearest = next((one for one in visits if one.visit.state.waits_for_visitor), visits[0])
            self.list.choose(nearest.visit.id)
        self._show_visit()
        self.head_changed.emit()

    def _show_visit(self) -> None:
        mine = self.mine
        waits = mine is not None and mine.visit.state.waits_for_visitor
        self.report.setEnabled(waits and self.form is None)
        self.scorecard.setEnabled(waits and self.form is None)
        self.brief.setEnabled(mine is not None)
        has_scorecard = mine is not None and mine.version_id is not None
        for action in self.papers:
            action.setEnabled(has_scorecard)
        for place, button in enumerate(self.buttons):
            button.setVisible((waits, waits, True, has_scorecard, has_scorecard, waits)[place])
        if mine is not None:
            self.name.setText(mine.visit.office_name)
            self.facts.show_lines(my_lines(mine))
            self.returned.say(_("Sent back:"), mine.visit.note)
            self.returned.setVisible(mine.visit.state is VisitState.RETURNED)
        self._tell(mine)
        if self.form is None:
            self.stack.setCurrentIndex(0 if mine is not None else 1)

    def _tell(self, mine: MyVisit | None) -> None:
        """In the status bar: which of one's visits this is, and when its report is due."""
        place = due = ""
        if mine is not None:
            place = _("Visit {number} of {count}, wave {name}").format(
                number=number(mine.number), count=number(mine.count), name=mine.wave_name
            )
            if mine.report_due_at is not None and mine.visit.state.waits_for_visitor:
                due = _("Report due {when}").format(when=short_instant(mine.report_due_at, mine.visit.zone))
        self.context.tell("visit", place, "mystery")
        self.context.tell("visit due", due, "deadlines")

    # what is done

    def fill_scorecard(self) -> None:
        """Begin the scorecard of the visit, or go on with it."""
        if self.mine is not None:
            command = partial(open_scorecard, visit_id=self.mine.visit.id)
            self.context.runner.act(self, command, self.context.fill)

    def give_out(self) -> None:
        """Take visits along where there is no network: this one is ticked."""
        mine = self.mine
        waits = mine is not None and mine.visit.state.waits_for_visitor
        self.context.give_out(*([Taken(What.VISIT, mine.visit.id)] if mine is not None and waits else []))

    def open_report(self) -> None:
        if self.mine is None:
            return
        self.form = ReportForm(self.mine)
        self.form.saved.connect(partial(self._send, self.form))
        self.form.left.connect(self._close_form)
        self.stack.addWidget(self.form)
        self.stack.setCurrentWidget(self.form)
        self.report.setEnabled(False)
        self.scorecard.setEnabled(False)
        self.form.focus_first()

    def _send(self, form: ReportForm, times: VisitTimes) -> None:
        visit = form.mine.visit
        command = partial(report_visit, visit_id=visit.id, times=times, version=visit.version)
        self.context.runner.act(form, command, self._sent, failed=partial(self._failed, form))

    def _sent(self, _flags: object) -> None:
        self._close_form()
        self._ask()
        self.context.say(_("Report sent."))

    def _failed(self, form: ReportForm, error: BaseException) -> None:
        if isinstance(error, Spoken) and self.form is form:
            form.refused(error)
        else:
            self.context.runner.failed.emit(error, None)

    def _close_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self.stack.setCurrentIndex(0)
            self.stack.removeWidget(form)
            form.deleteLater()
        self._show_visit()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_brief(self) -> None:
        mine = self.mine
        if mine is None:
            return
        chosen = self._ask_path(self, _("Save the brief"), _("Brief of a visit") + ".pdf", "PDF (*.pdf)")
        if chosen:
            path = as_pdf(chosen)
            writing: Callable[..., None] = partial(export_visit_brief, visit_id=mine.visit.id, path=path)
            self.context.runner.job(
                self,
                _("Brief of a visit"),
                lambda store, actor, progress: writing(store, actor, progress=progress),
                lambda _made: self.context.say(_("Saved {file}.").format(file=path.name)),
            )

    def save_paper(self, kind: PaperKind) -> None:
        """The questions of the visit's scorecard: to remember before it, or to fill in by hand after it."""
        mine = self.mine
        if mine is None or mine.version_id is None:
            return
        name = _("To remember") if kind is PaperKind.MEMORY else _("Scorecard")
        chosen = self._ask_path(self, _("Save the paper"), f"{name}.pdf", "PDF (*.pdf)")
        if chosen:
            path = as_pdf(chosen)
            writing = partial(export_paper, version_id=mine.version_id, kind=kind, path=path)
            said = lambda _made: self.context.say(_("Saved {file}.").format(file=path.name))  # noqa: E731  (one word)
            self.context.runner.job(self, name, writing, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.list.hasFocus() and self.report.isEnabled():
            self.open_report()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.share_width(self.width())


def _entry(mine: MyVisit) -> Entry:
    visit = mine.visit
    notes = {VisitState.PLANNED: "", VisitState.RETURNED: _("sent back")}
    note = _("waits for the reply") if mine.waits_for_reply else notes.get(visit.state, _("reported"))
    return Entry(visit.id, visit.office_name, short_window(visit), note, is_faint=not visit.state.waits_for_visitor)
