"""The numbers of the visual target hold: contrast, differences of state colours, one stylesheet, one application."""

from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.gui.stylesheet import stylesheet
from csatdesk.gui.theme import FAMILY, made_palette, theme
from csatdesk.gui.tokens import ROLES, STATE_COLOURS, TOKENS, Scheme
from tests.gui.colour_science import DEFICIENCIES, ciede2000, contrast, difference

SCHEMES = list(Scheme)
TEXT = ("ink", "ink2", "ink3", "accent", "today", "overdue")
GROUNDS = ("bg", "side", "sunk", "hover", "accent_tint", "warn_tint", "error_tint")


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ],
)
def test_the_difference_agrees_with_its_published_examples(
    one: tuple[float, float, float], other: tuple[float, float, float], told: float
) -> None:
    assert ciede2000(one, other) == pytest.approx(told, abs=0.0001)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_on_every_ground(scheme: Scheme) -> None:
    tokens = TOKENS[scheme]
    weak = [(t, g) for t in TEXT for g in GROUNDS if contrast(getattr(tokens, t), getattr(tokens, g)) < 4.5]
    assert not weak
    assert contrast(tokens.accent_ink, tokens.accent) >= 4.5
    assert contrast(tokens.bg, tokens.ink) >= 4.5  # the toast


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_and_frames_can_be_seen_on_every_ground(scheme: Scheme) -> None:
    tokens = TOKENS[scheme]
    marks = (*STATE_COLOURS, "edge")
    weak = [(m, g) for m in marks for g in GROUNDS if contrast(getattr(tokens, m), getattr(tokens, g)) < 3]
    assert not weak
    assert contrast(tokens.bar, tokens.bg) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_no_two_states_look_the_same(scheme: Scheme, deficiency: str) -> None:
    tokens = TOKENS[scheme]
    pairs = combinations((getattr(tokens, name) for name in STATE_COLOURS), 2)
    assert min(difference(one, other, deficiency) for one, other in pairs) >= 10


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_stylesheet_is_short_and_whole(scheme: Scheme) -> None:
    sheet = stylesheet(TOKENS[scheme], scheme, 1.25)
    assert len(sheet.splitlines()) < 120
    assert sheet.count("{") == sheet.count("}")
    assert "{{" not in sheet


def test_unusable_text_is_ink3_and_all_groups_are_set() -> None:
    tokens = TOKENS[Scheme.DARK]
    palette = made_palette(tokens)
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(tokens.ink3)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        assert palette.color(group, QPalette.ColorRole.Window) == QColor(tokens.bg)


def test_a_look_is_applied_once_and_told_once(qtbot: QtBot, qapp: QApplication) -> None:
    told: list[Scheme] = []
    theme().changed.connect(lambda: told.append(theme().scheme))
    theme().follow("dark")
    theme().follow("dark")
    theme().refresh()
    assert told == [Scheme.DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(TOKENS[Scheme.DARK].bg)


def test_the_text_size_reaches_fonts_fields_and_stylesheet(qtbot: QtBot, qapp: QApplication) -> None:
    before = theme().field_height
    theme().set_text_scale(2.0)
    assert qapp.font().pointSizeF() == pytest.approx(2 * ROLES["body"][0])
    assert theme().field_height > before
    assert "19.5pt" in qapp.styleSheet()


def test_our_own_typeface_is_used() -> None:
    assert QFontInfo(theme().font("body")).family() == FAMILY
    assert QFontInfo(theme().font("body", bold=True)).bold()
