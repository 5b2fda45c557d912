"""Single answers and comments as they are listed and read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from csatdesk.domain.forms import Form, Item, ScaleKind
from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.domain.survey_views import SurveyView
from csatdesk.domain.surveys import ANONYMITY, Kept
from csatdesk.operations.surveys.findings.words import item_name, month_words, span_words
from csatdesk.operations.surveys.queries import load_survey, questionnaire_of
from csatdesk.operations.surveys.results.answers import AnswerRow, Comment, list_answers, list_comments
from csatdesk.operations.surveys.results.figures import headline_keys
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Centre
from csatdesk.wording.formats import number, short_date
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import channel_word, segment_word

PAGES_MOST = 20  # that are gone through for one that holds an answer of the value asked for


@dataclass(frozen=True, slots=True)
class SingleAnswer:
    """One person's answers. `when`: of an anonymous one the month. `facts`: who, where, how, of those who may be
    known. `said`: question and answer. `topic`: what the comment seems to be about.
    """

    id: int
    when: str
    where: str
    score: str
    comment: str
    facts: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...]
    is_anonymous: bool
    topic: str = ""
    case_id: int | None = None


def list_single(
    reading: Reading,
    *,
    view: SurveyView,
    value: tuple[str, str] | None,
    after: Key | None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[SingleAnswer]:
    """`value`: a question and what was answered to it. A page is gone on from where none of it is shown."""
    teller = _Teller(reading, view)
    for _place in range(PAGES_MOST):
        page = list_answers(reading, view, after, limit, backwards=backwards)
        rows = [row for row in page.rows if value is None or _said(row.answers.get(value[0])) == value[1]]
        after = page.next
        if rows or after is None:
            break
    return Page(tuple(map(teller.answer, rows)), after)


def list_read(reading: Reading, *, view: SurveyView, search: str) -> Page[SingleAnswer]:
    """Comments alone, to be read one after another."""
    teller = _Teller(reading, view)
    return Page(tuple(map(teller.comment, list_comments(reading, view, search=search))), None)


def _said(kept: Kept | None) -> str:
    return "" if kept is None else str(kept.number) if kept.number is not None else kept.choice


class _Teller:
    """Puts rows into words; what all rows need is read once."""

    def __init__(self, reading: Reading, view: SurveyView) -> None:
        survey = load_survey(reading, survey_id=view.survey_id)
        self._span = span_words(view.first, view.last)
        self._form: Form = questionnaire_of(reading, survey.version_id).form
        self._items: dict[str, Item] = {item.key: item for item in self._form.items()}
        self._first = next(iter(headline_keys(tuple(self._items.values()))), "")
        self._tree = load_topic_tree(reading)
        self._zone = ZoneInfo(reading.db.get_one(Centre, reading.actor.centre_id).zone)

    def answer(self, row: AnswerRow) -> SingleAnswer:
        comments = [kept.text for key, kept in row.answers.items() if self._is_text(key) and kept.text]
        comment = "\n".join(comments)
        return SingleAnswer(
            id=row.id,
            when=self._month(row.month) if row.at is None else short_date(row.at.astimezone(self._zone).date()),
            where=self._where(row),
            score=self._score(row.answers.get(self._first)),
            comment=comment,
            facts=tuple(self._facts(row)),
            said=tuple(self._answers(row)),
            is_anonymous=row.is_anonymous,
            topic=self._topic(comment),
            case_id=row.case_id,
        )

    def comment(self, one: Comment) -> SingleAnswer:
        where = "" if one.is_anonymous else _joined(one.office, one.channel)
        return SingleAnswer(
            id=one.response_id,
            when=self._month(one.month),
            where=where or _("without a name"),
            score="" if one.score is None else number(one.score),
            comment=one.text,
            facts=((_("Question"), self._name(one.item_key)),),
            said=(),
            is_anonymous=one.is_anonymous,
            topic=self._topic(one.text),
        )

    def _month(self, month: int | None) -> str:
        """Of an answer that does not tell it: the time that is looked at."""
        return self._span if month is None else month_words(month)

    def _is_text(self, key: str) -> bool:
        item = self._items.get(key)
        return item is not None and item.scale.kind is ScaleKind.TEXT

    def _name(self, key: str) -> str:
        item = self._items.get(key)
        return key if item is None else item_name(item)

    @staticmethod
    def _where(row: AnswerRow) -> str:
        return _("without a name") if row.is_anonymous else _joined(row.office, row.channel)

    def _facts(self, row: AnswerRow) -> Iterator[tuple[str, str]]:
        if row.is_anonymous:
            yield _("Who"), _("without a name: month and survey are all that is kept of the person")
            return
        if row.who:
            yield _("Who"), row.who
        if row.staff:
            yield _("Who served"), row.staff
        yield _("Where"), _joined(row.office, row.channel)
        if row.segment is not None:
            yield _("Segment"), segment_word(row.segment)
        if not row.is_tied:
            yield _("About"), _("no single contact")

    def _answers(self, row: AnswerRow) -> Iterator[tuple[str, str]]:
        for key, item in self._items.items():
            kept = row.answers.get(key)
            if kept is not None and item.metric != ANONYMITY and not self._is_text(key):
                yield item.text.in_language(language()), self._told(item, kept)

    def _told(self, item: Item, kept: Kept) -> str:
        if kept.number is not None:
            return _("{n} of {all}").format(n=number(kept.number), all=number(item.scale.last))
        names = {one.key: one.text.in_language(language()) for one in item.scale.choices}
        return ", ".join(names.get(key, key) for key in kept.choice.split())

    def _score(self, kept: Kept | None) -> str:
        return "" if kept is None or kept.number is None else number(kept.number)

    def _topic(self, comment: str) -> str:
        found = self._tree.suggest(comment, limit=1) if comment else ()
        return " › ".join(self._tree.path(found[0].topic_id, language())) if found else ""


def _joined(office: str, channel: Any) -> str:
    return office if channel is None else f"{office}, {channel_word(channel)}"
