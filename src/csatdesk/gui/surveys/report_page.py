"""The report of a survey: for which time, with which lines; seen as it will be on paper, saved as PDF or workbook."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Spoken
from csatdesk.domain.file_names import file_name
from csatdesk.domain.staff import Right
from csatdesk.domain.survey_reports import Every, Line, Period, ReportAsked
from csatdesk.domain.survey_subscriptions import SubscriptionRow
from csatdesk.domain.surveys import SurveyRow, SurveyWanted
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, EmptyState, Hairline, Label, QuietButton, SegmentedChoice
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.page import Page
from csatdesk.gui.paper_sheet import Sheet
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.surveys.address_form import AddressForm
from csatdesk.gui.surveys.forms_page import AskFolder, ask_folder
from csatdesk.gui.surveys.subscription_form import SubscriptionForm, brief_words
from csatdesk.gui.surveys.way_back import way_back
from csatdesk.gui.theme import theme
from csatdesk.gui.ticks import CheckBox
from csatdesk.gui.tokens import S8, S12, S24
from csatdesk.operations.surveys.queries import list_surveys
from csatdesk.operations.surveys.reports.export import draw_report, export_report, export_slides
from csatdesk.operations.surveys.reports.facts import ReportFacts, load_report_facts
from csatdesk.operations.surveys.reports.mending import change_address, send_again
from csatdesk.operations.surveys.reports.subscriptions import list_subscriptions, order_reports, unsubscribe
from csatdesk.operations.surveys.reports.words import every_words, line_words, period_words
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

KINDS = ((".pdf", "PDF"), (".xlsx", "Excel"))
SLIDE_KINDS = KINDS[:1]
SCALE = 1.05  # of the page on screen


class SurveyReportPage(Page):
    """See the module's first words."""

    shows = frozenset({Kind.SURVEY, Kind.RESPONSE, Kind.CENTRE})
    help_page = "surveys"

    def __init__(
        self,
        context: Context,
        ask: AskPath = ask_path,
        parent: QWidget | None = None,
        *,
        ask_for_folder: AskFolder = ask_folder,
    ) -> None:
        super().__init__(context, parent)
        self._ask_folder = ask_for_folder
        self.form: SubscriptionForm | None = None
        self.address_form: AddressForm | None = None
        self.facts: ReportFacts | None = None
        self._survey_id: int | None = None
        self._ask_path = ask
        self._asker, self._painter = QObject(self), QObject(self)
        self._lister, self._opener = QObject(self), QObject(self)
        self.sheets: list[Sheet] = []
        self.every = SegmentedChoice([(one, every_words(one)) for one in Every])
        self.every.setAccessibleName(_("How long a time"))
        self.period = Choice()
        self.period.setAccessibleName(_("Period"))
        self.lines = {line: CheckBox(line_words(line), role="small") for line in Line}
        self.save = QuietButton(_("Save the report"), icon="export", keys="Ctrl+E")
        self.slides = QuietButton(_("Save as slides"), icon="export", keys="Ctrl+Shift+E")
        self.by_itself = QuietButton(_("By itself …"), icon="repeat", keys="Ctrl+B")
        self.standing = Label("", "small", "ink2", wrap=True)
        self.standing.setVisible(False)
        self._lay_out()
        self._make_actions()
        way_back(self, lambda: self._survey_id)
        self.every.chosen.connect(lambda _value: self._offer_periods())
        self.period.chosen.connect(lambda _value: self._show())
        for box in self.lines.values():
            box.setChecked(True)
            box.toggled.connect(lambda _on: self._show())

    def _lay_out(self) -> None:
        head = self._head = QVBoxLayout()
        head.setSpacing(S8)
        head.addWidget(FlowBox(self.every, self.period, self.save, self.slides, self.by_itself, gap=S12))
        head.addWidget(FlowBox(*self.lines.values(), gap=S24))
        head.addWidget(self.standing)
        head.addWidget(Label(_("As it will be on paper: the first pages"), "small", "ink2", wrap=True))
        pages, whole = QWidget(), QWidget()
        self._pages = QVBoxLayout(pages)
        self._pages.setSpacing(S12)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(upright_scroll(pages), 1)
        self._front = QStackedWidget()
        self._front.addWidget(whole)
        self.empty = EmptyState(_("The report stands here once somebody was asked."), _("Nobody has answered yet."))
        self._front.addWidget(self.empty)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._front)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._head.setContentsMargins(theme().margin, S8, theme().margin, S8)
        self._pages.setContentsMargins(theme().margin, S12, theme().margin, S12)

    def _make_actions(self) -> None:
        may = self.context.may(Right.EXPORT)
        deeds: tuple[tuple[QuietButton, str, Callable[[], None], str], ...] = (
            (self.save, _("Save the r&eport"), self.export, "Ctrl+E"),
            (self.slides, _("Save as &slides"), self.export_slides, "Ctrl+Shift+E"),
            (self.by_itself, _("Save it &by itself …"), self.open_form, "Ctrl+B"),
        )
        for button, words, do, keys in deeds:
            button.setVisible(may)
            if may:
                make_action(self, words, do, keys)
                button.clicked.connect(do)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Report of a survey") if self.facts is None else self.facts.survey.name

    def summary(self) -> str:
        asked = self.asked
        return "" if asked is None else period_words(asked.every, asked.period)

    def shown(self) -> None:
        if self._survey_id is None:
            self.context.runner.ask(self._asker, list_surveys, self._found)
        self.every.focus_chosen()

    def show_wanted(self, wanted: SurveyWanted) -> None:
        self.close_form()
        self._survey_id = wanted.id
        self._ask()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    def _found(self, rows: tuple[SurveyRow, ...]) -> None:
        """Without a survey chosen: the one with the most answers."""
        if rows:
            self.show_wanted(SurveyWanted(max(rows, key=lambda row: row.answered).id))
        else:
            self._front.setCurrentWidget(self.empty)

    def _ask(self) -> None:
        if self._survey_id is not None:
            self.context.runner.ask(self._asker, partial(load_report_facts, survey_id=self._survey_id), self._came)

    def _came(self, facts: ReportFacts) -> None:
        self.facts = facts
        if self.form is None:
            self._front.setCurrentIndex(0 if facts.has_answers else 1)
        if self.context.may(Right.EXPORT):
            self._ask_rows(self._lister, facts.survey.id, self._tell)
        self._offer_periods()

    def _offer_periods(self) -> None:
        """What was chosen stays so where it is still there."""
        every = self.every.value()
        if self.facts is None or not isinstance(every, Every):
            return
        kept, offered = self.period.value(), self.facts.periods[every]
        self.period.clear()
        for period, words in offered:
            self.period.add(period, words)
        is_kept = kept in [period for period, _words in offered]
        self.period.set_value(kept if is_kept else self.facts.usual(every))
        self._show()

    @property
    def asked(self) -> ReportAsked | None:
        every, period = self.every.value(), self.period.value()
        if self.facts is None or not isinstance(every, Every) or not isinstance(period, Period):
            return None
        lines = frozenset(line for line, box in self.lines.items() if box.isChecked())
        return ReportAsked(self.facts.survey.id, every, period, lines)

    def _show(self) -> None:
        asked = self.asked
        self.head_changed.emit()
        if asked is not None and self.facts is not None and self.facts.has_answers:
            question = partial(draw_report, asked=asked, scale=SCALE * theme().scale)
            self.context.runner.ask(self._painter, question, self._show_pages)

    def _show_pages(self, pages: Sequence[bytes]) -> None:
        for sheet in self.sheets:
            sheet.hide()
            sheet.deleteLater()
        self.sheets = [Sheet(page) for page in pages]
        for place, sheet in enumerate(self.sheets):
            sheet.setAccessibleName(" ".join((_("Report"), number(place + 1))))
            self._pages.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)

    # by itself

    def open_form(self) -> None:
        if self.facts is not None and self.form is None:
            self._ask_rows(self._opener, self.facts.survey.id, self._open_with)

    def _ask_rows(self, asker: QObject, survey_id: int, then: Callable[[tuple[SubscriptionRow, ...]], None]) -> None:
        self.context.runner.ask(asker, partial(list_subscriptions, survey_id=survey_id), then)

    def _tell(self, rows: tuple[SubscriptionRow, ...]) -> None:
        """How it goes with what is made by itself, there where the report is looked at."""
        self.standing.setText("\n".join(map(brief_words, rows)))
        self.standing.setVisible(bool(rows))
        if self.form is not None:
            self.form.show_rows(rows)

    def _open_with(self, rows: tuple[SubscriptionRow, ...]) -> None:
        self._tell(rows)
        if self.form is not None:
            return
        form = self.form = SubscriptionForm(rows, self._ask_folder)
        form.saved.connect(self._subscribe)
        form.unwanted.connect(self._unsubscribe)
        form.again.connect(self._send_again)
        form.changing.connect(self._open_addresses)
        form.left.connect(self.close_form)
        self._front.addWidget(form)
        self._front.setCurrentWidget(form)
        form.focus_first()

    def _subscribe(self, every: Every, folder: str, addresses: str) -> None:
        if self.facts is not None and self.form is not None:
            survey_id = self.facts.survey.id
            command = partial(order_reports, survey_id=survey_id, every=every, folder=folder, addresses=addresses)
            failed = partial(self._refused, self.form)
            self.context.runner.act(self, command, lambda _ids: self.close_form(), failed=failed)

    def _unsubscribe(self, subscription_id: int) -> None:
        if self.form is not None:
            self.form.focus_first()  # the button goes away
        self.context.runner.act(self, partial(unsubscribe, subscription_id=subscription_id))

    def _send_again(self, subscription_id: int) -> None:
        if self.form is not None:
            self.form.focus_first()  # the button goes away
            command, failed = partial(send_again, subscription_id=subscription_id), partial(self._refused, self.form)
            self.context.runner.act(self, command, self._told_again, failed=failed)

    def _told_again(self, count: int) -> None:
        words = ngettext(
            "{count} e-mail is sent again within minutes.", "{count} e-mails are sent again within minutes.", count
        )
        self.context.say(words.format(count=number(count)))

    def _open_addresses(self, row: SubscriptionRow) -> None:
        form = self.address_form = AddressForm(row.addresses)
        form.saved.connect(partial(self._change_address, row.id))
        form.left.connect(self._close_addresses)
        self._front.addWidget(form)
        self._front.setCurrentWidget(form)
        form.focus_first()

    def _change_address(self, subscription_id: int, before: str, after: str) -> None:
        if self.address_form is not None:
            command = partial(change_address, subscription_id=subscription_id, before=before, after=after)
            failed = partial(self._refused, self.address_form)
            self.context.runner.act(self, command, lambda _none: self._close_addresses(), failed=failed)

    def _close_addresses(self) -> None:
        """Back to where the reports stand."""
        if self.address_form is not None and self.form is not None:
            form, self.address_form = self.address_form, None
            self._front.removeWidget(form)
            form.deleteLater()
            self._front.setCurrentWidget(self.form)
            self.form.focus_first()

    def _refused(self, form: InlineForm, error: BaseException) -> None:
        if isinstance(error, Spoken):
            form.refused(error)
        else:
            self.context.runner.failed.emit(error, None)

    def close_form(self) -> None:
        self._close_addresses()
        if self.form is None:
            return
        form, self.form = self.form, None
        self._front.removeWidget(form)
        form.deleteLater()
        self._front.setCurrentIndex(0 if self.facts is not None and self.facts.has_answers else 1)
        self.every.focus_chosen()

    # what is done

    def export(self) -> None:
        self._save(_("Save the report"), KINDS, export_report)

    def export_slides(self) -> None:
        self._save(_("Save as slides"), SLIDE_KINDS, export_slides)

    def _save(self, title: str, kinds: Sequence[tuple[str, str]], write: Callable[..., None]) -> None:
        asked = self.asked
        if asked is None:
            return
        usual = kinds[0][0]
        told = ";;".join(f"{words} (*{suffix})" for suffix, words in kinds)
        chosen = self._ask_path(self, title, file_name(f"{self.title} {self.summary()}") + usual, told)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() not in {suffix for suffix, _words in kinds}:
            path = path.with_name(path.name + usual)
        self.context.runner.job(
            self,
            _("Report of a survey"),
            lambda store, actor, progress: write(store, actor, asked=asked, path=path, progress=progress),
            lambda _none: self.context.say(_("Saved {file}.").format(file=path.name)),
        )
