"""The kiosk: what it shows, and its answers, which are kept without time, person and desk."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.domain.forms import Answer, Form
from csatdesk.domain.kiosk import Walk, is_asked, is_written, kiosk_languages, left_out
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.surveys import EntryMode, NewResponse, Route, Situation, SurveyRow
from csatdesk.operations.surveys.mixing import mix_in
from csatdesk.operations.surveys.queries import load_survey, questionnaire_of
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.surveys import Response
from csatdesk.wording.catalogue import LANGUAGES
from csatdesk.wording.standards import item_name


class NothingToTouch(Refusal):
    text = N_("No question of this survey can be answered by touch.")


class PinMissing(Refusal):
    text = N_("Give yourself a PIN first: only with it can the kiosk be left.")


@dataclass(frozen=True, slots=True)
class KioskOffer:
    """What a kiosk of this survey shows. `left_out`: names of the questions it cannot ask. `has_pin`: whether who is
    signed in could leave it again. `written`: names of the open comments, which it asks where it has keys for writing,
    and then in `written_languages`."""

    row: SurveyRow
    form: Form
    languages: tuple[str, ...]
    left_out: tuple[str, ...]
    office: str
    has_pin: bool
    written: tuple[str, ...] = ()
    written_languages: tuple[str, ...] = ()

    def check(self) -> None:
        if not any(map(is_asked, self.form.items())):
            raise NothingToTouch()
        if not self.has_pin:
            raise PinMissing()


def load_kiosk_offer(reading: Reading, *, survey_id: int) -> KioskOffer:
    require(reading.actor, Right.ENTER_RESPONSES)
    row = load_survey(reading, survey_id=survey_id)
    form = questionnaire_of(reading, row.version_id).form
    spoken, written = kiosk_languages(form), kiosk_languages(form, has_comment=True)
    office = row.office_name or reading.db.get_one(Office, reading.actor.office_id).name
    return KioskOffer(
        row=row,
        form=form,
        languages=tuple(code for code in LANGUAGES if code in spoken) or (form.language,),
        left_out=tuple(map(item_name, left_out(form))),
        office=office,
        has_pin=bool(reading.db.get_one(Staff, reading.actor.id).pin_hash),
        written=tuple(item_name(item) for item in form.items() if is_written(item)),
        written_languages=tuple(code for code in LANGUAGES if code in written) or (form.language,),
    )


def keep_from_kiosk(
    work: Work, *, opener: Actor, survey_id: int, answers: Mapping[str, Answer], is_whole: bool
) -> None:
    """Keep what one person answered, by the right of who opened the kiosk, whoever works at the desk now. Nothing of
    either of them is kept."""
    mine = replace(work, actor=opener)
    row = load_survey(mine, survey_id=survey_id)
    situation = Situation(row.office_id or opener.office_id)
    new = NewResponse(survey_id, situation, answers, EntryMode.KIOSK, Route.KIOSK, is_anonymous=True)
    response_id = keep_response(mine, new=new, is_mixed=False)
    work.db.flush()
    walk = Walk(questionnaire_of(mine, row.version_id).form, answers)
    wanted = [item for item in walk.questions if not item.is_optional]
    response = work.db.get_one(Response, response_id)
    response.is_complete = is_whole and all(item.key in answers for item in wanted)  # what it cannot ask is not missing
    mix_in(mine, survey_id, [response_id])
    work.changed.add(Kind.SURVEY)
