"""Letters leave the page: shown as they will be printed, to the printer, as PDF, as a file for e-mail, or sent."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import Spoken, Trouble
from csatdesk.domain.staff import Actor
from csatdesk.gui.context import Context
from csatdesk.gui.intake.printing import send_to_printer
from csatdesk.operations.letters.commands import mark_printed
from csatdesk.operations.letters.mail import load_mail, ready_server
from csatdesk.operations.letters.outbox import send_letter
from csatdesk.operations.letters.papers import PRINTER_SCALE, draw_letters, export_email, export_letters
from csatdesk.operations.work import Reading, Store
from csatdesk.wording.texts import _, spoken

Ask = Callable[[QWidget, str, str, str], str]


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """`number`: of its case."""

    id: int
    number: str


class LetterPapers(QObject):
    """`drawn` comes with the pages; `refused` with words on why a letter may not go out; `done` when one was printed
    or sent.
    """

    drawn = Signal(str, object)  # title, PNG pictures
    can_mail = Signal(bool)
    refused = Signal(str)
    sent = Signal()

    def __init__(self, context: Context, window: QWidget, ask: Ask) -> None:
        super().__init__(window)
        self._context, self._window, self._ask = context, window, ask
        self._mail_asker = QObject(self)
        self._is_sending = False
        self.shown: ShownLetter | None = None

    def show_letter(self, letter_id: int, number: str) -> None:
        """As it will be printed; it may still be unfinished."""
        letter = ShownLetter(letter_id, number)
        title = _("Letter {number}").format(number=number)
        drawing = partial(draw_letters, letter_ids=(letter_id,), is_draft=True)
        self._context.runner.ask(self._mail_asker, _mail_is_on, self.can_mail.emit)
        self._context.runner.job(self, title, drawing, partial(self._drawn, letter, title))

    def _drawn(self, letter: ShownLetter, title: str, pages: tuple[bytes, ...]) -> None:
        """What is printed or sent is what is seen, whichever letter was asked for last."""
        self.shown = letter
        self.drawn.emit(title, pages)

    def print_letter(self) -> None:
        """To the desk's printer; from then on it waits for the post."""
        if self.shown is not None:
            drawing = partial(draw_letters, letter_ids=(self.shown.id,), scale=PRINTER_SCALE)
            title = _("Letter {number}").format(number=self.shown.number)
            self._context.runner.job(self, title, drawing, partial(self._print, self.shown), failed=self._failed)

    def _print(self, letter: ShownLetter, pages: tuple[bytes, ...]) -> None:
        try:
            send_to_printer(pages, letter.number)
        except Trouble as trouble:
            self._failed(trouble)
            return
        self._context.runner.act(
            self, partial(mark_printed, letter_ids=(letter.id,)), lambda _none: self._printed(letter)
        )

    def _printed(self, letter: ShownLetter) -> None:
        told = _("The letter {number} is printing. It waits in “To post today” until it is in the post.")
        self._context.say(told.format(number=letter.number))

    def save_letter(self) -> None:
        """As a PDF."""
        if self.shown is not None:
            path = self._path(_("Save the letter"), ".pdf", "PDF (*.pdf)")
            self._save(path, partial(export_letters, letter_ids=(self.shown.id,)))

    def save_email(self) -> None:
        """As a file that an e-mail program opens."""
        if self.shown is not None:
            path = self._path(_("Save as an e-mail file"), ".eml", "EML (*.eml)")
            self._save(path, partial(export_email, letter_id=self.shown.id))

    def _path(self, title: str, ending: str, kinds: str) -> Path | None:
        assert self.shown is not None
        chosen = self._ask(self._window, title, f"{self.shown.number}{ending}", kinds)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.casefold() == ending else path.with_name(path.name + ending)

    def _save(self, path: Path | None, saving: Callable[..., Path]) -> None:
        if path is not None:
            told = lambda made: self._context.say(_("Saved {file}.").format(file=made.name))  # noqa: E731  (one word)
            self._context.runner.job(self, _("Letter"), partial(saving, path=path), told, failed=self._failed)

    def send_email(self) -> None:
        """By the mail server, once: pressed again while it is on its way, nothing happens."""
        if self.shown is None or self._is_sending:
            return
        self._is_sending = True
        session, letter_id = self._context.session, self.shown.id

        def sending(store: Store, actor: Actor, progress: Progress) -> str:
            return send_letter(store, actor, progress, letter_id=letter_id, server=ready_server(session))

        self._context.runner.job(
            self,
            _("Sending {number}").format(number=self.shown.number),
            sending,
            self._sent,
            failed=self._not_sent,
            changes=frozenset({Kind.CASE}),
        )

    def _sent(self, address: str) -> None:
        self._is_sending = False
        self._context.say(_("The letter was sent to {address}.").format(address=address))
        self.sent.emit()

    def _not_sent(self, error: BaseException) -> None:
        self._is_sending = False
        self._failed(error)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.refused.emit(spoken(error))
        else:
            self._context.runner.failed.emit(error, None)


def _mail_is_on(reading: Reading) -> bool:
    return load_mail(reading).is_on
