"""The command line: the operations without a window.

Exit codes: 0 done; 1 refused, or something is wrong; 2 the command itself was not understood.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from csatdesk.cli import imports, papers, upkeep
from csatdesk.cli.people import PASSPHRASE, PASSWORD
from csatdesk.cli.talk import spoken_here, warn
from csatdesk.domain.errors import Spoken
from csatdesk.operations.profiles import load_settings, open_profile
from csatdesk.wording.texts import _, set_language, spoken

REFUSED, INTERRUPTED = 1, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    set_language(spoken_here(""))
    wanted = _parser().parse_args(argv)
    try:
        profile = open_profile(wanted.profile)
        set_language(spoken_here(load_settings(profile.settings).language))
        code: int = wanted.run(wanted, profile)
    except Spoken as error:
        warn(spoken(error))
        return REFUSED
    except KeyboardInterrupt:
        warn(_("Stopped. What was not finished was taken back."))
        return INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    words = _("csatdesk without a window. Where nobody can type, the variables {first} and {second} serve.")
    parser = argparse.ArgumentParser(prog="csatdesk", description=words.format(first=PASSWORD, second=PASSPHRASE))
    parser.add_argument("--profile", type=Path, metavar="DIR", help=_("the folder that holds the centre's data"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for part in (imports, papers, upkeep):
        part.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
