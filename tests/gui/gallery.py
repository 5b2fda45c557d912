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
    SegmentedChoice,
    StateLabel,
    TextBox,
    TextField,
    WarningStrip,
)
from csatdesk.gui.theme import theme

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
    column.addLayout(in_row(Avatar("Marta Wiśniewska"), Avatar("Оксана Левченко", 22), Avatar("", 22), KeyCap("F2")))
    roles = ("caption", "small", "body", "heading", "title", "question", "number", "figure")
    column.addLayout(in_row(*(Label(role, role) for role in roles)))
    banner = ErrorBanner()
    banner.say("The disk is full. What you typed is kept: free some space and save again.")
    column.addWidget(banner)
    column.addWidget(EmptyState("Your open cases stand here.", "You have none.", "New contact", keys="Ctrl+N"))
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


def save_looks(folder: Path, makers: dict[str, Callable[[], QWidget]]) -> None:
    for name, make in makers.items():
        widget = make()
        widget.resize(QSize(1366, 768))
        widget.show()
        for look in ("light", "dark", "contrast"):
            theme().follow(look)
            QApplication.processEvents()
            widget.grab().save(str(folder / f"{name}-{look}.png"))
        widget.close()


if __name__ == "__main__":
    app = QApplication(sys.argv)
    theme().install(app)
    save_looks(Path(sys.argv[1]), {"page": page})
