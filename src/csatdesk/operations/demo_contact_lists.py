"""The partner programme of the demo centre: its survey is being set up, the contact list taken over and agreed to."""

from datetime import datetime, timedelta

from sqlalchemy import select

from csatdesk.domain.contact_lists import ListContact
from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.domain.surveys import Competence, NewSurvey, RespondentKind, Route, Sender, SurveyKind
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.surveys.commands import make_survey
from csatdesk.operations.surveys.contact_lists import confirm_consent, count_refusal, replace_list
from csatdesk.operations.surveys.list_queries import survey_of
from csatdesk.operations.work import Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.wording.texts import _, speaking

QUESTIONNAIRE = "partner_programme"
OFFICE = "hall"
BEGUN = timedelta(days=6)  # before today
ANSWER_BY = timedelta(days=21)
NAME = N_("Partner programme")
GOAL = N_("How content are the customers of our partners, and what should the partners do better?")
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


def list_partners(work: Work, cast: Cast, at: datetime, language: str) -> None:
    """Two files were sent back before this one."""
    begun = acting(work, cast.actors[SUPERVISOR], at - BEGUN)
    office_id = cast.office_ids[OFFICE]
    work.db.get_one(Office, office_id).competence = Competence.GOLD
    with speaking(language):
        survey_id = make_survey(begun, new=_survey(work, office_id, language, at)).result
        survey = survey_of(begun, survey_id)
        for _file in range(2):
            count_refusal(begun, survey)
        replace_list(begun, survey, _contacts())
        confirm_consent(begun, survey_id=survey_id, wording=_(CONSENT))


def _survey(work: Work, office_id: int, language: str, at: datetime) -> NewSurvey:
    query = (
        select(StandardVersion.id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .where(Standard.centre_id == work.actor.centre_id, Standard.key == QUESTIONNAIRE)
    )
    return NewSurvey(
        _(NAME),
        SurveyKind.PROGRAMME,
        _(GOAL),
        work.db.execute(query).scalar_one(),
        office_id=office_id,
        respondents=RespondentKind.PARTNER,
        routes=(Route.EMAIL,),
        sender=Sender.CENTRAL,
        language=language,
        begins_on=at.date(),
        answer_by=(at + ANSWER_BY).date(),
    )


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
