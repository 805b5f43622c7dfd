"""What is seen.

WORKAROUND: https://doc.qt.io/qtforpython-6/considerations.html (`from __feature__ import`). Once
PySide is loaded it looks at every import of the process, and reads, and keeps, the source of every
module that is loaded after it, to see whether that asks for other names of Qt: a fifth of a second
for a desk. None here does, so imports go past it again.
"""

import builtins
import sys

import PySide6


def _asks_for_nothing(module: object) -> bool:
    return False


_features = sys.modules.get("shibokensupport.feature")
if hasattr(_features, "_mod_uses_pyside") and PySide6:
    _features._mod_uses_pyside = _asks_for_nothing  # type: ignore[union-attr]  # it is there
if builtins.__import__.__name__ == "__feature_import__" and hasattr(builtins, "__orig_import__"):
    builtins.__import__ = builtins.__orig_import__
