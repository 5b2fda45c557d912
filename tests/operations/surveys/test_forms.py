"""Forms of a survey: printed, filled in, read back; and what is not taken is told with the reason."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from email.message import EmailMessage
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, NameObject
from sqlalchemy import func, select

from csatdesk.domain.errors import NotAllowed, Refusal
from csatdesk.domain.identity import new_identity
from csatdesk.domain.questionnaires import questionnaire_from
from csatdesk.domain.replies import (
    BEGIN,
    END,
    TEXT_MOST,
    AnswerTooLong,
    AnswerUnreadable,
    CodeTwice,
    CodeUnknown,
    NotAForm,
    NothingFilled,
    OtherSurvey,
    OtherVersion,
    ReplyDamaged,
    SameFileTwice,
    TwoAnswers,
)
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.survey_sending import route_code
from csatdesk.domain.surveys import AnsweredAlready, EntryMode, Route, SurveyNotRunning
from csatdesk.operations.standards.commands import add_draft, publish
from csatdesk.operations.surveys import replies
from csatdesk.operations.surveys.commands import end_survey
from csatdesk.operations.surveys.forms import FormKind, NobodyToAsk, export_coded_forms, export_form, load_form_offer
from csatdesk.operations.surveys.replies import READERS, NoRepliesThere, RepliesTaken, take_pasted, take_replies
from csatdesk.sheets import pdf_answers
from csatdesk.sheets.trouble import FileTooLarge
from csatdesk.store.entities.survey_entry import SurveyCallBack
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer, Survey
from csatdesk.system.child import Limits
from csatdesk.wording.catalogue import LANGUAGES
from tests.cast import Stage
from tests.gui.colour_science import contrast
from tests.operations.surveys.hands import QUESTIONS, published, running

CODE = "7K2MA9QXBT"
MANY = {
    "key": "why",
    "type": "multiple",
    "choices": "why",
    "optional": True,
    "text": {"en": "Why?", "ru": "Почему?"},
    "show_when": {"question": "solved", "answer": "no"},
}
WHOLE = {
    **QUESTIONS,
    "choices": {
        **QUESTIONS["choices"],
        "why": [{"key": one, "label": {"en": one}} for one in ("slow", "rude", "closed")],
    },
    "questions": [*QUESTIONS["questions"][:3], MANY, *QUESTIONS["questions"][3:]],
}
FILLED = {"a1": "10", "a2": "2", "a3": "2", "a4_1": "Yes", "a4_3": "Yes", "a5": "Zażółć gęślą jaźń, ё", "a6": "1"}
MEANT = {"nps": 9, "csat": 2, "solved": "no", "why": "slow closed", "comment": "Zażółć gęślą jaźń, ё", "name": "named"}


@pytest.fixture
def survey_id(centre: Stage) -> int:
    return running(centre, published(centre, WHOLE))


def invited(stage: Stage, survey_id: int, code: str = CODE, language: str = "pl") -> int:
    with stage.work(stage.marek) as work:
        one = Invitation(
            uid=new_identity(work.at),
            centre_id=work.actor.centre_id,
            survey_id=survey_id,
            office_id=stage.anna.office_id,
            code=code,
            route=Route.PAPER,
            language=language,
            customer_id=stage.customer_id,
        )
        work.db.add(one)
        work.db.flush()
        return one.id


def written(stage: Stage, survey_id: int, folder: Path, kind: FormKind = FormKind.PDF) -> Path:
    path = folder / f"form{kind.suffix}"
    export_form(stage.store, stage.anna, survey_id=survey_id, kind=kind, language="en", path=path)
    return path


def coded(stage: Stage, survey_id: int, folder: Path, kind: FormKind = FormKind.PDF) -> Path:
    invited(stage, survey_id)
    assert export_coded_forms(stage.store, stage.marek, survey_id=survey_id, kind=kind, folder=folder) == 1
    return folder / f"7K2MA-9QXBT{kind.suffix}"


def fill(path: Path, values: Mapping[str, str] = FILLED, name: str = "") -> Path:
    """As a program for PDFs does it: a value in each field."""
    writer = PdfWriter(clone_from=path)
    plain = {key: value if key.startswith("a5") else f"/{value}" for key, value in values.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, plain, auto_regenerate=False)
    target = path.with_name(name or f"filled {path.name}")
    writer.write(target)
    return target


def boxes_called(writer: PdfWriter, name: str) -> list[Any]:
    """The boxes of one question."""
    annotations: list[Any] = [one for page in writer.pages for one in page.annotations or ()]
    boxes = [one.get_object() for one in annotations]
    return [box for box in boxes if "/Parent" in box and box["/Parent"].get_object().get("/T") == name]


def taken(stage: Stage, survey_id: int, *paths: Path) -> RepliesTaken:
    return take_replies(stage.store, stage.anna, survey_id=survey_id, paths=paths)


def refused(found: RepliesTaken) -> list[type[object]]:
    return [type(one.error) for one in found.not_taken]


def answers_of(stage: Stage, survey_id: int) -> list[dict[str, object]]:
    """Of each response."""
    with stage.work() as work:
        found: dict[int, dict[str, object]] = {}
        for one in work.db.execute(select(ResponseAnswer).where(ResponseAnswer.survey_id == survey_id)).scalars():
            kept = one.number if one.number is not None else one.choice or one.text
            found.setdefault(one.response_id, {})[one.item_key] = kept
        return list(found.values())


def only_response(stage: Stage, survey_id: int) -> Response:
    with stage.work() as work:
        found = work.db.execute(select(Response).where(Response.survey_id == survey_id)).scalar_one()
        work.db.expunge(found)
        return found


# PDF


def test_a_form_that_was_printed_filled_in_and_read_back_says_what_was_meant(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    found = taken(centre, survey_id, fill(coded(centre, survey_id, tmp_path)))
    assert found == RepliesTaken(1)
    assert answers_of(centre, survey_id) == [MEANT]
    response = only_response(centre, survey_id)
    assert response.mode is EntryMode.PDF
    assert response.customer_id == centre.customer_id
    assert response.language == "pl"


def test_a_form_without_a_code_asks_for_no_name_and_keeps_none(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    form = written(centre, survey_id, tmp_path)
    fields = PdfReader(form).get_fields() or {}
    assert "a6" not in fields  # whether the answer is to be anonymous
    values = {key: value for key, value in FILLED.items() if key != "a6"}
    assert taken(centre, survey_id, fill(form, values)).kept == 1
    response = only_response(centre, survey_id)
    assert response.is_anonymous
    assert (response.at, response.customer_id, response.invitation_id, response.language) == (None, None, None, "")


def test_the_paper_form_has_no_fields(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    path = written(centre, survey_id, tmp_path, FormKind.PAPER)
    assert not PdfReader(path).get_fields()
    assert "1. Would you recommend us?" in PdfReader(path).pages[0].extract_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_says_its_own_words_in_every_language(
    centre: Stage, survey_id: int, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "form.pdf"
    export_form(centre.store, centre.anna, survey_id=survey_id, kind=FormKind.PDF, language=language, path=path)
    reader = PdfReader(path)
    assert str(reader.root_object["/Lang"]) == language
    assert all(field.get("/V") in {None, "", "/Off"} or name == "csatdesk" for name, field in fields_of(reader).items())


def fields_of(reader: PdfReader) -> Mapping[str, Mapping[str, object]]:
    return reader.get_fields() or {}


def test_only_a_language_in_which_everything_is_said_is_offered(centre: Stage, survey_id: int) -> None:
    with centre.read() as reading:
        assert load_form_offer(reading, survey_id=survey_id).languages == ("en",)


def test_a_form_with_nothing_in_it_is_told(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    found = taken(centre, survey_id, coded(centre, survey_id, tmp_path))
    assert refused(found) == [NothingFilled]
    assert answers_of(centre, survey_id) == []


def test_a_form_of_another_survey_is_told(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    other = running(centre, published(centre, {**WHOLE, "key": "other"}), name="Other")
    assert refused(taken(centre, other, fill(written(centre, survey_id, tmp_path)))) == [OtherSurvey]


def test_a_form_of_another_version_is_told(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    reply = json.loads(reply_of(centre, survey_id, tmp_path))
    path = tmp_path / "reply.json"
    path.write_text(json.dumps({**reply, "version": 7, "answers": {"nps": 3}}))
    assert refused(taken(centre, survey_id, path)) == [OtherVersion]


def test_a_code_that_nobody_has_is_told(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    filled = fill(coded(centre, survey_id, tmp_path))
    with centre.work(centre.marek) as work:
        work.db.execute(select(Invitation)).scalar_one().code = "ZZZZZZZZZZ"
    assert refused(taken(centre, survey_id, filled)) == [CodeUnknown]


def test_a_code_counts_once_in_one_round_and_in_two(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    form = coded(centre, survey_id, tmp_path)
    first, second = fill(form, name="a.pdf"), fill(form, {"a1": "1"}, name="b.pdf")
    found = taken(centre, survey_id, first, second)
    assert (found.kept, refused(found)) == (1, [CodeTwice])
    assert "a.pdf" in str(found.not_taken[0].error)
    assert refused(taken(centre, survey_id, second)) == [AnsweredAlready]
    assert answers_of(centre, survey_id) == [MEANT]


def test_the_same_file_without_a_code_counts_once(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    filled = fill(written(centre, survey_id, tmp_path), {"a1": "3"}, "a.pdf")
    again = tmp_path / "b.pdf"
    again.write_bytes(filled.read_bytes())
    found = taken(centre, survey_id, filled, again)
    assert (found.kept, refused(found)) == (1, [SameFileTwice])


def test_two_boxes_of_one_question_are_told_with_its_number(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=fill(written(centre, survey_id, tmp_path)))
    of_first = boxes_called(writer, "a1")
    of_first[3][NameObject("/AS")] = NameObject("/4")  # the tenth is on already
    path = tmp_path / "two.pdf"
    writer.write(path)
    found = taken(centre, survey_id, path)
    assert refused(found) == [TwoAnswers]
    assert "question 1" in str(found.not_taken[0].error)


def test_a_value_that_no_box_has_is_told(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=written(centre, survey_id, tmp_path))
    for box in boxes_called(writer, "a1"):
        box["/Parent"].get_object()[NameObject("/V")] = NameObject("/99")
    path = tmp_path / "off.pdf"
    writer.write(path)
    assert refused(taken(centre, survey_id, path)) == [AnswerUnreadable]


def test_damaged_and_foreign_files_are_told_and_stop_no_other(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    filled = fill(written(centre, survey_id, tmp_path), {"a1": "3"}, "good.pdf")
    content = filled.read_bytes()
    (tmp_path / "cut.pdf").write_bytes(content[:200])
    (tmp_path / "no.pdf").write_bytes(b"Hello")
    plain = PdfWriter()
    plain.add_blank_page(200, 200)
    plain.write(tmp_path / "plain.pdf")
    (tmp_path / "form.pdf").unlink()
    found = taken(centre, survey_id, tmp_path)
    assert found.kept == 1
    assert {one.file: type(one.error) for one in found.not_taken} == {
        "cut.pdf": ReplyDamaged,
        "no.pdf": ReplyDamaged,
        "plain.pdf": NotAForm,
    }


def test_a_locked_form_is_told(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=written(centre, survey_id, tmp_path))
    writer.encrypt("secret", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    assert "password" in str(taken(centre, survey_id, path).not_taken[0].error)


def test_a_huge_file_is_told_and_not_read(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(pdf_answers.SIZE_MOST + 1)
    assert refused(taken(centre, survey_id, path)) == [FileTooLarge]


def test_a_form_that_takes_too_long_is_called_damaged_and_no_workbook(
    centre: Stage, survey_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = fill(written(centre, survey_id, tmp_path))
    monkeypatch.setattr(replies, "LIMITS", Limits(seconds=-0.99))  # no reader is ready after a hundredth
    assert refused(taken(centre, survey_id, filled)) == [ReplyDamaged]


def test_a_folder_without_replies_is_refused(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    with pytest.raises(NoRepliesThere):
        taken(centre, survey_id, tmp_path)


def test_a_survey_that_has_ended_takes_no_form(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    filled = fill(written(centre, survey_id, tmp_path), {"a1": "3"})
    with centre.work(centre.marek) as work:
        end_survey(work, survey_id=survey_id, version=2)
    assert refused(taken(centre, survey_id, filled)) == [SurveyNotRunning]


def test_forms_with_codes_are_for_who_leads_and_for_who_is_left(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        export_coded_forms(centre.store, centre.anna, survey_id=survey_id, kind=FormKind.PDF, folder=tmp_path)
    with pytest.raises(NobodyToAsk):
        export_coded_forms(centre.store, centre.marek, survey_id=survey_id, kind=FormKind.PDF, folder=tmp_path)


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"a1": "10", "a5": "Good"}, [{"nps": 9, "comment": "Good"}]),
        ({"a1": "10", "a5_na": "Yes"}, [{"nps": 9}]),
        ({"a1": "10", "a5": "Good", "a5_na": "Yes"}, []),  # which one is meant?
    ],
)
def test_words_may_stand_beside_a_box_for_what_does_not_apply(
    centre: Stage, tmp_path: Path, values: Mapping[str, str], kept: list[dict[str, object]]
) -> None:
    made = questionnaire_from(WHOLE).to_dict()
    next(one for one in made["sections"][0]["items"] if one["key"] == "comment")["na"] = True
    with centre.work(centre.marek) as work:
        version_id = add_draft(work, template=ScorecardTemplate.from_dict(made)).result
        publish(work, version_id=version_id, version=1)
    survey_id = running(centre, version_id)
    plain = {name: value for name, value in values.items() if not name.endswith("na")}
    writer = PdfWriter(clone_from=fill(written(centre, survey_id, tmp_path), plain))
    boxes: list[Any] = [one.get_object() for page in writer.pages for one in page.annotations or ()]
    if "a5_na" in values:
        [box] = [one for one in boxes if one.get("/T") == "a5_na"]
        box[NameObject("/V")] = box[NameObject("/AS")] = NameObject("/Yes")
    path = tmp_path / "both.pdf"
    writer.write(path)
    found = taken(centre, survey_id, path)
    assert answers_of(centre, survey_id) == kept
    assert refused(found) == ([] if kept else [TwoAnswers])


def test_a_file_that_fills_a_text_with_a_slash_keeps_it(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    filled = fill(written(centre, survey_id, tmp_path), {"a1": "1", "a5": "/Off"})
    assert taken(centre, survey_id, filled).kept == 1
    assert answers_of(centre, survey_id) == [{"nps": 0, "comment": "/Off"}]


def test_a_program_that_wants_appearances_made_anew_changes_nothing(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    writer = PdfWriter(clone_from=fill(written(centre, survey_id, tmp_path), {"a1": "3"}))
    form: Any = writer.root_object["/AcroForm"].get_object()
    form[NameObject("/NeedAppearances")] = BooleanObject(True)
    path = tmp_path / "anew.pdf"
    writer.write(path)
    assert taken(centre, survey_id, path).kept == 1


# for a browser


class Page(HTMLParser):
    """What stands in a form; wrong nesting fails."""

    EMPTY = frozenset({"meta", "input", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.inside: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.inside[self.open[-1]] = self.inside.get(self.open[-1], "") + data

    def only(self, tag: str, **facts: str) -> dict[str, str]:
        found = [one for name, one in self.tags if name == tag and facts.items() <= one.items()]
        assert len(found) == 1, found
        return found[0]


def page_of(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    assert not page.open
    return page


def reply_of(stage: Stage, survey_id: int, folder: Path) -> str:
    """What the form in a browser says of itself."""
    page = page_of(written(stage, survey_id, folder, FormKind.HTML))
    return page.only("form")["data-about"]


def test_the_form_for_a_browser_is_one_file_that_asks_nothing_of_a_network(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    path = coded(centre, survey_id, tmp_path, FormKind.HTML)
    content = path.read_text(encoding="utf-8")
    page = page_of(path)
    assert not re.search(r"https?:|url\(|@import|<link|<img|<iframe|\ssrc=|\shref=", content)
    policy = page.only("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        mark = b64encode(sha256(page.inside[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{mark}'" in policy
    assert not any(name.startswith("on") or name == "style" for _tag, facts in page.tags for name in facts)


def test_every_box_of_the_browser_form_can_be_reached_and_has_its_words(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    page = page_of(coded(centre, survey_id, tmp_path, FormKind.HTML))
    values = [facts["value"] for tag, facts in page.tags if tag == "input" and facts["name"] == "q1"]
    assert values == [str(one) for one in range(11)]
    assert len([tag for tag, _facts in page.tags if tag == "fieldset"]) == 6
    assert json.loads(page.only("fieldset", **{"data-key": "why"})["data-when"])


def test_what_a_questionnaire_says_is_never_read_as_markup(centre: Stage, tmp_path: Path) -> None:
    evil = '</script><script>alert(1)</script><b onclick="x">'
    question = {"key": "x", "type": "open", "text": {"en": evil}}
    survey = running(centre, published(centre, {**QUESTIONS, "key": "evil", "title": evil, "questions": [question]}))
    page = page_of(written(centre, survey, tmp_path, FormKind.HTML))
    assert len([tag for tag, _facts in page.tags if tag == "script"]) == 1
    assert not any(tag == "b" for tag, _facts in page.tags)
    assert evil in page.inside["legend"]


def questions_of(stage: Stage, folder: Path, *added: Mapping[str, object]) -> Page:
    """A browser form with questions of kinds that only a scorecard's file can ask."""
    made = questionnaire_from(WHOLE).to_dict()
    plain = {"weight": 0, "na": False, "not_observed": False}
    section = {"key": "more", "title": "More", "weight": 0, "items": [{**plain, **one} for one in added]}
    made["sections"].append(section)
    with stage.work(stage.marek) as work:
        version_id = add_draft(work, template=ScorecardTemplate.from_dict(made)).result
        publish(work, version_id=version_id, version=1)
    return page_of(written(stage, running(stage, version_id), folder, FormKind.HTML))


