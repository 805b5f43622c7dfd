"""A crash leaves the stacks, and nothing of what stood in memory."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from commandcenter.paths import ROOT
from tests.patience import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
HEX_ZERO = "00000000"


def limit_of(pid):
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line for line in lines if line.startswith("Max core file size")).split()[4:6]


def filter_of(pid):
    return Path(f"/proc/{pid}/coredump_filter").read_text().strip()


def is_hidden(pid):
    """The kernel gives the files of a process that may not be dumped to root."""
    if os.geteuid() == 0:
        return None
    return Path(f"/proc/{pid}/environ").stat().st_uid == 0


def children_of(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children_of(child)]
    return found


def generous():
    """As on a machine whose administrator wants dumps of everything."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    Path("/proc/self/coredump_filter").write_text("0xff")


@pytest.fixture
def run(tmp_path):
    """run(code): a real process of the program, that dumps as it would by itself."""
    started = []
    for name in ("data", "work"):
        (tmp_path / name).mkdir()

    def run(*command):
        environment = os.environ | {
            "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen",
            "COMMANDCENTER_DATA": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "c"),
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, *command], env=environment, cwd=tmp_path / "work",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=generous,
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def assert_crashed_without_a_dump(process, folder):
    """By its status the kernel says whether it wrote, or piped, a dump."""
    _, status = os.waitpid(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert os.WIFSIGNALED(status)
    assert not os.WCOREDUMP(status)
    assert [path.name for path in folder.iterdir() if path.name.startswith("core")] == []


# It crashes in the thread of the windows, which holds the interpreter meanwhile: a thread that ran
# on while the stacks are written would tear them.
DESK = """
import os, signal, sys
from pathlib import Path
from commandcenter.domain.org import Role
from commandcenter.offices.opening import opened
from commandcenter.domain.seat.posts import post_of
from commandcenter.program import admin, trouble, windows
from commandcenter.program.init_command import init
from commandcenter.services.seat.people import NewPerson
from commandcenter.settings import Settings
trouble.guard_process()
url = "sqlite:///a.db"
init(url, None, "")
who = NewPerson("chenyu", "陈宇")
admin.add_person(url, who, [post_of("commander")], "Secret-In-Memory-1")
def shown():
    print("shown", flush=True)
def crash_when_told():
    if Path("crash").exists():
        os.kill(os.getpid(), signal.SIGSEGV)
from PySide6.QtCore import QTimer
with opened(url) as db:
    show = {"desk": windows.show_desk, "wall": windows.show_wall}[sys.argv[1]]
    who = windows.first_holder(db, Role.COMMANDER) if sys.argv[1] == "desk" else None
    qt = windows.qt
    def with_word(*arguments, **named):
        class Told:
            def __enter__(self):
                self.inner = qt(*arguments, **named)
                app = self.inner.__enter__()
                self.timers = QTimer(singleShot=True, interval=2000), QTimer(interval=50)
                for timer, due in zip(self.timers, (shown, crash_when_told)):
                    timer.timeout.connect(due)
                    timer.start()
                return app
            def __exit__(self, *error):
                return self.inner.__exit__(*error)
        return Told()
    windows.qt = with_word
    show(db, Settings(), who)
"""


@pytest.mark.parametrize("window", ["desk", pytest.param("wall", marks=pytest.mark.nightly)])
def test_a_window_that_crashes_leaves_its_stacks_and_no_memory(run, tmp_path, window):
    process = run("-c", DESK, window)
    said = []
    until(lambda: said.append(process.stdout.readline()) or "shown\n" in said)
    for pid in (process.pid, *children_of(process.pid)):
        assert limit_of(pid) == ["0", "0"]
        assert filter_of(pid) == HEX_ZERO
    (tmp_path / "work" / "crash").touch()
    assert_crashed_without_a_dump(process, tmp_path / "work")
    stacks = (tmp_path / "data" / "logs" / "faults.log").read_text()
    assert "Segmentation fault" in stacks
    assert "windows.py" in stacks
    assert "Secret-In-Memory-1" not in stacks


def test_a_service_that_crashes_leaves_no_memory_and_lets_nobody_look_in(run, tmp_path):
    assert run("-m", "commandcenter", "--db", "sqlite:///a.db", "init").wait() == 0
    process = run("-m", "commandcenter", "--db", "sqlite:///a.db", "watchman")
    assert "已启动" in process.stdout.readline()
    assert limit_of(process.pid) == ["0", "0"]
    assert filter_of(process.pid) == HEX_ZERO
    assert is_hidden(process.pid) in (None, True)
    process.send_signal(signal.SIGABRT)
    assert_crashed_without_a_dump(process, tmp_path / "work")


CHILD = """
from pathlib import Path
import sys
from commandcenter.intake import workbook
from commandcenter.program import trouble
trouble.guard_process()
from commandcenter import own_memory
own_memory.hide()
import ctypes, subprocess
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
look = "print(open('/proc/self/limits').read().split('Max core file size')[1].split()[0],"
look += "open('/proc/self/coredump_filter').read().strip())"
print(subprocess.run([sys.executable, "-I", "-c", look], capture_output=True, text=True).stdout)
"""


def test_what_a_process_starts_dumps_no_more_than_it_does(run):
    process = run("-c", CHILD)
    said = process.communicate()[0].split()
    assert said == ["0", "0", HEX_ZERO]


def test_without_the_guard_the_same_process_would_dump(run):
    """So that the tests above can fail."""
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("nothing may be dumped on this machine")
    process = run("-c", "import time; print('up', flush=True); time.sleep(600)")
    process.stdout.readline()
    assert limit_of(process.pid) != ["0", "0"]
    assert filter_of(process.pid) != HEX_ZERO
