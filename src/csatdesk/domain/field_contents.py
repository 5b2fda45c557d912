"""What is filled in the field about one thing: answers, notes, remarks, evidence. As JSON, and read back with mistrust.

Two contents are the same when their digests are: then nobody has anything to decide.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from csatdesk.domain.attachments import MOST_BYTES, clean_name
from csatdesk.domain.errors import Refusal
from csatdesk.domain.evaluations import NOTE_MOST, Remarks, answer_from_json, answer_to_json
from csatdesk.domain.forms import Answer, Form
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_

FILES_MOST = 500  # of one thing that is filled
SHORT_MOST = 200  # letters of a receipt's number and of a name
TIMES = ("arrived_at", "called_at", "left_at")
NO_REMARKS = Remarks()
_DIGITS = frozenset("0123456789abcdef")


class FieldContentWrong(Refusal):
    text = N_("The answers in this package do not fit its questions. Nothing was taken over.")


@dataclass(frozen=True, slots=True)
class FieldFile:
    """Evidence of one item. Its bytes lie beside, known by `sha256`."""

    item_key: str
    name: str
    size: int
    sha256: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class FieldContent:
    """`receipt`, `employee`: of a visit, as in its report."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    remarks: Remarks = NO_REMARKS
    receipt: str = ""
    employee: str = ""
    files: tuple[FieldFile, ...] = ()

    @property
    def digest(self) -> str:
        """Of what it says; when a file was added says nothing."""
        made = self.to_json()
        made["files"] = sorted((one["item"], one["name"], one["sha256"]) for one in made["files"])
        plain = json.dumps(made, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()

    def with_answer(self, key: str, answer: Answer | None) -> "FieldContent":
        """`answer` None takes one back."""
        answers = {one: given for one, given in self.answers.items() if one != key}
        return replace(self, answers=answers if answer is None else answers | {key: answer})

    def with_note(self, key: str, note: str) -> "FieldContent":
        notes = {one: text for one, text in self.notes.items() if one != key}
        kept = fitting(note, field="note", most=NOTE_MOST)
        return replace(self, notes=notes | {key: kept} if kept else notes)

    def with_remarks(self, remarks: Remarks) -> "FieldContent":
        comment = fitting(remarks.comment, field="comment", most=NOTE_MOST)
        return replace(self, remarks=replace(remarks, comment=comment))

    def to_json(self) -> dict[str, Any]:
        """Always the same for the same content."""
        return {
            "answers": {key: answer_to_json(self.answers[key]) for key in sorted(self.answers)},
            "notes": {key: self.notes[key] for key in sorted(self.notes)},
            "comment": self.remarks.comment,
            "repeat": self.remarks.is_avoidable_repeat,
            "times": {name: to_text(getattr(self.remarks, name)) for name in TIMES},
            "receipt": self.receipt,
            "employee": self.employee,
            "files": [
                {
                    "item": one.item_key,
                    "name": one.name,
                    "size": one.size,
                    "sha256": one.sha256,
                    "at": to_text(one.added_at),
                }
                for one in self.files
            ],
        }


def content_from_json(form: Form, made: object) -> FieldContent:
    """What `to_json` wrote about this form; FieldContentWrong for everything else."""
    try:
        return _content(form, as_mapping(made))
    except (ValueError, KeyError, TypeError) as error:
        raise FieldContentWrong() from error


def _content(form: Form, made: Mapping[str, Any]) -> FieldContent:
    answers = {key: _answer(form, key, one) for key, one in as_mapping(made["answers"]).items()}
    notes = {_key(form, key): as_text(note, NOTE_MOST) for key, note in as_mapping(made["notes"]).items()}
    times = as_mapping(made["times"])
    repeat = made["repeat"]
    if repeat is not None and not isinstance(repeat, bool):
        raise ValueError("repeat")
    files = as_list(made["files"], FILES_MOST)
    return FieldContent(
        answers=answers,
        notes=notes,
        remarks=Remarks(as_text(made["comment"], NOTE_MOST), repeat, *(_time(times[name]) for name in TIMES)),
        receipt=as_text(made["receipt"], SHORT_MOST),
        employee=as_text(made["employee"], SHORT_MOST),
        files=tuple(_file(form, as_mapping(one)) for one in files),
    )


def _key(form: Form, key: str) -> str:
    if form.item(key) is None:
        raise ValueError(key)
    return key


def _answer(form: Form, key: str, made: object) -> Answer:
    answer, item = answer_from_json(made), form.item(key)
    if item is None or not item.accepts(answer):
        raise ValueError(key)
    return answer


def _time(made: object) -> datetime | None:
    return None if made is None else as_instant(made)


def _file(form: Form, made: Mapping[str, Any]) -> FieldFile:
    size, digest = made["size"], as_text(made["sha256"], 64)
    if not isinstance(size, int) or not 0 < size <= MOST_BYTES or len(digest) != 64 or not set(digest) <= _DIGITS:
        raise ValueError("file")
    name = as_text(made["name"], SHORT_MOST)
    if name != clean_name(name):
        raise ValueError(name)
    return FieldFile(_key(form, as_text(made["item"], SHORT_MOST)), name, size, digest, as_instant(made["at"]))


# plain values out of JSON, each with its bounds


def to_text(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def as_mapping(made: object) -> Mapping[str, Any]:
    if not isinstance(made, dict):
        raise ValueError("no mapping")
    return made


def as_list(made: object, most: int) -> Sequence[Any]:
    if not isinstance(made, list) or len(made) > most:
        raise ValueError("no list")
    return made


def as_text(made: object, most: int) -> str:
    if not isinstance(made, str) or len(made) > most:
        raise ValueError("no text")
    return made


def as_instant(made: object) -> datetime:
    found = datetime.fromisoformat(as_text(made, 40))
    if found.tzinfo is None:
        raise ValueError("no zone")
    return found.astimezone(UTC)