def test_each_kind_of_answer_has_its_own_field_and_a_number_its_unit(centre: Stage, tmp_path: Path) -> None:
    page = questions_of(
        centre,
        tmp_path,
        {"key": "wait", "what": "How long?", "scale": "measure", "unit": "min", "bands": [{"up_to": 5, "score": 1}]},
        {"key": "many", "what": "How many?", "scale": "number"},
        {"key": "day", "what": "When?", "scale": "date"},
        {"key": "time", "what": "At what time?", "scale": "time", "optional": True},
    )
    kinds = {facts["data-key"]: facts["data-kind"] for tag, facts in page.tags if tag == "fieldset"}
    assert [kinds[key] for key in ("wait", "many", "day", "time")] == ["amount", "number", "day", "time"]
    fields = [facts["type"] for tag, facts in page.tags if tag == "input" and facts["name"] in {"q6", "q7", "q8", "q9"}]
    assert fields == ["text", "text", "date", "time"]
    assert page.inside["span"].endswith("min")
    optional = [facts["data-key"] for tag, facts in page.tags if tag == "fieldset" and facts.get("data-optional")]
    assert optional == ["why", "comment", "time"]


def test_the_note_for_browsers_that_cannot_run_it_stands_before_the_questions(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    page = page_of(written(centre, survey_id, tmp_path, FormKind.HTML))
    ids = [facts["id"] for _tag, facts in page.tags if "id" in facts]
    assert ids.index("unable") < ids.index("form")
    assert "hidden" not in page.only("p", id="unable")
    assert "hidden" in page.only("div", id="deeds")  # until the script can answer to them


def test_nothing_that_is_typed_is_cut_off_or_forgotten_by_the_browser(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    page = page_of(written(centre, survey_id, tmp_path, FormKind.HTML))
    assert not any("maxlength" in facts or "autocomplete" in facts for _tag, facts in page.tags)
    assert page.only("form")["data-most"] == str(TEXT_MOST)


def test_the_ends_of_a_scale_say_which_point_they_are(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    """Where the points take two lines, the words stand under other points than their own."""
    page = page_of(written(centre, survey_id, tmp_path, FormKind.HTML))
    assert "0 – Not at all10 – Surely" in page.inside["span"]
    described = page.only("fieldset", **{"data-key": "nps"})["aria-describedby"]
    assert page.only("div", id=described)


def test_a_box_that_stands_alone_beside_words_can_be_taken_back(centre: Stage, tmp_path: Path) -> None:
    page = questions_of(centre, tmp_path, {"key": "words", "what": "And?", "scale": "text", "na": True})
    tags = [(tag, facts.get("type")) for tag, facts in page.tags if facts.get("name") == "q6"]
    assert tags == [("textarea", None), ("input", "checkbox")]


def test_a_heading_stands_in_one_part_with_its_questions(centre: Stage, tmp_path: Path) -> None:
    page = questions_of(centre, tmp_path, {"key": "words", "what": "And?", "scale": "text"})
    tags = [tag for tag, _facts in page.tags]
    last = len(tags) - tags[::-1].index("section") - 1
    assert tags[last : last + 3] == ["section", "h2", "fieldset"]


def test_words_of_a_form_stand_out_on_light_and_on_dark_ground(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    style = page_of(written(centre, survey_id, tmp_path, FormKind.HTML)).inside["style"]
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+)", part)) for part in style.split("prefers-color-scheme: dark"))
    assert light.keys() == dark.keys()
    for colours in (light, dark):
        for words, ground in (
            ("ink", "bg"),
            ("ink2", "bg"),
            ("wrong", "bg"),
            ("ink", "tint"),
            ("accent-ink", "accent"),
        ):
            assert contrast(colours[words], colours[ground]) >= 4.5
        assert contrast(colours["edge"], colours["bg"]) >= 3


def reply(stage: Stage, survey_id: int, folder: Path, answers: Mapping[str, object], **other: object) -> str:
    return json.dumps({**json.loads(reply_of(stage, survey_id, folder)), "answers": answers, **other})


def block(words: str) -> str:
    signs = b64encode(words.encode()).decode()
    lines = "\n".join(signs[at : at + 60] for at in range(0, len(signs), 60))
    return f"My reply stands below.\n\n{BEGIN}\n{lines}\n{END}\n"


ANSWERS = {"nps": 9, "csat": "na", "solved": "no", "why": ["closed", "slow"], "comment": "Tak, „dobrze”."}


def test_the_file_of_a_reply_is_kept_without_a_name(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    path = tmp_path / "reply.json"
    path.write_text(reply(centre, survey_id, tmp_path, ANSWERS), encoding="utf-8")
    assert taken(centre, survey_id, path) == RepliesTaken(1)
    kept = {"nps": 9, "solved": "no", "why": "closed slow", "comment": "Tak, „dobrze”."}
    assert answers_of(centre, survey_id) == [kept]
    assert only_response(centre, survey_id).mode is EntryMode.HTML
    assert only_response(centre, survey_id).is_anonymous


def test_who_types_na_as_their_words_loses_no_other_answer(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    path = tmp_path / "reply.json"
    path.write_text(reply(centre, survey_id, tmp_path, {"nps": 9, "comment": "na"}), encoding="utf-8")
    assert taken(centre, survey_id, path) == RepliesTaken(1)
    assert answers_of(centre, survey_id) == [{"nps": 9}]


def test_two_people_who_answered_alike_count_twice(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    paths = [tmp_path / f"{once}.json" for once in ("1f", "2a")]
    for path in paths:
        path.write_text(reply(centre, survey_id, tmp_path, ANSWERS, once=path.stem), encoding="utf-8")
    assert taken(centre, survey_id, *paths) == RepliesTaken(2)


def test_a_reply_comes_by_mail_whatever_the_mail_did_to_its_lines(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    words = block(reply(centre, survey_id, tmp_path, ANSWERS))
    mail = EmailMessage()
    mail["Subject"] = "Po kontakcie"
    mail.set_content("\n".join(f"> {line}" for line in words.splitlines()))
    mail.add_alternative(f"<html><p>{words.replace(chr(10), '<br>')}</p></html>", subtype="html")
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    assert taken(centre, survey_id, tmp_path / "mail.eml") == RepliesTaken(1)


def test_a_reply_hangs_on_a_mail_as_a_file(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail.set_content("Here it is.")
    made = reply(centre, survey_id, tmp_path, ANSWERS).encode()
    mail.add_attachment(made, maintype="application", subtype="json", filename="reply.json")
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    assert taken(centre, survey_id, tmp_path / "mail.eml") == RepliesTaken(1)


def test_a_pasted_reply_is_kept(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    text = block(reply(centre, survey_id, tmp_path, ANSWERS))
    found = take_pasted(centre.store, centre.anna, survey_id=survey_id, text=text, name="Pasted text")
    assert found == RepliesTaken(1)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda words: words[:-20], ReplyDamaged),
        (lambda words: words.replace("csatdesk-reply/1", "other/1"), NotAForm),
        (lambda words: words.replace('"nps"', '"unknown"'), ReplyDamaged),
        (lambda words: words.replace('"nps": 9', '"nps": 11'), AnswerUnreadable),
        (lambda words: words.replace('"nps": 9', '"nps": NaN'), ReplyDamaged),
        (lambda words: words.replace('"nps": 9', '"nps": {"a": 1}'), ReplyDamaged),
        (lambda words: words.replace('"nps": 9', '"nps": true'), AnswerUnreadable),
        (lambda words: words.replace('["closed", "slow"]', '["closed", "closed"]'), AnswerUnreadable),
        (lambda words: json.dumps({**json.loads(words), "answers": {"comment": "ż" * 4001}}), AnswerTooLong),
        (lambda words: json.dumps({**json.loads(words), "answers": {}}), NothingFilled),
        (lambda words: json.dumps({**json.loads(words), "survey": "x"}), OtherSurvey),
        (lambda words: json.dumps({**json.loads(words), "code": "2222222222"}), CodeUnknown),
        (lambda _words: "[" * 100_000, NotAForm),
        (lambda _words: '{"a":' * 100_000, ReplyDamaged),
        (lambda _words: "", NotAForm),
    ],
)
def test_a_spoilt_reply_is_refused_with_its_reason(
    centre: Stage, survey_id: int, tmp_path: Path, spoil: object, reason: type[Refusal]
) -> None:
    assert callable(spoil)
    path = tmp_path / "reply.json"
    path.write_text(spoil(reply(centre, survey_id, tmp_path, ANSWERS)), encoding="utf-8")
    assert refused(taken(centre, survey_id, path)) == [reason]
    with centre.work() as work:
        assert work.db.execute(select(func.count()).select_from(Response)).scalar_one() == 0


@pytest.mark.parametrize("spoilt", ["Good\x00 work", "Good\ud800 work"])
def test_signs_that_no_store_keeps_are_left_out_of_words(
    centre: Stage, survey_id: int, tmp_path: Path, spoilt: str
) -> None:
    words = block(reply(centre, survey_id, tmp_path, {"nps": 9, "comment": spoilt}))
    found = take_pasted(centre.store, centre.anna, survey_id=survey_id, text=words, name="Pasted text")
    assert found == RepliesTaken(1)
    assert answers_of(centre, survey_id) == [{"nps": 9, "comment": "Good work"}]


def test_a_file_that_calls_no_language_of_ours_is_answered_in_that_of_the_invitation(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    about = json.loads(page_of(coded(centre, survey_id, tmp_path, FormKind.HTML)).only("form")["data-about"])
    path = tmp_path / "reply.json"
    answers = {"nps": 9, "name": "named"}
    path.write_text(json.dumps({**about, "language": "x" * 60, "answers": answers}), encoding="utf-8")
    assert taken(centre, survey_id, path) == RepliesTaken(1)
    assert only_response(centre, survey_id).language == "pl"


def test_a_mail_in_letters_that_nobody_knows_is_read_all_the_same(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    words = block(reply(centre, survey_id, tmp_path, ANSWERS))
    path = tmp_path / "mail.eml"
    path.write_bytes(b"MIME-Version: 1.0\nContent-Type: text/plain; charset=x-nothing\n\n" + words.encode())
    assert taken(centre, survey_id, path) == RepliesTaken(1)


def test_the_reply_of_somebody_invited_is_tied_to_them_once(centre: Stage, survey_id: int, tmp_path: Path) -> None:
    page = page_of(coded(centre, survey_id, tmp_path, FormKind.HTML))
    about = json.loads(page.only("form")["data-about"])
    assert about["code"] == CODE
    for name, answers in (("a.json", ANSWERS), ("b.json", {"nps": 1})):
        (tmp_path / name).write_text(json.dumps({**about, "answers": answers}), encoding="utf-8")
    found = taken(centre, survey_id, tmp_path / "a.json", tmp_path / "b.json")
    assert (found.kept, refused(found)) == (1, [CodeTwice])
    assert only_response(centre, survey_id).invitation_id is not None


def test_a_file_that_ends_its_reader_is_told_and_the_next_is_read_by_another(
    centre: Stage, survey_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts go to a reader that falls over whatever it is given."""
    monkeypatch.setitem(READERS, ".txt", "csatdesk.sheets.tables:table_for_child")
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.json"):
        (folder / name).write_text(reply(centre, survey_id, tmp_path, ANSWERS), encoding="utf-8")
    found = taken(centre, survey_id, folder)
    assert found.kept == 1
    assert [(one.file, type(one.error)) for one in found.not_taken] == [
        ("a.txt", ReplyDamaged),
        ("b.txt", ReplyDamaged),
    ]


@pytest.mark.parametrize("choice", ["named", "anonymous"])
def test_a_wish_to_be_called_is_heard_whether_the_answer_is_named_or_not(
    centre: Stage, tmp_path: Path, choice: str
) -> None:
    call = {"key": "call", "metric": "call_back", "type": "choice", "choices": "yes_no", "text": {"en": "Call you?"}}
    asked = {**WHOLE, "key": "with_call", "questions": [*WHOLE["questions"], call]}
    survey = running(centre, published(centre, asked))
    page = page_of(coded(centre, survey, tmp_path, FormKind.HTML))
    with centre.work(centre.marek) as work:
        one = work.db.execute(select(Invitation)).scalar_one()
        one.first_name, one.last_name, one.phone = "Ewa", "Lis", "500 100 200"
    about = json.loads(page.only("form")["data-about"])
    path = tmp_path / "reply.json"
    path.write_text(json.dumps({**about, "answers": {"nps": 9, "name": choice, "call": "yes"}}), encoding="utf-8")
    assert taken(centre, survey, path) == RepliesTaken(1)
    with centre.read() as reading:
        wish = reading.db.execute(select(SurveyCallBack)).scalar_one()
        assert (wish.name, wish.phone) == ("Ewa Lis", "500 100 200")
        assert (wish.response_id is None) == (choice == "anonymous")


def test_replies_with_the_code_of_a_way_are_counted_by_it_and_tied_to_nobody(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    with centre.work() as work:
        code = route_code(work.db.get_one(Survey, survey_id).uid, Route.NEWSLETTER)
    for name, answers in (("a.json", ANSWERS), ("b.json", {"nps": 1})):
        made = json.loads(reply(centre, survey_id, tmp_path, answers))
        (tmp_path / name).write_text(json.dumps(made | {"code": code.lower()}), encoding="utf-8")
    assert taken(centre, survey_id, tmp_path / "a.json", tmp_path / "b.json") == RepliesTaken(2)
    with centre.read() as reading:
        kept = reading.db.execute(select(Response.route, Response.is_anonymous, Response.invitation_id)).tuples().all()
    assert kept == [(Route.NEWSLETTER, True, None)] * 2
