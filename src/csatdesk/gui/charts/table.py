"""A chart as a table, in its place."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from csatdesk.gui.theme import theme
from csatdesk.wording.charts.tables import Table

Index = QModelIndex | QPersistentModelIndex
NAME_WIDE = 220
EM_SPACE = "\u2003"
NUMERIC = frozenset("0123456789−–-%., \u00a0\u202f")


class TableOfChart(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = Table((), ())

    def show_table(self, table: Table) -> None:
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.table.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        words = self.table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.table.heads[index.column()]}: {words}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = index.column() > 0 and set(words) <= NUMERIC
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.table.heads[section]
        return None


class Spaced(QStyledItemDelegate):
    """A number that ends at the right keeps apart from words that begin in the next column."""

    def displayText(self, value: object, _locale: object) -> str:
        return f"{value}{EM_SPACE}"


class ChartTable(QTableView):
    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(Spaced(self))
        self.of_chart = TableOfChart(self)
        self.setModel(self.of_chart)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_table(self, table: Table, name: str) -> None:
        self.setAccessibleName(name)
        self.of_chart.show_table(table)
        self.verticalHeader().setDefaultSectionSize(theme().metrics("body").height() + 8)
        self.resizeColumnsToContents()
        head = self.horizontalHeader()
        for column in range(len(table.heads)):
            head.resizeSection(column, min(head.sectionSize(column), theme().px(NAME_WIDE)))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        if table.rows:
            self.selectRow(0)
