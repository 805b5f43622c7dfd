"""Whether this machine has a driver for its graphics: without one nothing draws but the processor.

The web engine ends the whole process where it asks for a driver and there is none, so this is
known before it starts, and from files alone: to load a driver takes longer than to look.
"""

import re
import sys
from pathlib import Path

CACHE = Path("etc/ld.so.cache")  # every library that the system finds by its name
FOLDERS = ("lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu", "lib", "usr/lib")
DISPATCH = b"libGLdispatch.so.0"  # what shares out the calls among the vendors' drivers
# By EGL alone does the engine draw: a driver that speaks no more than GLX, as Xvfb brings one with
# it, is none, under X neither.
VENDOR = re.compile(rb"libEGL_\w+\.so\.0")
ALONE = b"\0libEGL.so.1\0"  # of a vendor that shares with nobody


def listed(root: Path) -> list[Path]:
    """Drivers where a loader without a list of libraries looks for them."""
    found = (path for folder in FOLDERS for path in (root / folder).glob("libEGL_*.so.0"))
    return [path for path in found if VENDOR.fullmatch(path.name.encode())]


def has_driver(root: Path = Path("/"), own: Path | None = None) -> bool:
    """Also where nothing can be told: then the engine is left to find out.

    `own`: the libraries that come with the program; a driver beside them must be one that shares.
    """
    if sys.platform != "linux":
        return True
    shared = ((own or Path(sys.prefix, "lib")) / DISPATCH.decode()).exists()
    try:
        known = (root / CACHE).read_bytes()
    except OSError:
        return not shared or bool(listed(root))
    if VENDOR.search(known):
        return True
    return not (shared or DISPATCH in known) and ALONE in known
