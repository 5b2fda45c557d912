"""One of the lines of business of the centre's customers, or all of them."""

from collections.abc import Sequence

from csatdesk.gui.fields import Choice
from csatdesk.wording.texts import _


class ActivityChoice(Choice):
    """Its value is a line of business, "" for all. Hidden while the centre knows none."""

    def __init__(self) -> None:
        super().__init__([("", _("All lines of business"))])
        self.setAccessibleName(_("Line of business"))
        self._activities: tuple[str, ...] = ()
        self.hide()

    @property
    def activities(self) -> tuple[str, ...]:
        """What lists and figures are cut by; none: by nothing."""
        chosen = str(self.value())
        return (chosen,) if chosen else ()

    def offer(self, activities: Sequence[str]) -> None:
        if tuple(activities) == self._activities:
            return
        kept, self._activities = self.value(), tuple(activities)
        self.clear()
        self.add("", _("All lines of business"))
        for one in activities:
            self.add(one, one)
        if kept in activities:
            self.set_value(kept)
        self.setVisible(bool(activities))
