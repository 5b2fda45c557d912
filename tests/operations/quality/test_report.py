"""The report leaves the program whole or not at all, and only with the right to take something out."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from csatdesk.domain.cuts import Cut
from csatdesk.domain.errors import Cancelled, NotAllowed
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.quality import Apart
from csatdesk.domain.quality_views import Depth, Split
from csatdesk.operations.quality.report import export_quality, load_report
from csatdesk.operations.quality.step_aparts import MOST_TOLD, StepApart, load_differences, parts_of
from csatdesk.operations.quality.words import met_words
from csatdesk.wording.texts import _, speaking
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import published
from tests.operations.quality.scenes import asked, olga, reviewed
from tests.reports.reading import words

HALL = "Sala główna"


def title_of(one: StepApart | Apart) -> LocalText:
    return one.here.section.title if isinstance(one, StepApart) else one.here.item.short or one.here.item.text


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


def paper(stage: Stage, version: int, folder: Path, depth: Depth = Depth.KEY, **other: Any) -> str:
    path = folder / "report.pdf"
    export_quality(stage.store, stage.marek, asked=asked(version, **other), depth=depth, path=path, at=NOW)
    return words(path.read_bytes())


@pytest.mark.parametrize("depth", Depth)
def test_strengths_and_weaknesses_stand_on_paper_in_the_words_of_the_screen(
    centre: Stage, tmp_path: Path, depth: Depth
) -> None:
    version = published(centre)
    for name, answer in (("yes", "no"), ("yes", "partial"), ("no", "no"), ("yes", "no"), ("no", "partial")):
        reviewed(centre, version, name=name, answer=answer)
    for name in ("yes", "no", "yes", "no", "yes"):
        reviewed(centre, version, whose=olga(centre), name=name)
    told = paper(centre, version, tmp_path, depth)
    # 25, 62.5, 25, 25 and 62.5: 40 ± 2.776 · 20.54 / √5; met to 0, 50, 0, 0 and 50: 20 ± 34, and not under 0
    assert (
        "Sala główna 5 evaluations Title of matter Worse, not by chance 40.0 likely 14.5 to 65.5 5 "
        "100.0 5 −60.0 "
        "What of answer Worse than elsewhere 20% likely 0% to 54% 5 100% 5 −80.0" in told
    )
    assert "Infolinia 5 evaluations Title of matter Better, not by chance 100.0 5 40.0 likely 14.5" in told
    assert told.index("Strengths and weaknesses") < told.index("Infolinia 5 evaluations")
    with speaking("fi"):
        assert _("Better, not by chance") in paper(centre, version, tmp_path, depth)


def test_the_same_stands_on_paper_as_beside_the_list(centre: Stage, tmp_path: Path) -> None:
    """So many of each, the farthest apart first, whatever the number of items."""
    version = published(centre)
    for name, greets in (("yes", "no"), ("no", "yes"), ("yes", "no")):
        reviewed(centre, version, name=name, greets=greets)
        reviewed(centre, version, whose=olga(centre), answer="no")
    with centre.read(centre.marek) as reading:
        office_id = centre.anna.office_id
        shown = load_differences(reading, asked=asked(version), split=Split.OFFICE, key=office_id)
        (told,) = (
            one for one in load_report(reading, asked=asked(version), depth=Depth.KEY).aparts if one.name == HALL
        )
    assert [(one.told, one.title, one.by, one.here.n, one.there.n) for one in told.lines] == [
        (words.rstrip(":"), title_of(one), Decimal(one.by), one.here.n, one.there.n)
        for words, some in parts_of(shown, MOST_TOLD)
        for one in some
    ]
    assert len(told.lines) > 2


def test_under_three_evaluations_nothing_of_an_office_or_of_the_others_is_told(centre: Stage, tmp_path: Path) -> None:
    version = published(centre)
    for _each in range(4):
        reviewed(centre, version, answer="no")
    for _each in range(2):
        reviewed(centre, version, whose=olga(centre))
    told = paper(centre, version, tmp_path)
    assert "No office is told apart from the others by anything." in told
    assert "elsewhere" not in told


def test_one_office_alone_has_no_others_to_be_compared_with(local_centre: Stage, tmp_path: Path) -> None:
    version = played(local_centre)
    assert "Strengths and weaknesses" in paper(local_centre, version, tmp_path)
    alone = Cut(office_ids=(local_centre.anna.office_id,))
    assert "Strengths and weaknesses" not in paper(local_centre, version, tmp_path, cut=alone)


def test_single_evaluations_are_those_that_one_may_see_and_the_newest_are_shown_first(centre: Stage) -> None:
    version = played(centre)
    with centre.read(centre.marek) as reading:
        whole = load_report(reading, asked=asked(version), depth=Depth.SINGLE)
        newest = load_report(reading, asked=asked(version), depth=Depth.SINGLE, most=1)
    assert (len(whole.singles), whole.seen, whole.count) == (3, 3, 6)
    assert {one.employee_name for one in whole.singles} == {"Anna Nowak"}
    assert (len(newest.singles), newest.seen) == (1, 3)
