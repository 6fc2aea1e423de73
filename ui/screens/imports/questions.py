"""Questions that only a person can answer, one at a time, in place; an answer can be changed until it is taken."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.domain.registers.preview import Question
from ui.screens.imports.words import ImportWords
from ui.theme import SPACE_L, SPACE_M, SPACE_S


class QuestionBar(QWidget):
    """`answered(cell, answer)`; `shown(cell)`: the row of the question is to be brought into view."""

    answered = Signal(str, str)
    shown = Signal(str)

    def __init__(self, words: ImportWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._questions: tuple[Question, ...] = ()
        self._at = 0
        texts = words.texts
        self.setObjectName("questions")
        self.setProperty("bar", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = QLabel()
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.before = self._button("imports-question-before", "‹", lambda: self._go(-1))
        self.after = self._button("imports-question-after", "›", lambda: self._go(1))
        self.show_row = self._button("imports-question-show", texts("imports-question-show"), self._show_row)
        self._buttons: dict[str, QPushButton] = {}
        self._answers = QHBoxLayout()
        self._answers.setSpacing(SPACE_S)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self.count)
        row.addWidget(self.label, 1)
        row.addLayout(self._answers)
        for button in (self.show_row, self.before, self.after):
            row.addWidget(button)
        self.hide()

    @property
    def open_questions(self) -> int:
        """How many wait for an answer."""
        return sum(not question.answer for question in self._questions)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Take what is asked; the first unanswered one is shown, after the one that was just answered."""
        self._questions = tuple(questions)
        self.setVisible(bool(questions))
        if not questions:
            return
        waiting = [at for at, question in enumerate(self._questions) if not question.answer]
        later = [at for at in waiting if at >= self._at]
        self._at = (later or waiting or [min(self._at, len(self._questions) - 1)])[0]
        self._show()

    def _go(self, step: int) -> None:
        self._at = (self._at + step) % len(self._questions)
        self._show()
        self._show_row()

    def _show(self) -> None:
        texts, question = self._words.texts, self._questions[self._at]
        total = len(self._questions)
        self.count.setText(texts("imports-question-count", at=self._at + 1, n=total, left=self.open_questions))
        said = self._words.question(question)
        self.label.setText(said)
        self.label.setAccessibleName(said)
        for button in (self.before, self.after):
            button.setVisible(total > 1)
        answers = tuple(self._words.answers(question))
        if [answer for answer, _word in answers] != list(self._buttons):
            self._make_buttons(answers)
        for answer, word in answers:
            button = self._buttons[answer]
            button.setChecked(question.answer.casefold() == answer.casefold())
            button.setAccessibleName(f"{said} {word}")

    def _make_buttons(self, answers: Sequence[tuple[str, str]]) -> None:
        """Buttons for another kind of question; the same kind uses them again, so that the focus stays."""
        for old in self._buttons.values():
            self._answers.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for answer, word in answers:
            button = QPushButton(word, self)
            button.setObjectName(f"answer-{answer}")
            button.setCheckable(True)
            button.clicked.connect(lambda _on, chosen=answer: self._answer(chosen))
            self._answers.addWidget(button)
            self._buttons[answer] = button

    def _answer(self, answer: str) -> None:
        question = self._questions[self._at]
        for name, button in self._buttons.items():
            button.setChecked(name == answer)
        self.answered.emit(question.cell, answer)

    def _show_row(self) -> None:
        self.shown.emit(self._questions[self._at].cell)

    def _button(self, name: str, text: str, slot: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(self._words.texts(name))
        button.setToolTip(self._words.texts(name))
        button.clicked.connect(slot)
        return button
