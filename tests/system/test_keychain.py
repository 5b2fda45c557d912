"""Any slot opens the store, none opens another, and a tampered one opens nothing."""

import base64
import json
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.system import keychain
from csatdesk.system.files import FileGone
from csatdesk.system.keychain import (
    KeyNotInKeyring,
    KeysDamaged,
    KeysExist,
    KeySlots,
    LastSlot,
    NoSuchSlot,
    PassphraseTooShort,
    SlotKind,
    WrongPassphrase,
    WrongRecoveryCode,
    load_keys,
    new_keys,
)
from csatdesk.system.os_keyring import NoKeyring, OsKeyring
from csatdesk.system.recovery_code import CodeMistyped, CodeTooShort, new_code, tidy_code

CHEAP_KIB = 64
PASSPHRASE = "cztery słowa i piąte"


class PocketKeyring:
    """A keyring for tests, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, account: str) -> str | None:
        return self.kept.get(account)

    def put(self, account: str, secret: str) -> None:
        self.kept[account] = secret

    def remove(self, account: str) -> None:
        self.kept.pop(account, None)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Costs are parameters of a slot; what is tried here holds at any."""
    monkeypatch.setattr(keychain, "_MEMORY_KIB", CHEAP_KIB)


@pytest.fixture
def keys_path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


@pytest.fixture
def opened(keys_path: Path) -> tuple[KeySlots, bytes]:
    keys, key = new_keys(keys_path)
    return keys.with_passphrase(key, PASSPHRASE), key


def test_every_slot_opens_with_the_same_key_and_none_shows_it(opened: tuple[KeySlots, bytes], keys_path: Path) -> None:
    keys, key = opened
    pocket = PocketKeyring()
    keys, code = keys.with_keyring(key, pocket).with_recovery_code(key)
    found = load_keys(keys_path)
    assert found == keys
    assert found.kinds == set(SlotKind)
    assert found.open_with_passphrase(PASSPHRASE) == key
    assert found.open_with_recovery_code(code.lower().replace("-", " ")) == key
    assert found.open_with_keyring(pocket) == key
    assert len(key) == 32
    everything = keys_path.read_bytes() + "".join(pocket.kept.values()).encode()
    assert key not in everything
    assert base64.b64encode(key) not in everything
    assert code.encode() not in everything
    assert keys_path.stat().st_mode & 0o077 == 0


def test_a_wrong_pass_phrase_is_refused(opened: tuple[KeySlots, bytes]) -> None:
    with pytest.raises(WrongPassphrase):
        opened[0].open_with_passphrase(PASSPHRASE + "!")


def test_a_short_pass_phrase_is_refused(opened: tuple[KeySlots, bytes]) -> None:
    with pytest.raises(PassphraseTooShort, match="12"):
        opened[0].with_passphrase(opened[1], "short")


def test_a_new_pass_phrase_replaces_the_old_one(opened: tuple[KeySlots, bytes]) -> None:
    changed = opened[0].with_passphrase(opened[1], "another pass phrase")
    assert changed.open_with_passphrase("another pass phrase") == opened[1]
    with pytest.raises(WrongPassphrase):
        changed.open_with_passphrase(PASSPHRASE)


def test_the_code_of_another_store_is_told_apart_from_a_slip(opened: tuple[KeySlots, bytes]) -> None:
    keys, code = opened[0].with_recovery_code(opened[1])
    with pytest.raises(WrongRecoveryCode):
        keys.open_with_recovery_code(new_code())
    with pytest.raises(CodeMistyped, match="Group 1"):
        keys.open_with_recovery_code(("1" if code[0] != "1" else "2") + code[1:])


@pytest.mark.parametrize("field", ["salt", "nonce", "wrapped", "times", "memory_kib", "kind"])
def test_a_tampered_slot_does_not_open(opened: tuple[KeySlots, bytes], keys_path: Path, field: str) -> None:
    content = json.loads(keys_path.read_text())
    value = content["slots"][0][field]
    if field == "kind":
        content["slots"][0][field] = "recovery_code"
    elif isinstance(value, int):
        content["slots"][0][field] = value - 1
    else:
        content["slots"][0][field] = base64.b64encode(bytes(len(base64.b64decode(value)))).decode()
    keys_path.write_text(json.dumps(content))
    with pytest.raises((WrongPassphrase, NoSuchSlot)):
        load_keys(keys_path).open_with_passphrase(PASSPHRASE)


