"""The shift that the tour works: from a red row to a green one, with what goes wrong on the way."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from app.texts import Texts
from ui.shell.screens import SCREENS
from ui.tour.arranging import Arranging
from ui.tour.hands import Hands
from ui.tour.meters import CLIENT as METERS_CLIENT
from ui.tour.meters import TourMeters
from ui.tour.registers import Registers
from ui.tour.reports import Reports

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
BLINK_LOOKS = 40
ROWS_IN_VIEW = 12
LOOK_EVERY_MS = 50
MOST_FLIPS_A_SECOND = 4.0
"""A2: two blinks a second are the ceiling; a blink is two flips."""

CLIENT, PLOT, LIMITED_PLOT = "Ромашка", "47", "52"
"""The demo's partnership and two of its plots with sound meters (resources/demo)."""


class Shift:
    """Every step looks for what a dispatcher would see before it goes on."""

    def __init__(self, hands: Hands, texts: Texts, meters: TourMeters | None = None) -> None:
        self._hands = hands
        self._texts = texts
        self._meters = meters

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Names and steps, in order."""
        yield from (
            ("journal", self.open_journal),
            ("overdue", self.see_blinking),
            ("stopped", self.stop_blinking),
            ("card", self.open_card),
            ("file", self.file_disconnect),
            ("confirm", self.confirm),
            ("start", self.start_command),
            ("verified", self.see_verified),
            ("done", self.complete),
            *self._with_real_meters(),
            ("limit", self.file_limit),
            ("reject", self.reject),
            ("search", self.search),
            *Arranging(self._hands, self._texts).steps(),
            ("keys", self.list_keys),
            *Registers(self._hands, self._texts).steps(),
            *Reports(self._hands, self._texts).steps(),
            ("settings", self.settings),
        )

    def _with_real_meters(self) -> Iterator[tuple[str, Callable[[], None]]]:
        if self._meters is not None:
            yield ("meter-off", self.take_a_meter_off)
            yield ("meter-on", self.take_it_on_again)
        if self._meters is not None and self._meters.lying_plot:
            yield ("meter-lies", self.catch_a_lie)

    # --- what is seen ---------------------------------------------------------------------------------------------

    def _grid(self) -> QTableView:
        return next(v for v in self._hands.window.findChildren(QTableView) if v.isVisible())

    def _said_in(self, root: QWidget) -> str:
        visible = [w for w in root.findChildren(QWidget) if w.isVisible()]
        labels = [w.text() for w in visible if isinstance(w, QLabel)]
        return "\n".join(labels + [w.accessibleName() for w in visible])

    def _card(self) -> QWidget:
        return self._hands.find("request-card", within=self._hands.window)

    def _card_says(self, words: str) -> bool:
        return words.casefold() in self._said_in(self._card()).casefold()

    def _note(self, name: str) -> str:
        note = self._hands.find(name)
        return note.text() if isinstance(note, QLabel) else ""

    def _rows_are_there(self) -> bool:
        model = self._grid().model()
        return model.rowCount() > 0 and model.index(0, 1).data() not in (None, "…")

    def _flips_a_second(self) -> float:
        """How often the list changes its looks while nobody touches it."""
        began, flips, last = time.monotonic(), 0, self._look()
        for _ in range(BLINK_LOOKS):
            self._hands.rest(LOOK_EVERY_MS)
            now = self._look()
            flips += now != last
            last = now
        return flips / (time.monotonic() - began)

    def _look(self) -> QImage:
        return self._grid().viewport().grab().toImage()

    # --- steps ----------------------------------------------------------------------------------------------------

    def open_journal(self) -> None:
        """The journal is home: open work on top, by deadline."""
        self._hands.wait(self._rows_are_there, "rows in the journal")
        self._hands.picture("journal", "the journal: what needs a hand is on top, by its deadline")

    def see_blinking(self) -> None:
        """Overdue rows alternate between white and their status colour, about once in 1.3 seconds (R17, A2)."""
        self._hands.wait(lambda: self._flips_a_second() > 0, "overdue rows that blink")
        flips = self._flips_a_second()
        self._hands.wait(lambda: 0 < flips <= MOST_FLIPS_A_SECOND, f"a calm blinking instead of {flips:.1f} a second")
        self._hands.picture("overdue-blinking", "overdue rows blink, bold, with a bar, an icon and the time passed")
        before = self._look()
        self._hands.wait(lambda: self._look() != before, "the other phase")
        self._hands.picture("overdue-other-phase", "the other phase: all in step, white and the status colour")

    def stop_blinking(self) -> None:
        """F8 stops it; the marker stays (A4)."""
        self._hands.key(Qt.Key.Key_F8)
        self._hands.wait(lambda: self._flips_a_second() == 0, "rows that no longer blink")
        self._hands.picture("blinking-stopped", "F8: blinking stopped, the markers stay, and it says until when")

    def open_card(self) -> None:
        """The card opens beside the list."""
        grid = self._grid()
        rectangle = grid.visualRect(grid.model().index(0, 1))
        self._hands.click_at(grid.viewport(), rectangle.center())
        self._hands.wait(
            lambda: self._card_says(self._texts("card-due-why", steps="").strip()),
            "the card with its deadline explained",
        )
        self._hands.picture("card", "the card: the deadline explained, subscriber, meter, next steps")

    def file_disconnect(self) -> None:
        """Ctrl+N: a chairman phones to have a plot disconnected."""
        hands = self._hands
        hands.key(Qt.Key.Key_N, CONTROL)
        self._fill(PLOT, self._texts("kind-disconnect"))
        hands.type("caller", "Петрова А. И., председатель")
        hands.wait(lambda: "10" in self._note("quota"), "the quota in words")
        hands.picture("filing", "filing: the quota is said before, the plot's owner beside it")
        hands.click("primary")
        hands.wait(self._front_is_window, "the dialog to close")
        hands.wait(lambda: self._card_says(self._texts("status-filed")), "the card of the filed request")
        hands.picture("filed", "filed: it has its number and waits for confirmation")

    def _fill(self, plot: str, kind: str, client: str = CLIENT) -> None:
        hands = self._hands
        hands.find("dialog-file")
        hands.type("client", client)
        hands.key(Qt.Key.Key_Down)
        hands.key(Qt.Key.Key_Return)
        hands.wait(lambda: hands.find("plot").isEnabled(), "the plots of the client")
        hands.type("plot", plot)
        hands.key(Qt.Key.Key_Tab)
        self._choose("kind", kind)

    def _choose(self, name: str, beginning: str) -> None:
        """Pick from a list: open it by a click, type how the entry begins, Enter."""
        self._hands.click(name)
        self._hands.keys(None, beginning)
        self._hands.key(Qt.Key.Key_Return)
        combo = self._hands.find(name)
        self._hands.wait(
            lambda: isinstance(combo, QComboBox) and combo.currentText().startswith(beginning),
            f"{beginning} in the list {name}",
        )

    def confirm(self) -> None:
        """F2: the next step is to confirm, by the message from the registered address."""
        hands = self._hands
        hands.key(Qt.Key.Key_F2)
        hands.find("dialog-confirm")
        self._choose("how", self._texts("confirm-how-message"))
        hands.wait(lambda: "18:00" in self._note("preview"), "the start deadline in the dialog")
        hands.picture("confirming", "confirming: by what, received when, and the deadline that it gives")
        hands.click("primary")
        hands.wait(self._front_is_window, "the dialog to close")
        hands.wait(lambda: self._card_says(self._texts("status-confirmed")), "the red request")
        hands.picture("confirmed", "confirmed: red, with its start deadline")

    def start_command(self) -> None:
        """F2: the plan, the meter's last four digits, the command."""
        hands = self._hands
        hands.key(Qt.Key.Key_F2)
        hands.find("dialog-start")
        hands.find("digits")
        serial = self._serial()
        hands.picture("command-cautious", "the command dialog: the focus on Cancel, the plan, what will be read back")
        hands.type("digits", serial[-4:])
        hands.wait(lambda: hands.find("primary").isEnabled(), "the command to be allowed")
        hands.picture("command", "the last four digits typed: now the command may go")
        hands.click("primary")
        hands.wait(self._front_is_window, "the dialog to close")

    def _serial(self) -> str:
        """The serial number, read off the dialog's title as the dispatcher does."""
        numbers = [word.strip("№.,") for word in self._hands.front().windowTitle().split()]
        return next(word for word in reversed(numbers) if word.isdigit() and len(word) >= 4)

    def see_verified(self) -> None:
        """The worker sends, reads back, and the card shows the proof."""
        self._hands.wait(
            lambda: self._card_says(self._texts("card-outcome-verified")), "the verified command", seconds=60
        )
        self._hands.wait(lambda: self._card_says(self._texts("status-in-progress")), "the yellow request")
        self._hands.picture("verified", "verified: the relay read back as disconnected, the request yellow")

    def complete(self) -> None:
        """F2: done, with the evidence."""
        hands = self._hands
        hands.key(Qt.Key.Key_F2)
        hands.find("dialog-complete")
        hands.picture("completing", "done: what was asked beside what was read")
        hands.click("primary")
        hands.wait(self._front_is_window, "the dialog to close")
        hands.wait(lambda: self._card_says(self._texts("status-done")), "the green request")
        hands.picture("done", "done: green, the history complete")

    # --- real meters, in processes of their own -------------------------------------------------------------------

    def take_a_meter_off(self) -> None:
        """A meter that speaks DLMS/COSEM over TCP is disconnected; what it answered stands in the card."""
        plot, whose = self._real()
        self._order(plot, "disconnect", "card-outcome-verified")
        self._look_at_evidence()
        self._hands.picture("meter-off", f"{whose} is off: its own words with the bytes beside are the evidence")

    def take_it_on_again(self) -> None:
        """The same meter is reconnected."""
        plot, whose = self._real()
        self._order(plot, "reconnect", "card-outcome-verified")
        self._look_at_evidence()
        self._hands.picture("meter-on", f"{whose} is on again, its relay closed and its load read back")

    def catch_a_lie(self) -> None:
        """A meter that says yes and does nothing: unknown, never done; what it shows differs (C3)."""
        if self._meters is not None:
            self._order(self._meters.lying_plot, "reconnect", "card-outcome-unknown")
            self._hands.picture("meter-lies", "a stranger's meter says yes and stays off: unknown, and it says why")

    def _real(self) -> tuple[str, str]:
        if self._meters is None:
            raise AssertionError
        return self._meters.plot, "a stranger's meter" if self._meters.is_strangers else "a meter of our own"

    def _order(self, plot: str, kind: str, outcome: str) -> None:
        """File, confirm and send, as in the steps before, then wait for the outcome."""
        hands, texts = self._hands, self._texts
        hands.key(Qt.Key.Key_N, CONTROL)
        self._fill(plot, texts(f"kind-{kind}"), METERS_CLIENT)
        hands.type("caller", "Петрова А. И., председатель")
        hands.click("primary")
        hands.wait(self._front_is_window, "the dialog to close")
        hands.wait(lambda: self._card_says(texts("status-filed")), "the card of the filed request")
        hands.key(Qt.Key.Key_F2)
        hands.find("dialog-confirm")
        self._choose("how", texts("confirm-how-message"))
        hands.wait(lambda: "18:00" in self._note("preview"), "the start deadline in the dialog")
        hands.click("primary")
        hands.wait(self._front_is_window, "the dialog to close")
        hands.wait(lambda: self._card_says(texts("status-confirmed")), "the red request")
        hands.key(Qt.Key.Key_F2)
        hands.find("dialog-start")
        if kind == "disconnect":
            hands.find("digits")
            hands.type("digits", self._serial()[-4:])
        hands.wait(lambda: hands.find("primary").isEnabled(), "the command to be allowed")
        hands.click("primary")
        hands.wait(self._front_is_window, "the dialog to close")
        hands.wait(lambda: self._card_says(texts(outcome)), f"the outcome of {kind}", seconds=60)
        hands.wait(lambda: self._card_says(texts("status-in-progress")), "the yellow request")

    def _look_at_evidence(self) -> None:
        """Roll the card until what the meter answered is on the screen."""
        scroll = self._hands.find("card-scroll", within=self._hands.window)
        self._hands.wait(lambda: self._card_says(self._texts("card-command-evidence")), "the evidence in the card")
        self._hands.roll(scroll, -3)

    # --- what else goes wrong -------------------------------------------------------------------------------------

    def file_limit(self) -> None:
        """Three watts for three kilowatts are asked about."""
        hands = self._hands
        hands.key(Qt.Key.Key_N, CONTROL)
        self._fill(LIMITED_PLOT, self._texts("kind-limit"))
        hands.type("watts", "3")
        hands.wait(lambda: "3" in self._note("doubt"), "the question about kilowatts")
        hands.picture("watts-doubted", "3 W for 3 kW: asked before it is filed")
        hands.click("kilowatts")
        field = hands.find("watts")
        hands.wait(lambda: isinstance(field, QLineEdit) and field.text() == "3 000", "3 000 W in the field")
        hands.key(Qt.Key.Key_Escape)
        hands.wait(self._front_is_window, "the dialog to close")

    def reject(self) -> None:
        """A red request that cannot be understood is rejected with a reason."""
        hands = self._hands
        self._show_only("confirmed")
        hands.click("step-reject")
        hands.find("dialog-reject")
        self._choose("reason", self._texts("reason-unclear"))
        hands.type("words", "Не указано, что проверить")
        hands.picture("rejecting", "rejecting: a standard reason, own words, and what the client will get")
        hands.click("primary")
        hands.wait(self._front_is_window, "the dialog to close")
        hands.wait(lambda: self._card_says(self._texts("status-rejected")), "the rejected request")
        hands.picture("rejected", "rejected: struck through, with its reason")

    def _show_only(self, counter: str) -> None:
        """Press a counter, which is a filter, and choose the last row in view that it leaves."""
        hands, grid = self._hands, self._grid()
        hands.click(f"counter-{counter}")
        hands.wait(lambda: self._rows_are_there() and self._is_down(counter), "the filtered journal")
        hands.rest(400)
        row = min(grid.model().rowCount() - 1, ROWS_IN_VIEW)
        hands.click_at(grid.viewport(), grid.visualRect(grid.model().index(row, 1)).center())
        hands.wait(lambda: self._card_says(str(grid.model().index(row, 1).data())), "the card of that row")

    def _is_down(self, counter: str) -> bool:
        button = self._hands.find(f"counter-{counter}")
        return isinstance(button, QPushButton) and button.isChecked()

    def search(self) -> None:
        """Ctrl+K: a plot, typed in either alphabet."""
        hands = self._hands
        hands.click("counter-confirmed")
        hands.wait(lambda: not self._is_down("confirmed"), "all open requests again")
        hands.key(Qt.Key.Key_K, CONTROL)
        hands.keys(None, PLOT)
        hands.wait(lambda: self._rows_are_there() and self._grid().model().index(0, 3).data() == PLOT, "plot 47 alone")
        hands.picture("search", "search: number, plot, client, meter, MAC, phone")
        hands.key(Qt.Key.Key_Escape)

    def list_keys(self) -> None:
        """? lists the keys."""
        hands = self._hands
        hands.click_at(self._grid().viewport(), self._grid().viewport().rect().center())
        hands.key(Qt.Key.Key_Question)
        hands.rest(300)
        hands.picture("keys", "the list of keys")
        hands.key(Qt.Key.Key_Escape)

    def settings(self) -> None:
        """The last of the screens: settings."""
        self._hands.key(Qt.Key(Qt.Key.Key_0.value + len(SCREENS)), CONTROL)
        self._hands.rest(500)
        self._hands.picture("settings", "settings: each with a sentence")

    def _front_is_window(self) -> bool:
        return self._hands.front() is self._hands.window
