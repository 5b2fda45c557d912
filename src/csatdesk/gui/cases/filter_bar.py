"""Above the list: the search box, a chip for each filter that is set, and what adds one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.gui.cases.filter_popup import FilterPopup
from csatdesk.gui.cases.filters import BY_KEY, FIELDS, FilterField
from csatdesk.gui.cases.flow import FlowLayout
from csatdesk.gui.fields import Chip, Hairline, LinkButton, QuietButton, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S12
from csatdesk.gui.two_ends import TwoEnds
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _

CUSTOMER, IMPORT = "customer", "import"  # chips that other pages bring


class FilterBar(QFrame):
    """See the module's first words. `changed` comes with the whole filter."""

    changed = Signal(object)
    left = Signal()  # on to the list
    export_pressed = Signal()
    to_post_pressed = Signal()

    def __init__(self, me: int, host: QWidget) -> None:
        """`me`: the person's id. The popup drops down over `host`."""
        super().__init__(host)
        self._me = me
        self._facts: CaseFacts | None = None
        self._shown = CaseFilter()
        self._chips: dict[str, Chip] = {}
        self._names: dict[str, str] = {}
        self.setProperty("surface", "bg")
        self.search = TextField(placeholder=_("Search in these cases"), icon="search")
        self.add_button = LinkButton(_("Filter"), keys="F", icon="plus")
        self.add_button.setAccessibleName(_("Add a filter"))
        self.add_button.clicked.connect(self.add_filter)
        self.saved = QuietButton(_("Saved filters"), keys="Q", icon="filter")
        self.columns = QuietButton(_("Columns"), keys="J", icon="columns")
        self.export = QuietButton(_("Export"), keys="Ctrl+E", icon="export")
        self.export.clicked.connect(self.export_pressed)
        self.to_post = QuietButton("", keys="Shift+P", icon="letter")
        self.to_post.clicked.connect(self.to_post_pressed)
        self.to_post.hide()
        self.popup = FilterPopup(host)
        self.popup.changed.connect(self._put)
        self.popup.closed.connect(self.left)
        self._pause = Pause(self._searched, self)
        self.search.textEdited.connect(lambda _text: self._pause.poke())
        self.search.installEventFilter(self)
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        self._flow_place = QWidget()
        self._flow = FlowLayout(self._flow_place)
        self._flow.addWidget(self.search)
        self._flow.addWidget(self.add_button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._flow_place.setSizePolicy(policy)
        ways_out = FlowBox(self.to_post, self.saved, self.columns, self.export, gap=S12, line_gap=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(TwoEnds(self._flow_place, ways_out))
        column.addWidget(Hairline())

    def show_filter(self, shown: CaseFilter, facts: CaseFacts) -> None:
        self._shown, self._facts = shown, facts
        if self.search.text().strip() != shown.text.strip():
            self.search.setText(shown.text)
        told = {one.key: (_(one.name), one.words(one.chosen(shown), facts)) for one in FIELDS if one.is_set(shown)}
        if shown.customer_id is not None:
            told[CUSTOMER] = (_("Customer"), self._names.get(CUSTOMER, "…"))
        if shown.import_id is not None:
            told[IMPORT] = (_("Import"), str(shown.import_id))
        for key in [key for key in self._chips if key not in told]:
            self._drop(key)
        for place, (key, (name, words)) in enumerate(told.items(), start=1):
            self._show_chip(key, name, words, place)

    def name_filter(self, name: str) -> None:
        """Say under which name what is shown was saved."""
        self.saved.setText(name.replace("&", "&&") or _("Saved filters"))
        self.saved.updateGeometry()

    def show_to_post(self, count: int) -> None:
        """So many printed letters wait for the post."""
        self.to_post.setText(_("To post: {count}").format(count=number(count)))
        self.to_post.setAccessibleName(self.to_post.text())
        self.to_post.setVisible(count > 0)

    def name_customer(self, name: str) -> None:
        """Say whose cases are shown, once that is known."""
        self._names[CUSTOMER] = name
        if CUSTOMER in self._chips:
            self._chips[CUSTOMER].set_value(name)

    def add_filter(self) -> None:
        """Let a person choose what to filter by."""
        self._open(self.add_button, None)

    @property
    def chips(self) -> dict[str, Chip]:
        return self._chips

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self._searched()
                self.left.emit()
            case Qt.Key.Key_Escape if self.search.text():
                self.search.clear()
                self._searched()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                return False
        return True

    def _searched(self) -> None:
        self._pause.cancel()
        if self.search.text().strip() != self._shown.text.strip():
            self._put(replace(self._shown, text=self.search.text().strip()))

    def _put(self, shown: CaseFilter) -> None:
        self._shown = shown
        self.changed.emit(shown)

    def _show_chip(self, key: str, name: str, words: str, place: int) -> None:
        chip = self._chips.get(key)
        if chip is None:
            chip = Chip(name, words)
            chip.clicked.connect(partial(self._change, key))
            chip.removed.connect(partial(self._remove, key))
            self._chips[key] = chip
            self._flow.insert(place, chip)
            chip.show()
            QWidget.setTabOrder(chip, self.add_button)
        else:
            chip.set_value(words)

    def _drop(self, key: str) -> None:
        chip = self._chips.pop(key)
        if chip.hasFocus():
            self._beside(chip).setFocus(Qt.FocusReason.OtherFocusReason)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _beside(self, chip: Chip) -> QWidget:
        """Where the focus goes when this chip goes: the chip after it, else what adds one."""
        after = self._flow.itemAt(self._flow.indexOf(chip) + 1)
        return (after.widget() if after is not None else None) or self.add_button

    def _change(self, key: str) -> None:
        if key in BY_KEY:
            self._open(self._chips[key], BY_KEY[key])

    def _remove(self, key: str) -> None:
        without: dict[str, Callable[[], CaseFilter]] = {
            CUSTOMER: lambda: replace(self._shown, customer_id=None),
            IMPORT: lambda: replace(self._shown, import_id=None),
        }
        self._put(without[key]() if key in without else BY_KEY[key].without(self._shown))

    def _open(self, opener: QWidget, field: FilterField | None) -> None:
        if self._facts is not None:
            self.popup.choose(self._shown, self._facts, self._me, opener, field)

    def _refit(self) -> None:
        self.search.setFixedWidth(theme().px(196 if theme().compact else 212))
