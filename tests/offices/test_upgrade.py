"""A newer program from a folder: published, looked at, taken, gone back from; and what is refused.

Two seats with folders of their own, one database, small packages.
"""

import errno
import json
import os
import shutil
import subprocess
import tarfile
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.upgrade import MANIFEST, Here
from commandcenter.offices import upgrade_offer, upgrade_package, upgrade_place, upgrades
from commandcenter.offices.upgrade_place import Place
from commandcenter.store import schema, schema_state
from commandcenter.store.database import open_database
from commandcenter.store.seat import signatures
from tests.offices.fake_packages import archive, loader_of, package

HEAD = schema_state.head()


@pytest.fixture
def share(tmp_path):
    """The folder on the server."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def url(tmp_path):
    """A bureau's file, laid by this program, with no city yet."""
    file = f"sqlite:///{tmp_path / 'bureau.db'}"
    db = open_database(file)
    schema.upgrade(db)
    db.close()
    return file


@pytest.fixture
def made(tmp_path):
    """Makes packages beside the folder."""
    folder = tmp_path / "made"
    folder.mkdir()
    return partial(package, folder, schema=HEAD)


@pytest.fixture
def key(url, tmp_path):
    file = tmp_path / "key.pem"
    upgrades.make_key(url, file, "市局信息中心", "")
    return file


@pytest.fixture
def published(url, share, key, made):
    upgrades.publish(url, [made()], share, key, "")
    return share


def seat(tmp_path, name):
    home = tmp_path / name
    home.mkdir()
    return Place(home)


def take(place, url, folder=None):
    found = upgrade_offer.offered_at(url)
    manifest, where = upgrades.manifest_for(found, folder)
    upgrade_place.install(place, where, manifest, "x86_64")


def state(folder):
    """All that lies below it: where a link leads, or what a file says."""
    links = {path: os.readlink(path) for path in folder.rglob("*") if path.is_symlink()}
    files = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p not in links}
    return {path: what for path, what in (files | links).items() if path.name != ".lock"}


def says(place):
    return subprocess.run([place.command], capture_output=True, text=True).stdout.strip()


def test_two_seats_take_what_was_published_and_go_back(tmp_path, url, published, made, key):
    seats = [seat(tmp_path, "one"), seat(tmp_path, "two")]
    for place in seats:
        take(place, url)
        assert says(place) == "0.9.0"
        assert upgrade_place.former_version(place) == ""
    first, second = seats
    upgrades.publish(url, [made("0.9.1")], published, key, "")
    take(first, url)
    assert [says(place) for place in seats] == ["0.9.1", "0.9.0"]
    assert upgrade_place.go_back(first, "0.3.0") == "0.9.0"
    assert says(first) == "0.9.0"
    take(first, url)  # again: it is still there
    assert says(first) == "0.9.1"
    assert upgrade_place.go_back(second, "0.3.0") == ""
    assert not second.command.is_symlink()
    assert not second.entry.exists()
    with pytest.raises(RuleBroken, match="没有可以退回的上一版本"):
        upgrade_place.go_back(second, "0.3.0")


def test_only_two_versions_are_kept_and_the_one_that_runs(tmp_path, url, published, made, key):
    place = seat(tmp_path, "one")
    take(place, url)
    running = next(place.base.glob("0.9.0-*"))
    shutil.copy("/bin/sleep", running / "bin" / "sleep")
    process = subprocess.Popen([running / "bin" / "sleep", "60"])
    try:
        for version in ("0.9.1", "0.9.2"):
            upgrades.publish(url, [made(version)], published, key, "")
            take(place, url)
        kept = sorted(path.name[:5] for path in place.base.glob("0.*"))
        assert kept == ["0.9.0", "0.9.1", "0.9.2"]
    finally:
        process.kill()
        process.wait()
    upgrades.publish(url, [made("0.9.3")], published, key, "")
    take(place, url)
    assert sorted(path.name[:5] for path in place.base.glob("0.*")) == ["0.9.2", "0.9.3"]


