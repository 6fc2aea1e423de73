"""F4: what commands of several requests would do (C8). Nothing is sent from here: each is started from its own card."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.domain.commands import Plan, PlanLine
from app.services.ports.views import JournalRow
from app.texts import Texts
from ui.screens.requests.dialogs.plan_words import blocked_words, expected_words
from ui.screens.requests.steps import deed
from ui.shell.popups import Popup
from ui.theme import SPACE_S, Theme

_COLUMNS = ("request", "deed", "meter", "expected", "against")
_SHORT = (0, 2)
"""As wide as what stands in them."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """The plan of several requests, and how many of them send no command (checks, or what is done already)."""

    plan: Plan
    rows: tuple[JournalRow, ...]

    @property
    def without(self) -> int:
        """How many of the requests have no line."""
        planned = {line.request_id for line in self.plan.lines}
        return sum(row.id not in planned for row in self.rows)


def summary(texts: Texts, run: DryRun) -> list[str]:
    """How many would go, how many are held up, how many have no command."""
    blocked = sum(bool(line.blocked) for line in run.plan.lines)
    said = [texts("dry-run-go", n=len(run.plan.lines) - blocked)]
    if blocked:
        said.append(texts("dry-run-blocked", n=blocked))
    if run.without:
        said.append(texts("dry-run-without", n=run.without))
    return said


def line_words(texts: Texts, line: PlanLine, row: JournalRow) -> tuple[str, ...]:
    """A line of the plan, cell by cell."""
    what = deed(texts, row.kind, line.plot, line.watts)
    against = blocked_words(texts, line)
    return (
        f"{line.number}\n{line.client}",
        what,
        f"{line.serial or '—'}\n{line.system}",
        expected_words(texts, line),
        "\n".join(against) if against else texts("dry-run-nothing-against"),
    )


class DryRunDialog(Popup):
    """The lines, what is in the way first, and the plan's hash."""

    def __init__(self, run: DryRun, texts: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(texts("dry-run-title", n=len(run.rows)), parent)
        self.setObjectName("dialog-dry-run")
        self.setModal(True)
        self.say("  ".join(summary(texts, run)))
        self.say(texts("dry-run-sends-nothing"))
        rows = {row.id: row for row in run.rows}
        lines = sorted(run.plan.lines, key=lambda line: not line.blocked)
        self.table = QTableWidget(len(lines), len(_COLUMNS), self)
        self.table.setObjectName("dry-run-lines")
        self.table.setAccessibleName(texts("dry-run-lines"))
        self.table.setHorizontalHeaderLabels([texts(f"dry-run-column-{name}") for name in _COLUMNS])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        for at, line in enumerate(lines):
            for column, words in enumerate(line_words(texts, line, rows[line.request_id])):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                item.setToolTip(words)
                if line.blocked and column == len(_COLUMNS) - 1:
                    item.setFont(theme.bold)
                self.table.setItem(at, column, item)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setStyleSheet(f"QTableView::item {{ padding: {SPACE_S}px; }}")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)  # sentences share the room and are wrapped
        for column in _SHORT:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.column.addWidget(self.table, 1)
        if lines:
            self.say(texts("card-command-plan", hash=run.plan.hash))
        self.table.setVisible(bool(lines))
        self.add_button(texts("shell-close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        self.column.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)
        height = self.table.fontMetrics().lineSpacing()
        room = (parent or self).window().size()
        wide = min(height * 76, round(room.width() * 0.92))
        high = min(height * (14 + 3 * len(lines)), round(room.height() * 0.85))
        self.resize(wide, high)
