"""Packages of field work: opened by their pass phrase alone; cut, turned, exchanged or enlarged they are refused."""

import base64
import hashlib
import secrets
import struct
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from csatdesk.domain.errors import Refusal, Spoken
from csatdesk.domain.field_packages import (
    FieldFileCut,
    FieldFileForeign,
    FieldFileForged,
    FieldFileNewer,
    FieldFileTooLarge,
    NotWhatCameBack,
    NotWhatWasGivenOut,
    WrongFieldPassphrase,
)
from csatdesk.system import field_files
from csatdesk.system.child import run_reader
from csatdesk.system.field_files import (
    new_seed,
    public_of,
    read_head,
    read_package,
    read_result,
    write_package,
    write_result,
)

PASSPHRASE = "four walls and a door"
CENTRE, PACKAGE = uuid4(), uuid4()
WORDS = b'{"question": "Canary in the hall", "answer": "yes"}'
PHOTO = b"\x89PNG canary photo" + bytes(4000)
SEED, _PUBLIC = new_seed()
KEY = secrets.token_bytes(32)
READER = "csatdesk.system.field_files:read_package"


def package(folder: Path, content: bytes = WORDS) -> Path:
    path = folder / "hall.csatdesk-field"
    write_package(path, content, centre_uid=CENTRE, package_uid=PACKAGE, passphrase=PASSPHRASE, seed=SEED)
    return path


def result(folder: Path, blobs: tuple[bytes, ...] = (PHOTO,), key: bytes = KEY, seed: bytes = SEED) -> Path:
    path = folder / "hall.csatdesk-result"
    sizes = [len(one) for one in blobs]
    write_result(path, WORDS, blobs, sizes, centre_uid=CENTRE, package_uid=PACKAGE, key=key, seed=seed)
    return path


def joined(rows: Iterator[Mapping[str, object]]) -> list[bytes]:
    parts: dict[int, bytes] = {}
    for row in rows:
        place, piece = row["place"], base64.b64decode(str(row["bytes"]))
        assert isinstance(place, int)
        parts[place] = parts.get(place, b"") + piece
    return [parts[place] for place in sorted(parts)]


def opened(path: Path, passphrase: str = PASSPHRASE) -> list[bytes]:
    return joined(read_package(str(path), {"passphrase": passphrase}))


