"""Every action of the window: its words, shortcut and what it does. The window has no menu; the palette lists these."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from csatdesk.domain.marks import N_
from csatdesk.gui.keys import with_keypad
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class Deed:
    """One action of the window. `words` are marked with N_; `do` names what `make_actions` is given for it."""

    key: str
    words: str
    shortcut: str = ""


DEEDS = (
    Deed("new", N_("&New contact"), "Ctrl+N"),
    Deed("find", N_("&Find case, customer, action"), "Ctrl+K"),
    Deed("undo", N_("Und&o the last step"), "Ctrl+Z"),
    Deed("rush", N_("Show or hide the keys of the rush &hour"), "Ctrl+Shift+R"),
    Deed("beside", N_("Narrow window &beside another program"), "Ctrl+Shift+B"),
    Deed("refresh", N_("&Refresh what is shown"), "F5"),
    Deed("help", N_("&Help"), "F1"),
    Deed("aid", N_("&Job aid beside the work"), "Ctrl+Shift+J"),
    Deed("checks", N_("Chec&ks of the day")),
    Deed("evaluations", N_("My e&valuations and checklists")),
    Deed("results", N_("Res&ults of visits")),
    Deed("reviews", N_("My re&views")),
    Deed("own_sign_in", N_("My &password and PIN")),
    Deed("lock", N_("&Lock the desk"), "Ctrl+L"),
    Deed("larger", N_("&Larger text"), "Ctrl++"),
    Deed("smaller", N_("S&maller text"), "Ctrl+-"),
    Deed("light", N_("Light colours")),
    Deed("dark", N_("&Dark colours")),
    Deed("contrast", N_("High &contrast")),
    Deed("system", N_("Colours of the &system")),
    Deed("throw_demo_away", N_("&Throw away the demo centre")),
    Deed("quit", N_("&Quit csatdesk"), "Ctrl+Q"),
)


def make_action(owner: QWidget, words: str, do: Callable[[], object], shortcut: str = "") -> QAction:
    """An action of `owner`, with its mnemonic in `words` (translated) and a shortcut that also takes the keypad."""
    action = QAction(words, owner)
    if shortcut:
        action.setShortcuts(with_keypad(shortcut))
    action.triggered.connect(lambda _checked=False: do())
    owner.addAction(action)
    return action


def make_actions(owner: QWidget, deeds: dict[str, Callable[[], object]]) -> dict[str, QAction]:
    """The actions of `DEEDS` that `deeds` can do."""
    return {
        deed.key: make_action(owner, _(deed.words), deeds[deed.key], deed.shortcut)
        for deed in DEEDS
        if deed.key in deeds
    }


def plain(words: str) -> str:
    """Words without the mark of their mnemonic."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def keys_of(action: QAction) -> str:
    """The first shortcut in portable words, "" without one."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
