"""What a command line says: results on standard output, progress and troubles beside them."""

import os
import sys
from getpass import getpass

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, closest_language

STEPS = 20  # lines of progress where nobody watches a terminal


class NobodyToAsk(Refusal):
    text = N_("{what} is needed and nobody can type it here. Give it in the variable {variable}.")


def say(text: str) -> None:
    print(text)


def warn(text: str) -> None:
    print(text, file=sys.stderr)


def spoken_here(chosen: str) -> str:
    """The language of the settings, else that of the terminal."""
    told = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return chosen or closest_language(next(filter(None, told), ""))


def secret(what: str, variable: str, *, is_needed: bool = True) -> str:
    """A secret from the environment, else typed at the terminal; "" when it may be missing and nobody can type."""
    given = os.environ.get(variable, "")
    if given:
        return given
    if sys.stdin.isatty() and sys.stderr.isatty():
        return getpass(f"{what}: ", stream=sys.stderr)
    if is_needed:
        raise NobodyToAsk(what=what, variable=variable)
    return ""


class Told:
    """Progress as one line that grows on a terminal, and as a few lines elsewhere."""

    def __init__(self) -> None:
        self._shown = -1

    def __call__(self, done: int, total: int, /) -> None:
        part = STEPS * done // total if total else 0
        watched = sys.stderr.isatty()
        if part == self._shown and not watched:
            return
        self._shown = part
        words = _("{done} of {total}").format(done=number(done), total=number(total))
        print(f"\r{words} " if watched else words, end="" if watched else "\n", file=sys.stderr, flush=True)
        if watched and done >= total:
            print(file=sys.stderr)
