"""Examines this machine: one finding a line, each a Chinese sentence for whoever looks after it.

Nothing here raises: what cannot be examined is a finding that says so.
"""

import ctypes
import importlib
import importlib.metadata
import locale
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from commandcenter import own_files, paths
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import why
from commandcenter.domain.phrase import clauses, enumerated, phrase, with_note, word
from commandcenter.domain.seat.finding import Finding, Health, health
from commandcenter.offices import desktop_check, graphics, key_ring

OLDEST_PYTHON = (3, 11)
# 6.12 loses references to None under 3.11, until the interpreter aborts.
UNSAFE_PAIR = ((3, 11), (6, 12))
OLDEST_SQLITE = (3, 51, 3)  # before it two connections at a checkpoint could damage the file
LEAST_FREE = 2 * 1024**3  # bytes: a copy of the database and the papers of one large incident
BUILT = datetime(2026, 1, 1, tzinfo=UTC)  # no clock is right that stands before it
LAST_YEAR = 2100
BEIJING = timedelta(hours=8)
LATE = 10  # seconds that an outside program may take to answer


def examine(
    database_check: Callable[[], Sequence[Finding]] | None = None,
    *,
    data_folder: Path | None = None,
    now: datetime | None = None,
) -> list[Finding]:
    """Every finding, in the order to show them.

    The caller brings `database_check`, which must not raise; the data folder and the time (aware)
    default to this user's and to this moment.
    """
    findings = [versions(), embedded_database()]
    if database_check is not None:
        findings += database_check()
    findings += [screen_fonts(), paper_fonts(), interface(), web_engine(), window_system()]
    findings += alarms()
    findings += [clock(now or datetime.now(UTC)), disk(data_folder), waiting(data_folder)]
    return [*findings, encoding()]


def versions() -> Finding:
    python = sys.version_info[:2]
    try:
        qt = importlib.metadata.version("PySide6-Essentials")
    except importlib.metadata.PackageNotFoundError:
        return Finding(word("版本"), Health.BROKEN, word("没有安装 PySide6，界面无法打开。"))
    return judge_versions(python, qt)


def judge_versions(python: tuple[int, int], qt: str) -> Finding:
    """`qt` as the package says it: "6.11.3"."""
    said = phrase("Python {major}.{minor}，PySide6 {qt}", major=python[0], minor=python[1], qt=qt)
    major, minor = (int(part) for part in qt.split(".")[:2])
    if python < OLDEST_PYTHON:
        return Finding(
            word("版本"), Health.BROKEN, phrase("{said}：Python 须为 3.11 或更新。", said=said)
        )
    if python <= UNSAFE_PAIR[0] and (major, minor) >= UNSAFE_PAIR[1]:
        text = phrase(
            "{said}：这一组合会丢失 None 的引用计数，运行中会突然退出，请改用 PySide6 6.11。",
            said=said,
        )
        return Finding(word("版本"), Health.BROKEN, text)
    return Finding(word("版本"), Health.GOOD, phrase("{said}。", said=said))


def embedded_database() -> Finding:
    try:
        import pysqlite3
    except ImportError as error:
        return Finding(
            word("内置数据库"),
            Health.BROKEN,
            phrase("pysqlite3 不能加载：{error}。", error=str(error)),
        )
    version: tuple[int, int, int] = pysqlite3.sqlite_version_info
    return judge_sqlite(version)


def judge_sqlite(version: tuple[int, int, int]) -> Finding:
    said, oldest = (".".join(map(str, numbers)) for numbers in (version, OLDEST_SQLITE))
    if version < OLDEST_SQLITE:
        text = phrase(
            "SQLite {said} 有并发检查点损坏数据的缺陷，须为 {oldest} 或更新。",
            said=said,
            oldest=oldest,
        )
        return Finding(word("内置数据库"), Health.BROKEN, text)
    return Finding(word("内置数据库"), Health.GOOD, phrase("SQLite {said}。", said=said))


def screen_fonts() -> Finding:
    if sys.platform in ("win32", "darwin"):
        return Finding(word("屏幕字体"), Health.GOOD, word("使用操作系统自带的中文字体。"))
    try:
        command = ["fc-list", ":lang=zh", "family"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LATE)
    except (OSError, subprocess.SubprocessError):
        return Finding(
            word("屏幕字体"), Health.BROKEN, word("没有 fc-list，无法查看字体，请安装 fontconfig。")
        )
    families = sorted({line.split(",")[0].strip() for line in done.stdout.splitlines() if line})
    return judge_families(families)


