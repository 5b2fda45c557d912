"""Standards on paper: to read, for the pocket, to fill in by hand, to remember without a score."""

from datetime import datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.forms import Form, Item, Scale, ScaleKind, Section
from csatdesk.domain.staff import Actor
from csatdesk.domain.standards import is_scored, item_share, section_share
from csatdesk.operations.standards.queries import StandardCard, load_version
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import standard_paper as paper
from csatdesk.reports.questionnaire_paper import AskedItem, AskedSection, BlankForm
from csatdesk.reports.standard_paper import PaperItem, PaperKind, PaperSection, StandardPaper
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant
from csatdesk.wording.standards import (
    answers_words,
    asked_when_words,
    critical_words,
    evidence_words,
    item_name,
    policy_words,
    section_name,
    share_words,
    state_words,
    told,
)
from csatdesk.wording.texts import _

BOXES_MOST = 5  # points that are ticked rather than written
NA_BOX, UNSEEN_BOX = "–", "?"
__all__ = ["PaperKind", "export_paper"]


def export_paper(
    store: Store,
    actor: Actor,
    progress: Progress = no_progress,
    *,
    version_id: int,
    kind: PaperKind,
    path: Path,
    at: datetime | None = None,
) -> None:
    """Write one of the papers as PDF, in the language of this context."""
    with store.read(actor, at or now()) as reading:
        made = _paper(reading, load_version(reading, version_id=version_id), kind)
    progress(1, 2)
    paper.write(made, kind, path, second_half(progress))


def _paper(reading: Reading, card: StandardCard, kind: PaperKind) -> StandardPaper:
    template, zone = card.template, ZoneInfo(reading.centre.zone)
    by_hand = kind in {PaperKind.SCORECARD, PaperKind.MEMORY}
    has_office = kind is PaperKind.STANDARD
    return StandardPaper(
        title=_("To remember") if kind is PaperKind.MEMORY else told(template.form.title),
        centre="" if kind is PaperKind.MEMORY else reading.centre.name,  # nobody at the counter is to know it
        office=reading.db.get_one(Office, reading.actor.office_id).name if has_office else "",
        as_of=_("As of {when}").format(when=full_instant(reading.at, zone)),
        version=state_words(card.version, zone),
        policy=policy_words(template),
        sections=[_section(template.form, section) for section in template.form.sections],
        legend=_("1 yes · ½ partly · 0 no · {na} not applicable · {unseen} not observed").format(
            na=NA_BOX, unseen=UNSEEN_BOX
        ),
        to_fill=(_("Date"), _("In at"), _("Out at"), _("Office")) if by_hand else (),
        to_sign=(_("Name"), _("What did you see or hear?")),
        blank=_blank(template.form) if kind is PaperKind.QUESTIONNAIRE else None,
    )


def _blank(form: Form) -> BlankForm:
    """The same form to hand out: numbered through, without weights, keys and how one decides."""
    numbers = count(1)
    sections = [
        AskedSection(
            section_name(section), tuple(asked_item(form, section, item, next(numbers)) for item in section.items)
        )
        for section in form.sections
    ]
    return BlankForm(told(form.title), told(form.purpose), sections, _("Thank you for your answers."))


def asked_item(form: Form, section: Section, item: Item, number: int) -> AskedItem:
    """A question as it is handed out, in the language of this context."""
    scale = item.scale
    more = (_("does not apply, or I do not know"),) if item.may_be_na else ()
    return AskedItem(
        number=number,
        lead=told(item.lead),
        question=told(item.text) or item_name(item),
        asked_when=asked_when_words(item.show_when, form) or asked_when_words(section.show_when, form),
        boxes=_choice_words(scale),
        ends=(told(scale.lowest), told(scale.highest))
        if not scale.is_descending
        else (told(scale.highest), told(scale.lowest)),
        hint=_("Tick all that apply.") if scale.kind is ScaleKind.MANY else "",
        more=more,
    )


def _choice_words(scale: Scale) -> tuple[str, ...]:
    """The words beside each box; none where something is written."""
    match scale.kind:
        case ScaleKind.YES_NO:
            return (_("Yes"), _("No"))
        case ScaleKind.YES_PARTIAL_NO:
            return (_("Yes"), _("Partly"), _("No"))
        case ScaleKind.POINTS:
            points = range(scale.first, scale.last + 1)
            return tuple(str(one) for one in (reversed(points) if scale.is_descending else points))
        case ScaleKind.ONE | ScaleKind.MANY:
            return tuple(told(one.text) for one in scale.choices)
    return ()


def _section(form: Form, section: Section) -> PaperSection:
    share = share_words(section_share(form, section)) if is_scored(form) else ""
    return PaperSection(section_name(section), share, tuple(_item(form, section, item) for item in section.items))


def _item(form: Form, section: Section, item: Item) -> PaperItem:
    lines = ((_("Staff do"), told(item.how)), (_("You check"), told(item.check)))
    asked = asked_when_words(item.show_when, form) or asked_when_words(section.show_when, form)
    foot = (critical_words(item), answers_words(item), evidence_words(item), asked)
    is_weighed = is_scored(form)
    boxes = _boxes(item.scale)
    return PaperItem(
        key=item.key,
        short=item_name(item),
        what=told(item.text),
        share=share_words(item_share(form, section, item)) if is_weighed else "",
        lines=tuple((name, text) for name, text in lines if text),
        foot=" · ".join(filter(None, foot)) if is_weighed else asked,
        boxes=boxes,
        unit="" if boxes else told(item.scale.unit),
        more_boxes=((NA_BOX,) if item.may_be_na else ()) + ((UNSEEN_BOX,) if item.may_be_unseen else ()),
    )


def _boxes(scale: Scale) -> tuple[str, ...]:
    if scale.kind is ScaleKind.YES_NO:
        return ("1", "0")
    if scale.kind is ScaleKind.YES_PARTIAL_NO:
        return ("1", "½", "0")
    if scale.kind is ScaleKind.POINTS and scale.last - scale.first < BOXES_MOST:
        return tuple(str(point) for point in range(scale.first, scale.last + 1))
    return ()
