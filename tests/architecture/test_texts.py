"""The six catalogues hold every text of the program, whole, and in the product's own words."""

import ast
import importlib.util
import re
import sys
from functools import cache
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from tests.architecture.glossary_terms import LANGUAGES, NEVER, NOT, TERMS
from tests.architecture.tree import ROOT, SOURCE


@cache
def tool() -> ModuleType:
    """packaging/catalogues.py, which is a program and lies in no package."""
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "packaging" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["catalogues"] = module
    spec.loader.exec_module(module)
    return module


@cache
def fresh() -> Catalog:
    """Every text the source marks now."""
    found: Catalog = tool().texts()
    return found


@cache
def translated(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each English text of a catalogue, as it stands alone, with its translated forms."""
    messages = [message for message in tool().catalogue(language) if message.id and any(tool().forms(message))]
    return tuple(
        (message.id if isinstance(message.id, str) else message.id[1], tool().forms(message)) for message in messages
    )


def small(text: str) -> str:
    """A text without mnemonic and case, for comparing words."""
    return re.sub(r"&(?=\w)", "", text).casefold()


def test_the_source_marks_texts_at_all() -> None:
    assert len(fresh()) > 300


def test_no_text_is_put_together_before_it_is_translated() -> None:
    assert not list(tool().unspeakable(SOURCE))


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_text_is_translated_whole(language: str) -> None:
    wrong = list(tool().wrong_in(language, tool().catalogue(language), fresh()))
    assert not wrong, f"{len(wrong)} texts, first: {wrong[:5]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_spoken_in_the_words_of_the_glossary(language: str) -> None:
    wrong = [
        f"{text!r}: {form!r}, not {TERMS[text][language]!r}"
        for text, forms in translated(language)
        if text in TERMS
        for form in forms
        if not small(form).startswith(small(TERMS[text][language]))
    ]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_mean_something_else_do_not_stand_for_a_term(language: str) -> None:
    wrong = [
        f"{text!r}: {form!r} holds {word!r}"
        for text, forms in translated(language)
        for term, words in NOT.items()
        if re.search(rf"\b{term}s?\b", text, re.IGNORECASE)
        for form in forms
        for word in words.get(language, ())
        if re.search(rf"\b{word}\b", small(form))
    ]
    assert not wrong


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_no_text_uses_the_words_of_another_trade(language: str) -> None:
    wrong = [form for _, forms in translated(language) for form in forms for word in NEVER if word in form]
    assert not wrong


# the checks themselves can fail


def message(text: str | tuple[str, str], told: str | tuple[str, ...]) -> Message:
    return Message(text, told)


@pytest.mark.parametrize(
    ("language", "text", "told", "complaint"),
    [
        ("pl", "Case {number} saved.", "Zapisano sprawę.", "lost number"),
        ("pl", "Case {number} saved.", "Zapisano sprawę {numer}.", "unknown numer"),
        ("pl", "Case {number} saved.", "Zapisano sprawę {number.", "braces"),
        ("nb", "&Save", "Lagre", "mnemonic"),
        ("nb", "Open…", "Åpne", "ends otherwise"),
        ("nb", "one\ntwo", "en to", "line breaks"),
        (
            "ru",
            ("{count} case", "{count} cases"),
            ("обращение", "{count} обращения", "{count} обращений"),
            "lost count",
        ),
    ],
)
def test_what_a_translation_lost_is_named(
    language: str, text: str | tuple[str, str], told: str | tuple[str, ...], complaint: str
) -> None:
    assert complaint in " ".join(tool().lost(language, message(text, told)))


def test_the_one_form_of_polish_may_do_without_its_number() -> None:
    told = message(("{count} case", "{count} cases"), ("jedna sprawa", "{count} sprawy", "{count} spraw"))
    assert not list(tool().lost("pl", told))


def test_missing_plural_forms_and_texts_are_named() -> None:
    wanted, content = Catalog(), Catalog(locale="pl")
    wanted.add(("{count} case", "{count} cases"))
    wanted.add("Save")
    wanted.add("Print")
    content.add(("{count} case", "{count} cases"), ("{count} sprawa", "{count} spraw"))
    content.add("Save", "")
    told = list(tool().wrong_in("pl", content, wanted))
    assert [line.rpartition(": ")[2] for line in told] == [
        "untranslated",
        "untranslated",
        "not in the catalogue; run update",
    ]


@pytest.mark.parametrize(
    "code", ['_(f"Case {n}")', '_("Case " + n)', '_("Case {}".format(n))', 'ngettext("a", f"{n}", 2)']
)
def test_texts_put_together_too_early_are_found(code: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("src")
    (folder / "one.py").write_text(code, "utf-8")
    assert len(list(tool().unspeakable(folder))) == 1


def test_new_texts_come_in_and_known_translations_stay() -> None:
    wanted = Catalog()
    wanted.add("A text that no catalogue holds")
    merged = tool().merged("pl", wanted)
    assert [entry.id for entry in merged if entry.id] == ["A text that no catalogue holds"]
    english = tool().merged("en", wanted)
    assert english.get("A text that no catalogue holds").string == "A text that no catalogue holds"


def test_no_text_is_spoken_inside_an_f_string() -> None:
    """The extractor does not look into f-strings, so such a text would never reach a translator."""
    spoken = [
        f"{path.name}:{inner.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") in {"_", "ngettext", "pgettext"}
    ]
    assert spoken == []
