"""Tries the bundle's description on Linux: builds the folder, does with it what a bureau does.

``make windows``. It shows that the description is right: nothing that is loaded by name
or read as a file is left out, the child that reads workbooks is the program itself, locks hold,
long and Chinese paths work. What Windows alone can show it does not: its DLLs, its installer.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "windows"
PROGRAM = WORK / "dist" / "commandcenter" / "commandcenter"
ROWS = 40
SHEET = """
import sys, xlsxwriter
head = ["登记编号", "记录类型", "登记日期", "接收方式", "投诉人姓名", "投诉人联系电话", "标题",
        "涉及主体名称", "涉及金额", "问题陈述"]
with xlsxwriter.Workbook(sys.argv[1]) as book:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, head)
    for n in range(int(sys.argv[2])):
        sheet.write_row(n + 1, 0, [f"TS2026{n:06}", "投诉", f"2026-11-24 08:{n % 60:02}:05",
                                   "微信小程序", "王小明", f"100{n:08}", "健身房关门",
                                   "悦力工场健身（城东店）", "3280.50", "门店关门，要求退款。"])
"""


def call(command: Sequence[str | Path], cwd: Path, **environment: str) -> str:
    """What it says. Ends this program where it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"windows: {' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def build() -> None:
    """In an environment of its own: the wheel of this checkout, the tools; what is otherwise
    installed is lent by a line of a .pth file, which finds no checkout."""
    shutil.rmtree(WORK, ignore_errors=True)
    place, wheels = WORK / "venv", WORK / "wheels"
    venv.create(place, symlinks=True, with_pip=True)
    python = place / "bin" / "python"
    pip: list[str | Path] = [python, "-m", "pip", "-q", "--disable-pip-version-check"]
    call([*pip, "install", "--require-hashes", "-r", HERE / "locked-tools.txt"], WORK)
    call([sys.executable, "-m", "pip", "-q", "wheel", "--no-deps", "--no-build-isolation",
          "--no-index", "-w", wheels, ROOT], WORK)  # fmt: skip
    call([*pip, "install", "--no-deps", "--no-index", next(wheels.glob("*.whl"))], WORK)
    site = Path(call([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
                     WORK).strip())  # fmt: skip
    lent = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (site / "lent.pth").write_text("\n".join(lent) + "\n", encoding="utf-8")
    call([python, "-m", "PyInstaller", "--noconfirm", "--distpath", WORK / "dist", "--workpath",
          WORK / "work", HERE / "commandcenter.spec"], WORK)  # fmt: skip


def try_out() -> None:
    """In a folder whose path is long and Chinese, with nothing of the developers' in it."""
    home = WORK / ("很长的文件夹名" * 5) / ("又一层" * 20)
    home.mkdir(parents=True)
    own = {"HOME": str(home), "PYTHONPATH": "", "QT_QPA_PLATFORM": "offscreen",
           "COMMANDCENTER_DATA": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
           "XDG_CACHE_HOME": str(home / "cache"), "LC_ALL": "C.UTF-8",
           "QTWEBENGINE_DISABLE_SANDBOX": "1"}  # fmt: skip

    def run(*words: str) -> str:
        print(f"windows: commandcenter {' '.join(words)}", flush=True)
        return call([PROGRAM, *words], home, **own)

    print(run("--version").strip())
    bills = [path.name for path in PROGRAM.parent.rglob("*.cdx.json")]
    if bills != ["commandcenter.cdx.json"]:
        sys.exit(f"windows: the bills of materials are {bills}")
    city = next(PROGRAM.parent.rglob("demo_city.geojson"))
    run("init", "--city", str(city), "--name", "某某市市场监督管理局")
    call([sys.executable, "-c", SHEET, home / "12315.xlsx", str(ROWS)], home)
    taken = run("intake", "12315.xlsx", "--json")
    if f'"accepted": {ROWS}' not in taken:
        sys.exit(f"windows: the workbook was not read\n{taken}")
    run("brief", "watch", "--week", "2026-W48", "--out", "周报.pdf")
    run("brief", "watch", "--week", "2026-W48", "--out", "周报.docx")
    run("upgrade", "key", "key.pem", "--signer", "市局信息中心")
    run("verify")
    run("man")
    run("demo", "--shoot", "out")
    for name in ("wall.png", "desk.png", "briefing.pdf"):
        if (home / "out" / name).stat().st_size < 100_000:
            sys.exit(f"windows: {name} is nearly empty")
    require_locked(home, own)
    if '"sounds"' not in run("--probe-desktop"):
        sys.exit("windows: the desktop is not probed")
    told = subprocess.run([PROGRAM, "doctor"], cwd=home, env={**os.environ, **own},
                          capture_output=True, text=True).stdout  # fmt: skip
    broken = [line for line in told.splitlines() if line.startswith("异常")]
    print("\n".join(broken) or "doctor: nothing is wrong")


def require_locked(home: Path, own: dict[str, str]) -> None:
    """Two at once on one file: each writes whole, one after the other."""
    words = [PROGRAM, "intake", "12315.xlsx", "--json"]
    two = [subprocess.Popen([str(word) for word in words], cwd=home, env={**os.environ, **own},
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
           for _ in range(2)]  # fmt: skip
    said = [process.communicate() for process in two]
    if any(process.returncode for process in two):
        sys.exit(f"windows: two at once\n{said}")


def main() -> None:
    if "--again" not in sys.argv[1:]:
        build()
    shutil.rmtree(WORK / ("很长的文件夹名" * 5), ignore_errors=True)
    try_out()
    size = sum(path.stat().st_size for path in PROGRAM.parent.rglob("*") if path.is_file())
    print(f"windows: all is well, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
