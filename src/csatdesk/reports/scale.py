"""Inks and type scale of paper: the light colours and the roles of the screen's design, in points."""

from csatdesk.reports.typeface import BOLD, Style

INK, INK2, INK3 = 0x1B1D21, 0x4F545C, 0x666B73
LINE, LINE2, EDGE = 0xE4E3DE, 0xCFCDC6, 0x8A8882
SUNK = 0xFAFAF8
ACCENT, ACCENT_LINE = 0x2C57C4, 0xB9C8F0
OK, SOON, TODAY, OVERDUE, PAUSED = 0x1D856B, 0xB57E00, 0xAE4A0E, 0x8C0D2B, 0x505966

CAPTION = Style(9, 12, INK3)
CAPTION_BOLD = Style(9, 12, INK2, BOLD)
SMALL = Style(9.75, 13.5, INK)
SMALL_BOLD = Style(9.75, 13.5, INK, BOLD)
SMALL_SECOND = Style(9.75, 13.5, INK2)
BODY = Style(10.5, 15, INK)
BODY_BOLD = Style(10.5, 15, INK, BOLD)
SECOND = Style(10.5, 15, INK2)
HEADING = Style(12, 16.5, INK, BOLD)
TITLE = Style(15, 19.5, INK, BOLD)
TITLE_SECOND = Style(15, 19.5, INK2)
QUESTION = Style(19, 25, INK, BOLD)
NUMBER = Style(27, 33, INK, BOLD)

HAIRLINE = 0.5
GAP4, GAP8, GAP12, GAP16, GAP24 = 4.0, 8.0, 12.0, 16.0, 24.0
