"""A survey's questionnaire on A4: to fill in by hand, or as a PDF whose boxes are ticked on a screen and read back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, Rule, Stack, Text, text
from csatdesk.reports.layout import A4, MM, Frame, to_bytes, write_file
from csatdesk.reports.pen import Pen
from csatdesk.reports.questionnaire_paper import BlankForm, questions_of
from csatdesk.reports.receipt import draw_code
from csatdesk.reports.scale import BODY_BOLD, CAPTION, GAP4, GAP16, HEADING, SECOND, SMALL_SECOND
from csatdesk.reports.typeface import Run
from csatdesk.wording.texts import _, speaking

CODE_SIZE = 20 * MM
ABOUT = "csatdesk"  # the hidden field that says which form this is


@dataclass(frozen=True, slots=True)
class SurveyPaper:
    """A form in words of `language`. `code`: of the person asked, "" for an anonymous form. `about`: what the hidden
    field holds; "" for a form that is filled by hand. `lines`: how to fill it, by when, who will see it.
    """

    language: str
    blank: BlankForm
    centre: str
    office: str
    version: str
    lines: tuple[str, ...]
    code: str = ""
    about: str = ""


def write(paper: SurveyPaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: SurveyPaper, progress: Progress = no_progress) -> bytes:
    with speaking(paper.language):
        title = paper.blank.title
        frame = Frame(title, paper.centre, paper.office, paper.version, paper.code or title)
        return to_bytes(list(_blocks(paper)), frame, A4, progress)


def _blocks(paper: SurveyPaper) -> Iterator[Block]:
    yield _Head(paper)
    yield Rule(gap_above=GAP16, room=0.0)
    yield from questions_of(paper.blank)


@dataclass
class _Head(Block):
    """Title, purpose and how to fill it; at the right the code, to be read by eye and by a scanner."""

    paper: SurveyPaper
    _wide: float = 0.0

    def measure(self, width: float) -> float:
        self._wide = width
        words = self._words().measure(self._words_wide())
        return max(words, CODE_SIZE + CAPTION.leading + BODY_BOLD.leading) if self.paper.code else words

    def draw(self, pen: Pen, x: float, y: float) -> None:
        if self.paper.about:
            pen.hidden_field(ABOUT, self.paper.about)
        words = self._words()
        words.measure(self._words_wide())
        pen.bookmark(self.paper.blank.title, y, 0)
        words.draw(pen, x, y)
        if self.paper.code:
            self._draw_code(pen, x + self._wide, y)

    def _draw_code(self, pen: Pen, right: float, y: float) -> None:
        draw_code(pen, self.paper.code, (right - CODE_SIZE, y), CODE_SIZE)
        base = y + CODE_SIZE + CAPTION.leading
        pen.text_right(right, base, _("Your code"), CAPTION)
        pen.text_right(right, base + BODY_BOLD.leading - 2, grouped(self.paper.code), BODY_BOLD)

    def _words(self) -> Stack:
        blank = self.paper.blank
        parts: list[Block] = [Text([Run(blank.title, replace(HEADING, size=19, leading=24))])]
        parts += [text(blank.purpose, SECOND, gap_above=GAP4)] if blank.purpose else []
        parts += [text(line, SMALL_SECOND, gap_above=GAP4) for line in self.paper.lines]
        return Stack(parts)

    def _words_wide(self) -> float:
        return self._wide - CODE_SIZE - GAP16 if self.paper.code else self._wide


def grouped(code: str) -> str:
    """A code as it is read aloud: "7K2MA-9QXBT"."""
    half = (len(code) + 1) // 2
    return f"{code[:half]}-{code[half:]}"
