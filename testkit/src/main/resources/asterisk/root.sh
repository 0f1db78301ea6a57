#!/bin/sh
# Builds a folder with Asterisk in it, from the Debian archive that this machine's apt already uses, and
# prints the folder's name. Kept in the user's cache and used again. Exit 3: cannot be had here (why is
# on stderr), so tests that need it are skipped.
set -eu

suite=sid
packages=asterisk
cache=${XDG_CACHE_HOME:-$HOME/.cache}/antiphon
root=$cache/asterisk-$suite-1

cannot() { echo "$1" >&2; exit 3; }

if [ -e "$root/.complete" ]; then echo "$root"; exit 0; fi
[ "$(id -u)" = 0 ] || cannot "building the Asterisk folder needs root"
command -v debootstrap >/dev/null || cannot "debootstrap is not installed: apt-get install debootstrap"

archive=$(apt-get indextargets --format '$(SITE) $(CODENAME)' 2>/dev/null | awk '$2 !~ /security|updates/ {print $1; exit}')
[ -n "$archive" ] || cannot "apt knows no Debian archive"
case $archive in */) archive=${archive%/} ;; esac

mkdir -p "$cache"
part=$root.part
rm -rf --one-file-system "$part"
trap 'rm -rf --one-file-system "$part"' EXIT
debootstrap --variant=minbase --merged-usr "$suite" "$part" "$archive" >"$cache/debootstrap.log" 2>&1 \
    || cannot "debootstrap $suite failed: see $cache/debootstrap.log"
printf '#!/bin/sh\nexit 101\n' >"$part/usr/sbin/policy-rc.d"
chmod +x "$part/usr/sbin/policy-rc.d"
# No apt-get update: the lists that debootstrap verified are still in place.
DEBIAN_FRONTEND=noninteractive chroot "$part" apt-get install -y --no-install-recommends $packages \
    >"$cache/asterisk-install.log" 2>&1 || cannot "installing Asterisk failed: see $cache/asterisk-install.log"
chroot "$part" apt-get clean
: >"$part/.complete"
mv "$part" "$root"
trap - EXIT
echo "$root"
