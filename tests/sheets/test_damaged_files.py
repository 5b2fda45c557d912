"""Whatever bytes a file holds, reading it ends with rows or with a refusal in words."""

import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.errors import Refusal
from csatdesk.sheets.cases_in import CaseChoices, prepare_cases
from csatdesk.sheets.cells import sentence
from csatdesk.sheets.mapping import guess_columns, guess_date_styles
from csatdesk.sheets.tables import TableChoices
from tests.sheets.books import rows_of, text_file, workbook

CHOICES = CaseChoices(datetime(2024, 6, 1, tzinfo=UTC), ZoneInfo("Europe/Oslo"))
TABLE = (
    ("ID", "Title", "Description", "Status", "Date Created"),
    (4933221.0, "Pothole", "A hole, “deep”\nand wide – żółć", "in progress", 1538492521.0),
    (4622831.0, "Trees", None, "completed", 1533250609.0),
)


def import_whole(path: Path, choices: TableChoices | None = None) -> None:
    """All that an import does with a file; anything but an end or a refusal in words fails the test."""
    with suppress(Refusal):
        table, rows = rows_of(path, choices)
        mapping = guess_columns(table.headers, rows)
        guess_date_styles(mapping, rows)
        for problem in prepare_cases(rows, mapping, CHOICES).problems:
            assert sentence(problem)


def changed(content: bytes, luck: random.Random) -> bytes:
    """A few bytes changed, lost, doubled or moved."""
    result = bytearray(content)
    for _ in range(luck.randint(1, 6)):
        place = luck.randrange(len(result)) if result else 0
        result = result or bytearray(b"x")
        match luck.randrange(4):
            case 0:
                result[place] = luck.randrange(256)
            case 1:
                del result[place : place + luck.randint(1, 40)]
            case 2:
                result[place:place] = result[max(0, place - luck.randint(1, 40)) : place]
            case _:
                result = result[: max(1, place)]
    return bytes(result) or b"x"


def with_changed_part(content: bytes, luck: random.Random) -> bytes:
    """A workbook that is a whole archive, but one of its parts is damaged."""
    source = zipfile.ZipFile(BytesIO(content))
    spoiled = luck.choice(source.namelist())
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(name, changed(part, luck) if name == spoiled else part)
    return target.getvalue()


@pytest.mark.parametrize("spoil", [changed, with_changed_part])
def test_damaged_workbooks_are_read_or_refused(tmp_path: Path, spoil: Callable[[bytes, random.Random], bytes]) -> None:
    content = workbook(tmp_path, TABLE).read_bytes()
    luck = random.Random(20240601)
    for _ in range(250):
        import_whole(text_file(tmp_path, spoil(content, luck), name="damaged.xlsx"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1250"])
def test_damaged_text_tables_are_read_or_refused(tmp_path: Path, encoding: str) -> None:
    lines = "\r\n".join(";".join(f'"{cell or ""}"' for cell in row) for row in TABLE)
    luck = random.Random(20240602)
    for _ in range(150):
        import_whole(text_file(tmp_path, changed(lines.encode(encoding), luck)))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    for choices in (None, TableChoices(encoding="cp1251", separator=";", header_row=1)):
        import_whole(text_file(folder, content), choices)


@given(st.text(alphabet='",;\t|\r\n\0ąя=1 \u2028\ufeff', max_size=120))
def test_any_text_of_separators_and_quotes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: str
) -> None:
    import_whole(text_file(tmp_path_factory.mktemp("any"), content))


def test_a_part_that_says_it_is_smaller_than_it_is_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, TABLE)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = next(one for one in archive.infolist() if one.filename.startswith("xl/worksheets/"))
    at = content.rindex(entry.filename.encode()) - 46 + 24  # the size in the central directory
    content[at : at + 4] = (10).to_bytes(4, "little")
    with suppress(Refusal):
        rows_of(text_file(tmp_path, bytes(content), name="liar.xlsx"))
