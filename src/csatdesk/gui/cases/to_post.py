"""To post today: letters that were printed and are not yet in the post. Ticked, printed together, said to be sent."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.errors import Spoken, Trouble
from csatdesk.domain.letters import LetterRow
from csatdesk.domain.staff import Right
from csatdesk.gui.cases.card_lines import joined
from csatdesk.gui.cases.in_place import InPlaceOfList, lines_place
from csatdesk.gui.cases.told import instant
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, EmptyState, ErrorBanner, Label, PlainButton, TextField, mark_error
from csatdesk.gui.intake.printing import send_to_printer
from csatdesk.gui.list_export import AskPath
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S12
from csatdesk.operations.letters.commands import confirm_sent, mark_printed
from csatdesk.operations.letters.papers import PRINTER_SCALE, draw_letters, export_letters
from csatdesk.operations.letters.queries import list_to_post
from csatdesk.system.clock import now
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext, spoken
from csatdesk.wording.words import LANGUAGE_NAMES, in_sentence, word


class LetterTick(QWidget):
    """One letter: its box, and beneath when it was printed."""

    def __init__(self, row: LetterRow, printed: str) -> None:
        super().__init__()
        self.row = row
        who = row.customer_name or _("no name")
        words = _("{number}, {customer}: {kind}").format(
            number=row.number, customer=who, kind=in_sentence(word(row.kind))
        )
        self.box = CheckBox(words.replace("&", "&&"), bold=True)
        self.box.setChecked(True)
        second = Label(joined(printed, LANGUAGE_NAMES.get(row.language, "")), "small", "ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, S4)
        column.setSpacing(S4)
        column.addWidget(self.box)
        line = QHBoxLayout()
        line.setContentsMargins(theme().px(24), 0, 0, 0)
        line.addWidget(second)
        column.addLayout(line)
        self.setFocusProxy(self.box)


class ToPostView(InPlaceOfList):
    """Space ticks, Enter opens the case, Ctrl+Enter says they are in the post."""

    def __init__(self, context: Context, ask: AskPath, parent: QWidget | None = None) -> None:
        super().__init__(_("To post today"), parent)
        self._context, self._ask = context, ask
        self._asker = QObject(self)
        self.ticks: list[LetterTick] = []
        self.banner = ErrorBanner()
        self.posting = TextField(placeholder=_("Posting list or number, if there is one"))
        self.sent = PlainButton(_("They are in the post"), keys="Ctrl+Return", likely=True)
        self.print_all = PlainButton(_("Print all again"), keys="Ctrl+P", icon="printer")
        self.save_all = PlainButton(_("Save all as one PDF"), keys="Ctrl+S", icon="export")
        self.sent.clicked.connect(self.confirm)
        self.print_all.clicked.connect(self.print_letters)
        self.save_all.clicked.connect(self.save_letters)
        self.empty = EmptyState(_("Printed letters wait here for the post."), _("There are none."))
        self._lay_out()
        self._add_keys()

    def _lay_out(self) -> None:
        for button in (self.save_all, self.print_all, self.sent):
            self.buttons.addWidget(button)
        self.posting.setMaximumWidth(theme().px(420))
        place = QWidget()
        self._rows = QVBoxLayout(place)
        self._rows.setContentsMargins(0, S12, 0, 0)
        self.fill(upright_scroll(lines_place(self.banner, self.posting, place, self.empty)))

    def _add_keys(self) -> None:
        for keys, do in (("Ctrl+Return", self.confirm), ("Ctrl+Enter", self.confirm), ("Ctrl+S", self.save_letters)):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(do)
            self.addAction(action)

    # what is shown

    def begin(self) -> None:
        self.banner.say("")
        self.posting.clear()
        self.reload()

    def reload(self) -> None:
        if self.isVisible():
            self._context.runner.ask(self._asker, list_to_post, self._show)

    def _show(self, rows: Sequence[LetterRow]) -> None:
        unticked = {tick.row.id for tick in self.ticks if not tick.box.isChecked()}
        stood = next((place for place, tick in enumerate(self.ticks) if tick.box.hasFocus()), 0)
        for tick in self.ticks:
            self._rows.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self.ticks = [self._made(row, is_ticked=row.id not in unticked) for row in rows]
        for widget in (self.posting, self.sent, self.print_all, self.save_all):
            widget.setVisible(bool(rows))
        self.sent.setVisible(bool(rows) and self._context.may(Right.WORK_ON_CASE))
        self.empty.setVisible(not rows)
        self.note.setText(
            ngettext("{count} letter", "{count} letters", len(rows)).format(count=number(len(rows))) if rows else ""
        )
        if self.ticks:
            self.ticks[min(stood, len(self.ticks) - 1)].box.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, row: LetterRow, *, is_ticked: bool) -> LetterTick:
        at = row.printed_at or row.made_at
        tick = LetterTick(row, _("printed {when}").format(when=in_sentence(instant(at, now(), self._context.zone))))
        tick.box.setChecked(is_ticked)
        tick.box.installEventFilter(self)
        self._rows.addWidget(tick)
        return tick

    def chosen(self) -> tuple[int, ...]:
        return tuple(tick.row.id for tick in self.ticks if tick.box.isChecked())

    # what is done

    def confirm(self) -> None:
        """The ticked ones are in the post now: their clocks are met. Ctrl+Z takes it back."""
        letter_ids = self.chosen()
        self.banner.say("")
        mark_error(self.posting, "")
        if not letter_ids:
            self.banner.say(_("Tick the letters that are in the post."))
            return
        versions = {tick.row.id: tick.row.version for tick in self.ticks if tick.row.id in letter_ids}
        posting = self.posting.text().strip()
        command = partial(confirm_sent, letter_ids=letter_ids, sent_at=now(), posting=posting, versions=versions)
        self._context.runner.act(self, command, self._confirmed, failed=self._failed)

    def _confirmed(self, count: int) -> None:
        words = ngettext("{count} letter is in the post.", "{count} letters are in the post.", count)
        self._context.say(words.format(count=number(count)))
        self.posting.clear()
        self.reload()

    def print_letters(self) -> None:
        """All ticked letters, one after the other."""
        letter_ids = self.chosen()
        if letter_ids:
            drawing = partial(draw_letters, letter_ids=letter_ids, scale=PRINTER_SCALE)
            then = partial(self._print, letter_ids)
            self._context.runner.job(self, _("Letters"), drawing, then, failed=self._failed)

    def _print(self, letter_ids: tuple[int, ...], pages: tuple[bytes, ...]) -> None:
        try:
            send_to_printer(pages, _("Letters"))
        except Trouble as trouble:
            self._failed(trouble)
            return
        self._context.runner.act(self, partial(mark_printed, letter_ids=letter_ids))

    def save_letters(self) -> None:
        letter_ids = self.chosen()
        chosen = self._ask(self, _("Save the letters"), _("Letters") + ".pdf", "PDF (*.pdf)") if letter_ids else ""
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(path.name + ".pdf")
        saving = partial(export_letters, letter_ids=letter_ids, path=path)
        told = lambda made: self._context.say(_("Saved {file}.").format(file=made.name))  # noqa: E731  (one word)
        self._context.runner.job(self, _("Letters"), saving, told, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.banner.say(spoken(error))
            mark_error(self.posting, spoken(error) if error.field == "posting" else "")
        else:
            self._context.runner.failed.emit(error, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from letter to letter, Enter opens the case of the one that is stood on."""
        stood = next((place for place, tick in enumerate(self.ticks) if tick.box is watched), None)
        if stood is None or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                place = stood + (1 if event.key() == Qt.Key.Key_Down else -1)
                self.ticks[min(max(place, 0), len(self.ticks) - 1)].box.setFocus(Qt.FocusReason.OtherFocusReason)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._context.open_case(self.ticks[stood].row.case_id)
            case _:
                return False
        return True
