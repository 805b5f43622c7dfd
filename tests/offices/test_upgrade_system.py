"""A newer program for the whole machine, by its administrator: its installer is a stand-in here."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.upgrade import Here, Published, require_fits
from commandcenter.offices import upgrade_folder, upgrade_place, upgrade_system
from commandcenter.offices.upgrade_place import Place
from commandcenter.offices.upgrade_system import Machine, go_back, install, this_machine
from tests.offices.fake_packages import package

DPKG = """#!/bin/sh
case :$PATH: in *:/sbin:*) ;; *) echo "dpkg: error: expected programs not found" >&2; exit 2 ;; esac
[ -z "$DIES" ] || kill -9 $$
[ -z "$REFUSES" ] || { echo "$REFUSES" >&2; exit 1; }
echo "$1 $(basename "$2")" >> "$ASKED"
"""
# As Debian's says it: of what, why, and at the end the file's name alone.
FULL = """dpkg: error processing archive /x/commandcenter_0.9.1_amd64.deb (--install):
 cannot copy extracted data for './opt/a' to '/opt/a.dpkg-new': No space left on device
Errors were encountered while processing:
 /x/commandcenter_0.9.1_amd64.deb"""
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """What the installers were asked: dpkg by its words, install.sh by the version it found.

    As Debian's own it wants the tools of /sbin on its path, which `su` does not give."""
    told, tools = tmp_path / "asked.txt", tmp_path / "tools"
    tools.mkdir()
    dpkg = tools / "dpkg"
    dpkg.write_text(DPKG)
    dpkg.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    monkeypatch.setattr(upgrade_system, "INSTALLED", tmp_path / "opt" / "commandcenter")
    (tmp_path / "opt").mkdir()
    monkeypatch.setenv("ASKED", str(told))
    return lambda: told.read_text().splitlines() if told.exists() else []


def machine(tmp_path, *, by_dpkg):
    return Machine(tmp_path / "kept", by_dpkg)


def published(tmp_path, version, kinds=("deb", "tar.xz"), **how):
    folder = tmp_path / f"share-{version}"
    folder.mkdir()
    files = [package(tmp_path, version, kind, **how) for kind in kinds]
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
    monkeypatch.setenv("REFUSES", FULL)
    with pytest.raises(
        RuleBroken, match=r"dpkg 没有装上：dpkg: error .*No space left.*留在.*0\.9\.1"
    ):
        install(here, *published(tmp_path, "0.9.1"), "x86_64")
    assert [file.name for file in here.packages()] == ["commandcenter_0.9.0_amd64.deb"]
    assert here.is_unfinished


def test_what_was_cut_off_is_done_once_more_or_gone_back_from(tmp_path, asked, monkeypatch):
    here = machine(tmp_path, by_dpkg=True)
    install(here, *published(tmp_path, "0.9.0"), "x86_64")
    (here.kept / ".commandcenter_0.8.0_amd64.deb").touch()  # of a copy that was cut off
    newer = published(tmp_path, "0.9.1")
    monkeypatch.setenv("DIES", "1")
    with pytest.raises(RuleBroken, match="被中断（信号 9）"):
        install(here, *newer, "x86_64")
    assert here.is_unfinished
    monkeypatch.delenv("DIES")
    assert go_back(here, "0.3.0") == "0.9.0"
    assert not here.is_unfinished
    monkeypatch.setenv("DIES", "1")
    with pytest.raises(RuleBroken):
        install(here, *newer, "x86_64")
    monkeypatch.delenv("DIES")
    install(here, *newer, "x86_64")
    assert not here.is_unfinished
    assert go_back(here, "0.3.0") == "0.9.0"
    assert asked() == [f"-i commandcenter_0.9.{n}_amd64.deb" for n in (0, 0, 1, 0)]


