"""Past evaluations of the demo centre: what its contractors' offices were like, year by year, out of an old list."""

from datetime import timedelta
from random import Random

from csatdesk.domain.past_evaluations import UNITS
from csatdesk.operations.evaluations.past_imports import PastWriter
from csatdesk.operations.import_runs import DONE
from csatdesk.operations.work import Work
from csatdesk.sheets.past_in import ImportedPast
from csatdesk.store.entities.imports import Import

SEED = 11
FILE = "contractor-offices.xlsx"
SOURCE = "Contractor offices"
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
        for year in range(years):
            total = min(100.0, round(2 * (usual + gained * year + chance.uniform(-2.5, 2.5))) / 2)
            rows.append(
                ImportedPast(
                    row=len(rows) + 2,
                    source_number=str(1001 + len(rows)),
                    place=name,
                    place_number="",
                    town=town,
                    day=(work.at - timedelta(days=365 * (years - year) + chance.randint(-40, 20))).date(),
                    units=int(total * UNITS),
                    verdict="pass" if total >= PASS_MARK else "fail",
                    standard="",
                    kind=KIND,
                    reviewer="",
                    comment=chance.choice(COMMENTS),
                )
            )
    return rows
