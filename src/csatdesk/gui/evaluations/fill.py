"""The page on which one evaluation is filled. Every answer is in the store at once, so that nothing is lost with the
program; whoever reviews sees score and coverage while filling, whoever visits sees only what is left."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.attachments import NewAttachment
from csatdesk.domain.changes import Kind
from csatdesk.domain.evaluations import EvaluationCard, QuestionsOpen, Remarks
from csatdesk.domain.forms import Answer
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.evaluations.remarks import RemarksStep
from csatdesk.gui.evaluations.score_line import ScoreLine
from csatdesk.gui.evaluations.words import about, title_of
from csatdesk.gui.file_drops import AskFiles, ask_files, local_files, picture_bytes, picture_name
from csatdesk.gui.filling.entry import EntryView, Filled
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.message_line import MessageLine
from csatdesk.gui.page import Page
from csatdesk.operations.cases.attachments import read_files
from csatdesk.operations.evaluations.commands import (
    answer_items,
    answer_section_absent,
    note_item,
    remark,
    submit_evaluation,
)
from csatdesk.operations.evaluations.files import add_evidence, read_evidence, remove_evidence, save_evidence
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.work import Work
from csatdesk.wording.formats import clock_time, day_in_year
from csatdesk.wording.texts import _


class FillPage(Page):
    """Escape from the list leads back; Ctrl+Enter sends."""

    shows = frozenset({Kind.EVALUATION})
    help_page = "evaluations"

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path, files: AskFiles = ask_files
    ) -> None:
        super().__init__(context, parent)
        self._ask_path, self._ask_files = ask, files
        self.card: EvaluationCard | None = None
        self._evaluation_id: int | None = None
        self._back = "evaluations"
        self._pending = 0  # what was handed over and is not kept yet
        self._asker = QObject(self)
        self._picture_askers: dict[int, QObject] = {}
        self.message = MessageLine()
        self.entry = EntryView(context.zone)
        self.remarks = RemarksStep(context.zone)
        self.score = ScoreLine()
        self.entry.add_last(_("About the whole"), self.remarks, self.remarks.focus_first)
        self.entry.add_below_list(self.score)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self.entry, 1)
        self.primary = make_action(self, _("&Send report"), self.send, "Ctrl+Return")
        self.leave_action = make_action(self, _("Go &back to the list"), self.leave, "Alt+Left")
        self._connect()

    def _connect(self) -> None:
        entry = self.entry
        entry.answered.connect(self._keep_answer)
        entry.absent.connect(self._keep_absent)
        entry.noted.connect(self._keep_note)
        entry.files_wanted.connect(self._choose_files)
        entry.files_dropped.connect(self._take_files)
        entry.save_wanted.connect(self._save_file)
        entry.remove_wanted.connect(lambda file_id: self._act(partial(remove_evidence, file_id=file_id)))
        entry.picture_wanted.connect(self._load_picture)
        self.remarks.changed.connect(self._keep_remarks)

    # what the main window asks

    @property
    def title(self) -> str:
        return about(self.card.row) if self.card is not None else _("Fill")

    def summary(self) -> str:
        if self.card is None:
            return ""
        local = self.card.row.happened_at.astimezone(self.context.zone)
        when = f"{day_in_year(local.date())} {clock_time(local)}"
        return f"{title_of(self.card.row)}. {when}"

    def shown(self) -> None:
        if self.card is not None:
            self.entry.focus_question()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        if self._evaluation_id is not None and not self._pending:
            self._ask()

    def locked(self) -> None:
        self._keep_words()

    # which one

    def show_evaluation(self, evaluation_id: int, back: str = "evaluations") -> None:
        """`back`: the page that is shown when this one is left."""
        if not self._keep_words():
            return
        self._back = back if back in {"desk", "checks", "reviews"} else "evaluations"
        if evaluation_id != self._evaluation_id:
            self._evaluation_id, self.card = evaluation_id, None
            self.entry.leave()
            self.remarks.leave()
            self.message.clear()
        self._ask()

    def _ask(self) -> None:
        question = partial(load_evaluation, evaluation_id=self._evaluation_id or 0)
        self.context.runner.ask(self._asker, question, self._show)

    def _show(self, card: EvaluationCard) -> None:
        if card.row.id != self._evaluation_id or self._pending:
            return
        is_new = self.card is None
        if not card.may_fill:  # sent meanwhile
            self.leave()
            return
        self.card = card
        self.remarks.show_remarks(card.row.kind, card.remarks, card.row.happened_at)
        self.entry.show_filled(Filled(card.template.form, card.answers, card.notes, card.files))
        self.score.show_result(card.result)
        at = clock_time(card.kept_at.astimezone(self.context.zone))
        self.entry.say_kept(_("Kept at {time}.").format(time=at))
        if is_new:
            self.entry.focus_question()
        self.head_changed.emit()

    # keeping

    def _act(self, command: Callable[[Work], object]) -> None:
        self._pending += 1
        self.context.runner.act(self, command, lambda _result: self._kept(), failed=self._not_kept)

    def _kept(self) -> None:
        self._pending -= 1
        if not self._pending:
            self._ask()

    def _not_kept(self, error: BaseException) -> None:
        self._pending -= 1
        self._failed(error)

    def _failed(self, error: BaseException) -> None:
        self.say_or_fail(self.message.say, error)

    def _keep_answer(self, key: str, answer: Answer | None) -> None:
        self.message.clear()
        self._act(partial(answer_items, evaluation_id=self._id, answers={key: answer}))

    def _keep_absent(self, section_key: str) -> None:
        self._act(partial(answer_section_absent, evaluation_id=self._id, section_key=section_key))

    def _keep_note(self, key: str, note: str) -> None:
        self._act(partial(note_item, evaluation_id=self._id, item_key=key, note=note))

    def _keep_remarks(self, remarks: Remarks) -> None:
        self._act(partial(remark, evaluation_id=self._id, remarks=remarks))

    def _keep_words(self) -> bool:
        """False: something is too long to be kept; one then stands where that is said."""
        return self.card is None or self.entry.keep_words(self.remarks.keep)

    @property
    def _id(self) -> int:
        assert self._evaluation_id is not None
        return self._evaluation_id

    # files

    def _choose_files(self, key: str) -> None:
        self._read_files(key, [Path(one) for one in self._ask_files(self, _("Attach files"))])

    def _take_files(self, key: str, mime: QMimeData) -> None:
        paths = local_files(mime)
        if paths:
            self._read_files(key, paths)
        else:
            self._attach(key, (NewAttachment(picture_name(self.context), picture_bytes(mime)),))

    def _read_files(self, key: str, paths: list[Path]) -> None:
        if paths:
            reading, attach = partial(read_files, paths=tuple(paths)), partial(self._attach, key)
            self.context.runner.job(self, _("Attaching files"), reading, attach, failed=self._failed)

    def _attach(self, key: str, files: tuple[NewAttachment, ...]) -> None:
        self._act(partial(add_evidence, evaluation_id=self._id, item_key=key, files=files))

    def _load_picture(self, file_id: int) -> None:
        shown = partial(self._show_picture, file_id)
        asker = self._picture_askers.setdefault(file_id, QObject(self))  # one each: none outdates another
        self.context.runner.ask(asker, partial(read_evidence, file_id=file_id), shown, failed=self._failed)

    def _show_picture(self, file_id: int, file: NewAttachment) -> None:
        self.entry.question.evidence.show_content(file_id, file.content)

    def _save_file(self, file_id: int) -> None:
        name = next((one.name for one in self.card.files if one.id == file_id), "") if self.card is not None else ""
        chosen = self._ask_path(self, _("Save a copy"), name, "")
        if chosen:
            saving = partial(save_evidence, file_id=file_id, path=Path(chosen))
            said = lambda path: self.context.say(_("Saved {file}.").format(file=path.name))  # noqa: E731  (one word)
            self.context.runner.job(self, _("Saving a copy"), saving, said, failed=self._failed)

    # sending and leaving

    def send(self) -> None:
        """Refused with the open items named; the form then stands on the first of them."""
        if self.card is None or not self._keep_words():
            return
        self.message.clear()
        command = partial(submit_evaluation, evaluation_id=self._id)
        self.context.runner.act(self, command, lambda _none: self._sent(), failed=self._not_sent)

    def _sent(self) -> None:
        self.context.say(_("The report was sent."))
        if self._evaluation_id is not None:
            self.leave()

    def _not_sent(self, error: BaseException) -> None:
        self._failed(error)
        if isinstance(error, QuestionsOpen):
            self.entry.go_to(error.first)

    def leave(self) -> None:
        """Back to the list; what was answered is kept."""
        if not self._keep_words():
            return
        self._evaluation_id, self.card = None, None
        self.context.show(self._back)
