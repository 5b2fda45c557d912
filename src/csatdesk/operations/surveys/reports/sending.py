"""How many were asked and how many of them answered (S3.17, S3.18), all together, by route and by channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from csatdesk.domain.response_rates import ANSWERED, response_rate
from csatdesk.domain.survey_reports import DAY, Period
from csatdesk.operations.surveys.results.tallies import Group
from csatdesk.operations.work import Reading
from csatdesk.store.entities.surveys import Invitation


@dataclass(frozen=True, slots=True)
class Sending:
    """Invitations sent in a time. `answered`: of these, whenever it was; of a paper form or a kiosk, which has no
    invitation, nothing is told here. What was answered was delivered, whatever came back.
    """

    sent: int = 0
    delivered: int = 0
    answered: int = 0

    @property
    def of_sent(self) -> float | None:
        """Per cent."""
        return response_rate(self.answered, self.sent)

    @property
    def of_delivered(self) -> float | None:
        return response_rate(self.answered, self.delivered)

    def __add__(self, other: "Sending") -> "Sending":
        return Sending(self.sent + other.sent, self.delivered + other.delivered, self.answered + other.answered)


@dataclass(frozen=True, slots=True)
class Sendings:
    all: Sending
    by_route: Mapping[Group, Sending]
    by_channel: Mapping[Group, Sending]


def instants(reading: Reading, period: Period) -> tuple[datetime, datetime]:
    """From the first midnight to the one after the last day, by the clocks of the centre."""
    zone = ZoneInfo(reading.centre.zone)
    begins, ends = (datetime.combine(day, datetime.min.time(), zone) for day in (period.first, period.last + DAY))
    return begins, ends


def count_sendings(reading: Reading, survey_id: int, period: Period) -> Sendings:
    begins, ends = instants(reading, period)
    columns = (Invitation.route, Invitation.channel, Invitation.disposition, Invitation.is_delivered)
    query = (
        select(*columns, func.count())
        .where(Invitation.survey_id == survey_id, Invitation.sent_at >= begins, Invitation.sent_at < ends)
        .group_by(*columns)
    )
    whole, routes, channels = Sending(), dict[Group, Sending](), dict[Group, Sending]()
    for route, channel, disposition, is_delivered, count in reading.db.execute(query).tuples():
        is_answered = disposition in ANSWERED
        one = Sending(count, count * (is_delivered or is_answered), count * is_answered)
        whole += one
        routes[route] = routes.get(route, Sending()) + one
        channels[channel] = channels.get(channel, Sending()) + one
    return Sendings(whole, routes, channels)
