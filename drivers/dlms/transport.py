"""One TCP connection to a meter or its gateway: frames out, frames in, each under a deadline; at most one frame is held."""

import asyncio
import contextlib

from drivers.dlms import frame

CLOSING_S = 1.0
MOST_STRAY = 8
"""Frames to somebody else that are passed over while an answer is waited for."""


class LinkError(Exception):
    """The connection failed, or carries what is no frame for us."""


class Link:
    """Made by `Link.open`. `client` and `server` are the wrapper's ports: our address, and the logical device's."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, client: int, server: int, patience_s: float
    ) -> None:
        self._reader, self._writer = reader, writer
        self._client, self._server = client, server
        self._patience_s = patience_s

    @classmethod
    async def open(cls, host: str, port: int, *, client: int, server: int, patience_s: float) -> "Link":
        """Connect; LinkError where nobody listens within `patience_s`, which also bounds each answer."""
        try:
            async with asyncio.timeout(patience_s):
                streams = await asyncio.open_connection(host, port, limit=frame.LONGEST_APDU + frame.HEADER)
        except (OSError, TimeoutError, UnicodeError) as error:
            raise LinkError(f"{host}:{port} cannot be reached: {error}") from error
        return cls(*streams, client=client, server=server, patience_s=patience_s)

    async def send(self, apdu: bytes) -> None:
        """Hand the frame to the operating system. LinkError where the connection is gone: part of it may have left."""
        try:
            async with asyncio.timeout(self._patience_s):
                self._writer.write(frame.encode(apdu, source=self._client, destination=self._server))
                await self._writer.drain()
        except (OSError, TimeoutError) as error:
            raise LinkError(f"the connection broke: {error}") from error

    async def receive(self) -> bytes:
        """The next APDU for us. LinkError where none comes whole in time, or what comes is no frame."""
        try:
            async with asyncio.timeout(self._patience_s):
                for _ in range(MOST_STRAY):
                    header = frame.decode_header(await self._reader.readexactly(frame.HEADER))
                    apdu = await self._reader.readexactly(header.length)
                    if (header.source, header.destination) == (self._server, self._client):
                        return apdu
        except TimeoutError as error:
            raise LinkError(f"no answer within {self._patience_s:g} s") from error
        except asyncio.IncompleteReadError as error:
            raise LinkError(f"the meter hung up after {len(error.partial)} bytes of an answer") from error
        except (OSError, frame.FrameError) as error:
            raise LinkError(f"the connection broke: {error}") from error
        raise LinkError("only frames for somebody else")

    async def close(self) -> None:
        """Hang up; never fails, never waits long."""
        self._writer.close()
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(CLOSING_S):
                await self._writer.wait_closed()
