#!/bin/bash
# check_package.sh FILE [FOLDER]   Installs the offline file on this bare machine, tries what a bureau does with it, and takes
# it away again. FILE is the .deb or the .tar.xz; pictures and papers go to FOLDER. As root, on a machine that may be thrown
# away; it needs no network. Where there are Xvfb, PostgreSQL or
# ibus (with libpinyin and xdotool) they are used, else that part is left out and said.
set -euo pipefail
umask 022
file=$(realpath "$1")
out=$(realpath -m "${2:-/tmp/checked}")
user=checker home=/home/checker
fail() { echo "FAILED: $*" >&2; exit 1; }
step() { printf '%-58s' "$1"; shift; local from=$SECONDS; "$@" >"$out/log" 2>&1 || { cat "$out/log"; fail "$*"; }; echo "$((SECONDS - from)) s"; }
left() { printf '%-58sleft out: %s\n' "$1" "$2"; }
# As the user, in the folder of results, with nothing of root's environment.
as() { runuser -u $user -- env -i HOME=$home PATH=/usr/bin:/bin LANG="${LANG_OF:-zh_CN.UTF-8}" ${SCREEN:+DISPLAY=$SCREEN} "$@"; }
mkdir -p "$out"; chmod 1777 "$out"; rm -rf "$out"/bureau.db* "$out"/web "$out"/native # of an earlier run
id $user >/dev/null 2>&1 || useradd -m $user
cd /

install_it() {
    case $file in
        *.deb) dpkg -i "$file" ;;
        *) mkdir -p /var/tmp/unpacked; if command -v xz >/dev/null; then tar -xJf "$file" -C /var/tmp/unpacked; else python3 -m tarfile -e "$file" /var/tmp/unpacked; fi; sh /var/tmp/unpacked/install.sh; rm -rf /var/tmp/unpacked ;;
    esac
    test -x /usr/bin/commandcenter
}
remove_it() {
    case $file in
        *.deb) dpkg -r commandcenter ;;
        *) sh /opt/commandcenter/libexec/install.sh --remove ;;
    esac
    if [ -e /opt/commandcenter ] || [ -e /usr/bin/commandcenter ]; then return 1; fi
    test -s "$out/bureau.db"
}
# The launcher with a script in the program's place: which map is in front, or what X shows.
with_script() { sed "s,-m commandcenter,$1," /opt/commandcenter/bin/commandcenter >"$out/launcher"; chmod 755 "$out/launcher"; shift; as sh "$out/launcher" "$@"; }

cat >"$out/told.py" <<'PY'
from commandcenter.program.cli import main
from commandcenter.ui.map import map_view
before = map_view.MapView._bring_to_front
def told(self, engine):
    before(self, engine)
    print("map:", self.engine, self._words().by_engine, flush=True)
map_view.MapView._bring_to_front = told
main()
PY
cat >"$out/sheet.py" <<'PY'
import sys
import xlsxwriter
head = ["登记编号", "记录类型", "登记日期", "接收方式", "投诉人姓名", "投诉人联系电话", "标题", "涉及主体名称", "涉及金额", "问题陈述"]
with xlsxwriter.Workbook(sys.argv[1]) as book:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, head)
    for n in range(200):
        sheet.write_row(n + 1, 0, [f"TS2026{n:06}", "投诉", f"2026-11-2{n % 4} 08:{n % 60:02}:05", "微信小程序", "王小明",
                                   f"100{n:08}", "健身房关门", "悦力工场健身（城东店）", "3280.50", "门店关门，要求退款。"])
PY
cat >"$out/found.py" <<'PY'
import sys
from commandcenter.offices.accounts import acting_person
from commandcenter.queries.seat.search import search
from commandcenter.store.database import open_database
db = open_database(sys.argv[1])
with db.read() as session:
    hits = [hit.title for hit in search(session, acting_person(session), sys.argv[2])]
db.close()
print(*hits)
sys.exit(sys.argv[3] not in hits)
PY
cat >"$out/typed.py" <<'PY'
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
app, field = QApplication(sys.argv), QLineEdit()
field.textChanged.connect(lambda text: Path(sys.argv[1]).write_text(text))
field.show()
field.activateWindow()
QTimer.singleShot(40_000, app.quit)
app.exec()
PY
cat >"$out/screen.py" <<'PY'
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv)
picture = app.primaryScreen().grabWindow(0)
image = picture.toImage()
colors = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
print(len(colors), "colours")
sys.exit(0 if picture.save(sys.argv[1]) and len(colors) > 50 else 1)
PY

