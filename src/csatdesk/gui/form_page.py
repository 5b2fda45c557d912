"""A page with a list, and beside it a pane in which a form stands while something is written."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from csatdesk.domain.errors import Spoken
from csatdesk.gui.actions import make_action
from csatdesk.gui.form_pane import FormPane
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.page import Page
from csatdesk.wording.texts import _


class FormPage(Page):
    """A subclass makes `list`, `pane` and `split`, and shows in `_show_again` what stands in the pane."""

    list: QWidget
    pane: FormPane
    split: ListBeside

    def _made_actions(
        self, deeds: Sequence[tuple[str, str, str]], does: Mapping[str, Callable[[], object]]
    ) -> dict[str, QAction]:
        """Of `deeds` (key, words, shortcut) those that can be done here; their shortcuts hold on this page."""
        made = {key: make_action(self, _(words), does[key], keys) for key, words, keys in deeds if key in does}
        for action in made.values():
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def _show_again(self) -> None:
        """A form came or went: what is chosen, and what can be done with it now."""
        raise NotImplementedError

    def _open(self, form: InlineForm) -> None:
        form.left.connect(self._close_form)
        self.pane.show_form(form)
        self._show_again()

    def _close_form(self) -> None:
        self.pane.drop_form()
        self._show_again()
        self._focus_list()

    def _failed(self, form: InlineForm, error: BaseException) -> None:
        """Said in the form, as long as it stands there."""
        if isinstance(error, Spoken) and self.pane.form is form:
            form.refused(error)
        else:
            self.context.runner.failed.emit(error, None)

    # the keyboard, and the window

    def _focus_first(self) -> None:
        if self.pane.form is not None:
            self.pane.form.focus_first()
        else:
            self._focus_list()

    def _focus_list(self) -> None:
        if not self.split.is_empty:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.list.hasFocus():
            self.pane.focus_page()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.share_width(self.width())
