"""What was recognised in a block pasted from the billing system: Enter takes it, Escape pastes it as it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csatdesk.domain.billing_block import BillingBlock
from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.tokens import S12
from csatdesk.wording.texts import _


class BlockProposal(QWidget):
    """Hidden while there is none; the keys belong to the box above it."""

    taken = Signal()
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.block: BillingBlock | None = None
        self.pasted = ""
        self._told = Label("", "small", wrap=True)
        take, leave = LinkButton(_("Take this"), keys="Return"), LinkButton(_("Paste as it is"), keys="Esc")
        take.clicked.connect(self.taken)
        leave.clicked.connect(self.refused)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S12)
        row.addWidget(self._told, 1)
        row.addWidget(take)
        row.addWidget(leave)
        self.hide()

    @property
    def words(self) -> str:
        return self._told.text()

    def offer(self, block: BillingBlock, pasted: str) -> None:
        self.block, self.pasted = block, " ".join(pasted.split())
        named = (
            ("", block.name),
            (_("Account"), block.account),
            (_("Meter"), block.meter_point),
            (_("Phone"), block.phone),
            (_("E-mail"), block.email),
            (_("Address"), block.address),
        )
        self._told.setText("  ".join(f"{name} {value}".strip() for name, value in named if value))
        self.setAccessibleName(self._told.text())
        self.show()

    def withdraw(self) -> None:
        self.block, self.pasted = None, ""
        self.hide()
