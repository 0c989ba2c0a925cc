"""Files that nobody else writes to, and files that are written whole or not at all."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file, which takes the place of the one at `path` when the block has ended. Raises OSError.

    Its name is a random one, so that no other file, and no link that others have put there, is written to.
    """
    descriptor, name = tempfile.mkstemp(prefix=".summarizer-", dir=path.parent)
    new = Path(name)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123  # it is open already
            yield file
        shutil.copymode(path, new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def lock(file: BinaryIO) -> bool:
    """Whether nobody else has the file; it is then this process's until it is closed, whatever ends the process."""
    try:
        import fcntl
    except ImportError:
        return True  # Windows itself keeps others from replacing a file that is open
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True
