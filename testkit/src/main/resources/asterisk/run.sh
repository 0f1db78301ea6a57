#!/bin/sh
# Runs Asterisk of the folder $1 with the configuration in $2, which it sees as /peer. Stays this process, so
# that whoever started it ends it by its pid.
set -eu
mkdir -p "$1/peer"
exec unshare -m --propagation private sh -c '
    mount --bind "$2" "$1/peer"
    mount -t proc proc "$1/proc"
    exec chroot "$1" asterisk -f -C /peer/asterisk.conf' sh "$1" "$2"
