"""Scripts of drills as files: the program's own, a bureau's, and what a drill is scored by."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commandcenter import own_files
from commandcenter.domain.drills.script import Script, as_table, read_script
from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.file_trouble import tables_of, why
from commandcenter.paths import RESOURCES

OWN = RESOURCES / "drills"
SCORE = OWN / "score.toml"
LARGEST = 50_000_000  # bytes; a script may hold some thousand complaints


def score_table() -> dict[str, Any]:
    """Points by clause and what a lapse costs (建议值)."""
    return tomllib.loads(SCORE.read_text(encoding="utf-8"))


def own_scripts() -> list[Path]:
    """The drills of the program itself: its three scenarios, and two incidents at once."""
    return sorted(path for path in OWN.glob("*.toml") if path != SCORE)


def read_file(path: Path) -> Script:
    """One of the program's own by its name alone, too, where no such file lies here.

    Raises AskedWrongly for a file that is no script, in words.
    """
    if not path.is_file() and OWN / path.name in own_scripts() and path.parent == Path():
        path = OWN / path.name
    if not path.is_file():
        raise AskedWrongly("演练脚本“{path}”不存在，或者不是文件。", path=path)
    if path.stat().st_size > LARGEST:
        raise AskedWrongly("演练脚本“{path}”太大。", path=path)
    try:
        return read_script(tables_of(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise AskedWrongly(
            "演练脚本“{path}”读不出来：{why}。", path=path, why=why(error)
        ) from error
    except ValueError as error:
        raise AskedWrongly("“{path}”不是演练脚本：{why}。", path=path, why=why(error)) from error


def write_file(path: Path, script: Script) -> None:
    """As `read_file` reads it again; for its owner alone, as all that the program writes."""
    own_files.write(path, toml_of(as_table(script)).encode())


def toml_of(table: Mapping[str, Any]) -> str:
    """What as_table gives, as TOML: its lists of tables last, an inject a block."""
    plain = [f"{key} = {_value(value)}" for key, value in table.items() if not _is_rows(value)]
    blocks = [
        "\n".join([f"[[{key}]]", *(f"{name} = {_value(each)}" for name, each in row.items())])
        for key, rows in table.items()
        if _is_rows(rows)
        for row in rows
    ]
    return "\n\n".join(["\n".join(plain), *blocks]) + "\n"


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _value(value: Any) -> str:
    """Strings as JSON writes them are strings of TOML, too, but for what it leaves unescaped."""
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_value(str(key))} = {_value(each)}" for key, each in value.items())
        return f"{{ {pairs} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
