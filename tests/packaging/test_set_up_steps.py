"""What the Makefile does and leaves undone, with a Python that only notes what it was asked."""

import os
import shutil
import subprocess

import pytest

NOTES = """#!/bin/sh
echo "$(basename "$0") $*" >>"$NOTED"
"""
LOCKS = ("locked-build.txt", "locked-run.txt", "locked-dev.txt")
INPUTS = (
    *(
        "pyproject.toml",
        "setup.py",
        "packaging/system-packages.txt",
        "packaging/system_packages.py",
    ),
    *("packaging/compile_translations.py", "resources/translations/commandcenter_en.ts"),
    *(f"packaging/{lock}" for lock in LOCKS),
)
TEXTS = "compile_translations.py"
FOR_RUN = ["locked-build.txt", "locked-run.txt", "-e .", "qt_loads.py", TEXTS]
FOR_DEV = ["locked-dev.txt"]


class Desk:
    """A checkout with a .venv that has been made and is empty."""

    def __init__(self, root, folder):
        self.folder, self.stamps = folder, folder / ".venv" / "set-up"
        for name in ("Makefile", *INPUTS):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, folder / name)
            os.utime(folder / name, (1, 1))
        (folder / ".venv" / "bin").mkdir(parents=True)
        for name in ("python", "pip", "commandcenter"):
            (folder / ".venv" / "bin" / name).write_text(NOTES)
            (folder / ".venv" / "bin" / name).chmod(0o755)
        self.stamps.mkdir()
        self.ticks = 1  # as old as all files
        for name in ("venv", "system-run", "system-test"):
            (self.stamps / name).touch()

    def make(self, target):
        """What was installed for this target, in its order."""
        noted = self.folder / "noted"
        noted.write_text("")
        kept = {
            k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")
        }
        subprocess.run(
            ["make", "-s", target], cwd=self.folder, check=True, stdout=subprocess.DEVNULL,
            env=kept | {"NOTED": str(noted)},
        )  # fmt: skip
        lines = noted.read_text().splitlines()
        known = (*LOCKS, "-e .", "qt_loads.py", "system_packages.py", TEXTS)
        return [word for line in lines for word in known if line.endswith((word, f"{word} run"))]

    def change(self, name):
        """After all that was made: in seconds of its own, for a clock has ticks."""
        self.ticks += 2
        for stamp in self.stamps.iterdir():
            os.utime(stamp, (self.ticks, self.ticks))
        os.utime(self.folder / name, (self.ticks + 1, self.ticks + 1))


@pytest.fixture
def desk(root, tmp_path):
    return Desk(root, tmp_path)


def test_a_run_installs_what_the_program_needs_and_no_tools(desk):
    assert desk.make("run") == FOR_RUN
    assert desk.make("run") == []


def test_the_developers_tools_come_on_top(desk):
    assert desk.make("setup") == FOR_RUN + FOR_DEV
    assert desk.make("setup") == []


def test_going_from_run_to_test_and_back_does_nothing_twice(desk):
    assert desk.make("run") == FOR_RUN
    assert desk.make("setup") == FOR_DEV
    assert desk.make("run") == []
    assert desk.make("setup") == []


@pytest.mark.parametrize("name", ["pyproject.toml", *(f"packaging/{lock}" for lock in LOCKS[:2])])
def test_what_the_program_needs_is_redone_when_it_changes(desk, name):
    desk.make("setup")
    desk.change(name)
    assert desk.make("run") == FOR_RUN
    assert desk.make("setup") == FOR_DEV


def test_a_new_translation_is_compiled_and_nothing_is_installed(desk):
    desk.make("setup")
    desk.change("resources/translations/commandcenter_en.ts")
    assert desk.make("run") == [TEXTS]
    assert desk.make("setup") == []


def test_other_tools_leave_what_the_program_needs_alone(desk):
    desk.make("setup")
    desk.change("packaging/locked-dev.txt")
    assert desk.make("run") == []
    assert desk.make("setup") == FOR_DEV


def test_what_an_older_makefile_had_set_up_is_brought_to_the_locks(desk):
    (desk.stamps / "packages").touch()
    assert desk.make("run") == FOR_RUN
    assert not (desk.stamps / "packages").exists()


def test_every_package_is_held_against_its_digests(root, desk):
    said = subprocess.run(
        ["make", "-n", "setup"], cwd=desk.folder, capture_output=True, text=True, check=True
    ).stdout
    installs = [line for line in said.splitlines() if "pip install" in line]
    assert len(installs) == 4
    for line in installs:
        assert "--require-hashes" in line or "--no-deps -e ." in line
        assert "--no-build-isolation" in line or "locked-build.txt" in line
