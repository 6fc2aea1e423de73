"""How a file is to be read: kind, partnership, sheet, encoding, driver and gateway, whether the file is right."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from app.domain.desk import Client
from app.domain.registers.preview import RegisterKind
from app.domain.registers.sheet import Workbook
from app.services.ports.imports import ENCODINGS
from app.texts import Texts
from ui.screens.imports.prepared import Prepared
from ui.screens.imports.work import Wish
from ui.theme import SPACE_L, SPACE_S
from ui.widgets.flow import FlowLayout

_TYPING_MS: Final = 500
_CHARACTERS: Final = 14


class OptionsBar(QWidget):
    """`changed(Wish)`: something was chosen; what it shows follows `show_wish` and `show_prepared`."""

    changed = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._wish = Wish()
        self._flow = FlowLayout(self, between=SPACE_L)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.kind = self._combo("kind")
        for kind in (RegisterKind.SUBSCRIBERS, RegisterKind.METERS, RegisterKind.CLIENTS):
            self.kind.addItem(texts(f"imports-kind-{kind.value}"), kind.value)
        self.client = self._combo("client")
        self.sheet = self._combo("sheet")
        self.encoding = self._combo("encoding")
        self.driver = self._line("driver")
        self.gateway = self._line("gateway")
        self.overwrite = QCheckBox(texts("imports-overwrite"))
        self.overwrite.setObjectName("overwrite")
        self.overwrite.setAccessibleName(self.overwrite.text())
        self.overwrite.setToolTip(texts("imports-overwrite-tip"))
        self.overwrite.setMinimumHeight(self.kind.sizeHint().height())
        self._flow.addWidget(self.overwrite)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._typed)
        self._connect()

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _at: self._say(kind=RegisterKind(str(self.kind.currentData()))))
        self.client.activated.connect(lambda _at: self._say(client=str(self.client.currentData())))
        self.sheet.activated.connect(lambda _at: self._say(sheet=str(self.sheet.currentData())))
        self.encoding.activated.connect(lambda _at: self._say(encoding=str(self.encoding.currentData())))
        self.overwrite.toggled.connect(lambda on: self._say(overwrite=on))
        for line in (self.driver, self.gateway):
            line.textEdited.connect(lambda _text: self._typing.start())
            line.editingFinished.connect(self._typed)

    def _typed(self) -> None:
        self._typing.stop()
        driver, gateway = self.driver.text(), self.gateway.text()
        if (driver, gateway) != (self._wish.driver, self._wish.gateway):
            self._say(driver=driver, gateway=gateway)

    def _say(self, **what: object) -> None:
        wish = replace(self._wish, **what)  # type: ignore[arg-type]  # fields by name
        if wish != self._wish:
            self._wish = wish
            self.changed.emit(wish)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_wish(self, wish: Wish) -> None:
        """What is wished, as chosen elsewhere."""
        self._wish = wish
        with QSignalBlocker(self.kind), QSignalBlocker(self.overwrite):
            self.kind.setCurrentIndex(self.kind.findData(wish.kind.value))
            self.overwrite.setChecked(wish.overwrite)
        for line, text in ((self.driver, wish.driver), (self.gateway, wish.gateway)):
            if line.text() != text:
                line.setText(text)
        self._show_fields()

    def show_clients(self, clients: Sequence[Client], guessed: str) -> None:
        """The partnerships to choose from; `guessed` is the one that the file's title names."""
        auto = self._texts("imports-client-guessed", client=guessed) if guessed else self._texts("imports-client-none")
        with QSignalBlocker(self.client):
            self.client.clear()
            self.client.addItem(auto, "")
            for client in sorted(clients, key=lambda client: client.full_name.casefold()):
                self.client.addItem(client.full_name, client.full_name)
            self.client.setCurrentIndex(max(0, self.client.findData(self._wish.client)))

    def show_prepared(self, prepared: Prepared, workbook: Workbook) -> None:
        """The sheets, and of a CSV the encodings."""
        texts = self._texts
        with QSignalBlocker(self.sheet), QSignalBlocker(self.encoding):
            self.sheet.clear()
            for sheet in prepared.review.sheets:
                hidden = "yes" if sheet.hidden else "no"
                self.sheet.addItem(texts("imports-sheet", name=sheet.name, rows=sheet.rows, hidden=hidden), sheet.name)
                if sheet.chosen:
                    self.sheet.setCurrentIndex(self.sheet.count() - 1)
            self.encoding.clear()
            self.encoding.addItem(texts("imports-encoding-guessed", encoding=workbook.encoding or "none"), "")
            for name in ENCODINGS:
                self.encoding.addItem(name, name)
            self.encoding.setCurrentIndex(max(0, self.encoding.findData(self._wish.encoding)))
        self._show_fields(workbook)

    def _show_fields(self, workbook: Workbook | None = None) -> None:
        """Only what can be chosen now is there."""
        meters = self._wish.kind is not RegisterKind.CLIENTS
        for field in (self.client, self.driver, self.gateway):
            self._cell_of(field).setVisible(meters)
        if workbook is not None:
            self._cell_of(self.sheet).setVisible(self.sheet.count() > 1)
            self._cell_of(self.encoding).setVisible(workbook.kind == "csv")
        self._flow.invalidate()
        self.updateGeometry()

    def allow_encoding(self) -> None:
        """A text that could not be read: the encoding can be chosen even so."""
        if not self.encoding.count():
            self.encoding.addItem(self._texts("imports-encoding-guessed", encoding="none"), "")
            for name in ENCODINGS:
                self.encoding.addItem(name, name)
        self._cell_of(self.encoding).setVisible(True)

    # --- fields ---------------------------------------------------------------------------------------------------

    def _combo(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(box.fontMetrics().averageCharWidth() * 4 * _CHARACTERS)
        self._add(name, box)
        return box

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(200)
        line.setFixedWidth(line.fontMetrics().averageCharWidth() * _CHARACTERS)
        self._add(name, line)
        return line

    def _add(self, name: str, field: QWidget) -> None:
        words = self._texts(f"imports-option-{name}")
        cell = QWidget()
        row = QHBoxLayout(cell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("muted", "true")
        label.setBuddy(field)
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setToolTip(self._texts(f"imports-option-{name}-tip"))
        row.addWidget(label)
        row.addWidget(field)
        self._flow.addWidget(cell)

    def _cell_of(self, field: QWidget) -> QWidget:
        cell = field.parentWidget()
        return cell if cell is not None else field
