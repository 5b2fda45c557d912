"""New contact: several talks side by side, each a tab with its own form and its own draft."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.attachments import NewAttachment
from csatdesk.domain.attendance import Confirmation
from csatdesk.domain.case_rows import Repeat
from csatdesk.domain.cases import Registered
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.errors import Trouble
from csatdesk.domain.identity import new_identity
from csatdesk.gui.context import Context
from csatdesk.gui.icons import CHANNEL_ICONS
from csatdesk.gui.intake.attendance_lines import SPEAKER_KEY, TICKET_KEY
from csatdesk.gui.intake.draft_keeper import DraftKeeper, keeper_of
from csatdesk.gui.intake.editor import IntakeEditor
from csatdesk.gui.intake.read_back import ReadBack
from csatdesk.gui.intake.receipts import ReceiptPrinter
from csatdesk.gui.intake.talk import Talk, to_values
from csatdesk.gui.page import Page
from csatdesk.gui.tab_strip import TabStrip, TalkTab
from csatdesk.system.clock import now
from csatdesk.wording.formats import clock_time, listed_day
from csatdesk.wording.texts import _, ngettext, spoken
from csatdesk.wording.words import in_sentence, word

MINUTES_MS = 20_000
HOME = "desk"  # the page a clerk comes from, and goes back to after saving


@dataclass(slots=True)
class _Tab:
    """A talk and, once it was in front, its form."""

    talk: Talk
    editor: IntakeEditor | None = None
    interrupted: UUID | None = None  # the talk that was in front when this one began
    put_away: tuple[NewAttachment, ...] = ()  # its files while it was closed

    def now(self) -> Talk:
        return self.editor.talk() if self.editor is not None else self.talk

    @property
    def files(self) -> tuple[NewAttachment, ...]:
        return self.editor.files.files if self.editor is not None else self.put_away

    @property
    def is_empty(self) -> bool:
        return self.now().is_empty and not self.files

    def closed(self) -> "_Tab":
        """The same without its form."""
        return _Tab(self.now(), put_away=self.files)


class IntakePage(Page):
    """Always holds at least one talk while it is shown."""

    shows = frozenset({Kind.TOPIC, Kind.TARGET, Kind.MATTER})
    help_page = "new-contact"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._tabs: list[_Tab] = []
        self._current = -1
        self._closed: list[_Tab] = []  # in this session, the last one at the end
        self._channel = self._last_channel()
        self._has_arrived = False  # from another page, and nothing was done here since
        self._read_back: ReadBack | None = None
        self.keeper = self._made_keeper()
        self._receipts = ReceiptPrinter(context, self)
        self.strip = TabStrip()
        self.strip.chosen.connect(self.bring)
        self.strip.park_pressed.connect(self.start)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        self._minutes = QTimer(self)
        self._minutes.setInterval(MINUTES_MS)
        self._minutes.timeout.connect(self._show_tabs)
        self._add_actions()
        context.person_changed.connect(self._person_changed)
        self.keeper.look(context.actor.id)

    def _made_keeper(self) -> DraftKeeper:
        keeper = keeper_of(self.context)
        keeper.talks = self._all_talks
        keeper.found.connect(self._offer)
        keeper.kept.connect(self._tell_kept)
        keeper.refused.connect(self._tell_refused)
        keeper.thrown_away.connect(self._thrown_away)
        keeper.forgotten.connect(self._forgotten)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        app.applicationStateChanged.connect(self._left_the_window)
        return keeper

    def _add_actions(self) -> None:
        actions: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (_("Next talk"), "Ctrl+Tab", self.next_talk),
            (_("Customer and topic card"), "F12", self._show_pane),
            (_("Somebody speaks for the customer"), SPEAKER_KEY, self._unfold_representative),
            (_("Queue ticket"), TICKET_KEY, self._unfold_ticket),
            (_("Copy the account number"), "Ctrl+Shift+A", self._copy_account),
            (_("Close this talk, keep its draft"), "Ctrl+W", self.close_talk),
            (_("Throw this talk away"), "Ctrl+Shift+W", self.throw_away),
            (_("Open the talk closed last"), "Ctrl+Shift+T", self.open_again),
        )
        for words, keys, do in actions:
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _on=False, do=do: do())
            self.addAction(action)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("New contact")

    @property
    def foot(self) -> QWidget | None:
        return self.editor.footer if self.editor is not None else None

    def summary(self) -> str:
        """ "Complaint, hall. Two other talks are parked." """
        if not self._tabs:
            return ""
        talk = self._tabs[self._current].now()
        said = _("{kind}, {channel}.").format(kind=word(talk.kind), channel=in_sentence(word(talk.channel)))
        others = len(self._tabs) - 1
        parked = ngettext("{count} other talk is parked.", "{count} other talks are parked.", others)
        return f"{said} {parked.format(count=others)}" if others else said

    def shown(self) -> None:
        self._minutes.start()
        if self._tabs:
            self.bring(self._current)
        else:
            self.start()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        """Another topic tree, rule or known matter: what is shown of them is asked for again."""
        for tab in self._tabs:
            if tab.editor is not None:
                tab.editor.ask_again()

    def locked(self) -> None:
        self._cover_read_back()
        self.keeper.keep_now()
        self.keeper.wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._has_arrived = True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minutes.stop()
        self._cover_read_back()
        self.keeper.keep_now()

    # talks

    @property
    def editor(self) -> IntakeEditor:
        """The form in front."""
        editor = self._tabs[self._current].editor
        assert editor is not None
        return editor

    @property
    def talks(self) -> tuple[Talk, ...]:
        """All talks as they stand, from left to right."""
        return self._all_talks()

    def start(self, customer_id: int | None = None) -> None:
        """Park the talk in front and begin another; an empty one in front begins anew instead."""
        if self._tabs and self._tabs[self._current].is_empty:
            self.editor.begin_now()
        else:
            moment = now()
            talk = Talk(new_identity(moment), moment, self.context.actor.id, channel=self._channel)
            front = self._tabs[self._current].talk.uid if self._tabs and not self._has_arrived else None
            self._tabs.append(_Tab(talk, interrupted=front))
            self.bring(len(self._tabs) - 1)
        self._has_arrived = False
        if customer_id is not None:
            self.editor.choose_customer_id(customer_id)
        self.editor.focus_first()

    def bring(self, place: int) -> None:
        """Show the talk at `place`."""
        self.keeper.keep_now()
        self._cover_read_back()
        tab = self._tabs[place]
        if tab.editor is None:
            tab.editor = self._made_editor(tab)
            self._stack.addWidget(tab.editor)
        self._current = place
        self._stack.setCurrentWidget(tab.editor)
        self._show_tabs()
        tab.editor.focus_first()

    def resume(self, talk: Talk) -> None:
        """Go on with a talk that was kept: its tab comes to the front; an empty one in front makes room for it."""
        open_talks = [tab.talk.uid for tab in self._tabs]
        if talk.uid in open_talks:
            self.bring(open_talks.index(talk.uid))
            return
        if self._tabs and self._tabs[self._current].is_empty:
            self._take_down(self._tabs.pop(self._current))
        self.keeper.know((talk,))
        put_away = next((closed.put_away for closed in self._closed if closed.talk.uid == talk.uid), ())
        self._closed = [closed for closed in self._closed if closed.talk.uid != talk.uid]
        self._tabs.append(_Tab(talk, put_away=put_away))
        self.bring(len(self._tabs) - 1)

    def next_talk(self) -> None:
        self.bring((self._current + 1) % len(self._tabs))

    def close_talk(self) -> None:
        """An empty talk goes silently; of any other the draft stays."""
        tab = self._tabs[self._current]
        self.keeper.keep_now()
        if not tab.is_empty:
            self._closed.append(tab.closed())
            self.context.say(_("The draft is kept. Ctrl+Shift+T opens it again."))
        self._drop(self._current)

    def throw_away(self) -> None:
        tab = self._tabs[self._current]
        self.keeper.forget(tab.talk.uid)
        if not tab.is_empty:
            self._closed.append(tab.closed())
            self.context.say(_("The talk was thrown away. Ctrl+Shift+T brings it back."))
        self._drop(self._current)

    def open_again(self) -> None:
        """Bring back the talk closed or thrown away last in this session."""
        if self._closed:
            self._tabs.append(self._closed.pop())
            self.bring(len(self._tabs) - 1)
            self.keeper.touched()

    def _made_editor(self, tab: _Tab) -> IntakeEditor:
        editor = IntakeEditor(self.context, tab.talk)
        editor.files.put_back(tab.put_away)
        editor.changed.connect(self._edited)
        editor.registered.connect(self._registered)
        editor.added.connect(self._added)
        editor.read_back.connect(self._show_read_back)
        return editor

    def _drop(self, place: int) -> None:
        """Take a tab away; another talk comes to the front, or the clerk goes home."""
        self._take_down(self._tabs.pop(place))
        if self._tabs:
            self.bring(min(place, len(self._tabs) - 1))
        else:
            self._current = -1
            self._show_tabs()
            self.context.show(HOME)

    def _take_down(self, tab: _Tab) -> None:
        if tab.editor is not None:
            self._stack.removeWidget(tab.editor)
            tab.editor.changed.disconnect(self._edited)  # what it still waits for tells of no talk of this page
            tab.editor.deleteLater()

    def _all_talks(self) -> tuple[Talk, ...]:
        return tuple(tab.now() for tab in self._tabs)

    # drafts

    def _offer(self, talks: tuple[Talk, ...]) -> None:
        """Talks of an earlier session stand as parked tabs; nobody has to go on with them."""
        self.keeper.know(talks)
        known = {tab.talk.uid for tab in self._tabs}
        put_away = {tab.talk.uid for tab in self._closed}
        self._tabs[0:0] = [_Tab(talk) for talk in talks if talk.uid not in known | put_away]
        self._current += len(self._tabs) - len(known)
        if self.isVisible() and not known:
            self.start()
        self._show_tabs()

    def _thrown_away(self, uid: UUID) -> None:
        """A draft was thrown away on My desk: if it stands here as a tab, that goes, too."""
        place = next((place for place, tab in enumerate(self._tabs) if tab.talk.uid == uid), None)
        if place is None:
            return
        self._take_down(self._tabs.pop(place))
        self._current = min(self._current - (place < self._current), len(self._tabs) - 1)
        self._show_tabs()

    def _forgotten(self, wanted: Callable[[Mapping[str, object]], bool]) -> None:
        """What was closed here is not to be brought back."""
        self._closed = [tab for tab in self._closed if not wanted(to_values(tab.talk))]

    def _person_changed(self) -> None:
        """Somebody else signed in at this desk: the talks of the one before are drafts of theirs."""
        self.keeper.keep_now()
        for tab in self._tabs:
            self._take_down(tab)
        self._tabs.clear()
        self._closed.clear()
        self._current = -1
        self._show_tabs()
        self.keeper.look(self.context.actor.id)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        shown = self._stack.currentWidget()
        if self.isVisible() and isinstance(shown, IntakeEditor):
            shown.sides.bring_into_view(new)
        self._left_the_window()

    def _left_the_window(self) -> None:
        if self.isVisible():  # while the window is taken down the focus moves, too
            self.keeper.keep_now()

    def _tell_kept(self, at: datetime) -> None:
        if all(talk.is_empty for talk in self.talks):
            return  # it became a case meanwhile
        time = clock_time(at.astimezone(self.context.zone))
        self.context.tell("draft", _("Draft kept {time}").format(time=time), "check-circle")

    def _tell_refused(self, trouble: Trouble) -> None:
        self.context.tell("draft", _("Draft not kept: {reason}").format(reason=spoken(trouble)), "warning")

    # what happens to a talk

    def _edited(self) -> None:
        self._has_arrived = False
        self._channel = self.editor.talk().channel
        self.keeper.touched()
        self._show_tabs()

    def _registered(self, registered: Registered, with_receipt: bool) -> None:
        words = _("Case {number} saved. {promise}.") if registered.due is not None else _("Case {number} saved.")
        self.context.say(words.format(number=registered.number, promise=self.editor.footer.heading))
        self.editor.files.attach_to(registered.case_id, registered.number, self)
        is_signed = self.editor.story.read_back_how is Confirmation.SIGNED
        if with_receipt or is_signed:
            self._receipts.print(registered.case_id, registered.number, read_back=is_signed)
        self._finish()

    def _added(self, repeat: Repeat) -> None:
        self.context.say(_("Added to case {number}.").format(number=repeat.number))
        self.editor.files.attach_to(repeat.case_id, repeat.number, self)
        self._finish()

    def _last_channel(self) -> Channel:
        """As this person last used it at this computer."""
        known = self.context.settings.last_channels.get(str(self.context.actor.id))
        return next((one for one in Channel if one.value == known), Channel.HALL)

    def _remember_channel(self) -> None:
        """For the next session. Where the file refuses, that one begins as this one did: no reason to disturb."""
        if self._channel is not self._last_channel():
            known = {**self.context.settings.last_channels, str(self.context.actor.id): self._channel.value}
            with suppress(Trouble):
                self.context.change_settings(last_channels=known)

    def _finish(self) -> None:
        """The talk in front is a case now: its draft goes; the clerk is back at the talk it interrupted, or home."""
        self._remember_channel()
        tab = self._tabs.pop(self._current)
        self.keeper.forget(tab.talk.uid)
        self._take_down(tab)
        self.context.tell("draft", "")
        back = next((place for place, one in enumerate(self._tabs) if one.talk.uid == tab.interrupted), None)
        self._current = min(self._current, len(self._tabs) - 1)
        if self._tabs:
            self.bring(self._current if back is None else back)
        self._show_tabs()
        if back is None:
            self.context.show(HOME)

    def _show_pane(self) -> None:
        self.editor.sides.change_front()

    def _show_read_back(self) -> None:
        """Over the whole window, and back again."""
        if self._read_back is None or not self._read_back.is_over(self):
            self._read_back = ReadBack(self)
            self._read_back.closed.connect(self._read_back_closed)
            self._read_back.confirmed.connect(self._confirmed)
        talk = self.editor.talk()
        self._read_back.show_texts(talk.text, talk.remedy, self.editor.customer_language(), talk.representative_name)

    def _confirmed(self, how: object) -> None:
        assert isinstance(how, Confirmation)
        self.editor.story.confirm(how, now())
        self._edited()
        if how is Confirmation.SIGNED:
            self.context.say(_("The paper to sign is printed when you save."))

    def _unfold_representative(self) -> None:
        self.editor.attendance.representative.unfold()

    def _copy_account(self) -> None:
        copied = self.editor.who.facts.copy_account()
        if copied:
            self.context.say(_("Copied {value}.").format(value=copied))

    def _unfold_ticket(self) -> None:
        if self.editor.talk().channel.is_in_person:
            self.editor.attendance.ticket.unfold()

    def _cover_read_back(self) -> None:
        """Nothing of a talk stays to be seen when another comes to the front, or the desk is locked."""
        if self._read_back is not None:
            self._read_back.hide()

    def _read_back_closed(self) -> None:
        self.editor.story.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tabs(self) -> None:
        self.strip.show_talks([self._tab(tab) for tab in self._tabs], self._current)
        self.head_changed.emit()

    def _tab(self, tab: _Tab) -> TalkTab:
        talk = tab.now()
        topic = (tab.editor.topic_name() if tab.editor is not None else "") or _("No topic yet")
        channel = "" if talk.channel.is_in_person else CHANNEL_ICONS[talk.channel.value]
        name = talk.customer_name or talk.typed if talk.known is Known.CUSTOMER else ""
        return TalkTab(name[:1].upper() or "?", topic, self._since(talk), channel)

    def _since(self, talk: Talk) -> str:
        """How long the talk lasts; of a draft that came back, when it was kept."""
        if talk.kept_at is None:
            minutes = int((now() - talk.began_at).total_seconds() // 60)
            return ngettext("{count} min", "{count} min", minutes).format(count=minutes)
        local, today = talk.kept_at.astimezone(self.context.zone), now().astimezone(self.context.zone).date()
        day = "" if local.date() == today else f"{listed_day(local.date())} "
        return _("draft from {moment}").format(moment=f"{day}{clock_time(local)}")
