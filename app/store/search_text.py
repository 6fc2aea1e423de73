"""What a request is searched by: one text of its number, people, plot, meters and words, each by its key."""

from collections.abc import Iterable

from app.domain.keys import mac_key, plot_key, search_key, serial_key

MeterName = tuple[str, str]
"""Serial number and MAC address, the latter "" where there is none."""


def place_text(client: str, plot: str, subscriber: str, meters: Iterable[MeterName]) -> str:
    """The part that all requests of one subscriber have alike. Only this part changes after filing."""
    parts = [search_key(client), f"plot:{plot_key(plot).lower()}", search_key(subscriber)]
    for serial, mac in meters:
        parts += [serial_key(serial).lower(), mac_key(mac).lower() if mac else ""]
    return " ".join(part for part in parts if part)


def search_text(number: str, place: str, words: str) -> str:
    """A request's whole text: number, `place_text`, its own words."""
    return " ".join(part for part in (number, place, search_key(words)) if part)
