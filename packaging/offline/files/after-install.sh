#!/bin/sh
# The end of an installation, by dpkg or by install.sh: the services' account, the menu, and the doctor.
set -eu
if [ -x /usr/sbin/useradd ] && ! grep -q '^commandcenter:' /etc/passwd; then
    /usr/sbin/useradd --system --user-group --home-dir /var/lib/commandcenter --create-home \
        --shell /usr/sbin/nologin --comment 'commandcenter services' commandcenter || :
fi
mkdir -p /etc/commandcenter && chmod 0750 /etc/commandcenter
if [ -d /var/lib/commandcenter ]; then chmod 0700 /var/lib/commandcenter; fi
if [ -d /run/systemd/system ]; then systemctl daemon-reload || :; fi
for tool in update-desktop-database gtk-update-icon-cache; do
    command -v $tool >/dev/null 2>&1 || continue
    case $tool in
        update-desktop-database) $tool -q /usr/share/applications || : ;;
        gtk-update-icon-cache) $tool -q -f /usr/share/icons/hicolor 2>/dev/null || : ;;
    esac
done
# What this machine lacks is told and hinders nothing: the database may come later.
echo "commandcenter：检查本机（doctor）"
scratch=$(mktemp -d /tmp/commandcenter.XXXXXX)
doctor="env -i HOME=$scratch PATH=$PATH LANG=C.UTF-8 /opt/commandcenter/bin/commandcenter doctor"
if grep -q '^commandcenter:' /etc/passwd && command -v runuser >/dev/null 2>&1; then
    chown commandcenter "$scratch"
    doctor="runuser -u commandcenter -- $doctor"
fi
$doctor || :
rm -rf "$scratch"
