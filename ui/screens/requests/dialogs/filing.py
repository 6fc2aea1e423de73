"""Filing a request on a client's behalf (R2-R6): who asked, for which plot, what; the quota and doubts said before."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.changes import Changes
from app.domain.desk import Client, Subscriber
from app.domain.keys import plot_key, search_key
from app.domain.kinds import RequestKind, Source
from app.domain.quota import QuotaState
from app.domain.regulation import Regulation
from app.domain.requests import Draft
from app.services import filing
from app.services.filing import SimilarRequest
from app.services.ports.unit_of_work import UnitOfWork
from ui.context import ScreenContext
from ui.screens.requests.card_model import breakable
from ui.screens.requests.dialogs.base import Call, DeskDialog
from ui.screens.requests.dialogs.fields import Combo, Form, MomentEdit, say_note
from ui.screens.requests.dialogs.filing_words import (
    doubt_words,
    quota_words,
    similar_words,
    subscriber_words,
    watts_of,
)
from ui.screens.requests.dialogs.picking import PickEdit

SOURCES = (Source.PHONE, Source.MESSAGE, Source.LETTER)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read when a client is chosen."""

    subscribers: tuple[Subscriber, ...]
    quota: QuotaState


class FileDialog(DeskDialog):
    """Ctrl+N. Nothing is filed before the button that says so."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        texts = context.texts
        super().__init__(context, parent, name="file", title=texts("file-title"), deed=texts("file-deed"))
        self._regulation = Regulation()
        self._known: _Known | None = None
        self._similar: tuple[SimilarRequest, ...] = ()
        self._meant_watts: int | None = None
        self._build_who()
        self._build_what()
        self._build_source()
        self.body.addStretch(1)
        self.fields = {
            "client-not-registered": self.client,
            "subscriber-unknown": self.plot,
            "subscriber-not-clients": self.plot,
            "watts-missing": self.watts,
            "watts-not-positive": self.watts,
            "watts-over-maximum": self.watts,
            "text-missing": self.text,
            "caller-missing": self.caller,
            "reported-in-future": self.reported,
            "quota-full": self.kind,
        }
        self.say_done(texts("file-done"))
        self._kind_changed()
        self._source_changed()

    # --- building ------------------------------------------------------------------------------------------------

    def _build_who(self) -> None:
        form = Form(self.context, self.body, self)
        self.client = PickEdit(search_key, anywhere=True, parent=self)
        self.client.setPlaceholderText(self.texts("file-client-hint"))
        form.add("file-client", self.client, name="client")
        self.client.picked.connect(self._client_picked)
        self.plot = PickEdit(plot_key, anywhere=False, parent=self)
        self.plot.setEnabled(False)
        form.add("file-plot", self.plot, name="plot")
        self.plot.picked.connect(self._plot_picked)
        self.whose = form.note(name="whose")
        self.contradicting = form.note(name="contradicting", strong=True)
        self.similar = form.note(name="similar")

    def _build_what(self) -> None:
        form = Form(self.context, self.body, self)
        self.kind = Combo(self)
        for kind in RequestKind:
            self.kind.add(self.texts(f"kind-{kind.value}"), kind)
        form.add("file-kind", self.kind, name="kind")
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.watts = form.line("file-watts", name="watts", hint=self.texts("file-watts-hint"))
        self._watts_row = form.rows["watts"]
        self.watts.textChanged.connect(self._watts_changed)
        self.doubt = form.note(name="doubt", strong=True)
        self.kilowatts = QPushButton("", self)
        self.kilowatts.setObjectName("kilowatts")
        self.kilowatts.setAutoDefault(False)
        self.kilowatts.clicked.connect(self._take_kilowatts)
        self.body.addWidget(self.kilowatts, 0, Qt.AlignmentFlag.AlignLeft)
        self.quota = form.note(name="quota")
        self.text = form.words("file-text", name="text")
        self.visit_price = form.note(name="visit-price", text=self.texts("file-visit-price"))

    def _build_source(self) -> None:
        form = Form(self.context, self.body, self)
        self.source = Combo(self)
        for source in SOURCES:
            self.source.add(self.texts(f"file-source-{source.value}"), source)
        form.add("file-source", self.source, name="source")
        self.source.currentIndexChanged.connect(self._source_changed)
        self.caller = form.line("file-caller", name="caller")
        self.reported = MomentEdit(self.context.app.office, self.context.now(), self)
        form.add("file-reported", self.reported, name="reported")

    # --- reading -------------------------------------------------------------------------------------------------

    def ready(self) -> None:
        """The clients and the regulation in force are read as it opens."""
        app, now = self.context.app, self.context.now()

        def read() -> tuple[list[Client], Regulation]:
            with app.unit_of_work().reading() as uow:
                regulation = uow.regulations.at(now)
            return list(app.queries.clients()), regulation

        def arrived(found: tuple[list[Client], Regulation]) -> None:
            clients, self._regulation = found
            self.client.choices([(client.full_name, client.id) for client in clients])
            if len(clients) == 1:
                self.client.pick(clients[0].id)

        self.context.read(read, arrived, owner=self, key="clients")
        self.client.setFocus(Qt.FocusReason.OtherFocusReason)

    def _client_picked(self, client_id: int) -> None:
        self._known = None
        self.plot.setEnabled(bool(client_id))
        self.plot.choices([])
        self._show_quota()
        if not client_id:
            return
        app, now = self.context.app, self.context.now()

        def read() -> _Known:
            quota = filing.quota(app.unit_of_work(), client_id=client_id, now=now)
            return _Known(tuple(app.queries.subscribers(client_id)), quota)

        def arrived(known: _Known) -> None:
            if self.client.value() == client_id:
                self._known = known
                self.plot.choices([(one.plot, one.id) for one in known.subscribers])
                self._show_quota()

        self.context.read(read, arrived, owner=self, key="client")

    def _plot_picked(self, subscriber_id: int) -> None:
        subscriber = self._subscriber()
        say_note(self.whose, breakable(subscriber_words(self.texts, subscriber)) if subscriber else "")
        self._look_for_similar()

    def _look_for_similar(self) -> None:
        subscriber_id, kind = self.plot.value(), self._kind()
        self._say_similar(())
        if subscriber_id is None:
            return
        app = self.context.app

        def arrived(found: tuple[SimilarRequest, ...]) -> None:
            self._say_similar(found)

        self.context.read(
            lambda: filing.similar_open(app.unit_of_work(), subscriber_id=subscriber_id, kind=kind),
            arrived,
            owner=self,
            key="similar",
        )

    def _say_similar(self, found: tuple[SimilarRequest, ...]) -> None:
        say_note(self.contradicting, similar_words(self.texts, found, contradicting=True))
        say_note(self.similar, similar_words(self.texts, found, contradicting=False))
        self.fit()

    def _subscriber(self) -> Subscriber | None:
        wanted = self.plot.value()
        subscribers = self._known.subscribers if self._known else ()
        return next((one for one in subscribers if one.id == wanted), None)

    # --- deciding ------------------------------------------------------------------------------------------------

    def _kind(self) -> RequestKind:
        return RequestKind(str(self.kind.value()))

    def _kind_changed(self) -> None:
        kind = self._kind()
        self._watts_row.setVisible(kind is RequestKind.LIMIT)
        self.visit_price.setVisible(kind is RequestKind.ONSITE_CHECK)
        self.text.setPlaceholderText(self.texts("file-text-free" if kind.is_control else "file-text-wanted"))
        self._watts_changed()
        self._show_quota()
        self._look_for_similar()

    def _show_quota(self) -> None:
        say_note(self.quota, quota_words(self.texts, self._known.quota if self._known else None, self._kind()))
        self.fit()

    def _watts(self) -> int | None:
        return watts_of(self.watts.text()) if self._kind() is RequestKind.LIMIT else None

    def _watts_changed(self) -> None:
        watts = self._watts()
        words = doubt_words(self.texts, watts, self._regulation)
        say_note(self.doubt, words)
        self.kilowatts.setVisible(bool(words))
        if words and watts is not None:
            self.kilowatts.setText(self.texts("file-kilowatts", watts=f"{watts * 1000:,}".replace(",", "\u00a0")))
        self._meant_watts = None
        self.say_deed(self.texts("file-deed"))
        self.fit()

    def _take_kilowatts(self) -> None:
        watts = self._watts()
        if watts is not None:
            self.watts.setText(f"{watts * 1000:,}".replace(",", " "))
            self.watts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _source_changed(self) -> None:
        source = Source(str(self.source.value()))
        self.caller.setPlaceholderText(self.texts(f"file-caller-{source.value}"))

    def call(self) -> Call | None:
        """File it; what is plainly missing is said without asking the desk."""
        client_id, subscriber_id, kind = self.client.value(), self.plot.value(), self._kind()
        watts = self._watts()
        if client_id is None:
            self.refuse(self.texts("file-client-missing"), self.client)
            return None
        if subscriber_id is None:
            self.refuse(self.texts("file-plot-missing"), self.plot)
            return None
        if kind is RequestKind.LIMIT and watts is None:
            self.refuse(self.texts("refusal-watts-missing"), self.watts)
            return None
        doubt = doubt_words(self.texts, watts, self._regulation)
        if doubt and self._meant_watts != watts:
            self._meant_watts = watts
            self.say_deed(self.texts("file-deed-anyway", watts=f"{watts}"))
            self.refuse(self.texts("file-doubt-again", watts=str(watts)), self.kilowatts)
            return None
        draft = Draft(
            kind=kind,
            client_id=client_id,
            subscriber_id=subscriber_id,
            watts=watts,
            text=self.text.words(),
            source=Source(str(self.source.value())),
            caller=self.caller.text().strip(),
            reported_at=self.reported.moment(),
        )
        by, now = self.context.app.operator, self.context.now()

        def file(uow: UnitOfWork) -> Changes:
            return filing.file(uow, draft=draft, by=by, now=now)

        return file
