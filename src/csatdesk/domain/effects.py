"""Did a measure help: complaints per 1,000 contacts before and after the day on which it was reported done (C11).

Both windows are equally long, and that day belongs to neither. No verdict is given while the second one runs, or where
there is too little to tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.statistics import RateRatio, rate_ratio

DAY = timedelta(days=1)
DAYS, DAYS_LEAST, DAYS_MOST = 60, 7, 366
LEAST_COMPLAINTS, LEAST_CONTACTS = 5, 500
LEAST_MOST = 100_000


class EffectRuleWrong(Refusal):
    text = N_("Choose {least} to {most}.")


@dataclass(frozen=True, slots=True)
class EffectRule:
    """How the centre judges: so many days a side, at least so many complaints before and contacts on each side."""

    days: int = DAYS
    complaints: int = LEAST_COMPLAINTS
    contacts: int = LEAST_CONTACTS

    def check(self) -> None:
        if not DAYS_LEAST <= self.days <= DAYS_MOST:
            raise EffectRuleWrong(field="days", least=DAYS_LEAST, most=DAYS_MOST)
        for name, value in (("complaints", self.complaints), ("contacts", self.contacts)):
            if not 1 <= value <= LEAST_MOST:
                raise EffectRuleWrong(field=name, least=1, most=LEAST_MOST)


@dataclass(frozen=True, slots=True)
class Window:
    """Local days of the centre, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Counted:
    """Complaints on the topic, and contacts about anything."""

    complaints: int = 0
    contacts: int = 0

    @property
    def per_1000(self) -> float | None:
        return 1000 * self.complaints / self.contacts if self.contacts else None


@dataclass(frozen=True, slots=True)
class Effect:
    """What was counted on both sides of `done_on`, by the rule of then."""

    done_on: date
    rule: EffectRule = field(default_factory=EffectRule)
    before: Counted = Counted()
    after: Counted = Counted()

    @property
    def window_before(self) -> Window:
        return Window(self.done_on - self.rule.days * DAY, self.done_on - DAY)

    @property
    def window_after(self) -> Window:
        return Window(self.done_on + DAY, self.done_on + self.rule.days * DAY)

    @property
    def judge_from(self) -> date:
        return judge_from(self.done_on, self.rule)

    def is_over(self, today: date) -> bool:
        """Whether the window after it has gone by."""
        return today >= self.judge_from

    @property
    def is_enough(self) -> bool:
        least = min(self.before.contacts, self.after.contacts)
        return self.before.complaints >= self.rule.complaints and least >= self.rule.contacts

    @property
    def ratio(self) -> RateRatio | None:
        """None where there is too little for a verdict."""
        if not self.is_enough:
            return None
        return rate_ratio(self.before.complaints, self.before.contacts, self.after.complaints, self.after.contacts)

    def to_dict(self) -> dict[str, object]:
        """As the store keeps it; `effect_from` reads it back."""
        rule, before, after = self.rule, self.before, self.after
        return {
            "done_on": self.done_on.isoformat(),
            "rule": [rule.days, rule.complaints, rule.contacts],
            "before": [before.complaints, before.contacts],
            "after": [after.complaints, after.contacts],
        }


def effect_from(kept: Mapping[str, Any]) -> Effect:
    rule, before, after = (tuple(map(int, kept[name])) for name in ("rule", "before", "after"))
    return Effect(date.fromisoformat(str(kept["done_on"])), EffectRule(*rule), Counted(*before), Counted(*after))


def judge_from(done_on: date, rule: EffectRule) -> date:
    """The day after the window after it."""
    return done_on + (rule.days + 1) * DAY
