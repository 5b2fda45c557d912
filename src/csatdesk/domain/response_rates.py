"""How many answered: outcome rates of the American Association for Public Opinion Research.

AAPOR, "Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for Surveys", 10th edition (2023). The
share of the unknown that is eligible is estimated from the known, as the proportional allocation (CASRO) does.
"""

from dataclasses import dataclass
from enum import Enum


class Disposition(Enum):
    """What became of one invitation; the letters are those of the definitions."""

    COMPLETE = "complete"  # I
    PARTIAL = "partial"  # P
    REFUSED = "refused"  # R
    NO_CONTACT = "no_contact"  # NC
    OTHER = "other"  # O
    UNKNOWN = "unknown"  # UH, UO
    NOT_ELIGIBLE = "not_eligible"


ANSWERED = frozenset({Disposition.COMPLETE, Disposition.PARTIAL})


@dataclass(frozen=True, slots=True)
class Dispositions:
    complete: int = 0
    partial: int = 0
    refused: int = 0
    no_contact: int = 0
    other: int = 0
    unknown: int = 0
    not_eligible: int = 0

    @property
    def known(self) -> int:
        """Known to be eligible."""
        return self.answered + self.refused + self.no_contact + self.other

    @property
    def answered(self) -> int:
        return self.complete + self.partial

    @property
    def eligible_share(self) -> float | None:
        """The letter e: which share of the unknown is likely eligible; None where nothing is known of anybody."""
        return _share(self.known, self.known + self.not_eligible)


@dataclass(frozen=True, slots=True)
class OutcomeRates:
    """Fractions of 1; None where there is nobody to divide by."""

    rr1: float | None
    rr2: float | None
    rr3: float | None
    rr4: float | None
    rr5: float | None
    rr6: float | None
    coop1: float | None


def response_rate(answered: int, of: int) -> float | None:
    """The headline: answered of sent, or of delivered, in per cent; None where nothing was sent."""
    if not 0 <= answered <= of:
        raise ValueError(f"{answered} of {of}")
    return 100 * answered / of if of else None


def outcome_rates(counts: Dispositions) -> OutcomeRates:
    """RR1 to RR6 and COOP1. RR3 and RR4 with nobody known are as RR1 and RR2: every unknown counts."""
    share = counts.eligible_share
    all_in = counts.known + counts.unknown
    estimated = counts.known + counts.unknown * (1.0 if share is None else share)
    return OutcomeRates(
        rr1=_share(counts.complete, all_in),
        rr2=_share(counts.answered, all_in),
        rr3=_share(counts.complete, estimated),
        rr4=_share(counts.answered, estimated),
        rr5=_share(counts.complete, counts.known),
        rr6=_share(counts.answered, counts.known),
        coop1=_share(counts.complete, counts.answered + counts.refused + counts.other),
    )


def _share(count: float, of: float) -> float | None:
    return count / of if of else None
