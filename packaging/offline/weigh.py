"""What each part of the offline file weighs, by the first pattern that fits a file."""

from collections.abc import Iterator
from pathlib import Path

SITE = "opt/commandcenter/lib/python3/dist-packages/"
GROUPS = (
    ("Qt WebEngine (the web map)",
     tuple(f"{SITE}PySide6/{start}" for start in (
         "Qt/lib/libQt6WebEngine", "Qt/resources", "Qt/libexec", "QtWebEngine",
         "Qt/translations/qtwebengine"))),
    ("Qt's other libraries, of them ICU 39 MB", (f"{SITE}PySide6/Qt/",)),
    ("PySide6 and Shiboken", (f"{SITE}PySide6/", f"{SITE}shiboken6")),
    ("scipy", (f"{SITE}scipy",)),
    ("numpy", (f"{SITE}numpy",)),
    ("the program", (f"{SITE}commandcenter",)),
    ("the other Python packages", (SITE,)),
    ("Python 3.13", ("opt/commandcenter/lib/python3.13", "opt/commandcenter/bin")),
    ("Debian's libraries, the C library with them", ("opt/commandcenter/lib/",)),
    ("fonts", ("opt/commandcenter/share/fonts", "opt/commandcenter/share/fandol")),
    ("licences, cards, keyboards, menu, units", ("",)),
)  # fmt: skip


def weights(root: Path) -> dict[str, int]:
    """Bytes by group."""
    found = dict.fromkeys((name for name, _ in GROUPS), 0)
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            place = path.relative_to(root).as_posix()
            name = next(name for name, starts in GROUPS if place.startswith(starts))
            found[name] += path.stat().st_size
    return found


def table(root: Path) -> Iterator[str]:
    """As packaging/README.md shows it."""
    found = weights(root)
    yield "| part | MB |"
    yield "|---|---:|"
    for name, size in found.items():
        yield f"| {name} | {size / 1e6:.0f} |"
    yield f"| together | {sum(found.values()) / 1e6:.0f} |"
