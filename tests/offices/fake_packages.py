"""Installation files as small as they can be, put together by the scripts that make the real ones.

Their program is a script that says its version; their Python is the head of one, which names a
loader in /opt as the real one does.
"""

import struct
import sys
from pathlib import Path

from commandcenter.paths import ROOT

HOME = "opt/commandcenter"
SITE = f"{HOME}/lib/python3/dist-packages"
MOMENT = 1_790_000_000
LOADER = b"/opt/commandcenter/lib" + b"/." * 60 + b"/ld-linux-x86-64.so.2\0"
ENTRY = "[Desktop Entry]\nType=Application\nName=x\nExec=commandcenter\nIcon=commandcenter\n\n\
[Desktop Action wall]\nExec=commandcenter wall\n"


def archive():
    sys.path.append(str(ROOT / "packaging"))
    try:
        from offline import archive as found
    finally:
        sys.path.remove(str(ROOT / "packaging"))
    return found


def program(machine=62):
    """The head of an ELF program of that machine, with the one segment that names its loader."""
    head = struct.pack("<16sHHIQQQIHHHHHH", b"\x7fELF\2\1\1", 2, machine, 1, 0, 64, 0, 0, 64, 56,
                       1, 0, 0, 0)  # fmt: skip
    size = len(LOADER)
    return head + struct.pack("<IIQQQQQQ", 3, 4, 120, 0, 0, size, size, 1) + LOADER


def loader_of(path):
    return path.read_bytes()[120:].rstrip(b"\0").decode()


def tree(root, version, schema="0026", machine=62, says=None, more=0):
    """As the real one lies: where its script, Python, card, migrations and menu are."""
    files = {
        f"{HOME}/bin/commandcenter": (
            f"#!/bin/sh\n# of /opt/commandcenter\necho {says or version}\n".encode(), 0o755),
        f"{HOME}/bin/python3.13": (program(machine), 0o755),
        f"{HOME}/share/fonts.conf": (b"<dir>/opt/commandcenter/share/fonts</dir>\n", 0o644),
        f"{HOME}/lib/more": (bytes(more), 0o644),
        f"{SITE}/commandcenter-{version}.dist-info/METADATA": (b"Name: commandcenter\n", 0o644),
        f"{SITE}/commandcenter/db/migrations/versions/0001_first.py": (b"", 0o644),
        f"{SITE}/commandcenter/db/migrations/versions/{schema}_newest.py": (b"", 0o644),
        "usr/share/applications/commandcenter.desktop": (ENTRY.encode(), 0o644),
        "usr/lib/systemd/system/commandcenter-watch.service": (b"[Unit]\n", 0o644),
    }  # fmt: skip
    for name, (content, mode) in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)
    (root / "usr/bin").mkdir()
    (root / "usr/bin/commandcenter").symlink_to("/opt/commandcenter/bin/commandcenter")


INSTALL = b'#!/bin/sh\nset -e\ntest -x "$(dirname "$0")/opt/commandcenter/bin/commandcenter"\n\
sh "$(dirname "$0")/opt/commandcenter/bin/commandcenter" >> "$ASKED"\n'


def package(folder: Path, version="0.9.0", kind="deb", **how):
    """A .deb or .tar.xz in `folder`; what its install.sh does is told to $ASKED."""
    scripts, root = archive(), folder / f"root-{version}-{kind}"
    tree(root, version, **how)
    data = folder / f"data-{version}-{kind}"
    scripts.tree_tar_xz(root, data, MOMENT, 0)
    if kind == "deb":
        made = folder / f"commandcenter_{version}_amd64.deb"
        scripts.write_deb(made, {"control": (b"Package: commandcenter\n", 0o644)}, data, MOMENT)
    else:
        made = folder / f"commandcenter-{version}-linux-x86_64.tar.xz"
        scripts.write_archive(made, {"install.sh": (INSTALL, 0o755)}, data, MOMENT)
    return made
