"""A file appears whole or not at all: it is written beside its place and renamed when it is complete."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.errors import Refusal

_REFUSALS: Final = {
    errno.ENOSPC: "file-no-room",
    errno.EDQUOT: "file-no-room",
    errno.EFBIG: "file-no-room",
    errno.EACCES: "file-not-writable",
    errno.EPERM: "file-not-writable",
    errno.EROFS: "file-not-writable",
    errno.ETXTBSY: "file-not-writable",
    errno.EISDIR: "file-not-writable",
    errno.ENOENT: "file-no-folder",
    errno.ENOTDIR: "file-no-folder",
    errno.ENAMETOOLONG: "file-bad-name",
    errno.EINVAL: "file-bad-name",
}


@contextmanager
def written_aside(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to; leaving renames it to `path`, which replaces what stood there.

    Whatever is raised inside leaves nothing behind, and `path` as it was.

    Raises:
        Refusal: file-no-room, file-not-writable, file-no-folder, file-bad-name, file-failed, each with the file's name.
    """
    part = path.with_name(f".pult-{secrets.token_hex(4)}.part")  # short: a name that fits shall not fail for its part
    try:
        if path.exists() and not path.is_file():  # a device or a pipe would be replaced by a file
            raise Refusal("file-not-writable", file=path.name)
        yield from _through(part, path)
    except OSError as error:
        # Windows says EACCES too where another program, Excel say, holds the file open.
        raise Refusal(_REFUSALS.get(error.errno or 0, "file-failed"), file=path.name) from error


def _through(part: Path, path: Path) -> Iterator[BinaryIO]:
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
