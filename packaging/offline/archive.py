"""Archives that come out the same, byte for byte: sorted, owned by root, of one moment."""

import hashlib
import io
import lzma
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

AR_MAGIC = b"!<arch>\n"
BLOCK = "64MiB"  # what one thread compresses: the bytes do not depend on how many there are


def entries(root: Path) -> list[Path]:
    """All that lies below the folder, folders before what is in them."""
    return sorted(root.rglob("*"), key=lambda path: path.relative_to(root).parts)


def described(path: Path, name: str, moment: int) -> tarfile.TarInfo:
    """As root owns it; only whether it runs is taken from the file's own mode."""
    info = tarfile.TarInfo(name)
    info.mtime, info.uname, info.gname = moment, "root", "root"
    if path.is_symlink():
        info.type, info.linkname, info.mode = tarfile.SYMTYPE, str(path.readlink()), 0o777
    elif path.is_dir():
        info.type, info.mode = tarfile.DIRTYPE, 0o755
    else:
        runs = path.stat().st_mode & 0o100
        info.size, info.mode = path.stat().st_size, 0o755 if runs else 0o644
    return info


def add_tree(tar: tarfile.TarFile, root: Path, moment: int) -> None:
    for path in entries(root):
        info = described(path, f"./{path.relative_to(root).as_posix()}", moment)
        if info.isreg():
            with path.open("rb") as file:
                tar.addfile(info, file)
        else:
            tar.addfile(info)


def tree_tar_xz(root: Path, target: Path, moment: int, level: int) -> None:
    """The tree as it will lie in /."""
    with target.open("wb") as out:
        command = ["xz", f"-{level}", "--threads=2", f"--block-size={BLOCK}", "--check=crc64", "-c"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out) as xz:
            assert xz.stdin is not None
            with tarfile.open(fileobj=xz.stdin, mode="w|", format=tarfile.GNU_FORMAT) as tar:
                add_tree(tar, root, moment)
            xz.stdin.close()
    if xz.returncode:
        raise OSError("xz ended with an error")


def small_tar(files: Mapping[str, tuple[bytes, int]], moment: int) -> bytes:
    """A few files as a tar that another may follow: content and mode by name."""
    body = io.BytesIO()
    for name, (content, mode) in sorted(files.items()):
        info = tarfile.TarInfo(f"./{name}")
        info.size, info.mode, info.mtime = len(content), mode, moment
        info.uname = info.gname = "root"
        body.write(info.tobuf(tarfile.GNU_FORMAT))
        body.write(content + bytes(-len(content) % tarfile.BLOCKSIZE))
    return body.getvalue()


def compressed(body: bytes) -> bytes:
    return lzma.compress(body, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, preset=6)


def copy(source: Path, target: IO[bytes]) -> None:
    with source.open("rb") as file:
        while piece := file.read(1 << 20):
            target.write(piece)


def write_deb(
    target: Path, control: Mapping[str, tuple[bytes, int]], data: Path, moment: int
) -> None:
    """A Debian package. xz, for an old dpkg knows nothing newer."""
    ending = bytes(2 * tarfile.BLOCKSIZE)
    told = compressed(small_tar(control, moment) + ending)
    with target.open("wb") as out:
        out.write(AR_MAGIC)
        for name, size in (("debian-binary", 4), ("control.tar.xz", len(told)),
                           ("data.tar.xz", data.stat().st_size)):  # fmt: skip
            out.write(f"{name:<16}{moment:<12}{0:<6}{0:<6}{100644:<8}{size:<10}`\n".encode())
            if name == "data.tar.xz":
                copy(data, out)
            else:
                out.write(b"2.0\n" if name == "debian-binary" else told)
            out.write(b"\n" * (size % 2))


def write_archive(
    target: Path, first: Mapping[str, tuple[bytes, int]], data: Path, moment: int
) -> None:
    """The same tree with a few files before it: two streams of xz, which are one archive."""
    with target.open("wb") as out:
        out.write(compressed(small_tar(first, moment)))
        copy(data, out)


def md5sums(root: Path) -> bytes:
    """As dpkg keeps them, to find what was changed afterwards."""
    rows = []
    for path in entries(root):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                found = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
            rows.append(f"{found.hexdigest()}  {path.relative_to(root).as_posix()}\n")
    return "".join(rows).encode()


def sums(files: Iterable[Path]) -> str:
    """As sha256sum -c reads them."""
    rows = []
    for path in sorted(files):
        with path.open("rb") as file:
            rows.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    return "".join(rows)
