"""The one stylesheet of the program, made from tokens. Widgets choose their look by dynamic properties:
`kind` (plain, primary, link, chip), `role` and `tone` of labels, `surface` of frames, `state="error"` of fields.
"""

from csatdesk.gui.tokens import ROLES, Scheme, Tokens

SHEET = """
* {{ outline: none; }}
QWidget[surface="bg"] {{ background: {bg}; }}
QWidget[surface="side"] {{ background: {side}; }}
QWidget[surface="sunk"] {{ background: {sunk}; }}
QLabel {{ background: transparent; color: {ink}; }}
QLabel[tone="ink2"] {{ color: {ink2}; }}
QLabel[tone="ink3"] {{ color: {ink3}; }}
QLabel[tone="accent"] {{ color: {accent}; }}
QLabel[tone="today"] {{ color: {today}; }}
QLabel[tone="overdue"] {{ color: {overdue}; }}
{roles}
QLabel[bold="true"] {{ font-weight: bold; }}
QLabel[bold="false"] {{ font-weight: normal; }}
QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{
    background: {bg}; color: {ink}; border: 1px solid {edge}; border-radius: 4px;
    selection-background-color: {accent}; selection-color: {accent_ink}; placeholder-text-color: {ink3}; }}
QLineEdit {{ padding: 0 9px; }}
QTextEdit, QPlainTextEdit {{ padding: 1px 7px 4px 7px; }}
QComboBox {{ padding: 0 26px 0 10px; }}
QComboBox::drop-down {{ border: 0; width: 0; }}
QComboBox::down-arrow {{ image: none; }}
QAbstractSpinBox {{ min-height: {field}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: 0; subcontrol-origin: border; }}
QComboBox QAbstractItemView::item {{ padding: 5px 8px; }}
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
    background: {sunk}; color: {ink3}; border-color: {line2}; }}
*[state="error"] {{ border-color: {overdue}; }}
QLineEdit[bare="true"], QTextEdit[bare="true"], QPlainTextEdit[bare="true"] {{ border: 0; background: transparent; }}
QFrame[frame="field"] {{ background: {bg}; border: 1px solid {edge}; border-radius: 4px; }}
QFrame[frame="field"][state="error"] {{ border-color: {overdue}; }}
QComboBox QAbstractItemView {{
    background: {bg}; color: {ink}; border: 1px solid {edge}; padding: 4px; selection-background-color: {accent_tint};
    selection-color: {ink}; }}
QPushButton {{ background: {bg}; color: {ink}; border: 1px solid {line2}; border-radius: 4px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:disabled {{ background: {sunk}; border-style: {off_line}; }}
QPushButton[kind="likely"] {{ border-color: {accent}; color: {accent}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {accent_ink}; border-color: {accent}; }}
QPushButton[kind="primary"]:hover {{ background: {accent_over}; border-color: {accent_over}; }}
QPushButton[kind="primary"]:pressed {{ background: {accent_down}; border-color: {accent_down}; }}
QPushButton[kind="primary"]:disabled {{ background: {hover}; border-color: {line2}; }}
QPushButton[kind="link"] {{ background: transparent; border: 0; color: {accent}; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 0; color: {ink2}; }}
QPushButton[kind="quiet"]:hover {{ background: {hover}; }}
QPushButton[kind="quiet"]:checked {{ background: {accent_tint}; color: {accent}; }}
QPushButton[kind="chip"] {{ background: {accent_tint}; border: {tint_line}; color: {ink}; }}
QFrame[notice="warn"] {{ background: {warn_tint}; border: {tint_line}; border-radius: 4px; }}
QFrame[notice="error"] {{ background: {error_tint}; border: {tint_line}; border-radius: 4px; }}
QMenu {{ background: {bg}; color: {ink}; border: 1px solid {edge}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::icon, QMenu::indicator {{ left: 8px; }}
QMenu::item:selected {{ background: {accent_tint}; color: {ink}; }}
QMenu::item:disabled {{ color: {ink3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QToolTip {{ background: {ink}; color: {bg}; border: 0; padding: 4px 8px; }}
QAbstractItemView {{ background: {bg}; color: {ink}; border: 0; selection-background-color: {accent_tint};
    selection-color: {ink}; alternate-background-color: {sunk}; gridline-color: {line}; }}
QHeaderView {{ background: {sunk}; border: 0; qproperty-defaultAlignment: 'AlignLeft | AlignVCenter'; }}
QHeaderView::section {{ background: {sunk}; color: {ink2}; border: 0; border-bottom: 1px solid {line};
    padding: 4px 8px; font-size: {caption}pt; font-weight: normal; }}
QScrollArea, QScrollArea > QWidget > QWidget[surface=""] {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {line2}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {edge}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {line}; }}
QProgressBar {{ background: {line}; border: 0; border-radius: 2px; max-height: 4px; color: transparent; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {line}; }}
QTabBar::tab {{ background: transparent; color: {ink2}; border: 0; border-bottom: 3px solid transparent;
    padding: 9px 0 7px 0; margin-right: 28px; }}
QTabBar::tab:selected {{ color: {ink}; border-bottom-color: {accent}; font-weight: bold; }}
QDialog, QMessageBox {{ background: {bg}; }}
"""


def stylesheet(tokens: Tokens, scheme: Scheme, scale: float) -> str:
    """The application's stylesheet; `scale` is the person's text size (1.0 to 2.0)."""
    towards = "#000000" if not scheme.is_dark else "#FFFFFF"
    return SHEET.strip().format(
        **tokens._asdict(),
        accent_over=mixed(tokens.accent, towards, 0.12),
        accent_down=mixed(tokens.accent, towards, 0.24),
        tint_line=f"1px solid {tokens.ink}" if scheme.is_contrast else "0",
        field=round(27 * scale),
        off_line="dashed" if scheme.is_contrast else "solid",
        caption=_points("caption", scale),
        roles="\n".join(_role_rule(role, scale) for role in ROLES if role != "body"),
    )


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` in it, both #RRGGBB."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _role_rule(role: str, scale: float) -> str:
    weight = "bold" if ROLES[role][1] else "normal"
    return f'QLabel[role="{role}"] {{ font-size: {_points(role, scale)}pt; font-weight: {weight}; }}'


def _points(role: str, scale: float) -> str:
    return f"{ROLES[role][0] * scale:.2f}".rstrip("0").rstrip(".")
