#!/bin/sh
# install.sh            put commandcenter into /opt, its menu entry and units into /usr
# install.sh --remove   take them away; databases, settings and papers stay where they are
# For systems without dpkg. Run it as root in the folder where the archive was unpacked.
set -eu
umask 022 # root's may be stricter, and the program is for everybody
home=/opt/commandcenter
list=$home/share/installed-files
say() { echo "commandcenter：$*"; }
die() { say "$*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || die "请以 root 运行（sudo sh install.sh）"
if [ -s /var/lib/dpkg/info/commandcenter.list ]; then die "已由 .deb 安装，请用 apt 或 dpkg 升级、卸载"; fi

remove() {
    [ -f "$list" ] || die "没有安装在 $home"
    sh $home/libexec/before-remove.sh
    while IFS= read -r file; do rm -f "/$file"; done <"$list"
    rm -rf $home
    if [ -d /run/systemd/system ]; then systemctl daemon-reload || :; fi
}

case ${1:-} in
    --remove) remove; say "已卸载；数据库、设置和公文都还在（各账户的 ~/.local/share/commandcenter、/var/lib/commandcenter、/etc/commandcenter）"; exit 0 ;;
    "") ;;
    *) die "只有 --remove 一个选项" ;;
esac
from=$(cd "$(dirname "$0")" && pwd)
[ -d "$from$home" ] || die "$from 里没有解开的程序"
[ "$(uname -m)" = x86_64 ] || die "本文件只适用于 x86_64，本机是 $(uname -m)"
rm -rf $home.new
trap 'rm -rf $home.new' EXIT # of a disk that was full; once it is turned to, there is none
mkdir -p /opt
cp -R -p "$from$home" $home.new
chown -R 0:0 $home.new
(cd "$from" && find usr ! -type d | sort) >$home.new/share/installed-files
rm -rf $home.old
if [ -e $home ]; then mv $home $home.old; fi
mv $home.new $home
if [ -f $home.old/share/installed-files ]; then # what the former version had beyond this one
    grep -vxFf $list $home.old/share/installed-files | while IFS= read -r file; do rm -f "/$file"; done
fi
rm -rf $home.old
while IFS= read -r file; do
    mkdir -p "/$(dirname "$file")"
    rm -f "/$file"
    cp -R -P -p "$from/$file" "/$file"
    chown -h 0:0 "/$file"
done <$list
sh $home/libexec/after-install.sh
say "已安装到 $home；卸载：sh $home/libexec/install.sh --remove"
