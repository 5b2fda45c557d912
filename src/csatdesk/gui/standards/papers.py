"""What leaves and enters the page of standards: its papers, and the standard as a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.surveys import QUESTIONNAIRE
from csatdesk.gui.actions import make_action, plain
from csatdesk.gui.context import Context
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.topics.view import ask_file
from csatdesk.operations.standards.commands import add_draft
from csatdesk.operations.standards.files import FormFile, export_standard, read_form_file
from csatdesk.operations.standards.paper import PaperKind, export_paper
from csatdesk.operations.standards.queries import StandardCard
from csatdesk.operations.surveys.questionnaires import take_over_questionnaire
from csatdesk.wording.standards import told
from csatdesk.wording.texts import _

PAPERS = (
    (PaperKind.STANDARD, N_("The standard to &read")),
    (PaperKind.POCKET, N_("Pocket &card")),
    (PaperKind.SCORECARD, N_("Scorecard to &fill in by hand")),
    (PaperKind.MEMORY, N_("&Questions to remember, without score")),
    (PaperKind.QUESTIONNAIRE, N_("As a &blank questionnaire to hand out")),
)


class StandardPapers(QObject):
    """Each asks where to, then goes on in the background."""

    read = Signal(object)  # id of the draft made from a file
    found = Signal(object, str)  # a FormFile that is to be looked at first, and the name of the file
    papers: tuple[tuple[PaperKind, str], ...] = PAPERS
    kinds = "YAML (*.yaml);;XLSForm (*.xlsx)"
    suffix = ".yaml"

    def __init__(
        self,
        context: Context,
        window: QWidget,
        may_change: bool,
        ask: AskPath = ask_path,
        ask_for_file: AskPath = ask_file,
    ) -> None:
        super().__init__(window)
        self._context, self._window, self._ask, self._ask_for_file = context, window, ask, ask_for_file
        self._card: StandardCard | None = None
        self.actions = [make_action(window, _(words), partial(self.save, kind)) for kind, words in self.papers]
        self.actions.append(make_action(window, _("As a file to &edit or take along"), self.export))
        self._of_card = tuple(self.actions)
        if may_change:
            self.actions.append(make_action(window, _("Draft from a fi&le"), self.load))
        self.stand_on(None)

    def stand_on(self, card: StandardCard | None) -> None:
        self._card = card
        for action in self._of_card:
            action.setEnabled(card is not None)

    def open_menu(self, beside: QWidget) -> QMenu:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions)
        menu.popup(beside.mapToGlobal(QPoint(24, 24)))
        menu.setActiveAction(self.actions[0])
        return menu

    def _name(self) -> str:
        assert self._card is not None
        return told(self._card.template.form.title).replace("/", "-")

    def save(self, kind: PaperKind) -> None:
        if self._card is None:
            return
        paper = plain(_(dict(self.papers)[kind]))
        name = f"{self._name()}, {paper}.pdf"
        chosen = self._ask(self._window, _("Save the paper"), name, "PDF (*.pdf)")
        if chosen:
            path = _with_suffix(chosen, (".pdf",))
            writing = partial(export_paper, version_id=self._card.version.id, kind=kind, path=path)
            self._write(self._name(), path, writing)

    def export(self) -> None:
        if self._card is None:
            return
        name = self._card.template.key + self.suffix
        chosen = self._ask(self._window, _("Save the standard"), name, self.kinds)
        if chosen:
            path = _with_suffix(chosen, (self.suffix, ".yaml", ".yml", ".xlsx"))
            writing = partial(export_standard, version_id=self._card.version.id, path=path)
            self._write(self._name(), path, writing)

    def _write(self, title: str, path: Path, writing: Callable[..., object]) -> None:
        self._context.runner.job(
            self,
            title,
            writing,
            lambda _made: self._context.say(_("Saved {file}.").format(file=path.name)),
        )

    def load(self) -> None:
        kinds = "YAML, XLSForm (*.yaml *.yml *.xlsx *.xls *.ods)"
        chosen = self._ask_for_file(self._window, _("Draft from a file"), "", kinds)
        if chosen:
            path = Path(chosen)
            reading = partial(read_form_file, path=path)
            changes = frozenset({Kind.STANDARD})
            self._context.runner.job(self, _("Standards"), reading, partial(self._read, path.name), changes=changes)

    def _read(self, file: str, found: FormFile) -> None:
        if found.template is None or found.left_out:
            self.found.emit(found, file)
        else:
            self.add(found.template)

    def add(self, template: ScorecardTemplate) -> None:
        """A questionnaire is no standard: it stands with those."""
        if template.kind == QUESTIONNAIRE:
            begin = partial(take_over_questionnaire, template=template)
            self._context.runner.act(self, begin, lambda _id: self._context.show("questionnaires"))
        else:
            self._context.runner.act(self, partial(add_draft, template=template), self.read.emit)


def _with_suffix(chosen: str, known: tuple[str, ...]) -> Path:
    path = Path(chosen)
    return path if path.suffix.casefold() in known else path.with_name(path.name + known[0])
