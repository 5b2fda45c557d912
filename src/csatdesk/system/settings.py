"""The settings of this machine: one TOML file of the profile, from which alone the sign-in window is painted.

What sign-in is painted from are NamedTuples: to make a dataclass takes a millisecond, and all would wait for it.
"""

import logging
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from csatdesk.system.files import file_trouble, write_atomically

_log = logging.getLogger(__name__)
RECENT_MOST = 6
Value = str | int | float | bool | datetime | list[str]


class Recent(NamedTuple):
    """Somebody who signed in at this desk: as shown, and as typed; whether a PIN does for them."""

    name: str
    sign_in_name: str
    has_pin: bool = False


class Settings(NamedTuple):
    """What a person can set for this machine. Targets, topics and the like are data of the store, not settings."""

    language: str = ""  # empty: that of the system
    theme: str = "system"  # system, light, dark, contrast
    text_size: int = 100  # per cent
    recent_names: tuple[str, ...] = ()
    recent_sign_in_names: tuple[str, ...] = ()
    recent_with_pin: tuple[str, ...] = ()  # sign-in names of those who have a PIN
    backup_folder: str = ""  # empty: backups/ of the profile
    lock_after_minutes: int = 10
    desk_block: int = 0  # 0: not given yet
    store_kind: str = "local"  # local, postgresql
    store_url: str = ""  # never holds a password
    is_demo: bool = False
    rush_strip: bool = True  # the keys of the rush hour are shown, and work
    receipt_size: str = "A4"  # A4, A5, 80mm
    receipt_printer: str = ""  # empty: the usual one of the system
    receipt_preview: bool = False  # shown before it is printed
    # Of the office of whoever signed in last, for sign-in to tell: as domain.deadlines reads a calendar. Not its name,
    # which somebody typed: what is typed lies nowhere in clear.
    office_hours: Mapping[str, object] = MappingProxyType({})
    last_backup_at: datetime | None = None
    last_channels: Mapping[str, object] = MappingProxyType({})  # of the intake: channel by the id of a person
    beside: Mapping[str, object] = MappingProxyType({})  # ids of those who left the window beside another program
    others: Mapping[str, object] = MappingProxyType({})  # keys of a newer version, kept as they were

    @property
    def recent(self) -> tuple[Recent, ...]:
        pairs = zip(self.recent_names, self.recent_sign_in_names, strict=False)
        return tuple(Recent(name, typed, typed in self.recent_with_pin) for name, typed in pairs)

    def with_recent(self, name: str, sign_in_name: str, *, has_pin: bool = False) -> "Settings":
        """These settings with somebody put first among those who signed in here."""
        others = [one for one in self.recent if one.sign_in_name != sign_in_name]
        kept = [Recent(name, sign_in_name, has_pin), *others][:RECENT_MOST]
        return self._replace(
            recent_names=tuple(one.name for one in kept),
            recent_sign_in_names=tuple(one.sign_in_name for one in kept),
            recent_with_pin=tuple(one.sign_in_name for one in kept if one.has_pin),
        )


_FIELDS = {name: usual for name, usual in Settings()._asdict().items() if name != "others"}


def load_settings(path: Path) -> Settings:
    """The settings in `path`; the usual ones where it is missing or a value makes no sense.

    A file that is no TOML is set aside with the ending ".damaged", for a person to look at.
    """
    if not path.exists():
        return Settings()
    with file_trouble(path):
        content = path.read_bytes()
    try:
        found = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        _log.warning("settings are damaged and were set aside")
        with file_trouble(path):
            path.replace(path.with_suffix(".toml.damaged"))
        return Settings()
    return _settings(found)


def _settings(found: Mapping[str, object]) -> Settings:
    known: dict[str, object] = {}
    for name, usual in _FIELDS.items():
        if name in found:
            known[name] = _fitting(found[name], usual)
    others = {name: value for name, value in found.items() if name not in _FIELDS}
    return Settings()._replace(others=others, **known)  # type: ignore[arg-type]  # each value was fitted to its field


def _fitting(value: object, usual: object) -> object:
    """`value` when it is of the kind of the usual value, else the usual value."""
    if isinstance(usual, tuple):
        return tuple(map(str, value)) if isinstance(value, list) else usual
    if isinstance(usual, Mapping):
        return value if isinstance(value, dict) else usual
    if usual is None:
        return value if isinstance(value, datetime) and value.tzinfo is not None else None
    return value if type(value) is type(usual) else usual


def save_settings(path: Path, settings: Settings) -> None:
    """Replace the file; raises a Trouble of `system.files` when that is impossible."""
    values = {name: getattr(settings, name) for name in _FIELDS} | dict(settings.others)
    lines = [f"{_key(name)} = {_toml(value)}\n" for name, value in values.items() if value is not None]
    write_atomically(path, "".join(lines).encode())


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else _toml(name)


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{"".join(map(_escaped, value))}"'
        case list() | tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case Mapping():
            return f"{{ {', '.join(f'{_key(name)} = {_toml(inner)}' for name, inner in value.items())} }}"
        case _:
            return value.isoformat() if hasattr(value, "isoformat") else repr(value)


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08X}"
