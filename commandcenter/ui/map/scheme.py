"""Before the web engine starts: clean its environment and register the scheme cc:.

`guard_environment` is called before anything of Qt is imported, `register` before the first page
is made: the engine is loaded where its map is shown, and by no other window. Both work where it is
not installed.
"""

import os
import sys
from collections.abc import MutableMapping

from commandcenter.offices import graphics

NAME = b"cc"
NO_SANDBOX = "QTWEBENGINE_DISABLE_SANDBOX"
FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
DEBUGGING = "QTWEBENGINE_REMOTE_DEBUGGING"
SOFTWARE = "--disable-gpu"
QUIET = "--log-level=3"


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def guard_environment(
    allow_no_sandbox: bool,
    environment: MutableMapping[str, str] = os.environ,
    *,
    quiet: bool = False,
    driver: bool | None = None,
) -> None:
    """Remove what would open the web engine to others, and tell it what draws on this machine.

    `allow_no_sandbox`: only for tests and for drawing pictures in a container, where the
    engine would end the whole process as root with its sandbox on. `quiet`: it reports nothing.
    `driver`: whether there is one for the graphics; by default this machine is asked. Without
    one the engine would end the process, too, when it is not told to draw by the processor.
    """
    environment.pop(FLAGS, None)
    has_driver = graphics.has_driver() if driver is None else driver
    flags = [*([] if has_driver else [SOFTWARE]), *([QUIET] if quiet else [])]
    if flags:
        environment[FLAGS] = " ".join(flags)
    environment.pop(DEBUGGING, None)
    if not allow_no_sandbox:
        environment.pop(NO_SANDBOX, None)
    elif is_root():
        environment[NO_SANDBOX] = "1"


def would_end_the_process(environment: MutableMapping[str, str] = os.environ) -> bool:
    """As root with its sandbox on the engine exits at once, without an exception."""
    return sys.platform == "linux" and is_root() and NO_SANDBOX not in environment


def draws_in_software(environment: MutableMapping[str, str] = os.environ) -> bool:
    """Whether the web engine was told to do without a driver."""
    return SOFTWARE in environment.get(FLAGS, "").split()


def register() -> bool:
    """Load the web engine and register cc:, once a process; say whether it is installed."""
    try:
        # Imported here: on a machine without its system libraries the import fails.
        from PySide6.QtWebEngineCore import QWebEngineUrlScheme
        from PySide6.QtWebEngineWidgets import (
            QWebEngineView,  # noqa: F401 - only whether it is there
        )
    except ImportError:
        return False
    if QWebEngineUrlScheme.schemeByName(NAME).name() == NAME:
        return True
    scheme = QWebEngineUrlScheme(NAME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled | flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)
    return True