@pytest.mark.parametrize("kind", ["deb", "tar.xz"])
def test_a_tree_laid_in_a_persons_folder_names_that_folder(tmp_path, url, share, key, made, kind):
    upgrades.publish(url, [made(kind=kind)], share, key, "")
    place = seat(tmp_path, "one")
    take(place, url)
    home = place.base / place.current
    assert loader_of(home / "bin/python3.13") == str(home / "lib/ld-linux-x86-64.so.2")
    assert str(home) in (home / "share/fonts.conf").read_text()
    assert f"# of {home}" in (home / "bin/commandcenter").read_text()
    entry = place.entry.read_text().splitlines()
    program = place.base / "current/bin/commandcenter"
    assert f'Exec="{program}"' in entry
    assert f'Exec="{program}" wall' in entry
    assert not (home / "usr/lib").exists()


def test_a_package_says_what_it_is(made):
    found = upgrade_package.look_into(made("0.9.0", machine=183))
    assert (found.version, found.schema, found.machine) == ("0.9.0", HEAD, "aarch64")
    assert found.unpacked > 0


def cut(file, size):
    os.truncate(file, file.stat().st_size - size)


def spoil(file):
    content = bytearray(file.read_bytes())
    content[-200] ^= 1
    file.write_bytes(content)


def longer(folder):
    file = the_package(folder)
    file.write_bytes(file.read_bytes() + b"x")


def the_package(folder):
    return next(folder.glob("*.deb"))


def another_signature(folder):
    other, _ = signatures.make("")
    words = json.loads((folder / MANIFEST).read_text())["manifest"]
    signature, _ = signatures.sign(other, "", words.encode())
    told = {"manifest": words, "signature": signature}
    (folder / MANIFEST).write_text(json.dumps(told))


def another_version(folder):
    told = json.loads((folder / MANIFEST).read_text())
    told["manifest"] = told["manifest"].replace("0.9.1", "9.9.0")
    (folder / MANIFEST).write_text(json.dumps(told))


