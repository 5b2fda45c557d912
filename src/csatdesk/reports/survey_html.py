"""A survey's questionnaire as one file for any browser: nothing comes from elsewhere, nothing goes anywhere.

The browser refuses all but the style and the script that stand in the file. The reply is a small file to save, or the
text of an e-mail that the person sends.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from csatdesk.domain.replies import BEGIN, END, OUTSIDE, SCHEMA, TEXT_MOST, About
from csatdesk.reports.layout import write_file
from csatdesk.reports.questionnaire_paper import AskedItem
from csatdesk.reports.survey_form import grouped
from csatdesk.wording.resources import resource
from csatdesk.wording.texts import _, speaking


@dataclass(frozen=True, slots=True)
class HtmlItem:
    """`kind`: "points", "one", "many", "lines", "line". `values`: of the boxes. `when`: all hold where it is asked."""

    key: str
    kind: str
    asked: AskedItem
    values: tuple[str, ...] = ()
    when: tuple[Any, ...] = ()


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
    yield f'<form id="form" autocomplete="off" novalidate {_attributes(_facts(form))}>'
    for section in form.sections:
        if section.title != form.title:
            yield f"<h2>{escape(section.title)}</h2>"
        for item in section.items:
            yield from _question(item)
    yield '<div class="deeds">'
    yield _button("save", _("Save the reply"), "first")
    yield _button("send", _("Send by e-mail"))
    yield "</div>"
    yield '<p id="said" role="status" aria-live="polite"></p>'
    yield "</form>"
    yield _element("noscript", _("Your browser does not run the form. Open it in another one."))
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
        "nothing": _("No question has an answer."),
        "saved": _("Saved as {file}. Send this file to {address}.").format(file=name, address=to),
        "sent": _("Your mail program opens with the reply. Send it from there."),
        "long": _("The reply is too long for this way. Save it and send the file."),
    }


def _file_name(about: About) -> str:
    return f"reply-{about.code}.json" if about.code else "reply.json"


def _question(item: HtmlItem) -> Iterator[str]:
    asked, name = item.asked, f"q{item.asked.number}"
    facts = {"key": item.key, "kind": item.kind}
    if item.when:
        facts["when"] = json.dumps(item.when, ensure_ascii=False)
    yield f'<fieldset class="{item.kind}" {_attributes(facts)}>'
    yield f"<legend>{asked.number}. {escape(asked.question)}</legend>"
    if asked.lead:
        yield f'<p class="lead">{escape(asked.lead)}</p>'
    if asked.hint:
        yield f'<p class="hint">{escape(asked.hint)}</p>'
    if item.values or asked.more:
        yield from _boxes(item, name)
    if not item.values:
        yield _field(item, name)
    yield "</fieldset>"


def _boxes(item: HtmlItem, name: str) -> Iterator[str]:
    kind = "checkbox" if item.kind == "many" else "radio"
    yield '<div class="answers">'
    for value, words in zip(item.values, item.asked.boxes, strict=True):
        yield f'<label><input type="{kind}" name="{name}" value="{escape(value)}"> {escape(words)}</label>'
    for words in item.asked.more:
        box = f'<input type="{kind}" name="{name}" value="{OUTSIDE}">'
        yield f'<label class="outside">{box} {escape(words)}</label>'
    yield "</div>"
    if any(item.asked.ends):
        first, last = (escape(end) for end in item.asked.ends)
        yield f'<div class="ends"><span>{first}</span><span>{last}</span></div>'


def _field(item: HtmlItem, name: str) -> str:
    told = f'name="{name}" maxlength="{TEXT_MOST}" aria-label="{escape(item.asked.question)}"'
    return f'<textarea rows="4" {told}></textarea>' if item.kind == "lines" else f'<input type="text" {told}>'


def _button(name: str, words: str, kind: str = "") -> str:
    return f'<button type="button" class="{kind}" id="{name}">{escape(words)}</button>'


def _element(name: str, words: str) -> str:
    return f"<{name}>{escape(words)}</{name}>"


def _attributes(facts: Mapping[str, str]) -> str:
    return " ".join(f'data-{name}="{escape(value)}"' for name, value in facts.items())


def _inside(name: str) -> str:
    return "\n" + resource("survey_form", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
