"""On which printer and paper this desk prints the customer's receipt. What is chosen holds at once."""

from PySide6.QtWidgets import QHBoxLayout

from csatdesk.domain.errors import Trouble
from csatdesk.gui.administration.section import Section, Sheet
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, Choice, ErrorBanner, FormRow, Label, SegmentedChoice
from csatdesk.gui.intake.printing import printer_names
from csatdesk.wording.texts import _, spoken


class ReceiptsSection(Section):
    """See the module's first words."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.banner = ErrorBanner()
        self.paper = SegmentedChoice([("A4", "A4"), ("A5", "A5"), ("80mm", _("80 mm roll"))])
        self.paper.setAccessibleName(_("Paper"))
        self.printer = Choice([("", _("that of the system"))])
        self.preview = CheckBox(_("Show the receipt before it is printed"))
        self._lay_out()
        self.paper.chosen.connect(lambda size: self._keep(receipt_size=size))
        self.printer.chosen.connect(lambda name: self._keep(receipt_printer=name))
        self.preview.clicked.connect(lambda shown: self._keep(receipt_preview=shown))

    def summary(self) -> str:
        return _("This computer")

    def _lay_out(self) -> None:
        sheet = Sheet()
        sheet.add(self.banner)
        sheet.add(FormRow(_("&Paper"), self.paper))
        printer = FormRow(_("P&rinter"), self.printer)
        words = _("Of this desk. A print that fails never touches the saved case; the status bar prints it again.")
        printer.add_below(Label(words, "small", "ink2", wrap=True))
        sheet.add(printer)
        sheet.add(FormRow("", self.preview))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(sheet)

    def shown(self) -> None:
        """Printers come and go: those of now, and the one chosen even while it is switched off."""
        settings = self.context.settings
        chosen = settings.receipt_printer
        while self.printer.count() > 1:
            self.printer.removeItem(1)
        for name in dict.fromkeys((*printer_names(), *([chosen] if chosen else []))):
            self.printer.add(name, name)
        self.printer.set_value(chosen)
        self.paper.set_value(settings.receipt_size if settings.receipt_size in {"A4", "A5", "80mm"} else "A4")
        self.preview.setChecked(settings.receipt_preview)

    def start(self) -> None:
        self.paper.focus_chosen()

    def _keep(self, **changes: object) -> None:
        try:
            self.context.change_settings(**changes)
        except Trouble as trouble:
            self.banner.say(spoken(trouble))
            return
        self.banner.say("")
