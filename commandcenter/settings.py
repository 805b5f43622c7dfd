"""The settings of one machine, from one TOML file; every key may be left out."""

import json
import re
from dataclasses import field, fields, replace
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.file_trouble import quoted, tables_of, why
from commandcenter.domain.phrase import phrase
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import user_config

LANGUAGES = ("zh", "en")
# Said in both, for who set the wrong one may read either.
NO_LANGUAGE = (
    "There is no language “{language}”: it is zh (Chinese) or en (English). "
    "没有“{language}”这种界面语言，只有 zh（中文）和 en（英文）。"
)
ENGINES = ("auto", "web", "native")
THEMES = ("dark", "light")
WALL_PAGES = ("whole", "main", "second", "map", "tasks", "watch")  # of a screen of the wall
# From and to: a wall that is read, timers that run, memory that there is.
WITHIN: dict[str, tuple[float, float]] = {
    "wall_scale": (0.2, 10), "wall_distance_m": (0.5, 1_000), "wall_width_mm": (0, 100_000),
    "wall_inches": (0, 4_000), "wall_arc_minutes": (10, 60),
    "lock_minutes": (0, 7 * 24 * 60), "backup_minutes": (0, 7 * 24 * 60), "mirror_mb": (0, 1 << 20),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """What must be read from the back of the wall's room is `wall_arc_minutes` high seen from
    `wall_distance_m` (`ui.wall.reading`), times `wall_scale`. How large the wall is says
    `wall_width_mm` (a wall of tiles) or `wall_inches` (a diagonal), else the screen itself.
    """

    database: str = ""  # address; empty: the embedded file of this user
    language: str = ""  # of the screens; empty: not chosen yet, Chinese
    map_engine: str = "auto"  # at a desk the web map, on a wall the painted one
    desk_theme: str = "light"
    wall_theme: str = "dark"
    wall_scale: float = 1.0
    wall_distance_m: float = 6.0
    wall_width_mm: float = 0.0
    wall_inches: float = 0.0
    wall_arc_minutes: float = 16.0  # the least of ISO 9241-303; it prefers 20 to 22
    # Of several wall screens from left to right, where none were arranged on this machine for the
    # screens that are there (`wall --pages`); "" leaves one free.
    wall_pages: list[str] = field(default_factory=list)
    reception: bool = False  # 接待模式: no names, money or overdue on the wall
    lock_minutes: int = 15  # 0: the desk never locks by itself
    backup_minutes: int = 10
    mirror_mb: int = 512  # memory for charts over millions of complaints, 16 MB a million; 0: none
    watch: bool = True  # whether this desk may watch the complaints, when one on duty sits
    watch_folder: str = ""  # complaint files that land there are taken in while a duty seat is open
    upgrade_folder: str = ""  # where new versions lie for this machine, if not where it was said
    # What sends alarms to people at no seat: program and arguments, started without a shell.
    notify: list[str] = field(default_factory=list)

    def with_language(self, language: str) -> "Settings":
        """Raises AskedWrongly for a language that the program does not speak."""
        if language not in LANGUAGES:
            raise AskedWrongly(NO_LANGUAGE, language=quoted(language))
        return replace(self, language=language)

    @property
    def spoken(self) -> str:
        """The language of the screens."""
        return self.language or LANGUAGES[0]


def settings_path() -> Path:
    return user_config() / "settings.toml"


def load(path: Path | None = None) -> Settings:
    """Read the file, if there is one. Raises RuleBroken naming the key that is wrong."""
    file = path or settings_path()
    try:
        data = tables_of(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        words = "设置文件“{file}”无法读取：{reason}。"
        raise RuleBroken(words, file=file, reason=why(error)) from error
    return _checked(data, file)


def _checked(data: dict[str, object], file: Path) -> Settings:
    kinds = {f.name: type(getattr(Settings(), f.name)) for f in fields(Settings)}
    for key, value in data.items():
        if key not in kinds:
            words = "设置文件“{file}”中没有“{key}”这一项。"
            raise RuleBroken(words, file=file, key=quoted(key))
        fits = isinstance(value, kinds[key]) or (kinds[key] is float and isinstance(value, int))
        if not fits or (isinstance(value, bool) and kinds[key] is not bool):
            raise RuleBroken("设置文件“{file}”中“{key}”的值不对。", file=file, key=key)
    if not all(isinstance(word, str) and word for word in data.get("notify", ())):  # type: ignore[attr-defined]  # a list, as checked above
        raise RuleBroken("设置文件“{file}”中“{key}”的值不对。", file=file, key="notify")
    if not all(page in ("", *WALL_PAGES) for page in data.get("wall_pages", ())):  # type: ignore[attr-defined]  # a list, as checked above
        raise RuleBroken("设置文件“{file}”中“{key}”的值不对。", file=file, key="wall_pages")
    for key, (least, most) in WITHIN.items():
        if not least <= data.get(key, least) <= most:  # type: ignore[operator]  # numbers, as checked
            words = "设置文件“{file}”中“{key}”的值不对：应在 {least:g} 到 {most:g} 之间。"
            raise RuleBroken(words, file=file, key=key, least=least, most=most)
    found = Settings(**data)  # type: ignore[arg-type]  # checked key by key above
    if data.get("language") is not None and found.language not in LANGUAGES:
        words = "设置文件“{file}”中“language”的值不对：{why}"
        why_not = phrase(NO_LANGUAGE, language=quoted(found.language))
        raise RuleBroken(words, file=file, why=why_not)
    for key, choices in (
        ("map_engine", ENGINES),
        ("desk_theme", THEMES),
        ("wall_theme", THEMES),
    ):
        if getattr(found, key) not in choices:
            raise RuleBroken("设置文件“{file}”中“{key}”的值不对。", file=file, key=key)
    return found


def wall_engine(settings: Settings) -> str:
    """The map of a wall: the painted one, where the web map is not asked for. A room's machine is
    often a weak one, and for what a wall shows of a map the web engine holds as much memory again
    as all else (benchmarks: S)."""
    return "native" if settings.map_engine == "auto" else settings.map_engine


def remember_database(address: str, path: Path | None = None) -> None:
    """Keep the database's address for the next start; other lines of the file stay.

    An address with a password is kept without it: the password is asked for.
    """
    plain = re.sub(r"(//[^:/@]+):[^@/]*@", r"\1@", address)
    _remember("database", plain, path or settings_path())


def remember_language(language: str, path: Path | None = None) -> None:
    """Keep the language of the screens for the next start."""
    _remember("language", language, path or settings_path())


def _remember(key: str, value: str, file: Path) -> None:
    own_files.make_folder(file.parent)
    text = file.read_text(encoding="utf-8").rstrip("\n") if file.is_file() else ""
    kept = _without(key, text) if text else []
    line = f"{key} = {json.dumps(value, ensure_ascii=False)}"  # a JSON string is a TOML string
    own_files.write_text(file, "\n".join([line, *kept]) + "\n")


def _without(key: str, text: str) -> list[str]:
    """The lines of a TOML without what it says of a key of its own (of no table), be that several
    lines. What cannot be read stays as it is."""
    # At line feeds alone: other signs that end a line may stand inside of a word.
    lines, kept, begun = text.split("\n"), [], 0
    for end, line in enumerate(lines, 1):
        if begun == end - 1 and line.lstrip().startswith("["):
            break
        try:
            said = tables_of("\n".join(lines[begun:end]))
        except ValueError:
            continue  # it goes on
        kept += lines[begun:end] if key not in said else []
        begun = end
    return kept + lines[begun:]
