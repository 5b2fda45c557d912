"""What is said of surveys, on screen and on paper."""

from collections.abc import Mapping
from enum import Enum

from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_setup import Area
from csatdesk.domain.surveys import (
    MONTHS,
    Competence,
    EntryMode,
    RespondentKind,
    Route,
    Sender,
    SurveyKind,
    SurveyRow,
    SurveyState,
)
from csatdesk.wording.formats import number, percent
from csatdesk.wording.texts import _, ngettext

WORDS: Mapping[Enum, str] = {
    Area.PROFILE: N_("Profile"),
    Area.QUESTIONS: N_("Questions"),
    Area.SENDING: N_("Sending"),
    SurveyKind.AFTER_CONTACT: N_("After a contact"),
    SurveyKind.MILESTONE: N_("At key moments"),
    SurveyKind.PROGRAMME: N_("Partner programme"),
    SurveyKind.INDEX: N_("Yearly index"),
    SurveyKind.NEEDS: N_("Study of needs"),
    SurveyKind.PAST: N_("Taken over from a file"),
    SurveyState.DRAFT: N_("being set up"),
    SurveyState.RUNNING: N_("running"),
    SurveyState.ENDED: N_("ended"),
    RespondentKind.CUSTOMER: N_("Customers"),
    RespondentKind.STAFF: N_("Staff"),
    RespondentKind.PARTNER: N_("Partners"),
    Route.IN_PERSON: N_("In person"),
    Route.PHONE: N_("Phone"),
    Route.PAPER: N_("Paper"),
    Route.EMAIL: N_("E-mail"),
    Route.KIOSK: N_("Kiosk"),
    Route.QR: N_("QR code on the receipt"),
    Route.SMS: N_("Text message"),
    Route.CHAT: N_("Chat"),
    Route.NEWSLETTER: N_("Newsletter"),
    Route.SOCIAL: N_("Social media"),
    EntryMode.PAPER: N_("Paper form"),
    EntryMode.INTERVIEW: N_("Interview"),
    EntryMode.KIOSK: N_("Kiosk"),
    EntryMode.FILE: N_("From a file"),
    EntryMode.PDF: N_("PDF form"),
    EntryMode.HTML: N_("Form in the browser"),
    Sender.CENTRAL: N_("The head office sends"),
    Sender.OWN: N_("The office sends"),
    Competence.NONE: N_("No level"),
    Competence.BRONZE: N_("Bronze"),
    Competence.SILVER: N_("Silver"),
    Competence.GOLD: N_("Gold"),
    Disposition.COMPLETE: N_("Answered"),
    Disposition.PARTIAL: N_("Answered in part"),
    Disposition.REFUSED: N_("Refused"),
    Disposition.NO_CONTACT: N_("Not reached"),
    Disposition.OTHER: N_("Could not answer"),
    Disposition.UNKNOWN: N_("Not known"),
    Disposition.NOT_ELIGIBLE: N_("Did not belong here"),
}


def words(member: Enum) -> str:
    return _(WORDS[member])


def rate_words(row: SurveyRow) -> str:
    return rate_of(row.answered, row.heard, row.asked)


def rate_of(answered: int, heard: int, asked: int) -> str:
    """ "412 answers to 1,940 invitations, 21 %"; "38 answers" where nobody was invited; else how many of them came to
    the invitations: only these are a share of them.
    """
    answers = ngettext("{count} answer", "{count} answers", answered).format(count=number(answered))
    if not asked:
        return answers
    if answered == heard:
        told = ngettext("{answers} to {count} invitation, {share}", "{answers} to {count} invitations, {share}", asked)
    else:
        told = ngettext(
            "{answers}, of them {own} to {count} invitation, {share}",
            "{answers}, of them {own} to {count} invitations, {share}",
            asked,
        )
    return told.format(answers=answers, own=number(heard), count=number(asked), share=percent(heard / asked))


def month_parts(month: int) -> tuple[int, int]:
    """202610 → (2026, 10)."""
    return divmod(month, MONTHS)
