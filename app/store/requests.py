"""Requests, numbers, quota slots and deadlines: the writing side."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from app.domain.deadlines import Deadline
from app.domain.errors import Refusal
from app.domain.kinds import Status
from app.domain.numbers import RequestNumber
from app.domain.requests import Request
from app.services.ports.repositories import Contact, SlotTaken, StaleVersion
from app.store.convert import request_columns, request_of, step_json
from app.store.failures import UNIQUE_VIOLATION, sqlstate
from app.store.rows import (
    ClientRow,
    ContactRow,
    DeadlineRow,
    MeterRow,
    NumberRow,
    QuotaSlotRow,
    RequestRow,
    SubscriberRow,
)
from app.store.search_text import place_text, search_text
from app.store.session import Session


class StoredRequests:
    """`RequestRepository` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, request_id: int) -> Request:
        """By id."""
        row = self._session.get(RequestRow, request_id, populate_existing=True)
        if row is None:
            raise Refusal("request-unknown", number=str(request_id))
        return request_of(row)

    def by_number(self, number: str) -> Request:
        """By number, as typed: `2026-000123`."""
        wanted = str(RequestNumber.parse(number))
        row = self._session.scalar(select(RequestRow).where(RequestRow.number == wanted))
        if row is None:
            raise Refusal("request-unknown", number=wanted)
        return request_of(row)

    def add(self, request: Request) -> Request:
        """Store a new one with what it is searched by."""
        columns = request_columns(request)
        del columns["id"]
        row = RequestRow(**columns, search_text=self._search_text(request))
        self._session.add(row)
        self._session.flush()
        return request_of(row)

    def update(self, request: Request, *, seen_version: int) -> Request:
        """Store the next version over the one that was seen."""
        columns = request_columns(request) | {"version": seen_version + 1}
        del columns["id"]
        done = self._session.execute(
            update(RequestRow).where(RequestRow.id == request.id, RequestRow.version == seen_version).values(**columns),
            execution_options={"synchronize_session": False},
        )
        if done.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
            raise StaleVersion
        return self.get(request.id)

    def next_number(self, year: int) -> str:
        """R8: the counter is in the transaction, so a number that is not kept is not used up."""
        row = self._session.get(NumberRow, year, with_for_update=True)
        if row is None:
            row = NumberRow(year=year, last=0)
            self._session.add(row)
        row.last += 1
        self._session.flush()
        return str(RequestNumber(year, row.last))

    def slots_taken(self, client_id: int, day: date) -> int:
        """How many places of that day are taken."""
        return (
            self._session.scalar(
                select(func.count())
                .select_from(QuotaSlotRow)
                .where(QuotaSlotRow.client_id == client_id, QuotaSlotRow.day == day)
            )
            or 0
        )

    def take_slot(self, client_id: int, day: date, *, quota: int, request_id: int) -> None:
        """Take the lowest free place of that day; the constraints have the last word."""
        taken = set(
            self._session.scalars(
                select(QuotaSlotRow.slot).where(QuotaSlotRow.client_id == client_id, QuotaSlotRow.day == day)
            )
        )
        slot = next(n for n in range(1, len(taken) + 2) if n not in taken)
        self._session.add(QuotaSlotRow(client_id=client_id, day=day, slot=slot, quota=quota, request_id=request_id))
        try:
            self._session.flush()
        except IntegrityError as error:
            if sqlstate(error) == UNIQUE_VIOLATION:
                raise  # PostgreSQL: another took this very place a moment ago; the next try finds the next one
            raise SlotTaken from error

    def free_slot(self, request_id: int) -> None:
        """Give the place back."""
        self._session.execute(delete(QuotaSlotRow).where(QuotaSlotRow.request_id == request_id))

    def add_deadline(self, request_id: int, which: str, deadline: Deadline, *, made_at: datetime) -> None:
        """Keep it beside the earlier ones."""
        self._session.add(
            DeadlineRow(
                request_id=request_id,
                which=which,
                due=deadline.due,
                rules=" ".join(deadline.rules),
                steps=[step_json(step) for step in deadline.steps],
                regulation_version=deadline.regulation_version,
                calendar_version=deadline.calendar_version,
                official=deadline.official,
                made_at=made_at,
            )
        )

    def add_contact(self, request_id: int, contact: Contact, *, at: datetime) -> int:
        """Keep it; returns its id, which the event carries."""
        row = ContactRow(
            request_id=request_id, at=at, with_whom=contact.with_whom, phone=contact.phone, note=contact.note
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def lapsing(self, filed_before: datetime, limit: int) -> Sequence[Request]:
        """Unconfirmed ones filed at or before that moment."""
        rows = self._session.scalars(
            select(RequestRow)
            .where(RequestRow.status == Status.FILED, RequestRow.filed_at <= filed_before)
            .order_by(RequestRow.filed_at, RequestRow.id)
            .limit(limit)
        )
        return [request_of(row) for row in rows]

    def opposite_of(self, request_id: int) -> Request | None:
        """The desk's own opposite that is not rejected."""
        row = self._session.scalar(
            select(RequestRow)
            .where(RequestRow.opposite_of == request_id, RequestRow.status != Status.REJECTED)
            .limit(1)
        )
        return None if row is None else request_of(row)

    def open_of_subscriber(self, subscriber_id: int) -> Sequence[Request]:
        """Filed, confirmed and running ones, the newest first."""
        rows = self._session.scalars(
            select(RequestRow)
            .where(
                RequestRow.subscriber_id == subscriber_id,
                RequestRow.status.in_((Status.FILED, Status.CONFIRMED, Status.IN_PROGRESS)),
            )
            .order_by(RequestRow.id.desc())
        )
        return [request_of(row) for row in rows]

    def _search_text(self, request: Request) -> str:
        client = self._session.get_one(ClientRow, request.client_id)
        subscriber = self._session.get_one(SubscriberRow, request.subscriber_id)
        meters = self._session.execute(
            select(MeterRow.serial, MeterRow.mac).where(MeterRow.subscriber_id == subscriber.id).order_by(MeterRow.id)
        )
        place = place_text(client.name, subscriber.plot, subscriber.name, [(m.serial, m.mac) for m in meters])
        return search_text(request.number, place, request.text)
