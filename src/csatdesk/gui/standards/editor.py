"""The editor of a draft, on the page itself: sections and items at the left, what one of them says at the right."""

import json
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from csatdesk.domain.errors import ChangedByOther, Spoken
from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standard_drafting import (
    Spot,
    add_item,
    add_section,
    duplicate,
    may_remove,
    missing_texts,
    move,
    remove,
)
from csatdesk.gui.actions import keys_of, make_action, plain
from csatdesk.gui.administration.lists import EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, ErrorBanner, Hairline, Label, LinkButton, PlainButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.kept_fields import KeptField
from csatdesk.gui.kept_text import KeptForm, kept_texts_of
from csatdesk.gui.keys import with_keypad
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.standards.outline import outline_entries, size_words
from csatdesk.gui.standards.part_forms import PartForm
from csatdesk.gui.standards.parts import part_form
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.standards.commands import save_draft
from csatdesk.operations.standards.queries import StandardCard, load_version
from csatdesk.wording.texts import LANGUAGES, _, ngettext, spoken
from csatdesk.wording.words import LANGUAGE_NAMES

OUTLINE_SHARE = 0.36
KEPT = "standard_draft"
Restructuring = Callable[[ScorecardTemplate, Spot], tuple[ScorecardTemplate, Spot]]
MOVING_MS = 60
DEEDS = (
    ("add_item", N_("Add i&tem"), "Ctrl+I"),
    ("add_section", N_("Add secti&on"), "Ctrl+Shift+I"),
    ("duplicate", N_("Dup&licate"), "Ctrl+D"),
    ("up", N_("Move u&p"), "Alt+Up"),
    ("down", N_("Move do&wn"), "Alt+Down"),
)


