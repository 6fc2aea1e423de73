"""Drawn signs: the shapes of statuses with their letters, the clock of what is overdue. Drawn, so that no font is asked."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from ui.theme import Shape


def draw_shape(painter: QPainter, box: QRectF, shape: Shape, letter: str, *, ink: QColor, font: QFont) -> None:
    """The shape of a status with its letter inside (A3)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, max(1.2, box.height() / 14)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = QRectF(box)
    if shape is Shape.SQUARE:
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 2, 2)
    elif shape is Shape.TRIANGLE:
        painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
        inner.translate(0, box.height() * 0.17)
    elif shape is Shape.CIRCLE:
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape is Shape.CROSS:
        # The cross stands in the corners, so that the letter in the middle stays readable.
        for x, y in ((box.left(), box.top()), (box.right(), box.top())):
            towards = QPointF(box.center().x(), box.center().y())
            for end in (QPointF(x, y), QPointF(box.left() + box.right() - x, box.bottom())):
                painter.drawLine(end, end + (towards - end) * 0.42)
    small = QFont(font)
    small.setBold(True)
    small.setPointSizeF(font.pointSizeF() * (0.7 if shape is Shape.TRIANGLE else 0.8))
    painter.setFont(small)
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def draw_clock(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """A clock face: the sign of a deadline that has passed (A1)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, max(1.4, box.height() / 9)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    radius = box.height() / 2
    for angle, length in ((-90, 0.65), (20, 0.5)):
        radians = math.radians(angle)
        reach = QPointF(math.cos(radians), math.sin(radians)) * radius * length
        painter.drawLine(box.center(), box.center() + reach)
    painter.restore()