def judge_families(families: list[str]) -> Finding:
    if not families:
        text = word("没有中文字体，文字会显示为方框，请安装 fonts-wqy-zenhei。")
        return Finding(word("屏幕字体"), Health.BROKEN, text)
    shown = enumerated(families[:3])
    if len(families) > 3:
        shown = phrase("{names} 等", names=shown)
    return Finding(
        word("屏幕字体"),
        Health.GOOD,
        phrase("有 {n} 种中文字体：{shown}。", n=len(families), shown=shown),
    )


def paper_fonts() -> Finding:
    try:
        from commandcenter.outputs.pdf.fonts import chosen_fonts  # reportlab loads slowly

        roles = chosen_fonts()
    except RuleBroken as error:
        return Finding(word("公文字体"), Health.BROKEN, error.words)
    except (ImportError, OSError) as error:
        return Finding(
            word("公文字体"), Health.BROKEN, phrase("排版程序不能加载：{error}。", error=str(error))
        )
    return judge_roles(roles)


def judge_roles(roles: Sequence[tuple[str, str, str, bool]]) -> Finding:
    """`roles` as (role, family, file, whether it stands in for the right kind)."""
    own = [with_note(word(role), family) for role, family, _, stand_in in roles if not stand_in]
    parts = [enumerated(own), stand_ins(roles), *hints(roles)]
    return Finding(word("公文字体"), Health.GOOD, phrase("{fonts}。", fonts=clauses(parts)))


def stand_ins(roles: Sequence[tuple[str, str, str, bool]]) -> str:
    """Which faces of the standard another font prints; "" when none does."""
    lent = [with_note(word(role), family) for role, family, _, stand_in in roles if stand_in]
    return phrase("以别的字体代用：{fonts}", fonts=enumerated(lent)) if lent else ""


def hints(roles: Sequence[tuple[str, str, str, bool]]) -> Iterator[str]:
    """How to get the fonts that others stand in for."""
    lent = {role for role, _, _, stand_in in roles if stand_in}
    if lent & {"仿宋", "小标宋"}:
        yield word("运行 make fonts 可取得开源的仿宋和小标宋")
    elif lent:
        yield word("见 packaging/system-packages.txt 所列字体")


def interface() -> Finding:
    """Whether Qt's widgets and every library they need can be loaded."""
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        return Finding(
            word("界面"),
            Health.BROKEN,
            phrase("Qt 不能加载，窗口打不开：{error}。", error=str(error)),
        )
    return Finding(word("界面"), Health.GOOD, word("Qt 可以加载。"))


def web_engine() -> Finding:
    """Whether the map's web engine and every library it needs can be loaded."""
    try:
        importlib.import_module("PySide6.QtWebEngineWidgets")
    except ImportError as error:
        return Finding(
            word("网页引擎"),
            Health.BROKEN,
            phrase("网页引擎不能加载，地图改用简图：{error}。", error=str(error)),
        )
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        text = word("可以加载；以 root 身份运行时它不肯打开，地图改用简图，请用普通账户运行。")
        return Finding(word("网页引擎"), Health.GOOD, text)
    if graphics.has_driver():
        return Finding(word("网页引擎"), Health.GOOD, word("可以加载，地图由显卡驱动绘制。"))
    text = word("可以加载；没有显卡驱动，地图由处理器绘制（软件绘制），放大和移动时慢一些。")
    return Finding(word("网页引擎"), Health.GOOD, text)


def window_system() -> Finding:
    if sys.platform != "linux":
        return Finding(word("窗口系统"), Health.GOOD, word("由操作系统提供。"))
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return Finding(
            word("窗口系统"), Health.GOOD, word("没有显示器，只能出图和出文，不能打开窗口。")
        )
    try:
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError as error:
        text = phrase("打不开窗口，请安装 libxcb-cursor0：{error}。", error=str(error))
        return Finding(word("窗口系统"), health(bool(os.environ.get("WAYLAND_DISPLAY"))), text)
    return Finding(word("窗口系统"), Health.GOOD, word("可以打开窗口。"))


def alarms() -> list[Finding]:
    """Whether an alarm is heard here, and shown while the window is not."""
    screen = desktop_check.has_screen()
    found = desktop_check.look() if screen else None
    return [
        _told(word("告警声音"), desktop_check.sound(found, screen=screen)),
        _told(word("桌面通知"), desktop_check.tray(found, screen=screen)),
    ]


