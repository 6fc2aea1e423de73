"""The style sheet: small, and made of the theme's colours only."""

from importlib.resources import files
from pathlib import Path
from string import Template

from app.domain.kinds import Status
from ui.theme import BLINK_WHITE, ON_STATUS, OVERDUE_BAR, SPACE_M, SPACE_S, STATUS, Theme

_SHEET = Template("""
QToolTip { color: $text; background: $base; border: 1px solid $line; padding: 4px; }
QPushButton { padding: ${s}px ${m}px; border: 1px solid $line; border-radius: 4px; background: $base; color: $text; }
QPushButton:hover { border-color: $muted; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 7px; }
QPushButton:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $muted; background: $window; }
QPushButton[primary="true"], QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[primary="true"]:disabled, QPushButton:default:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[primary="true"]:focus, QPushButton:default:focus { border: 2px solid $text; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit, QSpinBox {
  padding: 3px 6px; border: 1px solid $line; border-radius: 4px; background: $base; color: $text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: 2px 5px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QDateEdit:disabled, QTimeEdit:disabled,
QDateTimeEdit:disabled, QSpinBox:disabled { background: $window; color: $muted; }
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {
  subcontrol-origin: padding; subcontrol-position: center right; border: none; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: url("$down"); width: 12px; height: 12px; }
QTimeEdit::up-button, QSpinBox::up-button, QTimeEdit::down-button, QSpinBox::down-button { border: none; width: 18px; }
QTimeEdit::up-arrow, QSpinBox::up-arrow { image: url("$up"); width: 9px; height: 9px; }
QTimeEdit::down-arrow, QSpinBox::down-arrow { image: url("$down"); width: 9px; height: 9px; }
QCheckBox::indicator, QListWidget::indicator { width: 14px; height: 14px; border: 1px solid $muted; border-radius: 3px; background: $base; }
QCheckBox::indicator:checked, QListWidget::indicator:checked { image: url("$check"); background: $white; }
QListWidget#columns::item { min-height: 20px; }
QCheckBox::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $base; color: $text; selection-background-color: $accent;
  selection-color: $on_accent; }
QTableView { border: 1px solid $line; background: $base; }
QTableView:focus { border: 2px solid $accent; }
QHeaderView::section { background: $panel; color: $text; border: none; border-bottom: 1px solid $line;
  border-right: 1px solid $line; padding: 0 ${m}px; font-weight: bold; }
QTableCornerButton::section { background: $panel; border: none; border-bottom: 1px solid $line; }
QTabWidget::pane { border: none; }
QTabBar::tab { padding: 6px 14px; background: transparent; color: $text; border: none; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { border-bottom: 3px solid $accent; font-weight: bold; }
QTabBar::tab:hover { background: $panel; }
QTabBar::tab:focus { background: $notice; color: $on_notice; }
QTableView#report-table::item { padding: 0 ${m}px; }
QProgressBar { border: 1px solid $line; border-radius: 4px; background: $base; max-height: 14px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
QStatusBar { background: $panel; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QPushButton { padding: 1px ${m}px; }
QWidget[bar="notice"] { background: $notice; }
QWidget[bar="notice"] > QLabel { color: $on_notice; }
QWidget[bar="warning"] { background: $warning; border-left: 4px solid $alarm; }
QWidget[bar="warning"] > QLabel { color: $on_warning; }
QWidget[bar="stale"] { background: $alarm; }
QWidget[bar="stale"] > QLabel { color: $base; font-weight: bold; }
QWidget[bar="training"] { background: #5B2A86; }
QWidget[bar="training"] > QLabel { color: #FFFFFF; font-weight: bold; }
QFrame#frame[training="true"] { border: 6px solid #5B2A86; }
QWidget#top { background: $panel; border-bottom: 1px solid $line; }
QLabel[muted="true"] { color: $muted; }
QLabel[alarm="true"] { color: $alarm; font-weight: bold; }
QListWidget#navigation { background: $nav; color: $nav_text; border: none; outline: none; }
QPushButton#fold { background: $nav; color: $nav_text; border: none; border-radius: 0; text-align: left; padding: 8px 14px; }
QPushButton#fold:hover { background: $nav_current; }
QPushButton#fold:focus { border: 2px solid $nav_text; padding: 6px 12px; }
QPushButton[counter] { color: $ink; border: 2px solid transparent; border-radius: 6px; padding: 3px 8px; }
QPushButton[counter]:checked { border: 2px solid $text; font-weight: bold; }
QPushButton[counter]:focus { border: 2px solid $accent; padding: 3px 8px; }
QPushButton[counter="confirmed"] { background: $confirmed; }
QPushButton[counter="in-progress"] { background: $progress; }
QPushButton[counter="overdue"], QPushButton[counter="unknown"] { background: $white; border-color: $line; }
QPushButton[counter="overdue"][some="true"], QPushButton[counter="unknown"][some="true"] { border-color: $bar; font-weight: bold; }
QPushButton[counter="overdue"]:checked, QPushButton[counter="unknown"]:checked { border: 2px solid $text; }
""")


def style_sheet(theme: Theme) -> str:
    """The sheet in that theme's colours."""
    colours = {name: getattr(theme.colours, name) for name in theme.colours.__slots__}
    icons = Path(str(files("resources"))) / "icons"
    return _SHEET.substitute(
        **colours,
        **{name: (icons / f"{name}.svg").as_posix() for name in ("down", "up", "check")},
        s=SPACE_S - 1,
        m=SPACE_M,
        ink=ON_STATUS,
        white=BLINK_WHITE,
        bar=OVERDUE_BAR,
        confirmed=STATUS[Status.CONFIRMED].colour,
        progress=STATUS[Status.IN_PROGRESS].colour,
    )