class DraftEditor(QWidget):
    """Ctrl+Enter saves, Ctrl+Shift+Enter saves and publishes; Escape saves and leaves. A kill loses nothing."""

    left = Signal()
    publish_wanted = Signal(int, int)  # id and version of the saved draft
    changed = Signal()

    def __init__(self, context: Context, version_id: int) -> None:
        super().__init__()
        self.context, self.version_id = context, version_id
        self.card: StandardCard | None = None
        self.template: ScorecardTemplate | None = None
        self.note = ""
        self.spot = Spot()
        self._saved = ""
        self._version = 0
        self._removed: tuple[ScorecardTemplate, Spot] | None = None
        self._asker = QObject(self)
        self.form: PartForm | None = None
        self._following = Pause(self._show_part, self, MOVING_MS)
        self._make_widgets()
        self._lay_out()
        self._connect()
        context.runner.ask(self._asker, partial(load_version, version_id=version_id), self._show)

    def _make_widgets(self) -> None:
        self.heading = Label("", "title", wrap=True)
        self.told = Label("", "small", "ink2")
        self.banner = ErrorBanner()
        self.take_mine = self.banner.add_action(_("Save mine over it"))
        self.take_mine.hide()
        draft = KeptField(self.focus_first, self.changed, self._as_text, self._from_text, lambda _text: _("the draft"))
        self.kept = KeptForm({"draft": draft})
        self.kept.keep_in(kept_texts_of(self.context))
        self.languages = Choice()
        self.languages.setAccessibleName(_("Language of the texts"))
        self.outline = EntryList(_("Sections and items"), two_lines=False)
        self.deeds = {key: self._made(key, words, keys) for key, words, keys in DEEDS}
        self.remove = make_action(self.outline, _("&Remove"), self._remove, "Del")
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.bring_back = LinkButton(_("Bring back what was removed"), bold=True)
        self.bring_back.hide()
        self.save = PlainButton(_("Save the draft"), keys="Ctrl+Return", likely=True)
        self.publish = PlainButton(_("Save and publish"), keys="Ctrl+Shift+Return")
        self.leave = LinkButton(_("Back to reading"), keys="Esc", role="body")

    def _made(self, key: str, words: str, keys: str) -> QAction:
        does: dict[str, Callable[[], None]] = {
            "add_item": partial(self._add, add_item),
            "add_section": partial(self._add, add_section),
            "duplicate": partial(self._restructure, duplicate),
            "up": partial(self._restructure, lambda template, spot: move(template, spot, -1)),
            "down": partial(self._restructure, lambda template, spot: move(template, spot, 1)),
        }
        action = make_action(self, _(words), does[key], keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(S16)
        first.addWidget(self.heading, 1)
        for widget in (self.leave, self.publish, self.save):
            first.addWidget(widget)
        buttons = [self._button(action) for action in (*self.deeds.values(), self.remove)]
        head = QVBoxLayout()
        head.setContentsMargins(theme().margin, S12, theme().margin, S8)
        head.setSpacing(S8)
        head.addLayout(first)
        head.addWidget(self.kept)
        head.addWidget(self.banner)
        head.addWidget(FlowBox(*buttons, self.bring_back, gap=S8))
        head.addWidget(FlowBox(self.languages, self.told, gap=S12))
        self._place = QVBoxLayout()
        self._place.setContentsMargins(theme().margin, S12, theme().margin, S12)
        inside = QWidget()
        inside.setProperty("surface", "bg")
        inside.setLayout(self._place)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.outline)
        self.split.addWidget(upright_scroll(inside))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.split, 1)

    def _button(self, action: QAction) -> PlainButton:
        button = PlainButton(plain(action.text()), keys=keys_of(action), size="small")
        button.clicked.connect(action.trigger)
        return button

    def _connect(self) -> None:
        self.outline.chosen.connect(self._go)
        self.languages.chosen.connect(lambda _code: self._show_part())
        self.bring_back.clicked.connect(self._bring_back)
        self.save.clicked.connect(self.try_to_save)
        self.publish.clicked.connect(self.save_and_publish)
        self.leave.clicked.connect(self.save_and_leave)
        self.take_mine.clicked.connect(self._over_it)
        for keys, do in (("Ctrl+Return", self.try_to_save), ("Ctrl+Shift+Return", self.save_and_publish)):
            for sequence in with_keypad(keys):
                shortcut = QShortcut(sequence, self, do)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # what is shown

    def _show(self, card: StandardCard) -> None:
        self.card, self.template = card, card.template
        self.note, self._version = card.version.note, card.version.version
        self._offer_languages(card.template.form.language)
        self._saved = self._as_text()
        self.kept.hold(KEPT, self.version_id, {"draft": self._saved})
        self._show_outline()
        self.outline.choose(self.spot)
        self._show_part()

    def refresh(self) -> None:
        """Something changed in the store: a save taken back is shown, unless one is writing."""
        self.context.runner.ask(self._asker, partial(load_version, version_id=self.version_id), self._refreshed)

    def _refreshed(self, card: StandardCard) -> None:
        if card.version.version != self._version and not self.is_changed:
            self._show(card)

    def _offer_languages(self, own: str) -> None:
        kept = self.languages.value() or own
        self.languages.clear()
        assert self.template is not None
        for code in LANGUAGES:
            missing = missing_texts(self.template, code)
            name = LANGUAGE_NAMES[code]
            told = ngettext("{language}, {count} text missing", "{language}, {count} texts missing", missing)
            self.languages.add(code, told.format(language=name, count=missing) if missing else name)
        self.languages.set_value(kept if kept in LANGUAGES else LANGUAGES[0])
        self.languages.updateGeometry()

    @property
    def language(self) -> str:
        return str(self.languages.value())

    def _show_outline(self) -> None:
        assert self.template is not None
        form = self.template.form
        title = form.title.in_language(self.language)
        self.heading.setText(_("Draft of “{title}”").format(title=title) if title else _("Draft"))
        self.outline.show_entries(outline_entries(self.template, self.language))
        self.remove.setEnabled(may_remove(self.template, self.spot))
        self.bring_back.setVisible(self._removed is not None)
        self.told.setText(size_words(form))

    def _go(self, spot: object) -> None:
        if isinstance(spot, Spot) and spot != self.spot:
            self.spot = spot
            self._following.poke()

    def _show_part(self) -> None:
        self._following.cancel()
        if self.template is None:
            return
        had_focus = self._drop_part()
        self.form = part_form(self.template, self.spot, self.language, self.note)
        self.form.changed.connect(self._part_changed)
        self._place.addWidget(self.form)
        self.form.show()  # at once: its layout would do so a moment later, and Tab passes over what is not shown
        if had_focus:
            self.form.focus_first()
        self._show_outline()

    def _drop_part(self) -> bool:
        """Whether the keyboard was in it."""
        form, self.form = self.form, None
        if form is None:
            return False
        focus = self.window().focusWidget()
        had_focus = focus is not None and form.isAncestorOf(focus)
        self._place.removeWidget(form)
        form.hide()
        form.deleteLater()
        return had_focus

    # changing

    def _part_changed(self) -> None:
        assert self.form is not None
        self.template, self.note = self.form.template, self.form.note
        self._show_outline()
        self.changed.emit()

    def _add(self, change: Restructuring) -> None:
        """What is new is written at once."""
        self._restructure(change)
        if self.form is not None:
            self.form.focus_first()

    def _restructure(self, change: Restructuring) -> None:
        if self.template is None:
            return
        self._removed = None
        self._become(*change(self.template, self.spot))

    def _become(self, template: ScorecardTemplate, spot: Spot) -> None:
        self.template, self.spot = template, spot
        self._show_outline()
        self.outline.choose(spot)
        self._show_part()
        self.changed.emit()

    def _remove(self) -> None:
        if self.template is not None and may_remove(self.template, self.spot):
            removed = (self.template, self.spot)
            self._become(*remove(self.template, self.spot))
            self._removed = removed
            self._show_outline()

    def _bring_back(self) -> None:
        if self._removed is not None:
            template, spot = self._removed
            self._removed = None
            self._become(template, spot)
            self.outline.setFocus(Qt.FocusReason.OtherFocusReason)

    # keeping and saving

    def _as_text(self) -> str:
        if self.template is None:
            return ""
        return json.dumps({"content": self.template.to_dict(), "note": self.note}, ensure_ascii=False)

    def _from_text(self, text: str) -> None:
        kept = json.loads(text)
        self.note = str(kept["note"])
        self._removed = None
        self._become(ScorecardTemplate.from_dict(kept["content"]), Spot())

    @property
    def is_changed(self) -> bool:
        return self._as_text() != self._saved

    def keep_now(self) -> None:
        kept_texts_of(self.context).keep_now()

    def try_to_save(self) -> None:
        self._save(self._done)

    def save_and_publish(self) -> None:
        self._save(lambda: self.publish_wanted.emit(self.version_id, self._version))

    def save_and_leave(self) -> None:
        self._save(self.left.emit)

    def _save(self, then: Callable[[], object]) -> None:
        """Save when there is something to save, then go on."""
        self.banner.say("")
        self.take_mine.hide()
        if self.form is not None and not self.form.check():
            return
        if self.template is None or not self.is_changed:
            then()
            return
        command = partial(
            save_draft,
            version_id=self.version_id,
            template=self.template,
            note=self.note,
            version=self._version,
        )
        self.save.setEnabled(False)
        self.context.runner.act(self, command, partial(self._kept_in_store, then, self._as_text()), failed=self.refused)

    def _kept_in_store(self, then: Callable[[], object], saved: str, version: int) -> None:
        self.save.setEnabled(True)
        self._version, self._saved = version, saved
        self.kept.forget()
        self.kept.hold(KEPT, self.version_id, {"draft": saved})
        self._offer_languages(self.language)
        then()

    def _done(self) -> None:
        self.outline.setFocus(Qt.FocusReason.OtherFocusReason)

    def refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, Spoken):
            self.context.runner.failed.emit(error, None)
            return
        self.banner.say(spoken(error))
        self.take_mine.setVisible(isinstance(error, ChangedByOther))

    def _over_it(self) -> None:
        """What the other one saved stays reachable by undo on their side; mine is the draft now."""
        self.context.runner.ask(self._asker, partial(load_version, version_id=self.version_id), self._save_over)

    def _save_over(self, card: StandardCard) -> None:
        self._version = card.version.version
        self.try_to_save()

    # the keyboard

    def focus_first(self) -> None:
        self.outline.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.save_and_leave()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.outline.hasFocus():
            if self._following.is_waiting:
                self._show_part()
            if self.form is not None:
                self.form.focus_first()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        outline = round(self.width() * OUTLINE_SHARE)
        self.split.setSizes([outline, self.width() - outline - 1])
