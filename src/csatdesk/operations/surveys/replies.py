"""Filled forms that come back as files or as pasted text: each is checked, kept as an answer, or told why not."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import file_digest
from itertools import groupby, islice
from pathlib import Path

from csatdesk.domain.changes import Kind, Progress, no_progress
from csatdesk.domain.errors import Refusal, Spoken, Trouble
from csatdesk.domain.forms import Answer
from csatdesk.domain.keying import CallWish, wants_call
from csatdesk.domain.marks import N_
from csatdesk.domain.replies import (
    About,
    CodeTwice,
    CodeUnknown,
    NotAForm,
    Reply,
    ReplyDamaged,
    SameFileTwice,
    about_in,
    check_reply,
)
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.surveys import EntryMode, NewResponse, Route, Situation, read_code
from csatdesk.operations.surveys.forms import about_survey
from csatdesk.operations.surveys.responses import invitation_with, keep_response, ways_by_code
from csatdesk.operations.work import Store, Work
from csatdesk.sheets import pdf_answers, reply_files
from csatdesk.sheets.many_files import refusal_in
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.system.child import Limits, ReaderFailed, TooMuchMemory, TooSlow, UnpacksTooLarge, run_reader
from csatdesk.system.clock import now
from csatdesk.system.files import file_trouble
from csatdesk.wording.catalogue import LANGUAGES

PDF = ".pdf"
READERS = {PDF: pdf_answers.READER, **dict.fromkeys((".json", ".eml", ".txt"), reply_files.READER)}
LIMITS = Limits(memory_bytes=1 << 29, seconds=30)
FILES_MOST = 5000
BATCH = 50  # files that one child reads
Found = Mapping[str, object] | Spoken


class NoRepliesThere(Refusal):
    text = N_("There is no filled form in “{file}”: no PDF, and no file or e-mail with a reply.")


class TooManyReplies(Refusal):
    text = N_("These are more than {most} files. Take them in by several folders.")


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file whose answers were not kept, and why."""

    file: str
    error: Spoken


