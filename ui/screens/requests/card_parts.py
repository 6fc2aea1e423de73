"""The card's small widgets: plain selectable texts, the status badge, a section that redraws only what changed."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.kinds import Status
from ui.screens.requests.card_model import Line, Section, Tone
from ui.screens.requests.steps import NextStep
from ui.theme import OVERDUE_BAR, SPACE_L, SPACE_M, SPACE_S, STATUS, Theme
from ui.widgets.signs import draw_clock, draw_shape

_BAR_WIDTH = 4


class PlainLabel(QLabel):
    """A sentence: never read as HTML, wrapped, selectable by mouse and keyboard (Ctrl+C copies)."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, font: QFont | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if font is not None:
            self.setFont(font)
        self.say(text)

    def say(self, text: str) -> None:
        """Show `text`; a screen reader hears the same."""
        self.setText(text)
        self.setAccessibleName(text)


def plain_tip(text: str) -> str:
    """A tooltip that Qt does not take for HTML, whatever a name holds."""
    from html import escape

    return f"<span>{escape(text)}</span>" if "<" in text else text


def tint(widget: QWidget, theme: Theme, name: str) -> None:
    """Write in a colour of the palette."""
    palette = widget.palette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, theme.colour(name))
    widget.setPalette(palette)


class StatusBadge(QWidget):
    """The status in its colour, with shape, letter and words (A3)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = Status.FILED
        self._letter = ""
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_status(self, status: Status, letter: str, words: str) -> None:
        """Take another status."""
        self._status, self._letter, self._words = status, letter, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = metrics.height() + SPACE_M
        return QSize(height + metrics.horizontalAdvance(self._words) + SPACE_L, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(self._theme.status_colour(self._status))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), SPACE_S, SPACE_S)
        ink = self._theme.on_status()
        side = self.height() - SPACE_M
        box = QRectF(SPACE_S, SPACE_S, side, side)
        draw_shape(painter, box, STATUS[self._status].shape, self._letter, ink=ink, font=self.font())
        painter.setPen(ink)
        words = QRect(self.rect().adjusted(side + SPACE_M, 0, -SPACE_S, 0))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)


class _Clock(QWidget):
    """The sign of a deadline that has passed (A1)."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = theme.colour("text")
        side = self.fontMetrics().height()
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_clock(painter, QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), self._ink)


class StepButton(QPushButton):
    """A button whose words wrap: it names what happens, and that may be long (principle 3)."""

    chosen = Signal(str)

    def __init__(self, step: NextStep, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(step.label, parent)
        self._theme = theme
        self.step = step
        self.setObjectName(f"step-{step.intent.value}")
        self.setAccessibleName(step.label)
        self.setFont(theme.bold if step.default else theme.font)
        self.setAutoDefault(False)
        self.setDefault(step.default)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: self.chosen.emit(step.intent.value))
        self.setProperty("primary", step.default)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, outside dialogs too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - 2 * SPACE_M), 10_000)
        needed = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
        return max(self._theme.row_height + SPACE_S, needed.height() + 2 * SPACE_M)

    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self.text()) + 2 * SPACE_M + 1
        return QSize(wanted, self.heightForWidth(wanted))

    def minimumSizeHint(self) -> QSize:
        words = self.text().split()
        widest = max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        return QSize(widest + 2 * SPACE_M, self._theme.row_height + SPACE_S)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        # The style sheet paints the button; a palette's ButtonText does not survive it.
        ink = "on_accent" if self.step.default else "text"
        painter.setPen(self._theme.colour(ink if self.isEnabled() else "muted"))
        room = self.rect().adjusted(SPACE_M, 0, -SPACE_M, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.text())


class SectionView(QFrame):
    """A section of the card; `show_section` redraws only where the section differs from the one that is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: Section | None = None
        self._body: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_section(self, section: Section) -> None:
        """Show it; what a person has selected survives a refresh that changes nothing."""
        if section == self._shown:
            return
        self._shown = section
        self.setObjectName(f"section-{section.key}")
        self.setAccessibleName(section.title)
        layout = self.layout()
        if self._body is not None and layout is not None:
            layout.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = _Body(section, self._theme, self)
        if layout is not None:
            layout.addWidget(self._body)
        self.updateGeometry()


class _Body(QWidget):
    """What a section consists of, with the thick bar and background of its tone (A1)."""

    def __init__(self, section: Section, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone, self._theme = section.tone, theme
        self.setFont(theme.font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_M, SPACE_M)
        layout.setSpacing(SPACE_S // 2)
        title = PlainLabel(section.title, self, font=theme.bold)
        tint(title, theme, "muted")
        layout.addWidget(title)
        if section.badge:
            layout.addWidget(self._badge(section.badge))
        for line in section.lines:
            self._add_line(layout, line)
        if section.facts:
            layout.addLayout(self._facts(section))

    def _badge(self, words: str) -> QLabel:
        label = PlainLabel(words, self, font=self._theme.bold)
        label.setObjectName("protected")
        label.setAutoFillBackground(True)
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.Window, self._theme.colour("warning"))
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour("on_warning"))
        label.setPalette(palette)
        label.setMargin(SPACE_S)
        return label

    def _add_line(self, layout: QVBoxLayout, line: Line) -> None:
        theme = self._theme
        label = PlainLabel(
            line.text, self, font=theme.bold if line.strong else theme.small if line.muted else theme.font
        )
        if line.tip:
            label.setToolTip(plain_tip(line.tip))
        if self._tone is not Tone.PLAIN and self._tone is not Tone.GOOD:
            tint(label, theme, "on_warning")
        elif line.muted:
            tint(label, theme, "muted")
        if line.gap and layout.count() > 1:
            layout.addSpacing(SPACE_S)
        if not line.sign:
            layout.addWidget(label)
            return
        row = QGridLayout()
        row.setHorizontalSpacing(SPACE_S)
        row.addWidget(_Clock(theme, self), 0, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 0, 1)
        row.setColumnStretch(1, 1)
        layout.addLayout(row)

    def _facts(self, section: Section) -> QLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S // 2)
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(section.facts):
            label = QLabel(fact.label, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(self.fontMetrics().height() * 6)
            tint(label, self._theme, "muted")
            value = PlainLabel(fact.value, self)
            value.setAccessibleName(f"{fact.label}: {fact.value}")
            if fact.tip:
                value.setToolTip(plain_tip(fact.tip))
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        return grid

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        warned = self._tone in (Tone.OVERDUE, Tone.SOON, Tone.WARNING)
        painter.fillRect(self.rect(), self._theme.colour("warning" if warned else "panel"))
        if self._tone is Tone.OVERDUE:
            painter.fillRect(0, 0, _BAR_WIDTH, self.height(), OVERDUE_BAR)
        elif self._tone is Tone.WARNING:
            painter.fillRect(0, 0, _BAR_WIDTH, self.height(), self._theme.colour("on_warning"))
        elif self._tone is Tone.GOOD:
            painter.fillRect(0, 0, _BAR_WIDTH, self.height(), self._theme.status_colour(Status.DONE))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)


class Skeleton(QWidget):
    """Grey bars where the words will be: shown while a card is being loaded."""

    _WIDTHS = (0.5, 0.8, 0.7, 0.0, 0.9, 0.6, 0.85, 0.0, 0.4, 0.75, 0.65)

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("line"))
        step = self._theme.row_height
        for place, share in enumerate(self._WIDTHS):
            if share:
                width = (self.width() - 2 * SPACE_L) * share
                painter.drawRoundedRect(QRectF(SPACE_L, SPACE_L + place * step, width, step * 0.45), 3, 3)
