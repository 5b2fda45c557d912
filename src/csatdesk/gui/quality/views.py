"""Three of the views of quality: groups compared, where points are lost, steps beside a benchmark."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.corrective_actions import MeasureStart, MeasuresWanted
from csatdesk.domain.quality_views import Compared, Group, Loss, Losses, Others, Profile, QualityAsked, Split, Step
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, EmptyState, Hairline, Label, LinkButton, SegmentedChoice
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.quality.behind_pane import BehindPane
from csatdesk.gui.quality.lists import FigureTable, GroupList, Line, LossList, StepList
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.quality.behind import Behind
from csatdesk.operations.quality.facts import QualityFacts
from csatdesk.operations.quality.measures import begin_from_loss
from csatdesk.operations.quality.standings import compare_groups, load_losses, load_profile
from csatdesk.operations.quality.step_aparts import MOST_TOLD, Differences, load_differences, parts_of
from csatdesk.operations.quality.words import (
    compared_base,
    compared_finding,
    loss_place,
    loss_words,
    losses_base,
    losses_finding,
    met_words,
    others_words,
    profile_base,
    profile_finding,
    range_words,
    split_words,
    step_words,
    told_apart_words,
)
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext

PANE_WIDE, PANE_COMPACT = 430, 360
MOVING_MS = 60
LOW = 700  # pixels: in a lower window one strength is told, and one weakness
OF_LOSSES = (Split.OFFICE, Split.UNIT, Split.CHANNEL, Split.TOPIC, Split.SEGMENT, Split.HOURS)
ALL, BEFORE = "all", "before"


class QualityView(QWidget):
    """What the page asks of each of its views."""

    head_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.facts: QualityFacts | None = None
        self.asked: QualityAsked | None = None
        self._asker = QObject(self)

    def show_asked(self, facts: QualityFacts, asked: QualityAsked | None) -> None:
        """Other days, another scorecard, other filters; None: nobody was evaluated yet."""
        self.facts, self.asked = facts, asked
        self.ask()

    def ask(self) -> None:
        raise NotImplementedError

    def start(self) -> None:
        """The view has come to the front: put the focus where work begins."""
        raise NotImplementedError


class FindingView(QualityView):
    """The finding in words, under it a list, and beside that what stands behind the row in hand."""

    table: QWidget
    finding: Label
    base: Label
    note: Label
    split_view: ListBeside

    def _put_in(
        self, table: QWidget, empty: EmptyState, beside: QWidget, options: Sequence[QWidget], *, wide: int, compact: int
    ) -> None:
        """`wide`, `compact`: how wide what stands beside is."""
        self.table = table
        self.finding, self.base = Label("", "heading", wrap=True), Label("", "small", "ink2", wrap=True)
        self.note = Label("", "small", "ink2", wrap=True)
        self.split_view = ListBeside(table, empty, beside, wide=wide, compact=compact)
        head = self._head = QVBoxLayout()
        head.setSpacing(S8)
        head.addWidget(FlowBox(*options, gap=S12))
        for label in (self.finding, self.base, self.note):
            head.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.split_view, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._head.setContentsMargins(theme().margin, S8, theme().margin, S8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split_view.share_width(self.width())

    def start(self) -> None:
        if not self.split_view.is_empty:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)


class ListView(FindingView):
    """Beside the list stand the evaluations behind its row."""

    table: FigureTable[object]

    def __init__(self, context: Context, table: FigureTable[object], options: Sequence[QWidget]) -> None:
        super().__init__(context)
        self.empty = EmptyState(
            _("Results stand here."), _("Nothing was evaluated that fits. Choose other days, or fewer filters.")
        )
        self.pane = BehindPane(context, context.zone)
        self._put_in(table, self.empty, self.pane, options, wide=PANE_WIDE, compact=PANE_COMPACT)
        self._pane_asker = QObject(self)
        self._following = Pause(self.follow, self, MOVING_MS)
        table.current_changed.connect(lambda _line: self._following.poke())
        table.opened.connect(lambda _line: self.pane.focus_page())
        self.pane.left.connect(self.start)

    def _tell(self, finding: str, base: str, others: Others) -> None:
        self.finding.setText(finding)
        self.base.setText(base)
        told = others_words(others)
        self.note.setText(told)
        self.note.setVisible(bool(told))
        self.split_view.show_empty(not self.table.model_of_lines.rowCount())
        self.pane.setVisible(not self.split_view.is_empty)
        self.follow()
        self.head_changed.emit()

    def follow(self) -> None:
        """Show what stands behind the row in hand."""
        self._following.cancel()
        line = self.table.row()
        if isinstance(line, Line) and self.asked is not None:
            self._show_behind(line.of, self.asked)

    def _show_behind(self, row: object, asked: QualityAsked) -> None:
        raise NotImplementedError

    def _nothing(self) -> None:
        """Nobody was evaluated by any such scorecard."""
        self.table.show_lines(())
        self._tell(_("Nobody was evaluated yet"), "", Others())


class CompareView(ListView):
    """Offices, units, channels, people, topics, segments or times of day beside one another."""

    def __init__(self, context: Context) -> None:
        self.groups = GroupList(context)
        self.by = Choice([(one, split_words(one)) for one in Split])
        self.by.setAccessibleName(_("Compared by"))
        self.found: Compared | None = None
        super().__init__(context, self.groups, (self.by,))  # type: ignore[arg-type]  # a table of whatever rows
        self.by.chosen.connect(lambda _split: self.ask())

    @property
    def split(self) -> Split:
        found = self.by.value()
        assert isinstance(found, Split)
        return found

    def show_asked(self, facts: QualityFacts, asked: QualityAsked | None) -> None:
        if not facts.leads and (Split.EMPLOYEE, split_words(Split.EMPLOYEE)) in self.by.options():
            self.by.removeItem(
                list(Split).index(Split.EMPLOYEE)
            )  # there is nobody whom this person may be told by name
        super().show_asked(facts, asked)

    def ask(self) -> None:
        if self.asked is None:
            self._nothing()
            return
        self.context.runner.ask(self._asker, partial(compare_groups, asked=self.asked, split=self.split), self._show)

    def _show(self, found: Compared) -> None:
        self.found = found
        self.groups.show_groups(found)
        self._tell(compared_finding(found), compared_base(found), found.others)

    def _show_behind(self, row: object, asked: QualityAsked) -> None:
        assert isinstance(row, Group)
        split = self.split
        self.pane.show_figure(row.name, range_words(row), Behind(asked, split, row.key))
        question = partial(load_differences, asked=asked, split=split, key=row.key)
        self.context.runner.ask(self._pane_asker, question, partial(self._tell_apart, row))

    def _tell_apart(self, row: Group, found: Differences) -> None:
        """The steps that are not by chance, then items as they were met."""
        most = MOST_TOLD if self.window().height() >= theme().px(LOW) else 1
        told = [range_words(row)]
        for words, some in parts_of(found, most):
            told += [words, *map(told_apart_words, some)]
        self.pane.tell("\n".join(told))


class LossView(ListView):
    """Items or steps by what they cost."""

    def __init__(self, context: Context) -> None:
        self.losses = LossList(context)
        self.level = SegmentedChoice([(False, _("Items")), (True, _("Steps"))])
        self.by = Choice([(None, _("All together")), *((one, split_words(one)) for one in OF_LOSSES)])
        self.level.setAccessibleName(_("Level"))
        self.by.setAccessibleName(_("Compared by"))
        self.found: Losses | None = None
        self.begin = LinkButton(_("Begin a measure"), keys="M")
        super().__init__(context, self.losses, (self.level, self.by, self.begin))  # type: ignore[arg-type]  # a table of whatever rows
        self.measure = make_action(self, _("Begin a &measure"), self.begin_measure, "M")
        self.measure.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.measure.setEnabled(False)
        self.begin.clicked.connect(self.measure.trigger)
        if not context.may(Right.LEAD_MEASURES):
            self.begin.hide()
        self.level.chosen.connect(lambda _level: self.ask())
        self.by.chosen.connect(lambda _split: self.ask())

    @property
    def split(self) -> Split | None:
        found = self.by.value()
        return found if isinstance(found, Split) else None

    def ask(self) -> None:
        if self.asked is None:
            self._nothing()
            return
        by_step = self.level.value() is True
        question = partial(load_losses, asked=self.asked, split=self.split, by_step=by_step)
        self.context.runner.ask(self._asker, question, self._show)

    def begin_measure(self) -> None:
        """A measure about the item in hand, or all items of the step: of one office, or of all."""
        line = self.table.row()
        if not isinstance(line, Line) or not isinstance(line.of, Loss) or self.asked is None:
            return
        office_id = line.of.group if self.split is Split.OFFICE else None
        question = partial(begin_from_loss, asked=self.asked, loss=line.of, office_id=office_id)
        self.context.runner.ask(self._pane_asker, question, self._begin)

    def _begin(self, start: MeasureStart) -> None:
        self.context.show_measures(MeasuresWanted(start=start))

    def _show(self, found: Losses) -> None:
        self.found = found
        self.losses.show_losses(found)
        self.measure.setEnabled(bool(found.rows) and self.context.may(Right.LEAD_MEASURES))
        self._tell(losses_finding(found), losses_base(found), found.others)

    def _show_behind(self, row: object, asked: QualityAsked) -> None:
        assert isinstance(row, Loss)
        behind = Behind(asked, self.split, row.group, item_key=row.item_key, section_key=row.section_key)
        words = ngettext(
            "Met to {met} in {count} evaluation; not even half met in {failed}.",
            "Met to {met} in {count} evaluations; not even half met in {failed}.",
            row.n,
        )
        told = words.format(met=met_words(row.met), count=number(row.n), failed=number(row.failed))
        asks = row.text.in_language(language())
        self.pane.show_figure(loss_words(row), "\n".join(filter(None, (loss_place(row), asks, told))), behind)


class StepView(ListView):
    """The steps in their order, one's own beside a benchmark."""

    def __init__(self, context: Context) -> None:
        self.steps = StepList(context)
        self.benchmark = Choice([(BEFORE, _benchmark(_("before"))), (ALL, _benchmark(_("all offices")))])
        self.benchmark.setAccessibleName(_("Benchmark"))
        self.found: Profile | None = None
        super().__init__(context, self.steps, (self.benchmark,))  # type: ignore[arg-type]  # a table of whatever rows
        self.benchmark.chosen.connect(lambda _value: self.ask())

    def show_asked(self, facts: QualityFacts, asked: QualityAsked | None) -> None:
        kept = self.benchmark.value()
        while self.benchmark.count() > 2:
            self.benchmark.removeItem(2)
        for office_id, name in facts.offices.items():
            self.benchmark.add(office_id, _benchmark(name))
        known = [value for value, _words in self.benchmark.options()]
        self.benchmark.set_value(kept if kept in known else BEFORE)
        super().show_asked(facts, asked)

    def ask(self) -> None:
        if self.asked is None:
            self._nothing()
            return
        chosen, benchmark = self.benchmark.value(), None
        if chosen != BEFORE:
            benchmark = self.asked.of_office(chosen if isinstance(chosen, int) else None)
        self.context.runner.ask(self._asker, partial(load_profile, asked=self.asked, benchmark=benchmark), self._show)

    def _show(self, found: Profile) -> None:
        self.found = found
        self.steps.show_profile(found)
        self._tell(profile_finding(found), profile_base(found, self.benchmark_words), found.others)

    @property
    def benchmark_words(self) -> str:
        """In a sentence."""
        chosen = self.benchmark.value()
        if chosen == BEFORE:
            return _("before")
        return self.facts.offices.get(chosen, "") if isinstance(chosen, int) and self.facts else _("all offices")

    def _show_behind(self, row: object, asked: QualityAsked) -> None:
        assert isinstance(row, Step)
        behind = Behind(asked, section_key=row.here.section.key)
        self.pane.show_figure(step_words(row), "", behind)


def _benchmark(of: str) -> str:
    return _("Benchmark: {office}").format(office=of)