doctor() { as commandcenter doctor >"$out/doctor.txt" || :; cat "$out/doctor.txt"; for line in "界面：Qt 可以加载" "网页引擎：可以加载" "内置数据库：SQLite" "仿宋（Fandol"; do grep -q "$line" "$out/doctor.txt" || return 1; done; if grep "^异常" "$out/doctor.txt" | grep -v 数据库：; then return 1; fi; }
engine() { as mkdir -p $home/.config/commandcenter; as sh -c "echo 'map_engine = \"$1\"' >$home/.config/commandcenter/settings.toml"; }
web() { engine web; with_script "$out/told.py" demo --shoot "$out/web" >"$out/web.txt"; rm $home/.config/commandcenter/settings.toml; cat "$out/web.txt"; tail -4 "$out/web.txt" | grep -q "^map: web" && test ! -e $home/.cache/commandcenter/map-engine-died; }
native() {
    engine native
    with_script "$out/told.py" demo --shoot "$out/native" >"$out/native.txt"; rm $home/.config/commandcenter/settings.toml
    test -s "$out/native/wall.png" && ! grep "^map: web" "$out/native.txt"
}
db="sqlite:///$out/bureau.db"
city=/opt/commandcenter/lib/python3/dist-packages/commandcenter/resources/city/demo_city.geojson
found() { as commandcenter --db "$db" init --city $city --name 某某市市场监督管理局; }
intake() {
    with_script "$out/sheet.py" "$out/12315.xlsx"
    as commandcenter --db "$db" intake "$out/12315.xlsx" --json | tee "$out/intake.json" | grep -q '"accepted": 200'
}
by_pinyin() { with_script "$out/found.py" "$db" "$1" "$2"; }
manual() { as commandcenter manual --out "$out/manual.pdf"; grep -q "^%PDF" "$out/manual.pdf"; as commandcenter manual --html --no-pictures --out "$out/manual.html"; grep -q "</html>" "$out/manual.html"; }
paper() { as commandcenter --db "$db" brief watch --week 2026-W48 --out "$out/weekly.pdf"; grep -q "^%PDF" "$out/weekly.pdf"; as commandcenter --db "$db" brief watch --week 2026-W48 --out "$out/weekly.docx"; test -s "$out/weekly.docx"; }
server() {
    local bin; bin=$(echo /usr/lib/postgresql/*/bin)
    install -d -o postgres /tmp/pg /tmp/pg/run
    runuser -u postgres -- "$bin/initdb" -D /tmp/pg/data -E UTF8 --no-locale -A trust
    runuser -u postgres -- "$bin/pg_ctl" -w -D /tmp/pg/data -o "-k /tmp/pg/run -c listen_addresses=''" -l /tmp/pg/log start
    runuser -u postgres -- "$bin/createdb" -h /tmp/pg/run -E UTF8 -T template0 commandcenter
    local url="postgresql://postgres@/commandcenter?host=/tmp/pg/run"
    (cd /tmp/pg && runuser -u postgres -- env -i HOME=/tmp/pg PATH=/usr/bin:/bin LANG=C.UTF-8 commandcenter --db "$url" init --city $city --name 某某市市场监督管理局 &&
        runuser -u postgres -- env -i HOME=/tmp/pg PATH=/usr/bin:/bin LANG=C.UTF-8 commandcenter --db "$url" intake "$out/12315.xlsx" &&
        runuser -u postgres -- env -i HOME=/tmp/pg PATH=/usr/bin:/bin LANG=C.UTF-8 commandcenter --db "$url" verify)
    runuser -u postgres -- "$bin/pg_ctl" -D /tmp/pg/data -m fast stop
}
wall() {
    Xvfb :77 -screen 0 1920x1080x24 -nolisten tcp >/dev/null 2>&1 &
    local x=$! shown=1
    sleep 2
    SCREEN=:77 as commandcenter --db "$db" wall >"$out/wall.txt" 2>&1 &
    local program=$!
    for _ in $(seq 60); do sleep 1; SCREEN=:77 with_script "$out/screen.py" "$out/wall-on-x.png" && { shown=0; break; }; done
    sleep 5; SCREEN=:77 with_script "$out/screen.py" "$out/wall-on-x.png" || shown=1
    kill $program; wait $program || :; kill $x; wait $x || :
    cat "$out/wall.txt"
    return $shown
}
can_type() {
    local each
    for each in Xvfb ibus-daemon xdotool dbus-run-session; do command -v $each >/dev/null || return 1; done
    test -e /usr/share/ibus/component/libpinyin.xml
}
# Letters on a keyboard of X, words in a field of the program's own Qt.
typing() {
    Xvfb :78 -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
    local x=$! shown=1
    sleep 2
    sed "s,-m commandcenter,$out/typed.py," /opt/commandcenter/bin/commandcenter >"$out/launcher"; chmod 755 "$out/launcher"
    SCREEN=:78 as dbus-run-session -- sh -c '
        ibus-daemon --daemonize --xim --panel disable; sleep 3
        QT_IM_MODULE=ibus sh "$0/launcher" "$0/typed.txt" & sleep 8
        ibus engine libpinyin; sleep 2
        xdotool type --delay 300 nihao; sleep 2; xdotool key space; sleep 3; kill $!; ibus exit' "$out" || :
    grep -q 你好 "$out/typed.txt" && shown=0
    cat "$out/typed.txt"; kill $x; wait $x || :
    return $shown
}

. /etc/os-release
echo "== $(basename "$file") on $PRETTY_NAME, glibc $(ldd --version | head -1 | grep -o '[0-9.]*$'), $(nproc) cores"
step "install" install_it
echo "   $(du -smx /opt/commandcenter | cut -f1) MB installed"
step "version" as commandcenter --version
step "doctor" doctor
grep "网页引擎" "$out/doctor.txt" | sed 's/^/   /'
step "demo --shoot, the web map in front" web
step "demo --shoot, the painted map" native
step "init: an embedded database" found
step "an XLSX taken in" intake
step "found by pinyin" by_pinyin zhibanyuan 值班员每班时长
step "papers: PDF and Word" paper
step "the manual: PDF with pictures, HTML" manual
postgres=$(ls /usr/lib/postgresql 2>/dev/null | sort -n | tail -1) || : # none there: ls fails
if [ -n "$postgres" ]; then step "PostgreSQL $postgres over a socket: init, intake, verify" server; else left "PostgreSQL" "not on this machine"; fi
if command -v Xvfb >/dev/null; then step "the wall under X" wall; else left "the wall under X" "no Xvfb"; fi
if can_type; then step "Chinese typed through ibus" typing; else left "Chinese typed through ibus" "no ibus with libpinyin, xdotool"; fi
step "taken away, the data stay" remove_it
echo "all is well"
