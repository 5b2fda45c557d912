"""Past evaluations: the places of one programme compared, and beside them what was said of the one that is chosen."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.past_evaluations import PastPlaceRow, PastPoint, PastProgramme
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import keys_of, make_action, plain
from csatdesk.gui.cases.told import capped
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, EmptyState, Hairline, Label, LinkButton, TextField
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.page import Page
from csatdesk.gui.past.lists import PlacesList
from csatdesk.gui.past.pane import PlacePane
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.evaluations.past_queries import count_past_places, list_past_programmes, past_trend
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 620, 500
MOVING_MS, TYPING_MS = 60, 200
FIND_WIDE = 220


class PastPage(Page):
    """See the module's first words."""

    shows = frozenset({Kind.EVALUATION, Kind.IMPORT, Kind.CENTRE})
    help_page = "past-evaluations"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.programmes: tuple[PastProgramme, ...] = ()
        self._count = 0
        self._askers = {name: QObject(self) for name in ("programmes", "count", "trend")}
        self.programme = Choice()
        self.searched = TextField(placeholder=_("Find a place"), icon="search")
        self.list = PlacesList(context.runner)
        self.empty = EmptyState(
            _("Evaluations from before stand here."),
            _("They come in from a file, in Administration under Import.") if context.may(Right.IMPORT) else "",
        )
        self.pane = PlacePane(context.runner)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self._following = Pause(self._follow, self, MOVING_MS)
        self._finding = Pause(self._show_places, self, TYPING_MS)
        self.back = make_action(self, _("&Back to the evaluations"), self._go_back, "Alt+Left")
        self.way_back = LinkButton(plain(self.back.text()), keys=keys_of(self.back))
        self._lay_out()
        self._connect()
        self._ask()

    def _lay_out(self) -> None:
        self.searched.setFixedWidth(theme().px(FIND_WIDE))
        row = self._row = QHBoxLayout()
        row.setSpacing(S12)
        self._of = Label(_("Standard or &list"), "body", "ink2")
        self._of.setBuddy(self.programme)
        self.programme.setAccessibleName(_("Standard or list"))
        for widget in (self._of, self.programme, self.searched):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.way_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Hairline())
        column.addWidget(self.split, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def _connect(self) -> None:
        self.way_back.clicked.connect(self.back.trigger)
        self.programme.chosen.connect(lambda _id: self._show_places())
        self.searched.textEdited.connect(self._finding.poke)
        self.list.current_changed.connect(lambda _row: self._following.poke())
        self.list.opened.connect(lambda _row: self.pane.focus_page())
        self.list.places.loaded.connect(self._loaded)
        self.pane.left.connect(self._focus_list)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Past evaluations")

    def summary(self) -> str:
        if not self.programmes:
            return _("what was evaluated before, taken over from files")
        words = ngettext("{count} place compared by its mean", "{count} places compared by their means", self._count)
        return words.format(count=capped(self._count))

    def shown(self) -> None:
        self._ask()
        self._focus_list()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what is shown

    def _ask(self) -> None:
        self.context.runner.ask(self._askers["programmes"], list_past_programmes, self._show)

    def _show(self, programmes: tuple[PastProgramme, ...]) -> None:
        is_other = programmes != self.programmes
        chosen = self.programme.value()
        self.programmes = programmes
        if is_other:
            self.programme.clear()
            for one in programmes:
                self.programme.add(one.id, one.name)
            if any(one.id == chosen for one in programmes):
                self.programme.set_value(chosen)
        for widget in (self._of, self.programme, self.searched):
            widget.setVisible(bool(programmes))
        if is_other or not programmes:
            self._show_places()
        self.pane.reload()

    def _show_places(self) -> None:
        self._finding.cancel()
        chosen = self.programme.value()
        programme_id, typed = chosen if isinstance(chosen, int) else 0, self.searched.text()
        self.list.places.show_places(programme_id, typed)
        question = partial(count_past_places, programme_id=programme_id, typed=typed)
        self.context.runner.ask(self._askers["count"], question, self._counted)

    def _counted(self, count: int) -> None:
        self._count = count
        self.head_changed.emit()

    def _loaded(self) -> None:
        is_empty = self.list.places.row_count == 0
        self.split.show_empty(is_empty and not self.searched.text())
        if is_empty:
            self.pane.show_place(None)
            return
        if self.list.row() is None:
            self.list.select_first()
        self._follow()

    def _follow(self) -> None:
        row = self.list.row()
        if isinstance(row, PastPlaceRow):
            self.pane.show_place(row)
            show = partial(self._show_trend, row.id)
            self.context.runner.ask(self._askers["trend"], partial(past_trend, place_id=row.id), show)

    def _show_trend(self, place_id: int, points: tuple[PastPoint, ...]) -> None:
        if self.pane.place is not None and self.pane.place.id == place_id:
            self.pane.show_trend(points)

    # the keyboard, and the window

    def _go_back(self) -> None:
        self.context.show("evaluations")

    def _focus_list(self) -> None:
        if self.split.is_empty:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.searched.hasFocus():
            self._show_places()
            self._focus_list()
            return
        if event.key() == Qt.Key.Key_Escape:
            self._focus_list()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.share_width(self.width())

    def _refit(self) -> None:
        self._row.setContentsMargins(theme().margin, S8, theme().margin, S8)
