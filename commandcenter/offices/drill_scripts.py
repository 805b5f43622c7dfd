"""Scripts of drills as files: the program's own, a bureau's, and what a drill is scored by."""

import tomllib
from pathlib import Path
from typing import Any

from commandcenter.domain.drills.script import Script, read_script
from commandcenter.domain.errors import AskedWrongly
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
    """Raises AskedWrongly for a file that is no script, in words."""
    if not path.is_file():
        raise AskedWrongly("演练脚本“{path}”不存在，或者不是文件。", path=path)
    if path.stat().st_size > LARGEST:
        raise AskedWrongly("演练脚本“{path}”太大。", path=path)
    try:
        return read_script(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise AskedWrongly("演练脚本“{path}”读不出来。", path=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AskedWrongly("“{path}”不是演练脚本：{why}。", path=path, why=error) from error
    except (KeyError, TypeError, ValueError) as error:
        raise AskedWrongly(
            "演练脚本“{path}”缺少或写错了内容：{why}。", path=path, why=error
        ) from error
