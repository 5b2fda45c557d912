"""Starting csatdesk: a window, or one of the commands that need none."""

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from csatdesk import __version__

COMMANDS = ("import", "report", "backup", "restore", "doctor")


def main(argv: Sequence[str] | None = None) -> int:
    """The program; returns its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if any(word in COMMANDS for word in given[:3]):  # a command stands first, or after --profile DIR
        from csatdesk.cli.main import main as run_command

        return run_command(given)
    wanted = _parser().parse_args(given)
    gc.disable()  # the program collects by itself, on one thread, once its first page is painted
    from csatdesk.gui.plain_import import import_plainly

    import_plainly()
    from csatdesk.app import run

    return run(wanted.profile, is_demo=wanted.demo, tour=wanted.tour, package=wanted.field)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="csatdesk",
        description="The desk program of customer-service centres.",
        epilog=f"Without a window: csatdesk {{{', '.join(COMMANDS)}}} --help",
    )
    parser.add_argument("--profile", type=Path, metavar="DIR", help="the folder that holds the centre's data")
    parser.add_argument("--demo", action="store_true", help="open the demo centre, in a profile of its own")
    parser.add_argument("--field", type=Path, metavar="FILE", help="fill a package of field work on this computer")
    parser.add_argument("--tour", type=Path, metavar="OUT", help="show the program by itself, pictures go to OUT")
    parser.add_argument("--version", action="version", version=f"csatdesk {__version__}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
