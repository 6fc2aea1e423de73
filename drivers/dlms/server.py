"""A DLMS/COSEM meter of our own over TCP, for demonstrations and tests: `python -m drivers.dlms.server --keys-file FILE`.

It is no stand-in for a real meter: what our client and our meter agree on proves little, so tests hold the client to a
stranger's meter and this meter to a stranger's client.
"""

import argparse
import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from drivers.base import MeterKeys
from drivers.dlms import frame
from drivers.dlms.model import MeterModel, load, save
from drivers.dlms.session import Cut, Session, Silence

IDLE_S = 60.0


class MeterServer:
    """Serves `model` on a TCP port; one conversation for each connection."""

    def __init__(self, model: MeterModel, *, state: Path | None = None) -> None:
        self.model = model
        self._state = state
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def start(self, host: str, port: int) -> tuple[str, int]:
        """Listen; port 0 takes a free one. Returns where."""
        self._server = await asyncio.start_server(self._serve, host, port, limit=frame.LONGEST_APDU + frame.HEADER)
        name = self._server.sockets[0].getsockname()
        return str(name[0]), int(name[1])

    async def close(self) -> None:
        """Stop listening, hang up."""
        for writer in list(self._open):
            writer.close()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        session = Session(self.model)
        try:
            while True:
                async with asyncio.timeout(IDLE_S):
                    header = frame.decode_header(await reader.readexactly(frame.HEADER))
                    apdu = await reader.readexactly(header.length)
                try:
                    answer = session.handle(apdu, client=header.source)
                except Silence:
                    continue
                finally:
                    if self._state is not None:
                        save(self.model, self._state)
                framed = frame.encode(answer, source=header.destination, destination=header.source)
                writer.write(self.model.faults.spoil(framed))
                await writer.drain()
        except (Cut, OSError, TimeoutError, asyncio.IncompleteReadError, frame.FrameError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()


@contextlib.contextmanager
def running(model: MeterModel, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[tuple[str, int]]:
    """Serve from a thread of its own while the block runs; gives host and port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="dlms-meter", daemon=True)
    thread.start()
    server = MeterServer(model)
    try:
        yield asyncio.run_coroutine_threadsafe(server.start(host, port), loop).result(10)
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _stop(server: MeterServer) -> None:
    await server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def read_keys(path: Path) -> MeterKeys:
    """Keys from a file of two lines in hex, encryption first. ValueError for anything else."""
    lines = path.read_text().split()
    if len(lines) != 2:
        raise ValueError(f"{path}: two lines of 32 hex digits are wanted")
    return MeterKeys(bytes.fromhex(lines[0]), bytes.fromhex(lines[1]))


def main(arguments: list[str] | None = None, *, clock: Callable[[], datetime] | None = None) -> None:
    """Serve until interrupted; the first line printed says where."""
    parser = argparse.ArgumentParser(prog="python -m drivers.dlms.server", description=__doc__.splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=4059)
    parser.add_argument("--keys-file", type=Path, required=True, help="two lines in hex: encryption, authentication")
    parser.add_argument("--serial", default="00004059")
    parser.add_argument("--mode", type=int, default=4, help="control mode 0 … 6 of the relay")
    parser.add_argument("--state", type=Path, help="a file that keeps relay, threshold and counters")
    chosen = parser.parse_args(arguments)
    now = clock or (lambda: datetime.now(UTC))
    model = MeterModel(read_keys(chosen.keys_file), chosen.serial, now, control_mode=chosen.mode)
    if chosen.state is not None:
        load(model, chosen.state)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve_for_ever(MeterServer(model, state=chosen.state), chosen.host, chosen.port))


async def _serve_for_ever(server: MeterServer, host: str, port: int) -> None:
    where = await server.start(host, port)
    sys.stdout.write(f"listening on {where[0]}:{where[1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    main()
