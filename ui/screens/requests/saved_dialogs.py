"""Naming a filter that is to be saved, and keeping the saved ones in order: renamed, replaced in place, deleted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from app.domain.errors import Refusal
from app.services.preferences import LONGEST_NAME, SavedFilter, renamed
from app.texts import Texts
from ui.shell.popups import Popup
from ui.theme import SPACE_M, SPACE_S

Say = Callable[[Refusal], str]


class NameDialog(Popup):
    """Asks for a name; `named(name)` may refuse it by raising, which is said here and loses nothing typed."""

    def __init__(
        self,
        texts: Texts,
        named: Callable[[str], None],
        say: Say,
        *,
        suggestion: str,
        what: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(texts("saved-name-title"), parent)
        self.setObjectName("dialog-save-filter")
        self.setModal(True)
        self._named, self._say = named, say
        self.say(what)
        label = QLabel(texts("saved-name"))
        self.edit = QLineEdit(suggestion)
        self.edit.setObjectName("saved-name")
        self.edit.setAccessibleName(texts("saved-name"))
        self.edit.setMaxLength(LONGEST_NAME)
        self.edit.selectAll()
        label.setBuddy(self.edit)
        self.column.addWidget(label)
        self.column.addWidget(self.edit)
        self.fault = QLabel()
        self.fault.setObjectName("saved-fault")
        self.fault.setProperty("alarm", True)
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.column.addWidget(self.fault)
        save = self.add_button(texts("saved-name-save"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("primary")
        save.setDefault(True)
        self.add_button(texts("saved-cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.column.addWidget(self.buttons)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        self.edit.textEdited.connect(self.fault.hide)
        self.edit.setFocus()

    def _save(self) -> None:
        try:
            self._named(self.edit.text())
        except Refusal as refusal:
            words = self._say(refusal)
            self.fault.setText(words)
            self.fault.setAccessibleName(words)
            self.fault.show()
            self.edit.setFocus()
            return
        self.accept()


class SavedFiltersDialog(Popup):
    """The saved filters: renamed in place (F2), moved (Alt+Up, Alt+Down), deleted (Del). `changed(filters)` at once."""

    changed = Signal(object)

    def __init__(self, saved: Sequence[SavedFilter], texts: Texts, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(texts("saved-manage-title"), parent)
        self.setObjectName("dialog-saved-filters")
        self.setModal(True)
        self.saved = tuple(saved)
        self._say = say
        self.say(texts("saved-manage-text"))
        self.list = QListWidget()
        self.list.setSpacing(SPACE_S // 2)
        self.list.setObjectName("saved-filters")
        self.list.setAccessibleName(texts("saved-manage-title"))
        self.list.setEditTriggers(
            QListWidget.EditTrigger.EditKeyPressed
            | QListWidget.EditTrigger.DoubleClicked
            | QListWidget.EditTrigger.SelectedClicked
        )
        self.list.itemChanged.connect(self._edited)
        self.column.addWidget(self.list, 1)
        self.fault = QLabel()
        self.fault.setProperty("alarm", True)
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.column.addWidget(self.fault)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        for name, key, slot in (
            ("rename", "F2", self.rename),
            ("up", "Alt+Up", lambda: self.shift(-1)),
            ("down", "Alt+Down", lambda: self.shift(1)),
            ("delete", "Del", self.delete),
        ):
            row.addWidget(self._button(texts(f"saved-{name}"), name, key, slot))
        row.addStretch(1)
        self.column.addLayout(row)
        self.add_button(texts("shell-close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.column.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)
        self._fill(0)
        self.list.setFocus()

    def rename(self) -> None:
        """F2: edit the name in its place."""
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item)

    def delete(self) -> None:
        """Del: the filter is gone; the requests are not touched."""
        at = self.list.currentRow()
        if at >= 0:
            self._take((*self.saved[:at], *self.saved[at + 1 :]), at)

    def shift(self, by: int) -> None:
        """Alt+Up, Alt+Down."""
        at = self.list.currentRow()
        if at >= 0 and 0 <= at + by < len(self.saved):
            order = list(self.saved)
            order.insert(at + by, order.pop(at))
            self._take(tuple(order), at + by)

    def _button(self, words: str, name: str, key: str, slot: Callable[[], None]) -> QPushButton:
        arrows = key.replace("Up", "↑").replace("Down", "↓")
        button = QPushButton(f"{words}  {arrows}")
        button.setObjectName(f"saved-{name}")
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        shortcut = QShortcut(QKeySequence(key), self.list)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(slot)
        return button

    def _edited(self, item: QListWidgetItem) -> None:
        at = self.list.row(item)
        try:
            saved = renamed(self.saved, at, item.text())
        except Refusal as refusal:
            self.fault.setText(self._say(refusal))
            self.fault.show()
            self._fill(at)
            return
        self.fault.hide()
        self._take(saved, at)

    def _take(self, saved: tuple[SavedFilter, ...], at: int) -> None:
        self.saved = saved
        self._fill(at)
        self.changed.emit(saved)

    def _fill(self, at: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.saved:
            item = QListWidgetItem(one.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.setCurrentRow(min(at, len(self.saved) - 1))
        self.list.blockSignals(False)
