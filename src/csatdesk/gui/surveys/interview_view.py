"""An interview: one question at a time in the language of whom one speaks with, to be read aloud; answers by keys."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from csatdesk.domain.forms import Answer, Form
from csatdesk.domain.response_rates import Disposition
from csatdesk.gui.actions import make_action
from csatdesk.gui.fields import Hairline, Label, LinkButton, PlainButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.surveys.keying_view import KeyingView
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.surveys.interviews import is_screened_out
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, closest_language, speaking

HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True, slots=True)
class Talk:
    """Who is asked, in which language. `invitation_id` None: somebody who is here."""

    invitation_id: int | None
    name: str
    phone: str
    language: str


class InterviewView(KeyingView):
    """`saved`: the answers, whole or as far as they go. `ended`: how it ended without any."""

    saved = Signal(object)
    ended = Signal(object)  # Disposition

    def __init__(self) -> None:
        super().__init__()
        self.talk: Talk | None = None
        self.heading, self.place = Label("", "heading"), Label("", "small", "ink2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.save = PlainButton(_("Keep the answers"), keys="Ctrl+Return", likely=True)
        self.break_off = PlainButton(_("Ends here, keep what was said"), keys="Ctrl+D")
        self.refuse = PlainButton(_("Refuses to go on"), keys="Ctrl+R")
        self.later = PlainButton(_("Call again later"), keys="Ctrl+T")
        self.leave = LinkButton(_("Leave"), keys="Esc", role="body")
        self._lay_out()
        self._connect()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.place)
        self._head = QVBoxLayout()
        self._head.setSpacing(S8)
        self._head.addLayout(head)
        for part in (self.bar, self.kept, self.banner):
            self._head.addWidget(part)
        self._foot = QVBoxLayout()
        self._foot.addWidget(FlowBox(self.save, self.break_off, self.refuse, self.later, self.leave, gap=S12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(Hairline())
        column.addWidget(self.side, 1)
        column.addWidget(Hairline())
        column.addLayout(self._foot)

    def _connect(self) -> None:
        deeds: tuple[tuple[PlainButton, str, Callable[[], object], str], ...] = (
            (self.save, _("&Keep the answers"), self.try_to_save, "Ctrl+Return"),
            (self.break_off, _("En&ds here, keep what was said"), self.keep_part, "Ctrl+D"),
            (self.refuse, _("&Refuses to go on"), lambda: self._end(Disposition.REFUSED), "Ctrl+R"),
            (self.later, _("Call again la&ter"), lambda: self._end(Disposition.NO_CONTACT), "Ctrl+T"),
        )
        for button, words, do, keys in deeds:
            action = make_action(self, words, do, keys)
            action.setShortcutContext(HERE)
            button.clicked.connect(action.trigger)
        self.leave.clicked.connect(self.left)

    # what is shown

    def begin(self, form: Form, talk: Talk, of: tuple[str, int]) -> None:
        self.talk = talk
        self.side.speech = talk.language
        self.heading.setText(", ".join(filter(None, (talk.name, talk.phone))) or _("Somebody who is here"))
        self.banner.say("")
        for button in (self.refuse, self.later):
            button.setVisible(talk.invitation_id is not None)
        self._start(form, of)
        self._focus()

    @property
    def is_screened_out(self) -> bool:
        return self.keying is not None and is_screened_out(self.keying.form, self.keying.given())

    def _show(self) -> None:
        keying = self.keying
        assert keying is not None
        if self.is_screened_out:
            keying.go_to("")
        asked = [item.key for item in keying.asked()]
        here = asked.index(keying.current) + 1 if keying.current in asked else len(asked)
        told = _("Question {number} of {count}").format(number=number(here), count=number(len(asked)))
        self.place.setText(told if keying.current else "")
        self.bar.setRange(0, max(len(asked), 1))
        self.bar.setValue(here)
        self.bar.setAccessibleName(told)
        self.side.show_item(keying)
        if not keying.current:
            self._show_last_words()

    def _show_last_words(self) -> None:
        """To be read aloud, in their language."""
        assert self.talk is not None
        with speaking(closest_language(self.talk.language)):
            if self.is_screened_out:
                words = _("Thank you. These questions are for people who contacted us lately. Have a good day.")
            else:
                words = _("Thank you for your answers. Have a good day.")
        self.side.words.setText(words)

    def _focus(self) -> None:
        target = self.side.field if self.side.takes_words else self.side
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # how it ends

    def try_to_save(self) -> None:
        """Or on to the first question that was not asked."""
        keying = self.keying
        if keying is None or self._is_waiting:
            return
        if self.is_screened_out:
            self._end(Disposition.NOT_ELIGIBLE)
            return
        undone = keying.undone()
        if undone is not None:
            keying.go_to(undone)
            self._moved()
            self.side.say_missing()
            return
        self._keep(keying.given())

    def keep_part(self) -> None:
        if self.keying is not None and not self._is_waiting:
            self._keep(self.keying.given())

    def _keep(self, answers: dict[str, Answer]) -> None:
        self._is_waiting = True
        self.saved.emit(answers)

    def _end(self, disposition: Disposition) -> None:
        if self.keying is not None and not self._is_waiting:
            self.ended.emit(disposition)

    def _refit(self) -> None:
        side, high = theme().margin, S8 if theme().compact else S16
        self._head.setContentsMargins(side, high, side, S8)
        self._foot.setContentsMargins(side, S8, side, S8)
