"""A survey's questionnaire to hand out or to send: on paper, as a PDF to fill in, as a form for any browser."""

from dataclasses import dataclass, replace
from enum import Enum
from itertools import count
from pathlib import Path

from sqlalchemy import func, select

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.errors import Refusal
from csatdesk.domain.expressions import expression_to_json
from csatdesk.domain.forms import Form, Item, ScaleKind, Section
from csatdesk.domain.kiosk import NAMING, languages_of
from csatdesk.domain.marks import N_
from csatdesk.domain.replies import About, boxes_of, field_name
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.surveys import SurveyRow
from csatdesk.operations.cases.exports import PRINTER_SCALE
from csatdesk.operations.letters.mail import load_mail
from csatdesk.operations.standards.paper import asked_item
from csatdesk.operations.surveys.queries import load_survey, questionnaire_of
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import survey_form, survey_html
from csatdesk.reports.preview import page_images
from csatdesk.reports.questionnaire_paper import AskedItem, AskedSection, BlankForm
from csatdesk.reports.survey_form import SurveyPaper, grouped
from csatdesk.reports.survey_html import HtmlForm, HtmlItem, HtmlSection
from csatdesk.store.entities.standards import StandardVersion
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.system.clock import now
from csatdesk.wording.catalogue import LANGUAGES
from csatdesk.wording.formats import full_date
from csatdesk.wording.standards import section_name, told
from csatdesk.wording.texts import _, speaking

KINDS = {
    ScaleKind.POINTS: "points",
    ScaleKind.YES_NO: "one",
    ScaleKind.YES_PARTIAL_NO: "one",
    ScaleKind.ONE: "one",
    ScaleKind.MANY: "many",
    ScaleKind.TEXT: "lines",
    ScaleKind.NUMBER: "number",
    ScaleKind.MEASURE: "amount",
    ScaleKind.DATE: "day",
    ScaleKind.TIME: "time",
}
OPEN = frozenset({Disposition.UNKNOWN, Disposition.NO_CONTACT})  # whom it still makes sense to ask


class FormKind(Enum):
    PAPER = "paper"
    PDF = "pdf"
    HTML = "html"

    @property
    def suffix(self) -> str:
        return ".html" if self is FormKind.HTML else ".pdf"


class NobodyToAsk(Refusal):
    text = N_("Nobody of this survey is left to ask. Write one form for everybody instead.")


@dataclass(frozen=True, slots=True)
class FormOffer:
    """What can be written. `languages`: in which every question is said. `open_count`: people asked who have not
    answered yet, each of whom can have a form with their own code."""

    row: SurveyRow
    languages: tuple[str, ...]
    open_count: int


def load_form_offer(reading: Reading, *, survey_id: int) -> FormOffer:
    require(reading.actor, Right.ENTER_RESPONSES)
    row = load_survey(reading, survey_id=survey_id)
    form = questionnaire_of(reading, row.version_id).form
    whole = languages_of(form.items())
    languages = tuple(code for code in LANGUAGES if code in whole) or (form.language,)
    query = select(func.count()).where(Invitation.survey_id == survey_id, Invitation.disposition.in_(OPEN))
    return FormOffer(row, languages, reading.db.execute(query).scalar_one())


@dataclass(frozen=True, slots=True)
class _Print:
    """What every form of one survey has in common."""

    row: SurveyRow
    about: About
    form: Form
    centre: str
    reply_to: str


@dataclass(frozen=True, slots=True)
class _Numbered:
    """`place`: among all questions of the form, by which its fields are named; `shown`: the number that is read."""

    item: Item
    place: int
    shown: int


def export_form(
    store: Store,
    actor: Actor,
    progress: Progress = no_progress,
    *,
    survey_id: int,
    kind: FormKind,
    language: str,
    path: Path,
) -> None:
    """One form for everybody, without a code, so that the answer is anonymous."""
    require(actor, Right.ENTER_RESPONSES)
    with store.read(actor, now()) as reading:
        made = _print(reading, survey_id)
    _write(made, kind, language, "", path)
    progress(1, 1)


def export_coded_forms(
    store: Store, actor: Actor, progress: Progress = no_progress, *, survey_id: int, kind: FormKind, folder: Path
) -> int:
    """One for each person who was asked and has not answered, in their language; how many. The files are named by
    their codes: a folder tells nobody's name."""
    require(actor, Right.LEAD_SURVEYS)
    with store.read(actor, now()) as reading:
        made = _print(reading, survey_id)
        asked = select(Invitation.code, Invitation.language).where(
            Invitation.survey_id == survey_id, Invitation.disposition.in_(OPEN)
        )
        people = reading.db.execute(asked.order_by(Invitation.id)).tuples().all()
    if not people:
        raise NobodyToAsk()
    for done, (code, language) in enumerate(people):
        progress(done, len(people))
        spoken = language if language in LANGUAGES else made.row.language
        _write(made, kind, spoken, code, folder / f"{grouped(code)}{kind.suffix}")
    return len(people)


