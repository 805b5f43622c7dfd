"""The demo at a moment as a file to copy: made once a test run, for all its processes."""

import fcntl
import os
import shutil

from commandcenter.db.demo import load


def shared_folder(tmp_path_factory):
    """A folder of this test run, the same for all workers of xdist."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def demo_at(folder, words):
    """The demo standing at a moment; never written to. Its key lies beside it."""
    path = folder / f"demo {words.replace(':', '')}.db"
    with (folder / f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            made = path.with_suffix(".part")
            load.make(f"sqlite:///{made}", words, speed=0, fresh=True)
            os.replace(f"{made}.key", f"{path}.key")
            made.rename(path)
    return path


def copy_of(path, target):
    """A copy of one's own, as a database's address."""
    for end in ("", ".key"):
        shutil.copy(f"{path}{end}", f"{target}{end}")
    return f"sqlite:///{target}"