BROKEN = {
    "half copied": (lambda f: cut(the_package(f), 500), "不完整：应有 .*，可能还没有复制完"),
    "longer": (longer, "与签名的清单不符"),
    "changed": (lambda f: spoil(the_package(f)), "与签名的清单不符"),
    "gone": (lambda f: the_package(f).unlink(), "文件夹里没有安装包"),
    "another signature": (another_signature, "不是用本局的密钥（.*）签名的"),
    "another version": (another_version, "不是用本局的密钥（.*）签名的，或者已被改动"),
    "half a list": (lambda f: cut(f / MANIFEST, 40), "不是清单，或者没有复制完"),
    "a large list": (lambda f: (f / MANIFEST).write_bytes(bytes(100_000)), "不是清单"),
    "no list": (lambda f: (f / MANIFEST).unlink(), "清单：文件或文件夹不存在"),
    "no folder": (shutil.rmtree, "清单：文件或文件夹不存在"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_not_whole_or_not_signed_is_refused_and_nothing_changes(
    tmp_path, url, published, made, key, how
):
    place = seat(tmp_path, "one")
    take(place, url)
    upgrades.publish(url, [made("0.9.1")], published, key, "")
    (published / "commandcenter_0.9.0_amd64.deb").unlink()
    before = state(place.home)
    spoiling, words = BROKEN[how]
    spoiling(published)
    with pytest.raises(RuleBroken, match=words):
        take(place, url)
    assert state(place.home) == before
    assert says(place) == "0.9.0"


def test_an_earlier_list_put_back_is_not_what_was_published(tmp_path, url, published, made, key):
    earlier = (published / MANIFEST).read_bytes()
    upgrades.publish(url, [made("0.9.1")], published, key, "")
    (published / MANIFEST).write_bytes(earlier)
    with pytest.raises(RuleBroken, match=r"不是数据库里公布的那一份（0\.9\.1）"):
        take(seat(tmp_path, "one"), url)


def test_a_machine_of_another_kind_is_told_so(tmp_path, url, share, key, made):
    upgrades.publish(url, [made(machine=183)], share, key, "")
    place = seat(tmp_path, "one")
    with pytest.raises(RuleBroken, match="安装包只适用于 aarch64，本机是 x86_64"):
        take(place, url)
    assert state(place.home) == {}


def test_a_program_that_does_not_start_here_is_not_turned_to(tmp_path, url, published, made, key):
    place = seat(tmp_path, "one")
    take(place, url)
    before = state(place.home)
    upgrades.publish(url, [made("0.9.1", says="Illegal")], published, key, "")
    with pytest.raises(RuleBroken, match=r"新版本 0\.9\.1 在本机不能启动，没有安装"):
        take(place, url)
    assert state(place.home) == before


def test_without_room_nothing_is_begun(tmp_path, url, published, monkeypatch):
    place = seat(tmp_path, "one")
    little = shutil.disk_usage(tmp_path)._replace(free=1024**2)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: little)
    with pytest.raises(RuleBroken, match=r"磁盘空间不足：需要 0\.2 GB，还剩 0\.0 GB，没有安装"):
        take(place, url)
    assert list(place.base.glob("[!.]*")) == []


def test_a_disk_that_fills_while_it_is_laid_leaves_nothing(tmp_path, url, published, monkeypatch):
    place = seat(tmp_path, "one")

    def full(*_):
        raise OSError(errno.ENOSPC, "full", str(place.base))

    monkeypatch.setattr(upgrade_place, "lay", full)
    with pytest.raises(RuleBroken, match="磁盘空间不足，没有安装"):
        take(place, url)
    assert list(place.base.glob("[!.]*")) == []
    assert not (place.base / ".package.deb").exists()


def test_what_was_cut_in_the_middle_is_not_used_and_goes_with_the_next(
    tmp_path, url, published, made, key
):
    """A process that is killed while it lays the tree, and again before it turns the link."""
    place = seat(tmp_path, "one")
    take(place, url)
    upgrades.publish(url, [made("0.9.1")], published, key, "")
    for where in ("lay", "_turn"):
        child = os.fork()
        if not child:
            setattr(upgrade_place, where, lambda *_: os._exit(9))
            take(place, url)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert says(place) == "0.9.0"
    take(place, url)
    assert says(place) == "0.9.1"
    assert not list(place.base.glob(".package*"))


@pytest.mark.parametrize("step", range(4))
def test_a_turn_that_was_cut_leads_nowhere_else_and_is_ended_by_the_next(
    tmp_path, url, published, step
):
    """The first time a person takes one: former, current, the menu's entry, the command."""
    place = seat(tmp_path, "one")
    child = os.fork()
    if not child:
        begun = iter(range(5))

        def or_killed(act):
            return lambda *what: os._exit(9) if next(begun) == step else act(*what)

        for name in ("_lead", "_write_entry"):
            setattr(upgrade_place, name, or_killed(getattr(upgrade_place, name)))
        take(place, url)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    for link in (place.entry, place.command):
        assert not os.path.lexists(link) or place.current
    with suppress(RuleBroken):  # it says so where it was turned to
        take(place, url)
    assert says(place) == "0.9.0"
    assert place.entry.is_file()
    assert upgrade_place.former_version(place) == ""


def test_two_at_once_on_one_machine_do_not_mix(tmp_path, url, published):
    place = seat(tmp_path, "one")
    place.base.mkdir(parents=True)
    with upgrade_place.alone(place.base), pytest.raises(RuleBroken, match="正在安装或退回"):
        take(place, url)


def test_the_database_goes_first(tmp_path, url, share, key, made):
    """On a server; a file is upgraded by the program that opens it."""
    _, waits = upgrades.publish(url, [made(schema="9998")], share, key, "")
    assert not waits  # of a file
    found = upgrade_offer.offered_at(url)
    server = Here(found.here.version, found.here.schema, found.here.oldest, embedded=False)
    waiting = upgrade_offer.Offered(server, found.key, found.published)
    with pytest.raises(
        RuleBroken, match=f"要求数据库结构 9998，数据库现在是 {HEAD}：请等系统管理员升级数据库"
    ):
        upgrades.manifest_for(waiting, None)


def test_an_older_one_than_the_seat_has_is_not_taken(tmp_path, url, share, key, made):
    upgrades.publish(url, [made("0.1.0")], share, key, "")
    with pytest.raises(RuleBroken, match=r"已公布的是 0\.1\.0，不需要升级"):
        take(seat(tmp_path, "one"), url)


def test_packages_of_two_versions_or_of_none_are_not_published(tmp_path, url, share, key, made):
    torn, other = made("0.9.0"), made("0.9.1")
    text = tmp_path / "x.deb"
    text.write_text("no archive")
    with pytest.raises(RuleBroken, match="不是同一个版本"):
        upgrades.publish(url, [torn, other], share, key, "")
    with pytest.raises(RuleBroken, match=r"不是 \.deb 安装包"):
        upgrades.publish(url, [text], share, key, "")
    cut(torn, 300)
    with pytest.raises(RuleBroken, match="不完整或已损坏"):
        upgrades.publish(url, [torn], share, key, "")
    assert list(share.iterdir()) == []
    with upgrade_offer.any_schema(url) as session:
        assert upgrade_offer.offered(session).published is None


def test_another_key_publishes_nothing(tmp_path, url, share, key, made):
    later = tmp_path / "later.pem"
    upgrades.make_key(url, later, "市局信息中心", "long words")
    with pytest.raises(RuleBroken, match="不是本局现在的签名密钥"):
        upgrades.publish(url, [made()], share, key, "")
    with pytest.raises(RuleBroken, match="口令不对"):
        upgrades.publish(url, [made("0.9.1")], share, later, "other words")
    assert list(share.iterdir()) == []
    upgrades.publish(url, [made("0.9.2")], share, later, "long words")
    assert (share / MANIFEST).stat().st_mode & 0o777 == 0o644
    assert later.stat().st_mode & 0o777 == 0o600


def test_a_file_is_never_written_over_by_a_key(tmp_path, url):
    file = tmp_path / "key.pem"
    file.write_text("somebody's")
    with pytest.raises(RuleBroken, match="已经存在"):
        upgrades.make_key(url, file, "市局信息中心", "")
    assert file.read_text() == "somebody's"


def test_a_link_that_leads_out_of_the_folder_is_not_laid(tmp_path, made):
    root = tmp_path / "evil"
    scripts = archive()
    (root / "opt/commandcenter").mkdir(parents=True)
    (root / "opt/commandcenter/out").symlink_to("../../../../etc")
    data = tmp_path / "evil.tar.xz"
    scripts.tree_tar_xz(root, data, 0, 0)
    with pytest.raises(RuleBroken, match="越出文件夹的路径"):
        upgrade_package.lay(data, tmp_path / "laid")


def one_member(folder, **told):
    file = folder / "odd.tar.xz"
    with tarfile.open(file, "w:xz") as tar:
        member = tarfile.TarInfo("./opt/commandcenter/odd")
        for name, value in told.items():
            setattr(member, name, value)
        tar.fileobj.write(member.tobuf(tarfile.GNU_FORMAT))  # a head, and nothing of its size
    return file


@pytest.mark.parametrize(
    "told", [{"size": 1 << 60}, {"type": tarfile.LNKTYPE, "linkname": "./opt/commandcenter/other"}]
)
def test_what_a_damaged_head_tells_is_refused_at_once(tmp_path, told):
    """A size of an exabyte would be skipped in steps of ten kilobytes; a link cannot be read."""
    file = one_member(tmp_path, **told)
    with pytest.raises(RuleBroken, match="不完整或已损坏"):
        upgrade_package.lay(file, tmp_path / "laid")
    with pytest.raises(RuleBroken):
        upgrade_package.look_into(file)


def test_of_two_packages_of_one_name_or_what_is_none_nothing_is_published(
    tmp_path, url, share, key, made
):
    (tmp_path / "beside").mkdir()
    first = made()
    second = shutil.copy(first, tmp_path / "beside")
    with pytest.raises(RuleBroken, match="两个安装包的文件名相同"):
        upgrades.publish(url, [first, Path(second)], share, key, "")
    text = tmp_path / "x.zip"
    text.write_text("no package")
    with pytest.raises(RuleBroken, match=r"“x\.zip”不是安装包：要 \.deb 或 \.tar\.xz"):
        upgrades.publish(url, [first, text], share, key, "")
    assert list(share.iterdir()) == []


def test_a_path_that_the_programs_have_no_room_for_is_told_and_nothing_is_laid(
    tmp_path, url, published
):
    place = seat(tmp_path, "x" * 200)
    with pytest.raises(RuleBroken, match="的路径过长"):
        take(place, url)
    assert state(place.home) == {}


def test_a_disk_that_cannot_be_read_or_written_is_told_with_its_file(
    tmp_path, url, published, monkeypatch
):
    def full(*_):
        raise OSError(errno.ENOSPC, "full", "/opt/x")

    monkeypatch.setattr(upgrade_place, "install", full)
    with pytest.raises(RuleBroken, match=r"“/opt/x”无法读写：.*，没有安装"):
        upgrades.install(upgrade_offer.offered_at(url))
