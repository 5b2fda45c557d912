"""The two families of errors a person is told about, and the end of a cancelled job.

`Refusal`: a rule says no. `Trouble`: the machine or another program is in the way. Anything else is our own bug.
`text` is marked with N_() and filled with `values` after translation, by `wording.texts.spoken(error)`.
"""

from typing import ClassVar

from csatdesk.domain.marks import N_


class Spoken(Exception):
    """An error with words for a person: `text` with named places, and the values that fill them."""

    text: ClassVar[str] = ""

    def __init__(self, *, field: str | None = None, **values: object) -> None:
        super().__init__(self.text)
        self.field = field
        self.values = values

    def __str__(self) -> str:
        return self.text.format(**self.values)


class Refusal(Spoken):
    """A rule says no. Shown at the field named by `field`, or above the form; never logged."""


class Trouble(Spoken):
    """Disk full, server away, file open elsewhere, keyring locked. The text says what to do."""

    can_retry: ClassVar[bool] = False


class Cancelled(Exception):
    """A person pressed Cancel; raised inside a job by its progress function."""


class NotAllowed(Refusal):
    text = N_("This needs a right that you do not have. Your supervisor can give it.")


class ChangedByOther(Refusal):
    text = N_("Somebody else changed this meanwhile. Nothing of yours is lost: compare and save again.")


class NotFound(Refusal):
    text = N_("This is no longer there. It may have been deleted by somebody else.")
