"""Contact lists with known damage: a good list, some cells of it spoilt by a seeded hand, and which cells these are."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell

from csatdesk.domain.contact_lists import (
    COLUMNS,
    DEFAULT_MANDATORY,
    NAMES,
    ListColumn,
    ListRow,
    ListRules,
    ListSheet,
    Merge,
)
from csatdesk.operations.contacts.ways import is_email
from csatdesk.wording.contact_lists import known_headers, known_language_names

ROWS = 14
Place = tuple[int, int]  # row from 1, column from 0

FIRST = "Anna Bjørn František Terhi Stanisław Ольга Jüri O'Reilly Łucja Mette Kari Õnne Иван Zoë".split()
LAST = "Nowak Hansen Wichterlová Hämäläinen Wójcik Петрова Tamm Van_der_Berg Żak Lie Aho Õun Ким Dahl".split()
CODES = "PL NB CS FI PL RU ET EN pl nb fi et ru de".split()
ROLE = (
    "info office biuro sekretariat post kundeservice klienditeenindus asiakaspalvelu buhgalteria инфо support".split()
)
NAMED = "Polish polski norsk eesti suomi русский English Deutsch польский Norwegian Język".split()
UNKNOWN = ("CZ", "UA", "xx", "P1", "POL", "pl-PL", "12", "GB")
NO_ADDRESS = ("anna.firma.pl", "anna@", "@firma.pl", "anna@firma", "anna nowak@firma.pl", "a@b@c.pl", "anna@firma..pl")
NO_NAME = ("12345", "anna@firma.pl", "---!", "+48 601")


def rules(*, is_central: bool = True, mandatory: frozenset[ListColumn] = DEFAULT_MANDATORY) -> ListRules:
    return ListRules(known_headers(), is_email, known_language_names(), mandatory, is_central=is_central)


@dataclass
class MadeList:
    """A list on its way to be damaged. `wrong`: the cells that must be told, and none besides."""

    cells: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    wrong: set[str] = field(default_factory=set)
    taken: set[Place] = field(default_factory=set)

    def sheet(self) -> ListSheet:
        numbers = sorted({row for row, _column in self.cells})
        width = max((column for _row, column in self.cells), default=0) + 1
        covered = {place for merge in self.merges for place in _covered(merge)}
        rows = [
            ListRow(
                number,
                tuple("" if (number, one) in covered else self.cells.get((number, one), "") for one in range(width)),
            )
            for number in numbers
        ]
        return ListSheet(tuple(rows), frozenset(self.formulas), tuple(self.merges))

    def spoil(self, row: int, column: int, text: str) -> None:
        self.cells[row, column] = text
        self.wrong.add(name_of(row, column))

    def free(self, hand: random.Random, columns: list[int], rows: range) -> Place:
        return hand.choice([(row, one) for row in rows for one in columns if (row, one) not in self.taken])


def _covered(merge: Merge) -> list[Place]:
    rows = range(merge.first_row, merge.last_row + 1)
    columns = range(merge.first_column, merge.last_column + 1)
    return [(row, one) for row in rows for one in columns][1:]


def name_of(row: int, column: int) -> str:
    return f"{chr(ord('A') + column)}{row}"


def good_list(count: int = ROWS) -> MadeList:
    made = MadeList()
    for column in COLUMNS:
        made.cells[1, column.place] = NAMES[column]
    for number in range(count):
        row = number + 2
        texts = (
            FIRST[number % len(FIRST)],
            LAST[number % len(LAST)].replace("_", " "),
            f"person{number}.{'abcdefghij'[number % 10]}@firma{number % 5}.pl",
            f"Firma {number} sp. z o.o.",
            CODES[number % len(CODES)],
            "+48 601 224 318" if number % 3 else "",
            "VIP" if number % 4 == 0 else "",
            "",
            f"K-{number:04}",
        )
        made.cells |= {(row, place): text for place, text in enumerate(texts) if text}
    return made


Damage = Callable[[MadeList, random.Random], None]
DATA = range(2, ROWS + 2)
NEEDED = [0, 1, 2, 3, 4, 8]


def _at(made: MadeList, hand: random.Random, columns: list[int], texts: tuple[str, ...] | list[str]) -> None:
    row, column = made.free(hand, columns, DATA)
    made.taken.add((row, column))
    made.spoil(row, column, hand.choice(texts))


def missing(made: MadeList, hand: random.Random) -> None:
    _at(made, hand, NEEDED, ("",))


def language_name(made: MadeList, hand: random.Random) -> None:
    _at(made, hand, [4], NAMED)


def unknown_code(made: MadeList, hand: random.Random) -> None:
    _at(made, hand, [4], UNKNOWN)


def no_address(made: MadeList, hand: random.Random) -> None:
    _at(made, hand, [2], NO_ADDRESS)


def role_address(made: MadeList, hand: random.Random) -> None:
    number = hand.randrange(10_000)
    tag, below = hand.choice(["", f"+{number}", "+krakow"]), hand.choice(["", "mail.", "it.dep."])
    local = hand.choice(ROLE)
    _at(made, hand, [2], (f"{local}{tag}@{below}firma{number}.pl", f"{local.upper()}{tag}@{below}firma{number}.pl"))


def no_name(made: MadeList, hand: random.Random) -> None:
    _at(made, hand, [0, 1], NO_NAME)


def too_long(made: MadeList, hand: random.Random) -> None:
    row, column = made.free(hand, [0, 1, 3, 5, 6, 7, 8], DATA)
    made.taken.add((row, column))
    made.spoil(row, column, ("7" if column == 5 else "ż") * hand.randint(201, 900))


def formula(made: MadeList, hand: random.Random) -> None:
    row, column = made.free(hand, list(range(9)), DATA)
    made.taken.add((row, column))
    made.spoil(row, column, hand.choice(["=A1", '=HYPERLINK("http://x.pl")', "=1+1"]))
    made.formulas.add((row, column))


def twice(made: MadeList, hand: random.Random) -> None:
    """The later of two rows gets the address of the earlier, perhaps in capitals."""
    rows = sorted(hand.sample([row for row in DATA if (row, 2) not in made.taken], 2))
    made.taken |= {(row, 2) for row in rows}
    text = made.cells[rows[0], 2]
    made.spoil(rows[1], 2, hand.choice([text, text.upper(), text.title()]))


def header(made: MadeList, hand: random.Random) -> None:
    row, column = made.free(hand, list(range(9)), range(1, 2))
    made.taken.add((row, column))
    made.spoil(row, column, hand.choice(["", "Column", NAMES[COLUMNS[(column + 4) % 9]], "Kolumna 7"]))


def merged(made: MadeList, hand: random.Random) -> None:
    places = [
        (row, one)
        for row in DATA
        for one in range(8)
        if not made.taken & {(row, one), (row, one + 1)} and made.cells.get((row, one))
    ]
    row, column = hand.choice(places)
    made.taken |= {(row, column), (row, column + 1)}
    made.merges.append(Merge(row, column, row, column + 1))
    made.wrong.add(name_of(row, column))


def extra_column(made: MadeList, hand: random.Random) -> None:
    column = hand.choice([one for one in range(9, 30) if all(place[1] != one for place in made.taken)][:6])
    row = hand.choice([1, *DATA])
    made.taken.add((row, column))
    made.spoil(row, column, "more")


DAMAGES: Mapping[str, Damage] = {
    one.__name__: one
    for one in (
        missing,
        language_name,
        unknown_code,
        no_address,
        role_address,
        no_name,
        too_long,
        formula,
        twice,
        header,
        merged,
        extra_column,
    )
}


def damaged(seed: int) -> MadeList:
    """One list with one to five kinds of damage; every kind comes up as often."""
    hand = random.Random(seed)
    made = good_list()
    names = list(DAMAGES)
    chosen = [names[seed % len(names)], *hand.sample(names, hand.randint(0, 4))]
    for name in chosen:
        DAMAGES[name](made, hand)
    return made


def fill_in(template: Path, made: MadeList, path: Path) -> Path:
    """The template of the program, filled in as a person would."""
    book = load_workbook(template)
    page = book.worksheets[0]
    for (row, column), text in made.cells.items():
        cell = page.cell(row, column + 1)
        assert isinstance(cell, Cell)
        cell.value = text or None
        if (row, column) not in made.formulas and text:
            cell.data_type = "s"
    for merge in made.merges:
        page.merge_cells(
            start_row=merge.first_row,
            start_column=merge.first_column + 1,
            end_row=merge.last_row,
            end_column=merge.last_column + 1,
        )
    book.save(path)
    return path
