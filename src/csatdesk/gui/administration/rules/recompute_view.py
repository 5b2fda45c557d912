"""Which running cases a changed rule would move, with their old and new days, before anything is moved."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Cancelled
from csatdesk.gui.administration.rules.back_view import BackView
from csatdesk.gui.administration.section import beside
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Label, PlainButton
from csatdesk.gui.tokens import S8
from csatdesk.operations.cases.recomputing import Moved, recompute_many
from csatdesk.operations.cases.rule_effects import Effect, preview_rule
from csatdesk.wording.formats import full_instant, number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word

SHOWN = 50


class RecomputeView(BackView):
    """`look` first; nothing moves before the button is pressed, and undo puts it back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Recompute the running cases"), parent)
        self._context = context
        self._effect: Effect | None = None
        self.words = Label("", "body", wrap=True)
        self.do = PlainButton("", likely=True, size="medium")
        self.do.clicked.connect(self._recompute)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(S8)
        self._rows.setContentsMargins(0, 0, 0, 0)
        place = QWidget()
        place.setLayout(self._rows)
        self.add(self.words)
        self.add(beside(self.do))
        self.add(place)

    def look(self, rule_id: int) -> None:
        """Look through the cases; a job, for there may be thousands."""
        self._effect = None
        self._clear()
        self.do.hide()
        self.words.setText(_("Looking through the running cases …"))
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        job = partial(preview_rule, rule_id=rule_id)
        self._context.runner.job(self, _("Running cases of a rule"), job, self._show, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self.do.setEnabled(True)
        if isinstance(error, Cancelled):
            self.words.setText(_("Cancelled. Nothing was moved."))
        else:
            self._context.runner.failed.emit(error, None)

    def _show(self, effect: Effect) -> None:
        self._effect = effect
        self.do.setEnabled(True)
        count = len(effect.case_ids)
        self.words.setText(effect_words(effect))
        self.do.setText(
            ngettext("Recompute {count} case", "Recompute {count} cases", count).format(count=number(count))
        )
        self.do.updateGeometry()
        self.do.setVisible(count > 0)
        for moved in effect.moved[:SHOWN]:
            self._rows.addWidget(self._row(moved))
        left = len(effect.moved) - SHOWN
        if left > 0:
            told = ngettext("and {count} more", "and {count} more", left).format(count=number(left))
            self._rows.addWidget(Label(told, "small", "ink2"))
        if count:
            self.do.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, moved: Moved) -> QWidget:
        zone = self._context.zone
        before = full_instant(moved.before_at, zone) if moved.before_at is not None else _("no clock")
        after = full_instant(moved.after_at, zone) if moved.after_at is not None else _("no clock")
        told = _("{clock}: {before} → {after}").format(clock=word(moved.clock), before=before, after=after)
        row = QWidget()
        lines = QVBoxLayout(row)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Label(moved.number, "body", bold=True))
        lines.addWidget(Label(told, "small", "ink2", wrap=True))
        return row

    def _recompute(self) -> None:
        effect = self._effect
        if effect is None:
            return
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.do.setEnabled(False)
        self._context.runner.job(
            self,
            _("Recompute the running cases"),
            partial(recompute_many, case_ids=effect.case_ids),
            partial(self._recomputed, effect),
            failed=self._failed,
            changes=frozenset({Kind.CASE}),
        )

    def _recomputed(self, effect: Effect, count: int) -> None:
        if effect is not self._effect:  # another rule is being looked at by now
            return
        self._clear()
        self.do.hide()
        told = ngettext("{count} case was moved.", "{count} cases were moved.", count)
        self.words.setText(told.format(count=number(count)))
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()


def effect_words(effect: Effect) -> str:
    """How many cases would move: "3 of 40 running cases would move."."""
    count, looked_at = len(effect.case_ids), effect.looked_at
    if not count:
        return _("No running case would move: all keep the deadline they have.")
    told = ngettext(
        "{moved} of {count} running case would move.", "{moved} of {count} running cases would move.", looked_at
    )
    return told.format(moved=number(count), count=number(looked_at))
