"""From the three questions over the recovery sheet to the list for later; then the first person is in."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csatdesk import __version__
from csatdesk.domain.centres import LaterItem
from csatdesk.domain.errors import Refusal, Spoken, Trouble
from csatdesk.gui.sign_in.later import LaterView
from csatdesk.gui.sign_in.recovery import RecoveryView
from csatdesk.gui.sign_in.set_up import Answers, SetUpView
from csatdesk.system.clock import now
from csatdesk.wording.texts import _, language, set_language, spoken

if TYPE_CHECKING:
    from csatdesk.gui.sign_in.entrance import Entrance
    from csatdesk.operations.session import Session


class Founding(QObject):
    """One set-up; it lives as long as the entrance."""

    def __init__(self, entrance: "Entrance") -> None:
        super().__init__(entrance)
        self._entrance = entrance

    def show_questions(self) -> SetUpView:
        view = SetUpView(__version__)
        view.pane.help_wanted.connect(self._entrance.help_wanted)
        view.back_wanted.connect(self._back)
        view.language_chosen.connect(self._speak)
        view.answered.connect(partial(self._found, view))
        self._entrance.bring(view)
        code = language()

        def countries() -> tuple[tuple[str, str], ...]:
            from csatdesk.operations.countries import countries

            return countries(code)

        self._entrance.background.start(view, countries, view.show_countries, self._entrance.tell)
        return view

    def _back(self) -> None:
        self._entrance.show_first_start()

    def _speak(self, code: str) -> None:
        set_language(code)
        self.show_questions()

    def _found(self, view: SetUpView, answers: Answers) -> None:
        view.wait(_("Making the centre. If this computer asks for its keyring, answer it there."))
        profile = self._entrance.profile

        def work() -> "tuple[Session, str]":
            from csatdesk.operations.centres import SetUp, set_up_centre

            wanted = SetUp(
                language=answers.language,
                country=answers.country,
                centre_name=answers.centre_name,
                person_name=answers.person_name,
                sign_in_name=answers.sign_in_name,
                password=answers.password,
                passphrase=answers.passphrase,
                use_keyring=not answers.passphrase,
            )
            return set_up_centre(profile, wanted, now())

        def founded(made: "tuple[Session, str]") -> None:
            self._show_sheet(*made, answers.sign_in_name or answers.person_name)

        self._entrance.background.start(view, work, founded, partial(self._refused, view))

    def _refused(self, view: SetUpView, error: BaseException) -> None:
        from csatdesk.system.os_keyring import KeyringLocked, NoKeyring

        if isinstance(error, KeyringLocked | NoKeyring):
            view.ask_passphrase(spoken(error))
        elif isinstance(error, Refusal):
            view.refuse(error.field, spoken(error))
        elif isinstance(error, Trouble):
            view.tell(spoken(error))
        else:
            view.tell("")
            self._entrance.boundary.handle(error)

    def _show_sheet(self, session: "Session", code: str, sign_in_name: str) -> None:
        view = RecoveryView(code, __version__)
        view.pane.help_wanted.connect(self._entrance.help_wanted)
        view.print_wanted.connect(partial(self._print, view, session, code))
        view.save_wanted.connect(partial(self._save, view, session, code))
        view.confirmed.connect(partial(self._show_later, session, sign_in_name))
        self._entrance.bring(view)

    def _save(self, view: RecoveryView, session: "Session", code: str, path: Path) -> None:
        def work() -> Path:
            from csatdesk.operations.keys import save_recovery_sheet

            return save_recovery_sheet(session, code, path)

        def saved(path: Path) -> None:
            view.say(_("Saved: {path}. Move it to a safe place.").format(path=path.name))

        self._entrance.background.start(view, work, saved, partial(self._not_on_paper, view))

    def _print(self, view: RecoveryView, session: "Session", code: str) -> None:
        def work() -> tuple[bytes, ...]:
            from csatdesk.operations.keys import draw_recovery_sheet

            return draw_recovery_sheet(session, code)

        def drawn(pages: tuple[bytes, ...]) -> None:
            from csatdesk.gui.intake.printing import send_to_printer

            try:
                send_to_printer(pages, _("Recovery code"))
            except Trouble as trouble:
                self._not_on_paper(view, trouble)
                return
            view.say(_("The sheet is printing."))

        self._entrance.background.start(view, work, drawn, partial(self._not_on_paper, view))

    def _not_on_paper(self, view: RecoveryView, error: BaseException) -> None:
        if isinstance(error, Spoken):
            view.say(spoken(error))
        else:
            self._entrance.boundary.handle(error)

    def _show_later(self, session: "Session", sign_in_name: str) -> None:
        view = LaterView(tuple(LaterItem), __version__)
        view.pane.help_wanted.connect(self._entrance.help_wanted)
        view.begun.connect(lambda: self._entrance.came_in.emit(session, sign_in_name))
        self._entrance.bring(view)
