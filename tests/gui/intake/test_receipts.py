"""The receipt goes to this desk's printer on its paper, is shown first where that is wished, and comes again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from csatdesk.gui.administration.receipts import ReceiptsSection
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.intake.printing import PrinterGone, draw_on, send_to_printer
from csatdesk.gui.intake.receipt_preview import ReceiptPreview
from csatdesk.gui.main_window import MainWindow
from csatdesk.operations.cases.exports import SIZES, draw_receipt
from csatdesk.system.settings import load_settings
from tests.cast import Stage
from tests.gui.intake.hands import ALT, CTRL, ENTER, SHIFT, Hands
from tests.reports.reading import reader

Key = Qt.Key
WIDTHS = {"A4": 210, "A5": 148, "80mm": 80}


def save_and_print(hands: Hands) -> None:
    hands.press(Key.Key_U, ALT)
    hands.press(Key.Key_H, ALT)
    hands.write("Gdzie złożyć reklamację?")
    hands.press(ENTER, CTRL | SHIFT)


@pytest.mark.parametrize("size", SIZES)
def test_the_paper_that_is_printed_is_as_large_as_the_receipt(local_centre: Stage, tmp_path: Path, size: str) -> None:
    made = local_centre.register("Zdanie. " * 200)
    pages = draw_receipt(local_centre.store, local_centre.anna, case_id=made.case_id, size=size, read_back=True)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    draw_on(printer, pages)
    printed = reader((tmp_path / "printed.pdf").read_bytes()).pages
    assert len(printed) == len(pages)
    assert abs(float(printed[0].mediabox.width) / 72 * 25.4 - WIDTHS[size]) < 1


def test_a_printer_that_is_gone_is_named() -> None:
    with pytest.raises(PrinterGone, match="Kasa 3"):
        send_to_printer((b"",), "26-01", "Kasa 3")


def test_a_failed_print_is_told_and_the_status_bar_prints_it_again(hands: Hands) -> None:
    again: list[tuple[str, object]] = []
    hands.context.repeatable.connect(lambda words, do: again.append((words, do)))
    hands.context.settings = hands.context.settings._replace(receipt_printer="Kasa 3")
    save_and_print(hands)
    assert hands.count() == 1
    assert "Kasa 3" in hands.offered[-1]
    [(words, do)] = again
    assert words == f"Print the receipt of {hands.saved().row.number} again"
    assert callable(do)
    do()
    assert len(hands.offered) == 2


def test_the_link_stands_in_the_status_bar(local_centre: Stage, hands: Hands) -> None:
    window = MainWindow(hands.context, Boundary())
    hands.qtbot.addWidget(window)
    done: list[str] = []
    hands.context.offer_again("Print it again", lambda: done.append("printed"))
    links = [link for link in window.status.findChildren(type(window.status._again)) if link.text() == "Print it again"]
    assert not links[0].isHidden()
    links[0].click()
    assert done == ["printed"]
    window.keep()
    window.close()


def test_who_wishes_sees_the_receipt_first(hands: Hands) -> None:
    hands.context.settings = hands.context.settings._replace(receipt_preview=True, receipt_size="80mm")
    save_and_print(hands)
    assert hands.offered == []
    [shown] = hands.window.findChildren(ReceiptPreview)
    assert shown.isVisible()
    assert QApplication.focusWidget() is shown
    hands.press(Key.Key_Escape)
    assert not shown.isVisible()
    assert hands.offered == []


def test_enter_prints_what_is_shown(hands: Hands) -> None:
    hands.context.settings = hands.context.settings._replace(receipt_preview=True, receipt_printer="Kasa 3")
    save_and_print(hands)
    hands.press(ENTER)
    assert not hands.window.findChildren(ReceiptPreview)[0].isVisible()
    assert "Kasa 3" in hands.offered[-1]


def test_paper_and_printer_of_this_desk_are_kept_on_this_machine(hands: Hands) -> None:
    hands.context.change_settings(receipt_printer="Kasa 3")
    section = ReceiptsSection(hands.context)
    hands.qtbot.addWidget(section)
    section.shown()
    assert section.printer.currentText() == "Kasa 3"  # switched off now, and chosen still
    section.paper.set_value("80mm")
    section.paper.chosen.emit("80mm")
    section.preview.click()
    kept = load_settings(hands.context.session.profile.settings)
    assert (kept.receipt_size, kept.receipt_preview, kept.receipt_printer) == ("80mm", True, "Kasa 3")
