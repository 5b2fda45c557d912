"""The look of the program: colours, fonts and the stylesheet, applied to the application once per change.

Usage:
    app = new_application("csatdesk")
    theme().install(app)                  # once, before the first window
    painter.setPen(theme().color("ink2")) # a colour by its token's name (see tokens.Tokens)
    theme().font("small", bold=True)      # a font by its role (see tokens.ROLES); cached
    theme().metrics("body").height()      # its QFontMetrics; cached
    theme().changed.connect(self.update)  # after any change of colours, text size or compactness
    theme().follow("dark")                # what a person fixed: "system", "light", "dark", "contrast"
    theme().set_text_scale(1.25)          # 1.0 to 2.0
    theme().fit(width, height)            # by the main window on resize: may become compact
"""

from functools import cache

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from csatdesk.gui.stylesheet import stylesheet
from csatdesk.gui.tokens import ROLES, TOKENS, Scheme, Tokens

FAMILY = "PT Sans"
LOOKS = ("system", "light", "dark", "contrast")
COMPACT_BELOW = (1200, 680)  # logical width, height


class Theme(QObject):
    """What is in force now. There is one; get it by `theme()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Scheme.LIGHT
        self.scale = 1.0
        self.compact = self.beside = False
        self._look = "system"
        self._applied: tuple[Scheme, float] | None = None
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool, bool], QFont] = {}
        self._metrics: dict[tuple[str, bool], QFontMetrics] = {}

    @property
    def tokens(self) -> Tokens:
        return TOKENS[self.scheme]

    def color(self, token: str) -> QColor:
        """The colour of a token in the scheme in force; shared, do not change it."""
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = QColor(getattr(self.tokens, token))
        return found

    def font(self, role: str = "body", bold: bool | None = None, italic: bool = False) -> QFont:
        """The font of a role at the person's text size; `bold` None takes the role's own weight.

        Italics are for a customer's quoted words only.
        """
        heavy = ROLES[role][1] if bold is None else bold
        key = (role, heavy, italic)
        if key not in self._fonts:
            if italic:
                load_italic()
            self._fonts[key] = self._made_font(role, heavy, italic)
        return self._fonts[key]

    def metrics(self, role: str = "body", bold: bool | None = None) -> QFontMetrics:
        heavy = ROLES[role][1] if bold is None else bold
        key = (role, heavy)
        if key not in self._metrics:
            self._metrics[key] = QFontMetrics(self.font(role, heavy))
        return self._metrics[key]

    @property
    def field_height(self) -> int:
        """Of fields and buttons: 32, or 30 when compact, at text size 1.0."""
        return self.metrics("body").height() + (12 if self.compact else 14)

    @property
    def margin(self) -> int:
        """Between the window's edge and the page: 24, or 16 when compact."""
        return 16 if self.compact else 24

    def px(self, length: float) -> int:
        """A length that grows with the person's text size: icons, indents of text."""
        return round(length * self.scale)

    def install(self, app: QApplication, look: str = "system", scale: float = 1.0) -> None:
        """Fonts, text size and the colours of a look (see `follow`); follows the system from now on."""
        load_fonts()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        _follow_contrast(self)
        self._look, self.scale = look, clamped(scale)
        self.refresh()

    def follow(self, look: str) -> None:
        """Fix the look to "light", "dark" or "contrast", or follow the "system"."""
        if look not in LOOKS:
            raise ValueError(look)
        self._look = look
        self.refresh()

    def set_text_scale(self, scale: float) -> None:
        self.scale = clamped(scale)
        self.refresh()

    def fit(self, width: int, height: int) -> None:
        """Told by the main window when its size changes: compact below COMPACT_BELOW, sooner with larger text."""
        self.set_compact(width / self.scale < COMPACT_BELOW[0] or height / self.scale < COMPACT_BELOW[1])

    def set_compact(self, compact: bool) -> None:
        """Shorter fields, narrow rail; `fit` decides it for a window."""
        if compact != self.compact:
            self.compact = compact
            self.changed.emit()

    def set_beside(self, beside: bool) -> None:
        """The window stands beside another program, as narrow as can be: lines are broken that else stay whole."""
        if beside != self.beside:
            self.beside = beside
            self.changed.emit()

    def refresh(self) -> None:
        """Apply what is wanted now, if it differs from what is in force."""
        wanted = (wanted_scheme(self._look), self.scale)
        app = QApplication.instance()
        if wanted == self._applied or not isinstance(app, QApplication):
            return
        self._applied = wanted
        self.scheme = wanted[0]
        self._colors.clear()
        self._fonts.clear()
        self._metrics.clear()
        app.setPalette(made_palette(self.tokens))
        app.setFont(self.font("body"))
        app.setStyleSheet(stylesheet(self.tokens, self.scheme, self.scale))
        self.changed.emit()

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        self.refresh()

    def _made_font(self, role: str, bold: bool, italic: bool) -> QFont:
        font = QFont()
        font.setFamilies([FAMILY, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()])
        font.setPointSizeF(ROLES[role][0] * self.scale)
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        font.setItalic(italic)
        font.setHintingPreference(_hinting())
        return font