def draw_form(
    store: Store,
    actor: Actor,
    progress: Progress = no_progress,
    *,
    survey_id: int,
    language: str,
    scale: float = PRINTER_SCALE,
) -> tuple[bytes, ...]:
    """The pages of the paper form as pictures, for a printer."""
    require(actor, Right.ENTER_RESPONSES)
    with store.read(actor, now()) as reading:
        made = _print(reading, survey_id)
    paper = survey_form.as_bytes(_paper(made, FormKind.PAPER, language, ""), progress)
    return tuple(page_images(paper, scale))


def about_survey(reading: Reading, survey_id: int) -> tuple[About, Form]:
    """What the forms of this survey say of themselves, and what they ask."""
    row = load_survey(reading, survey_id=survey_id)
    query = select(Survey.uid, StandardVersion.number).where(
        Survey.id == survey_id, StandardVersion.id == Survey.questionnaire_version_id
    )
    uid, number = reading.db.execute(query).one()
    return About(str(uid), number), questionnaire_of(reading, row.version_id).form


def _print(reading: Reading, survey_id: int) -> _Print:
    about, form = about_survey(reading, survey_id)
    row = load_survey(reading, survey_id=survey_id)
    return _Print(row, about, form, reading.centre.name, load_mail(reading).sender)


def _write(made: _Print, kind: FormKind, language: str, code: str, path: Path) -> None:
    if kind is FormKind.HTML:
        survey_html.write(_html(made, language, code), path)
    else:
        survey_form.write(_paper(made, kind, language, code), path)


# on paper


def _paper(made: _Print, kind: FormKind, language: str, code: str) -> SurveyPaper:
    about = replace(made.about, code=code, language=language)
    with speaking(language):
        blank = BlankForm(
            told(made.form.title),
            told(made.form.purpose),
            _sections(made.form, code, has_fields=kind is FormKind.PDF),
            _("Thank you for your answers."),
        )
        return SurveyPaper(
            language=language,
            blank=blank,
            centre=made.centre,
            office=made.row.office_name,
            version=_version(made.about),
            lines=_lines(made, code, kind),
            code=code,
            about=about.words() if kind is FormKind.PDF else "",
        )


def _sections(form: Form, code: str, *, has_fields: bool) -> list[AskedSection]:
    return [
        AskedSection(section_name(section), tuple(_asked(form, section, one, has_fields=has_fields) for one in asked))
        for section, asked in _numbered(form, code)
    ]


def _numbered(form: Form, code: str) -> list[tuple[Section, list[_Numbered]]]:
    """What is asked: of those without a code nothing that only has a meaning with a name."""
    places, shown = count(1), count(1)
    found = []
    for section in form.sections:
        numbered = []
        for item in section.items:
            place = next(places)
            if code or item.metric not in NAMING:
                numbered.append(_Numbered(item, place, next(shown)))
        if numbered:
            found.append((section, numbered))
    return found


def _asked(form: Form, section: Section, one: _Numbered, *, has_fields: bool) -> AskedItem:
    asked = asked_item(form, section, one.item, one.shown)
    name = field_name(one.place) if has_fields else ""
    return replace(asked, field=name, is_many=one.item.scale.kind is ScaleKind.MANY)


def _lines(made: _Print, code: str, kind: FormKind) -> tuple[str, ...]:
    """By when, what becomes of the answer, and how it comes back."""
    lines = []
    if made.row.answer_by is not None:
        lines.append(_("Please answer by: {day}").format(day=full_date(made.row.answer_by)))
    if not code or not made.row.offers_names:
        lines.append(_("No name is kept with your answer."))
    if kind is FormKind.PDF:
        lines.append(_("Fill it in on the screen, save it, and send the file back."))
    return tuple(lines)


def _version(about: About) -> str:
    return _("Version {number}").format(number=about.version)


# for a browser


def _html(made: _Print, language: str, code: str) -> HtmlForm:
    with speaking(language):
        sections = [
            HtmlSection(section_name(section), tuple(_html_item(made.form, section, one) for one in asked))
            for section, asked in _numbered(made.form, code)
        ]
        return HtmlForm(
            language=language,
            title=told(made.form.title),
            purpose=told(made.form.purpose),
            lines=_lines(made, code, FormKind.HTML),
            sections=sections,
            about=replace(made.about, code=code, language=language),
            to=made.reply_to,
        )


def _html_item(form: Form, section: Section, one: _Numbered) -> HtmlItem:
    item = one.item
    return HtmlItem(
        key=item.key,
        kind=KINDS[item.scale.kind],
        asked=asked_item(form, section, item, one.shown),
        values=tuple(map(str, boxes_of(item))),
        when=tuple(expression_to_json(when) for when in (section.show_when, item.show_when) if when is not None),
        unit=told(item.scale.unit),
        is_optional=item.is_optional,
    )
