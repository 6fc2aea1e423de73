"""How a meter is reached: its driver, address, gateway and the driver's own options, never secrets."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from app.domain.changes import Changes, Subject
from app.domain.desk import Operator, Role
from app.domain.errors import Refusal
from app.services.acting import acting, put_event
from app.services.ports.unit_of_work import UnitOfWork
from app.services.transactions import transaction

_LOOKS_LIKE_A_KEY = re.compile(r"[0-9A-Fa-f]{32,}")


@transaction
def connect(
    uow: UnitOfWork,
    *,
    meter_id: int,
    driver: str,
    address: str,
    gateway: str,
    options: Mapping[str, str],
    known: Collection[str],
    by: Operator,
    now: datetime,
) -> Changes:
    """Say how a meter is reached; `known` are the drivers that there are, "" takes the connection away.

    Raises:
        Refusal: operator-may-not (only an administrator connects meters); driver-unknown; meter-options-secret, an option
            looks like a key, which belongs into the keyring; command-pending-meter.
    """
    with acting(uow, by):
        if uow.operators.get(by.id).role is not Role.ADMINISTRATOR:
            raise Refusal("operator-may-not", login=by.login)
        if driver and driver not in known:
            raise Refusal("driver-unknown", driver=driver, known=", ".join(known))
        for name, value in options.items():
            if _LOOKS_LIKE_A_KEY.search(value.replace(" ", "").replace(":", "")):
                raise Refusal("meter-options-secret", option=name)
        meter = uow.clients.meter(meter_id)
        if uow.commands.pending_of_meter(meter.id):
            raise Refusal("command-pending-meter", meter=meter.serial)
        stored = replace(meter, driver=driver, address=address.strip(), gateway=gateway.strip(), options=dict(options))
        uow.clients.update_meter(stored)
        put_event(
            uow,
            ("meter", meter.id),
            "connect",
            by=by.id,
            now=now,
            from_state=meter.driver,
            to_state=driver,
            data={"address": stored.address, "gateway": stored.gateway, "options": dict(options)},
        )
        uow.touch(Subject.METER, meter.id)
        return uow.commit()
