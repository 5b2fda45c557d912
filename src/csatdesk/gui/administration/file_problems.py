"""Why nothing of a file came in, beneath the place where it was chosen."""

from collections.abc import Sequence

from csatdesk.gui.fields import Label
from csatdesk.wording.texts import _, ngettext

SHOWN_MOST = 12


class FileProblems(Label):
    def __init__(self) -> None:
        super().__init__("", "small", wrap=True)

    def tell(self, problems: Sequence[str], name: str) -> None:
        """The first of them; a file with problems changes nothing."""
        self.setVisible(bool(problems))
        if not problems:
            return
        lead = _("Nothing of {file} was imported. Correct this, then choose it again:").format(file=name)
        more = len(problems) - SHOWN_MOST
        rest = ngettext("… and {count} more", "… and {count} more", more).format(count=more) if more > 0 else ""
        self.setText("\n".join((lead, *problems[:SHOWN_MOST], *([rest] if rest else []))))
