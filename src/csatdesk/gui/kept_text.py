"""What is half typed in a form is kept on disk, encrypted, and offered again after the program ended without a word.

Usage:
    kept = KeptForm({"note": box})          # a widget: the offer, hidden while there is none
    kept.keep_in(kept_texts_of(context))
    kept.hold("case", case_id)                               # from now on what is typed belongs to this case
    kept.forget()                                            # it was saved, or left on purpose
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csatdesk.domain.errors import Trouble
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Label, LinkButton, TextBox, TextField
from csatdesk.gui.kept_fields import KeptField, kept_text
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S16
from csatdesk.system.drafts import DraftJournal
from csatdesk.wording.formats import listing, quoted
from csatdesk.wording.texts import _, spoken

KEEP_AFTER_MS = 600  # after the first key that is not kept yet, as the drafts of talks
FOLDER = "texts"  # below that of the drafts of talks
SHOWN_MOST = 60  # letters of an offered text


@dataclass(frozen=True, slots=True)
class TextKey:
    """Which field of which thing: ("case", 17, "note")."""

    what: str
    id: int
    field: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """A text as it is, or soon will be, on disk."""

    uid: UUID
    text: str


class KeptTexts(QObject):
    """The texts of one person at this window; see `kept_texts_of`. Files are written and read on one other thread.

    What an earlier window left behind stays as it is until it is taken up or thrown away, whatever is typed meanwhile.
    """

    loaded = Signal()  # what was left behind is known
    refused = Signal(object)  # the Trouble of the disk; typing goes on, and the next key tries again
    _read = Signal(object)

    def __init__(self, journal: DraftJournal, by_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal, self._by_id = journal, by_id
        self._now: dict[TextKey, _Kept] = {}
        self._unwritten: set[TextKey] = set()
        self._left: dict[TextKey, list[_Kept]] = {}  # oldest first
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="texts")  # one: in the order in which it was typed
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(KEEP_AFTER_MS)
        self._wait.timeout.connect(self.keep_now)
        self._read.connect(self._know)
        self._writer.submit(self._load)

    def keep(self, key: TextKey, text: str) -> None:
        """Keep `text` for `key`, a moment after the last key at most; an empty one is forgotten."""
        known = self._now.get(key)
        if not text:
            self.forget(key)
        elif known is None or known.text != text:
            self._now[key] = _Kept(known.uid if known else uuid4(), text)
            self._unwritten.add(key)
            if not self._wait.isActive():
                self._wait.start()

    def keep_now(self) -> None:
        """Hand everything typed to the disk."""
        self._wait.stop()
        for key in self._unwritten:
            self._send(partial(self._journal.save, self._now[key].uid, self._values(key)))
        self._unwritten.clear()

    def forget(self, key: TextKey) -> None:
        """It was saved, or is wanted no more."""
        self._unwritten.discard(key)
        known = self._now.pop(key, None)
        if known is not None:
            self._send(partial(self._journal.remove, known.uid))

    def left_behind(self, key: TextKey) -> str:
        """What was typed last and not saved when an earlier window ended; empty when there is nothing."""
        return self._left[key][-1].text if self._left.get(key) else ""

    def take(self, key: TextKey) -> str:
        """The text left behind, kept from now on as what is typed."""
        taken = self._left[key].pop()
        self.keep(key, taken.text)
        self.keep_now()
        self._send(partial(self._journal.remove, taken.uid))
        return taken.text

    def throw_away(self, key: TextKey) -> None:
        """Forget the text left behind."""
        self._send(partial(self._journal.remove, self._left[key].pop().uid))

    def forget_those(self, wanted: Callable[[Mapping[str, object]], bool]) -> None:
        """Forget the texts whose values ("what", "id") are `wanted`, whoever left them on disk."""
        for key in [key for key in self._now if wanted({"what": key.what, "id": key.id})]:
            self.forget(key)
        self._left = {key: one for key, one in self._left.items() if not wanted({"what": key.what, "id": key.id})}
        self._send(partial(self._journal.remove_those, wanted))

    def set_aside(self, key: TextKey, shown: str) -> None:
        """What was typed for `key`, unless it is what is `shown`, was left half done by a form that is there no more:
        it is offered like what an earlier window left behind."""
        known = self._now.get(key)
        if known is not None and known.text != shown:
            self.keep_now()
            self._left.setdefault(key, []).append(self._now.pop(key))

    def wait(self) -> None:
        """Until everything sent so far is on disk, and what was there is known."""
        self._writer.submit(lambda: None).result()

    def _values(self, key: TextKey) -> Mapping[str, object]:
        text = self._now[key].text
        return {"by": self._by_id, "what": key.what, "id": key.id, "field": key.field, "text": text}

    def _load(self) -> None:
        """Runs on the writing thread. What is another person's, or of a form we do not know, stays where it is."""
        found: dict[TextKey, list[_Kept]] = {}
        for draft in self._journal.load_all().found:
            match draft.values:
                case {"by": self._by_id, "what": str(what), "id": int(of), "field": str(field), "text": str(text)}:
                    found.setdefault(TextKey(what, of, field), []).append(_Kept(draft.id, text))
        self._read.emit(found)

    def _know(self, found: dict[TextKey, list[_Kept]]) -> None:
        """What was set aside in this window is newer."""
        self._left = {key: found.get(key, []) + self._left.get(key, []) for key in found | self._left}
        self.loaded.emit()

    def _send(self, write: partial[None]) -> None:
        self._writer.submit(write).add_done_callback(self._written)

    def _written(self, done: "Future[None]") -> None:
        """Runs on the writing thread; the signal crosses to the window's."""
        error = done.exception()
        if isinstance(error, Trouble):
            self.refused.emit(error)


