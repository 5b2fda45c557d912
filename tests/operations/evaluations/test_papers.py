"""One evaluation on paper: score with coverage, every answer, disputes, photos."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from csatdesk.domain.attachments import NewAttachment
from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import NotFound
from csatdesk.operations.evaluations.commands import note_item, submit_evaluation
from csatdesk.operations.evaluations.disputes import decide_dispute, raise_dispute
from csatdesk.operations.evaluations.files import add_evidence
from csatdesk.operations.evaluations.papers import export_evaluation
from csatdesk.reports.pen import picture_size
from tests.cast import Stage
from tests.operations.evaluations.scorecards import GOOD, answer, begun
from tests.reports.reading import words


def photo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (640, 480), (20, 90, 40)).save(file, "JPEG")
    return file.getvalue()


def test_a_review_is_printed_whole(local_centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(local_centre)
    answer(local_centre, evaluation_id, **(GOOD | {"name": "no", "wait": 7}))
    files = [NewAttachment("desk.jpg", photo()), NewAttachment("notes.txt", b"heard twice")]
    with local_centre.work(local_centre.marek) as work:
        note_item(work, evaluation_id=evaluation_id, item_key="name", note="Zażółć gęślą jaźń.")
        add_evidence(work, evaluation_id=evaluation_id, item_key="name", files=files)
    with local_centre.work(local_centre.marek) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    with local_centre.work(local_centre.anna) as work:
        dispute_id = raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason="Said it.")
    with local_centre.work(local_centre.ewa) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason="Heard it.")
    path = tmp_path / "review.pdf"
    export_evaluation(local_centre.store, local_centre.anna, no_progress, evaluation_id=evaluation_id, path=path)
    told = words(path.read_bytes())
    for part in (
        "Score 85.0, passed; 100 % seen",
        "Zażółć gęślą jaźń.",
        "7 min",
        "Total 65.0 before, 85.0 after.",
        "desk.jpg",
        "notes.txt",
        "Whose work Anna Nowak",
    ):
        assert part in told


def test_nobody_prints_what_they_may_not_see(local_centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(local_centre)
    path = tmp_path / "review.pdf"
    with pytest.raises(NotFound):
        export_evaluation(local_centre.store, local_centre.liis, evaluation_id=evaluation_id, path=path)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", photo()[:200]])
def test_what_is_no_whole_picture_is_only_named(content: bytes) -> None:
    assert picture_size(content) is None
