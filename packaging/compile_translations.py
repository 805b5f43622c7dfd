"""Compiles the catalogues of translations (.ts) for Qt (.qm), beside them, by PySide6's own tool.

Set-up does it, and so does the build of a wheel, in an environment that has PySide6.
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

TRANSLATIONS = Path(__file__).resolve().parents[1] / "resources" / "translations"
TOOL = "pyside6-lrelease"


def compile_all(into: Path = TRANSLATIONS) -> list[Path]:
    """The files that were made. Ends the program where the tool is not there."""
    scripts = Path(sysconfig.get_path("scripts"))
    tool = next((path for path in scripts.glob(f"{TOOL}*") if path.stem == TOOL), None)
    if tool is None:
        sys.exit(f"{TOOL} is not in {scripts}: install PySide6 there first")
    made = []
    for path in sorted(TRANSLATIONS.glob("*.ts")):
        made.append(into / path.with_suffix(".qm").name)
        command = [str(tool), "-silent", "-nounfinished", str(path), "-qm", str(made[-1])]
        subprocess.run(command, check=True)
        made[-1].touch()
    return made


if __name__ == "__main__":
    compile_all(*map(Path, sys.argv[1:]))
