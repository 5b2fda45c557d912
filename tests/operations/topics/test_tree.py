"""The topic tree changed step by step: every change undone, refused where it would break the tree, kept in history."""

from datetime import date, timedelta

import pytest

from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.topic_changes import (
    BelowItself,
    CardDraft,
    MergeOfUnlike,
    MergeUndone,
    MergeWithItself,
    NotInTree,
    SplitPart,
    TargetOutOfRange,
    TopicDraft,
    TopicNameMissing,
    TopicNameTaken,
    draft_of,
)
from csatdesk.domain.topics import Topic, TopicCardText, TopicTree
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.classifying.splitting import list_cases_to_split, split_topic
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.topics.commands import (
    add_topic,
    bring_back_topic,
    change_topic,
    look_through_card,
    move_topic,
    rename_topic,
    retire_topic,
    save_card,
    step_topic,
)
from csatdesk.operations.topics.merging import list_topic_merges, merge_topics, unmerge_topics
from csatdesk.operations.topics.trees import load_topic_history
from tests.cast import NOW, Stage

LATER = NOW + timedelta(hours=1)


def tree_of(centre: Stage) -> TopicTree:
    with centre.read() as reading:
        return load_topic_tree(reading)


def topic_of(centre: Stage, key: str) -> Topic:
    return tree_of(centre).topics[centre.topic_ids[key]]


def test_a_new_topic_stands_last_below_its_heading_and_is_gone_when_undone(centre: Stage) -> None:
    heading = topic_of(centre, "bill_too_high").parent_id
    with centre.work(centre.marek) as work:
        done = add_topic(work, draft=TopicDraft(LocalText({"en": "Twice charged"})), parent_id=heading)
    children = tree_of(centre).children(heading)
    assert (children[-1].id, children[-1].key) == (done.result, "twice_charged")
    with centre.work(centre.marek) as work:
        done.undo(work)
    assert done.result not in tree_of(centre).topics


def test_a_new_topic_that_was_used_is_retired_by_undo_and_its_case_keeps_it(centre: Stage) -> None:
    with centre.work(centre.marek) as work:
        done = add_topic(work, draft=TopicDraft(LocalText({"en": "Twice charged"})), parent_id=None)
    centre.register(topic_id=done.result)
    with centre.work(centre.marek) as work:
        done.undo(work)
    assert tree_of(centre).topics[done.result].is_retired
    assert tree_of(centre).path(done.result, "en") == ("Twice charged",)


def test_only_who_may_change_topics_does(centre: Stage) -> None:
    with pytest.raises(NotAllowed), centre.work(centre.anna) as work:
        retire_topic(work, topic_id=centre.topic_ids["bill_too_high"])


def test_a_topic_needs_a_name_of_its_own_and_a_target_in_percent(centre: Stage) -> None:
    own = topic_of(centre, "bill_too_high")
    beside = next(one for one in tree_of(centre).children(own.parent_id) if one.id != own.id)
    draft = draft_of(own)
    for wrong, refusal in (
        (TopicDraft(LocalText()), TopicNameMissing),
        (TopicDraft(beside.names), TopicNameTaken),
        (TopicDraft(draft.names, remote_target=101), TargetOutOfRange),
    ):
        with pytest.raises(refusal), centre.work(centre.marek) as work:
            change_topic(work, topic_id=own.id, draft=wrong)


def test_a_stale_change_is_refused(centre: Stage) -> None:
    own = topic_of(centre, "bill_too_high")
    with centre.work(centre.marek) as work:
        rename_topic(work, topic_id=own.id, names=LocalText({"en": "Bill"}), version=own.version)
    with pytest.raises(ChangedByOther), centre.work(centre.ewa) as work:
        rename_topic(work, topic_id=own.id, names=LocalText({"en": "Sum"}), version=own.version)


def test_a_rename_keeps_the_old_name_for_its_time(centre: Stage) -> None:
    own = topic_of(centre, "bill_too_high")
    with centre.work(centre.marek, LATER) as work:
        rename_topic(work, topic_id=own.id, names=LocalText({"en": "The sum of the bill"}))
    with centre.read(at=LATER) as reading:
        history = load_topic_history(reading)
    assert history.tree.path(own.id, "en")[-1] == "The sum of the bill"
    assert history.then(own.id, NOW, "en").path[-1] == own.names["en"]
    assert history.then(own.id, LATER, "en").path[-1] == "The sum of the bill"
    assert [name.by_name for name in history.names_of(own.id)] == ["", "Marek Lis"]


