"""What the leader of the demo centre's counter team has written about her people."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from csatdesk.domain.marks import N_
from csatdesk.domain.staff_records import NewRecord, RecordKind, TrainingKind
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import Cast
from csatdesk.operations.staff_records import answer_record, save_record
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, speaking

LEADER = "ingrid"
PROBATION_DAYS = 90
RECORDS: Mapping[str, tuple[tuple[int, RecordKind, TrainingKind | None, str, str], ...]] = {  # days ago, …, about, text
    "marta": (
        (
            9,
            RecordKind.COACHING,
            None,
            N_("Sums up at the end of a talk"),
            N_("Two of three talks ended without a summary. Agreed: result, date and number in two sentences."),
        ),
        (40, RecordKind.TRAINING, TrainingKind.PSYCHOLOGICAL, N_("Calm in angry talks"), ""),
        (63, RecordKind.RECOGNITION, None, N_("Best first solution of the quarter"), ""),
    ),
    "oksana": (
        (
            30,
            RecordKind.PROBATION,
            None,
            N_("First three months at the counter"),
            N_("Knows the tariffs; claims are still looked through together."),
        ),
        (28, RecordKind.TRAINING, TrainingKind.INTRODUCTORY, N_("Welcome week"), ""),
    ),
    "juri": ((16, RecordKind.TRAINING, TrainingKind.REGULAR, N_("New grid fees from January"), ""),),
}
BASIS = N_("89 of 100 matters solved at the first contact, July to September.")
VALUE = N_("A day off")
REPLY = N_("It works; customers ask less often when the answer comes.")


def write_growth(work: Work, cast: Cast, language: str, at: datetime) -> None:
    """In the language of the staff."""
    with speaking(language):
        for key, records in RECORDS.items():
            for days, kind, training, title, text in records:
                when = at - timedelta(days=days)
                acts = acting(work, cast.actors[LEADER], when)
                new = _record(kind, training, _(title), _(text) if text else "", when)
                saved = save_record(acts, person_id=cast.actors[key].id, record_id=None, new=new)
                if kind is RecordKind.COACHING:
                    later = acting(work, cast.actors[key], when + timedelta(days=1))
                    answer_record(later, record_id=saved.result, reply=_(REPLY), version=1)


def _record(kind: RecordKind, training: TrainingKind | None, title: str, text: str, at: datetime) -> NewRecord:
    day = at.date()
    is_praise = kind is RecordKind.RECOGNITION
    return NewRecord(
        kind=kind,
        on=day,
        title=title,
        text=text,
        training=training,
        basis=_(BASIS) if is_praise else "",
        until=day + timedelta(days=PROBATION_DAYS) if kind is RecordKind.PROBATION else None,
        next_on=day + timedelta(days=21) if kind is RecordKind.COACHING else None,
        value=_(VALUE) if is_praise else "",
    )