def kept_texts_of(context: Context) -> KeptTexts:
    """The texts of who is at this window; there is one."""
    known = context.findChild(KeptTexts)
    if known is not None:
        return known
    session = context.session
    journal = DraftJournal(session.profile.drafts / FOLDER, session.store_key)
    made = KeptTexts(journal, context.actor.id, context)
    made.refused.connect(lambda trouble: context.say(spoken(trouble)))
    return made


class KeptForm(QWidget):
    """Keeps what is typed into `fields`; itself it is the line that offers what was left behind half done."""

    def __init__(self, fields: Mapping[str, TextField | TextBox | KeptField], parent: QWidget | None = None) -> None:
        """`fields` in the order in which they are put back: first what shows or fills others."""
        super().__init__(parent)
        self._texts: KeptTexts | None = None
        self._fields = {name: one if isinstance(one, KeptField) else kept_text(one) for name, one in fields.items()}
        self._of: tuple[str, int] | None = None
        self._saved: Mapping[str, str] = {}
        self.words = Label("", "small", "ink2", wrap=True)
        self.take_up, self.throw_away = LinkButton(_("Put back"), bold=True), LinkButton(_("Throw away"))
        self.take_up.clicked.connect(self._take_up)
        self.throw_away.clicked.connect(self._throw_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, S4, 0, S4)
        row.setSpacing(S16)
        row.addWidget(self.words, 1)
        row.addWidget(self.take_up)
        row.addWidget(self.throw_away)
        self.hide()
        for name, field in self._fields.items():
            field.changed.connect(partial(self._typed, name))
        theme().changed.connect(self.updateGeometry)

    def keep_in(self, texts: KeptTexts) -> None:
        """Once, before the first `hold`."""
        self._texts = texts
        texts.loaded.connect(self._offer)

    def hold(self, what: str, of: int, saved: Mapping[str, str] | None = None) -> None:
        """What is typed from now on belongs to this thing. `saved`: its fields as the store has them, empty if not."""
        self._of, self._saved = (what, of), saved or {}
        for name, key in self._keys().items():
            self._kept_in.set_aside(key, self._fields[name].text())
        self._offer()

    def hold_from_here(self, what: str, of: int) -> None:
        """As `hold`; what the fields show now is where the form begins."""
        self.hold(what, of, {name: field.text() for name, field in self._fields.items()})

    def release(self) -> None:
        """What the fields show from now on belongs to nothing; what was typed stays kept."""
        self._of = None
        self.hide()

    def forget(self) -> None:
        """What was typed for this thing was saved, or left on purpose."""
        for key in self._keys().values():
            self._kept_in.forget(key)
        self.release()

    def done(self) -> None:
        """What the form is for was done: what was left behind half done has no use any more, either."""
        self._throw_away()
        self.forget()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed or chosen that would have to be kept."""
        return not any(self._worth_keeping(name) for name in self._fields)

    @property
    def _kept_in(self) -> KeptTexts:
        assert self._texts is not None, "hold before keep_in"
        return self._texts

    def _keys(self) -> Mapping[str, TextKey]:
        return {name: TextKey(*self._of, name) for name in self._fields} if self._of is not None else {}

    def _worth_keeping(self, name: str) -> str:
        text = self._fields[name].text()
        return text if text.strip() and text != self._saved.get(name, "") else ""

    def _typed(self, name: str, *_text: object) -> None:
        if self._of is not None:
            self._kept_in.keep(TextKey(*self._of, name), self._worth_keeping(name))

    def _left(self) -> Mapping[str, TextKey]:
        return {name: key for name, key in self._keys().items() if self._kept_in.left_behind(key)}

    def _offer(self) -> None:
        """Offered, not forced: it may be out of date."""
        left = {name: self._kept_in.left_behind(key) for name, key in self._left().items()}
        texts = [" ".join(self._fields[name].words(text).split()) for name, text in left.items()]
        shown = listing([quoted(text if len(text) <= SHOWN_MOST else f"{text[:SHOWN_MOST]}…") for text in texts])
        self.words.setText(_("Typed here before and not saved: {text}").format(text=shown) if texts else "")
        self.setVisible(bool(texts))

    def _take_up(self) -> None:
        left = self._left()
        for name, key in left.items():
            field = self._fields[name]
            before, text = self._worth_keeping(name) if field.adds else "", self._kept_in.left_behind(key)
            field.show(f"{text}\n{before}" if before else text)
            self._kept_in.take(key)
            self._typed(name)
        for name in left:
            self._fields[name].focus()
            break
        self._offer()

    def _throw_away(self) -> None:
        for key in self._left().values():
            self._kept_in.throw_away(key)
        self._offer()
