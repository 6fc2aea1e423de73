"""Kinds, statuses and sources of requests, with the letters and forms by which each is told (R1, R16, A3)."""

from enum import StrEnum


class RequestKind(StrEnum):
    """R1. The values are those of the `pultctl` command line."""

    LIMIT = "limit"
    LIFT = "lift"
    DISCONNECT = "disconnect"
    RECONNECT = "reconnect"
    REMOTE_CHECK = "remote-check"
    ONSITE_CHECK = "on-site-check"

    @property
    def is_control(self) -> bool:
        """True for the four kinds that send a command to a meter; only those count for the quota (R4)."""
        return self not in (RequestKind.REMOTE_CHECK, RequestKind.ONSITE_CHECK)

    @property
    def opposite(self) -> "RequestKind | None":
        """The kind whose command takes this one's effect back (R14); None for checks."""
        return _OPPOSITES.get(self)


_OPPOSITES = {
    RequestKind.LIMIT: RequestKind.LIFT,
    RequestKind.LIFT: RequestKind.LIMIT,
    RequestKind.DISCONNECT: RequestKind.RECONNECT,
    RequestKind.RECONNECT: RequestKind.DISCONNECT,
}


class Status(StrEnum):
    """The life of a request: filed → confirmed → in progress → done | rejected; filed → lapsed | rejected."""

    FILED = "filed"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    REJECTED = "rejected"
    LAPSED = "lapsed"

    @property
    def is_final(self) -> bool:
        """R15: nothing follows."""
        return self in (Status.DONE, Status.REJECTED, Status.LAPSED)

    @property
    def is_open(self) -> bool:
        """Work that waits for a dispatcher."""
        return self in (Status.CONFIRMED, Status.IN_PROGRESS)


class Source(StrEnum):
    """Where a request came from (R2)."""

    CABINET = "cabinet"
    PHONE = "phone"
    LETTER = "letter"
    MESSAGE = "message"
    DESK = "desk"
    """The desk's own opposite command after a rejection (R14): outside the quota (R4)."""


class ConfirmedBy(StrEnum):
    """What made a request confirmed (R2, R7)."""

    CABINET = "cabinet"
    MESSAGE = "message"
    SIGNED_LETTER = "signed-letter"
    CALL = "call"
    """Enough for a check; a control request is never confirmed by a call alone (R2)."""
    DESK = "desk"
    """The desk's own decision: only for the opposite command it files itself (R14)."""


class RejectReason(StrEnum):
    """The standard reasons of R14; OTHER and every other one may carry own words."""

    UNCLEAR = "unclear"
    NO_CONNECTION = "no-connection"
    SUBSCRIBER_NOT_FOUND = "subscriber-not-found"
    POWER_EXCEEDED = "power-exceeded"
    WITHDRAWN = "withdrawn"
    OTHER = "other"
