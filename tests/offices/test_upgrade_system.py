"""A newer program for the whole machine, by its administrator: its installer is a stand-in here."""

import os
from datetime import UTC, datetime

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.offices import upgrade_folder, upgrade_system
from commandcenter.offices.upgrade_system import Machine, go_back, install, this_machine
from tests.offices.fake_packages import package

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """What the installers were asked: dpkg by its words, install.sh by the version it found."""
    told, tools = tmp_path / "asked.txt", tmp_path / "tools"
    tools.mkdir()
    dpkg = tools / "dpkg"
    dpkg.write_text('#!/bin/sh\n[ -z "$REFUSES" ] || { echo "dpkg: error: no" >&2; exit 1; }\n'
                    'echo "$1 $(basename "$2")" >> "$ASKED"\n')  # fmt: skip
    dpkg.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("ASKED", str(told))
    return lambda: told.read_text().splitlines() if told.exists() else []


def machine(tmp_path, *, by_dpkg):
    return Machine(tmp_path / "kept", by_dpkg)


def published(tmp_path, version, kinds=("deb", "tar.xz")):
    folder = tmp_path / f"share-{version}"
    folder.mkdir()
    files = [package(tmp_path, version, kind) for kind in kinds]
    upgrade_folder.put_packages(folder, files)
    return folder, upgrade_folder.manifest_of(files, "局", NOW)


def test_debians_installer_gets_the_deb_and_the_former_is_kept(tmp_path, asked):
    here = machine(tmp_path, by_dpkg=True)
    for version in ("0.9.0", "0.9.1", "0.9.2"):
        install(here, *published(tmp_path, version), "x86_64")
    names = [f"commandcenter_0.9.{n}_amd64.deb" for n in range(3)]
    assert asked() == [f"-i {name}" for name in names]
    assert [file.name for file in here.packages()] == [names[2], names[1]]
    assert go_back(here, "0.3.0") == "0.9.1"
    assert asked()[-1] == f"-i {names[1]}"
    assert [file.name for file in here.packages()] == [names[1], names[2]]


def test_without_dpkg_the_archives_own_script_installs(tmp_path, asked):
    here = machine(tmp_path, by_dpkg=False)
    install(here, *published(tmp_path, "0.9.0"), "x86_64")
    assert asked() == ["0.9.0"]
    assert not (here.kept / ".unpacked").exists()
    with pytest.raises(RuleBroken, match="没有保存上一版本的安装包"):
        go_back(here, "0.3.0")


def test_an_installer_that_fails_is_heard_and_leaves_no_package(tmp_path, asked, monkeypatch):
    here = machine(tmp_path, by_dpkg=True)
    install(here, *published(tmp_path, "0.9.0"), "x86_64")
    monkeypatch.setenv("REFUSES", "1")
    with pytest.raises(RuleBroken, match="dpkg 没有装上：dpkg: error: no"):
        install(here, *published(tmp_path, "0.9.1"), "x86_64")
    assert [file.name for file in here.packages()] == ["commandcenter_0.9.0_amd64.deb"]


def test_a_changed_package_never_comes_to_the_installer(tmp_path, asked):
    here = machine(tmp_path, by_dpkg=True)
    folder, manifest = published(tmp_path, "0.9.0")
    [deb] = folder.glob("*.deb")
    deb.write_bytes(deb.read_bytes()[:-1] + b"?")
    with pytest.raises(RuleBroken, match="与签名的清单不符"):
        install(here, folder, manifest, "x86_64")
    assert asked() == []
    assert list(here.kept.iterdir()) == []


def test_the_kind_that_the_machine_was_installed_with_is_asked_for(tmp_path, asked):
    with pytest.raises(RuleBroken, match=r"没有公布 \.tar\.xz 安装包"):
        install(machine(tmp_path, by_dpkg=False), *published(tmp_path, "0.9.0", ["deb"]), "x86_64")


def test_who_is_not_root_is_told_of_the_other_way(monkeypatch):
    monkeypatch.setattr(upgrade_system.os, "geteuid", lambda: 1000)
    with pytest.raises(RuleBroken, match="要用 root；只给自己装，请去掉 --system"):
        this_machine()
