"""Replies of the form for browsers: the small file it saves, an e-mail with its text, or that text by itself.

Read in the capped child process like every file from outside; what was pasted is as short as a person can paste.
"""

import binascii
import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from csatdesk.domain.replies import BEGIN, END, SCHEMA, NotAForm, ReplyDamaged
from csatdesk.sheets.many_files import read_each
from csatdesk.sheets.trouble import FileTooLarge, told_plainly

READER = "csatdesk.sheets.reply_files:read_for_child"
SIZE_MOST = 8 << 20  # bytes: an e-mail may carry pictures of a signature
REPLY_MOST = 1 << 18  # letters of one reply
_QUOTES = re.compile(r"^[>\s]+", re.MULTILINE)


def read_for_child(_path: str, options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Of each of `options["files"]` a mapping: "about", the line that a form says of itself, and "answers", key of the
    question → answer."""
    yield from read_each(read_file, options)


def read_file(path: Path) -> dict[str, object]:
    """See `read_for_child`."""
    with told_plainly(path):
        if path.stat().st_size > SIZE_MOST:
            raise FileTooLarge(file=path.name, most=SIZE_MOST >> 20)
        content = path.read_bytes()
    return read_content(content, path.name, is_mail=path.suffix.lower() == ".eml")


def read_content(content: bytes, file: str, *, is_mail: bool = False) -> dict[str, object]:
    """See `read_for_child`."""
    if is_mail:
        return _first_of(_texts_of_mail(content), file)
    return read_text(content.decode("utf-8-sig", errors="replace"), file)


def read_text(words: str, file: str) -> dict[str, object]:
    """A reply as the form saved it, or a text with a reply in it."""
    if words.lstrip().startswith("{"):
        return _reply(words, file)
    _before, found, rest = words.partition(BEGIN)
    block, ended, _after = rest.partition(END)
    if not found:
        raise NotAForm(file=file)
    if not ended or len(block) > REPLY_MOST:
        raise ReplyDamaged(file=file)
    signs = "".join(_QUOTES.sub("", block).split())
    try:
        plain = b64decode(signs, validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise ReplyDamaged(file=file) from error
    return _reply(plain, file)


def _first_of(texts: Iterator[str], file: str) -> dict[str, object]:
    """The first part of an e-mail that is a reply."""
    for words in texts:
        if BEGIN in words or words.lstrip().startswith("{"):
            return read_text(words, file)
    raise NotAForm(file=file)


def _texts_of_mail(content: bytes) -> Iterator[str]:
    from email import message_from_bytes
    from email.policy import default

    for part in message_from_bytes(content, policy=default).walk():
        is_file = (part.get_filename() or "").lower().endswith((".json", ".txt"))
        if part.get_content_maintype() == "text" or is_file:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                words = _decoded(payload, part.get_content_charset() or "utf-8")
                yield re.sub(r"<[^>]*>", "\n", words) if part.get_content_subtype() == "html" else words


def _decoded(payload: bytes, charset: str) -> str:
    """In a charset that nobody knows, a reply still has plain letters."""
    try:
        return payload.decode(charset, errors="replace")
    except LookupError:
        return payload.decode(errors="replace")


def _reply(words: str, file: str) -> dict[str, object]:
    if len(words) > REPLY_MOST:
        raise ReplyDamaged(file=file)
    try:
        made = json.loads(words, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ReplyDamaged(file=file) from error
    if not isinstance(made, dict) or made.get("schema") != SCHEMA:
        raise NotAForm(file=file)
    survey, version, answers = made.get("survey"), made.get("version"), made.get("answers")
    is_number = isinstance(version, int) and not isinstance(version, bool) and 0 < version < 10**6
    if not isinstance(survey, str) or not survey or not is_number or not isinstance(answers, dict):
        raise ReplyDamaged(file=file)
    code, language = (_word(made.get(name)) for name in ("code", "language"))
    line = " ".join((SCHEMA, _word(survey) or "-", str(version), language or "-", code or "-"))
    return {"about": line, "answers": {str(key): _plain(answer, file) for key, answer in answers.items()}}


def _word(value: object) -> str:
    return "".join(value.split())[:64] if isinstance(value, str) else ""


def _plain(answer: Any, file: str) -> str | int | float | bool | list[str]:
    if isinstance(answer, str | int | float | bool):
        return answer
    if isinstance(answer, list) and all(isinstance(one, str) for one in answer):
        return answer
    raise ReplyDamaged(file=file)


def _refuse(constant: str) -> object:
    raise ValueError(constant)  # a number that is none
