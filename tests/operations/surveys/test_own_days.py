"""A day of its own for each who is asked: where the office sends, before the last day to answer, until it was used."""

from datetime import date

import pytest

from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.survey_sending import AllAtOnce, AskedAlready, DayAfterLast
from csatdesk.domain.surveys import Sender
from csatdesk.operations.surveys.own_days import set_own_day
from csatdesk.store.entities.surveys import Invitation
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.operations.surveys.test_mailing import asking, rows

TENTH, LAST = date(2030, 12, 10), date(2030, 12, 12)


def set_day(stage: Stage, survey_id: int, ids: list[int], day: date | None = TENTH) -> None:
    with stage.work(stage.marek) as work:
        set_own_day(work, survey_id=survey_id, invitation_ids=ids, day=day)


def test_it_is_set_taken_back_and_set_to_none(centre: Stage) -> None:
    survey_id = asking(centre, 3, answer_by=LAST)
    ids = [one.id for one in rows(centre, survey_id)]
    with centre.work(centre.marek) as work:
        done = set_own_day(work, survey_id=survey_id, invitation_ids=ids[:2], day=LAST)
    assert [one.send_on for one in rows(centre, survey_id)] == [LAST, LAST, None]
    set_day(centre, survey_id, ids[:1], None)
    assert [one.send_on for one in rows(centre, survey_id)] == [None, LAST, None]
    with centre.work(centre.marek) as work:
        done.undo(work)
    assert [one.send_on for one in rows(centre, survey_id)] == [None] * 3


def test_it_is_refused_for_all_at_once_after_the_last_day_and_to_who_was_asked(centre: Stage) -> None:
    survey_id, central = asking(centre, 2, answer_by=LAST), asking(centre, 1, sender=Sender.CENTRAL)
    ids = [one.id for one in rows(centre, survey_id)]
    with pytest.raises(AllAtOnce):
        set_day(centre, central, [one.id for one in rows(centre, central)])
    with pytest.raises(DayAfterLast) as refused:
        set_day(centre, survey_id, ids, date(2030, 12, 13))
    assert refused.value.field == "day"
    with centre.work(at=now()) as work:
        work.db.get_one(Invitation, ids[0]).sent_at = work.at
    with pytest.raises(AskedAlready):
        set_day(centre, survey_id, ids)
    assert rows(centre, survey_id)[1].send_on is None, "nothing of it is half done"


def test_who_leads_no_surveys_sets_no_day(centre: Stage) -> None:
    survey_id = asking(centre, 1)
    with centre.work() as work, pytest.raises(NotAllowed):
        set_own_day(work, survey_id=survey_id, invitation_ids=[rows(centre, survey_id)[0].id], day=TENTH)
