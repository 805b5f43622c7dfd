"""What each command does.

Those with a window are in windows.py and pictures.py, so that a script needs no Qt.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.export_kinds import require_export, require_subject, require_suffix
from commandcenter.domain.moments import moment_of
from commandcenter.domain.papers.brief_kinds import PERIODS
from commandcenter.domain.papers.paper import Subject
from commandcenter.domain.papers.period import PeriodKind, period_of
from commandcenter.domain.seat.joining import JoinRequest
from commandcenter.domain.times import minute_zh
from commandcenter.offices import backups as backup_office
from commandcenter.offices import credentials, file_check, support_report, system
from commandcenter.offices.accounts import acting_person
from commandcenter.offices.opening import opened
from commandcenter.offices.typesetting import FORMATS
from commandcenter.offices.written_files import (
    make_folder,
    marked_place,
    require_place,
    save,
    set_paper,
    whole,
)
from commandcenter.paths import user_data
from commandcenter.services.guard import PROGRAM
from commandcenter.services.papers import paper_record
from commandcenter.settings import Settings, remember_database
from commandcenter.store import backup as backups
from commandcenter.store import roles, server_check
from commandcenter.store.address import address_of, is_server
from commandcenter.store.backup_key import holds_key
from commandcenter.store.complaints.person_key import state as key_state
from commandcenter.store.database import Database, sqlite_file
from commandcenter.store.people import actor_of

# Commands that may show the web engine, which a hidden process could not fence in.
WITH_WINDOW = frozenset({"", "demo", "drill", "wall", "shoot"})


def brief(url: str, kind: str, subject: int, out: Path, of: Subject = Subject.INCIDENT) -> str:
    """`subject`: the incident, or the week or month of the kind, or what `of` says.

    An incident's journal says that its paper was made: the file and the line are both there or
    neither.
    """
    if out.suffix.lower().removeprefix(".") not in ("", *FORMATS):
        words = "公文写成 .pdf、.docx 或 .ofd 文件，不能写成“{suffix}”。"
        raise AskedWrongly(words, suffix=out.suffix)
    require_place(out, url)
    from commandcenter.offices.paper_making import printed_document  # loaded for a paper only

    with opened(url) as db:
        out = marked_place(out, db)
        with db.read() as session:
            made = printed_document(session, kind, subject, of)
        data, words = set_paper(made, out)
        with whole(out) as part:
            own_files.write(part, data)
            if kind not in PERIODS and of is Subject.INCIDENT:
                with db.write() as session:
                    paper_record.note_made(session, PROGRAM, subject, kind)
    return words


NO_PERIOD = {
    PeriodKind.WEEK: "请用 --week 指明是哪一周，如 2026-W47。",
    PeriodKind.MONTH: "请用 --month 指明是哪个月，如 2026-10。",
    PeriodKind.DAY: "请用 --day 指明是哪一天，如 2026-11-24。",
}


def period_number(kind: str, week: str, month: str, day: str = "") -> int:
    """202647 for 2026-W47, 202610 for 2026-10, 20261124 for 2026-11-24. Raises AskedWrongly for
    what is none."""
    wanted = PERIODS.get(kind, PeriodKind.WEEK)
    said = {PeriodKind.WEEK: week, PeriodKind.MONTH: month, PeriodKind.DAY: day}
    words = said[wanted]
    if not words:
        raise AskedWrongly(NO_PERIOD[wanted])
    return period_of(wanted, words).number


def doctor(url: str, notify: Sequence[str] = ()) -> tuple[list[str], bool]:
    findings = system.examine(url, notify)
    return [each.line for each in findings], all(each.ok for each in findings)


def require_report(out: Path | None, url: str) -> None:
    """Raises RuleBroken for a place where the package for support cannot be written."""
    if out is None:
        return
    if out.suffix.lower() != ".zip":
        raise AskedWrongly("报告写成 .zip 文件，不能写成“{suffix}”。", suffix=out.suffix)
    require_place(out, url)


def show_report(
    url: str, lines: list[str], out: Path, say: Callable[[str], None]
) -> tuple[support_report.Item, ...]:
    """Say what the package for support will hold, before it is written."""
    held = support_report.items(url, lines, datetime.now(UTC))
    say(f"{out} 将写入以下 {len(held)} 项：")
    for item in held:
        say(f"  {item}")
    say(support_report.ABOUT)
    return held


def write_report(held: tuple[support_report.Item, ...], out: Path) -> str:
    save(out, support_report.packed(held))
    return f"{out}：{len(held)} 项，可以发给技术支持。"


def export(url: str, what: str, out: Path, incident: int | None) -> str:
    require_export(what)
    require_subject(what, incident)
    require_suffix(out.suffix)
    require_place(out, url)
    from commandcenter.offices import exports  # the queries of all lists are loaded for a list only

    with opened(url) as db, db.read() as session:
        out = marked_place(out, db)
        table = exports.table(session, what, incident)
        save(out, exports.as_file(table, out.suffix))
    return f"{out}：{len(table.rows)} 行。"


def backup(url: str, file: Path, *, force: bool = False) -> str:
    with opened(url) as db:
        facts = backup_office.noted_backup(db, file, force=force)
        with db.read() as session:
            _, wrong = key_state(session)
    inside = "里面的密钥是原备份中保留的那一份" if holds_key(file) else "里面没有人员识别密钥"
    told = f"\n注意：{inside}。{wrong}" if wrong else ""
    return f"已备份到 {file}（日志 {facts.journal_number} 行）。{told}"


def restore_drill(url: str, file: Path, say: Callable[[int, int], None]) -> tuple[str, bool]:
    with opened(url) as db:
        with db.read() as session:
            actor = acting_person(session)
        tried = backup_office.restore_drill(db, actor, file, say)
    took = f"用时 {tried.seconds // 60} 分 {tried.seconds % 60} 秒"
    if tried.whole:
        compared = f"日志 {tried.lines} 行，{tried.rows} 行记录核对一致"
        return f"恢复演练通过：{file}（{compared}），{took}，已登记。", True
    return f"恢复演练没有通过：{file}，{took}，已登记。\n{tried.words}", False


def restore(url: str, file: Path) -> str:
    if not is_server(url):
        facts, advice = backups.restore(file, url), file_check.without_modes(url)
        with opened(url, ready=False) as db:
            advice += _without_key(db)
    else:
        with opened(url, ready=False) as db:
            advice = server_check.check(db)
            roles.require_may_lay(db)
            facts = backups.restore_to_server(file, db)
            roles.lay(db)
            advice += _without_key(db)
    words = f"已从 {file} 恢复（日志 {facts.journal_number} 行，校验通过）。"
    return "\n".join([words, *(f"注意：{each}" for each in advice)])


def _without_key(db: Database) -> list[str]:
    with db.read() as session:
        _, wrong = key_state(session)
    return [f"备份里没有人员识别密钥。{wrong}"] if wrong else []


def demo(
    settings: Settings, *, at: str, speed: int, fresh: bool, shoot: Path | None
) -> tuple[int, list[str]]:
    """Make the demo when it is not there, then open it, or draw it where there is no display.

    Returns the exit code and the lines to say.
    """
    # the generator of the city is needed by this command only
    from commandcenter.db.demo import load

    url = f"sqlite:///{user_data() / 'demo.db'}"
    folder = shoot or (None if has_display() else Path("out"))
    load.parse(at)
    if not fresh:
        load.require_sound(url)
    if folder:
        make_folder(folder)
    load.make(url, at, speed=0 if folder else speed, fresh=fresh)
    # Qt is loaded for a window or a picture only
    from commandcenter.program import pictures, windows

    with opened(url) as db:
        if folder:
            return 0, pictures.draw_demo(db, settings, folder)
        return windows.show_demo(db, settings), []


def run_desk(url: str, settings: Settings, *, named: bool) -> int:
    """The desk on `url`; without an address and a file of their own, the first start asks."""
    from commandcenter.program import founding_window, windows  # Qt is loaded for a window only

    file = sqlite_file(url)
    if not named and file and not file.is_file():
        _require_display()
        return _first_start(url, settings)
    if file and file.is_file() and not founding_window.is_founded(url):
        _require_display()  # a founding that was cut off, or a database made by `init` alone
        return _found_here(url, settings)
    if not file:
        _require_display()  # for the password is asked in a window
    with opened(url, ask=windows.ask_password(settings)) as db:
        _require_display()
        return windows.show_desk(db, settings)


def _first_start(url: str, settings: Settings) -> int:
    """What was chosen is remembered: the demo not, an address in the settings' file."""
    from commandcenter.program import windows  # Qt is loaded for a window or a picture only

    choice, wish, remember = windows.first_start(settings)
    match choice:
        case "demo":
            code, _ = demo(settings, at="D0 10:46", speed=1, fresh=False, shoot=None)
            return code
        case "local":
            return _found_here(url, settings)
        case "found" if wish:
            return _found_on_server(wish, settings, remember=remember)
        case "join" if wish:
            address = credentials.joined(wish, remember=remember)
            remember_database(address)
            with opened(address, ask=lambda *_: wish.password) as db:
                return windows.show_desk(db, settings)
    return 0


