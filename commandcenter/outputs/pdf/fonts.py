"""Which font prints what: the first of each role's chain that this machine has.

A role (仿宋, 小标宋, …) names families in the order of preference: the office's own
fonts first, then the open ones that set-up fetches, then what any machine has. A
family is matched by the name table of the files found, never by the file's name.
Only TrueType outlines count: reportlab cannot embed others. Fonts are read in
place and loaded when they are first asked for, under one lock.
"""

import logging
import os
import struct
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError
from platformdirs import user_cache_dir
from reportlab.pdfbase import pdfmetrics, ttfonts

from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.faces import FACE_WORDS, Face
from commandcenter.outputs.pdf.glyphs import Glyphs
from commandcenter.outputs.pdf.text import CHINESE_MARKS

_LOCK = threading.RLock()
_log = logging.getLogger("commandcenter.fonts")


# Licensed families of the office's machines: not used when the open set is pinned.
OFFICE_FAMILIES: dict[Face, tuple[str, ...]] = {
    Face.FANG: (
        *("仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋_GB2312"),
        *("FZFangSong-Z02", "仿宋", "FangSong", "华文仿宋", "STFangsong"),
    ),
    Face.TITLE: (
        *("方正小标宋_GBK", "方正小标宋简体", "方正小标宋_GB2312"),
        *("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    ),
    Face.HEI: ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01"),
    Face.KAI: ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "FZKai-Z03", "楷体", "KaiTi"),
    Face.SONG: ("宋体", "SimSun", "方正书宋_GBK", "FZShuSong-Z01"),
    Face.LATIN: ("Times New Roman",),
}
# Open families of the right kind.
OPEN_FAMILIES: dict[Face, tuple[str, ...]] = {
    Face.FANG: ("FandolFang", "FandolFang R", "Zhuque Fangsong"),
    Face.TITLE: ("FandolSong Bold", "Noto Serif SC Bold", "Source Han Serif SC Bold"),
    Face.HEI: ("Noto Sans SC Medium", "Source Han Sans SC Medium", "WenQuanYi Zen Hei"),
    Face.KAI: ("LXGW WenKai", "AR PL UKai CN"),
    Face.SONG: ("Noto Serif SC", "AR PL UMing CN"),
    Face.LATIN: ("Tinos", "Liberation Serif", "FreeSerif"),
}
# Better than nothing: a Chinese font of another kind.
STAND_INS: tuple[str, ...] = (
    *("AR PL UMing CN", "Noto Serif SC", "LXGW WenKai", "AR PL UKai CN", "Noto Sans SC"),
    *("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "AR PL SungtiL GB"),
    *("AR PL KaitiM GB", "SimSun", "Microsoft YaHei"),
)
# Tried per character when the role's own font lacks it: the widest first.
WIDE: tuple[str, ...] = (
    *("SimSun-ExtB", "Noto Serif SC", "LXGW WenKai", "AR PL UMing CN", "WenQuanYi Zen Hei"),
    *("Noto Sans SC", "WenQuanYi Micro Hei", "DejaVu Serif", "DejaVu Sans"),
)
# Marks that these fonts draw in the middle of the cell, as in Taiwan: taken from others.
_CENTRED: dict[str, str] = {
    "AR PL UMing CN": "、。",
    "AR PL UKai CN": "，。、；：？！",
    "WenQuanYi Zen Hei": "，；：？！",
}
_MARKS_FROM = ("Noto Serif SC", "AR PL UMing CN", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")
_LIGHT = ("AR PL UMing CN", "AR PL UKai CN", "Noto Serif SC")  # drawn bolder as a title
# What reportlab raises for fonts that it refuses and for files cut off.
_UNUSABLE = (ttfonts.TTFError, struct.error, OSError, ValueError, LookupError)
_PLAIN = frozenset({"Regular", "R", "Book", "Normal", "常规"})
_NO_FONT = (
    "本机没有可用于打印的中文字体，不能生成公文；请安装字体"
    "（如 fonts-arphic-uming、fonts-wqy-zenhei）后重试。"
)


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font on this machine; `index` is its place in a collection file."""

    family: str
    path: Path
    index: int


class Font:
    """A font as pages need it: which characters it draws, and how wide (in em)."""

    __slots__ = ("_blank", "_face", "_glyphs", "_widths", "file", "glyphs", "name")

    def __init__(self, file: FontFile) -> None:
        self.file = file
        self.name = f"{file.path}#{file.index}"
        loaded = ttfonts.TTFont(self.name, str(file.path), subfontIndex=file.index)
        pdfmetrics.registerFont(loaded)
        self._glyphs: Mapping[int, int] = loaded.face.charToGlyph
        self._widths: Mapping[int, float] = loaded.face.charWidths
        self._blank = loaded.face.glyphPos
        self._face = loaded.face
        self.glyphs = Glyphs(loaded.face)

    def has(self, char: str) -> bool:
        """Whether it draws the character: some fonts map characters to empty glyphs."""
        glyph = self._glyphs.get(ord(char))
        if not glyph:
            return False
        at = self._blank
        return char in " \u3000" or (glyph + 1 < len(at) and at[glyph + 1] > at[glyph])

    def width(self, char: str) -> float:
        return self._widths.get(ord(char), 0.0) / 1000

    def rise(self, char: str) -> float:
        """How far its ink reaches above the baseline; 0 for a character that it does not draw."""
        if not self.has(char) or char in " \u3000":
            return 0.0
        y_max = 8  # bytes into a glyph: contours, xMin, yMin and xMax stand before it
        self._face.seek_table("glyf", self._blank[self._glyphs[ord(char)]] + y_max)
        return float(self._face.read_short()) / float(self._face.unitsPerEm)


@dataclass(slots=True)
class Chosen:
    """The font of a role; `fallback` when it is not of the role's own kind."""

    face: Face
    file: FontFile
    fallback: bool


@dataclass(slots=True)
class FontSet:
    """The fonts of one machine (or of a test). Shared between threads; loads lazily."""

    files: dict[str, FontFile]
    open_only: bool = False
    _chosen: dict[Face, Chosen] = field(default_factory=dict)
    _loaded: dict[FontFile, Font] = field(default_factory=dict)
    _picked: dict[tuple[Face, str], Font | None] = field(default_factory=dict)

    def chosen(self, face: Face) -> Chosen:
        """Raises RuleBroken when the machine has no Chinese font at all."""
        with _LOCK:
            if face not in self._chosen:
                self._chosen[face] = self._choose(face)
            return self._chosen[face]

    def font(self, face: Face) -> Font:
        return self._load(self.chosen(face).file)

    def pick(self, face: Face, char: str) -> Font | None:
        """The font that draws this character in text of this face; None: no font has it."""
        key = (face, char)
        if key not in self._picked:
            with _LOCK:
                self._picked[key] = next((f for f in self._chain(face, char) if f.has(char)), None)
        return self._picked[key]

    def boldness(self, face: Face) -> float:
        """Outline width in em to add to a stand-in that is too light for a title."""
        chosen = self.chosen(face)
        light = face is Face.TITLE and chosen.file.family in _LIGHT
        return 0.035 if light else 0.0

    def summary(self) -> list[tuple[str, str, str, bool]]:
        """(role, family, file, is_fallback) of every role."""
        chosen = (self.chosen(face) for face in Face)
        return [(FACE_WORDS[c.face], c.file.family, str(c.file.path), c.fallback) for c in chosen]

    def _choose(self, face: Face) -> Chosen:
        own = (() if self.open_only else OFFICE_FAMILIES[face]) + OPEN_FAMILIES[face]
        for family in own:
            if self._loads(family):
                return Chosen(face, self.files[family], False)
        if face is Face.LATIN:
            return Chosen(face, self.chosen(Face.FANG).file, True)
        for family in STAND_INS:
            if self._loads(family):
                return Chosen(face, self.files[family], True)
        raise RuleBroken(_NO_FONT)

    def _chain(self, face: Face, char: str) -> Iterator[Font]:
        if face in (Face.FANG, Face.KAI):
            if ord(char) < 0x2000 and char not in CHINESE_MARKS:
                yield self.font(Face.LATIN)
            elif 0x2150 <= ord(char) < 0x2190:
                yield self.font(Face.SONG)  # Ⅲ and the like are too heavy in open 仿宋
        if _centred(self.chosen(face).file.family, char):
            families = (self.chosen(Face.FANG).file.family, *_MARKS_FROM)
            yield from self._fonts(f for f in families if not _centred(f, char))
        yield self.font(face)
        yield from self._fonts(WIDE)

    def _fonts(self, families: Iterable[str]) -> Iterator[Font]:
        for family in families:
            if self._loads(family):
                yield self._load(self.files[family])

    def _loads(self, family: str) -> bool:
        """Whether there is such a font and reportlab takes it."""
        if family not in self.files:
            return False
        try:
            self._load(self.files[family])
        except _UNUSABLE as refused:
            _log.warning("font %s is not usable: %s", self.files[family].path, refused)
            del self.files[family]
            return False
        return True

    def _load(self, file: FontFile) -> Font:
        with _LOCK:
            if file not in self._loaded:
                self._loaded[file] = _load(file)
            return self._loaded[file]


def _centred(family: str, char: str) -> bool:
    return char in _CENTRED.get(family, "")


@lru_cache(maxsize=64)
def _load(file: FontFile) -> Font:
    return Font(file)


def font_folders() -> list[Path]:
    """Where fonts are looked for, in order; the program's own folder first."""
    own = os.environ.get("COMMANDCENTER_FONTS")
    folders = [Path(own) if own else Path(user_cache_dir("commandcenter")) / "fonts"]
    if windows := os.environ.get("WINDIR"):
        folders.append(Path(windows) / "Fonts")
    if local := os.environ.get("LOCALAPPDATA"):
        folders.append(Path(local) / "Microsoft" / "Windows" / "Fonts")
    home = Path.home()
    return [
        *folders,
        home / ".local/share/fonts",
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
    ]


def find_fonts(folders: list[Path] | None = None, *, open_only: bool | None = None) -> FontSet:
    """The fonts in these folders (default: `font_folders`); the first of a family wins.

    `open_only` leaves the licensed families aside, so that a page comes out the same on
    every machine with the open set; by default as COMMANDCENTER_FONT_SET=open says.
    """
    if open_only is None:
        open_only = os.environ.get("COMMANDCENTER_FONT_SET", "") == "open"
    found: dict[str, FontFile] = {}
    for folder in font_folders() if folders is None else folders:
        for path in sorted(folder.rglob("*.tt[fc]")) + sorted(folder.rglob("*.TT[FC]")):
            for file in _fonts_in(path):
                found.setdefault(file.family, file)
    return FontSet(found, open_only)


@lru_cache(maxsize=4)
def _default_set(folders: tuple[Path, ...], open_only: bool) -> FontSet:
    return find_fonts(list(folders), open_only=open_only)


def default_fonts() -> FontSet:
    """The machine's fonts, looked for once."""
    with _LOCK:
        is_open = os.environ.get("COMMANDCENTER_FONT_SET", "") == "open"
        return _default_set(tuple(font_folders()), is_open)


def chosen_fonts() -> list[tuple[str, str, str, bool]]:
    """(role, family, file, is_fallback) per role of this machine. Raises RuleBroken: none."""
    return default_fonts().summary()


@lru_cache(maxsize=4096)
def _fonts_in(path: Path) -> tuple[FontFile, ...]:
    """Every usable font of a file under each of its names; none when it cannot be read."""
    try:
        with path.open("rb") as file:
            single = path.suffix.lower() != ".ttc"
            fonts = [TTFont(file, lazy=True)] if single else TTCollection(file, lazy=True).fonts
            return tuple(f for at, font in enumerate(fonts) for f in _named(font, path, at))
    except (TTLibError, OSError, ValueError):
        return ()


def _named(font: TTFont, path: Path, index: int) -> Iterator[FontFile]:
    # A variable font would be embedded at its thinnest instance.
    if "glyf" not in font or "name" not in font or "fvar" in font:
        return
    names: dict[int, set[str]] = {}
    for record in font["name"].names:
        names.setdefault(record.nameID, set()).add(str(record.toUnicode(errors="replace")))
    # 1 and 2 name the family of four (AR PL UMing CN, Light), 16 and 17 the whole family.
    for family_id, style_id, plain in ((1, 2, _PLAIN | {"Light"}), (16, 17, _PLAIN)):
        styles = names.get(style_id, set())
        ending = "" if not styles or styles & plain else f" {min(styles)}"
        for family in sorted(names.get(family_id, ())):
            yield FontFile(family + ending, path, index)
