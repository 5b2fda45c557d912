"""Our own outline icons (resources/icons/*.svg), coloured by token and kept by name, colour, size and device ratio.

Usage:
    paint_icon(painter, "phone", QRectF(12, 8, 16, 16))            # ink2
    pixmap("search", 16, "ink3", ratio=self.devicePixelRatioF())
    icon("copy", 16)                                               # a QIcon for actions and menus
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap

from csatdesk.gui.theme import theme
from csatdesk.system.paths import resource

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

CHANNEL_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "hall": "hall",
        "vip_hall": "hall",
        "reception": "hall",
        "phone": "phone",
        "call_back": "callback",
        "email": "mail",
        "web_form": "globe",
        "shop": "shop",
        "account": "monitor",
        "chat": "chat",
        "social": "share",
        "letter": "letter",
        "book": "book",
        "event": "event",
    }
)  # Channel.value → icon


def pixmap(name: str, size: int, tone: str = "ink2", ratio: float = 1.0) -> QPixmap:
    """The icon `size` device-independent pixels wide, in the colour of token `tone`. Raises FileNotFoundError."""
    return _drawn(name, size, theme().color(tone).name(), ratio)


def icon(name: str, size: int = 16, tone: str = "ink2") -> "QIcon":
    """For QAction and menus, at the finest device ratio of the screens. Ask again after `theme().changed`."""
    from PySide6.QtGui import QIcon

    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    made = QIcon(pixmap(name, size, tone, ratio))
    made.addPixmap(pixmap(name, size, "ink3", ratio), QIcon.Mode.Disabled)
    return made


def paint_icon(painter: QPainter, name: str, rect: QRectF, tone: str = "ink2") -> None:
    """Paint the icon into the middle of `rect`, as large as its smaller side, on whole device pixels."""
    ratio = painter.device().devicePixelRatioF()
    size = round(min(rect.width(), rect.height()))
    if size < 1:
        return  # a row that is being folded away has no room left for a moment
    left = rect.x() + (rect.width() - size) / 2
    top = rect.y() + (rect.height() - size) / 2
    place = QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio)
    painter.drawPixmap(place, pixmap(name, size, tone, ratio))


@lru_cache(maxsize=1024)
def _drawn(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # the sign-in page paints without icons before this is loaded

    canvas = QPixmap(round(size * ratio), round(size * ratio))
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode()))).render(
        painter, QRectF(0, 0, canvas.width(), canvas.height())
    )
    painter.end()
    canvas.setDevicePixelRatio(ratio)
    return canvas


@cache
def _source(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()
