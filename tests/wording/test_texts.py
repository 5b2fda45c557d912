"""The language of a context, catalogues, and the switch that stretches texts."""

import os
import subprocess
import sys
import threading
from contextvars import copy_context
from pathlib import Path

import pytest

from csatdesk.wording import catalogue
from csatdesk.wording.speaking import stretched
from csatdesk.wording.texts import _, closest_language, language, ngettext, set_language, speaking

PO = """
msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Save"
msgstr "{save}"

msgid "{count} case"
msgid_plural "{count} cases"
msgstr[0] "{count} sprawa"
msgstr[1] "{count} sprawy"
msgstr[2] "{count} spraw"
"""


@pytest.fixture
def own_catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Polish catalogue of this test's own, in place of the real one."""
    source = tmp_path / "csatdesk.po"
    source.write_text(PO.replace("{save}", "Zapisz"), "utf-8")
    monkeypatch.setattr(catalogue, "po_path", lambda code: source if code == "pl" else tmp_path / "none.po")
    catalogue.load.cache_clear()
    return source


@pytest.fixture(autouse=True)
def _fresh_catalogues() -> None:
    catalogue.load.cache_clear()


@pytest.mark.usefixtures("own_catalogues")
def test_a_text_is_spoken_in_the_language_of_the_block() -> None:
    with speaking("pl"):
        assert _("Save") == "Zapisz"
        assert _("Not in any catalogue") == "Not in any catalogue"
        assert [ngettext("{count} case", "{count} cases", n).format(count=n) for n in (1, 2, 5, 12, 22)] == [
            "1 sprawa",
            "2 sprawy",
            "5 spraw",
            "12 spraw",
            "22 sprawy",
        ]
    assert language() == "en"
    assert _("Save") == "Save"


def test_a_changed_source_is_compiled_when_next_loaded(own_catalogues: Path) -> None:
    with speaking("pl"):
        assert _("Save") == "Zapisz"
        own_catalogues.write_text(PO.replace("{save}", "Zachowaj"), "utf-8")
        compiled = own_catalogues.with_suffix(".mo").stat().st_mtime_ns
        os.utime(own_catalogues, ns=(compiled + 1, compiled + 1))
        catalogue.load.cache_clear()
        assert _("Save") == "Zachowaj"


def test_without_any_catalogue_the_program_speaks_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "po_path", lambda _language: tmp_path / "none.po")
    with speaking("et"):
        assert _("Save") == "Save"


def test_a_date_with_a_period_of_its_own_ends_the_sentence_and_three_dots_stay() -> None:
    with speaking("fi"):
        told = _("Done on {day}.")
        assert told.format(day="10.11.").endswith("10.11.")
        assert not told.format(day="10.11.").endswith("..")
        assert told.format(day="Odota ...").endswith("...")
    with speaking("en"):
        assert _("Done on {day}.").format(day="10 Nov") == "Done on 10 Nov."


def test_an_empty_text_stays_empty() -> None:
    assert _("") == ""


def test_the_language_belongs_to_the_context_and_travels_with_a_copy() -> None:
    told: list[str] = []
    with speaking("ru"):
        context = copy_context()
        for run in (lambda: told.append(language()), lambda: context.run(lambda: told.append(language()))):
            thread = threading.Thread(target=run)
            thread.start()
            thread.join()
    assert told == ["en", "ru"]


def test_an_unknown_language_is_an_error_and_the_nearest_can_be_asked_for() -> None:
    with pytest.raises(ValueError, match="de"):
        set_language("de")
    asked = ["pl_PL.UTF-8", "nn-NO", "no", "et", "FI", "de_DE", "C", ""]
    assert [closest_language(tag) for tag in asked] == ["pl", "nb", "nb", "et", "fi", "en", "en", "en"]


def test_a_stretched_text_is_twice_as_long_and_fills_its_places_once() -> None:
    text = stretched("&Case {number} of <b>{total}</b>")
    assert text.format(number=1, total=2).count("1") == 1
    assert text.count("&") == 1
    assert text.count("<b>") == 1
    assert len(stretched("Hand over")) >= 18


def test_the_stretch_switch_is_an_environment_variable() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from csatdesk.wording.texts import _; print(_('Hand over'))"],
        env=os.environ | {"CSATDESK_STRETCH": "1", "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        check=True,
    )
    assert "Hand over·Hand over" in told.stdout.decode()


def test_speaking_brings_neither_babel_nor_the_domain_into_the_start() -> None:
    code = (
        "import sys, csatdesk.wording.texts; print([m for m in ('babel', 'csatdesk.domain.cases') if m in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        check=True,
    )
    assert told.stdout.decode().strip() == "[]"