@dataclass(frozen=True, slots=True)
class RepliesTaken:
    kept: int
    not_taken: tuple[NotTaken, ...] = ()


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files that may be replies, of folders those that lie in them; in the order of their names."""
    found = []
    for path in paths:
        with file_trouble(path):
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
        chosen = [one for one in inside if one.suffix.lower() in READERS or (one == path and not path.is_dir())]
        if not chosen:
            raise NoRepliesThere(file=path.name)
        found += chosen
    if len(found) > FILES_MOST:
        raise TooManyReplies(most=FILES_MOST)
    return found


def take_replies(
    store: Store, actor: Actor, progress: Progress = no_progress, *, survey_id: int, paths: Sequence[Path]
) -> RepliesTaken:
    """Keep what is in these files and folders. One that cannot be kept stops no other."""
    require(actor, Right.ENTER_RESPONSES)
    files = files_in(paths)
    taking = _Taking(store, actor, survey_id)
    taking.take_files(files, progress)
    return taking.told()


def take_pasted(
    store: Store, actor: Actor, _progress: Progress = no_progress, *, survey_id: int, text: str, name: str
) -> RepliesTaken:
    """The same for a reply that was pasted; `name` stands for the file."""
    require(actor, Right.ENTER_RESPONSES)
    taking = _Taking(store, actor, survey_id)
    taking.take_text(text, name)
    return taking.told()


def batched(paths: Iterable[Path], size: int) -> Iterator[list[Path]]:
    """In lists of at most so many."""
    rest = iter(paths)
    while batch := list(islice(rest, size)):
        yield batch


@dataclass(frozen=True, slots=True)
class _Filled:
    """A form whose answers were checked."""

    answers: dict[str, Answer]
    about: About
    mode: EntryMode
    file: str
    wishes_call: bool
    way: Route | None  # that its code stands for


class _Taking:
    """One round of taking in: what was kept, what was met before, what could not be kept."""

    def __init__(self, store: Store, actor: Actor, survey_id: int) -> None:
        self._store, self._actor, self._survey_id = store, actor, survey_id
        with store.read(actor, now()) as reading:
            self._about, self._form = about_survey(reading, survey_id)
            self._ways = ways_by_code(reading, survey_id=survey_id)
        self._kept = 0
        self._not_taken: list[NotTaken] = []
        self._codes: dict[str, str] = {}  # code → the file that had it first
        self._contents: dict[bytes, str] = {}

    def told(self) -> RepliesTaken:
        return RepliesTaken(self._kept, tuple(self._not_taken))

    def take_files(self, files: Sequence[Path], progress: Progress) -> None:
        """Those of one kind that follow one another are read by one child process."""
        done = 0
        for reader, same in groupby(files, key=lambda path: READERS.get(path.suffix.lower(), "")):
            for batch in batched(same, BATCH):
                for path, found in self._read(reader, batch):
                    progress(done, len(files))
                    done += 1
                    self._take_read(path, found)

    def _read(self, reader: str, paths: Sequence[Path]) -> Iterator[tuple[Path, Found]]:
        """What each holds, or what is wrong with it. A file that ends the child is told, and another child goes on."""
        if not reader:
            yield from ((path, NotAForm(file=path.name)) for path in paths)
            return
        left = deque(paths)
        while left:
            limits = replace(LIMITS, seconds=LIMITS.seconds + len(left))
            options = {"files": [str(path.absolute()) for path in left]}
            try:
                with closing(run_reader(reader, left[0], options, limits)) as rows:
                    for row in rows:
                        path = left.popleft()
                        yield path, refusal_in(row, path.name) or row
            except (ReaderFailed, TooMuchMemory, TooSlow, UnpacksTooLarge):  # their words speak of workbooks
                path = left.popleft()
                yield path, ReplyDamaged(file=path.name)
            except (Refusal, Trouble) as error:
                yield left.popleft(), error

    def _take_read(self, path: Path, found: Found) -> None:
        try:
            if isinstance(found, Spoken):
                raise found
            self._note_content(path)
            self._take(found, path.name, is_pdf=path.suffix.lower() == PDF)
        except Spoken as error:
            self._not_taken.append(NotTaken(path.name, error))

    def take_text(self, text: str, name: str) -> None:
        try:
            self._take(reply_files.read_text(text, name), name, is_pdf=False)
        except Spoken as error:
            self._not_taken.append(NotTaken(name, error))

    def _note_content(self, path: Path) -> None:
        with file_trouble(path), path.open("rb") as file:
            mark = file_digest(file, "sha256").digest()
        first = self._contents.setdefault(mark, path.name)
        if first != path.name:
            raise SameFileTwice(file=path.name, first=first)

    def _take(self, found: Mapping[str, object], file: str, *, is_pdf: bool) -> None:
        about, answers = about_in(str(found["about"])), found["answers"]
        if about is None or not isinstance(answers, dict):
            raise NotAForm(file=file)
        given = check_reply(Reply(about, answers, is_pdf), file, self._about, self._form)
        code = read_code(about.code)
        self._note_code(code, file)
        mode = EntryMode.PDF if is_pdf else EntryMode.HTML
        filled = _Filled(
            given, replace(about, code=code), mode, file, wants_call(self._form, given), self._ways.get(code)
        )
        with self._store.write(self._actor, now()) as work:
            _keep(work, self._survey_id, filled)
        self._kept += 1

    def _note_code(self, code: str, file: str) -> None:
        if not code or code in self._ways:  # that of a way is used by many
            return
        first = self._codes.setdefault(code, file)
        if first != file:
            raise CodeTwice(file=file, code=code, first=first)


def _keep(work: Work, survey_id: int, filled: _Filled) -> None:
    invitation, code = None, filled.about.code
    if code and filled.way is None:
        invitation = invitation_with(work, survey_id=survey_id, code=code)
        if invitation is None:
            raise CodeUnknown(file=filled.file, code=code)
    wish = _wish(invitation) if invitation is not None and filled.wishes_call else None
    keep_response(work, new=_response(work, survey_id, filled, invitation), wish=wish)
    work.changed.add(Kind.SURVEY)


def _wish(invitation: Invitation) -> CallWish:
    """Whom to call, as they are known to who asked them; it does not tell which answer is theirs."""
    return CallWish(f"{invitation.first_name} {invitation.last_name}".strip(), invitation.phone)


def _response(work: Work, survey_id: int, filled: _Filled, invitation: Invitation | None) -> NewResponse:
    """Without a code nothing is known of the person, and nothing is kept."""
    if invitation is None:
        office = work.db.get_one(Survey, survey_id).office_id or work.actor.office_id
        return NewResponse(survey_id, Situation(office), filled.answers, filled.mode, filled.way, is_anonymous=True)
    situation = Situation(
        invitation.office_id,
        invitation.channel,
        invitation.segment,
        invitation.topic_id,
        invitation.case_id,
        invitation.customer_id,
        invitation.staff_id,
    )
    return NewResponse(
        survey_id,
        situation,
        filled.answers,
        filled.mode,
        invitation.route,
        language=filled.about.language if filled.about.language in LANGUAGES else invitation.language,
        invitation_id=invitation.id,
    )