def test_the_version_that_answers_may_be_installed_again_where_it_was_cut_off(tmp_path):
    """dpkg had put the new files in place, and had not come to its end."""
    at = datetime(2026, 11, 24, 2, tzinfo=UTC)
    published = Published("0.9.1", "0001", "局", "", "", "", "白荷", at)
    here = Here("0.9.1", "0001", "0.3.0", embedded=False)
    with pytest.raises(RuleBroken, match="不需要升级"):
        require_fits(published, here)
    require_fits(published, here, unfinished=True)
    with pytest.raises(RuleBroken, match="不需要升级"):
        require_fits(published, replace(here, version="0.9.2"), unfinished=True)


def test_what_lies_in_opt_is_for_every_account_though_the_program_keeps_its_own_to_itself(
    tmp_path, asked
):
    before = os.umask(0o077)  # as every command has it
    try:
        tells = '"$(umask) $(stat -c %a "$(dirname "$0")")"'
        install(
            machine(tmp_path, by_dpkg=False), *published(tmp_path, "0.9.0", says=tells), "x86_64"
        )
    finally:
        os.umask(before)
    assert asked() == ["0022 755"]


def test_a_disk_that_is_too_small_is_said_before_anything_is_copied(tmp_path, asked, monkeypatch):
    here = machine(tmp_path, by_dpkg=True)
    monkeypatch.setattr(upgrade_place, "SPARE", 1 << 60)
    with pytest.raises(RuleBroken, match="磁盘空间不足"):
        install(here, *published(tmp_path, "0.9.0"), "x86_64")
    assert (asked(), here.packages(), here.is_unfinished) == ([], [], False)


def test_two_at_once_do_not_mix(tmp_path, asked):
    here = machine(tmp_path, by_dpkg=True)
    here.kept.mkdir()
    with upgrade_place.alone(here.kept), pytest.raises(RuleBroken, match="正在安装或退回"):
        install(here, *published(tmp_path, "0.9.0"), "x86_64")


def test_a_changed_package_never_comes_to_the_installer(tmp_path, asked):
    here = machine(tmp_path, by_dpkg=True)
    folder, manifest = published(tmp_path, "0.9.0")
    [deb] = folder.glob("*.deb")
    deb.write_bytes(deb.read_bytes()[:-1] + b"?")
    with pytest.raises(RuleBroken, match="与签名的清单不符"):
        install(here, folder, manifest, "x86_64")
    assert asked() == []
    assert [file.name for file in here.kept.iterdir()] == [upgrade_place.LOCK]


def test_the_kind_that_the_machine_was_installed_with_is_asked_for(tmp_path, asked):
    with pytest.raises(RuleBroken, match=r"没有公布 \.tar\.xz 安装包"):
        install(machine(tmp_path, by_dpkg=False), *published(tmp_path, "0.9.0", ["deb"]), "x86_64")


def test_who_is_not_root_is_told_of_the_other_way(monkeypatch):
    monkeypatch.setattr(upgrade_system.os, "geteuid", lambda: 1000)
    with pytest.raises(RuleBroken, match="要用 root；只给自己装，请去掉 --system"):
        this_machine()


def test_a_seat_on_windows_is_told_of_its_installer(tmp_path, monkeypatch):
    windows, place = SimpleNamespace(name="nt"), Place(tmp_path / "home")
    monkeypatch.setattr(upgrade_place, "os", windows)
    folder, manifest = published(tmp_path, "0.9.0", ["tar.xz"])
    with pytest.raises(RuleBroken, match="Windows 席位请用安装程序升级"):
        upgrade_place.install(place, folder, manifest, "x86_64")
    assert not place.home.exists()
    monkeypatch.setattr(upgrade_system, "os", windows)
    with pytest.raises(RuleBroken, match="Windows 席位请用安装程序升级"):
        this_machine()


def test_a_package_that_was_removed_does_not_make_the_machine_dpkgs(tmp_path, monkeypatch):
    listed = tmp_path / "commandcenter.list"
    monkeypatch.setattr(upgrade_system, "OF_DPKG", listed)
    monkeypatch.setattr(upgrade_system.os, "geteuid", lambda: 0)
    assert not this_machine().by_dpkg
    listed.touch()
    assert not this_machine().by_dpkg
    listed.write_text("/opt/commandcenter\n")
    assert this_machine().by_dpkg
