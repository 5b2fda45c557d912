"""The contact list of the demo centre's partner programme: taken over, agreed to and submitted, and not sent yet."""

from datetime import datetime, timedelta

from csatdesk.domain.contact_lists import ListContact
from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.surveys.contact_lists import count_refusal, replace_list
from csatdesk.operations.surveys.list_queries import survey_of
from csatdesk.operations.surveys.list_submitting import confirm_consent, submit_list
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, speaking

TAKEN_OVER = timedelta(days=6)  # before today
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
