"""Readers that misbehave, for the child process to be stopped by its caps."""

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from csatdesk.domain.errors import Refusal


class HeaderMissingHere(Refusal):
    text = "{file} has no header in row {row}."


def lines(path: str, options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    for number, line in enumerate(Path(path).read_text("utf-8").splitlines(), 1):
        yield {"number": number, "cells": line.split(str(options.get("separator", ";")))}


def greedy(_path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    kept = []
    while True:
        kept.append(bytes(range(256)) * 4096)
        yield {"number": len(kept)}


def rings(_path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """As a reader of PDF does: what it is done with still holds itself."""
    for number in range(400):
        parts: list[object] = [bytes(1 << 20), *([] for _ in range(200))]
        parts.append(parts)
        yield {"number": number}


def sleepy(_path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    yield {"number": 1}
    time.sleep(60)


def busy(_path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    yield {"number": 1}
    while True:
        pass


def endless(_path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    number = 0
    while True:
        number += 1
        yield {"number": number, "pid": os.getpid()}


def refusing(path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    yield {"number": 1}
    raise HeaderMissingHere(field="header", file=Path(path).name, row=7)


def buggy(_path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    yield {"number": 1}
    raise KeyError("Anna Kowalska")


def writing(path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    Path(path + ".out").write_text("x" * 100_000)
    yield {"number": 1}


def telling(_path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    yield {"environment": sorted(os.environ)}


def dying(_path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    os.abort()
    yield {}
