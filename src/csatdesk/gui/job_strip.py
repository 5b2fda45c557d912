"""What long work is going on: its name, a bar, how far it is, and Cancel. Shown only when it takes a moment."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.labels import Hairline
from csatdesk.gui.runner import SHOWN_AFTER, Job
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _


class JobLine(QWidget):
    """One job."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(job.title)
        self.bar.setRange(0, 0)
        self.far = Label("", "caption", "ink2")
        self.cancel = LinkButton(_("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().margin, 4, theme().margin, 4)
        row.setSpacing(S12)
        row.addWidget(Label(job.title, "small", bold=True))
        row.addWidget(self.bar, 1)
        row.addWidget(self.far)
        row.addWidget(self.cancel)
        job.progressed.connect(self._progressed)
        if job.total:
            self._progressed(job.done, job.total)

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * done / max(1, total)))
        if self._job.goes_back:
            self.far.setText(_("taking back …"))
        elif not self._job.is_cancelled:
            self.far.setText(_("{done} of {total}").format(done=number(done), total=number(total)))

    def _cancel(self) -> None:
        self._job.cancel()
        self.cancel.setEnabled(False)
        self.far.setText(_("stopping …"))


class JobStrip(QFrame):
    """All jobs that run, one line each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sunk")
        self._lines: dict[Job, JobLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(Hairline())
        self.hide()

    def started(self, job: Job) -> None:
        QTimer.singleShot(int(SHOWN_AFTER * 1000), self, self._shower(job))

    def ended(self, job: Job) -> None:
        line = self._lines.pop(job, None)
        if line is not None:
            self._column.removeWidget(line)
            line.deleteLater()
        self.setVisible(bool(self._lines))

    @property
    def lines(self) -> tuple[JobLine, ...]:
        return tuple(self._lines.values())

    def _shower(self, job: Job) -> Callable[[], None]:
        def show() -> None:
            if not job.has_ended:
                self._lines[job] = JobLine(job)
                self._column.addWidget(self._lines[job])
                self.show()

        return show
