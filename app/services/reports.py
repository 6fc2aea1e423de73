"""The month's false calls with their prices (R13), and the price itself: a dated figure of the regulation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Final

from app.domain.changes import Changes, Subject
from app.domain.desk import Operator, Role
from app.domain.errors import Refusal
from app.domain.regulation import Regulation, Regulations
from app.services.acting import acting, put_event
from app.services.ports.reports import FalseCall
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction

KOPECKS: Final = Decimal("0.01")
MOST_RUBLES: Final = Decimal(1_000_000)
"""A price above it is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class PricedCall:
    """A false call and its price in rubles: the one in force when the visit was closed; None where none was set."""

    call: FalseCall
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class ClientTotal:
    """A client's false calls of the month; `rubles` sums those with a price, `unpriced` counts the others."""

    client: str
    calls: tuple[PricedCall, ...]
    rubles: Decimal
    unpriced: int


def price_at(regulations: Regulations, moment: datetime) -> Decimal | None:
    """What a false call closed at `moment` costs, in rubles."""
    kopecks = regulations.at(moment).false_call_kopecks
    return None if kopecks is None else kopecks * KOPECKS


def priced(calls: Sequence[FalseCall], regulations: Regulations) -> tuple[ClientTotal, ...]:
    """R13: the calls of a month, in the order given, summed for each client."""
    totals = []
    for _, group in groupby(calls, key=lambda call: call.client_id):
        each = tuple(PricedCall(call, price_at(regulations, call.closed_at)) for call in group)
        prices = [one.price for one in each if one.price is not None]
        totals.append(ClientTotal(each[0].call.client, each, sum(prices, Decimal(0)), len(each) - len(prices)))
    return tuple(totals)


@transaction
def set_false_call_price(uow: UnitOfWork, *, rubles: Decimal, since: date, by: Operator, now: datetime) -> Changes:
    """From 00:00 of the civil day `since` on a false call costs `rubles`: a further version of the regulation.

    Everything else stays as it is in force then. Versions that begin later and only carried the former price on carry
    this one; a price set for a later day stands.

    Raises:
        Refusal: price-not-positive, price-too-high, price-in-kopecks, administrator-only; and as `acting` says.
    """
    kopecks = _kopecks(rubles)
    with acting(uow, by):
        if uow.operators.get(by.id).role is not Role.ADMINISTRATOR:
            raise Refusal("administrator-only", login=by.login)
        _keep_the_first(uow, by=by, now=now)
        regulations = Regulations(uow.reference.regulations())
        begins = uow.office.start_of(since)
        former = regulations.at(begins).false_call_kopecks
        carriers = [v for v in _standing(regulations) if v.effective_from > begins and v.false_call_kopecks == former]
        next_version = max(v.version for v in regulations.versions) + 1
        changed = [replace(regulations.at(begins), effective_from=begins), *carriers]
        for version, one in enumerate(changed, next_version):
            uow.reference.add_regulation(replace(one, version=version, false_call_kopecks=kopecks), now=now, by=by.id)
        put_event(
            uow,
            ("regulation", next_version),
            "set-price",
            by=by.id,
            now=now,
            data={"since": since.isoformat(), "kopecks": kopecks, "former": former},
        )
        uow.touch(Subject.REGULATION, next_version)
        return uow.commit()


def _keep_the_first(uow: UnitOfWork, *, by: Operator, now: datetime) -> None:
    """The figures the program came with become a version too, so that what is new holds from its own day only."""
    if not uow.reference.regulations():
        uow.reference.add_regulation(Regulation(), now=now, by=by.id)


def _standing(regulations: Regulations) -> list[Regulation]:
    """The version that holds from each beginning on: a corrected one hides the one it corrects."""
    return list({version.effective_from: version for version in regulations.versions}.values())


def _kopecks(rubles: Decimal) -> int:
    if rubles <= 0:
        raise Refusal("price-not-positive")
    if rubles > MOST_RUBLES:
        raise Refusal("price-too-high", most=int(MOST_RUBLES))
    if rubles != rubles.quantize(KOPECKS):
        raise Refusal("price-in-kopecks")
    return int(rubles / KOPECKS)
