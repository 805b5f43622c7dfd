import os
import shutil
import subprocess
import sys

import pytest


@pytest.fixture
def groups(system_packages):
    return system_packages.read_list(system_packages.LIST.read_text(encoding="utf-8"))


def test_the_makefile_names_only_groups_of_the_list(root, groups):
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    calls = [line.split() for line in makefile.splitlines() if "system_packages.py run" in line]
    named = {word for call in calls for word in call[call.index("run") :]}
    assert named == set(groups)


def test_no_package_is_listed_twice(groups):
    names = [name for needs in groups.values() for need in needs for name in need.names]
    assert sorted(names) == sorted(set(names))


def test_every_library_has_the_file_that_tells_whether_it_is_there(groups):
    libraries = [need for need in groups["run"] if need.names[0].startswith("lib")]
    assert len(libraries) > 15
    assert all(need.library and ".so" in need.library for need in libraries)


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="this system has no dpkg")
def test_what_the_list_wants_for_a_run_is_there_and_loads(system_packages, groups):
    # `make test` has installed it; a package renamed or a library misspelt shows here.
    installed = system_packages.installed_packages()
    present = [need for need in groups["run"] if installed.intersection(need.names)]
    assert [n.library for n in present if n.library and not system_packages.loads(n.library)] == []


def test_a_renamed_package_counts_under_either_name(system_packages):
    need = system_packages.read_need("libasound2t64 | libasound2  libasound.so.2", 1)
    assert need.names == ("libasound2t64", "libasound2")
    assert system_packages.missing_packages([need], {"libasound2"}) == []
    assert system_packages.missing_packages([need], {"libasound3"}) == [need]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("libegl1 libEGL.so.1", "before the first"),
        ("[run]\na b c", "line 2"),
        ("[run]\n|", "line 2"),
    ],
)
def test_a_list_that_cannot_be_read_says_which_line(system_packages, text, reason):
    with pytest.raises((system_packages.ListBroken, ValueError), match=reason):
        system_packages.read_list(text)


def test_without_rights_one_line_names_what_is_missing(system_packages, monkeypatch, capsys):
    monkeypatch.setattr(system_packages, "installed_packages", lambda: {"libegl1"})
    monkeypatch.setattr(system_packages, "way_to_root", lambda: None)
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    system_packages.main(["run"])
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "libnss3" in said
    assert " libegl1" not in said


def test_without_apt_one_line_names_the_libraries_not_found(system_packages, root, tmp_path):
    script = root / "packaging/system_packages.py"
    done = subprocess.run(
        [sys.executable, script, "run"], env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "fonts-wqy-zenhei" in done.stderr


def test_a_python_that_is_too_old_is_refused_in_one_line(root, tmp_path):
    old = tmp_path / "python-old"
    old.write_text("#!/bin/sh\necho 3.9\n")
    old.chmod(0o755)
    done = make_venv(root, old, tmp_path / "venv")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is 3.9, needed is 3.11" in done.stderr


def test_a_python_that_is_not_there_is_refused_in_one_line(root, tmp_path):
    done = make_venv(root, "python-none", tmp_path / "venv")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_a_venv_that_is_there_is_kept_unless_another_python_is_named(root, tmp_path):
    folder = tmp_path / "venv"
    fake_venv(folder, "3.12")
    assert make_venv(root, sys.executable, folder).returncode == 0
    assert (folder / "mark").exists()
    make_venv(root, sys.executable, folder, "exactly")
    assert not (folder / "mark").exists()
    assert (folder / "bin/pip").exists()


def fake_venv(folder, version):
    (folder / "bin").mkdir(parents=True)
    for name in ("python", "pip"):
        (folder / "bin" / name).write_text(f"#!/bin/sh\necho {version}\n")
        (folder / "bin" / name).chmod(0o755)
    (folder / "mark").touch()


def make_venv(root, python, folder, *more):
    return subprocess.run(
        ["sh", root / "packaging/make_venv.sh", python, folder, *more],
        capture_output=True, text=True, env=os.environ,
    )  # fmt: skip
