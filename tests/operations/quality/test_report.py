"""The report leaves the program whole or not at all, and only with the right to take something out."""

from decimal import Decimal
from pathlib import Path

import pytest

from csatdesk.domain.errors import Cancelled, NotAllowed
from csatdesk.domain.quality_views import Depth
from csatdesk.operations.quality.report import export_quality, load_report
from csatdesk.operations.quality.words import met_words
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import published
from tests.operations.quality.scenes import asked, olga, reviewed


def played(stage: Stage) -> int:
    version = published(stage)
    for _each in range(3):
        reviewed(stage, version)
        reviewed(stage, version, whose=olga(stage))
    return version


@pytest.mark.parametrize("name", ["report.pdf", "report.xlsx"])
def test_a_cancelled_report_leaves_no_file(centre: Stage, tmp_path: Path, name: str) -> None:
    version, folder = played(centre), tmp_path / "out"
    folder.mkdir()

    def cancel(done: int, total: int) -> None:
        if done >= total:
            raise Cancelled()

    with pytest.raises(Cancelled):
        export_quality(
            centre.store,
            centre.marek,
            asked=asked(version),
            depth=Depth.SINGLE,
            path=folder / name,
            at=NOW,
            progress=cancel,
        )
    assert list(folder.iterdir()) == []


def test_how_often_an_item_was_met_is_rounded_half_up() -> None:
    assert [met_words(Decimal(met)) for met in ("62.5", "63.5", "62.49")] == ["63%", "64%", "62%"]


def test_who_may_take_nothing_out_saves_no_report(centre: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        export_quality(centre.store, centre.liis, asked=asked(1), depth=Depth.KEY, path=tmp_path / "x.pdf")


def test_single_evaluations_are_those_that_one_may_see_and_the_newest_are_shown_first(centre: Stage) -> None:
    version = played(centre)
    with centre.read(centre.marek) as reading:
        whole = load_report(reading, asked=asked(version), depth=Depth.SINGLE)
        newest = load_report(reading, asked=asked(version), depth=Depth.SINGLE, most=1)
    assert (len(whole.singles), whole.seen, whole.count) == (3, 3, 6)
    assert {one.employee_name for one in whole.singles} == {"Anna Nowak"}
    assert (len(newest.singles), newest.seen) == (1, 3)
