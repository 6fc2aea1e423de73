"""What a meter's address and options say: where it listens, who we are to it, which keys it has. Never the keys."""

from dataclasses import dataclass

from drivers.base import Target, Unsupported

DEFAULT_TITLE = bytes.fromhex("504c540000000001")
"""`PLT` and a number; a meter may be told to take only a title that it knows (option `title`)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`client` and `server` are the wrapper's ports, `keys` the name of the meter's keys, `unlimited` a raw threshold."""

    host: str
    port: int
    keys: str
    client: int = 1
    server: int = 1
    title: bytes = DEFAULT_TITLE
    unlimited: int | None = None
    general: bool = False
    """General ciphering (option `ciphering=general`), for meters that take no other."""

    @property
    def counter_key(self) -> str:
        """One row of counters for each pair of keys and title: meters that share them share the numbers."""
        return f"dlms:{self.keys}:{self.title.hex()}"


def read_settings(target: Target) -> Settings:
    """The settings of a target.

    Raises:
        Unsupported: code "options"; the address or an option cannot be meant.
    """
    options = target.options
    unknown = set(options) - {"keys", "client", "server", "title", "unlimited", "ciphering"}
    if unknown:
        raise Unsupported(f"unknown options: {', '.join(sorted(unknown))}", code="options")
    host, _, port = target.address.rpartition(":")
    try:
        settings = Settings(
            host=host.strip("[]"),
            port=int(port),
            keys=options.get("keys", ""),
            client=int(options.get("client", "1")),
            server=int(options.get("server", "1")),
            title=bytes.fromhex(options["title"]) if "title" in options else DEFAULT_TITLE,
            unlimited=int(options["unlimited"]) if "unlimited" in options else None,
            general={"service": False, "general": True}[options.get("ciphering", "service")],
        )
    except (KeyError, ValueError) as error:
        raise Unsupported(f"the meter's address or options: {error}", code="options") from error
    ports = (settings.port, settings.client, settings.server)
    if not settings.host or not settings.keys or len(settings.title) != 8 or not all(0 < p <= 0xFFFF for p in ports):
        raise Unsupported("a meter needs host:port, keys=NAME, and a title of 8 bytes", code="options")
    return settings
