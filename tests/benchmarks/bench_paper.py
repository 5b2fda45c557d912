"""How long papers take, in milliseconds a page: run as `python -m tests.benchmarks.bench_paper`.

The aim is 25 ms a page. The first paper of a process also loads reportlab and the fonts; that is told apart.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from csatdesk.reports import case_file, case_list, receipt
from csatdesk.reports.preview import page_images
from csatdesk.reports.receipt import ReceiptSize
from tests.reports.reading import reader
from tests.reports.samples import POLISH_CASE, POLISH_RECEIPT, polish_list


def main() -> None:
    story = POLISH_CASE.story * 20
    _told("first receipt, with loading", lambda: receipt.as_bytes(POLISH_RECEIPT, ReceiptSize.A4))
    _told("receipt A4", lambda: receipt.as_bytes(POLISH_RECEIPT, ReceiptSize.A4))
    _told("receipt 80 mm", lambda: receipt.as_bytes(POLISH_RECEIPT, ReceiptSize.ROLL_80))
    _told("case file", lambda: case_file.as_bytes(POLISH_CASE))
    _told(f"case file, story of {len(story):,} letters", lambda: case_file.as_bytes(replace(POLISH_CASE, story=story)))
    _told("list of 300", lambda: case_list.as_bytes(polish_list(300)))
    _told("list of 5,000", lambda: case_list.as_bytes(polish_list(5000)))
    paper = case_file.as_bytes(POLISH_CASE)
    _told("preview of a case file at 144 dpi", lambda: paper if list(page_images(paper, 2)) else b"")
    _told("print of a case file at 300 dpi", lambda: paper if list(page_images(paper, 300 / 72)) else b"")


def _told(name: str, make: Callable[[], bytes]) -> None:
    start = perf_counter()
    paper = make()
    spent = (perf_counter() - start) * 1000
    count = len(reader(paper).pages)
    sys.stdout.write(f"{name:40} {count:4} pages {spent / count:8.1f} ms a page {len(paper) // 1000:6} kB\n")


if __name__ == "__main__":
    main()
