"""The demo centre's contact lists: one of the partner programme, taken over, agreed to and submitted, and not sent yet;
and one drawn from the centre's own customers, for a survey that is being set up.
"""

from datetime import datetime, timedelta

from csatdesk.domain.contact_lists import ListColumn, ListContact
from csatdesk.domain.folding import fold
from csatdesk.domain.list_drawing import CustomerChoice
from csatdesk.domain.marks import N_
from csatdesk.domain.surveys import NewSurvey, Route, Sender, SurveyKind
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.surveys.commands import make_survey
from csatdesk.operations.surveys.contact_lists import count_refusal, replace_list, set_mandatory
from csatdesk.operations.surveys.list_drawing import draw_within
from csatdesk.operations.surveys.list_queries import survey_of
from csatdesk.operations.surveys.list_submitting import confirm_consent, submit_list
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, speaking

TAKEN_OVER = timedelta(days=6)  # before today
DRAWN, DRAWN_SEED, DRAWN_SIZE = timedelta(days=2), 20261, 40
NEEDED = frozenset({ListColumn.LAST_NAME, ListColumn.ADDRESS, ListColumn.LANGUAGE})
CHOICE = CustomerChoice(days=180, gap_days=0, needs_consent=False, size=DRAWN_SIZE)
CONSENT = N_("Every customer on this list agreed to be asked about their satisfaction by e-mail.")
FIRMS = (  # name, domain, languages of its people
    ("Elektra Service", "elektra", "pl en pl"),
    ("Grid Partner North", "gridnorth", "en nb en"),
    ("Põhja Energia OÜ", "pohja", "et et ru"),
    ("Sähköpiste Oy", "sahkopiste", "fi fi en"),
    ("Nordlys Kraft AS", "nordlys", "nb nb pl"),
    ("Энергодом", "energodom", "ru ru"),
    ("Customer Corner", "corner", "pl en"),
    ("Meter House", "meterhouse", "en pl et"),
)
PEOPLE = [
    "Anna Nowak",
    "Terhi Virtanen",
    "Kari Dahl",
    "Jüri Tamm",
    "Olga Petrova",
    "Piotr Zieliński",
    "Ingvild Berg",
    "Mati Kask",
    "Sanna Laine",
    "Ivan Smirnov",
    "Magdalena Wójcik",
    "Lars Haugen",
    "Kristi Saar",
    "Mikko Niemi",
    "Elena Volkova",
    "Tomasz Lewandowski",
    "Silje Moen",
    "Urmas Lepik",
    "Päivi Korhonen",
    "Sergei Orlov",
    "Ewa Kamińska",
    "Erik Solheim",
]


def list_partners(work: Work, cast: Cast, at: datetime, language: str, survey_id: int) -> None:
    """Two files were sent back before this one."""
    then = acting(work, cast.actors[SUPERVISOR], at - TAKEN_OVER)
    survey = survey_of(then, survey_id)
    for _file in range(2):
        count_refusal(then, survey)
    replace_list(then, survey, _contacts())
    with speaking(language):
        wording = _(CONSENT)
    confirm_consent(then, survey_id=survey_id, wording=wording)
    submit_list(then, survey_id=survey_id)


def draw_for_index(work: Work, cast: Cast, at: datetime, language: str, version_id: int) -> None:
    """Of who had a contact in the last half year some are drawn, two days ago."""
    then = acting(work, cast.actors[SUPERVISOR], at - DRAWN)
    with speaking(language):
        name, goal = _("Yearly index, winter"), _("How do our customers see us, a year on?")
    kind, sender = SurveyKind.INDEX, Sender.OWN
    new = NewSurvey(name, kind, goal, version_id, routes=(Route.EMAIL,), sender=sender, language=language)
    survey_id = make_survey(then, new=new).result
    set_mandatory(then, survey_id=survey_id, columns=NEEDED)
    draw_within(then, survey_id=survey_id, choice=CHOICE, seed=DRAWN_SEED)


def _contacts() -> list[ListContact]:
    people = iter(PEOPLE)
    made: list[ListContact] = []
    for firm, domain, languages in FIRMS:
        for code in languages.split():
            first, _blank, last = next(people).partition(" ")
            local = fold(f"{first}.{last}")
            address = f"{local}@{domain}.example.com"
            number = f"P-{len(made) + 1:03}"
            made.append(ListContact(first, last, address, firm, code, "", "", "", number, row=len(made) + 2))
    return made
