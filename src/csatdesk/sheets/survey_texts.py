"""Texts of invitations that come with the program: schema csatdesk-survey-texts/1 in YAML, read by the safe loader."""

from pathlib import Path

import yaml

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.survey_sending import TextName, Texts, check_text
from csatdesk.sheets.trouble import told_plainly

SCHEMA = "csatdesk-survey-texts/1"


class NoSurveyTexts(Refusal):
    text = N_("“{file}” holds no texts for surveys.")


def read_survey_texts(path: Path) -> Texts:
    """Language → name → text, each checked like one that a person writes."""
    with told_plainly(path):
        content = path.read_bytes()
    try:
        found = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (both are safe)
        if found["schema"] != SCHEMA:
            raise NoSurveyTexts(file=path.name)
        texts = {
            language: {TextName(name).value: text.strip() for name, text in named.items()}
            for language, named in found["texts"].items()
        }
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise NoSurveyTexts(file=path.name) from error
    for named in texts.values():
        for name, text in named.items():
            check_text(TextName(name), text)
    return texts
