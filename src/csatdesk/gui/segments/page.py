"""One page for each segment of customers: aim, channels, promises, measures, and beside them what came of it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Segment
from csatdesk.domain.corrective_actions import MeasureRow, MeasureStart, MeasuresWanted, Origin
from csatdesk.domain.errors import Spoken
from csatdesk.domain.file_names import file_name
from csatdesk.domain.segments import NewStrategy, SegmentAsked, Span
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline, Label
from csatdesk.gui.form_pane import deed_button
from csatdesk.gui.icons import icon
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.page import Page
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.segments.forms import MeasureLinkForm, StrategyForm
from csatdesk.gui.segments.views import ResultsView, WrittenView
from csatdesk.gui.surveys.results.chips import ChoiceChip
from csatdesk.gui.surveys.way_back import way_back
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.gui.topics.view import kinds_words, with_suffix
from csatdesk.gui.view_tabs import ViewTabs
from csatdesk.operations.corrective_actions.commands import set_measure_segment
from csatdesk.operations.segments.commands import save_strategy
from csatdesk.operations.segments.exports import export_segments
from csatdesk.operations.segments.queries import (
    SegmentFacts,
    SegmentPage,
    load_segment,
    load_segment_facts,
    measures_for_all,
)
from csatdesk.operations.segments.words import base_words, care_words, due_words, finding, page_title, span_choices
from csatdesk.operations.work import Undoable, Work
from csatdesk.system.clock import now
from csatdesk.wording.texts import _
from csatdesk.wording.words import segment_word

KINDS = ((".pdf", "PDF"),)
BESIDE_LEAST = 760  # pixels at usual text, from which both halves stand beside one another


class SegmentsPage(Page):
    """See the module's first words."""

    shows = frozenset(
        {Kind.SEGMENT, Kind.MEASURE, Kind.CASE, Kind.RESPONSE, Kind.SURVEY, Kind.TARGET, Kind.CENTRE, Kind.STAFF}
    )
    help_page = "segments"

    def __init__(self, context: Context, ask: AskPath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._ask_path = ask
        self._asker, self._facts_asker, self._lister = QObject(self), QObject(self), QObject(self)
        self.facts: SegmentFacts | None = None
        self.card: SegmentPage | None = None
        self.form: InlineForm | None = None
        self.tabs, self.span = ViewTabs(_("Segments")), ChoiceChip(_("Period"))
        self.finding, self.care = Label("", "heading", wrap=True), Label("", "small", "ink2", wrap=True)
        self._make_actions()
        way_back(self, lambda: None)
        self.written = WrittenView(self.measure_deeds, may_write=context.may(Right.LEAD_SURVEYS))
        self.results = ResultsView()
        self._left = QStackedWidget()
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        self.span.chosen.connect(lambda _value: self._ask())
        self.written.first_step.connect(self.change)
        self.written.opened.connect(lambda key: context.show_measures(MeasuresWanted(measure_id=key)))
        self.written.unwanted.connect(self._remove)
        self.results.opened.connect(lambda shown: context.show("cases", shown))

    def _make_actions(self) -> None:
        context = self.context
        if context.may(Right.LEAD_SURVEYS):
            self.primary = self._near(make_action(self, _("Change what is written"), self.change, "E"))
        self.measure_deeds: list[QAction] = []
        if context.may(Right.LEAD_MEASURES):
            self.measure_deeds = [
                self._near(make_action(self, _("New measure"), self.begin_measure, "M")),
                self._near(make_action(self, _("Take a measure from the list"), self.link, "L")),
            ]
        self.exports: list[QAction] = []
        if context.may(Right.EXPORT):
            self.exports = [
                make_action(self, _("Save this page"), self.save_page, "Ctrl+E"),
                make_action(self, _("Save all pages"), self.save_all, "Ctrl+Shift+E"),
            ]
        for place, segment in enumerate(Segment):
            words = _("Segment: {name}").format(name=segment_word(segment))
            make_action(self, words, partial(self.go, segment), f"Ctrl+{place + 1}")
        make_action(self, _("Charts as &tables"), self._tables, "Alt+T")
        make_action(self, _("&Copy the picture of a chart"), self._copy, "Alt+C")

    def _near(self, action: QAction) -> QAction:
        """Single letters hold on this page alone."""
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action

    def _lay_out(self) -> None:
        for segment in Segment:
            self.tabs.addTab(segment_word(segment))
        head = self._head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.span)
        told = self._told = QVBoxLayout()
        told.setSpacing(S4)
        told.addWidget(self.finding)
        beside = QHBoxLayout()
        beside.setSpacing(S8)
        beside.addWidget(self.care, 1)
        for one in self.exports:
            beside.addWidget(deed_button(one, "small"))
        told.addLayout(beside)
        self._left.addWidget(upright_scroll(self.written))
        halves = self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        halves.setSpacing(0)
        halves.addWidget(self._left, 2)
        self._line = Hairline(upright=True)
        halves.addWidget(self._line)
        halves.addWidget(upright_scroll(self.results), 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addLayout(told)
        column.addWidget(Hairline())
        column.addLayout(halves, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        air = S8 if theme().compact else S12
        self._head.setContentsMargins(theme().margin, 0, theme().margin, 0)
        self._told.setContentsMargins(theme().margin, air, theme().margin, air)
        self._mark_due()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= theme().px(BESIDE_LEAST)
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._line.setVisible(is_wide)
        if self._halves.direction() is not wanted:
            self._halves.setDirection(wanted)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Segments") if self.card is None else page_title(self.card)

    def summary(self) -> str:
        return "" if self.card is None else base_words(self.card)

    def shown(self) -> None:
        if self.facts is None:
            self._ask_facts()
        if self.form is not None:
            self.form.focus_first()
        else:
            self._focus_tabs()

    def show_wanted(self, segment: Segment) -> None:
        self.go(segment)

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask_facts()

    # what comes

    @property
    def segment(self) -> Segment:
        return tuple(Segment)[max(self.tabs.currentIndex(), 0)]

    @property
    def asked(self) -> SegmentAsked | None:
        span = self.span.value()
        return SegmentAsked(self.segment, span) if isinstance(span, tuple) else None

    def _ask_facts(self) -> None:
        self.context.runner.ask(self._facts_asker, load_segment_facts, self._facts_came)

    def _facts_came(self, facts: SegmentFacts) -> None:
        self.facts = facts
        self.span.offer(span_choices(facts.month))
        self._mark_due()
        self._ask()

    def _mark_due(self) -> None:
        """Whose page is to be reviewed is seen, and heard, before it is in front."""
        for place, segment in enumerate(Segment):
            day = self.facts.due.get(segment) if self.facts is not None else None
            told = due_words(day) if day is not None else ""
            self.tabs.setTabIcon(place, icon("calendar", tone="today") if told else QIcon())
            self.tabs.setTabToolTip(place, told)
            self.tabs.setAccessibleTabName(place, "; ".join(filter(None, (segment_word(segment), told))))

    def _ask(self) -> None:
        asked = self.asked
        if asked is not None:
            self.context.runner.ask(self._asker, partial(load_segment, asked=asked), self._came)

    def _came(self, page: SegmentPage) -> None:
        self.card = page
        self.finding.setText(finding(page))
        words = care_words(page.strategy, self._today) if page.strategy is not None else ""
        self.care.setText(words)
        self.written.show_page(page)
        self.results.show_page(page)
        self.head_changed.emit()

    @property
    def _today(self) -> date:
        return now().astimezone(self.context.zone).date()

    # what is done

    def go(self, segment: Segment) -> None:
        self.tabs.setCurrentIndex(tuple(Segment).index(segment))

    def _turned(self) -> None:
        self.close_form()
        self._ask()

    def change(self) -> None:
        card = self.card
        if card is None or self.facts is None or self.form is not None:
            return
        form = StrategyForm(card.asked.segment, self.facts, card.strategy, self._today)
        form.saved.connect(partial(self._save, form))
        self._open(form)

    def _save(self, form: StrategyForm, new: NewStrategy) -> None:
        self._act(form, partial(save_strategy, new=new, version=form.version))

    def begin_measure(self) -> None:
        if self.form is None:
            start = MeasureStart(Origin.SEGMENT, segment=self.segment)
            self.context.show_measures(MeasuresWanted(start=start))

    def link(self) -> None:
        if self.form is None:
            self.context.runner.ask(self._lister, measures_for_all, partial(self._offer, self.segment))

    def _offer(self, segment: Segment, rows: Sequence[MeasureRow]) -> None:
        if not rows:
            self.context.say(_("There is no other measure. Begin a new one."))
        elif self.form is None and segment is self.segment:
            form = MeasureLinkForm(segment, rows)
            form.saved.connect(partial(self._link, form, segment))
            self._open(form)

    def _link(self, form: MeasureLinkForm, segment: Segment, row: MeasureRow) -> None:
        self._act(form, partial(set_measure_segment, measure_id=row.id, segment=segment, version=row.version))

    def _remove(self, row: MeasureRow) -> None:
        """It stays in the list of measures, and may be for all customers again."""
        self._focus_tabs()  # the line goes away
        command = partial(set_measure_segment, measure_id=row.id, segment=None, version=row.version)
        self.context.runner.act(self, command)

    # the form

    def _open(self, form: InlineForm) -> None:
        self.form = form
        form.left.connect(self.close_form)
        self._left.addWidget(form)
        self._left.setCurrentWidget(form)
        form.focus_first()

    def _act(self, form: InlineForm, command: Callable[[Work], Undoable[None]]) -> None:
        failed = partial(self._refused, form)
        self.context.runner.act(self, command, lambda _none: self.close_form(), failed=failed)

    def _refused(self, form: InlineForm, error: BaseException) -> None:
        if isinstance(error, Spoken) and form is self.form:
            form.refused(error)
        else:
            self.context.runner.failed.emit(error, None)

    def close_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self._left.setCurrentIndex(0)
            self._left.removeWidget(form)
            form.deleteLater()
            self._focus_tabs()

    # paper, and the chart

    def save_page(self) -> None:
        self._save_pages((self.segment,), self.title)

    def save_all(self) -> None:
        self._save_pages(tuple(Segment), _("Segments"))

    def _save_pages(self, segments: Sequence[Segment], name: str) -> None:
        asked = self.asked
        if asked is None:
            return
        usual = file_name(name.replace(":", "")) + KINDS[0][0]
        chosen = self._ask_path(self, name, usual, kinds_words(KINDS))
        if chosen:
            self._write(segments, asked.span, chosen)

    def _write(self, segments: Sequence[Segment], span: Span, chosen: str) -> None:
        path = with_suffix(chosen, KINDS)
        writing = partial(export_segments, segments=segments, span=span, path=path)
        self.context.runner.job(
            self,
            _("Segments"),
            lambda store, actor, progress: writing(store, actor, progress=progress),
            lambda _none: self.context.say(_("Saved {file}.").format(file=path.name)),
        )

    def _tables(self) -> None:
        self.results.panel.show_table(not self.results.panel.is_table)

    def _copy(self) -> None:
        panel = self.results.panel
        if panel.chart is not None and not panel.isHidden():
            panel.copy()
            self.context.say(_("Copied: {title}.").format(title=panel.chart.title))

    def _focus_tabs(self) -> None:
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list of surveys."""
        if event.key() == Qt.Key.Key_Escape:
            self.context.show("surveys")
            return
        super().keyPressEvent(event)
