"""Every shared widget on one page, to look at: `python tests/gui/gallery.py FOLDER` writes a picture of each look."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from csatdesk.gui.fields import (
    Avatar,
    CheckBox,
    Chip,
    Choice,
    EmptyState,
    ErrorBanner,
    Fact,
    FieldFrame,
    FormRow,
    Hairline,
    IconButton,
    KeyCap,
    KeyHint,
    Label,
    LinkButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
    RadioButton,
    SegmentedChoice,
    StateLabel,
    TextBox,
    TextField,
    WarningStrip,
)
from csatdesk.gui.focus_ring import FocusRing
from csatdesk.gui.header import Header
from csatdesk.gui.rail import Rail, RailEntry
from csatdesk.gui.status_bar import StatusBar
from csatdesk.gui.suggestion_list import Suggestion, SuggestionList
from csatdesk.gui.tab_strip import TabStrip, TalkTab
from csatdesk.gui.theme import COMPACT_BELOW, theme
from csatdesk.gui.toast import UndoToast

STATES = (
    ("on_track", "on time"),
    ("due_today", "due today 15:15"),
    ("due_soon", "due in 2 working days"),
    ("overdue", "overdue 3 days"),
    ("paused", "paused"),
    ("met", "met"),
    ("missed", "missed"),
    ("none", "no deadline"),
)
KINDS = ("Complaint", "Claim", "Inquiry", "Request", "Suggestion", "Praise")
STORY = (
    "Rachunek za październik 412,60 zł, dwa razy więcej niż zwykle. Licznik wymieniono 14 października, a odczyt na "
    "rachunku (18 342 kWh) jest jeszcze ze starego licznika."
)


def in_row(*widgets: QWidget, spacing: int = 12) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def who_row() -> QWidget:
    frame = FieldFrame()
    frame.add(TextField("Agnieszka Zielińska", bare=True), 1)
    frame.add(LinkButton("Not known", "Alt+U"))
    frame.add_space(16)
    frame.add(LinkButton("Anonymous", "Alt+Y"))
    frame.add_space(11)
    row = FormRow("Who", frame)
    facts = QWidget()
    line = in_row(
        Label("Household", "small", "ink2"),
        Fact("Account", "4021 7786 05", copyable=True),
        Fact("Meter", "E-118 204 77", copyable=True),
        spacing=16,
    )
    line.setContentsMargins(0, 0, 0, 0)
    facts.setLayout(line)
    row.add_below(facts)
    strip = WarningStrip("repeat")
    strip.say("Looks like a repeat.", "Same topic by phone on Thu 12 Nov, 26-02-01187-3, call not made.")
    for words, keys in (("Link as repeat", "Alt+L"), ("Add to that case", "Alt+A"), ("Not a repeat", "Alt+X")):
        strip.add_action(words, keys)
    row.add_below(strip)
    return row


def kind_row() -> QWidget:
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    line.addWidget(Choice([("hall", "In person, hall", "hall"), ("phone", "Phone", "phone")]))
    line.addWidget(SegmentedChoice([(kind, kind) for kind in KINDS]), 1)
    return FormRow("Came as", both)


def form() -> QLayout:
    column = QVBoxLayout()
    column.setSpacing(12)
    column.addWidget(who_row())
    column.addWidget(kind_row())
    text = TextBox(STORY)
    text.setFixedHeight(text.lines_high(4))
    column.addWidget(FormRow("What\nhappened", text, hint="in the customer's words"))
    wrong = FormRow("Meter", TextField("E-118 2"))
    wrong.set_error("A meter number has 8 digits; copy it from the bill.")
    column.addWidget(wrong)
    empty = TextField(placeholder="Find case, customer, action", icon="search")
    empty.add_trailing(KeyHint("Ctrl+K"))
    off = TextField("Cannot be changed now")
    off.setEnabled(False)
    column.addLayout(in_row(empty, off))
    column.addStretch(1)
    return column


def buttons() -> QLayout:
    column = QVBoxLayout()
    off, off_primary = PlainButton("Solved now"), PrimaryButton("Save")
    off.setEnabled(False)
    off_primary.setEnabled(False)
    column.addLayout(
        in_row(
            PlainButton("Solved now", "Alt+S", size="tall"),
            PlainButton("Save", "Ctrl+Return", size="tall"),
            PrimaryButton("Save and print", "Ctrl+Shift+Return", size="tall"),
            spacing=8,
        )
    )
    column.addLayout(
        in_row(PlainButton("Answer", "R", size="medium"), PlainButton("Hand over", likely=True), off, off_primary)
    )
    chips = (Chip("Status", "open"), Chip("Kind", "complaint, claim"), Chip("Period", "October 2026", removable=False))
    column.addLayout(in_row(PlainButton("Teams, open", bold=True, chevron=True, size="small"), *chips, spacing=10))
    column.addLayout(
        in_row(
            LinkButton("Filter", icon="plus"),
            LinkButton("Save this filter"),
            QuietButton("Columns", icon="columns"),
            QuietButton("Export", icon="export"),
            IconButton("more", "More"),
        )
    )
    return column


def small_things() -> QLayout:
    column = QVBoxLayout()
    for start in (0, 4):
        column.addLayout(in_row(*(StateLabel(state, words) for state, words in STATES[start : start + 4]), spacing=24))
    column.addWidget(Hairline())
    ticked = CheckBox("Which month, which amount?", tone="ink2")
    ticked.setChecked(True)
    column.addWidget(ticked)
    column.addWidget(CheckBox("Has the bill been paid, in full or in part?", bold=True))
    one, other = RadioButton("All or nothing"), RadioButton("Good rows in, bad rows to a sheet")
    other.setChecked(True)
    column.addLayout(in_row(one, other, spacing=24))
    column.addLayout(in_row(Avatar("Marta Wiśniewska"), Avatar("Оксана Левченко", 22), Avatar("", 22), KeyCap("F2")))
    roles = ("caption", "small", "body", "heading", "title", "question", "number", "figure")
    column.addLayout(in_row(*(Label(role, role) for role in roles)))
    banner = ErrorBanner()
    banner.say("The disk is full. What you typed is kept: free some space and save again.")
    column.addWidget(banner)
    column.addWidget(EmptyState("Your open cases stand here.", "You have none.", "New contact", keys="Ctrl+N"))
    column.addStretch(1)
    return column


def page() -> QWidget:
    """The page with all widgets."""
    made = QWidget()
    made.setProperty("surface", "bg")
    grid = QGridLayout(made)
    grid.setContentsMargins(24, 24, 24, 24)
    grid.setHorizontalSpacing(32)
    grid.addLayout(form(), 0, 0, 2, 1)
    grid.addLayout(buttons(), 0, 1)
    grid.addLayout(small_things(), 1, 1)
    grid.setColumnStretch(0, 4)
    grid.setColumnStretch(1, 3)
    return made


RAIL = (
    RailEntry("desk", "desk", "My desk", count="6"),
    RailEntry("new", "new", "New", "New"),
    RailEntry("cases", "cases", "Cases"),
    RailEntry("customers", "customers", "Customers"),
    RailEntry("standards", "standards", "Standards"),
)
TALKS = (
    TalkTab("A", "Bill too high", "4 min"),
    TalkTab("J", "Meter reading", "11 min", "phone"),
    TalkTab("?", "No topic yet", "1 min"),
)
TOPICS = (
    Suggestion(1, "Bill", "Amount too high", ("rachunek", "dwa razy więcej"), "Ctrl+1"),
    Suggestion(2, "Meter", "Reading at replacement", ("licznik wymieniono", "odczyt"), "Ctrl+2"),
    Suggestion(3, "Bill", "Correction asked", ("korektę",), "Ctrl+3"),
)


class Shell(QWidget):
    """A window as in the picture of the intake, with what frames every page."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "bg")
        self.rail, self.header, self.strip, self.status = Rail(), Header(), TabStrip(), StatusBar()
        self.text = TextBox(STORY)
        self.topics = SuggestionList()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        across.addLayout(column, 1)
        for widget in (self.header, self.strip):
            column.addWidget(widget)
        column.addLayout(self._form(), 1)
        column.addWidget(self.status)
        self._fill()
        self.toast = UndoToast(self, self.status)
        self.ring = FocusRing(self)

    def _form(self) -> QLayout:
        form = QVBoxLayout()
        form.setContentsMargins(24, 14, 24, 14)
        form.setSpacing(12)
        for row in (who_row(), kind_row(), FormRow("What happened", self.text)):
            form.addWidget(row)
        form.addWidget(FormRow("Topic", self.topics, hint="or type to search all"))
        return form

    def _fill(self) -> None:
        self.rail.show_entries(RAIL)
        self.rail.set_current("new")
        self.rail.show_person("Marta Wiśniewska", "Central hall, desk 4", "desk 4")
        self.header.set_title("New contact", "Complaint, in person. Two other talks are parked.")
        self.header.set_primary(PrimaryButton("New contact", keys="Ctrl+N"))
        self.strip.show_talks(TALKS, 0)
        self.topics.show_rows(TOPICS)
        self.topics.mark(1)
        self.status.set_item("draft", "Draft kept 11:41", "check-circle")
        self.status.set_item("printer", "Receipt printer ready", "printer")
        self.status.set_item("today", "37 contacts today, 3 complaints")
        self.status.set_right("Thu 19 November 2026, 11:42")


def shell() -> QWidget:
    made = Shell()
    made.text.setFocus()
    made.toast.offer("Handed over 3 cases.", lambda: None)
    return made


def save_looks(folder: Path, name: str, make: Callable[[], QWidget], size: QSize) -> None:
    """One picture in each look; `size` in device-independent pixels."""
    theme().set_compact(size.width() < COMPACT_BELOW[0] or size.height() < COMPACT_BELOW[1])
    widget = make()
    widget.resize(size)
    widget.show()
    widget.activateWindow()
    for look in ("light", "dark", "contrast"):
        theme().follow(look)
        QApplication.processEvents()
        widget.grab().save(str(folder / f"{name}-{look}.png"))
    widget.close()


if __name__ == "__main__":  # set QT_SCALE_FACTOR=1.25 for the pictures at 125 %
    app = QApplication(sys.argv)
    theme().install(app)
    scale = app.devicePixelRatio()
    for name, make in (("page", page), ("shell", shell)):
        save_looks(Path(sys.argv[1]), f"{name}-{scale:g}", make, QSize(round(1366 / scale), round(768 / scale)))
