"""A store with very many customers of believable names, made by bulk inserts.

Surnames are stems with the endings that Polish, Russian, Estonian, Finnish and Norwegian names have: about 4,000 of
them, in Latin letters or, one in eight, in Russian ones.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session as Database

from csatdesk.domain.contacts import CustomerKind, Segment
from csatdesk.domain.customers import traces
from csatdesk.domain.folding import fold
from csatdesk.domain.identity import new_identity
from csatdesk.domain.spelling import all_name_words
from csatdesk.store.engine import local_engines
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import CustomerTrace
from csatdesk.store.search import CUSTOMERS, learn_spellings, use_memory, write_words
from tests.cast import KEY, NOW, build

BATCH = 10_000
FIRST_ID = 1_000
FIRST = tuple(
    "Agnieszka Anna Barbara Beata Dorota Elżbieta Ewa Grażyna Halina Irena Jadwiga Joanna Katarzyna Krystyna Magdalena "
    "Małgorzata Maria Monika Renata Teresa Urszula Zofia Adam Andrzej Bogdan Dariusz Grzegorz Henryk Jacek Jan Janusz "
    "Jerzy Józef Kazimierz Krzysztof Leszek Łukasz Marek Mariusz Michał Paweł Piotr Rafał Robert Roman Ryszard "
    "Sławomir Stanisław Tadeusz Tomasz Wiesław Wojciech Zbigniew Zdzisław Bjørn Øyvind Åse Solveig Ingrid Håkon Liis "
    "Jüri Ülle Tõnu Kaarel Päivi Jyrki Väinö Sirkka".split()
)
RUSSIAN_FIRST = tuple("Сергей Анна Ольга Юрий Пётр Наталья Дмитрий Екатерина Алексей Татьяна Игорь Людмила".split())
STEMS = tuple(
    "Adam Bart Biel Bor Brzez Chmiel Choj Czarn Dąbr Dobr Dom Drozd Dud Dzier Fil Gajew Gałcz Gawr Głow Gór Grab Grzyb "
    "Hał Jabłoń Jagiel Jank Jaroszew Jasiń Jawor Kacz Kal Kamiń Karp Kasprz Kielc Kłos Koł Konop Kos Kow Kozł Kraj "
    "Król Krup Krzem Kub Kuchar Lenart Leśn Lew Lip Łasz Maciej Maj Mal Marcin Mazur Mich Mik Mroz Nowic Olszew Orł "
    "Ostr Paw Piąt Piotr Pogor Przyby Rog Rut Rzep Sadow Sikor Skowr Sob Sokoł Staw Szczep Szym Śliw Tom Urb Walcz "
    "Wąsik Wiśn Wójt Wron Wysoc Zając Zawadz Ziel Żół Żur".split()
)
ENDINGS = tuple(
    "ski ska iński ińska owski owska ewski ewska ak ek czyk ewicz owicz ik ec uch arz on ar as ała oń orz".split()
)
RUSSIAN_STEMS = tuple(
    "Волк Соловь Щербак Хрущ Черн Жук Кузнец Михайл Петр Степан Белозёр Голуб Ильин Зайц Лебед Орл Сорок Тих "
    "Фёдор Цветк Шишк Юдин Ястреб Мороз Крюч Дроб Глад Бабуш Вишн Гурь".split()
)
RUSSIAN_ENDINGS = tuple("ов ова ев ева енко ский ская ин ина ук".split())


def fill(path: Path, count: int) -> None:
    """The cast's store with `count` customers more."""
    writer, readers = local_engines(path, KEY)
    build(writer)
    with Database(writer) as db:
        use_memory(db.connection(), 64)
        db.commit()
        chance = random.Random(3)
        for start in range(0, count, BATCH):
            _put(db, [customer(chance, FIRST_ID + at) for at in range(start, min(start + BATCH, count))])
            db.commit()
    with writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    writer.dispose()
    readers.dispose()


def _put(db: Database, rows: list[dict[str, Any]]) -> None:
    db.execute(insert(Customer), rows)
    db.execute(insert(CustomerTrace), [trace for row in rows for trace in _traces(row)])
    found_by = ("name", "phone", "email", "account")
    write_words(db, CUSTOMERS, {row["id"]: [row[one] for one in found_by] for row in rows})
    learn_spellings(db, all_name_words(row["name"] for row in rows))


def _traces(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in traces(row["name"], phone=row["phone"], email=row["email"], account=row["account"]):
        yield {"centre_id": 1, "customer_id": row["id"], "kind": one.kind, "typed": one.typed, "told": one.told}


def name_of(chance: random.Random) -> str:
    if chance.random() < 0.125:
        return f"{chance.choice(RUSSIAN_FIRST)} {chance.choice(RUSSIAN_STEMS)}{chance.choice(RUSSIAN_ENDINGS)}"
    return f"{chance.choice(FIRST)} {chance.choice(STEMS)}{chance.choice(ENDINGS)}"


def customer(chance: random.Random, number: int) -> dict[str, Any]:
    name = name_of(chance)
    return {
        "id": number,
        "uid": new_identity(NOW),
        "centre_id": 1,
        "name": name,
        "sort_key": f"{fold(name)} {number}",
        "kind": CustomerKind.PERSON,
        "segment": chance.choice(list(Segment)),
        "language": "pl",
        "phone": f"+48 {chance.randrange(500, 800)} {chance.randrange(1000):03d} {chance.randrange(1000):03d}",
        "email": f"k{number}@poczta.example",
        "account": f"{chance.randrange(10_000):04d} {number:06d}",
        "created_at": NOW,
        "version": 1,
    }