def brought(path: Path, signer: bytes = public_of(SEED), key: bytes = KEY) -> list[bytes]:
    return joined(read_result(str(path), {"signer": signer.hex(), "key": key.hex()}))


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of files are opened; what a pass phrase costs is the same in each."""
    monkeypatch.setattr(field_files, "TIMES", 1)
    monkeypatch.setattr(field_files, "MEMORY_KIB", 8)


def test_a_package_opens_with_its_pass_phrase_also_in_the_capped_child(tmp_path: Path) -> None:
    path = package(tmp_path)
    with closing(run_reader(READER, path, {"passphrase": PASSPHRASE})) as rows:
        assert joined(rows) == [WORDS]
    head = read_head(path)
    assert (head.centre_uid, head.package_uid) == (CENTRE, PACKAGE)
    assert head.memory_kib == 64 * 1024


def test_a_wrong_pass_phrase_is_said_as_such_by_the_child(tmp_path: Path) -> None:
    path = package(tmp_path)
    with pytest.raises(WrongFieldPassphrase), closing(run_reader(READER, path, {"passphrase": "four"})) as rows:
        joined(rows)


def test_accents_may_be_composed_either_way(tmp_path: Path, cheap: None) -> None:
    path = tmp_path / "a"
    write_package(
        path,
        WORDS,
        centre_uid=CENTRE,
        package_uid=PACKAGE,
        passphrase="za\u0142a\u017c\u00f3\u0142 ge\u015b",
        seed=SEED,
    )
    assert opened(path, "za\u0142az\u0307o\u0301\u0142 ges\u0301") == [WORDS]


def test_a_result_brings_words_and_evidence_whole(tmp_path: Path) -> None:
    large = secrets.token_bytes(3 << 20)
    assert brought(result(tmp_path, (PHOTO, large))) == [WORDS, PHOTO, large]


def test_nothing_of_what_is_inside_stands_in_the_files(tmp_path: Path, cheap: None) -> None:
    for path in (package(tmp_path), result(tmp_path)):
        held = path.read_bytes()
        assert not any(word in held for word in (b"anary", b"question", b"\x89PNG", b"answer"))


def test_whatever_is_cut_off_is_refused_at_every_length(tmp_path: Path, cheap: None) -> None:
    for path, read in ((package(tmp_path), opened), (result(tmp_path, (b"photo",)), brought)):
        whole = path.read_bytes()
        for length in range(len(whole)):
            path.write_bytes(whole[:length])
            with pytest.raises(Refusal) as refused:
                read(path)
            assert isinstance(refused.value, FieldFileCut if length else FieldFileForeign), length


def test_what_stands_after_the_end_is_refused(tmp_path: Path, cheap: None) -> None:
    path = package(tmp_path)
    path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(FieldFileCut):
        opened(path)


def test_every_turned_bit_is_refused_and_none_ends_in_anything_else(tmp_path: Path, cheap: None) -> None:
    chance = Random(5)
    for path, read in ((package(tmp_path), opened), (result(tmp_path, (b"photo",)), brought)):
        whole = path.read_bytes()
        head = range(field_files._HEAD.size * 8)
        for bit in [*head, *(chance.randrange(len(whole) * 8) for _try in range(800))]:
            turned = bytearray(whole)
            turned[bit // 8] ^= 1 << bit % 8
            path.write_bytes(turned)
            with pytest.raises(Refusal):
                read(path)


def test_bytes_of_chance_are_refused(tmp_path: Path) -> None:
    chance, path = Random(6), tmp_path / "x"
    for _try in range(300):
        path.write_bytes(chance.randbytes(chance.randrange(400)))
        with pytest.raises(Refusal):
            opened(path)


def resigned(path: Path, change: int, made: bytes, seed: bytes = SEED) -> None:
    """Change the head and sign it anew, as somebody would who has a key."""
    whole = bytearray(path.read_bytes())
    whole[change : change + len(made)] = made
    whole[-64:] = Ed25519PrivateKey.from_private_bytes(seed).sign(hashlib.sha512(whole[:-64]).digest())
    path.write_bytes(whole)


def test_a_signature_of_somebody_else_is_refused(tmp_path: Path) -> None:
    other, public = new_seed()
    with pytest.raises(FieldFileForged):
        brought(result(tmp_path, seed=other))
    path = result(tmp_path)
    signer = field_files._HEAD.size - 16 - 16 - 32
    resigned(path, signer, public, other)
    with pytest.raises(FieldFileForged):
        brought(path)


def test_a_result_of_another_package_does_not_open_with_this_key(tmp_path: Path) -> None:
    with pytest.raises(FieldFileForged):
        brought(result(tmp_path, key=secrets.token_bytes(32)))


@pytest.mark.parametrize(
    ("place", "made", "said"),
    [
        (16, b"\x02", FieldFileNewer),
        (17, b"\x07", FieldFileForged),
        (18, struct.pack(">Q", 1 << 60), FieldFileTooLarge),
        (106, struct.pack(">I", 1 << 30), FieldFileForged),  # costs that would take all time
        (110, struct.pack(">I", 1 << 31), FieldFileForged),  # and all memory
        (114, struct.pack(">I", 255), FieldFileForged),
        (118, struct.pack(">I", 1 << 31), FieldFileForged),
        (118, struct.pack(">I", 0), FieldFileForged),
        (106, struct.pack(">I", 0), FieldFileForged),
        (122, struct.pack(">Q", 1 << 62), FieldFileForged),  # a part longer than everything
    ],
)
def test_sizes_and_costs_beyond_reason_are_refused_even_when_signed(
    tmp_path: Path, cheap: None, place: int, made: bytes, said: type[Spoken]
) -> None:
    assert field_files._HEAD.size == 122
    path = package(tmp_path)
    resigned(path, place, made)
    with pytest.raises(said):
        opened(path)


def test_what_was_given_out_and_what_came_back_are_told_apart(tmp_path: Path, cheap: None) -> None:
    with pytest.raises(NotWhatWasGivenOut):
        opened(result(tmp_path))
    with pytest.raises(NotWhatCameBack):
        brought(package(tmp_path))


def test_parts_that_were_exchanged_or_left_out_are_refused_even_when_signed(tmp_path: Path) -> None:
    first, second = b"a" * 50, b"b" * 50
    path = result(tmp_path, (first, second))
    whole = bytearray(path.read_bytes())
    sealed = 8 + 12 + 50 + 16
    whole[-64 - 2 * sealed : -64] = whole[-64 - sealed : -64] + whole[-64 - 2 * sealed : -64 - sealed]
    path.write_bytes(whole)
    resigned(path, 0, b"")
    with pytest.raises(FieldFileForged):
        brought(path)


def test_what_is_too_large_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(FieldFileTooLarge):
        package(tmp_path, bytes(21 << 20))
    assert not list(tmp_path.iterdir())


def test_evidence_that_fails_on_the_way_leaves_the_result_written_before(tmp_path: Path) -> None:
    path = result(tmp_path)
    before = path.read_bytes()

    def broken() -> Iterator[bytes]:
        yield b"abc"
        raise OSError(28, "No space left on device")

    with pytest.raises(Spoken):
        write_result(path, WORDS, broken(), [3, 3], centre_uid=CENTRE, package_uid=PACKAGE, key=KEY, seed=SEED)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_uids_stand_in_the_head_as_they_are(tmp_path: Path, cheap: None) -> None:
    assert UUID(bytes=package(tmp_path).read_bytes()[42:58]) == PACKAGE
