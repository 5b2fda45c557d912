"""Saved filters of the demo centre: some for everybody by a supervisor, one of the clerk's own."""

from datetime import datetime

from csatdesk.domain.cases import CaseFilter, CaseKind, DueBand
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.marks import N_
from csatdesk.domain.saved_filters import ListKey
from csatdesk.operations.cases.saved_filters import save_filter
from csatdesk.operations.deadlines.views import DeadlineList
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import CLERK, Cast
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, speaking

SUPERVISOR = "ingrid"
SHARED = (
    (
        N_("Late complaints and claims"),
        CaseFilter(is_open=True, kinds=(CaseKind.COMPLAINT, CaseKind.CLAIM), due=(DueBand.OVERDUE,)),
    ),
    (N_("Nobody has them"), CaseFilter(is_open=True, without_owner=True)),
)
DEADLINES = (
    N_("VIPs and public bodies"),
    CaseFilter(is_open=True, segments=(Segment.VIP, Segment.PUBLIC_BODY)),
)
OWN = (N_("My letters and e-mails"), CaseFilter(is_open=True, channels=(Channel.LETTER, Channel.EMAIL)))


def keep_filters(work: Work, cast: Cast, language: str, at: datetime) -> None:
    """In the language of the staff."""
    leader, clerk = cast.actors[SUPERVISOR], cast.actors[CLERK]
    with speaking(language):
        for name, shown in SHARED:
            save_filter(acting(work, leader, at), name=_(name), shown=shown, is_shared=True)
        name, shown = DEADLINES
        everything = DeadlineList(cases=shown).kept
        save_filter(
            acting(work, leader, at),
            name=_(name),
            shown=shown,
            is_shared=True,
            list_key=ListKey.DEADLINES,
            more=everything.more,
        )
        name, shown = OWN
        save_filter(acting(work, clerk, at), name=_(name), shown=shown)
