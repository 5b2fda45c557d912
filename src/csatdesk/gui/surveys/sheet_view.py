"""One paper form after another, keyed without looking up: a digit answers and goes on, saving begins the next form.

Usage:
    view = SheetView()
    view.keep_in(kept_texts_of(context))
    view.begin(sheet.form, ("survey_form", survey_id), number=1, carries_code=True)
    view.saved.connect(keep)            # a KeyedPaper; then view.next_form(number), or view.refused(error)
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from csatdesk.domain.errors import Spoken
from csatdesk.domain.forms import Form
from csatdesk.domain.keying import Keying
from csatdesk.domain.survey_batches import KeyedPaper
from csatdesk.domain.surveys import read_code
from csatdesk.gui.actions import make_action
from csatdesk.gui.fields import FormRow, Hairline, Label, LinkButton, PlainButton
from csatdesk.gui.keys import with_keypad
from csatdesk.gui.surveys.keying_view import KeyingView
from csatdesk.gui.surveys.question_side import WordsField
from csatdesk.gui.surveys.sheet import SheetList, SheetRow
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.wording.formats import number
from csatdesk.wording.survey_entry import answer_words
from csatdesk.wording.texts import _, language, ngettext, spoken

SIDE, SIDE_COMPACT = 480, 400
NUMBER_WIDE, CODE_WIDE = 70, 170
PASSED = "–"


class SheetView(KeyingView):
    """See the module's first words."""

    saved = Signal(object)  # KeyedPaper

    def __init__(self) -> None:
        super().__init__()
        self._of: tuple[str, int] = ("", 0)
        self._carries_code = False
        self._missing = ""
        self._heading, self._following = "", 0
        self._last: int | None = None
        self.is_anew = False  # in place of what was keyed of this form before
        self.heading = Label("", "heading")
        self.number, self.code = WordsField(), WordsField()
        self.number_row = FormRow(_("&Form number"), self.number, above=True)
        self.code_row = FormRow(_("Cod&e of the invitation"), self.code, above=True)
        self.left_words = Label("", "small", "ink2")
        self.list = SheetList(_("Questions of the form"))
        self.save = PlainButton(_("Save the form"), keys="Ctrl+Return", likely=True)
        self.anew = PlainButton(_("Key a form anew"), keys="Ctrl+R")
        self.leave = LinkButton(_("Leave"), keys="Esc", role="body")
        self._lay_out()
        self._connect()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.setSpacing(S16)
        for field in (self.number_row, self.code_row):
            self._top.addWidget(field)
        self._top.addStretch(1)
        self._top.addWidget(self.left_words, 0, Qt.AlignmentFlag.AlignVCenter)
        head = self._head = QVBoxLayout()
        head.setSpacing(S8)
        for part in (self.heading, self.kept, self.banner):
            head.addWidget(part)
        head.addLayout(self._top)
        lists = QHBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(self.list, 1)
        lists.addWidget(Hairline(upright=True))
        lists.addWidget(self.side)
        foot = self._foot = QHBoxLayout()
        foot.setSpacing(S16)
        foot.addWidget(self.save)
        foot.addWidget(self.anew)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addLayout(lists, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)

    def _connect(self) -> None:
        self.list.gone_to.connect(self._go_to)
        self.save.clicked.connect(self.try_to_save)
        self.anew.clicked.connect(self.key_anew)
        self.leave.clicked.connect(self.left)
        self.number.textEdited.connect(self._changed)
        self.code.textEdited.connect(self._changed)
        self.number.entered.connect(self._focus)
        self.code.entered.connect(self._focus)
        for keys in with_keypad("Ctrl+Return"):
            shortcut = QShortcut(keys, self, self.try_to_save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for words, do, short in (
            (_("To the number of the form"), self.number.setFocus, "Ctrl+J"),
            (_("To the code of the invitation"), self.code.setFocus, "Ctrl+E"),
            (_("Key a form anew"), self.key_anew, "Ctrl+R"),
        ):
            action = make_action(self, words, do, short)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # what is shown

    def begin(
        self,
        form: Form,
        of: tuple[str, int],
        *,
        heading: str,
        first: int,
        carries_code: bool,
        last: int | None = None,
    ) -> None:
        """The first form of a stack. `of`: what a half keyed form belongs to. `last`: the form that was keyed last, 0
        for none yet, where one can be keyed anew.
        """
        self._of, self._carries_code = of, carries_code
        self._heading, self._last = heading, last
        self.anew.setVisible(last is not None)
        self._clear(form, first)

    def next_form(self, following: int) -> None:
        """What was saved is kept; the next one is ready."""
        assert self.keying is not None
        self._carries_code = bool(self.code.text().strip())
        if self._last is not None:
            self._last = int(self.number.text())
        self.kept.forget()
        self._clear(self.keying.form, following)
        self._replay()

    def key_anew(self) -> None:
        """A form that was keyed wrongly, by its number: the last one stands there first. Once more goes back."""
        if self._last is None or self.keying is None or self._is_waiting:
            return
        self._say_nothing()
        self._show_anew(not self.is_anew)
        if self.keying.is_empty:
            self.number.setText(str((self._last if self.is_anew else 0) or self._following))
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.number.selectAll()

    def _show_anew(self, is_anew: bool) -> None:
        self.is_anew = is_anew
        self.heading.setText(_("In place of what was keyed before") if is_anew else self._heading)

    def refused(self, error: Spoken) -> None:
        row = {"number": self.number_row, "code": self.code_row}.get(error.field or "")
        if row is None:
            super().refused(error)
            return
        self._stop_waiting()
        row.set_error(spoken(error))
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self, form: Form, following: int) -> None:
        self._missing, self._following = "", following
        self._show_anew(False)
        self.number.setText(str(following))
        self.code.setText("")
        self._say_nothing()
        self._start(form, self._of)
        self._focus_first()

    def _focus_first(self) -> None:
        if self._carries_code:
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._focus()

    def _say_nothing(self) -> None:
        self.banner.say("")
        self.number_row.set_error("")
        self.code_row.set_error("")

    def _show(self) -> None:
        keying = self.keying
        assert keying is not None
        asked = {item.key for item in keying.asked()}
        self.list.show_rows(_rows(keying, asked, self._missing))
        done = len(asked & (keying.answers.keys() | keying.passed))
        told = ngettext("{done} of {count} question", "{done} of {count} questions", len(asked))
        self.left_words.setText(told.format(done=number(done), count=number(len(asked))))
        self.side.show_item(keying)
        self.save.setProperty("likely", not keying.current)

    def _focus(self) -> None:
        """Into the field of words, else onto the sheet."""
        target = self.side.field if self.side.takes_words else self.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # keys

    def _is_elsewhere(self) -> bool:
        return self.number.hasFocus() or self.code.hasFocus()

    def _go_to(self, key: str) -> None:
        if self.keying is not None and key in {item.key for item in self.keying.asked()}:
            self.keying.go_to(key)
            self._moved()

    def _changed(self) -> None:
        self._say_nothing()
        super()._changed()

    # saving

    def try_to_save(self) -> None:
        """Saves, or goes to the first thing that is missing and says what it is."""
        if self.keying is None or self._is_waiting:
            return
        self._say_nothing()
        if not self.number.text().strip().isdecimal() or len(self.number.text().strip()) > len("1000000"):
            self.number_row.set_error(_("Write a whole number."))
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        undone = self.keying.undone()
        if undone is not None:
            self._missing = undone
            self.keying.go_to(undone)
            self._show()
            self._focus()
            self.side.say_missing()
            return
        self._is_waiting = True
        self.saved.emit(self.paper())

    def paper(self) -> KeyedPaper:
        assert self.keying is not None
        code = read_code(self.code.text())
        return KeyedPaper(int(self.number.text()), self.keying.given(), code, frozenset(self.keying.passed))

    # what is half keyed

    def _beside(self) -> dict[str, str]:
        anew = {"anew": "yes"} if self.is_anew else {}
        return {"number": self.number.text(), "code": self.code.text(), **anew}

    def _put_beside(self, values: dict[str, str]) -> None:
        self.number.setText(values["number"])
        self.code.setText(values["code"])
        self._show_anew("anew" in values)

    def _refit(self) -> None:
        side, high = theme().margin, S8 if theme().compact else S12
        self._head.setContentsMargins(side, high, side, high)
        self._foot.setContentsMargins(side, S8, side, S8)
        self.side.setFixedWidth(theme().px(SIDE_COMPACT if theme().compact else SIDE))
        self.number.setFixedWidth(theme().px(NUMBER_WIDE))
        self.code.setFixedWidth(theme().px(CODE_WIDE))


def _rows(keying: Keying, asked: set[str], missing: str) -> list[SheetRow]:
    speech = language()
    rows = []
    for place, item in enumerate(keying.form.items(), start=1):
        is_asked = item.key in asked
        answer = keying.answers.get(item.key) if is_asked else None
        words = answer_words(item, answer) if answer is not None else PASSED if item.key in keying.passed else ""
        if not is_asked:
            words = _("not asked")
        is_missing = item.key == missing and answer is None
        rows.append(
            SheetRow(
                item.key,
                str(place),
                (item.short or item.text).in_language(speech),
                _("not keyed") if is_missing and not words else words,
                is_asked=is_asked,
                is_current=item.key == keying.current,
                is_missing=is_missing,
            )
        )
    return rows
