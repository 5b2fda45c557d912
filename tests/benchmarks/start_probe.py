"""One start of the program, or of a bare Qt window, telling when it has painted and when My desk can be used.

    python -m tests.benchmarks.start_probe bare
    python -m tests.benchmarks.start_probe csatdesk PROFILE

Prints "painted SECONDS" and, for csatdesk, "desk SECONDS" (from Enter at sign-in, pressed 2 s after the paint) and
"password SECONDS" (the check alone, to be taken off). SECONDS of "painted" is the wall clock; the caller knows when it
started the process.
"""

import gc
import sys
import time
from pathlib import Path


def bare() -> None:
    from PySide6.QtCore import QAbstractTableModel, QTimer
    from PySide6.QtGui import QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTableView

    class Window(QTableView):
        def paintEvent(self, event: object) -> None:  # noqa: N802  (Qt's own name)
            super().paintEvent(event)  # type: ignore[arg-type]  # Qt's event
            QTimer.singleShot(0, painted)

    def painted() -> None:
        say("painted", time.time())
        app.quit()

    app = QApplication([])
    model: QAbstractTableModel = QStandardItemModel()  # type: ignore[assignment]  # an empty table
    window = Window()
    window.setModel(model)
    window.resize(1366, 768)
    window.show()
    app.exec()


def csatdesk(folder: Path) -> None:
    gc.disable()  # as __main__ does
    from csatdesk.gui.plain_import import import_plainly

    import_plainly()
    from csatdesk import app as program_module
    from csatdesk.gui.theme import new_application
    from csatdesk.system.paths import open_profile

    app = new_application("csatdesk")
    profile = open_profile(folder)
    program = program_module.Program(profile, folder / "demo")
    program.shell.when_painted(lambda: after_paint(program))  # first, before the rest is loaded behind the page
    program.begin()
    app.exec()


def after_paint(program: object) -> None:
    from PySide6.QtCore import QTimer

    say("painted", time.time())
    QTimer.singleShot(2000, lambda: enter(program))


def enter(program: object) -> None:
    """Type name and password and press Enter, then wait for the desk to hold its rows."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    import csatdesk.operations.session as sessions
    from csatdesk.system import passwords
    from tests.cast import KEY, PASSWORD

    sessions.find_key = lambda _keys, _phrase: KEY  # type: ignore[assignment]  # as a keyring would give it at once
    known = passwords.hash_password(PASSWORD)
    began = time.perf_counter()
    passwords.is_password(known, PASSWORD)
    say("password", time.perf_counter() - began)
    view = program.entrance.front  # type: ignore[attr-defined]  # the sign-in page
    view.ask_password()  # where she came in by PIN last time
    view.name.setText("anna")
    view.secret.field.setText(PASSWORD)
    began = time.perf_counter()
    QTest.keyClick(view.secret.field, Qt.Key.Key_Return)

    def look() -> None:
        main = program.main  # type: ignore[attr-defined]  # the desk, once somebody is in
        if main is not None and main.page is not None and is_filled(main.page):
            say("desk", time.perf_counter() - began)
            timer.stop()
            program.shell.close()  # type: ignore[attr-defined]  # the window; the program ends with it

    timer = QTimer(QApplication.instance())
    timer.timeout.connect(look)
    timer.start(2)


def is_filled(page: object) -> bool:
    """Whether My desk shows what it was asked for."""
    return getattr(page, "desk", None) is not None


def say(what: str, seconds: float) -> None:
    print(what, f"{seconds:.6f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        csatdesk(Path(sys.argv[2]))
