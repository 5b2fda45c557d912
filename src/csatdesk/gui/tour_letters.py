"""What the guided tour answers customers, in their languages."""

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.letters import LetterKind, Place, Written, fill
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.answers import prepare_answer
from csatdesk.operations.cases.belongings import load_belongings
from csatdesk.operations.cases.letter_values import letter_values
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.operations.cases.screens import load_case_facts
from csatdesk.operations.letter_templates import list_templates
from csatdesk.operations.work import Work

ANSWER = {
    "en": "We checked the reading. The bill is right.",
    "pl": "Sprawdziliśmy odczyt. Rachunek jest prawidłowy.",
    "nb": "Vi har sjekket avlesningen. Regningen er riktig.",
    "et": "Kontrollisime näitu. Arve on õige.",
    "fi": "Tarkistimme lukeman. Lasku on oikein.",
    "ru": "Показание проверено. Счёт верный.",
}


def write_letter(work: Work, *, language: str) -> int:
    """A prepared answer, from the template for questions, in an open case of this language; the letter's id."""
    rows = list_cases(work, filter=CaseFilter(is_open=True, statuses=(Status.IN_WORK, Status.REGISTERED))).rows
    here = (load_case(work, case_id=row.id) for row in rows if row.customer_name)
    card = next(one for one in here if one.language == language and one.office_id == work.actor.office_id)
    letters = load_belongings(work, case_id=card.row.id).letters
    template = [one for one in list_templates(work) if one.kind is LetterKind.ANSWER][-1]
    values = letter_values(card, letters, load_case_facts(work), clerk=work.actor.name, language=language)
    text = fill(template.texts.in_language(language), {**values, Place.OWN_WORDS: ANSWER[language]})
    return prepare_answer(work, case_id=card.row.id, text=text, written=Written(language, template.id, 1)).result
