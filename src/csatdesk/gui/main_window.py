"""The desk: rail, header, page, status bar, and everything that leads from one to the other."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Segment
from csatdesk.domain.corrective_actions import MeasuresWanted
from csatdesk.domain.errors import Trouble
from csatdesk.domain.staff import Right
from csatdesk.domain.staff_records import TrainingWanted
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.actions import keys_of, make_action, make_actions, plain
from csatdesk.gui.beside import BesideBar
from csatdesk.gui.boundary import Boundary, Retry
from csatdesk.gui.bug_dialog import BugDialog
from csatdesk.gui.checklists.aid import AidPane
from csatdesk.gui.context import Context, Wanted
from csatdesk.gui.fields import PrimaryButton
from csatdesk.gui.header import Header
from csatdesk.gui.help.pane import HelpPane
from csatdesk.gui.job_strip import JobStrip
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.message_line import MessageLine
from csatdesk.gui.other_desks import OtherDesks
from csatdesk.gui.own_cases import OwnCases
from csatdesk.gui.page import Page
from csatdesk.gui.pages import PageEntry, pages_for, rail_words
from csatdesk.gui.palette import Palette
from csatdesk.gui.rail import Rail, RailEntry
from csatdesk.gui.rush.strip import RushStrip
from csatdesk.gui.status_bar import StatusBar
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Throttle
from csatdesk.gui.toast import UndoToast
from csatdesk.gui.tokens import S8
from csatdesk.gui.window_ways import WindowWays
from csatdesk.operations.cases.own_cases import note_seen
from csatdesk.operations.deadlines.views import View
from csatdesk.operations.mystery.results import may_read_results
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

HOME = "desk"  # where the intake goes after saving
TEXT_SIZES = (100, 110, 125, 150, 175, 200)


class MainWindow(QFrame):
    """One for each person who signs in. Pages are made when first shown and keep what they show."""

    lock_wanted = Signal()
    quit_wanted = Signal()
    demo_unwanted = Signal()
    words_changed = Signal(str)  # for the window's title
    beside_wanted = Signal(bool)  # narrow beside another program, or whole again

    def __init__(self, context: Context, boundary: Boundary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.context, self._boundary, self._me = context, boundary, context.actor.id
        self._entries = {entry.key: entry for entry in pages_for(context.actor)}
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, set[Kind]] = {}
        self._before_help: QWidget | None = None
        self._primary: QAction | None = None
        self.beside = BesideBar()
        self.rail, self.header, self.status = Rail(), Header(), StatusBar()
        self.message, self.jobs, self.help = MessageLine(), JobStrip(), HelpPane()
        self.aid = AidPane(context)
        self.foot = QWidget()
        self.rush = RushStrip(context, self)
        self._stack = QStackedWidget()
        self.own_cases = OwnCases(context, self)
        self._lay_out()
        self.toast = UndoToast(self, above=self.foot)
        self.toast.foot = lambda: self.page.foot if self.page is not None else None
        self.palette_box = Palette(self.header.search, self, context.runner, WindowWays(self))
        self.actions_by_key = make_actions(self, self._deeds())
        self._go_actions = self._make_go_actions()
        self._reload = Throttle(self._reload_page, self)
        self.other_desks = OtherDesks(context, self)
        self._connect()
        self._show_rail()
        self.beside.whole_wanted.connect(partial(self.stand_beside, False))
        theme().changed.connect(self._fit_rush)

    # going somewhere

    def go(self, key: str) -> Page | None:
        """Show a page, made now if it is the first time; None when this person may not."""
        if key not in self._entries:
            return None
        if key != "new":
            self.stand_beside(False)
        page = self._pages.get(key) or self._made(key)
        if self._stack.currentWidget() is not page:
            self.message.clear()
        self._stack.setCurrentWidget(page)
        self.rail.set_current(self._entries[key].home or key)
        self._fit_rush()
        self._reload_page()
        page.shown()
        self._show_head()
        self.toast.place()
        return page

    @property
    def page(self) -> Page | None:
        found = self._stack.currentWidget()
        return found if isinstance(found, Page) else None

    @property
    def first_page(self) -> str:
        return next(iter(self._entries))

    def open_case(self, case_id: int, deed: str = "") -> None:
        page = self.go("cases")
        if page is not None:
            page.open_case(case_id, deed)  # type: ignore[attr-defined]  # the page behind this key has it
            self.own_cases.opened(case_id)

    def show_news(self) -> None:
        page = self.go("cases")
        if page is not None:
            page.show_news()  # type: ignore[attr-defined]  # the page behind this key has it

    def explain(self, deadline_id: int) -> None:
        """Show how a due instant came about; Escape leads back to where one was. The rail goes on marking its place."""
        back = next((key for key, page in self._pages.items() if page is self.page), self.first_page)
        page = self.go("explained")
        if page is not None:
            self.rail.set_current("deadlines" if "deadlines" in self._entries else "cases")
            page.show_deadline(deadline_id, back)  # type: ignore[attr-defined]  # the page behind this key has it

    def fill(self, evaluation_id: int) -> None:
        """Go on filling an evaluation; when it is left one is where one was. The rail marks the list it is in."""
        back = next((key for key, page in self._pages.items() if page is self.page), "")
        page = self.go("fill")
        if page is not None:
            self.rail.set_current("evaluations")
            page.show_evaluation(evaluation_id, back)  # type: ignore[attr-defined]  # the page behind this key has it

    def show_results(self, wave_id: int | None = None) -> None:
        """Go to the reports of released waves, and to one of them. The rail marks its place."""
        page = self.go("results")
        rail = [entry.key for entry in self._rail_entries()]
        self.rail.set_current("mystery" if "mystery" in rail else "evaluations")
        if page is not None and wave_id is not None:
            page.show_wave(wave_id)  # type: ignore[attr-defined]  # the page behind this key has it

    def open_customer(self, customer_id: int) -> None:
        page = self.go("customers")
        if page is not None:
            page.open_customer(customer_id)  # type: ignore[attr-defined]  # the page behind this key has it

    def new_contact(self, customer_id: int | None = None) -> None:
        is_there = "new" in self._pages
        page = self.go("new")
        if page is not None and (is_there or customer_id is not None):
            page.start(customer_id)  # type: ignore[attr-defined]  # the page behind this key has it

    def resume_talk(self, talk: object) -> None:
        page = self.go("new")
        if page is not None:
            page.resume(talk)  # type: ignore[attr-defined]  # the page behind this key has it

    def show_list(self, key: str, shown: Wanted | None) -> None:
        page = self.go("new" if key == HOME and self.is_beside else key)
        if page is not None and isinstance(shown, View):
            page.show_view(shown)  # type: ignore[attr-defined]  # the page behind this key has it
        elif page is not None and isinstance(shown, MeasuresWanted | TrainingWanted | SurveyWanted | Segment):
            page.show_wanted(shown)  # type: ignore[attr-defined]  # the page behind this key has it
        elif page is not None and shown is not None:
            page.show_filter(shown)  # type: ignore[attr-defined]  # pages with lists have it, and field work

    # beside another program

    @property
    def is_beside(self) -> bool:
        return not self.beside.isHidden()

    def stand_beside(self, beside: bool) -> None:
        """Nothing but the intake, in a narrow window; whatever else is wanted brings the whole window back."""
        if beside == self.is_beside:
            return
        self.beside.setVisible(beside)
        for widget in (self.rail, self.header):
            widget.setVisible(not beside)
        if beside and not self.help.isHidden():
            self.help.close_pane()
        if beside:
            self.aid.hide()
        self.beside_wanted.emit(beside)
        if beside:
            self.go("new")
        known = {**self.context.settings.beside, str(self._me): beside}
        with suppress(Trouble):  # where the file refuses, the next session begins as this one did
            self.context.change_settings(beside=known)

    def stand_as_left(self) -> None:
        """As this person left the window at this computer."""
        if "new" in self._entries and self.context.settings.beside.get(str(self._me)) is True:
            self.stand_beside(True)

    def _turn_beside(self) -> None:
        self.stand_beside(not self.is_beside)

    def _find(self) -> None:
        self.stand_beside(False)
        self.palette_box.open()

    def open_own_sign_in(self) -> None:
        page = self.go("administration")
        if page is not None:
            page.open_section("me")  # type: ignore[attr-defined]  # the page behind this key has it

    def go_on(self) -> None:
        """The same person is back after the lock."""
        if self.page is not None:
            self.page.shown()
        self._show_head()

    def keep(self) -> None:
        """The desk is being locked or closed: every page keeps what was typed."""
        for page in self._pages.values():
            page.locked()
        self.aid.forget()
        texts = kept_texts_of(self.context)
        texts.keep_now()
        texts.wait()
        if self.context.actor.id == self._me:  # after a switch the one who went has been noted already
            self.context.runner.act(self, note_seen)

    # telling something

    def tell(self, words: str, retry: Retry | None) -> None:
        self.message.say(words, _("Try again") if retry else "", retry)

    def tell_bug(self, number: str) -> None:
        BugDialog(number, self.context.session.profile, self).open()

    def open_help(self, name: str = "") -> None:
        """The page of the guide for what is in front, or the one named."""
        self.stand_beside(False)
        self._before_help = QApplication.focusWidget()
        self.aid.hide()
        self.help.open(name or (self.page.help_page if self.page is not None else ""))

    def open_aid(self) -> None:
        """Beside what is in front: the standard that is read there, else what stood there last."""
        self.stand_beside(False)
        self.help.hide()
        self.aid.turn(self.page.aid_version if self.page is not None else None)

    def all_actions(self) -> list[QAction]:
        """Every action that works now: those of the page in front first."""
        page = self.page
        own = [action for action in (page.actions() if page is not None else []) if action.isEnabled()]
        return own + [action for action in self.actions() if action.isEnabled()]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.other_desks.watch()

    def hideEvent(self, event: QHideEvent) -> None:
        """Locked, covered by another view of the shell, or minimised."""
        super().hideEvent(event)
        self.other_desks.rest()

    def _lay_out(self) -> None:
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(self.rush)
        foot.addWidget(self.status)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.aid)
        middle.addWidget(self.help)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.beside)
        right.addWidget(self.header)
        right.addWidget(self.message)
        right.addLayout(middle, 1)
        right.addWidget(self.jobs)
        right.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _deeds(self) -> dict[str, Callable[[], object]]:
        deeds: dict[str, Callable[[], object]] = {
            "find": self._find,
            "undo": self.context.undo,
            "refresh": lambda: self._changed(frozenset(Kind)),
            "help": self.open_help,
            "aid": self.open_aid,
            "own_sign_in": self.open_own_sign_in,
            "evaluations": partial(self.go, "evaluations"),
            "lock": self.lock_wanted.emit,
            "larger": partial(self._resize_text, 1),
            "smaller": partial(self._resize_text, -1),
            "quit": self.quit_wanted.emit,
        }
        for look in ("light", "dark", "contrast", "system"):
            deeds[look] = partial(self._follow, look)
        if may_read_results(self.context.actor):
            deeds["results"] = self.show_results
        if self.context.may(Right.REVIEW_WORK):
            deeds["reviews"] = partial(self.go, "reviews")
        if "new" in self._entries:
            deeds["new"] = self.new_contact
            deeds["rush"] = self._turn_rush
            deeds["beside"] = self._turn_beside
        if self.context.session.centre.is_demo:
            deeds["throw_demo_away"] = self.context.demo_unwanted.emit
        if "checks" in self._entries:
            deeds["checks"] = partial(self.go, "checks")
        return deeds

    def _make_go_actions(self) -> list[QAction]:
        entries = self._rail_entries()
        return [
            make_action(self, _(entry.words), partial(self.go, entry.key), _digit_keys(number, len(entries)))
            for number, entry in enumerate(entries, start=1)
            if entry.key != "new"
        ]

    def _rail_entries(self) -> list[PageEntry]:
        return [entry for entry in self._entries.values() if entry.is_in_rail(self.context.actor)]

    def _connect(self) -> None:
        context, runner = self.context, self.context.runner
        context.case_wanted.connect(self.open_case)
        context.deed_wanted.connect(self.open_case)
        context.customer_wanted.connect(self.open_customer)
        context.contact_wanted.connect(self.new_contact)
        context.talk_wanted.connect(self.resume_talk)
        context.page_wanted.connect(self.show_list)
        context.help_wanted.connect(self.open_help)
        context.explanation_wanted.connect(self.explain)
        context.filling_wanted.connect(self.fill)
        context.results_wanted.connect(self.show_results)
        context.news_wanted.connect(self.show_news)
        context.demo_unwanted.connect(self.demo_unwanted)
        context.said.connect(self.status.say)
        context.told.connect(self.status.set_item)
        context.offered.connect(self.message.say)
        context.repeatable.connect(self.status.offer_again)
        runner.changed.connect(self._changed)
        runner.failed.connect(self._failed)  # the runner outlives this window: only own methods end with it
        runner.undo_offered.connect(self._offer_undo)
        runner.undone.connect(self._undone)
        runner.busy.connect(self._show_busy)
        runner.job_started.connect(self.jobs.started)
        runner.job_ended.connect(self.jobs.ended)
        self.toast.gone.connect(self.status.keep_offer)
        self.status.undo_pressed.connect(context.undo)
        self.rail.chosen.connect(self._picked)
        self.rail.person_pressed.connect(self._open_person_menu)
        self.help.closed.connect(self._back_from_help)

    def _show_rail(self) -> None:
        actor = self.context.actor
        self.rail.set_name(_("Places"))
        self.rail.show_entries(
            [
                RailEntry(entry.key, entry.icon, plain(_(rail_words(entry, actor))), _(entry.short))
                for entry in self._rail_entries()
            ]
        )
        self.rail.show_person(actor.name, word(actor.role))

    def _open_person_menu(self) -> None:
        """What concerns the person at the desk: their own sign-in, the lock, the way out."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in ("checks", "evaluations", "results", "own_sign_in", "lock", "quit"):
            if key in self.actions_by_key:
                menu.addAction(self.actions_by_key[key])
        place = self.rail.mapToGlobal(self.rail.rect().bottomLeft())
        menu.popup(QPoint(place.x() + S8, place.y() - menu.sizeHint().height() - theme().px(60)))

    def _picked(self, key: str) -> None:
        if key == "new":
            self.new_contact()
        else:
            self.go(key)

    def _made(self, key: str) -> Page:
        page = self._entries[key].make(self.context)
        page.head_changed.connect(self._show_head)
        self._pages[key] = page
        self._stack.addWidget(page)
        return page

    def _show_head(self) -> None:
        page = self.page
        if page is None:
            return
        self.header.set_title(page.title, page.summary())
        self._show_primary(page)
        self.words_changed.emit(page.window_words() or page.title)
        as_of = full_instant(now(), self.context.zone)
        self.status.set_right(_("As of {time}").format(time=as_of))

    def _show_primary(self, page: Page) -> None:
        """The page's own primary action; everywhere but in the intake itself, "New contact" stands in for it."""
        action = page.primary or (None if page is self._pages.get("new") else self.actions_by_key.get("new"))
        if action is self._primary:
            return
        self._primary = action
        if action is None:
            self.header.set_primary(None)
            return
        button = PrimaryButton(plain(action.text()), keys=keys_of(action))
        button.clicked.connect(action.trigger)
        self.header.set_primary(button)

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if Kind.LIST in kinds:
            self.own_cases.load()
        for key, page in self._pages.items():
            wanted = kinds & page.shows
            if wanted:
                self._stale.setdefault(key, set()).update(wanted)
        self._reload.poke()

    def _reload_page(self) -> None:
        """The page in front learns what changed since it was last in front; the others wait for their turn."""
        for key, page in self._pages.items():
            if page is self._stack.currentWidget() and key in self._stale:
                page.reload(frozenset(self._stale.pop(key)))
                self._show_head()
                return

    def _failed(self, error: BaseException, again: Retry | None) -> None:
        self._boundary.handle(error, again)

    def _offer_undo(self, words: str) -> None:
        self.status.withdraw_offer()
        self.toast.offer(words, self.context.undo)

    def _show_busy(self, words: str) -> None:
        self.status.set_item("busy", words)

    def _undone(self, words: str) -> None:
        self.toast.hide()
        self.status.say(_("Taken back: {words}").format(words=words))

    def _back_from_help(self) -> None:
        if self._before_help is not None and self._before_help.isVisible():
            self._before_help.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_rush(self) -> None:
        """The keys of the rush hour work where customers are served, unless they are hidden on this machine."""
        served = [self._pages.get(key) for key in ("desk", "new")]
        works = self.context.settings.rush_strip and "new" in self._entries and self.page in served
        self.rush.appear(works=works, is_shown=not (theme().compact and self.page is served[1]))

    def _turn_rush(self) -> None:
        self.context.change_settings(rush_strip=not self.context.settings.rush_strip)
        self._fit_rush()

    def _resize_text(self, steps: int) -> None:
        sizes = TEXT_SIZES
        nearest = min(range(len(sizes)), key=lambda place: abs(sizes[place] - self.context.settings.text_size))
        size = sizes[min(max(nearest + steps, 0), len(sizes) - 1)]
        theme().set_text_scale(size / 100)
        theme().fit(self.window().width(), self.window().height())  # larger text leaves less room
        self.context.change_settings(text_size=size)

    def _follow(self, look: str) -> None:
        theme().follow(look)
        self.context.change_settings(theme=look)


def _digit_keys(number: int, of: int) -> str:
    """Alt and a digit: the first nine places in their order, the last one by 0; those between have none."""
    if number < 10:
        return f"Alt+{number}"
    return "Alt+0" if number == of else ""
