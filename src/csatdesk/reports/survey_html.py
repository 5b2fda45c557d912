"""A survey's questionnaire as one file for any browser: nothing comes from elsewhere, nothing goes anywhere.

The browser refuses all but the style and the script that stand in the file. The reply is a small file to save, or the
text of an e-mail that the person sends.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from csatdesk.domain.replies import BEGIN, END, OUTSIDE, SCHEMA, TEXT_MOST, About
from csatdesk.reports.layout import write_file
from csatdesk.reports.questionnaire_paper import AskedItem
from csatdesk.reports.survey_form import grouped
from csatdesk.wording.formats import number
from csatdesk.wording.resources import resource
from csatdesk.wording.texts import _, speaking

FIELDS = {
    "number": 'type="text" inputmode="text"',  # keys of phones for numbers have no minus
    "amount": 'type="text" inputmode="decimal"',
    "day": 'type="date"',
    "time": 'type="time"',
}


@dataclass(frozen=True, slots=True)
class HtmlItem:
    """`kind`: "points", "one", "many", "lines", "number", "amount" (not under 0), "day" or "time". `values`: of the
    boxes. `when`: all hold where it is asked. `unit`: of a number."""

    key: str
    kind: str
    asked: AskedItem
    values: tuple[str, ...] = ()
    when: tuple[Any, ...] = ()
    unit: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class HtmlSection:
    title: str
    items: tuple[HtmlItem, ...]


@dataclass(frozen=True, slots=True)
class HtmlForm:
    """In words of `language`. `to`: the address that replies go to, "" where the person has to know it."""

    language: str
    title: str
    purpose: str
    lines: tuple[str, ...]
    sections: Sequence[HtmlSection]
    about: About
    to: str = ""


def write(form: HtmlForm, path: Path) -> None:
    write_file(path, as_text(form).encode())


def as_text(form: HtmlForm) -> str:
    with speaking(form.language):
        return "\n".join(_page(form)) + "\n"


def _page(form: HtmlForm) -> Iterator[str]:
    style, script = (_inside(name) for name in ("form.css", "form.js"))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(form.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(form.title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield from _head(form)
    unable = _("Your browser does not run the form. Open it in another one.")
    yield f'<p id="unable">{escape(unable)}</p>'  # the script takes it away
    yield f'<form id="form" novalidate {_attributes(_facts(form))}>'
    for section in form.sections:
        yield "<section>"
        if section.title != form.title:
            yield f"<h2>{escape(section.title)}</h2>"
        for item in section.items:
            yield from _question(item)
        yield "</section>"
    yield '<div class="deeds" id="deeds" hidden>'
    yield _button("save", _("Save the reply"), "first")
    yield _button("send", _("Send by e-mail"))
    yield "</div>"
    yield '<p id="said" role="status" aria-live="polite"></p>'
    yield "</form>"
    yield "</main>"
    yield f"<script>{script}</script>"
    yield "</body>"
    yield "</html>"


def _head(form: HtmlForm) -> Iterator[str]:
    yield f"<h1>{escape(form.title)}</h1>"
    if form.purpose:
        yield f"<p>{escape(form.purpose)}</p>"
    for line in form.lines:
        yield f'<p class="about">{escape(line)}</p>'
    if form.about.code:
        told, code = escape(_("Your code")), escape(grouped(form.about.code))
        yield f'<p class="about">{told} <span class="code">{code}</span></p>'


def _facts(form: HtmlForm) -> Mapping[str, str]:
    """What the script is told."""
    about, name = form.about, _file_name(form.about)
    reply = {
        "schema": SCHEMA,
        "survey": about.survey,
        "version": about.version,
        "code": about.code,
        "language": about.language,
    }
    to = form.to or _("who sent you this form")
    return {
        "about": json.dumps(reply, ensure_ascii=False),
        "file": name,
        "to": form.to,
        "begin": BEGIN,
        "end": END,
        "subject": form.title,
        "mail": _("My reply stands below. Please leave the lines as they are."),
        "most": str(TEXT_MOST),
        "number": _("“{typed}” is no number. Write it as {example}.").replace("{example}", number(Decimal("12.5"))),
        "amount": _("Write a number, 0 or more."),
        "much": _("This has {count} characters; at most {most} fit here. Shorten it.").replace(
            "{most}", str(TEXT_MOST)
        ),
        "open": _("Still open: {items}."),
        "nothing": _("No question has an answer."),
        "saved": _("Saved as {file}. Send this file to {address}.").format(file=name, address=to),
        "sent": " ".join(
            (
                _("Your mail program opens with the reply. Send it from there."),
                _("If none opens, save the reply and send the file."),
            )
        ),
        "long": _("The reply is too long for this way. Save it and send the file."),
    }


def _file_name(about: About) -> str:
    return f"reply-{about.code}.json" if about.code else "reply.json"


def _question(item: HtmlItem) -> Iterator[str]:
    asked = item.asked
    facts = {"key": item.key, "kind": item.kind, "number": str(asked.number)}
    if item.is_optional:
        facts["optional"] = "yes"
    if item.when:
        facts["when"] = json.dumps(item.when, ensure_ascii=False)
    ends = f' aria-describedby="{_ends_id(item)}"' if any(asked.ends) else ""
    yield f'<fieldset class="{item.kind}" {_attributes(facts)}{ends}>'
    yield f"<legend>{asked.number}. {escape(asked.question)}</legend>"
    if asked.lead:
        yield f'<p class="lead">{escape(asked.lead)}</p>'
    if asked.hint:
        yield f'<p class="hint">{escape(asked.hint)}</p>'
    yield from _boxes(item) if item.values else _field(item)
    if asked.more:
        yield '<div class="answers outside">'
        yield from (_box(item, OUTSIDE, words) for words in asked.more)
        yield "</div>"
    yield "</fieldset>"


def _boxes(item: HtmlItem) -> Iterator[str]:
    yield '<div class="answers">'
    yield from (_box(item, value, words) for value, words in zip(item.values, item.asked.boxes, strict=True))
    yield "</div>"
    if any(item.asked.ends):
        told = [
            f"{value} – {words}" if words else ""
            for value, words in zip(_ends(item.values), item.asked.ends, strict=True)
        ]
        spans = "".join(f"<span>{escape(one)}</span>" for one in told)
        yield f'<div class="ends" id="{_ends_id(item)}">{spans}</div>'


def _box(item: HtmlItem, value: str, words: str) -> str:
    """Several can be ticked, or one; one that stands alone can be taken back."""
    kind = "checkbox" if item.kind == "many" or not item.values else "radio"
    box = f'<input type="{kind}" name="{_name(item)}" value="{escape(value)}">'
    return f"<label>{box} {escape(words)}</label>"


def _ends(values: Sequence[str]) -> tuple[str, str]:
    return values[0], values[-1]


def _field(item: HtmlItem) -> Iterator[str]:
    told = f'name="{_name(item)}" aria-label="{escape(item.asked.question)}" aria-describedby="{_name(item)}-wrong"'
    if item.kind == "lines":
        yield f'<textarea rows="4" {told}></textarea>'
    else:
        unit = f" <span>{escape(item.unit)}</span>" if item.unit else ""
        yield f'<div class="typed"><input {FIELDS[item.kind]} {told}>{unit}</div>'
    yield f'<p class="wrong" id="{_name(item)}-wrong" aria-live="polite"></p>'


def _name(item: HtmlItem) -> str:
    return f"q{item.asked.number}"


def _ends_id(item: HtmlItem) -> str:
    return f"{_name(item)}-ends"


def _button(name: str, words: str, kind: str = "") -> str:
    return f'<button type="button" class="{kind}" id="{name}">{escape(words)}</button>'


def _attributes(facts: Mapping[str, str]) -> str:
    return " ".join(f'data-{name}="{escape(value)}"' for name, value in facts.items())


def _inside(name: str) -> str:
    return "\n" + resource("survey_form", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
