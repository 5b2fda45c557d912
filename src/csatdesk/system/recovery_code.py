"""The recovery code: 160 random bits as eight groups of five signs, the fifth of which checks its group.

Signs that look alike (I, L, O, U) are not used. A slip in one sign, two signs swapped or two groups swapped are
noticed, and the person is told in which group.
"""

import re
import secrets

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TAKEN_FOR = str.maketrans("OIL", "011")
GROUPS = 8
_BITS = 160


class CodeTooShort(Refusal):
    text = N_("A recovery code has {groups} groups of 5 signs; this has {signs} signs.")


class CodeMistyped(Refusal):
    text = N_("Group {group} of the recovery code is mistyped. Compare it with the sheet.")


def new_code() -> str:
    """A fresh code as it is printed: "7Q2MX-…", eight groups."""
    bits = secrets.randbits(_BITS)
    signs = [bits >> shift & 31 for shift in range(_BITS - 5, -1, -5)]
    groups = [signs[start : start + 4] for start in range(0, len(signs), 4)]
    return "-".join("".join(_SIGNS[sign] for sign in (*four, _check(four, n))) for n, four in enumerate(groups, 1))


def tidy_code(typed: str) -> str:
    """The code without its checks, however it was typed; refuses a mistyped one and says where."""
    plain = re.sub(r"[\s\-–—.]", "", typed).upper().translate(_TAKEN_FOR)
    if len(plain) != GROUPS * 5:
        raise CodeTooShort(field="code", groups=GROUPS, signs=len(plain))
    groups = [plain[start : start + 5] for start in range(0, len(plain), 5)]
    for number, group in enumerate(groups, 1):
        values = [_SIGNS.find(sign) for sign in group]
        if -1 in values or values[4] != _check(values[:4], number):
            raise CodeMistyped(field="code", group=number)
    return "".join(group[:4] for group in groups)


def _check(four: list[int], group: int) -> int:
    """A check in the field of 32 elements: each place has its own factor, and the group its own start."""
    check = group
    for value in four:
        check = _doubled(check ^ value)
    return check


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ 0b100101 if value & 32 else value
