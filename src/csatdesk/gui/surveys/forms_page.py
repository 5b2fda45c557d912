"""A survey's forms: written on paper, as PDF, for a browser; and what comes back filled in is taken in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Cancelled, Spoken, Trouble
from csatdesk.domain.file_names import file_name
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.surveys import SurveyState
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, EmptyState, FormRow, Hairline, Label, PlainButton, TextBox
from csatdesk.gui.file_drops import AskFiles, ask_files, local_files
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import deed_button
from csatdesk.gui.intake.printing import send_to_printer
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.surveys.choosing_page import SurveyChoosingPage
from csatdesk.gui.tokens import S8, S16
from csatdesk.operations.surveys.forms import (
    FormKind,
    FormOffer,
    draw_form,
    export_coded_forms,
    export_form,
    load_form_offer,
)
from csatdesk.operations.surveys.replies import RepliesTaken, take_pasted, take_replies
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext, spoken
from csatdesk.wording.words import LANGUAGE_NAMES

Printer = Callable[[Sequence[bytes], str], object]  # pages, name
AskFolder = Callable[[QWidget, str], str]  # parent, title → path
LINES_TO_PASTE, SHOWN_MOST = 4, 200
KINDS = (
    (FormKind.PAPER, N_("&Paper form"), "P", N_("Paper form")),
    (FormKind.PDF, N_("PDF to &fill in"), "F", N_("PDF form")),
    (FormKind.HTML, N_("Form for a &browser"), "B", N_("Form in the browser")),
)


def ask_folder(parent: QWidget, title: str) -> str:
    return QFileDialog.getExistingDirectory(parent, title)


class SurveyFormsPage(SurveyChoosingPage):
    """See the module's first words."""

    shows = frozenset({Kind.SURVEY, Kind.STANDARD})
    help_page = "survey-forms"
    above = S16

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        ask: AskPath = ask_path,
        ask_for_files: AskFiles = ask_files,
        ask_for_folder: AskFolder = ask_folder,
        printer: Printer = send_to_printer,
    ) -> None:
        super().__init__(context, parent, EmptyState(_("The forms of a survey stand here."), _("There is none yet.")))
        self._ask_path, self._ask_files, self._ask_folder = ask, ask_for_files, ask_for_folder
        self._send_to_printer = printer
        self.offer: FormOffer | None = None
        self.language, self.whom = Choice(), Choice()
        self.writing = [
            make_action(self, _(words), partial(self.write, kind), keys) for kind, words, keys, _name in KINDS
        ]
        self.print_action = make_action(self, _("P&rint the paper form"), self.print, "Ctrl+P")
        self.taking = [
            make_action(self, _("Take in f&iles"), self.take_files, "I"),
            make_action(self, _("Take in a f&older"), self.take_folder, "O"),
        ]
        self.paste_action = make_action(self, _("Take in what is pas&ted"), self.take_text)
        self.pasted = TextBox(placeholder=_("Paste the text of an e-mail with a reply here"))
        self.pasted.setFixedHeight(self.pasted.lines_high(LINES_TO_PASTE))
        self.result, self.reasons = Label("", bold=True, wrap=True), Label("", wrap=True)
        self.reasons.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.reply_hint = Label("", "small", "ink2", wrap=True)
        for action in (*self.writing, *self.taking):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()
        self.whom.chosen.connect(lambda _whom: self._fit())
        self.setAcceptDrops(True)

    def _lay_out(self) -> None:
        column = self.column
        self.language_row = FormRow(_("&Language"), self.language)
        for row in (FormRow(_("&Survey"), self.survey), FormRow(_("For &whom"), self.whom), self.language_row):
            column.addWidget(row)
        column.addWidget(FlowBox(*map(deed_button, (*self.writing, self.print_action)), gap=S8))
        column.addSpacing(S8)
        column.addWidget(Hairline())
        column.addWidget(Label(_("Replies"), "heading"))
        column.addWidget(self.reply_hint)
        column.addWidget(FlowBox(*map(deed_button, self.taking), gap=S8))
        column.addWidget(self.pasted)
        take = PlainButton(_("Take in what is pas&ted"))
        take.clicked.connect(self.take_text)
        column.addWidget(FlowBox(take, gap=S8))
        column.addWidget(self.result)
        column.addWidget(self.reasons)
        column.addStretch(1)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Forms and replies")

    def summary(self) -> str:
        return self.offer.row.name if self.offer is not None else ""

    def shown(self) -> None:
        self.ask()
        self.survey.setFocus(Qt.FocusReason.OtherFocusReason)

    # what comes

    def ask_offer(self) -> None:
        self.context.runner.ask(self, partial(load_form_offer, survey_id=self.survey_id), self._offered)

    def _offered(self, offer: FormOffer) -> None:
        if self.offer is None or self.offer.row.id != offer.row.id:
            self._say_result("", "")
            self.banner.say("")
        chosen, coded, self.offer = self.language.value(), self.whom.value(), offer
        self.language.clear()
        for code in offer.languages:
            self.language.add(code, LANGUAGE_NAMES[code])
        for wanted in (chosen, offer.row.language):
            if wanted in offer.languages:
                self.language.set_value(wanted)
                break
        self.whom.clear()
        self.whom.add(False, _("one for everybody, without a name"))
        if offer.open_count and self.context.may(Right.LEAD_SURVEYS):
            words = ngettext(
                "one with a code for {count} person asked",
                "one with a code each for {count} people asked",
                offer.open_count,
            )
            self.whom.add(True, words.format(count=number(offer.open_count)))
            self.whom.set_value(bool(coded))
        self._fit()

    def _fit(self) -> None:
        """With codes everybody gets it in their own language; a survey that does not run takes nothing in."""
        assert self.offer is not None
        self.language_row.setVisible(not self.whom.value())
        is_running = self.offer.row.state is SurveyState.RUNNING
        for action in (*self.taking, self.paste_action):
            action.setEnabled(is_running)
        self.reply_hint.setText(
            _("Filled PDF forms, saved replies and e-mails; they can also be dropped here.")
            if is_running
            else _("This survey is not running, so it takes no replies.")
        )
        self.head_changed.emit()

    # what is written

    def write(self, kind: FormKind) -> None:
        if self.offer is None:
            return
        title = _(next(name for one, _words, _keys, name in KINDS if one is kind))
        if self.whom.value():
            self._write_coded(kind, title)
            return
        language = str(self.language.value())
        name = f"{file_name(self.offer.row.name)}, {title}, {language}{kind.suffix}"
        chosen = self._ask_path(self, title, name, f"{title} (*{kind.suffix})")
        if chosen:
            path = Path(chosen)
            path = path if path.suffix.lower() == kind.suffix else path.with_name(path.name + kind.suffix)
            writing = partial(export_form, survey_id=self.offer.row.id, kind=kind, language=language, path=path)
            self._job(title, writing, lambda _made: self.context.say(_("Saved {file}.").format(file=path.name)))

    def _write_coded(self, kind: FormKind, title: str) -> None:
        assert self.offer is not None
        folder = self._ask_folder(self, title)
        if folder:
            writing = partial(export_coded_forms, survey_id=self.offer.row.id, kind=kind, folder=Path(folder))
            self._job(title, writing, self._wrote)

    def _wrote(self, count: int) -> None:
        words = ngettext("{count} form saved.", "{count} forms saved.", count)
        self.context.say(words.format(count=number(count)))

    def print(self) -> None:
        """The paper form for everybody, at once."""
        if self.offer is not None:
            language = str(self.language.value())
            drawing = partial(draw_form, survey_id=self.offer.row.id, language=language)
            self._job(_("Paper form"), drawing, self._print)

    def _print(self, pages: tuple[bytes, ...]) -> None:
        name = _("Paper form")
        try:
            self._send_to_printer(pages, name)
        except Trouble as trouble:
            self.context.runner.failed.emit(trouble, self.print)
            return
        self.context.say(_("{name} is printing.").format(name=name))

    # what comes back

    def take_files(self) -> None:
        self.take([Path(one) for one in self._ask_files(self, _("Take in replies"))])

    def take_folder(self) -> None:
        folder = self._ask_folder(self, _("Take in replies"))
        if folder:
            self.take([Path(folder)])

    def take(self, paths: Sequence[Path]) -> None:
        if self.offer is not None and paths:
            taking = partial(take_replies, survey_id=self.offer.row.id, paths=tuple(paths))
            self._job(_("Take in replies"), taking, self._took)

    def take_text(self) -> None:
        text = self.pasted.toPlainText()
        if self.offer is not None and text.strip():
            taking = partial(take_pasted, survey_id=self.offer.row.id, text=text, name=_("The pasted text"))
            self._job(_("Take in replies"), taking, self._took_pasted)

    def _took_pasted(self, taken: RepliesTaken) -> None:
        if taken.kept:
            self.pasted.clear()
        self._took(taken)

    def _took(self, taken: RepliesTaken) -> None:
        words = ngettext("{count} answer taken in.", "{count} answers taken in.", taken.kept)
        told = words.format(count=number(taken.kept))
        if taken.not_taken:
            not_taken = ngettext("{count} was not:", "{count} were not:", len(taken.not_taken))
            told = f"{told} {not_taken.format(count=number(len(taken.not_taken)))}"
        reasons = [spoken(one.error) for one in taken.not_taken[:SHOWN_MOST]]
        more = len(taken.not_taken) - len(reasons)
        if more:
            reasons.append(ngettext("and {count} more", "and {count} more", more).format(count=number(more)))
        self._say_result(told, "\n".join(reasons))

    def _say_result(self, words: str, reasons: str) -> None:
        self.result.setText(words)
        self.result.setAccessibleName(words)
        self.reasons.setText(reasons)
        for label in (self.result, self.reasons):
            label.setVisible(bool(label.text()))

    def _job(self, title: str, work: Callable[..., object], then: Callable[..., object]) -> None:
        self.banner.say("")
        changes = frozenset({Kind.RESPONSE, Kind.SURVEY})
        self.context.runner.job(self, title, work, then, failed=self._failed, changes=changes)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.banner.say(spoken(error))
        elif not isinstance(error, Cancelled):
            self.context.runner.failed.emit(error, None)

    # files that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_drop(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._may_drop(event):
            event.acceptProposedAction()
            self.take(local_files(event.mimeData()))

    def _may_drop(self, event: QDropEvent) -> bool:
        is_running = self.offer is not None and self.offer.row.state is SurveyState.RUNNING
        return is_running and bool(local_files(event.mimeData()))
