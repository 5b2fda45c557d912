"""Known matters (C25): an outage in a street, wrong bills in November; what to say, until when, one answer to all."""

from dataclasses import dataclass
from datetime import datetime

from csatdesk.domain.errors import Refusal
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_


class MatterTitleMissing(Refusal):
    text = N_("Give the matter a short name, as the desk will call it.")


class MatterTextMissing(Refusal):
    text = N_("Write what to say to customers.")


class MatterEnded(Refusal):
    text = N_("“{title}” has already ended.")


class MatterAnswerMissing(Refusal):
    text = N_("Write the answer that all customers get.")


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A known matter and how many contacts and open cases are tied to it."""

    id: int
    title: str
    text_to_say: LocalText
    topic_id: int | None
    office_id: int | None
    begins_at: datetime
    ends_at: datetime | None  # expected
    ended_at: datetime | None
    answer: LocalText
    owner_id: int | None
    owner_name: str
    cases: int
    open_cases: int
    version: int
