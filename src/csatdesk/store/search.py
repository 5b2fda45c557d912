"""Full text: words per row, one way to write them and one to ask, for both databases.

Beside `engine.py` the only module that asks which database it is. Both hold the words that `domain.folding` makes:
FTS5 joined by blanks, PostgreSQL by array_to_tsvector; queries are quoted with a prefix mark, so both find the same.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    String,
    TableClause,
    Text,
    any_,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal,
    select,
    table,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY
from sqlalchemy.orm import InstrumentedAttribute, Session

from csatdesk.domain.folding import query_words, words
from csatdesk.domain.spelling import sound, spelling_keys
from csatdesk.store.base import batched
from csatdesk.store.entities.spellings import Spelling

CASES, CUSTOMERS = "case_words", "customer_words"
TABLES = (CASES, CUSTOMERS)
KEYS_MOST = 400  # in one question
MERGED_PAGES = 500  # of 4 KiB: some ten milliseconds
JOURNAL_PAGES = 125  # for each mebibyte of cache: 1,000 for the usual eight, as SQLite has it
GATHERED_BYTES = 8 << 20
CHANGES_LEAST = 2  # fewer say that there was nothing to join


@dataclass(frozen=True, slots=True)
class Matching:
    """How to join the found words to their rows: `words.c.id` equals the row's id where `condition` holds."""

    words: TableClause
    id: ColumnElement[int]
    condition: ColumnElement[bool]


def create_tables(connection: Connection) -> None:
    """Made by the first migration; virtual tables are unknown to SQLAlchemy's metadata."""
    for name in TABLES:
        if _is_sqlite(connection.dialect.name):
            connection.execute(text(_FTS5.format(name=name)))
        else:
            connection.execute(text(f"CREATE TABLE {name} (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)"))
            connection.execute(text(f"CREATE INDEX ix_{name} ON {name} USING GIN (words)"))


# Words come ready made, so every mark but a blank belongs to a word. Nothing but the index is kept.
_FTS5 = (
    "CREATE VIRTUAL TABLE {name} USING fts5(words, content='', contentless_delete=1, prefix='2 3 4', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* P* S* M* Co'\")"
)


def write_words(db: Session, name: str, told: Mapping[int, Iterable[str]]) -> None:
    """Put (again) the words of rows: row id → texts."""
    put_words(db, name, {row_id: tuple(_all_words(texts)) for row_id, texts in told.items()})


def put_words(db: Session, name: str, told: Mapping[int, Sequence[str]]) -> None:
    """Put (again) these words of rows, each once: row id → words, as `domain.folding` makes them."""
    if not told:
        return
    rows = [(row_id, list(found)) for row_id, found in told.items()]
    if _is_sqlite(db.get_bind().dialect.name):
        put = f"INSERT OR REPLACE INTO {name}(rowid, words) VALUES (?, ?)"  # noqa: S608 our own names
        db.connection().exec_driver_sql(put, [(row_id, " ".join(found)) for row_id, found in rows])
    else:
        statement = text(
            f"INSERT INTO {name}(id, words) VALUES (:id, array_to_tsvector(:words)) "  # noqa: S608 our own names
            "ON CONFLICT (id) DO UPDATE SET words = excluded.words"
        ).bindparams(bindparam("words", type_=ARRAY(Text)))
        db.execute(statement, [{"id": row_id, "words": found} for row_id, found in rows])


def remove_words(db: Session, name: str, row_ids: Sequence[int]) -> None:
    key = "rowid" if _is_sqlite(db.get_bind().dialect.name) else "id"
    if row_ids:
        db.execute(text(f"DELETE FROM {name} WHERE {key} = :id"), [{"id": row_id} for row_id in row_ids])  # noqa: S608 our own names


def merge_words(db: Session) -> bool:
    """Take words that were overwritten or removed out of the index for good, a piece at a time; whether more is left.

    FTS5 only marks them and drops them when it joins its segments, all of them for a negative number of pages
    (sqlite.org/fts5.html, "the 'merge' command"). On a server the database's own cleaning does it.
    """
    if not _is_sqlite(db.get_bind().dialect.name):
        return False
    return any(_merge(db, name) for name in TABLES)


def _merge(db: Session, name: str) -> bool:
    counted = text("SELECT total_changes()")
    before = db.execute(counted).scalar_one()
    db.execute(text(f"INSERT INTO {name}({name}, rank) VALUES ('merge', {-MERGED_PAGES})"))  # noqa: S608 our own names
    changed: int = db.execute(counted).scalar_one() - before
    return changed >= CHANGES_LEAST


def matching(db: Session, name: str, typed: str) -> Matching | None:
    """Rows that hold every typed word, each as a beginning; None when nothing searchable was typed."""
    wanted = query_words(typed)
    if not wanted:
        return None
    if _is_sqlite(db.get_bind().dialect.name):
        found = table(name, column("rowid", Integer), column(name, String))
        quoted = " AND ".join(_fts5_word(word) for word in wanted)
        return Matching(found, found.c.rowid, found.c[name].op("MATCH")(quoted))
    found = table(name, column("id", Integer), column("words"))
    quoted = " & ".join(_tsquery_word(word) for word in wanted)
    return Matching(found, found.c.id, found.c.words.op("@@")(cast(literal(quoted), TSQUERY)))


