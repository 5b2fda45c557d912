"""Drafting, publishing, retiring and reading standards."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standards import (
    Change,
    DraftInTheWay,
    StandardIncomplete,
    StandardNotDraft,
    VersionState,
    is_scored,
    item_share,
)
from csatdesk.operations.standards.commands import (
    delete_draft,
    new_standard,
    publish,
    retire,
    save_draft,
    start_draft,
)
from csatdesk.operations.standards.queries import compare_versions, list_standards, load_standard, valid_version
from csatdesk.operations.standards.starting import STARTING, starting_standards, starting_template, take_over_standards
from csatdesk.store.audit import AuditRow
from csatdesk.wording.texts import speaking
from tests.cast import Stage


def begun(centre: Stage, key: str = "phone_call") -> int:
    with centre.work(centre.marek) as work:
        return take_over_standards(work, keys=(key,)).result[0]


def published(centre: Stage, key: str = "phone_call") -> int:
    version_id = begun(centre, key)
    with centre.work(centre.marek) as work:
        publish(work, version_id=version_id, version=1)
    return version_id


def with_title(template: ScorecardTemplate, title: str) -> ScorecardTemplate:
    return replace(template, form=replace(template.form, title=LocalText({"en": title})))


def test_every_starting_standard_is_taken_over_complete_and_offered_once(centre: Stage) -> None:
    with centre.work(centre.marek) as work:
        offered = starting_standards(work)
        assert [one.key for one in offered] == list(STARTING)
        for version_id in take_over_standards(work, keys=STARTING).result:
            publish(work, version_id=version_id, version=1)
        assert starting_standards(work) == ()
    with centre.read() as reading:
        assert all(row.valid is not None for row in list_standards(reading))


def test_starting_standards_name_every_item_in_short_words() -> None:
    for key in STARTING:
        form = starting_template(key).form
        assert not form.gaps()
        assert all(0 < len(item.short["en"]) <= 32 for item in form.items())
        assert all(item.how for item in form.items())


def test_guidance_weighs_more_in_chat_than_by_phone_or_e_mail() -> None:
    def share(key: str, items: set[str]) -> float:
        form = starting_template(key).form
        return float(
            sum(item_share(form, one, item) for one in form.sections for item in one.items if item.key in items)
        )

    chat = share("chat_reply", {"T03", "T04", "T05"})
    assert chat == 40
    assert chat > share("phone_call", {"P10", "P11", "P22"})
    assert chat > share("written_reply", {"W09", "W11"})


def test_a_conversation_aid_has_no_score() -> None:
    assert not is_scored(starting_template("conversation_aid").form)
    assert is_scored(starting_template("office_visit").form)


def test_everybody_reads_the_valid_standard_and_only_some_change_it(centre: Stage) -> None:
    version_id = published(centre)
    with centre.read(centre.anna) as reading:
        [row] = list_standards(reading)
        card = load_standard(reading, standard_id=row.id)
        assert card.version.id == version_id
        assert card.version.published_by == centre.marek.name
        assert card.template.form.item("P01") is not None
    for actor in (centre.anna, centre.liis):
        with pytest.raises(NotAllowed), centre.work(actor) as work:
            start_draft(work, version_id=version_id)
        with pytest.raises(NotAllowed), centre.work(actor) as work:
            new_standard(work, title="Mine")


def test_one_version_of_a_standard_holds_and_the_one_before_is_retired(centre: Stage) -> None:
    first = published(centre)
    with centre.work(centre.marek) as work:
        second = start_draft(work, version_id=first).result
    with centre.read() as reading:
        held = valid_version(reading, key="phone_call")
        assert held is not None
        assert held[0] == first
    with centre.work(centre.marek) as work:
        done = publish(work, version_id=second, version=1)
    with centre.read() as reading:
        held = valid_version(reading, key="phone_call")
        assert held is not None
        assert (held[0], held[1].version) == (second, 2)
        [row] = list_standards(reading)
        assert [one.state for one in row.versions] == [VersionState.PUBLISHED, VersionState.RETIRED]
    with centre.work(centre.marek) as work:
        done.undo(work)
    with centre.read() as reading:
        held = valid_version(reading, key="phone_call")
        assert held is not None
        assert held[0] == first


def test_what_is_published_is_frozen(centre: Stage) -> None:
    version_id = published(centre)
    template = starting_template("phone_call")
    with pytest.raises(StandardNotDraft), centre.work(centre.marek) as work:
        save_draft(work, version_id=version_id, template=template, note="", version=2)
    with pytest.raises(StandardNotDraft), centre.work(centre.marek) as work:
        delete_draft(work, version_id=version_id)


def test_a_draft_is_saved_only_over_what_was_shown(centre: Stage) -> None:
    version_id = begun(centre)
    template = with_title(starting_template("phone_call"), "Our calls")
    with centre.work(centre.marek) as work:
        saved = save_draft(work, version_id=version_id, template=template, note="New name", version=1)
    with pytest.raises(ChangedByOther), centre.work(centre.ewa) as work:
        save_draft(work, version_id=version_id, template=template, note="", version=1)
    with centre.read() as reading:
        [row] = list_standards(reading)
        assert row.titles["en"] == "Our calls"
        assert row.versions[0].note == "New name"
        assert row.versions[0].version == saved.result
    with centre.work(centre.marek) as work:
        saved.undo(work)
    with centre.read() as reading:
        assert list_standards(reading)[0].titles["en"] == "Phone call scorecard"


def test_an_unfinished_draft_is_kept_but_not_published(centre: Stage) -> None:
    with centre.work(centre.marek) as work, speaking("en"):
        version_id = new_standard(work, title="Reception").result
    with pytest.raises(StandardIncomplete) as refused, centre.work(centre.marek) as work, speaking("en"):
        publish(work, version_id=version_id, version=1)
    assert "“S1” › Name" in str(refused.value)
    assert "I1 › What" in str(refused.value)


def test_a_standard_has_one_draft_at_a_time(centre: Stage) -> None:
    first = published(centre)
    with centre.work(centre.marek) as work:
        start_draft(work, version_id=first)
    with pytest.raises(DraftInTheWay), centre.work(centre.ewa) as work:
        start_draft(work, version_id=first)


def test_a_deleted_draft_comes_back_by_undo(centre: Stage) -> None:
    version_id = begun(centre)
    with centre.work(centre.marek) as work:
        deleted = delete_draft(work, version_id=version_id)
    with centre.read() as reading:
        assert list_standards(reading) == ()
    with centre.work(centre.marek) as work:
        deleted.undo(work)
    with centre.read() as reading:
        [row] = list_standards(reading)
        assert row.draft is not None


def test_a_retired_standard_holds_for_nothing_new_and_comes_back_by_undo(centre: Stage) -> None:
    version_id = published(centre)
    with centre.work(centre.marek) as work:
        done = retire(work, version_id=version_id)
    with centre.read() as reading:
        assert valid_version(reading, key="phone_call") is None
    with centre.work(centre.marek) as work:
        done.undo(work)
    with centre.read() as reading:
        assert valid_version(reading, key="phone_call") is not None


def test_two_versions_are_compared_item_by_item_and_field_by_field(centre: Stage) -> None:
    first = published(centre)
    template = starting_template("phone_call")
    opening, *others = template.form.sections
    changed = replace(opening.items[0], weight=Decimal(5))
    sections = (replace(opening, items=(changed, *opening.items[2:])), *others[:-1])
    with centre.work(centre.marek) as work:
        second = start_draft(work, version_id=first).result
        new = replace(template, form=replace(template.form, sections=sections))
        save_draft(work, version_id=second, template=new, note="", version=1)
    with centre.read() as reading:
        found = compare_versions(reading, before_id=first, after_id=second)
    assert not found.whole
    told = [(one.change, one.section.key, one.item.key if one.item else "") for one in found.differences]
    assert told[0] == (Change.CHANGED, "reach", "P01")
    assert [(one.name, one.before, one.after) for one in found.differences[0].fields] == [
        ("weight", Decimal(3), Decimal(5))
    ]
    assert told[1] == (Change.REMOVED, "reach", "P02")
    assert told[2] == (Change.REMOVED, "closing", "")
    assert len(told) == 3 + 5


def test_who_published_is_written_down(centre: Stage) -> None:
    published(centre)
    with centre.read() as reading:
        rows = reading.db.execute(select(AuditRow).where(AuditRow.what == "standard_versions")).scalars().all()
        assert [(row.action, row.by_id) for row in rows] == [("add", centre.marek.id), ("change", centre.marek.id)]
        assert rows[1].changes["plain"]["state"] == ["draft", "published"]
