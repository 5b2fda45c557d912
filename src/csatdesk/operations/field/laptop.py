"""The laptop in the field: a package opened without any store, filled, and written down as a result.

Everything filled is on disk, sealed, when `keep` returns. Nothing here reaches the centre.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from csatdesk.domain.attachments import AlreadyAttached, NewAttachment, clean_name
from csatdesk.domain.errors import Refusal
from csatdesk.domain.field_contents import FieldContent, FieldContentWrong, FieldFile, content_from_json, to_text
from csatdesk.domain.field_packages import FieldTimeOver, Version, WrongFieldPassphrase, is_over, next_version
from csatdesk.domain.field_tasks import FieldPackage, FieldResult, FieldTask, FieldVersion, package_from_json
from csatdesk.domain.marks import N_
from csatdesk.operations.cases.attachments import check_file, check_size
from csatdesk.system.child import run_reader
from csatdesk.system.field_files import FileKind, read_head, write_result
from csatdesk.system.field_work import WorkFile, working_file_of
from csatdesk.system.files import file_trouble
from csatdesk.system.passwords import hash_password, is_password
from csatdesk.wording.formats import full_instant

READER = "csatdesk.system.field_files:read_package"


class NothingFilled(Refusal):
    text = N_("Nothing was filled yet, so there is nothing to bring back.")


class EvidenceDamaged(Refusal):
    text = N_("“{name}” can no longer be read. Remove it, attach it again, then write the result.")


def open_package(path: Path, passphrase: str) -> "FieldDesk":
    """Open what was given out, and what was filled of it here. Takes about half a second."""
    head = read_head(path)
    parts: list[bytes] = []
    with closing(run_reader(READER, path, {"passphrase": passphrase})) as rows:
        parts += [base64.b64decode(str(row["bytes"])) for row in rows]
    try:
        package = package_from_json(json.loads(b"".join(parts)))
    except (ValueError, RecursionError) as error:
        raise FieldContentWrong() from error
    if head.kind is not FileKind.PACKAGE or package.uid != head.package_uid:
        raise FieldContentWrong()
    return FieldDesk(package, path, hash_password(passphrase))


class FieldDesk:
    """One opened package. For one thread at a time."""

    def __init__(self, package: FieldPackage, path: Path, passphrase_hash: str) -> None:
        self.package, self.path, self._passphrase_hash = package, path, passphrase_hash
        self.contents: dict[UUID, FieldContent] = {one.uid: one.content for one in package.tasks}
        self.changed_at: dict[UUID, datetime] = dict.fromkeys(self.contents, package.given_at)
        self.written: dict[UUID, tuple[Version, ...]] = {
            one.uid: (Version(one.uid.hex, frozenset(), one.content.digest),) for one in package.tasks
        }
        self._numbers: dict[str, int] = {}  # digest of evidence → where it lies in the working file
        self._work = WorkFile(working_file_of(path), package.work_key, package.uid)
        for words in self._work.words:
            self._go_on(words)

    @property
    def damaged(self) -> int:
        """How many entries of the working file could not be read."""
        return self._work.damaged

    def check_passphrase(self, passphrase: str) -> None:
        """Whether it is the one by which this was opened; asked of no disk, which may refuse at that moment."""
        if not is_password(self._passphrase_hash, passphrase):
            raise WrongFieldPassphrase(file=self.path.name)

    def task(self, uid: UUID) -> FieldTask:
        return next(one for one in self.package.tasks if one.uid == uid)

    def _go_on(self, words: Mapping[str, Any]) -> None:
        """Take up one entry of the working file. It is ours: it opened with the key of the package."""
        self._numbers |= words.get("blobs", {})
        if "content" in words:
            uid = UUID(hex=words["task"])
            self.contents[uid] = content_from_json(self.task(uid).template.form, words["content"])
            self.changed_at[uid] = datetime.fromisoformat(words["at"])
        for task, made in words.get("written", {}).items():
            uid = UUID(hex=task)
            before = self.written[uid]
            self.written[uid] = (*before, Version(made["id"], frozenset(one.id for one in before), made["digest"]))

    def keep(self, uid: UUID, content: FieldContent, at: datetime) -> FieldContent:
        """Keep what is filled now; FieldTimeOver once it is too late for that."""
        self._check_time(at)
        self._keep(uid, content, at, {})
        return content

    def _check_time(self, at: datetime) -> None:
        if is_over(self.package.until, at):
            zone = self.package.tasks[0].zone
            raise FieldTimeOver(when=full_instant(self.package.until, zone))

    def _keep(self, uid: UUID, content: FieldContent, at: datetime, blobs: dict[str, int]) -> None:
        if content == self.contents[uid]:
            return
        words = {"task": uid.hex, "content": content.to_json(), "at": to_text(at), "blobs": blobs}
        self._work.add_words(words)
        self._numbers |= blobs
        self.contents[uid], self.changed_at[uid] = content, at

    def attach(
        self, uid: UUID, content: FieldContent, item_key: str, files: Sequence[NewAttachment], at: datetime
    ) -> FieldContent:
        """`content` with these files at one item, kept."""
        self._check_time(at)
        blobs: dict[str, int] = {}
        for file in files:
            name, digest = clean_name(file.name), hashlib.sha256(file.content).hexdigest()
            check_size(name, len(file.content))
            if any((one.item_key, one.sha256) == (item_key, digest) for one in content.files):
                raise AlreadyAttached(name=name)
            if digest not in self._numbers | blobs:
                blobs[digest] = self._work.add_blob(file.content)
            added = FieldFile(item_key, name, len(file.content), digest, at)
            content = replace(content, files=(*content.files, added))
        self._keep(uid, content, at, blobs)
        return content

    def attach_paths(
        self, uid: UUID, content: FieldContent, item_key: str, paths: Sequence[Path], at: datetime
    ) -> FieldContent:
        files = []
        for path in paths:
            check_file(path)
            with file_trouble(path):
                files.append(NewAttachment(path.name, path.read_bytes()))
        return self.attach(uid, content, item_key, files, at)

    def evidence(self, file: FieldFile) -> bytes | None:
        """What a file holds; None where it lies at the centre."""
        number = self._numbers.get(file.sha256)
        if number is None:
            return None
        try:
            return self._work.blob(number)
        except (ValueError, KeyError) as error:
            raise EvidenceDamaged(name=file.name) from error

    def write_result(self, path: Path, at: datetime) -> int:
        """Write what is to be brought back, whole; how many things are in it. May be done again at any time, also when
        the time is over: what was filled is never lost."""
        versions = [one for one in map(self._written_down, self.package.tasks) if one is not None]
        if not versions:
            raise NothingFilled()
        files = self._files_of([one.task_uid for one in versions])
        result = FieldResult(self.package.uid, at, tuple(versions), tuple(files))
        write_result(
            path,
            json.dumps(result.to_json(), ensure_ascii=False, separators=(",", ":")).encode(),
            self._blobs(files.values()),
            [one.size for one in files.values()],
            centre_uid=self.package.centre_uid,
            package_uid=self.package.uid,
            key=self.package.result_key,
            seed=self.package.result_seed,
        )
        return len(versions)

    def _written_down(self, task: FieldTask) -> FieldVersion | None:
        """This thing as a version: a new one where it changed since the last. None: nothing was ever filled."""
        written, content = self.written[task.uid], self.contents[task.uid]
        version = next_version(written, content.digest, uuid4().hex)
        if version is not written[-1]:
            made = {"id": version.id, "digest": version.digest}
            self._work.add_words({"written": {task.uid.hex: made}})
            self.written[task.uid] = (*written, version)
        if len(self.written[task.uid]) == 1:
            return None
        return FieldVersion(task.uid, version.id, version.after, content.to_json(), self.changed_at[task.uid])

    def _files_of(self, uids: Sequence[UUID]) -> dict[str, FieldFile]:
        """New evidence by its digest, each once."""
        files = (one for uid in uids for one in self.contents[uid].files)
        return {one.sha256: one for one in files if one.sha256 in self._numbers}

    def _blobs(self, files: Iterable[FieldFile]) -> Iterator[bytes]:
        for file in files:
            content = self.evidence(file)
            assert content is not None
            yield content
