"""Plain words on a kiosk's screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from csatdesk.gui.kiosk.measure import font
from csatdesk.gui.theme import theme


class Words(QLabel):
    """Plain words in letters of so many pixels."""

    def __init__(self, words: str, letters: float, tone: str = "ink", *, bold: bool = False, wrap: bool = True) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.dress(letters, tone, bold=bold)

    def dress(self, letters: float, tone: str, *, bold: bool = False) -> None:
        made = font(letters, bold=bold)
        weight, colour = 700 if bold else 400, theme().color(tone).name()
        self.setFont(made)
        self.setStyleSheet(f"font-size: {made.pixelSize()}px; font-weight: {weight}; color: {colour};")