def _found_here(url: str, settings: Settings) -> int:
    """Who founds it sits at its desk at once."""
    from commandcenter.program import founding_window, windows  # Qt is loaded for a window only

    done = founding_window.found(url, settings, alone=True)
    if done is None:
        return 0
    login, _, wants_import = done
    with opened(url) as db:
        with db.read() as session:
            founder = actor_of(session, login, db.clock())
        return windows.show_desk(db, settings, founder, wants_import=wants_import)


def _found_on_server(wish: JoinRequest, settings: Settings, *, remember: bool) -> int:
    """By the server's own administrator; then the bureau's one signs on as themselves."""
    from commandcenter.program import founding_window, windows  # Qt is loaded for a window only

    address = address_of(wish).text
    done = founding_window.found(address, settings, alone=False, ask=lambda *_: wish.password)
    if done is None:
        return 0
    login, password, _ = done
    own = replace(wish, login=login, password=password)
    address = credentials.joined(own, remember=remember)
    remember_database(address)
    with opened(address, ask=lambda *_: password) as db:
        return windows.show_desk(db, settings)


def run_wall(url: str, settings: Settings, screen: int | None) -> int:
    from commandcenter.program import windows  # Qt is loaded for a window or a picture only

    if not sqlite_file(url):
        _require_display()
    with opened(url, ask=windows.ask_password(settings)) as db:
        _require_display()
        return windows.show_wall(db, settings, screen)


