"""Whether this machine can make an alarm heard, and show a notification: asked of Qt itself.

In a process of its own: a window system or a sound server that hangs costs the doctor nothing. In a
bundle there is no Python to start: the program itself is started with PROBE_FLAG, and runs it.
"""

import json
import os
import subprocess
import sys

from commandcenter.domain.phrase import phrase, word

PROBE = """
import json
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
app = QApplication([])
found = {"tray": QSystemTrayIcon.isSystemTrayAvailable(), "sounds": 0, "lacks": ""}
try:
    from PySide6.QtMultimedia import QMediaDevices
    found["sounds"] = len(QMediaDevices.audioOutputs())
except ImportError as error:
    found["lacks"] = str(error)
print(json.dumps(found))
"""
PROBE_FLAG = "--probe-desktop"
LATE = 20  # seconds

Said = tuple[bool, str]


def has_screen() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def probe_command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, PROBE_FLAG]
    return [sys.executable, "-c", PROBE]


def look() -> dict[str, object] | None:
    """What Qt finds: tray, sounds (how many devices), lacks; None when it does not answer."""
    try:
        done = subprocess.run(probe_command(), capture_output=True, text=True, timeout=LATE)
        found = json.loads(done.stdout.strip().rpartition("\n")[2] or "null")
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return found if isinstance(found, dict) else None


def sound(found: dict[str, object] | None, *, screen: bool) -> Said:
    """Whether it will do, and a sentence. Without a screen nobody sits here."""
    if not screen:
        return True, word("没有显示器，告警不在这台机器上响。")
    if found is None:
        return False, word("声音设备查不到，告警可能只能看到、听不到。")
    if found["lacks"]:
        text = phrase(
            "声音程序不能加载，告警只能看到、听不到，请安装 libpulse0：{error}。",
            error=str(found["lacks"]),
        )
        return False, text
    if not found["sounds"]:
        return False, word("没有声音设备，告警只能看到、听不到；值班席位请接音箱或者耳机。")
    return True, phrase("有 {n} 个声音设备，告警可以响。", n=found["sounds"])


def tray(found: dict[str, object] | None, *, screen: bool) -> Said:
    if not screen:
        return True, word("没有显示器，不显示桌面通知。")
    if found is None or not found["tray"]:
        return False, word("系统没有托盘，窗口最小化时不会弹出告警通知，请保持窗口可见。")
    return True, word("有系统托盘，窗口最小化时弹出告警通知。")
