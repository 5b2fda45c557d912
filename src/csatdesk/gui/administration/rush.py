"""The rush hour of this person's office: which topics have a key, and what the machines counted in a day (C24)."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.day_counts import CountSource, DayCountRow
from csatdesk.domain.errors import ChangedByOther
from csatdesk.gui.administration.file_problems import FileProblems
from csatdesk.gui.administration.imports.drop_area import DropArea
from csatdesk.gui.administration.section import Section, Sheet
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, ErrorBanner, FormRow, KeyCap, Label, SegmentedChoice
from csatdesk.gui.rush.strip import KEYS
from csatdesk.gui.tokens import S4, S8, S24
from csatdesk.operations.day_counts import (
    CountedDay,
    CountsFile,
    list_counted_days,
    look_at_counts,
    save_day_counts,
)
from csatdesk.operations.rush import RushChoice, choose_rush_topics, load_rush_choice
from csatdesk.wording.formats import day_in_year, number
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import word

DAYS_SHOWN = 14
PER_CENT = 100


class RushSection(Section):
    """See the module's first words."""

    shows = frozenset({Kind.IMPORT, Kind.CENTRE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.banner = ErrorBanner()
        self.topics = [Choice() for _key in KEYS]
        self.source = SegmentedChoice([(one, word(one)) for one in CountSource])
        self.source.setAccessibleName(_("Counted by"))
        self.drop = DropArea()
        self.problems = FileProblems()
        self.problems.hide()
        self.days = CountedDays()
        self._version: int | None = None  # of the choice that is shown
        self._lay_out()
        self.drop.chosen.connect(self.look_at)

    def summary(self) -> str:
        return _("This office")

    def _lay_out(self) -> None:
        sheet = Sheet()
        sheet.add(self.banner)
        sheet.add_heading(
            _("Topics on the keys"),
            _("One key logs “anonymous, in person, solved”. Without a choice the keys follow what is asked most."),
        )
        keys = QWidget()
        grid = QGridLayout(keys)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(S8)
        grid.setColumnStretch(1, 1)
        for place, (key, topic) in enumerate(zip(KEYS, self.topics, strict=True)):
            topic.setAccessibleName(_("Topic on {key}").format(key=key))
            grid.addWidget(KeyCap(key), place, 0)
            grid.addWidget(topic, place, 1)
        sheet.add(keys)
        sheet.add_heading(
            _("Daily counts"),
            _("How many people the machine counted, as a table: day, office, number. The last file of a day counts."),
        )
        sheet.add(FormRow(_("Counted &by"), self.source))
        sheet.add(self.drop)
        sheet.add(self.problems)
        sheet.add(self.days)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(sheet)

    # what the page asks

    def primary_words(self) -> str:
        return _("Save")

    def shown(self) -> None:
        self._ask_choice()
        self.reload()

    def start(self) -> None:
        self.topics[0].setFocus()

    def reload(self) -> None:
        """The counts; topics that were chosen and not saved stay."""
        self.context.runner.ask(self.days, partial(list_counted_days, limit=DAYS_SHOWN), self.days.show_days)

    def _ask_choice(self) -> None:
        self.context.runner.ask(self, load_rush_choice, self._show_choice)

    def do_primary(self) -> None:
        """Keys left as they are follow what is asked most often; those chosen stand first to last."""
        chosen = [topic.value() for topic in self.topics]
        wanted = [one for one in chosen if isinstance(one, int)]
        self.context.runner.act(
            self,
            partial(choose_rush_topics, topic_ids=wanted, version=self._version),
            lambda _none: self._saved(),
            failed=self._not_saved,
        )

    def _saved(self) -> None:
        self.banner.say("")
        self._ask_choice()

    def _not_saved(self, error: BaseException) -> None:
        """What is chosen here stays; saving once more is then a decision."""
        self.refuse(error, self.banner)
        if isinstance(error, ChangedByOther):
            self.context.runner.ask(self, load_rush_choice, self._know_version)

    def _know_version(self, choice: RushChoice) -> None:
        self._version = choice.version

    def _show_choice(self, choice: RushChoice) -> None:
        self._know_version(choice)
        named = sorted((" › ".join(choice.tree.path(one.id, language())), one.id) for one in choice.tree.assignable())
        for place, topic in enumerate(self.topics):
            topic.clear()
            topic.add(None, self._usual_words(choice, place))
            for name, topic_id in named:
                topic.add(topic_id, name)
            topic.set_value(choice.chosen[place] if place < len(choice.chosen) else None)

    @staticmethod
    def _usual_words(choice: RushChoice, place: int) -> str:
        """What the key logs when nothing is chosen for it."""
        if choice.chosen or place >= len(choice.usual):
            return _("nothing")
        name = choice.tree.topics[choice.usual[place]].names.in_language(language())
        return _("asked most often: {topic}").format(topic=name)

    # daily counts

    def look_at(self, path: Path) -> None:
        """Read the file; it is written only when nothing is wrong in it."""
        source = self.source.value()
        assert isinstance(source, CountSource)
        self.problems.tell((), "")
        looking = partial(look_at_counts, path=path, source=source)
        failed = partial(self.refuse, banner=self.banner)
        self.context.runner.job(self, _("Reading daily counts"), looking, self._looked, failed=failed)

    def _looked(self, found: CountsFile) -> None:
        self.banner.say("")
        if found.problems:
            self.problems.tell(found.problems, found.name)
        elif not found.rows:
            self.problems.tell((_("There are no rows with a day, an office and a number."),), found.name)
        else:
            self._write(found.rows, found.name)

    def _write(self, rows: Sequence[DayCountRow], name: str) -> None:
        self.context.runner.act(
            self,
            partial(save_day_counts, rows=rows),
            partial(self._written, name),
            failed=lambda error: self.refuse(error, self.banner),
        )

    def _written(self, name: str, count: int) -> None:
        words = ngettext("{count} new number from {file}.", "{count} new numbers from {file}.", count)
        self.context.say(words.format(count=number(count), file=name))
        self.reload()


class CountedDays(QWidget):
    """The last days: counted, written down, and what share that is."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, S8, 0, 0)
        self._grid.setHorizontalSpacing(S24)
        self._grid.setVerticalSpacing(S4)
        self._grid.setColumnStretch(5, 1)

    @property
    def lines(self) -> list[str]:
        """What stands in each line, for reading out."""
        found: dict[int, list[str]] = {}
        for at in range(self._grid.count()):
            item = self._grid.itemAt(at)
            label = item.widget() if item is not None else None
            if isinstance(label, Label):
                line = self._grid.getItemPosition(at)[0]  # type: ignore[index]  # Qt's four numbers
                found.setdefault(line, []).append(label.text())
        return [" ".join(words) for _line, words in sorted(found.items())]

    def show_days(self, days: Sequence[CountedDay]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not days:
            self._grid.addWidget(Label(_("No counts yet."), "small", "ink2"), 0, 0)
            return
        heads = (_("Day"), _("Office"), _("Counted by"), _("Counted"), _("Written down"))
        for place, head in enumerate(heads):
            self._grid.addWidget(Label(head, "caption", "ink2"), 0, place)
        for line, day in enumerate(days, start=1):
            for place, words in enumerate(_cells(day)):
                self._grid.addWidget(Label(words, "small"), line, place)


def _cells(day: CountedDay) -> Sequence[str]:
    share = f" ({round(PER_CENT * day.written / day.count)} %)" if day.count else ""
    return day_in_year(day.day), day.office_name, word(day.source), number(day.count), f"{number(day.written)}{share}"
