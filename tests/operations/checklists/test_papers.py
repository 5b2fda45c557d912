"""The list of checks as PDF, workbook and CSV, read back."""

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from csatdesk.domain.checklists import CheckFilter, Which
from csatdesk.domain.errors import NotAllowed
from csatdesk.operations.checklists.commands import excuse_check
from csatdesk.operations.checklists.exports import export_checks
from tests.cast import NOW, Stage
from tests.operations.checklists.scene import MONDAY, TODAY, done, scheduled
from tests.reports.reading import words

DAY = timedelta(days=1)


def played(stage: Stage) -> CheckFilter:
    """Thursday done, Friday left out, Monday not done; today is Tuesday."""
    schedule = scheduled(stage, place="Sala 2")
    done(stage, schedule)
    with stage.work(stage.anna, NOW + DAY) as work:
        excuse_check(work, schedule_id=schedule, day=TODAY + DAY, reason="=Zalana sala")
    return CheckFilter(TODAY, MONDAY, Which.NOT_DONE)


def test_checks_not_done_leave_as_they_are_seen_with_the_share_of_each_office(
    local_centre: Stage, tmp_path: Path
) -> None:
    shown, at = played(local_centre), NOW + 5 * DAY
    pdf, book, text = (tmp_path / f"checks{kind}" for kind in (".pdf", ".xlsx", ".csv"))
    assert export_checks(local_centre.store, local_centre.marek, shown=shown, path=pdf, at=at).count == 1
    told = words(pdf.read_bytes())
    for said in (
        "Not done · 19 Nov 2026 – 23 Nov 2026",
        "1 of 2 done (50%), 1 not done, 1 left out",
        "1 of 2 50%",
        "Sala główna, Sala 2",
        "Mon 23 Nov, until 15:00",
    ):
        assert said in told
    export_checks(local_centre.store, local_centre.marek, shown=shown, path=book, at=at)
    rows = list(load_workbook(book).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # it has a sheet
    assert [(row[0].date(), row[4], row[5]) for row in rows[1:]] == [(MONDAY, "Sala 2", "not done")]
    whole = CheckFilter(TODAY, MONDAY, Which.ALL)
    export_checks(local_centre.store, local_centre.marek, shown=whole, path=text, at=at)
    lines = text.read_text("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "\t=Zalana sala" in lines[2], "no text becomes a formula"


def test_only_who_may_export_takes_the_list_along(local_centre: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        export_checks(local_centre.store, local_centre.anna, shown=played(local_centre), path=tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
