"""The screens of this machine: by what one of them, and a set of them, is known again."""

import hashlib

from PySide6.QtGui import QGuiApplication, QScreen


def _with_place(screen: QScreen) -> str:
    box = screen.geometry()
    return f"{screen.name()} {box.width()}x{box.height()}{box.x():+d}{box.y():+d}"


def present_set() -> str:
    """A key for settings of the set of screens that are here now: names, sizes and places."""
    names = sorted(_with_place(screen) for screen in QGuiApplication.screens())
    return hashlib.sha256("|".join(names).encode()).hexdigest()[:16]


def by_name() -> dict[str, QScreen]:
    """From left to right, as people count them. A name is the connector's; where two have the same
    the second has its number."""
    found: dict[str, QScreen] = {}
    for screen in sorted(QGuiApplication.screens(), key=_corner):
        name, number = screen.name(), 1
        while name in found:
            number += 1
            name = f"{screen.name()} {number}"
        found[name] = screen
    return found


def _corner(screen: QScreen) -> tuple[int, int]:
    return screen.geometry().x(), screen.geometry().y()