SIZES = {"wall": (1920, 1080), "desk": (1600, 1000)}
PICTURES = (".png", ".jpg", ".jpeg")


def require_screen(what: str) -> None:
    """Raises AskedWrongly for a screen that there is not."""
    if what not in SIZES:
        raise AskedWrongly("画面只有 wall 和 desk，没有“{what}”。", what=what)


def shoot(url: str, settings: Settings, what: str, out: Path, size: str, at: str = "") -> str:
    """`at`: the moment whose picture is drawn, as it was known then; "" is now."""
    require_screen(what)
    width, height = _size(size) if size else SIZES[what]
    if out.suffix.lower() not in PICTURES:
        raise AskedWrongly("图片应以 .png 结尾，不能是“{suffix}”。", suffix=out.suffix)
    require_place(out, url)
    from commandcenter.program import pictures  # Qt is loaded for a picture only

    with opened(url) as db:
        out = marked_place(out, db)
        moment = moment_of(at, db.clock()) if at else None
        pictures.draw_screen(db, settings, what, out, width, height, at=moment)
    shown = f"{minute_zh(moment)}所见，" if moment else ""
    return f"{out}：{shown}{width}×{height}。"


def _size(words: str) -> tuple[int, int]:
    parts = words.lower().split("x")
    if len(parts) != 2 or not all(p.isdecimal() and 320 <= int(p) <= 16_384 for p in parts):
        raise AskedWrongly("尺寸应写作 1920x1080，每边 320 到 16384，不能是“{size}”。", size=words)
    return int(parts[0]), int(parts[1])


def _require_display() -> None:
    """Qt itself would end the program, in English."""
    if not has_display():
        raise RuleBroken("没有显示器，不能打开窗口；要出图请用 commandcenter shoot。")


def has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