def as_high_as_wide(widget: QWidget, hint: QSize) -> QSize:
    """The hint of a widget of fixed height, with the height that its broken lines need beside another program."""
    high = widget.heightForWidth(widget.width()) if theme().beside else -1
    return QSize(hint.width(), high) if high >= 0 else hint


@cache
def theme() -> Theme:
    """The theme of this program."""
    return Theme()


def new_application(name: str) -> QApplication:
    """The application in Qt's style Fusion, asked for as an argument: `setStyle` would bring QStyle (see `Bevel`)."""
    return QApplication([name, "-style", "fusion"])


def clamped(scale: float) -> float:
    """A text scale within what windows are made for."""
    return min(max(scale, 1.0), 2.0)


def wanted_scheme(look: str) -> Scheme:
    """The colours for a fixed look, or those the system asks for."""
    hints = QGuiApplication.styleHints()
    dark = look == "dark" or (look != "light" and hints.colorScheme() == Qt.ColorScheme.Dark)
    access = hints.accessibility()  # held: a chained call finds it deleted
    more = access.contrastPreference() == Qt.ContrastPreference.HighContrast
    if look == "contrast" or (look == "system" and more):
        return Scheme.CONTRAST_DARK if dark else Scheme.CONTRAST_LIGHT
    return Scheme.DARK if dark else Scheme.LIGHT


def made_palette(tokens: Tokens) -> QPalette:
    """The palette of all three groups; text that cannot be used is ink3."""
    roles = QPalette.ColorRole
    palette = QPalette()
    for names, value in (
        ((roles.Window, roles.Base, roles.Button), tokens.bg),
        ((roles.AlternateBase,), tokens.side),
        ((roles.WindowText, roles.Text, roles.ButtonText, roles.BrightText, roles.ToolTipBase), tokens.ink),
        ((roles.ToolTipText,), tokens.bg),
        ((roles.PlaceholderText,), tokens.ink3),
        ((roles.Highlight, roles.Link, roles.LinkVisited, roles.Accent), tokens.accent),
        ((roles.HighlightedText,), tokens.accent_ink),
        ((roles.Light, roles.Midlight), tokens.line),
        ((roles.Mid, roles.Dark), tokens.line2),
        ((roles.Shadow,), tokens.edge),
    ):
        for role in names:
            palette.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.ink3))
    return palette


@cache
def load_fonts() -> None:
    """Make the two upright weights of PT Sans known to Qt."""
    _load("PT_Sans-Web-Regular.ttf", "PT_Sans-Web-Bold.ttf")


@cache
def load_italic() -> None:
    _load("PT_Sans-Web-Italic.ttf")


def _load(*names: str) -> None:
    from fontpkg_pt_sans import ROOT

    for name in names:
        QFontDatabase.addApplicationFont(str(ROOT / "files" / name))


def _hinting() -> QFont.HintingPreference:
    """Vertical hinting on a plain screen; at fractional scales it would move strokes off their place."""
    app = QGuiApplication.instance()
    plain = isinstance(app, QGuiApplication) and app.devicePixelRatio() == 1.0
    return QFont.HintingPreference.PreferVerticalHinting if plain else QFont.HintingPreference.PreferNoHinting


def _follow_contrast(owner: Theme) -> None:
    hints = QGuiApplication.styleHints()
    access = hints.accessibility()  # held: a chained call finds it deleted
    access.contrastPreferenceChanged.connect(lambda _preference: owner.refresh())
