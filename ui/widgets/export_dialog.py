"""“Export…”: what, in which form, to which file. The work itself goes on beside the window (ui.background.exports)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileInfo, QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.services.ports.tables import TableWriter, Watch
from app.texts.speech import say_number
from ui.context import ScreenContext
from ui.shell.popups import Popup
from ui.theme import SPACE_L, SPACE_M

Work = Callable[[Path, TableWriter, bool, Watch], int]
"""Write to this path by this writer, every column or those shown; returns the rows written."""
SHEET_ROWS: Final = 1_048_575
_FOLDER: Final = "export/folder"
_FORMAT: Final = "export/format"
_FORMATS: Final = ("xlsx", "csv")
_PATH_WIDTH: Final = 52


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to export: its sentence, how many rows it has, and the work."""

    words: str
    count: int
    work: Work


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be exported from where one stands; `name` begins the file's name."""

    name: str
    choices: tuple[Choice, ...]
    has_columns: bool = False
    """Ask whether every column is wanted or those shown."""


def open_export(context: ScreenContext, offer: Offer, parent: QWidget) -> "ExportDialog":
    """Open the dialog over `parent`."""
    dialog = ExportDialog(context, offer, parent)
    dialog.open()
    return dialog


class ExportDialog(Popup):
    """Closes when the export has begun, or by Esc."""

    def __init__(self, context: ScreenContext, offer: Offer, parent: QWidget) -> None:
        texts = context.texts
        super().__init__(texts("export-title"), parent)
        self._context, self._offer = context, offer
        self.setObjectName("dialog-export")
        self.setModal(True)
        self.setFont(context.theme.font)
        self.what, self.form = QComboBox(), QComboBox()
        for choice in offer.choices:
            self.what.addItem(choice.words)
        for form in _FORMATS:
            self.form.addItem(texts(f"export-format-{form}"), form)
        self.form.setCurrentIndex(max(0, self.form.findData(str(QSettings().value(_FORMAT, "")))))
        self.columns = QCheckBox(texts("export-every-column"))
        self.columns.setVisible(offer.has_columns)
        self.file = QLineEdit(str(self._suggested()))
        self.file.setMinimumWidth(self.file.fontMetrics().averageCharWidth() * _PATH_WIDTH)
        self.choose = QPushButton(texts("export-choose"))
        self.choose.setAutoDefault(False)
        self.hint, self.problem = QLabel(), QLabel()
        self._lay_out()
        self.form.currentIndexChanged.connect(self._change_ending)
        self.file.textChanged.connect(self._follow_ending)
        for changed in (self.what.currentIndexChanged, self.file.textChanged):
            changed.connect(self._say)
        self.choose.clicked.connect(self._choose)
        self._say()
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> Choice:
        """What is to be exported."""
        return self._offer.choices[self.what.currentIndex()]

    @property
    def path(self) -> Path:
        """Where to."""
        return Path(self.file.text().strip()).expanduser()

    def begin(self) -> None:
        """Start it and close."""
        from app.documents.export_csv import write_csv
        from app.documents.export_xlsx import write_xlsx

        path, choice = self.path, self.chosen
        write: TableWriter = write_csv if self.form.currentData() == "csv" else write_xlsx
        work = partial(choice.work, path, write, self.columns.isChecked())
        if self._context.exports.start(path, choice.count, work):
            QSettings().setValue(_FOLDER, str(path.parent))
            QSettings().setValue(_FORMAT, str(self.form.currentData()))
            self.accept()

    # --- the file -------------------------------------------------------------------------------------------------

    def _suggested(self) -> Path:
        kept = Path(str(QSettings().value(_FOLDER, "")))
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = next((place for place in (kept, Path(usual)) if place.is_absolute() and place.is_dir()), Path.home())
        civil = self._context.app.office.civil(self._context.now())
        return folder / f"{self._offer.name} {civil:%Y-%m-%d %H%M}.{self.form.currentData()}"

    def _change_ending(self) -> None:
        path = self.path
        if path.suffix.lower().removeprefix(".") in _FORMATS:
            self.file.setText(str(path.with_suffix(f".{self.form.currentData()}")))
        self._say()

    def _follow_ending(self) -> None:
        """A name typed with the other ending means the other kind of file: Excel opens no .xlsx that is text."""
        at = self.form.findData(self.path.suffix.lower().removeprefix("."))
        if at >= 0 and at != self.form.currentIndex():
            self.form.setCurrentIndex(at)

    def _choose(self) -> None:
        texts, form = self._context.texts, str(self.form.currentData())
        picker = QFileDialog(self, texts("export-choose-title"), str(self.path.parent))
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setNameFilter(f"{texts(f'export-format-{form}')} (*.{form})")
        picker.setDefaultSuffix(form)
        picker.selectFile(self.path.name)
        picker.setOption(QFileDialog.Option.DontConfirmOverwrite, True)  # this dialog says it, and keeps saying it
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.fileSelected.connect(self.file.setText)
        picker.open()

    # --- words ----------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        texts, count, path = self._context.texts, self.chosen.count, self.path
        self.primary.setText(texts("export-begin", n=count, rows=say_number(count)))
        self.primary.setAccessibleName(self.primary.text())
        hints = [texts("export-hint-csv")] if self.form.currentData() == "csv" else []
        if self.form.currentData() == "xlsx" and count > SHEET_ROWS:
            hints.append(texts("export-hint-sheets", n=-(-count // SHEET_ROWS), most=say_number(SHEET_ROWS)))
        problem = ""
        there = QFileInfo(str(path))  # pathlib raises where a name is too long, as it may be while it is typed
        if not path.name or (there.exists() and not there.isFile()):  # a folder, or a device
            problem = texts("export-problem-name")
        elif not QFileInfo(str(path.parent)).isDir():
            problem = texts("export-problem-folder", folder=str(path.parent))
        elif there.exists():
            hints.append(texts("export-hint-replaces", file=path.name))
        self.hint.setText("\n".join(hints))
        self.hint.setVisible(bool(hints))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.primary.setEnabled(not problem and count > 0)
        self._make_room()

    def _make_room(self) -> None:
        """Words that came need more height: without it the fields would be squeezed."""
        needed = self.column.totalHeightForWidth(max(self.width(), self.minimumSizeHint().width()))
        if self.isVisible() and needed > self.height():
            self.resize(self.width(), needed)

    def _lay_out(self) -> None:
        texts = self._context.texts
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        file = QHBoxLayout()
        file.setSpacing(SPACE_M)
        file.addWidget(self.file, 1)
        file.addWidget(self.choose)
        for line, (key, widget, name) in enumerate(
            (("what", self.what, "export-what"), ("form", self.form, "export-form"), ("file", self.file, "export-file"))
        ):
            label = QLabel(texts(f"export-label-{key}"))
            label.setBuddy(widget)
            widget.setObjectName(name)
            widget.setAccessibleName(label.text())
            grid.addWidget(label, line, 0)
            if widget is self.file:
                grid.addLayout(file, line, 1)
            else:
                grid.addWidget(widget, line, 1)
        grid.addWidget(self.columns, 3, 1)
        for label in (self.hint, self.problem):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setProperty("muted", "true")
        self.problem.setProperty("alarm", "true")
        self.choose.setAccessibleName(texts("export-choose-title"))
        self.columns.setObjectName("export-every-column")
        self.column.addLayout(grid)
        self.column.addWidget(self.hint)
        self.column.addWidget(self.problem)
        self.primary = self.add_button("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.primary.setObjectName("primary")
        self.primary.setDefault(True)
        self.add_button(texts("export-cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.begin)
        self.buttons.rejected.connect(self.reject)