def test_a_topic_moves_up_and_down_and_below_another_heading(centre: Stage) -> None:
    own = topic_of(centre, "bill_too_high")
    beside = [one.id for one in tree_of(centre).children(own.parent_id)]
    place = beside.index(own.id)
    with centre.work(centre.marek) as work:
        done = step_topic(work, topic_id=own.id, down=True)
    assert [one.id for one in tree_of(centre).children(own.parent_id)].index(own.id) == place + 1
    with centre.work(centre.marek) as work:
        done.undo(work)
    assert [one.id for one in tree_of(centre).children(own.parent_id)] == beside
    other = next(one for one in tree_of(centre).children(None) if one.id != own.parent_id)
    with centre.work(centre.marek) as work:
        move_topic(work, topic_id=own.id, parent_id=other.id)
    assert tree_of(centre).path(own.id, "en")[0] == other.names["en"]


def test_a_heading_cannot_move_below_itself(centre: Stage) -> None:
    own = topic_of(centre, "bill_too_high")
    assert own.parent_id is not None
    with pytest.raises(BelowItself), centre.work(centre.marek) as work:
        move_topic(work, topic_id=own.parent_id, parent_id=own.id)


def test_a_heading_retires_with_all_below_it_and_comes_back_with_them(centre: Stage) -> None:
    own = topic_of(centre, "bill_too_high")
    heading = own.parent_id
    assert heading is not None
    with centre.work(centre.marek) as work:
        alone = retire_topic(work, topic_id=own.id)
        alone.undo(work)
    with centre.work(centre.marek, LATER) as work:
        count = retire_topic(work, topic_id=heading).result
    below = tree_of(centre).below(heading)
    assert count == len(below) > 1
    assert not any(tree_of(centre).topics[one].is_shown for one in below)
    with centre.work(centre.marek, LATER) as work:
        bring_back_topic(work, topic_id=heading)
    assert all(tree_of(centre).topics[one].is_shown for one in below)


def test_a_topic_comes_back_with_its_heading(centre: Stage) -> None:
    own = topic_of(centre, "bill_too_high")
    assert own.parent_id is not None
    with centre.work(centre.marek) as work:
        retire_topic(work, topic_id=own.id)
    with centre.work(centre.marek, LATER) as work:
        retire_topic(work, topic_id=own.parent_id)
    with centre.work(centre.marek, LATER) as work:
        bring_back_topic(work, topic_id=own.id)
    tree = tree_of(centre)
    assert tree.topics[own.parent_id].is_shown
    assert [one.id for one in tree.children(own.parent_id) if one.is_shown] == [own.id]


def test_merged_cases_are_read_as_the_winners_and_keep_their_topic(centre: Stage) -> None:
    registered = centre.register()
    loser, winner = topic_of(centre, "bill_too_high"), topic_of(centre, "bill_explained")
    with centre.work(centre.marek, LATER) as work:
        done = merge_topics(work, loser_id=loser.id, winner_id=winner.id)
    with centre.read(at=LATER) as reading:
        tree, history = load_topic_tree(reading), load_topic_history(reading)
        assert load_case(reading, case_id=registered.case_id).row.topic_id == loser.id
        assert [(one.loser_id, one.winner_id, one.by_name) for one in list_topic_merges(reading)] == [
            (loser.id, winner.id, "Marek Lis")
        ]
    assert tree.path(loser.id, "en") == tree.path(winner.id, "en")
    assert loser.id in tree.below(winner.id)
    assert {loser.id, winner.id} <= tree.above(loser.id)
    assert loser.id not in {one.id for one in tree.assignable()}
    assert history.then(loser.id, NOW, "en").topic_id == loser.id
    assert history.then(loser.id, LATER, "en").topic_id == winner.id
    with centre.work(centre.marek, LATER) as work:
        done.undo(work)
    assert tree_of(centre).path(loser.id, "en")[-1] == loser.names["en"]


def test_the_words_of_a_merged_topic_lead_to_its_heir(centre: Stage) -> None:
    loser, winner = topic_of(centre, "bill_too_high"), topic_of(centre, "payment_missing")
    with centre.work(centre.marek) as work:
        merge_topics(work, loser_id=loser.id, winner_id=winner.id)
    tree = tree_of(centre)
    assert winner.id in {one.topic_id for one in tree.suggest("Rachunek jest za wysoki, dwa razy wyższy.")}
    assert winner.id in {one.id for one in tree.search(loser.names["en"], "en")}


