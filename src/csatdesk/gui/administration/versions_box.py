"""Which version of an office's hours counts, since when, and those before it. Running clocks keep theirs."""

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.centres import CalendarVersion
from csatdesk.gui.administration.section import FactRow
from csatdesk.gui.fields import Label, LinkButton
from csatdesk.wording.formats import number, short_date
from csatdesk.wording.opening_hours import opening_words
from csatdesk.wording.texts import _, ngettext


class VersionsBox(QWidget):
    """`know` the versions of all offices, then `show_office`; nothing stands here for an office that is new."""

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._known: Mapping[int, tuple[CalendarVersion, ...]] = {}
        self._office_id: int | None = None
        self._is_open = False
        self.words = Label("", "small", "ink2", wrap=True)
        self.link = LinkButton("")
        self.link.clicked.connect(self._toggle)
        self.earlier = Label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FactRow(_("Version"), self.words, self.link, self.earlier))

    def know(self, known: Mapping[int, tuple[CalendarVersion, ...]]) -> None:
        self._known = known
        self._show()

    def show_office(self, office_id: int | None) -> None:
        self._office_id, self._is_open = office_id, False
        self._show()

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._show()

    def _show(self) -> None:
        versions = self._known.get(self._office_id, ()) if self._office_id is not None else ()
        self.setVisible(bool(versions))
        if not versions:
            return
        self.words.setText(self._told(versions[0]) + " " + _("Cases that run keep the version they were given."))
        count = len(versions) - 1
        earlier = ngettext("{count} earlier version", "{count} earlier versions", count).format(count=number(count))
        self.link.setText(_("Hide the earlier versions") if self._is_open else earlier)
        self.link.updateGeometry()
        self.link.setVisible(count > 0)
        self.earlier.setText("\n".join(f"{self._told(one)} {opening_words(one.calendar)}" for one in versions[1:]))
        self.earlier.setVisible(self._is_open and count > 0)

    def _told(self, version: CalendarVersion) -> str:
        day = short_date(version.since.astimezone(self._zone).date())
        return _("Version {number}, since {day}.").format(number=number(version.number), day=day)
