"""The list of requirement rows: every test it names exists, every picture it names is taken by the tour."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"^\| ([\w.]+) \| .+ \| `(.+)::(.+)` \| `(.+)` \| (.+) \|$")


def test_every_row_has_its_test_and_its_picture() -> None:
    acts = "".join(path.read_text() for path in (ROOT / "src/csatdesk/gui").glob("tour*.py"))
    pictures = set(re.findall(r'self\.picture\("([\w-]+)"[,)]', acts))
    lines = [
        LINE.match(line) for line in (ROOT / "tests/rows.md").read_text().splitlines() if re.match(r"\| [CMS]\d", line)
    ]
    assert lines
    for line in lines:
        assert line is not None
        _row, path, test, picture, _state = line.groups()
        assert f"def {test}(" in (ROOT / path).read_text(), line.group(0)
        assert picture in pictures, line.group(0)
