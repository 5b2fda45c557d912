"""The look of the program on this computer, and when the desk locks. What is chosen holds at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSpinBox

from csatdesk.domain.errors import Trouble
from csatdesk.gui.administration.ask_box import AskBox
from csatdesk.gui.administration.section import Section, Sheet, beside
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, ErrorBanner, FormRow, Label, PlainButton, SegmentedChoice, dress_spin_box
from csatdesk.gui.theme import theme
from csatdesk.wording.texts import _, spoken
from csatdesk.wording.words import LANGUAGE_NAMES

TEXT_SIZES = (100, 110, 125, 150, 175, 200)
LOCK_MOST = 120  # minutes


class AppearanceSection(Section):
    """See the module's first words."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.banner = ErrorBanner()
        self.language = Choice([("", _("that of the system")), *LANGUAGE_NAMES.items()])
        looks = (
            ("system", _("As the system")),
            ("light", _("Light")),
            ("dark", _("Dark")),
            ("contrast", _("High contrast")),
        )
        self.look = SegmentedChoice(looks)
        self.text_size = Choice([(size, f"{size} %") for size in TEXT_SIZES])
        self.lock_after = QSpinBox()
        self.lock_after.setRange(1, LOCK_MOST)
        dress_spin_box(self.lock_after)
        self._lay_out()
        self._show_settings()
        self.language.chosen.connect(self._language_chosen)
        self.look.chosen.connect(self._look_chosen)
        self.text_size.chosen.connect(self._size_chosen)
        self.lock_after.editingFinished.connect(self._lock_chosen)
        context.settings_changed.connect(self._show_settings)

    def _lay_out(self) -> None:
        sheet = Sheet()
        sheet.add(self.banner)
        language = FormRow(_("&Language"), self.language)
        words = _("Of the sign-in page; who signs in sees their own. Next start.")
        language.add_below(Label(words, "small", "ink2", wrap=True))
        sheet.add(language)
        sheet.add(FormRow(_("&Colours"), self.look))
        sheet.add(FormRow(_("&Text size"), self.text_size))
        lock = FormRow(_("L&ock after"), self.lock_after)
        words = _("minutes without a key or the mouse. Ctrl+L locks at once.")
        lock.add_below(Label(words, "small", "ink2", wrap=True))
        sheet.add(lock)
        self.lock_after.setFixedWidth(theme().px(90))
        if self.context.session.centre.is_demo:
            self._add_demo(sheet)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(sheet)

    def _add_demo(self, sheet: Sheet) -> None:
        sheet.add_heading(_("Demo centre"), _("Everything in it is invented. Your own centre is not touched by it."))
        self.throw_away = PlainButton(_("Throw away the demo centre …"), icon="trash")
        self.throw_away.clicked.connect(self._ask_demo)
        self.ask = AskBox()
        sheet.add(self.ask)
        sheet.add(beside(self.throw_away))

    def _ask_demo(self) -> None:
        self.ask.ask(
            _("Throw away the demo centre?"),
            _("All its invented cases go, and whatever you tried out in it. The program starts as on the first day."),
            _("Throw away"),
            self.context.demo_unwanted.emit,
        )

    def summary(self) -> str:
        return _("This computer")

    def start(self) -> None:
        self.language.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_settings(self) -> None:
        settings = self.context.settings
        for choice, value in ((self.look, settings.theme), (self.text_size, _nearest(settings.text_size))):
            choice.blockSignals(True)  # showing is no choosing
            choice.set_value(value)
            choice.blockSignals(False)
        self.language.set_value(settings.language if settings.language in LANGUAGE_NAMES else "")
        self.lock_after.setValue(settings.lock_after_minutes)

    def _language_chosen(self, language: object) -> None:
        self._change(language=str(language))

    def _look_chosen(self, look: object) -> None:
        theme().follow(str(look))
        self._change(theme=str(look))

    def _size_chosen(self, size: object) -> None:
        assert isinstance(size, int)
        theme().set_text_scale(size / 100)
        theme().fit(self.window().width(), self.window().height())  # larger text leaves less room
        self._change(text_size=size)

    def _lock_chosen(self) -> None:
        if self.lock_after.value() != self.context.settings.lock_after_minutes:
            self._change(lock_after_minutes=self.lock_after.value())

    def _change(self, **changes: object) -> None:
        try:
            self.context.change_settings(**changes)
        except Trouble as error:  # a settings file that cannot be written is told here, nothing else is lost
            self.banner.say(spoken(error))
        else:
            self.banner.say("")


def _nearest(size: int) -> int:
    return min(TEXT_SIZES, key=lambda one: abs(one - size))
