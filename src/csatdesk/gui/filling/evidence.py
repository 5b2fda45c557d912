"""Photos and papers of one question: small pictures of them, and a place to drop more. Nothing is opened."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.evaluations import EvidenceFile
from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.flow_box import Flow
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import draw_words, paint_key_cap
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS_KEY, S4, S8, S12, S16
from csatdesk.wording.formats import clock_time, file_size
from csatdesk.wording.texts import _

THUMB = 96
THUMB_MOST = 640  # points a side while it is read
ADD_WIDE, ADD_HIGH = 232, 64
NAME_WIDE = 150
PICTURES = "image/"


def small_picture(content: bytes) -> QPixmap | None:
    """A picture in these bytes, small; None when they are none. Never larger in memory than it is shown."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > THUMB_MOST:
        reader.setScaledSize(size.scaled(QSize(THUMB_MOST, THUMB_MOST), Qt.AspectRatioMode.KeepAspectRatio))
    image: QImage = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


class Thumb(QWidget):
    """The picture cut to a square, or a paper clip."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._picture: QPixmap | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(THUMB), theme().px(THUMB))

    def show_picture(self, picture: QPixmap | None) -> None:
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme().color("sunk"))
        if self._picture is None:
            side = theme().px(24)
            middle = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            paint_icon(painter, "paperclip", middle, "ink2")
        else:
            side = min(self._picture.width(), self._picture.height())
            left, top = (self._picture.width() - side) / 2, (self._picture.height() - side) / 2
            painter.drawPixmap(QRectF(self.rect()), self._picture, QRectF(left, top, side, side))
        painter.setPen(QPen(theme().color("line2"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class FileTile(QWidget):
    """A file with its picture, its time and size, and what can be done with it."""

    save_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, file: EvidenceFile, zone: tzinfo, *, may_change: bool) -> None:
        super().__init__()
        self.file = file
        self.thumb = Thumb(file.name)
        name = Label(theme().metrics("body").elidedText(file.name, Qt.TextElideMode.ElideMiddle, theme().px(NAME_WIDE)))
        name.setToolTip(file.name)
        at = clock_time(file.added_at.astimezone(zone))
        self.save = LinkButton(_("Save a copy"))
        self.save.clicked.connect(lambda: self.save_wanted.emit(file.id))
        self.remove = LinkButton(_("Remove"))
        self.remove.setVisible(may_change)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(file.id))
        words = QVBoxLayout()
        words.setSpacing(S4)
        words.addWidget(name)
        words.addWidget(Label(f"{at}, {file_size(file.size)}", "small", "ink2"))
        words.addWidget(self.save)
        words.addWidget(self.remove)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S12)
        row.addWidget(self.thumb)
        row.addLayout(words)


class AddButton(QPushButton):
    """The dashed place where a photo can be dropped."""

    def __init__(self) -> None:
        super().__init__()
        self._keys = ""
        self.setAutoDefault(False)
        self.setAccessibleName(_("Add photo"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_keys(self, keys: str) -> None:
        self._keys = keys
        self.setAccessibleDescription(_("Key {key}").format(key=keys))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(ADD_WIDE), theme().px(ADD_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme().color("hover" if self.underMouse() else "bg"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_KEY, RADIUS_KEY)
        side, metrics = theme().px(18), theme().metrics("body")
        paint_icon(painter, "camera", QRectF(S16, (self.height() - side) / 2, side, side))
        baseline = round((self.height() - metrics.height()) / 2) + metrics.ascent()
        draw_words(painter, QRectF(S16 + side + S8, baseline, 0, 0).topLeft(), _("Add photo"))
        wide = theme().metrics("caption").horizontalAdvance(self._keys) + 10
        high = theme().px(18)
        place = QRectF(self.width() - S16 - wide, (self.height() - high) / 2, wide, high)
        paint_key_cap(painter, place, self._keys, "ink2", "edge")


class EvidenceBox(QWidget):
    add_wanted = Signal()
    save_wanted = Signal(int)
    remove_wanted = Signal(int)
    picture_wanted = Signal(int)  # of a file that is shown and whose picture is not known yet

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._known: dict[int, QPixmap | None] = {}
        self.tiles: list[FileTile] = []
        self.heading = Label("", bold=True)
        self.add = AddButton()
        self.add.clicked.connect(self.add_wanted)
        self._row = QWidget()
        self._flow = Flow(self._row, gap=S16, line_gap=S12)
        self._flow.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        column.addWidget(self.heading)
        column.addWidget(self._row)
        column.addStretch(1)

    def show_files(self, heading: str, files: Sequence[EvidenceFile], keys: str, *, may_change: bool) -> None:
        self.heading.setText(heading)
        self.add.set_keys(keys)
        self.add.setVisible(may_change)
        if [one.file for one in self.tiles] != list(files):
            self._make(files, may_change=may_change)

    def _make(self, files: Sequence[EvidenceFile], *, may_change: bool) -> None:
        for old in self.tiles:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._flow.removeWidget(self.add)
        self.tiles = [FileTile(file, self._zone, may_change=may_change) for file in files]
        for tile in self.tiles:
            tile.save_wanted.connect(self.save_wanted)
            tile.remove_wanted.connect(self.remove_wanted)
            self._flow.addWidget(tile)
            tile.show()
            self._show_picture(tile)
        self._flow.addWidget(self.add)

    def _show_picture(self, tile: FileTile) -> None:
        if tile.file.id in self._known:
            tile.thumb.show_picture(self._known[tile.file.id])
        elif tile.file.media_type.startswith(PICTURES):
            self.picture_wanted.emit(tile.file.id)

    def show_content(self, file_id: int, content: bytes) -> None:
        """The bytes of a file whose picture was wanted."""
        self._known[file_id] = small_picture(content)
        for tile in self.tiles:
            if tile.file.id == file_id:
                tile.thumb.show_picture(self._known[file_id])
