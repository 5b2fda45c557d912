"""Erasing what is known of a customer: what goes and what stays, counted; a reason; and the name typed, since nothing
brings it back."""

from PySide6.QtCore import Qt

from csatdesk.domain.erasure import ErasurePreview
from csatdesk.gui.contacts.forms import CustomerForm
from csatdesk.gui.fields import FormRow, Label, TextField
from csatdesk.gui.kept_text import KeptForm, KeptTexts
from csatdesk.wording.formats import listing, number
from csatdesk.wording.texts import _, ngettext, spoken


class EraseForm(CustomerForm):
    """Comes with the reason and the typed name. While something stands against it there is nothing to press."""

    def __init__(self, texts: KeptTexts, preview: ErasurePreview) -> None:
        super().__init__(_("Erase {name} for good").format(name=preview.name), _("Erase for good"))
        self.preview = preview
        self.kept = KeptForm({})
        self.kept.keep_in(texts)
        self.reason = TextField(placeholder=_("Asked for it by letter of 3 October"))
        self.name = TextField()
        self.named = {
            "reason": FormRow(_("&Why"), self.reason, hint=_("without the name")),
            "name": FormRow(_("&Name"), self.name, hint=_("typed once more")),
        }
        self.goes, self.stays = Label(_goes(preview), wrap=True), Label(_stays(), "body", "ink2", wrap=True)
        self.against = [Label(spoken(one), wrap=True) for one in preview.against]
        for one in (self.goes, self.stays):
            self.rows.addWidget(one)
        if self.against:
            self.banner.say(_("This cannot be erased now."))
            for one in self.against:
                self.rows.addWidget(one)
            self.save.hide()
        else:
            self.rows.addWidget(Label(_("This cannot be undone."), bold=True, wrap=True))
            for row in self.named.values():
                self.rows.addWidget(row)
        self.lay_out()

    @property
    def is_changed(self) -> bool:
        return bool(self.reason.text().strip() or self.name.text().strip())

    def value(self) -> tuple[str, str]:
        return self.reason.text(), self.name.text()

    def try_to_save(self) -> None:
        if not self.against:
            super().try_to_save()

    def focus_first(self) -> None:
        (self.cancel if self.against else self.reason).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _goes(preview: ErasurePreview) -> str:
    cases, letters, files = preview.cases, preview.letters, preview.files
    counted = (
        ngettext("{count} case", "{count} cases", cases).format(count=number(cases)),
        ngettext("{count} letter", "{count} letters", letters).format(count=number(letters)),
        ngettext("{count} file", "{count} files", files).format(count=number(files)),
    )
    return _(
        "Name, phones, e-mails, accounts, meters, address, notes and who speaks for them go, and the words of "
        "{counted}."
    ).format(counted=listing(counted))


def _stays() -> str:
    return _(
        "Numbers, kinds, topics, days and outcomes of the cases stay, so that every report is as before. Backups made "
        "until now still hold everything: keep them only as long as you need them."
    )
