"""Standards in files: what is written is read again as it was, and every mistake is told with its place."""

from contextlib import closing
from pathlib import Path

import pytest

from csatdesk.domain.errors import Refusal
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.sheets import scorecards_yaml
from csatdesk.sheets.scorecards_yaml import READER, read_parts, template_from, write_template
from csatdesk.sheets.yaml_documents import YamlUnreadable
from csatdesk.system.child import run_reader
from csatdesk.system.paths import resource
from csatdesk.wording.texts import spoken

STARTING = sorted(resource("templates", "letters.yaml").parent.glob("standard_*.yaml"))
FILE = """\
schema: csatdesk-scorecard/1
key: mine
version: 1
title: {en: "Mine", pl: "Moje"}
scoring: {on_critical: cap, cap: 50, pass_mark: 85}
sections:
  - key: s1
    title: "First"
    weight: 2
    items:
      - key: a
        what: "What must be so."
        how: "How it is done."
        scale: measure
        unit: "min"
        bands: [{up_to: 10, score: 1}]
        weight: 3
        critical: customer
      - key: b
        what: "Second."
        scale: yes_no
        weight: 1
"""


def read(path: Path) -> ScorecardTemplate:
    return template_from(iter(read_parts(path)), path.name)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", STARTING, ids=lambda path: path.stem)
def test_what_is_exported_is_imported_as_the_same_standard(path: Path, tmp_path: Path) -> None:
    template, out = read(path), tmp_path / "out.yaml"
    write_template(out, template)
    assert read(out) == template


def test_a_file_from_outside_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, FILE)
    with closing(run_reader(READER, path, {})) as parts:
        template = template_from(parts, path.name)
    assert [item.key for item in template.form.items()] == ["a", "b"]
    unknown = written(tmp_path, FILE.replace("    weight: 2", "    wieght: 2"))
    with (
        pytest.raises(scorecards_yaml.StandardKeyUnknown, match="line 9"),
        closing(run_reader(READER, unknown, {})) as parts,
    ):
        template_from(parts, unknown.name)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("schema: csatdesk-scorecard/1", "schema: other/1", "csatdesk-scorecard/1"),
        ("        how:", "        hwo:", "line 13: “hwo” has no meaning here"),
        ("score: 1}", "score: 1, sore: 2}", "line 16: “sore”"),
        ('pl: "Moje"', 'xx: "Moje"', "line 4: “xx”"),
        ("    weight: 2", "    weight: 2\n    weight: 3", "line 10: “weight” was there before"),
        ("scale: measure", "scale: stars", "line 14: s1 › a › scale"),
        ("weight: 3", "weight: -3", "line 17: s1 › a › weight"),
        ("score: 1}", "score: 2}", "line 16: s1 › a › bands › score"),
        ("critical: customer", "critical: very", "line 18: s1 › a › critical"),
        ("cap: 50", "cap: 500", "line 5: cap"),
        ("      - key: b", "      - key: a", "line 19: s1 › a › key: “a” was there before"),
        ("        scale: yes_no\n", "", "line 19: s1 › b › scale: this is missing"),
        ("sections:", "sections: [", "line"),
        ('title: "First"', "title: &x [*x]", "cannot be read from line 8"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_place(before: str, after: str, told: str, tmp_path: Path) -> None:
    assert FILE.count(before) == 1
    with pytest.raises(Refusal) as refused:
        read(written(tmp_path, FILE.replace(before, after)))
    assert told in str(refused.value)


def test_parts_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(YamlUnreadable):
        read(written(tmp_path, "schema: csatdesk-scorecard/1\nsections: " + "[" * 500 + "]" * 500))
    with pytest.raises(scorecards_yaml.StandardTooLong):
        read(written(tmp_path, FILE + "scenarios: [" + "1," * scorecards_yaml.PARTS_MOST + "1]"))


def test_a_questionnaire_is_read_as_a_form_and_its_mistakes_are_told_with_their_line(tmp_path: Path) -> None:
    text = (
        "schema: csatdesk-questions/1\nkey: after\nscales:\n  ease: {from: 1, to: 5, na: true}\n"
        "questions:\n  - key: easy\n    type: scale\n    scale: ease\n    text: {en: 'How easy?', pl: 'Jak łatwo?'}\n"
    )
    path = tmp_path / "questions.yaml"
    path.write_text(text, encoding="utf-8")
    template = template_from(read_parts(path), path.name)
    (item,) = template.form.items()
    assert (item.text["pl"], item.scale.last, template.kind) == ("Jak łatwo?", 5, "questionnaire")
    path.write_text(text.replace("scale: ease", "scale: hard"), encoding="utf-8")
    with pytest.raises(Refusal) as wrong:
        template_from(read_parts(path), path.name)
    assert spoken(wrong.value).startswith("“questions.yaml”, line 8: questions › easy › scale: this cannot be “hard”.")
