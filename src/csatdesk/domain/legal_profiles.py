"""Starting profiles for legal periods: editable points to begin from, each to be checked with a lawyer.

They are offered, never applied silently. Where the law names no number ("at once"), a working day stands in and the
note says so; no last day rolls to a working day, since the earlier day is safe everywhere.
"""

from dataclasses import dataclass

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.clocks import Extension, Silence, StartsAt
from csatdesk.domain.deadlines import ServiceTarget, Unit
from csatdesk.domain.errors import NotFound
from csatdesk.domain.marks import N_

CHECK = N_("Check with your lawyer.")
EVERYWHERE, UNION, BRITAIN = "", "EU", "GB"
MEMBERS = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()  # noqa: SIM905  (codes)
)

_COMPLAINTS = frozenset({CaseKind.COMPLAINT, CaseKind.CLAIM})
_CLAIMS = frozenset({CaseKind.CLAIM})
_PETITIONS = frozenset({CaseKind.COMPLAINT, CaseKind.SUGGESTION})
_EVERY_LETTER = frozenset({CaseKind.COMPLAINT, CaseKind.CLAIM, CaseKind.INQUIRY, CaseKind.REQUEST, CaseKind.SUGGESTION})
_A_WORKING_DAY = ServiceTarget(1, Unit.WORKING_DAYS)
_AT_ONCE = N_("The acknowledgement is due at once; one working day is set here.")


@dataclass(frozen=True, slots=True)
class ProfileRule:
    """One legal period of a profile. Amount 0: no fixed term. `name`, `event` are marked with N_.

    `topic_keys`: topics of the starting trees that it is for; empty: every topic.
    """

    name: str
    amount: int
    unit: Unit = Unit.CALENDAR_DAYS
    kinds: frozenset[CaseKind] = _COMPLAINTS
    acknowledge: ServiceTarget | None = None
    starts_at: StartsAt = StartsAt.RECEIVED
    event: str = ""
    roll: bool = False
    extension: Extension = Extension()  # noqa: RUF009  (frozen)
    silence: Silence = Silence.NOTHING
    topic_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalProfile:
    """`country`: a code, EVERYWHERE or UNION. `name` and `note` are marked with N_; `source` is the law's own name."""

    key: str
    name: str
    country: str
    source: str
    rules: tuple[ProfileRule, ...]
    note: str = ""

    def nearness(self, country: str) -> int:
        """How near it is to a centre of `country`: 0 its own law, 1 the union's, 2 everywhere, 3 another country's."""
        if self.country == country:
            return 0
        if self.country == UNION and country in MEMBERS:
            return 1
        return 2 if self.country == EVERYWHERE else 3


