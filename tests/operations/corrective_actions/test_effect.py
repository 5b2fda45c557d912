"""What a measure's effect is counted from, when it is told, and who says that it helped."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Channel
from csatdesk.domain.corrective_actions import EffectChanged, MeasureEvent, MeasureReasonMissing, MeasureStatus
from csatdesk.domain.day_counts import CountSource, DayCountRow
from csatdesk.domain.effects import Counted, Effect, EffectRule, EffectRuleWrong
from csatdesk.domain.errors import NotAllowed
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.corrective_actions.commands import confirm_effective, note_finished_windows, reopen_measure
from csatdesk.operations.corrective_actions.effects import effect_rule, load_effect, load_rate, set_effect_rule
from csatdesk.operations.day_counts import save_day_counts
from csatdesk.operations.jobs import is_due, run_jobs
from csatdesk.operations.today.decisions import list_decisions
from csatdesk.operations.today.rows import EffectToJudge, OverdueMeasures
from tests.cast import NOW, Stage
from tests.operations.corrective_actions.hands import DAY, TODAY, card, done, made

RULE = EffectRule(days=10, complaints=3, contacts=4)
LATER = NOW + 11 * DAY


def small_rule(stage: Stage, rule: EffectRule = RULE) -> None:
    with stage.work(stage.ewa) as work:
        set_effect_rule(work, rule=rule)


def came(stage: Stage, at: datetime, count: int = 1, **other: object) -> list[int]:
    return [stage.register(at=at, **other).case_id for _one in range(count)]  # type: ignore[arg-type]  # fields by name


def effect(stage: Stage, at: datetime = LATER, office_id: int | None = None) -> Effect:
    with stage.read(stage.marek, at) as reading:
        topic_id = stage.topic_ids["bill_too_high"]
        return load_effect(reading, topic_id=topic_id, office_id=office_id, done_on=TODAY)


def scene(stage: Stage) -> None:
    """Four complaints and two other contacts before, one complaint and four other contacts after."""
    small_rule(stage)
    came(stage, NOW - 3 * DAY, 4)
    came(stage, NOW - 5 * DAY, 2, topic_id=stage.topic_ids["waiting_time"], kind=CaseKind.INQUIRY)
    came(stage, NOW + 2 * DAY)
    came(stage, NOW + 4 * DAY, 4, topic_id=stage.topic_ids["waiting_time"], kind=CaseKind.INQUIRY)


def test_complaints_on_the_topic_are_counted_for_contacts_about_anything(centre: Stage) -> None:
    scene(centre)
    found = effect(centre)
    assert (found.before, found.after) == (Counted(4, 6), Counted(1, 5))
    assert found.ratio is not None
    assert found.ratio.ratio == pytest.approx((1 / 5) / (4 / 6))


def test_the_day_itself_what_lies_in_the_trash_and_questions_on_the_topic_are_left_out(centre: Stage) -> None:
    scene(centre)
    came(centre, NOW)
    came(centre, NOW + 10 * DAY, kind=CaseKind.INQUIRY)
    came(centre, NOW + 11 * DAY)
    came(centre, NOW - 11 * DAY)
    (gone,) = came(centre, NOW - 2 * DAY)
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=gone, reason="twice")
    found = effect(centre, NOW + 12 * DAY)
    assert (found.before, found.after) == (Counted(4, 6), Counted(1, 6))


def test_of_one_office_only_its_own_are_counted(centre: Stage) -> None:
    scene(centre)
    assert effect(centre, office_id=centre.marek.office_id).before == Counted(4, 6)
    assert effect(centre, office_id=centre.other_office_id).before == Counted(0, 0)


def machine(stage: Stage, first: int, last: int, count: int) -> None:
    """The queue machine of the hall counted on these days from today on."""
    rows = [
        DayCountRow(TODAY + day * DAY, stage.marek.office_id, CountSource.QUEUE, count)
        for day in range(first, last + 1)
    ]
    with stage.work(stage.marek) as work:
        save_day_counts(work, rows=rows)


def test_a_machine_that_counted_all_these_days_gives_the_true_number_of_contacts(centre: Stage) -> None:
    scene(centre)
    came(centre, NOW + 3 * DAY, 1, channel=Channel.EMAIL, kind=CaseKind.INQUIRY)
    machine(centre, -10, 10, 3)
    found = effect(centre)
    # on ten days three came each, on one of them four were written down; and after it one wrote an e-mail
    assert (found.before.contacts, found.after.contacts) == (31, 32)


def test_a_machine_that_counted_only_at_times_is_not_taken(centre: Stage) -> None:
    scene(centre)
    machine(centre, 1, 10, 30)
    assert effect(centre).after.contacts == 5
    machine(centre, -10, -4, 30)  # not on the day on which four came
    assert (effect(centre).before.contacts, effect(centre).after.contacts) == (6, 5)


def test_how_many_there_are_now_is_told_for_a_new_measure(centre: Stage) -> None:
    scene(centre)
    with centre.read(centre.marek) as reading:
        found = load_rate(reading, topic_id=centre.topic_ids["bill_too_high"], office_id=None)
    assert found == Counted(4, 6)


def test_a_finished_window_waits_on_today_and_is_judged_with_the_figures_kept(centre: Stage) -> None:
    scene(centre)
    measure = made(centre)
    done(centre, measure)
    with centre.work(centre.marek, LATER - DAY) as work:
        assert not note_finished_windows(work)
    with centre.work(centre.anna, LATER) as work:
        assert is_due(work)
        while run_jobs(work):
            pass
    with centre.read(centre.marek, LATER) as reading:
        (waiting,) = [one for one in list_decisions(reading) if isinstance(one, EffectToJudge)]
    assert (waiting.measure.id, waiting.effect) == (measure, effect(centre))
    seen, version = effect(centre), card(centre, measure, at=LATER).row.version
    with centre.work(centre.marek, LATER) as work:
        confirm_effective(work, measure_id=measure, note="", seen=seen, version=version)
    found = card(centre, measure, at=LATER)
    assert found.row.status is MeasureStatus.EFFECTIVE
    assert found.effect == found.history[0].effect == seen
    with centre.read(centre.marek, LATER) as reading:
        assert not [one for one in list_decisions(reading) if isinstance(one, EffectToJudge)]


def test_other_figures_than_those_seen_are_not_confirmed(centre: Stage) -> None:
    scene(centre)
    measure = made(centre)
    done(centre, measure)
    seen = effect(centre)
    came(centre, NOW + 6 * DAY, 2)
    with pytest.raises(EffectChanged), centre.work(centre.marek, LATER) as work:
        confirm_effective(work, measure_id=measure, note="", seen=seen, version=2)


def test_too_few_for_a_verdict_need_a_reason(centre: Stage) -> None:
    small_rule(centre)
    measure = made(centre)
    done(centre, measure)
    seen = effect(centre)
    assert seen.ratio is None
    with pytest.raises(MeasureReasonMissing), centre.work(centre.marek, LATER) as work:
        confirm_effective(work, measure_id=measure, note="", seen=seen, version=2)
    with centre.work(centre.marek, LATER) as work:
        confirm_effective(work, measure_id=measure, note="Nobody asks any more.", seen=seen, version=2)


def test_reopening_keeps_the_figures_in_the_history(centre: Stage) -> None:
    scene(centre)
    measure = made(centre)
    done(centre, measure)
    with centre.work(centre.marek, LATER) as work:
        reopen_measure(work, measure_id=measure, why="As before.", due_on=TODAY + 30 * DAY, version=2)
    line = card(centre, measure, at=LATER).history[0]
    assert (line.event, line.effect) == (MeasureEvent.REOPENED, effect(centre))


def test_another_rule_holds_for_what_nobody_has_judged(centre: Stage) -> None:
    measure = made(centre)
    done(centre, measure)
    with pytest.raises(NotAllowed), centre.work(centre.marek) as work:
        set_effect_rule(work, rule=RULE)
    with pytest.raises(EffectRuleWrong):
        small_rule(centre, EffectRule(days=1))
    small_rule(centre)
    assert card(centre, measure).row.judge_from == TODAY + 11 * DAY
    with centre.read() as reading:
        assert effect_rule(reading) == RULE


def test_overdue_measures_stand_on_today_as_one_decision(centre: Stage) -> None:
    long_ago = NOW - timedelta(days=30)
    made(centre, at=long_ago, due_on=TODAY - 3 * DAY)
    made(centre, at=long_ago, due_on=TODAY - DAY)
    with centre.read(centre.marek) as reading:
        (late,) = [one for one in list_decisions(reading) if isinstance(one, OverdueMeasures)]
    assert (late.count, late.first.due_on) == (2, TODAY - 3 * DAY)
    assert late.days == 3


def test_expected_figures_keep_two_digits(centre: Stage) -> None:
    from csatdesk.domain.corrective_actions import Expected

    found = card(centre, made(centre, expected=Expected("per 1,000", None, Decimal("7.25"))))
    assert found.expected == Expected("per 1,000", None, Decimal("7.25"))
