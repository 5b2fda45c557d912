"""Rows of a form whose fields go on in further lines where there is no room."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from csatdesk.gui.fields import FormRow


def tall_row(label: str, field: QWidget) -> FormRow:
    """A row that is as high as its field becomes in the width there is."""
    return tall(FormRow(label, field))


def tall(row: FormRow) -> FormRow:
    row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return row