def test_a_slot_of_another_store_does_not_open_here(opened: tuple[KeySlots, bytes], keys_path: Path) -> None:
    content = json.loads(keys_path.read_text())
    content["store"] = "00000000-0000-4000-8000-000000000000"
    keys_path.write_text(json.dumps(content))
    with pytest.raises(WrongPassphrase):
        load_keys(keys_path).open_with_passphrase(PASSPHRASE)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        '{"version": 1, "store": "x", "slots": []}',
        '{"version": 1, "store": "x", "slots": ["y"]}',
        '{"version": 1, "store": "00000000-0000-4000-8000-000000000000", "slots": [{"kind": "passphrase", "salt": "",'
        ' "times": 1, "memory_kib": 999999999, "lanes": 1, "nonce": "", "wrapped": ""}]}',
    ],
)
def test_a_damaged_file_is_told_plainly_and_never_fills_the_memory(keys_path: Path, content: str) -> None:
    keys_path.write_text(content)
    with pytest.raises(KeysDamaged, match=r"keys\.json"):
        load_keys(keys_path)


def test_costs_that_no_program_of_ours_writes_are_damage(opened: tuple[KeySlots, bytes], keys_path: Path) -> None:
    content = json.loads(keys_path.read_text())
    content["slots"][0]["lanes"] = 0
    keys_path.write_text(json.dumps(content))
    with pytest.raises(KeysDamaged):
        load_keys(keys_path).open_with_passphrase(PASSPHRASE)


def test_a_missing_file_is_gone_and_an_existing_one_is_never_replaced(
    opened: tuple[KeySlots, bytes], keys_path: Path, tmp_path: Path
) -> None:
    with pytest.raises(FileGone):
        load_keys(tmp_path / "none.json")
    with pytest.raises(KeysExist):
        new_keys(keys_path)


def test_a_slot_can_be_taken_back_but_not_the_last(opened: tuple[KeySlots, bytes], keys_path: Path) -> None:
    keys, key = opened
    pocket = PocketKeyring()
    with pytest.raises(LastSlot):
        keys.without(SlotKind.PASSPHRASE)
    without = keys.with_keyring(key, pocket).without(SlotKind.KEYRING, pocket)
    assert not pocket.kept
    assert load_keys(keys_path) == without
    with pytest.raises(NoSuchSlot):
        without.open_with_keyring(pocket)


def test_another_person_s_keyring_does_not_open(opened: tuple[KeySlots, bytes]) -> None:
    keys = opened[0].with_keyring(opened[1], PocketKeyring())
    with pytest.raises(KeyNotInKeyring):
        keys.open_with_keyring(PocketKeyring())
    wrong = PocketKeyring()
    wrong.put(str(keys.store_id), "not base64!")
    with pytest.raises(KeyNotInKeyring):
        keys.open_with_keyring(wrong)


@pytest.mark.parametrize("backend", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"])
def test_keyrings_that_keep_nothing_are_no_keyrings(backend: str) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.core.load_keyring(backend))
    try:
        with pytest.raises(NoKeyring, match="pass phrase"):
            OsKeyring()
    finally:
        keyring.set_keyring(before)


# the recovery code


def test_a_code_has_160_bits_in_eight_checked_groups() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert len(code.split("-")) == 8
        assert all(len(group) == 5 for group in code.split("-"))
        assert not set(code) & set("ILOU")
        assert len(tidy_code(code)) * 5 == 160


def test_look_alikes_and_blanks_do_not_matter() -> None:
    code = new_code()
    typed = f"  {code.lower().replace('0', 'o').replace('1', 'l').replace('-', ' – ')} "
    assert tidy_code(typed) == tidy_code(code)


def test_a_code_of_the_wrong_length_says_so() -> None:
    with pytest.raises(CodeTooShort, match="39 signs"):
        tidy_code(new_code()[:-1])


@given(place=st.integers(0, 39), sign=st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_every_slip_in_one_sign_is_noticed_in_its_group(place: int, sign: str) -> None:
    plain = new_code().replace("-", "")
    typed = plain[:place] + sign + plain[place + 1 :]
    if typed == plain:
        return
    with pytest.raises(CodeMistyped) as slip:
        tidy_code(typed)
    assert slip.value.values["group"] == place // 5 + 1


@given(place=st.integers(0, 38))
def test_two_neighbours_swapped_are_noticed(place: int) -> None:
    plain = new_code().replace("-", "")
    typed = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    if typed == plain or place % 5 == 4:
        return
    with pytest.raises(CodeMistyped):
        tidy_code(typed)


def test_two_groups_swapped_are_noticed() -> None:
    groups = new_code().split("-")
    groups[2], groups[5] = groups[5], groups[2]
    with pytest.raises(CodeMistyped, match="Group 3"):
        tidy_code("-".join(groups))