def _told(name: str, said: desktop_check.Said) -> Finding:
    good, text = said
    return Finding(name, health(good), text)


def clock(now: datetime) -> Finding:
    if now < BUILT or now.year >= LAST_YEAR:
        return Finding(
            word("时钟"),
            Health.BROKEN,
            phrase("系统时间 {now:%Y-%m-%d %H:%M} 显然不对，请先校时。", now=now),
        )
    offset = now.astimezone().utcoffset()
    if offset != BEIJING:
        text = phrase(
            "系统时区不是北京时间（{now:%z}），程序仍按北京时间显示。", now=now.astimezone()
        )
        return Finding(word("时钟"), Health.GOOD, text)
    return Finding(
        word("时钟"), Health.GOOD, phrase("{now:%Y-%m-%d %H:%M}，北京时间。", now=now.astimezone())
    )


def disk(folder: Path | None) -> Finding:
    try:
        folder = folder or paths.user_data()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding(
            word("磁盘"), Health.BROKEN, phrase("数据文件夹不能使用：{why}。", why=why(error))
        )
    if not os.access(folder, os.W_OK):
        return Finding(
            word("磁盘"), Health.BROKEN, phrase("数据文件夹 {folder} 不可写。", folder=folder)
        )
    return judge_space(folder, free)


def judge_space(folder: Path, free: int) -> Finding:
    """`free` in bytes."""
    gigabytes = free / 1024**3
    if free < LEAST_FREE:
        return Finding(
            word("磁盘"),
            Health.BROKEN,
            phrase(
                "{folder} 仅剩 {gigabytes:.1f} GB，少于 2 GB，请清理。",
                folder=folder,
                gigabytes=gigabytes,
            ),
        )
    return Finding(
        word("磁盘"),
        Health.GOOD,
        phrase("{folder} 尚余 {gigabytes:.0f} GB。", folder=folder, gigabytes=gigabytes),
    )


def waiting(folder: Path | None) -> Finding:
    """What waits on this machine for the database: whether it is encrypted, and who may read it."""
    try:
        folder = (folder or paths.user_data()) / "outbox"
        kept = list(folder.glob("**/*")) if folder.is_dir() else []
        open_to_others = [
            path for path in (folder, *kept) if path.exists() and own_files.is_open(path)
        ]
    except OSError as error:
        return Finding(
            word("本机暂存"), Health.BROKEN, phrase("暂存文件夹不能查看：{why}。", why=why(error))
        )
    if open_to_others:
        text = phrase("{path} 其他人也能读，请把权限改为只有本人可读写。", path=open_to_others[0])
        return Finding(word("本机暂存"), Health.BROKEN, text)
    try:
        from commandcenter.offices.credentials import ring_keys  # needs the drivers of the database
    except ImportError as error:
        return Finding(
            word("本机暂存"),
            Health.BROKEN,
            phrase("数据库驱动不能加载：{error}。", error=str(error)),
        )
    if ring_keys() is not None:
        return Finding(
            word("本机暂存"), Health.GOOD, word("断网时写下的内容加密存放，密钥在系统密钥环里。")
        )
    lacking = key_ring.trouble() or word("没有系统密钥环")
    text = phrase(
        "{lacking}：断网时写下的内容不加密，只有本人的系统账户能读，建议启用整盘加密。",
        lacking=lacking,
    )
    return Finding(word("本机暂存"), Health.GOOD, text)


def way_out(command: Sequence[str]) -> Finding:
    """Whether alarms can leave this machine for people who are at no seat."""
    name = word("告警外发")
    if not command:
        text = word("没有设置 notify，不在席位上的人收不到告警；通知只存成文件（alarm_outbox）。")
        return Finding(name, Health.GOOD, text)
    if shutil.which(command[0]) is None:
        return Finding(
            name,
            Health.BROKEN,
            phrase("notify 设置的程序“{program}”不能运行，告警发不出去。", program=command[0]),
        )
    return Finding(name, Health.GOOD, phrase("由“{program}”发出。", program=command[0]))


def encoding() -> Finding:
    name = locale.getencoding()
    if name.lower().replace("-", "") != "utf8" and sys.platform != "win32":
        text = phrase(
            "系统字符编码是 {name}，中文可能显示不出，请设为 UTF-8（如 LANG=C.UTF-8）。", name=name
        )
        return Finding(word("区域设置"), Health.BROKEN, text)
    return Finding(word("区域设置"), Health.GOOD, phrase("字符编码 {name}。", name=name))
