"""A file that is kept is the old one or the new one, never half, whatever breaks off and when."""

import ast
import builtins
import errno
import os
import stat
import time
from pathlib import Path

import pytest

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import why
from commandcenter.intake.check import Reject
from commandcenter.intake.rejects import write_rejects
from commandcenter.settings import remember_language
from commandcenter.store.complaints import person_key

PACKAGE = Path(own_files.__file__).parent
OLD, NEW = b"old " * 999, b"new " * 9999
STEPS = ("open", "write", "fsync", "replace")  # of them the first time, or of the folder after
FULL_DISK = "No space left on device"


def full():
    return OSError(errno.ENOSPC, FULL_DISK)


class Killed(BaseException):
    """As a process ends by a signal that it handles; what a SIGKILL leaves is another test's."""


class Breaking:
    """A file, of which half is written before the disk is full."""

    def __init__(self, file, error):
        self._file, self._error = file, error

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __enter__(self):
        self._file.__enter__()
        return self

    def __exit__(self, *args):
        return self._file.__exit__(*args)

    def write(self, data):
        self._file.write(data[: len(data) // 2])
        self._file.flush()
        raise self._error


def break_at(monkeypatch, step, error):
    def broken(*_args, **_named):
        raise error

    if step == "write":
        real = own_files.opened
        monkeypatch.setattr(
            own_files, "opened", lambda *args, **named: Breaking(real(*args, **named), error)
        )
    elif step == "open":
        monkeypatch.setattr(builtins, "open", broken)
    elif step == "replace":
        monkeypatch.setattr(Path, "replace", broken)
    else:
        monkeypatch.setattr(os, step, broken)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("breaks", [full, Killed])
@pytest.mark.parametrize("before", [OLD, None], ids=["old", "none"])
def test_what_breaks_off_leaves_the_old_file_whole(tmp_path, monkeypatch, step, breaks, before):
    path = tmp_path / "清单.csv"
    if before is not None:
        path.write_bytes(before)
    error = breaks()
    with monkeypatch.context() as at:
        break_at(at, step, error)
        with pytest.raises(type(error)) as raised:
            own_files.write(path, NEW)
    assert (path.read_bytes() if path.exists() else None) == before
    assert [p.name for p in tmp_path.iterdir()] == ([path.name] if before else [])
    if isinstance(raised.value, OSError):
        assert raised.value.filename == str(path)
        assert why(raised.value) == "磁盘空间不足"
    own_files.write(path, NEW)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == own_files.FILE or os.name == "nt"


def test_the_new_name_is_put_on_the_disk_after_the_new_content(tmp_path, monkeypatch):
    done = []
    fsync, replace = os.fsync, Path.replace

    def noted_sync(handle):
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        done.append("folder" if is_folder else os.fstat(handle).st_size)
        fsync(handle)

    def noted_replace(part, target):
        done.append(part.parent == target.parent)
        return replace(part, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    own_files.write(tmp_path / "a.pdf", NEW)
    assert done == [len(NEW), True, "folder"]


def test_a_disk_that_syncs_no_folders_keeps_the_file(tmp_path, monkeypatch):
    def refused(_folder):
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(own_files, "sync_folder", refused)
    own_files.write(tmp_path / "a.pdf", NEW)
    assert (tmp_path / "a.pdf").read_bytes() == NEW


def test_what_a_killed_program_left_goes_with_the_next_file_a_day_later(tmp_path):
    path = tmp_path / f"{'长' * 70}[1].csv"
    with own_files.whole(path) as file:
        part = Path(file.name)
    assert part.parent == tmp_path
    others = tmp_path / ".other.0123456789abcdef.part"
    for each in (part, others):
        each.write_bytes(b"half")
    own_files.write(path, OLD)  # another program may be writing it just now
    assert part.exists()
    long_ago = time.time() - own_files.KILLED_AFTER_S - 1
    for each in (part, others):
        os.utime(each, (long_ago, long_ago))
    own_files.write(path, NEW)
    assert sorted(tmp_path.iterdir()) == sorted([path, others])


def test_two_that_write_one_file_do_not_write_into_each_other(tmp_path):
    path = tmp_path / "a.csv"
    with own_files.whole(path) as one, own_files.whole(path) as other:
        one.write(OLD)
        other.write(NEW)
    assert path.read_bytes() == OLD  # whose was done last
    assert list(tmp_path.iterdir()) == [path]


def test_one_that_must_be_new_is_never_put_over_another(tmp_path):
    path = tmp_path / "密码.tsv"
    writing = own_files.whole(path, "x", encoding="utf-8")
    writing.__enter__().write("新")
    path.write_bytes(OLD)  # somebody else was quicker
    with pytest.raises(FileExistsError):
        writing.__exit__(None, None, None)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_but_not_by_a_name_of_the_programs_own(tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_bytes(OLD)
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("no links without a right")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        own_files.write_text(link, "x", own_name=True)
    assert real.read_bytes() == OLD
    own_files.write(link, NEW)
    assert link.is_symlink()
    assert real.read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such devices")
def test_a_device_takes_what_comes():
    own_files.write(Path("/dev/null"), NEW)
    assert not Path("/dev/null").is_file()


# --- those that write by it ----------------------------------------------------------------------


def test_half_a_key_is_not_left(tmp_path, monkeypatch):
    path = tmp_path / "center.db.key"
    with monkeypatch.context() as at:
        break_at(at, "write", full())
        with pytest.raises(OSError, match=FULL_DISK):
            person_key.make_file(path)
    assert list(tmp_path.iterdir()) == []
    key = person_key.make_file(path)
    with pytest.raises(FileExistsError):
        person_key.make_file(path)
    assert person_key.read_file(path) == key


def test_a_full_disk_keeps_the_settings_of_before(tmp_path, monkeypatch):
    path = tmp_path / "settings.toml"
    path.write_text('database = "sqlite:////here.db"\n', encoding="utf-8")
    with monkeypatch.context() as at:
        break_at(at, "write", full())
        with pytest.raises(OSError, match=FULL_DISK):
            remember_language("en", path)
    assert path.read_text(encoding="utf-8") == 'database = "sqlite:////here.db"\n'


def test_a_full_disk_keeps_the_list_of_refused_rows_of_before(tmp_path, monkeypatch):
    path = tmp_path / "退回.csv"
    path.write_bytes(OLD)
    with monkeypatch.context() as at:
        break_at(at, "write", full())
        with pytest.raises(RuleBroken) as raised:
            write_rejects(path, ["a"], [Reject(2, "1", "缺登记日期", ("x",))])
    assert str(raised.value) == "无法写入拒收清单“退回.csv”：磁盘空间不足。"
    assert path.read_bytes() == OLD


# --- and nobody by another way -------------------------------------------------------------------

# Who opens a file to write under its own name, and why half of one does no harm there.
DIRECT = {
    "own_memory.py": "a switch of the kernel's",
    "ui/theme.py": "marks in this process's own temporary folder",
    "ui/guards.py": "a log",
    "program/trouble.py": "a log",
    "store/restore_mark.py": "a lock",
    "offices/upgrade_place.py": "a lock",
    "intake/folder.py": "a lock",
    "offices/upgrade_package.py": "a program's tree, which a link leads to when it is whole",
    "services/aftermath/archive.py": "passes into the database, then it is gone",
    "store/backup_file.py": "a database while it is copied or unpacked, named when it was checked",
}


def direct(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("own_files.opened", "opened"):
            modes = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "mode")]
            if any(isinstance(mode, ast.Constant) and mode.value != "r" for mode in modes):
                yield node.lineno


def test_nobody_writes_a_file_that_is_kept_under_its_own_name():
    """tests/test_architecture.py: nor past own_files."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "own_files.py" and list(direct(ast.parse(path.read_text("utf-8")))):
            found.add(path.relative_to(PACKAGE).as_posix())
    assert found == set(DIRECT)


def test_one_that_does_is_found():
    for line in ("own_files.opened(path, 'wb')", "own_files.opened(p, mode='x')"):
        assert list(direct(ast.parse(line)))
    assert not list(direct(ast.parse("own_files.whole(path, 'wb')\nopened(url)")))
