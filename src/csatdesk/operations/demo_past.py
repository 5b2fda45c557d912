"""Past evaluations of the demo centre: what its own and its contractors' offices were like, year by year, out of an old
list.
"""

from dataclasses import replace
from datetime import timedelta
from random import Random

from csatdesk.domain.past_evaluations import UNITS
from csatdesk.operations.demo_centre import OFFICES
from csatdesk.operations.evaluations.past_imports import PastWriter
from csatdesk.operations.import_runs import DONE
from csatdesk.operations.work import Work
from csatdesk.sheets.past_in import ImportedPast
from csatdesk.store.entities.imports import Import
from csatdesk.wording.texts import _

SEED = 11
FILE = "yearly-checks.xlsx"
SOURCE = "Yearly checks"
KIND = "Yearly check"
PASS_MARK = 85
PLACES = (  # name, town, usual total, points gained a year, years
    ("Elektra Service", "Wołomin", 78, 4.5, 5),
    ("Grid Partner North", "Legionowo", 91, 0.5, 5),
    ("Meter House", "Piaseczno", 86, -2.0, 5),
    ("Energy Point", "Otwock", 83, 2.0, 4),
    ("Customer Corner", "Pruszków", 95, -0.5, 4),
    ("Aurora Kiosk", "Marki", 71, 5.0, 3),
    ("Service Desk 24", "Ząbki", 88, 0.0, 2),
)
OWN = (("hall", 93, 0.5), ("call_centre", 76, 2.5), ("harbour", 85, 1.0))  # key, usual total, points gained a year
OWN_YEARS, OWN_A_YEAR = 5, 3
COMMENTS = (
    "Friendly at the desk; nobody asked whether everything was settled.",
    "Waited nine minutes without being greeted. Price list of last year on the wall.",
    "Everything explained in plain words, the contract read through together.",
    "The complaints book had to be asked for.",
    "",
)


def take_over_past(work: Work, language: str) -> None:
    """As an import of this day would have written it."""
    taken = Import(
        centre_id=work.actor.centre_id,
        what="past",
        source=SOURCE,
        file_name=FILE,
        mapping={"columns": {}, "topics": [], "process": ""},
        state=DONE,
        by_id=work.actor.id,
        desk_id=work.actor.desk_id,
        started_at=work.at,
        ended_at=work.at,
        added=0,
        refused=0,
    )
    work.db.add(taken)
    work.db.flush()
    taken.added = PastWriter(SOURCE, taken.id, language).write(work, _rows(work))


def _rows(work: Work) -> list[ImportedPast]:
    chance = Random(SEED)  # noqa: S311  (of a game, not of a secret)
    rows: list[ImportedPast] = []
    for name, town, usual, gained, years in PLACES:
        rows += [_row(work, chance, (name, town), usual + gained * year, years - year) for year in range(years)]
    for key, usual, gained in OWN:
        name, town = _(OFFICES[key][0]), OFFICES[key][1].rpartition(" ")[2]
        for year in range(OWN_YEARS):
            told = (
                _row(work, chance, (name, town), usual + gained * year, OWN_YEARS - year) for _each in range(OWN_A_YEAR)
            )
            rows += told
    return [replace(one, row=place + 2, source_number=str(1001 + place)) for place, one in enumerate(rows)]


def _row(work: Work, chance: Random, place: tuple[str, str], usual: float, years_ago: int) -> ImportedPast:
    total = min(100.0, round(2 * (usual + chance.uniform(-2.5, 2.5))) / 2)
    return ImportedPast(
        row=0,
        source_number="",
        place=place[0],
        place_number="",
        town=place[1],
        day=(work.at - timedelta(days=365 * years_ago + chance.randint(-40, 20))).date(),
        units=int(total * UNITS),
        verdict="pass" if total >= PASS_MARK else "fail",
        standard="",
        kind=KIND,
        reviewer="",
        comment=chance.choice(COMMENTS),
    )
