"""Collects the texts of the program, keeps the six catalogues in step with them, compiles and checks them.

    python packaging/catalogues.py extract [FILE]   write what the source says now as a template (default: screen)
    python packaging/catalogues.py update           bring new texts into resources/locale/*/LC_MESSAGES/csatdesk.po
    python packaging/catalogues.py compile          write the .mo beside each .po that is newer
    python packaging/catalogues.py check            name what is untranslated, lost or cannot be translated

Needs Babel, so it runs in the development environment.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("en", "pl", "nb", "et", "fi", "ru")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "P_": ((1, "c"), 2),
}
COMMENTS = ("Translators:",)
HEADER = "# {language}: texts of csatdesk. Same licence as the program."
NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # Babel wants a date; the line is left out again
DATED = re.compile(
    rb'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team'
    rb"|Generated-By):.*\n",
    re.MULTILINE,
)
MNEMONIC = re.compile(r"&(?=\w)")
# One form stands for exactly one thing there, so it may do without the number; in Russian it also stands for 21.
ONE_MEANS_ONE = ("en", "pl", "nb", "et", "fi")


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "csatdesk.po"


def texts(source: Path = SOURCE) -> Catalog:
    """Every marked text of the source as it is now."""
    found = Catalog(fuzzy=False, creation_date=NEVER)
    for file, _line, text, comments, context in extract_from_dir(
        source, [("**.py", "python")], keywords=KEYWORDS, comment_tags=COMMENTS
    ):
        found.add(text, None, [(f"src/{Path(file).as_posix()}", 0)], auto_comments=comments, context=context)
    return found


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it lies in the checkout; an empty one where there is none yet."""
    path = po_path(language)
    if not path.is_file():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str, wanted: Catalog) -> Catalog:
    """The wanted texts with the translations there are; English stands for itself."""
    old = catalogue(language)
    new = Catalog(
        language, "csatdesk", HEADER.format(language=language), "csatdesk", "", fuzzy=False, creation_date=NEVER
    )
    for message in wanted:
        if not message.id:
            continue
        known = old.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        told = message.id if language == "en" else known.string if known and fits(known, message) else None
        new.add(
            message.id,
            told or None,
            message.locations,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            context=message.context,
        )
    return new


def fits(known: Message, message: Message) -> bool:
    """Whether a translation is of the same sort: with plural forms, or without."""
    return isinstance(known.id, str) == isinstance(message.id, str)


def written(content: Catalog) -> bytes:
    """A catalogue as a .po file, without the lines that change with every run."""
    out = BytesIO()
    write_po(out, content, width=100, sort_by_file=True, include_lineno=False)
    return DATED.sub(b"", out.getvalue())


# the four commands


def extract(target: Path | None) -> None:
    content = written(texts())
    if target is None:
        sys.stdout.buffer.write(content)
    else:
        target.write_bytes(content)


def update() -> None:
    wanted = texts()
    for language in LANGUAGES:
        content = written(merged(language, wanted))
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
        missing = sum(1 for message in catalogue(language) if message.id and not is_translated(message, language))
        print(f"{language}: {len(wanted)} texts, {missing} to translate")


def compile_all() -> list[Path]:
    """Write the .mo beside each .po that is newer; the paths written."""
    done = []
    for source in map(po_path, LANGUAGES):
        target = source.with_suffix(".mo")
        if source.is_file() and not (target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns):
            unfinished = target.with_suffix(".part")
            with source.open("rb") as text, unfinished.open("wb") as binary:
                write_mo(binary, read_po(text))
            unfinished.replace(target)
            done.append(target)
    return done


def check() -> list[str]:
    """Everything wrong, one line each; empty when all is well."""
    wanted = texts()
    told = list(unspeakable(SOURCE))
    for language in LANGUAGES:
        told.extend(wrong_in(language, catalogue(language), wanted))
    return told


# what can be wrong in the source


def unspeakable(source: Path) -> Iterator[str]:
    """Marked texts that are put together before translation, so that no catalogue can hold them."""
    for file in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                count = 2 if node.func.id in {"ngettext", "pgettext", "P_"} else 1
                for text in node.args[:count]:
                    if is_put_together(text):
                        yield f"{file.relative_to(source.parent)}:{node.lineno}: fill the text after {node.func.id}()"


def is_put_together(text: ast.expr) -> bool:
    """An f-string, a sum, or a call such as "…".format(); names and attributes hold texts marked elsewhere."""
    return isinstance(text, ast.JoinedStr | ast.BinOp) or (
        isinstance(text, ast.Call)
        and isinstance(text.func, ast.Attribute)
        and isinstance(text.func.value, ast.Constant)
    )


# what can be wrong in a catalogue


def wrong_in(language: str, content: Catalog, wanted: Catalog) -> Iterator[str]:
    """Texts missing from the catalogue of a language, and translations that lost something."""
    for message in wanted:
        if not message.id:
            continue
        found = content.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        name = f"{language}: {shown(message)}"
        if found is None or not fits(found, message):
            yield f"{name}: not in the catalogue; run update"
        elif found.fuzzy:
            yield f"{name}: marked fuzzy"
        elif not is_translated(found, language):
            yield f"{name}: untranslated"
        else:
            yield from (f"{name}: {problem}" for problem in lost(language, found))


def shown(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return repr(text if len(text) <= 70 else text[:69] + "…")


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def is_translated(message: Message, language: str) -> bool:
    """Whether every form is there: one, or as many as the language has plurals."""
    count = 1 if isinstance(message.id, str) else Catalog(locale=language).num_plurals
    return len(forms(message)) == count and all(forms(message))


def lost(language: str, message: Message) -> Iterator[str]:
    """What a translation has not kept of its text."""
    text = message.id if isinstance(message.id, str) else message.id[-1]
    for number, form in enumerate(forms(message)):
        spare = {"count"} if len(forms(message)) > 1 and number == 0 and language in ONE_MEANS_ONE else set()
        yield from wrong_places(text, form, spare)
        for mark, what in (("\n", "line breaks"), ("<", "tags")):
            if text.count(mark) != form.count(mark):
                yield f"{what} lost or added in {form!r}"
        if len(MNEMONIC.findall(text)) != len(MNEMONIC.findall(form)):
            yield f"mnemonic lost or added in {form!r}"
        if any(text.endswith(end) != form.endswith(end) for end in ("…", ":", " ")) or form != form.lstrip():
            yield f"begins or ends otherwise: {form!r}"


def wrong_places(text: str, form: str, spare: set[str]) -> Iterator[str]:
    try:
        have, want = places(form), places(text)
    except ValueError:
        yield f"braces do not match in {form!r}"
        return
    if want - have - spare:
        yield f"lost {', '.join(sorted(want - have - spare))} in {form!r}"
    if have - want:
        yield f"unknown {', '.join(sorted(have - want))} in {form!r}"


def places(text: str) -> set[str]:
    """Names of the places to fill; ValueError when the braces do not match."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def run_check() -> None:
    told = check()
    print(*told, sep="\n" if told else "")
    sys.exit(f"{len(told)} problems" if told else 0)


def main(arguments: Iterable[str]) -> None:
    command, *rest = [*arguments, ""]
    commands: dict[str, Callable[[], object]] = {
        "extract": lambda: extract(Path(rest[0]) if rest[0] else None),
        "update": update,
        "compile": compile_all,
        "check": run_check,
    }
    if command not in commands:
        sys.exit(__doc__)
    commands[command]()


if __name__ == "__main__":
    main(sys.argv[1:])
