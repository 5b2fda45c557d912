"""What is in the two packages of field work, as JSON: the tasks an auditor takes along, and what came of them."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csatdesk.domain.evaluations import EvaluationKind
from csatdesk.domain.field_contents import (
    FieldContent,
    FieldContentWrong,
    as_instant,
    as_list,
    as_mapping,
    as_text,
    content_from_json,
    to_text,
)
from csatdesk.domain.field_packages import TASKS_MOST, Version
from csatdesk.domain.form_reading import TemplateError
from csatdesk.domain.forms import NO_TEXT, Form
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.scorecard_templates import ScorecardTemplate

SCHEMA, RESULT_SCHEMA = "csatdesk-field/1", "csatdesk-field-result/1"
KEY_BYTES = 32
VERSIONS_MOST = 2000  # that one version can go on from
TEXT_MOST = 20_000


@dataclass(frozen=True, slots=True)
class FieldTask:
    """One thing to fill: a visit, a check or a review. `content`: what was filled before it was given out.

    `whose`: of whose work a review is. `from_at`, `to_at`: of a visit; `asks_employee`: its report names one.
    """

    uid: UUID
    kind: EvaluationKind
    template: ScorecardTemplate
    office_name: str
    zone: ZoneInfo
    happened_at: datetime
    content: FieldContent
    address: str = ""
    whose: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None
    report_due_at: datetime | None = None
    brief: LocalText = NO_TEXT
    answer_key: str = ""
    asks_employee: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "uid": self.uid.hex,
            "kind": self.kind.value,
            "template": self.template.to_dict(),
            "office": self.office_name,
            "zone": self.zone.key,
            "happened_at": to_text(self.happened_at),
            "content": self.content.to_json(),
            "address": self.address,
            "whose": self.whose,
            "from_at": to_text(self.from_at),
            "to_at": to_text(self.to_at),
            "report_due_at": to_text(self.report_due_at),
            "brief": self.brief.to_dict(),
            "answer_key": self.answer_key,
            "asks_employee": self.asks_employee,
        }


@dataclass(frozen=True, slots=True)
class FieldPackage:
    """What is given out. `result_seed`: of the key that signs results; `result_key`: seals them; `work_key`: seals the
    working file."""

    uid: UUID
    centre_uid: UUID
    centre_name: str
    holder: str
    language: str
    given_at: datetime
    until: datetime
    result_seed: bytes
    result_key: bytes
    work_key: bytes
    tasks: tuple[FieldTask, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "package": self.uid.hex,
            "centre": self.centre_uid.hex,
            "centre_name": self.centre_name,
            "holder": self.holder,
            "language": self.language,
            "given_at": to_text(self.given_at),
            "until": to_text(self.until),
            "result_seed": base64.b64encode(self.result_seed).decode(),
            "result_key": base64.b64encode(self.result_key).decode(),
            "work_key": base64.b64encode(self.work_key).decode(),
            "tasks": [one.to_json() for one in self.tasks],
        }


@dataclass(frozen=True, slots=True)
class FieldVersion:
    """What was filled about one task when the result was written. `content`: as plain JSON until its form is known."""

    task_uid: UUID
    id: str
    after: frozenset[str]
    content: Mapping[str, Any]
    changed_at: datetime

    def to_json(self) -> dict[str, Any]:
        return {
            "task": self.task_uid.hex,
            "id": self.id,
            "after": sorted(self.after),
            "content": dict(self.content),
            "changed_at": to_text(self.changed_at),
        }

    def read(self, form: Form) -> tuple[Version, FieldContent]:
        content = content_from_json(form, self.content)
        return Version(self.id, self.after, content.digest), content


@dataclass(frozen=True, slots=True)
class FieldResult:
    """What is brought back. `blobs`: the digests of the evidence that lies beside, in its order."""

    package_uid: UUID
    written_at: datetime
    versions: tuple[FieldVersion, ...]
    blobs: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "schema": RESULT_SCHEMA,
            "package": self.package_uid.hex,
            "written_at": to_text(self.written_at),
            "versions": [one.to_json() for one in self.versions],
            "blobs": list(self.blobs),
        }


def package_from_json(made: object) -> FieldPackage:
    """What `FieldPackage.to_json` wrote; FieldContentWrong for everything else."""
    try:
        return _package(as_mapping(made))
    except (ValueError, KeyError, TypeError, TemplateError, ZoneInfoNotFoundError) as error:
        raise FieldContentWrong() from error


def _package(made: Mapping[str, Any]) -> FieldPackage:
    _check_schema(made, SCHEMA)
    return FieldPackage(
        uid=UUID(hex=as_text(made["package"], 32)),
        centre_uid=UUID(hex=as_text(made["centre"], 32)),
        centre_name=as_text(made["centre_name"], TEXT_MOST),
        holder=as_text(made["holder"], TEXT_MOST),
        language=as_text(made["language"], 10),
        given_at=as_instant(made["given_at"]),
        until=as_instant(made["until"]),
        result_seed=_key(made["result_seed"]),
        result_key=_key(made["result_key"]),
        work_key=_key(made["work_key"]),
        tasks=tuple(_task(as_mapping(one)) for one in as_list(made["tasks"], TASKS_MOST)),
    )


def _task(made: Mapping[str, Any]) -> FieldTask:
    template = ScorecardTemplate.from_dict(as_mapping(made["template"]))
    return FieldTask(
        uid=UUID(hex=as_text(made["uid"], 32)),
        kind=EvaluationKind(made["kind"]),
        template=template,
        office_name=as_text(made["office"], TEXT_MOST),
        zone=ZoneInfo(as_text(made["zone"], 64)),
        happened_at=as_instant(made["happened_at"]),
        content=content_from_json(template.form, made["content"]),
        address=as_text(made["address"], TEXT_MOST),
        whose=as_text(made["whose"], TEXT_MOST),
        from_at=_maybe(made["from_at"]),
        to_at=_maybe(made["to_at"]),
        report_due_at=_maybe(made["report_due_at"]),
        brief=LocalText({key: as_text(one, TEXT_MOST) for key, one in as_mapping(made["brief"]).items()}),
        answer_key=as_text(made["answer_key"], TEXT_MOST),
        asks_employee=made["asks_employee"] is True,
    )


def result_from_json(made: object) -> FieldResult:
    """What `FieldResult.to_json` wrote; FieldContentWrong for everything else."""
    try:
        return _result(as_mapping(made))
    except (ValueError, KeyError, TypeError) as error:
        raise FieldContentWrong() from error


def _result(made: Mapping[str, Any]) -> FieldResult:
    _check_schema(made, RESULT_SCHEMA)
    return FieldResult(
        package_uid=UUID(hex=as_text(made["package"], 32)),
        written_at=as_instant(made["written_at"]),
        versions=tuple(_version(as_mapping(one)) for one in as_list(made["versions"], TASKS_MOST)),
        blobs=tuple(as_text(one, 64) for one in as_list(made["blobs"], TEXT_MOST)),
    )


def _version(made: Mapping[str, Any]) -> FieldVersion:
    return FieldVersion(
        task_uid=UUID(hex=as_text(made["task"], 32)),
        id=UUID(hex=as_text(made["id"], 32)).hex,
        after=frozenset(UUID(hex=as_text(one, 32)).hex for one in as_list(made["after"], VERSIONS_MOST)),
        content=as_mapping(made["content"]),
        changed_at=as_instant(made["changed_at"]),
    )


def _check_schema(made: Mapping[str, Any], schema: str) -> None:
    if made["schema"] != schema:
        raise ValueError(made["schema"])


def _key(made: object) -> bytes:
    key = base64.b64decode(as_text(made, 64), validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("key")
    return key


def _maybe(made: object) -> datetime | None:
    return None if made is None else as_instant(made)
