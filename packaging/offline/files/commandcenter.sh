#!/bin/sh
# commandcenter of the offline file: its own Python, libraries and C library. What an account has
# set for other Pythons and other Qts does not reach it; what it starts (lp) gets the desk's own libraries.
here=/opt/commandcenter
unset PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONUSERBASE PYTHONINSPECT PYTHONOPTIMIZE PYTHONSAFEPATH \
    LD_LIBRARY_PATH LD_PRELOAD LD_AUDIT QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH QT_STYLE_OVERRIDE \
    QML_IMPORT_PATH QML2_IMPORT_PATH QTWEBENGINEPROCESS_PATH QTWEBENGINE_RESOURCES_PATH \
    QTWEBENGINE_LOCALES_PATH
export PYTHONNOUSERSITE=1
# Its C library may not read the desk's locales; this one is alike everywhere, and comes along.
export LC_ALL=C.UTF-8
if [ ! -e /usr/lib/locale/C.utf8 ] && [ ! -e /usr/lib/locale/C.UTF-8 ]; then export LOCPATH=$here/lib/locale; fi
export XKB_CONFIG_ROOT=$here/share/X11/xkb
export FONTCONFIG_FILE=$here/share/fonts.conf
export COMMANDCENTER_FONTS=$here/share/fonts
PATH=$PATH:$here/libexec
# Its OpenSSL knows no place of the desk's authorities: they lie elsewhere on each system.
for file in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem; do
    if [ -z "${SSL_CERT_FILE:-}" ] && [ -r "$file" ]; then export SSL_CERT_FILE=$file; fi
done
exec $here/bin/python3.13 -s -P -m commandcenter "$@"
