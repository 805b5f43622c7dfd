"""One user's own folders, and the program as they call it: in processes of their own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from commandcenter.paths import RESOURCES, ROOT
from tests.patience import PATIENCE_S
from tests.stories.demo_files import copy_of, demo_at, shared_folder

CITY = RESOURCES / "city" / "demo_city.geojson"
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "QTWEBENGINE_DISABLE_SANDBOX")


@dataclass(frozen=True)
class Output:
    code: int
    out: str
    err: str


class ForkServer:
    """See fork_server.py."""

    def __init__(self, folder):
        self._out, self._err = folder / "out", folder / "err"
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("fork_server.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
        )

    def call(self, arguments, environment, folder, *, file_size=0, unprivileged=False):
        order = {
            "arguments": [str(a) for a in arguments],
            "environment": environment,
            "folder": str(folder),
            "file_size": file_size,
            "unprivileged": unprivileged,
            "out": str(self._out),
            "err": str(self._err),
        }
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        code = json.loads(self._process.stdout.readline())
        return Output(code, *(f.read_text("utf-8", "replace") for f in (self._out, self._err)))

    def stop(self):
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()


@pytest.fixture(scope="session")
def fork_server(tmp_path_factory):
    server = ForkServer(tmp_path_factory.mktemp("fork"))
    yield server
    server.stop()


class House:
    """A user: their data, settings and cache folders, and a folder to work in."""

    def __init__(self, home, server):
        self.home, self._server = home, server
        self.data = home / "data"
        self.config = home / "config" / "commandcenter"
        self.work = home / "work"
        for folder in (self.data, self.config, self.work):
            folder.mkdir(parents=True)
        self.database = self.data / "commandcenter.db"

    @property
    def environment(self):
        own = {
            "HOME": str(self.home),
            "COMMANDCENTER_DATA": str(self.data),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_DATA_HOME": str(self.home / "share"),
            "PYTHONPATH": str(ROOT),
        }
        return {k: os.environ[k] for k in KEPT if k in os.environ} | own

    def run(self, *arguments, **how):
        """`commandcenter ARGUMENTS` in the folder to work in."""
        extra = how.pop("environment", {})
        return self._server.call(arguments, self.environment | extra, self.work, **how)

    def start(self, *arguments, **environment):
        """The same as the user's shell does it: a fresh interpreter; for Qt, which must not fork"""
        done = subprocess.run(
            [sys.executable, "-m", "commandcenter", *map(str, arguments)],
            env=self.environment | environment,
            cwd=self.work,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        return Output(done.returncode, done.stdout.decode(), done.stderr.decode())

    def url(self, path=None):
        return f"sqlite:///{path or self.database}"


@pytest.fixture
def house(tmp_path, fork_server):
    """A user who has just installed the program."""
    return House(tmp_path / "house", fork_server)


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory, fork_server):
    """What `init --city` makes, to be copied."""
    user = House(tmp_path_factory.mktemp("ready"), fork_server)
    said = user.run("init", "--city", CITY, "--name", "澄州市市场监督管理局")
    assert said.code == 0, said.err
    return user.database


@pytest.fixture
def bureau(house, ready_file):
    """A user whose database has the city and the plan, and nothing else."""
    copy_of(ready_file, house.database)
    return house


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    """The demo as it stands at D0 10:46, to be copied."""
    return demo_at(shared_folder(tmp_path_factory), "D0 10:46")


@pytest.fixture
def demo(house, demo_file):
    """A user whose database is the demo city at D0 10:46."""
    copy_of(demo_file, house.database)
    return house
