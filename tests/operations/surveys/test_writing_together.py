"""Several people who answer at the same moment: kiosks and desks on one server."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from csatdesk.domain.forms import Answer
from csatdesk.operations.surveys.kiosk import keep_from_kiosk
from csatdesk.store.entities.surveys import Response
from tests.cast import Stage
from tests.operations.surveys.hands import running

KIOSKS, EACH = 4, 12


def test_kiosks_that_write_at_once_never_stand_in_each_others_way(centre: Stage) -> None:
    survey_id = running(centre)

    def answer(_kiosk: int) -> None:
        for _one in range(EACH):
            with centre.work() as work:
                answers: dict[str, Answer] = {"nps": 9, "csat": 4, "solved": "yes"}
                keep_from_kiosk(work, opener=centre.anna, survey_id=survey_id, answers=answers, is_whole=True)

    with ThreadPoolExecutor(KIOSKS) as pool:
        for done in [pool.submit(answer, kiosk) for kiosk in range(KIOSKS)]:
            done.result()
    with centre.read() as reading:
        assert reading.db.execute(select(func.count()).select_from(Response)).scalar_one() == KIOSKS * EACH