def test_a_merge_is_undone_once_and_can_be_done_again(centre: Stage) -> None:
    loser, winner = centre.topic_ids["bill_too_high"], centre.topic_ids["bill_explained"]
    with centre.work(centre.marek) as work:
        merge_id = merge_topics(work, loser_id=loser, winner_id=winner).result
    with centre.work(centre.marek) as work:
        again = unmerge_topics(work, merge_id=merge_id)
    with pytest.raises(MergeUndone), centre.work(centre.marek) as work:
        unmerge_topics(work, merge_id=merge_id)
    with centre.work(centre.marek) as work:
        again.undo(work)
    assert tree_of(centre).now(loser) == winner


def test_merges_that_make_no_sense_are_refused(centre: Stage) -> None:
    own, other = topic_of(centre, "bill_too_high"), topic_of(centre, "bill_explained")
    assert own.parent_id is not None
    with centre.work(centre.marek) as work:
        retire_topic(work, topic_id=other.id)
    for loser, winner, refusal in (
        (own.id, own.id, MergeWithItself),
        (own.parent_id, own.id, MergeWithItself),
        (own.id, own.parent_id, MergeOfUnlike),
        (own.id, other.id, NotInTree),
    ):
        with pytest.raises(refusal), centre.work(centre.marek) as work:
            merge_topics(work, loser_id=loser, winner_id=winner)


def test_what_stands_below_a_merged_heading_stands_below_its_heir(centre: Stage) -> None:
    own = topic_of(centre, "bill_too_high")
    other = next(one for one in tree_of(centre).children(None) if one.id != own.parent_id and not one.is_assignable)
    assert own.parent_id is not None
    with centre.work(centre.marek) as work:
        merge_topics(work, loser_id=own.parent_id, winner_id=other.id)
    tree = tree_of(centre)
    assert tree.path(own.id, "en") == (other.names["en"], own.names["en"])
    assert own.id in {one.id for one in tree.children(other.id)}


def test_a_split_gives_chosen_cases_the_new_topic_and_undo_gives_them_back(centre: Stage) -> None:
    twice = centre.register("Rachunek jest dwa razy wyższy.")
    other = centre.register("Rachunek za wysoki.")
    own = centre.topic_ids["bill_too_high"]
    with centre.read(centre.marek) as reading:
        cases = list_cases_to_split(reading, topic_id=own, keywords=("dwa razy",))
    assert [(case.id, case.fits) for case in cases] == [(twice.case_id, True), (other.case_id, False)]
    part = SplitPart(LocalText({"pl": "Podwójny rachunek"}), {"pl": ("dwa razy",)}, (twice.case_id,))
    with centre.work(centre.marek) as work:
        done = split_topic(work, topic_id=own, parts=(part,))
    (made,) = done.result
    with centre.read() as reading:
        card = load_case(reading, case_id=twice.case_id)
        assert card.row.topic_id == made
        assert card.history[0].about["before"] == str(own)
        assert load_case(reading, case_id=other.case_id).row.topic_id == own
    assert tree_of(centre).topics[made].not_confused == (own,)
    with centre.work(centre.marek) as work:
        done.undo(work)
    with centre.read() as reading:
        assert load_case(reading, case_id=twice.case_id).row.topic_id == own
    assert made not in {one.id for one in tree_of(centre).assignable()}


def test_a_card_is_dated_when_written_or_looked_through_and_overdue_after_half_a_year(centre: Stage) -> None:
    own = centre.topic_ids["bill_too_high"]
    card = TopicCardText(ask={"en": ("Which meter?",)}, link={"en": "https://example.org/meter"})
    with centre.work(centre.marek) as work:
        save_card(work, topic_id=own, card=CardDraft(card, centre.anna.id))
    topic = tree_of(centre).topics[own]
    assert (topic.card, topic.card_owner_id, topic.card_on) == (card, centre.anna.id, date(2026, 11, 19))
    assert not topic.card_is_overdue(date(2027, 5, 18))
    assert topic.card_is_overdue(date(2027, 5, 19))
    with centre.work(centre.marek, NOW + timedelta(days=181)) as work:
        look_through_card(work, topic_id=own)
    assert not tree_of(centre).topics[own].card_is_overdue(date(2027, 5, 19))


def test_the_topics_a_starting_tree_says_not_to_confuse_are_known(centre: Stage) -> None:
    assert topic_of(centre, "bill_too_high").not_confused
