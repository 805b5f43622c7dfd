#!/bin/bash
# check_upgrade.sh OLD NEW NEWEST [FOLDER]   Upgrades a bare machine by `upgrade install --system`, as its administrator does, from
# OLD to NEW to NEWEST and back: three offline files of rising version, all .deb or all .tar.xz. Installers are killed on the way.
# As root, on a machine that may be thrown away; no network. With PostgreSQL there the bureau is on it, else in a file.
set -euo pipefail
umask 022
old=$(realpath "$1") new=$(realpath "$2") newest=$(realpath "$3")
out=$(realpath -m "${4:-/tmp/upgraded}")
user=checker home=/home/checker share=/srv/升级 kept=/var/lib/commandcenter-upgrade
fail() { echo "FAILED: $*" >&2; exit 1; }
step() { printf '%-66s' "$1"; shift; local from=$SECONDS; "$@" >"$out/log" 2>&1 || { cat "$out/log"; fail "$*"; }; echo "$((SECONDS - from)) s"; }
# As an ordinary account, and as root with the path that `su` gives: neither with this shell's environment.
as() { runuser -u $user -- env -i HOME=$home PATH=/usr/bin:/bin LANG=zh_CN.UTF-8 "$@"; }
root() { env -i HOME=/root PATH=/usr/local/bin:/usr/bin:/bin LANG=zh_CN.UTF-8 "$@"; }
mkdir -p "$out" $share; chmod 1777 "$out"; rm -rf "$out"/bureau.db* "$out"/*.pem
id $user >/dev/null 2>&1 || useradd -m $user
cd /

case $old in *.deb) by_dpkg=1 ;; *) by_dpkg= ;; esac
version_of() { basename "$1" | sed 's/^commandcenter[-_]//; s/_amd64.deb$//; s/-linux-x86_64.tar.xz$//; s/~/./'; }
by_hand() {
    if [ $by_dpkg ]; then dpkg -i "$1"; return; fi
    rm -rf /var/tmp/unpacked; mkdir -p /var/tmp/unpacked
    if command -v xz >/dev/null; then tar -xJf "$1" -C /var/tmp/unpacked; else python3 -m tarfile -e "$1" /var/tmp/unpacked; fi
    sh /var/tmp/unpacked/install.sh; rm -rf /var/tmp/unpacked
}
# What every account gets: the version, and a tree that it can read; to dpkg the package is whole.
says() {
    [ "$(as commandcenter --version)" = "$1" ] || { as commandcenter --version; return 1; }
    [ -z "$(find /opt/commandcenter -type d ! -perm -005 -print -quit)" ] || { find /opt/commandcenter -type d ! -perm -005 | head -3; return 1; }
    [ -z "$(find /opt/commandcenter -name '*.dpkg-*' -print -quit)" ] || return 1
    if [ $by_dpkg ]; then dpkg -s commandcenter | grep -x "Status: install ok installed" && dpkg -V commandcenter; fi
}
has_data() { root commandcenter --db "$db" verify | tee "$out/verify.txt"; }
found() {
    root commandcenter --db "$db" init --city /opt/commandcenter/lib/python3/dist-packages/commandcenter/resources/city/demo_city.geojson --name 某某市市场监督管理局
    root commandcenter --db "$db" upgrade key "$out/key.pem" --signer 市局信息中心
    has_data
}
server() {
    local bin; bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
    install -d -o postgres /tmp/pg /tmp/pg/run
    runuser -u postgres -- "$bin/initdb" -D /tmp/pg/data -E UTF8 --no-locale -A trust
    runuser -u postgres -- "$bin/pg_ctl" -w -D /tmp/pg/data -o "-k /tmp/pg/run -c listen_addresses=''" -l /tmp/pg/log start
    runuser -u postgres -- "$bin/createdb" -h /tmp/pg/run -E UTF8 -T template0 commandcenter
}
publish() { root commandcenter --db "$db" upgrade publish "$1" --folder $share --key "$out/key.pem"; }
seat_sees() { $seat commandcenter --db "$db" upgrade status | tee "$out/status-$1.txt" | grep "公布的版本：$1，市局信息中心签名" && grep "可以安装" "$out/status-$1.txt"; }
upgrade() { root commandcenter --db "$db" upgrade install --system --yes; }
goes_back() { root commandcenter --db "$db" upgrade back --system; }
no_way_back() { ! goes_back && [ ! -e $kept/unfinished ]; }
is_running() { grep -lqs "$1" /proc/[0-9]*/cmdline; }
while_unpacking() { if [ $by_dpkg ]; then [ -n "$(find /opt/commandcenter -name '*.dpkg-new' -print -quit)" ]; else [ -e /opt/commandcenter.new ]; fi; }
while_turning() { [ -e "/opt/commandcenter/lib/python3/dist-packages/commandcenter-$turning.dist-info/METADATA" ]; }
while_ending() { is_running after-install.sh; }
# Installer and program end at once, as a power cut would have it.
cut_off() {
    setsid env -i HOME=/root PATH=/usr/bin:/bin commandcenter --db "$db" upgrade install --system --yes &
    local program=$!
    until "$1"; do kill -0 $program || return 1; done
    sleep "${2:-0}"
    kill -9 -- -$program
    wait $program || :
    ls -l $kept $kept/unfinished
    if [ $by_dpkg ]; then dpkg -s commandcenter | grep -E "^(Status|Version)"; fi
    echo "now: $(as commandcenter --version 2>&1 | tail -1)"
}
once_more() { upgrade || { echo "by hand, for the program does not start"; by_hand $kept/unfinished/*; rm -rf $kept/unfinished; }; }

. /etc/os-release
a=$(version_of "$old") b=$(version_of "$new") c=$(version_of "$newest")
echo "== $a, $b, $c by $([ $by_dpkg ] && echo dpkg || echo install.sh) on $PRETTY_NAME"
step "$a by hand" by_hand "$old"
step "$a answers" says "$a"
if [ -d /usr/lib/postgresql ]; then
    step "PostgreSQL" server
    db="postgresql://postgres@/commandcenter?host=/tmp/pg/run" seat=as
else
    db="sqlite:///$out/bureau.db" seat=root # the file is its owner's alone
fi
step "a bureau, its key" found
step "$b published" publish "$new"
step "a seat sees $b" seat_sees "$b"
step "no way back yet: said" no_way_back
step "cut off while it unpacks" cut_off while_unpacking 2
sed 's/^/   /' "$out/log"
step "$a answers all the same" test "$(as commandcenter --version)" = "$a"
step "upgrade install --system: $b" upgrade
step "$b answers" says "$b"
step "the data are there" has_data
step "$c published" publish "$newest"
step "a seat sees $c" seat_sees "$c"
turning=$c
step "cut off while the new files are turned to" cut_off while_turning
sed 's/^/   /' "$out/log"
step "once more" once_more
sed 's/^/   /' "$out/log"
step "$c answers" says "$c"
step "upgrade back --system" goes_back
step "$b answers" says "$b"
step "the data are there" has_data
step "cut off while the installation ends" cut_off while_ending
sed 's/^/   /' "$out/log"
step "once more" upgrade
step "$c answers" says "$c"
step "the data are there" has_data
ls $kept | sed 's/^/   kept: /'
echo "all is well"