PROFILES = (
    LegalProfile(
        "general",
        N_("General complaints handling"),
        EVERYWHERE,
        "ISO 10002",
        (ProfileRule(N_("Complaint, house target decides"), 0, acknowledge=_A_WORKING_DAY),),
        N_("As soon as possible: the house target decides. Progress is told on request, receipt within a working day."),
    ),
    LegalProfile(
        "eu_rail",
        N_("EU passenger rail"),
        UNION,
        "Regulation (EU) 2021/782, Art. 28",
        (
            ProfileRule(
                N_("Answer to a rail passenger"),
                1,
                Unit.CALENDAR_MONTHS,
                extension=Extension(1, 3, Unit.CALENDAR_MONTHS, is_total=True),
            ),
        ),
        N_("With reasons, three months from receipt at most."),
    ),
    LegalProfile(
        "eu_bus",
        N_("EU bus and coach"),
        UNION,
        "Regulation (EU) No 181/2011, Art. 27",
        (
            ProfileRule(
                N_("Answer to a bus passenger"),
                3,
                Unit.CALENDAR_MONTHS,
                acknowledge=ServiceTarget(1, Unit.CALENDAR_MONTHS),
            ),
        ),
        N_("Within a month the passenger is told: substantiated, rejected, or still being considered."),
    ),
    LegalProfile(
        "eu_payment",
        N_("EU payment services"),
        UNION,
        "Directive (EU) 2015/2366, Art. 101",
        (
            ProfileRule(
                N_("Answer to a payment service user"),
                15,
                Unit.WORKING_DAYS,
                extension=Extension(1, 35, Unit.WORKING_DAYS, is_total=True),
            ),
        ),
        N_("With a holding reply, 35 working days from receipt at most."),
    ),
    LegalProfile(
        "fi_trader",
        N_("Finland, trader"),
        "FI",
        "Kuluttajansuojalaki (38/1978)",
        (ProfileRule(N_("Complaint, house target decides"), 0),),
        N_("No fixed term: the house target decides."),
    ),
    LegalProfile(
        "ee_trader",
        N_("Estonia, trader"),
        "EE",
        "Tarbijakaitseseadus",
        (ProfileRule(N_("Answer to a consumer"), 15, silence=Silence.COMMITTEE),),
        N_("Receipt is confirmed on request. After a refusal or silence the customer may turn to the committee."),
    ),
    LegalProfile(
        "gb_energy",
        N_("Great Britain, energy"),
        BRITAIN,
        "Gas and Electricity (Consumer Complaints Handling Standards) Regulations 2008",
        (
            ProfileRule(
                N_("Answer to an energy customer"),
                8,
                Unit.CALENDAR_WEEKS,
                acknowledge=_A_WORKING_DAY,
                silence=Silence.OMBUDSMAN,
            ),
        ),
        _AT_ONCE,
    ),
    LegalProfile(
        "no_public",
        N_("Norway, public body"),
        "NO",
        "Forvaltningsloven § 11 a",
        (
            ProfileRule(
                N_("Reply of a public body"),
                0,
                kinds=_EVERY_LETTER,
                acknowledge=ServiceTarget(1, Unit.CALENDAR_MONTHS),
            ),
        ),
        N_("Without undue delay; after a month a reply with the reason and the expected date."),
    ),
    LegalProfile(
        "pl_consumer",
        N_("Poland, consumer"),
        "PL",
        "Ustawa o prawach konsumenta, art. 7a",
        (ProfileRule(N_("Answer to a consumer"), 14, silence=Silence.ACCEPTED),),
    ),
    LegalProfile(
        "pl_energy",
        N_("Poland, energy supplier (claim)"),
        "PL",
        "Prawo energetyczne",
        (
            ProfileRule(
                N_("Answer to an energy claim after a quality check"),
                14,
                kinds=_CLAIMS,
                starts_at=StartsAt.EVENT,
                event=N_("End of the quality check"),
                silence=Silence.ACCEPTED,
                topic_keys=("meter_check", "voltage_quality"),
            ),
            ProfileRule(N_("Answer to an energy claim"), 14, kinds=_CLAIMS, silence=Silence.ACCEPTED),
        ),
        N_("Quality checks are a rule of their own, counted from their end. See which topics are such checks."),
    ),
    LegalProfile(
        "pl_finance",
        N_("Poland, financial market"),
        "PL",
        "Ustawa z dnia 5 sierpnia 2015 r. o rozpatrywaniu reklamacji przez podmioty rynku finansowego",
        (
            ProfileRule(
                N_("Answer to a client of the financial market"),
                30,
                extension=Extension(1, 60, Unit.CALENDAR_DAYS, is_total=True),
            ),
        ),
        N_("With reasons, 60 days at most. An answer sent in time suffices."),
    ),
    LegalProfile(
        "pl_public",
        N_("Poland, public body"),
        "PL",
        "Kodeks postępowania administracyjnego, art. 36, art. 237",
        (
            ProfileRule(
                N_("Reply of a public body"),
                1,
                Unit.CALENDAR_MONTHS,
                kinds=_PETITIONS,
                extension=Extension(1, 1, Unit.CALENDAR_MONTHS),
            ),
        ),
        N_("Extended by a notice with the cause and the new date; one month more is set here."),
    ),
    LegalProfile(
        "ru_network",
        N_("Russia, network company"),
        "RU",
        "Единые стандарты качества обслуживания сетевыми организациями потребителей",
        (ProfileRule(N_("Answer on paper by a network company"), 30, starts_at=StartsAt.REGISTERED),),
        N_("On paper. A call-back by phone is due within four hours: promise it in the intake."),
    ),
    LegalProfile(
        "ru_public",
        N_("Russia, public body"),
        "RU",
        "Федеральный закон от 02.05.2006 № 59-ФЗ, ст. 8, ст. 12",
        (
            ProfileRule(
                N_("Reply of a public body"),
                30,
                kinds=_EVERY_LETTER,
                acknowledge=ServiceTarget(3, Unit.CALENDAR_DAYS),
                starts_at=StartsAt.REGISTERED,
                extension=Extension(1, 30, Unit.CALENDAR_DAYS),
            ),
        ),
        N_("Registered within three days. At most 30 days more, with notice."),
    ),
    LegalProfile(
        "uk_finance",
        N_("UK, financial"),
        BRITAIN,
        "FCA Handbook, DISP 1.6.1, DISP 1.6.2",
        (
            ProfileRule(
                N_("Answer to a financial complaint"),
                8,
                Unit.CALENDAR_WEEKS,
                acknowledge=_A_WORKING_DAY,
                silence=Silence.OMBUDSMAN,
            ),
        ),
        _AT_ONCE,
    ),
    LegalProfile(
        "uk_payment",
        N_("UK, payment and e-money"),
        BRITAIN,
        "FCA Handbook, DISP 1.6.2A",
        (
            ProfileRule(
                N_("Answer to a payment service user"),
                15,
                Unit.WORKING_DAYS,
                acknowledge=_A_WORKING_DAY,
                extension=Extension(1, 35, Unit.WORKING_DAYS, is_total=True),
            ),
        ),
        N_("With a holding reply, 35 working days from receipt at most. One working day to acknowledge."),
    ),
)


def offered(country: str) -> tuple[LegalProfile, ...]:
    """All profiles, those of the centre's country first."""
    return tuple(sorted(PROFILES, key=lambda profile: profile.nearness(country)))


def profile_of(key: str) -> LegalProfile:
    found = next((profile for profile in PROFILES if profile.key == key), None)
    if found is None:
        raise NotFound()
    return found