@dataclass(frozen=True, slots=True)
class Sought:
    """One word to look for, whole or as a beginning."""

    word: str
    is_beginning: bool = True


def matching_any(db: Session, name: str, wanted: Sequence[Sequence[Sought]]) -> Matching:
    """Rows that hold of every group at least one word. No group may be empty."""
    if _is_sqlite(db.get_bind().dialect.name):
        found = table(name, column("rowid", Integer), column(name, String))
        quoted = " AND ".join("(" + " OR ".join(map(_fts5_sought, group)) + ")" for group in wanted)
        return Matching(found, found.c.rowid, found.c[name].op("MATCH")(quoted))
    found = table(name, column("id", Integer), column("words"))
    quoted = " & ".join("(" + " | ".join(map(_tsquery_sought, group)) + ")" for group in wanted)
    return Matching(found, found.c.id, found.c.words.op("@@")(cast(literal(quoted), TSQUERY)))


def learn_spellings(db: Session, names: Collection[str]) -> None:
    """Let these words of names be found however they are spelt."""
    for some in batched(sorted(names), KEYS_MOST):
        keys = {sound(word) for word in some}
        have = set(db.execute(select(Spelling.word).where(is_among(db, Spelling.key, keys))).scalars())
        rows = [{"key": key, "word": word} for word in some if word not in have for key in spelling_keys(word)]
        if rows:
            put = "INSERT INTO customer_spellings(key, word) VALUES (:key, :word) ON CONFLICT DO NOTHING"
            db.execute(text(put), rows)


def spelt_alike(db: Session, wanted: Collection[str]) -> dict[str, set[str]]:
    """For each of these words, the words of customers' names that share a key with it."""
    keys = {word: spelling_keys(word) for word in wanted}
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    query = select(Spelling.key, Spelling.word).where(Spelling.key.in_(set().union(*keys.values())))
    for key, word in db.execute(query).tuples():
        bearers[key].add(word)
    return {word: set().union(*(bearers[key] for key in keys[word])) for word in wanted}


def forget_spellings(db: Session, names: Collection[str]) -> None:
    """Drop those of these words that no customer bears any more, so that nothing is left of an erased name."""
    for word in names:
        found = matching_any(db, CUSTOMERS, [[Sought(word, is_beginning=False)]])
        if db.execute(select(found.id).where(found.condition).limit(1)).first() is None:
            pairs = [(key, word) for key in spelling_keys(word)]
            db.execute(delete(Spelling).where(tuple_(Spelling.key, Spelling.word).in_(pairs)))


def _fts5_sought(one: Sought) -> str:
    return _fts5_word(one.word) if one.is_beginning else _fts5_word(one.word)[:-1]


def _tsquery_sought(one: Sought) -> str:
    return _tsquery_word(one.word) if one.is_beginning else _tsquery_word(one.word)[:-2]


def _fts5_word(word: str) -> str:
    return '"' + word.replace('"', '""') + '"*'


def _tsquery_word(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "':*"


def _all_words(texts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(word for one in texts for word in words(one))


def _is_sqlite(dialect: str) -> bool:
    return dialect == "sqlite"


def gather_words(db: Session) -> None:
    """Let FTS5 gather the words of a whole batch before it writes them, instead of a part at a time
    (sqlite.org/fts5.html, "the 'hashsize' configuration option"); nothing on PostgreSQL.

    The store keeps this: it is the most that one transaction may gather, and whoever writes one customer gathers no
    more than their words.
    """
    if _is_sqlite(db.get_bind().dialect.name):
        for name in TABLES:
            db.execute(text(f"INSERT INTO {name}({name}, rank) VALUES ('hashsize', {GATHERED_BYTES})"))  # noqa: S608 our own names


def is_among(db: Session, of: InstrumentedAttribute[Any], texts: Iterable[str]) -> ColumnElement[bool]:
    """`of` is one of these texts, however many: they go to the database as one value, so the statement is made ready
    once. A list of hundreds takes longer to write out than to look up.
    """
    told = list(texts)
    if _is_sqlite(db.get_bind().dialect.name):
        each = func.json_each(json.dumps(told)).table_valued("value")
        return of.in_(select(each.c.value))
    return of == any_(literal(told, ARRAY(Text)))


def use_memory(connection: Any, mebibytes: int) -> None:
    """Give an SQLite connection a larger cache and journal while an import writes; nothing on PostgreSQL."""
    if _is_sqlite(connection.dialect.name):
        connection.execute(text(f"PRAGMA cache_size = {-1024 * mebibytes}"))
        connection.execute(text(f"PRAGMA wal_autocheckpoint = {JOURNAL_PAGES * mebibytes}"))
