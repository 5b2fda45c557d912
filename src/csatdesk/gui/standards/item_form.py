"""One item of a draft: WHAT, HOW and CHECK first, then how it is answered and weighed; the rest behind "Advanced"."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.forms import Band, CriticalClass, Evidence, Item, Scale, ScaleKind, Side
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standard_drafting import Spot, changed_item, item_at, section_at
from csatdesk.domain.standards import item_share
from csatdesk.gui.fields import CheckBox, Choice, FormRow, Label
from csatdesk.gui.standards.choices_field import ChoicesField
from csatdesk.gui.standards.part_fields import BandsField, text_box, text_field, with_text
from csatdesk.gui.standards.part_forms import HUNDRED, PartForm
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.standards import CRITICAL, EVIDENCE, SCALES, field_words, share_words
from csatdesk.wording.texts import _

OFFERED = (
    ScaleKind.YES_NO,
    ScaleKind.YES_PARTIAL_NO,
    ScaleKind.POINTS,
    ScaleKind.MEASURE,
    ScaleKind.ONE,
    ScaleKind.MANY,
)
CHOSEN = frozenset({ScaleKind.ONE, ScaleKind.MANY})
POINTS = range(2, 12)
UNIT_WIDE = 120
USUAL_BANDS = (Band(Side.UP_TO, Decimal(10), Decimal(1)), Band(Side.UP_TO, Decimal(15), Decimal("0.5")))
TICKS = ("may_be_na", "may_be_unseen", "is_integrity", "is_optional")


class ItemForm(PartForm):
    """See the module's first words."""

    def __init__(self, template: ScorecardTemplate, spot: Spot, language: str, note: str) -> None:
        super().__init__(template, spot, language, note)
        item = self.item
        self.what, self.how = text_box(item.text, language, 2), text_box(item.how, language, 2)
        self.checked, self.short = text_box(item.check, language, 2), text_field(item.short, language)
        for label, field, name in (
            (_("&What"), self.what, "text"),
            (_("Staff &do"), self.how, "how"),
            (_("You chec&k"), self.checked, "check"),
            (_("S&hort name"), self.short, "short"),
        ):
            self.add_text(label, field, partial(self._text, name), getattr(item, name))
        self._add_answers(item)
        self._add_weight(item)
        self.add_condition(item.show_when, lambda condition: self._change(show_when=condition))
        self._add_marks(item)
        self.rows.addStretch(1)

    @property
    def item(self) -> Item:
        found = item_at(self.template, self.spot)
        assert found is not None
        return found

    def _change(self, **values: Any) -> None:
        self.template = changed_item(self.template, self.spot, **values)

    def _text(self, name: str, typed: str) -> None:
        self._change(**{name: with_text(getattr(self.item, name), self.language, typed)})

    # answers

    def _add_answers(self, item: Item) -> None:
        kinds = OFFERED if item.scale.kind in OFFERED else (*OFFERED, item.scale.kind)
        self.scale = Choice([(kind, _(SCALES[kind])) for kind in kinds])
        self.scale.set_value(item.scale.kind)
        self.points = Choice([(last, _("1 to {last}").format(last=last)) for last in POINTS])
        self.points.setAccessibleName(_("Points"))
        if item.scale.kind is ScaleKind.POINTS and item.scale.first == 1 and item.scale.last in POINTS:
            self.points.set_value(item.scale.last)
        else:
            self.points.set_value(5)
        self.unit = text_field(item.scale.unit, self.language)
        self.unit.setFixedWidth(theme().px(UNIT_WIDE))
        self.unit.setAccessibleName(_("Unit"))
        self.bands = BandsField(item.scale.bands or USUAL_BANDS)
        self.choices = ChoicesField(item.scale.choices, self.language, self.template.form.language)
        self._answers = self.add(_("&Answers"), self._answer_box())
        self.scale.chosen.connect(self._chosen_scale)
        self.points.chosen.connect(lambda last: self._rescaled(replace(self.item.scale, first=1, last=int(last))))
        self.unit.textChanged.connect(self._typed_unit)
        self.bands.changed.connect(self._typed_bands)
        self.choices.changed.connect(self._typed_choices)
        self._fit()

    def _answer_box(self) -> QWidget:
        box = QWidget()
        first = QHBoxLayout()
        first.setSpacing(S8)
        self._unit_label = Label(_("in"), tone="ink2")
        for widget in (self.scale, self.points, self._unit_label, self.unit):
            first.addWidget(widget)
        first.addStretch(1)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addLayout(first)
        column.addWidget(self.bands)
        column.addWidget(self.choices)
        box.setFocusProxy(self.scale)
        return box

    def _chosen_scale(self, kind: object) -> None:
        assert isinstance(kind, ScaleKind)
        made = Scale(kind)
        if kind is ScaleKind.POINTS:
            made = Scale(kind, 1, int(str(self.points.value())))
        elif kind is ScaleKind.MEASURE:
            made = Scale(kind, unit=self.item.scale.unit, bands=self.bands.bands() or USUAL_BANDS)
        elif kind in CHOSEN:
            self._fit()
            self._typed_choices()
            return
        self._say(self._answers, "")
        self._rescaled(made)
        self._fit()

    def _rescaled(self, scale: Scale) -> None:
        self._change(scale=scale)
        self.changed.emit()

    def _typed_unit(self, typed: str) -> None:
        self._rescaled(replace(self.item.scale, unit=with_text(self.item.scale.unit, self.language, typed)))

    def _typed_bands(self) -> None:
        bands = self.bands.bands()
        if bands is None:
            self._say(self._answers, _("Write a bound and 0 to 100 percent in each line, at least in one."))
            return
        self._say(self._answers, "")
        self._rescaled(replace(self.item.scale, bands=bands))

    def _typed_choices(self) -> None:
        """The item is answered so as soon as its choices can be read; until then as before."""
        kind, choices = self.scale.value(), self.choices.choices()
        if not isinstance(kind, ScaleKind) or choices is None:
            self._say(self._answers, _("Write a choice in each line, and 0 to 100 percent or nothing."))
            return
        self._say(self._answers, "")
        self._rescaled(Scale(kind, choices=choices))

    def check(self) -> bool:
        """Of the choices the wrong field itself has the keyboard."""
        if super().check():
            return True
        wrong = self.choices.wrong if self._answers in self._wrong and not self.choices.isHidden() else None
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _fit(self) -> None:
        kind = self.scale.value()
        self.choices.setVisible(kind in CHOSEN)
        self.choices.show_scores(is_shown=kind is ScaleKind.ONE)
        self.points.setVisible(kind is ScaleKind.POINTS)
        for widget in (self._unit_label, self.unit, self.bands):
            widget.setVisible(kind is ScaleKind.MEASURE)

    # weight and marks

    def _add_weight(self, item: Item) -> None:
        self.share = Label("", "small", "ink2")
        self.weight = self.add_number(_("Wei&ght"), item.weight, self._weigh)
        self.weight.add_below(self.share)
        self._tell_share()

    def _weigh(self, weight: Decimal) -> None:
        self._change(weight=weight)
        self._tell_share()

    def _tell_share(self) -> None:
        section = section_at(self.template, self.spot)
        assert section is not None
        self.share.setText(share_words(item_share(self.template.form, section, self.item)))

    def _add_marks(self, item: Item) -> None:
        critical = Choice([(one, _(CRITICAL[one])) for one in CriticalClass])
        critical.set_value(item.critical)
        evidence = Choice([(one, _(EVIDENCE[one])) for one in Evidence])
        evidence.set_value(item.evidence)
        self.add_choice(_("C&ritical"), critical, lambda value: self._change(critical=value))
        self.add_choice(_("&Evidence"), evidence, lambda value: self._change(evidence=value))
        fails = self.add_number(
            field_words("fail_below"),
            item.fail_below * HUNDRED,
            self._fail_below,
            HUNDRED,
        )
        fails.add_below(Label(_("percent of what it counts; for critical items"), "caption", "ink2", wrap=True))
        self.add_advanced([fails, *(self._tick(name) for name in TICKS)])

    def _fail_below(self, percent: Decimal) -> None:
        self._change(fail_below=percent / HUNDRED)

    def _tick(self, name: str) -> FormRow:
        box = CheckBox(field_words(name))
        box.setChecked(bool(getattr(self.item, name)))

        def toggled(on: bool) -> None:
            self._change(**{name: on})
            self.changed.emit()

        box.toggled.connect(toggled)
        box.setAccessibleName(field_words(name))
        return self.add("", box)
