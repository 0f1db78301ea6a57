#!/bin/sh
# Runs fail2ban-regex: the installed one, or one from Debian's package, unpacked in the user's cache and not
# installed, for that would start it. Exit 3: cannot be had here (why is on stderr), so its test is skipped.
set -eu

cannot() { echo "$1" >&2; exit 3; }

tool=$(command -v fail2ban-regex || true)
[ -z "$tool" ] || exec "$tool" "$@"
command -v python3 >/dev/null || cannot "fail2ban-regex needs python3"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/antiphon
root=$cache/fail2ban-1
if [ ! -e "$root" ]; then
    mkdir -p "$cache"
    part=$(mktemp -d "$cache/fail2ban.XXXXXX")
    trap 'rm -rf "$part"' EXIT
    (cd "$part" && apt-get download fail2ban >/dev/null 2>&1) || cannot "apt cannot download fail2ban"
    dpkg -x "$part"/fail2ban_*.deb "$part/root"
    mv "$part/root" "$root"
    rm -rf "$part"
    trap - EXIT
fi
PYTHONPATH=$root/usr/lib/python3/dist-packages exec python3 "$root/usr/bin/fail2ban-regex" -c "$root/etc/fail2ban" "$@"
