"""Compiles the catalogues of translations (.ts) for Qt (.qm), beside them, by PySide6's own tool.

Set-up does it, and so does the build of a wheel, in an environment that has PySide6.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

TRANSLATIONS = Path(__file__).resolve().parents[1] / "resources" / "translations"
TOOL = "lrelease"


def compile_all(into: Path = TRANSLATIONS) -> list[Path]:
    """The files that were made. Ends the program where the tool is not there."""
    found = importlib.util.find_spec("PySide6")
    folders = [Path(each) for each in (found and found.submodule_search_locations) or ()]
    tools = (path for folder in folders for path in folder.glob(f"{TOOL}*") if path.stem == TOOL)
    tool = next(tools, None)
    if tool is None:
        sys.exit(f"{sys.executable} has no {TOOL} of PySide6: install PySide6-Essentials first")
    made = []
    for path in sorted(TRANSLATIONS.glob("*.ts")):
        made.append(into / path.with_suffix(".qm").name)
        fresh = made[-1].with_suffix(".part")
        command = [str(tool), "-silent", "-nounfinished", str(path), "-qm", str(fresh)]
        subprocess.run(command, check=True)
        # Qt reads the old one out of memory that is its file: written over, it ends the program.
        fresh.replace(made[-1])
    return made


if __name__ == "__main__":
    compile_all(*map(Path, sys.argv[1:]))
