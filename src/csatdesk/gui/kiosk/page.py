"""Setting up the kiosk: which survey, on which screen, what stands at its top, in which language it greets."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.domain.lengths import ValueTooLong, fitting
from csatdesk.domain.surveys import SurveyRow, SurveyState
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, Choice, EmptyState, FormRow, Label, TextField
from csatdesk.gui.kiosk.leading import kiosk_of
from csatdesk.gui.kiosk.window import KioskPlan
from csatdesk.gui.surveys.choosing_page import SurveyChoosingPage
from csatdesk.gui.tokens import S12, S16
from csatdesk.operations.surveys.kiosk import KioskOffer, load_kiosk_offer
from csatdesk.wording.formats import listing, quoted
from csatdesk.wording.texts import _, spoken
from csatdesk.wording.words import LANGUAGE_NAMES

PLACE_MOST = 60


class KioskPage(SurveyChoosingPage):
    """See the module's first words."""

    shows = frozenset({Kind.SURVEY})
    help_page = "kiosk"
    wide = 620

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        empty = EmptyState(_("A kiosk asks the questions of a running survey."), _("There is none yet."))
        super().__init__(context, parent, empty)
        self.offer: KioskOffer | None = None
        self.kiosk = kiosk_of(context.runner)
        self.place = TextField()
        self.language, self.screen_choice = Choice(), Choice()
        self.comment = CheckBox(_("As&k for the comment, with a keyboard on the screen"))
        self.comment.toggled.connect(lambda _on: self._show_offer())
        self.state = Label("", bold=True, wrap=True)
        self.left_out, self.note = Label("", "small", "ink2", wrap=True), Label("", "small", "ink2", wrap=True)
        self.primary = self.open_action = make_action(self, _("&Open the kiosk"), self.open, "Ctrl+Return")
        self.open_action.setEnabled(False)
        self._lay_out()
        self.kiosk.opened.connect(self._show_state)
        self.kiosk.closed.connect(self._show_state)
        self.kiosk.moved.connect(self._show_state)
        self._soon = QTimer(self)  # while a screen goes, windows still stand on it
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_other_screens)
        screens = QGuiApplication.instance()
        assert isinstance(screens, QGuiApplication)
        for changed in (screens.screenAdded, screens.screenRemoved):
            changed.connect(self._screens_changed)

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self.state)
        self._rows = {
            "survey": FormRow(_("&Survey"), self.survey),
            "place": FormRow(_("At its &top"), self.place, hint=_("Where it stands")),
            "language": FormRow(_("&Greets in"), self.language),
            "screen": FormRow(_("S&creen"), self.screen_choice),
        }
        for row in self._rows.values():
            column.addWidget(row)
        column.addWidget(self.comment)
        column.addSpacing(S16 - S12)
        column.addWidget(self.left_out)
        column.addWidget(self.note)
        column.addStretch(1)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Kiosk")

    def summary(self) -> str:
        return self.offer.row.name if self.offer is not None else ""

    def shown(self) -> None:
        self.ask()
        self.place.setFocus(Qt.FocusReason.OtherFocusReason)

    # what comes

    def can_choose(self, row: SurveyRow) -> bool:
        return row.state is SurveyState.RUNNING

    def came(self, rows: tuple[SurveyRow, ...]) -> None:
        self._show_screens()
        super().came(rows)
        if not self.survey.count():
            self._show_state()

    def ask_offer(self) -> None:
        self.context.runner.ask(self, partial(load_kiosk_offer, survey_id=self.survey_id), self._offered)

    def _offered(self, offer: KioskOffer) -> None:
        is_other = self.offer is None or self.offer.row.id != offer.row.id
        self.offer = offer
        if is_other:
            self.place.setText(offer.office)
            self.comment.setChecked(False)
            self.language.clear()  # of the survey before
        self.comment.setVisible(bool(offer.written))
        self._show_offer()
        self._show_state()

    @property
    def _has_comment(self) -> bool:
        return self.comment.isChecked() and not self.comment.isHidden()

    def _languages(self, offer: KioskOffer) -> tuple[str, ...]:
        return offer.written_languages if self._has_comment else offer.languages

    def _show_offer(self) -> None:
        """In which languages it speaks, and what it does not ask; the language chosen stays where it can."""
        offer = self.offer
        if offer is None:
            return
        languages, chosen = self._languages(offer), self.language.value() or offer.row.language
        self.language.clear()
        for code in languages:
            self.language.add(code, LANGUAGE_NAMES[code])
        if chosen in languages:
            self.language.set_value(chosen)
        left_out = [one for one in offer.left_out if not self._has_comment or one not in offer.written]
        words = _("Not asked here, since it is written, or needs a name: {questions}")
        self.left_out.setText(words.format(questions=listing([quoted(one) for one in left_out])))
        self.left_out.setVisible(bool(left_out))

    def _show_screens(self) -> None:
        """The one that the desk does not stand on, where there is exactly one; else somebody has to choose."""
        own, before = self.screen(), self.screen_choice.value()
        screens = QGuiApplication.screens()
        others = [place for place, one in enumerate(screens) if one is not own]
        self.screen_choice.clear()
        if len(others) > 1:
            self.screen_choice.add(None, _("Choose"))
        for place in (*others, screens.index(own)):
            self.screen_choice.add(place, screen_words(screens[place], place + 1, is_own=place not in others))
        if isinstance(before, int) and before < len(screens):
            self.screen_choice.set_value(before)
        told = _("The kiosk stays when the desk is locked. It is left with your PIN: press the words at its top.")
        only = _("This computer has one screen. The kiosk will cover this window.")
        self.note.setText(told if others else f"{only} {told}")

    def _screens_changed(self) -> None:
        self._soon.start(0)

    def _show_other_screens(self) -> None:
        """What was chosen may stand in another place now."""
        self.screen_choice.clear()
        self._show_screens()

    def _show_state(self) -> None:
        is_open, is_lost = self.kiosk.is_open, self.kiosk.has_lost_screen
        lost = _("The screen of the kiosk is unplugged. The kiosk comes back with it, or opens anew on another one.")
        self.state.setText(lost if is_lost else _("The kiosk is open.") if is_open else "")
        self.state.setVisible(is_open)
        self.open_action.setEnabled(self._can_open and self.offer is not None and self.survey.count() > 0)
        self.head_changed.emit()

    # what is done

    @property
    def _can_open(self) -> bool:
        return not self.kiosk.is_open or self.kiosk.has_lost_screen

    def open(self) -> None:
        offer = self.offer
        if offer is None or not self._can_open:
            return
        self.banner.say("")
        screen = self._chosen_screen()
        if screen is None:
            self._rows["screen"].set_error(_("Choose the screen that the kiosk is to cover."))
            return
        self._rows["screen"].set_error("")
        self._rows["place"].set_error("")
        try:
            offer.check()
            place = fitting(self.place.text(), field="place", most=PLACE_MOST)
        except ValueTooLong as error:
            self._rows["place"].set_error(spoken(error))
            self.place.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        except Refusal as error:
            self.banner.say(spoken(error))
            return
        first = str(self.language.value())
        languages = [first, *(code for code in self._languages(offer) if code != first)]
        if screen is self.screen():
            self.context.lock_wanted.emit()  # who changes to the next window finds a desk that is locked
        plan = KioskPlan(offer.form, place, languages, has_comment=self._has_comment)
        self.kiosk.open(offer.row.id, plan, screen)

    def _chosen_screen(self) -> QScreen | None:
        wanted, screens = self.screen_choice.value(), QGuiApplication.screens()
        return screens[wanted] if isinstance(wanted, int) and wanted < len(screens) else None


def screen_words(screen: QScreen, number: int, *, is_own: bool) -> str:
    size = screen.size()
    words = _("Screen {number}, {width} × {height}").format(number=number, width=size.width(), height=size.height())
    return _("{screen}, this one").format(screen=words) if is_own else words
