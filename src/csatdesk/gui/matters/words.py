"""How the board speaks of a matter."""

from csatdesk.domain.matters import MatterRow
from csatdesk.gui.cases.card_facts import Line
from csatdesk.gui.cases.told import instant
from csatdesk.gui.intake.moments import shown
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.matters import Ended, Unanswered
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext


def open_words(matter: MatterRow) -> str:
    if not matter.open_cases:
        return ""
    return ngettext("{count} open", "{count} open", matter.open_cases).format(count=number(matter.open_cases))


def time_words(matter: MatterRow, facts: CaseFacts) -> str:
    """Under the title in the list: when it ended, is expected to end, or only since when."""
    zone = facts.calendar.zone
    if matter.ended_at is not None:
        return _("ended {at}").format(at=shown(matter.ended_at, facts.at, zone))
    if matter.ends_at is None:
        return _("since {at}").format(at=shown(matter.begins_at, facts.at, zone))
    if is_late(matter, facts):
        return _("should have ended {at}").format(at=shown(matter.ends_at, facts.at, zone))
    return _("expected end {at}").format(at=shown(matter.ends_at, facts.at, zone))


def is_late(matter: MatterRow, facts: CaseFacts) -> bool:
    """Whether the expected end has gone by: what the desk says is no longer true."""
    return matter.ended_at is None and matter.ends_at is not None and matter.ends_at <= facts.at


def fact_lines(matter: MatterRow, facts: CaseFacts) -> list[Line]:
    zone = facts.calendar.zone
    lines = [Line(_("Since"), instant(matter.begins_at, facts.at, zone))]
    if matter.ended_at is not None:
        lines.append(Line(_("Ended"), instant(matter.ended_at, facts.at, zone)))
    else:
        expected = _("not known") if matter.ends_at is None else instant(matter.ends_at, facts.at, zone)
        lines.append(Line(_("Expected end"), expected))
    if matter.topic_id is not None:
        lines.append(Line(_("Topic"), " › ".join(facts.tree.path(matter.topic_id, language()))))
    office = next((name for one, name in facts.offices if one == matter.office_id), "")
    lines.append(Line(_("Office"), office or _("all offices")))
    lines.append(Line(_("Led by"), matter.owner_name))
    lines.append(Line(_("Contacts"), cases_words(matter)))
    return lines


def cases_words(matter: MatterRow) -> str:
    tied = ngettext("{count} case", "{count} cases", matter.cases).format(count=number(matter.cases))
    still = ngettext("{count} of them open", "{count} of them open", matter.open_cases)
    return _("{cases}, {open}").format(cases=tied, open=still.format(count=number(matter.open_cases)))


def reach_words(unanswered: Unanswered) -> str:
    """How many get the answer."""
    count = unanswered.customers
    words = ngettext("{count} customer gets this answer.", "{count} customers get this answer.", count)
    told = words.format(count=number(count))
    if not unanswered.nobody:
        return told
    nobody = ngettext(
        "{count} case has nobody to answer and is closed with it.",
        "{count} cases have nobody to answer and are closed with it.",
        unanswered.nobody,
    )
    return f"{told} {nobody.format(count=number(unanswered.nobody))}"


def left_words(unanswered: Unanswered) -> str:
    """After an end that was stopped half way, or whose answer was only prepared."""
    if unanswered.to_write or unanswered.nobody:
        count = unanswered.to_write + unanswered.nobody
        return ngettext("{count} still without answer.", "{count} still without answer.", count).format(
            count=number(count)
        )
    count = unanswered.to_send
    return ngettext(
        "{count} answer is prepared and not sent.", "{count} answers are prepared and not sent.", count
    ).format(count=number(count))


def done_words(done: Ended) -> str:
    parts = []
    if done.answered:
        parts.append(
            ngettext("answered {count} case", "answered {count} cases", done.answered).format(
                count=number(done.answered)
            )
        )
    if done.prepared:
        parts.append(
            ngettext("prepared {count} answer", "prepared {count} answers", done.prepared).format(
                count=number(done.prepared)
            )
        )
    if done.closed:
        parts.append(
            ngettext(
                "closed {count} case with nobody to answer", "closed {count} cases with nobody to answer", done.closed
            ).format(count=number(done.closed))
        )
    return _("The matter has ended: {done}.").format(done=", ".join(parts)) if parts else _("The matter has ended.")
