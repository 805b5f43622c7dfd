"""Brings the real 仿宋 and 小标宋 for paper: fetched from Debian's package and converted.

reportlab takes no CFF outlines, so the fonts that fonts.toml names are converted to TrueType
in the user's cache folder, where the printing looks for them. Nothing else depends on them: paper
falls back to other fonts and says so.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError, newTable
from reportlab.pdfbase.ttfonts import TTFError
from reportlab.pdfbase.ttfonts import TTFont as PaperFont

LIST = Path(__file__).with_name("fonts.toml")
DESCRIPTION = 10  # the entry of a font's name table where the source is noted
ENGLISH = (3, 1, 0x409)  # Windows, Unicode, English
CFF_TABLES = ("CFF ", "VORG", "GSUB", "GPOS", "DSIG")
MAXP_COUNTS = (
    *("maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours"),
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
    *("maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth"),
)


class Refused(Exception):
    """Why the fonts cannot be had, in one sentence."""


@dataclass(frozen=True, slots=True)
class Source:
    """A font file of the package, and the digests of the versions that are accepted."""

    file: str
    sha256: tuple[str, ...]

    @property
    def converted(self) -> str:
        return Path(self.file).with_suffix(".ttf").name


@dataclass(frozen=True, slots=True)
class FontList:
    package: str
    licence: tuple[str, ...]  # ends of paths inside the package
    sources: tuple[Source, ...]


def read_list(text: str) -> FontList:
    data = tomllib.loads(text)
    sources = tuple(Source(font["file"], tuple(font["sha256"])) for font in data["font"])
    return FontList(data["package"], tuple(data["licence"]), sources)


def font_folder() -> Path:
    named = os.environ.get("COMMANDCENTER_FONTS")
    return Path(named) if named else Path(platformdirs.user_cache_dir("commandcenter")) / "fonts"


def note(sha256: str) -> str:
    """What a converted font says of itself: it was changed, how, and from what."""
    return f"Outlines converted from CFF to TrueType by commandcenter; source SHA-256 {sha256}"


def is_installed(folder: Path, source: Source) -> bool:
    """Whether the folder holds this font, converted from an accepted version."""
    try:
        with TTFont(folder / source.converted, lazy=True) as font:
            said = font["name"].getDebugName(DESCRIPTION)
    except (OSError, TTLibError, KeyError):
        return False
    return said in {note(digest) for digest in source.sha256}


def download(package: str, folder: Path) -> Path:
    """Debian's package as a file in the folder. Raises Refused."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise Refused("this needs Debian's apt-get and dpkg-deb")
    command = ["apt-get", "-qq", "download", package]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode and os.geteuid() == 0:  # the lists may be empty or old
        subprocess.run(["apt-get", "-qq", "update"], capture_output=True)
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    found = list(folder.glob(f"{package}_*.deb"))
    if done.returncode or not found:
        reason = (done.stderr.splitlines() or ["no reason was given"])[-1]
        raise Refused(f"{package} cannot be downloaded: {reason}")
    return found[0]


def unpack(deb: Path, endings: Sequence[str]) -> dict[str, bytes]:
    """The files of a package whose paths end in one of these. Raises Refused if one is missing."""
    found: dict[str, bytes] = {}
    command = ["dpkg-deb", "--fsys-tarfile", str(deb)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
            for member in archive:
                ending = next((e for e in endings if member.name.endswith(f"/{e}")), None)
                file = archive.extractfile(member) if ending else None
                if ending and file:
                    found[ending] = file.read()
    missing = [ending for ending in endings if ending not in found]
    if missing:
        raise Refused(f"{deb.name} does not hold {', '.join(missing)}")
    return found


def check(source: Source, content: bytes) -> str:
    """The digest of an accepted file. Raises Refused for any other."""
    digest = hashlib.sha256(content).hexdigest()
    if digest not in source.sha256:
        raise Refused(
            f"{source.file} has the SHA-256 {digest}, which packaging/fonts.toml does not accept"
        )
    return digest


def trace(font: TTFont, max_error: float) -> None:
    """Give the font quadratic outlines within max_error units of its cubic ones."""
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    table = newTable("glyf")
    table.glyphs, table.glyphOrder = {}, order
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, max_error, reverse_direction=True))
        table.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), table
    for name in order:
        glyph = table.glyphs[name]
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))


def convert(origin: Path, target: Path, description: str, max_error: float = 1.0) -> None:
    """Write a CFF font as a TrueType font; the same input gives the same bytes."""
    with TTFont(origin, recalcTimestamp=False) as font:
        trace(font, max_error)
        font["maxp"].tableVersion = 0x00010000
        font["maxp"].maxZones = 1
        for count in MAXP_COUNTS:
            setattr(font["maxp"], count, 0)
        font["post"].formatType = 3.0
        for table in CFF_TABLES:
            if table in font:
                del font[table]
        font["name"].setName(description, DESCRIPTION, *ENGLISH)
        font.sfntVersion = "\x00\x01\x00\x00"
        font.save(target)


def make(source: Source, content: bytes, folder: Path) -> None:
    """Check, convert and put one font into the folder, whole or not at all. Raises Refused."""
    digest = check(source, content)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        origin, target = Path(scratch) / source.file, Path(scratch) / source.converted
        origin.write_bytes(content)
        try:
            convert(origin, target, note(digest))
            PaperFont("converted", str(target))
        except (TTLibError, TTFError) as error:
            raise Refused(f"{source.file} cannot be converted: {error}") from error
        target.replace(folder / source.converted)


def keep_licence(files: Mapping[str, bytes], folder: Path) -> None:
    for path, content in files.items():
        text = gzip.decompress(content) if path.endswith(".gz") else content
        (folder / f"fandol-{Path(path).name.removesuffix('.gz')}").write_bytes(text)


def bring(fonts: FontList, folder: Path) -> list[str]:
    """Bring what the folder lacks; the names of what was brought. Raises Refused."""
    wanted = [source for source in fonts.sources if not is_installed(folder, source)]
    if not wanted:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        deb = download(fonts.package, Path(scratch))
        files = unpack(deb, [*fonts.licence, *(source.file for source in wanted)])
    for source in wanted:
        print(f"fonts: converting {source.file}, a quarter of a minute", flush=True)
        make(source, files[source.file], folder)
    keep_licence({path: files[path] for path in fonts.licence}, folder)
    return [source.converted for source in wanted]


def main() -> None:
    folder = font_folder()
    try:
        brought = bring(read_list(LIST.read_text(encoding="utf-8")), folder)
    except (Refused, OSError) as error:
        sys.exit(f"fonts: {error}; paper keeps to the fonts of the system")
    print(
        f"fonts: {' and '.join(brought) or 'everything'} {'now' if brought else 'is'} in {folder}"
    )


if __name__ == "__main__":
    main()
