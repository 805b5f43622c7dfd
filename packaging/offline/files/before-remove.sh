#!/bin/sh
# Before the program goes: its services end. Databases, settings and accounts stay.
set -eu
[ -d /run/systemd/system ] || exit 0
for unit in watchman.service watch.service backup.timer backup.service; do
    systemctl disable --now "commandcenter-$unit" >/dev/null 2>&1 || :
done
