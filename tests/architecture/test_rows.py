"""The list of requirement rows: all rows, each with a test that exists and a picture that the tour takes."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"^\| ([\w.]+) \| .+ \| `(.+)::(.+)` \| `(.+)` \| (done|open: .+) \|$")
ROWS = {"C": 33, "M": 47, "S0.": 36, "S1.": 22, "S2.": 11, "S3.": 21, "S4.": 16}  # how many of each


def lines() -> Iterator[re.Match[str]]:
    for text in (ROOT / "tests/rows.md").read_text().splitlines():
        if re.match(r"\| [CMS]\d", text):
            found = LINE.match(text)
            assert found is not None, text
            yield found


def test_every_row_has_its_test_and_its_picture() -> None:
    acts = "".join(path.read_text() for path in (ROOT / "src/csatdesk/gui").glob("tour*.py"))
    pictures = set(re.findall(r'self\.picture\("([\w-]+)"[,)]', acts))
    for line in lines():
        _row, path, test, picture, _state = line.groups()
        assert f"\ndef {test}(" in (ROOT / path).read_text(), line.group(0)
        assert picture in pictures, line.group(0)


def test_no_row_is_left_out_and_none_stands_there_twice_alike() -> None:
    listed = [line.group(1) for line in lines()]
    wanted = {f"{kind}{number}" for kind, count in ROWS.items() for number in range(1, count + 1)}
    assert set(listed) == wanted
    tied = [line.group(1, 2, 3, 4) for line in lines()]
    assert sorted(tied) == sorted(set(tied))
