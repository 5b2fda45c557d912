"""Every colour, length and type size of the program. Values only, no Qt: widgets ask `theme()` for them by name."""

from enum import Enum
from typing import NamedTuple


class Scheme(Enum):
    """The four sets of colours."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast_light"
    CONTRAST_DARK = "contrast_dark"

    @property
    def is_dark(self) -> bool:
        return self in {Scheme.DARK, Scheme.CONTRAST_DARK}

    @property
    def is_contrast(self) -> bool:
        return self in {Scheme.CONTRAST_LIGHT, Scheme.CONTRAST_DARK}


class Tokens(NamedTuple):
    """Colours as #RRGGBB. Text is drawn in ink, ink2, ink3, accent, today and overdue only."""

    bg: str  # page, fields
    side: str  # rail, tab strip, status bar
    sunk: str  # promise footer, table head
    hover: str  # row or button under the pointer
    line: str  # hairline
    line2: str  # frame of plain buttons, zero line of charts
    edge: str  # frame of fields and check boxes
    ink: str
    ink2: str  # labels, second lines
    ink3: str  # hints, shortcuts, placeholders
    accent: str
    accent_ink: str  # text on accent
    accent_tint: str  # selected row, set filter chip
    accent_line: str  # halo of the focus ring, quote bar
    bar: str  # second series; on bg only
    warn_tint: str
    error_tint: str
    hatch: str  # closed hours; always with words
    ok: str
    soon: str
    today: str
    overdue: str
    paused: str


STATE_COLOURS = ("ok", "soon", "today", "overdue", "paused")

LIGHT = Tokens(
    bg="#FFFFFF",
    side="#F5F5F2",
    sunk="#FAFAF8",
    hover="#F2F2EF",
    line="#E4E3DE",
    line2="#CFCDC6",
    edge="#8A8882",
    ink="#1B1D21",
    ink2="#4F545C",
    ink3="#666B73",
    accent="#2C57C4",
    accent_ink="#FFFFFF",
    accent_tint="#EAEFFB",
    accent_line="#B9C8F0",
    bar="#7990D4",
    warn_tint="#FDF3E2",
    error_tint="#FBEDEF",
    hatch="#DDDBD4",
    ok="#1D856B",
    soon="#B57E00",
    today="#AE4A0E",
    overdue="#8C0D2B",
    paused="#505966",
)

DARK = Tokens(
    bg="#17191D",
    side="#121417",
    sunk="#1C1F24",
    hover="#23262C",
    line="#2A2E35",
    line2="#3B4049",
    edge="#727985",
    ink="#ECEDEF",
    ink2="#B6BBC4",
    ink3="#949AA5",
    accent="#8FAAFB",
    accent_ink="#0F1626",
    accent_tint="#222C45",
    accent_line="#3D5488",
    bar="#556EAD",
    warn_tint="#352B1B",
    error_tint="#38212A",
    hatch="#343840",
    ok="#46C6A4",
    soon="#FBE290",
    today="#F0923A",
    overdue="#FF5F7B",
    paused="#8895AB",
)

CONTRAST_LIGHT = Tokens(
    bg="#FFFFFF",
    side="#FFFFFF",
    sunk="#FFFFFF",
    hover="#ECECEC",
    line="#000000",
    line2="#000000",
    edge="#000000",
    ink="#000000",
    ink2="#000000",
    ink3="#1A1A1A",
    accent="#0032A8",
    accent_ink="#FFFFFF",
    accent_tint="#DCE6FF",
    accent_line="#0032A8",
    bar="#4A6BC8",
    warn_tint="#FFF2D6",
    error_tint="#FFE6EA",
    hatch="#000000",
    ok="#00694F",
    soon="#947000",
    today="#7D2A00",
    overdue="#4F0016",
    paused="#2E3540",
)

CONTRAST_DARK = Tokens(
    bg="#000000",
    side="#000000",
    sunk="#000000",
    hover="#262626",
    line="#FFFFFF",
    line2="#FFFFFF",
    edge="#FFFFFF",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    ink3="#E6E6E6",
    accent="#9DB8FF",
    accent_ink="#000000",
    accent_tint="#16264F",
    accent_line="#9DB8FF",
    bar="#7C9BEF",
    warn_tint="#33270A",
    error_tint="#3D0F1A",
    hatch="#FFFFFF",
    ok="#5FE0BD",
    soon="#FFE99A",
    today="#FFA34D",
    overdue="#FF6880",
    paused="#B4BFD0",
)

TOKENS = {
    Scheme.LIGHT: LIGHT,
    Scheme.DARK: DARK,
    Scheme.CONTRAST_LIGHT: CONTRAST_LIGHT,
    Scheme.CONTRAST_DARK: CONTRAST_DARK,
}

# Distances in device-independent pixels; nothing else is used between widgets.
S4, S8, S12, S16, S24 = 4, 8, 12, 16, 24
RADIUS = 4  # fields, buttons, chips, selection
RADIUS_KEY = 6  # answer keys of a scorecard

# Type: role → (points, bold by default)
ROLES: dict[str, tuple[float, bool]] = {
    "caption": (9.0, False),
    "small": (9.75, False),
    "body": (10.5, False),
    "heading": (12.0, True),
    "title": (15.0, True),
    "question": (19.0, True),
    "number": (21.0, True),
    "figure": (27.0, True),
    "kiosk": (20.0, False),
    "kiosk_question": (33.0, True),
}
