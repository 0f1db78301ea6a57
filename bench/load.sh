#!/bin/sh
# Load of whole calls: Antiphon's echo and Asterisk's Echo(), one after the other on the same machine, driven by SIPp.
# Usage: bench/load.sh [FOLDER]. Prints a table; needs root (for Asterisk's folder), SIPp, and ten quiet minutes.
set -eu

home=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
out=${1:-$home/bench/target/load}
setups=${SETUPS:-3000}
rate=${RATE:-100}
held=${HELD:-300}
talking=${TALKING:-50}
seconds=${SECONDS_TALKING:-20}
ticks=$(getconf CLK_TCK)
sipp_port=16060
antiphon_port=15060
asterisk_port=15160

rm -rf "$out"
mkdir -p "$out"
cp "$home/server/src/test/resources/sipp/load.xml" "$out/short.xml"
sed 's/<pause milliseconds="1000"\/>/<pause\/>/' "$out/short.xml" >"$out/held.xml"
sed 's/<pause milliseconds="1000"\/>/<nop><action><exec rtp_stream="sound.ulaw,-1,0"\/><\/action><\/nop><pause\/>/' "$out/short.xml" >"$out/talking.xml"
# Ten seconds that are no silence.
head -c 80000 /dev/urandom >"$out/sound.ulaw"

end() { for pid in "$@"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done; }
trap 'end ${server:-} ${asterisk:-}' EXIT

# Of a process: processor time so far, in ms; memory in use, in kB.
cpu() { sed 's/.*) //' "/proc/$1/stat" | awk -v t="$ticks" '{ print int(($12 + $13) * 1000 / t) }'; }
rss() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status"; }

# SIPp against the port, with a scenario: prints calls that failed, and how often it got a 200 again.
play() {
    port=$1 scenario=$2
    shift 2
    rm -f "$out"/*_counts.csv "$out"/*_[0-9]*_.csv
    (cd "$out" && sipp "127.0.0.1:$port" -sf "$scenario" -s 600 -i 127.0.0.1 -p "$sipp_port" -mi 127.0.0.1 \
        -nostdin -trace_counts -trace_stat -timeout 300s "$@" >sipp.log 2>&1) || true
    awk -F';' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "FailedCall(C)") f = i } END { printf "%s ", $f }' "$out"/*_[0-9]*_.csv
    awk -F';' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /200_Retrans$/) c[i] = 1 } END { n = 0; for (i in c) n += $i; print n }' "$out"/*_counts.csv
}

# One subject: name, port, pid, and what collects its garbage.
measure() {
    name=$1 port=$2 pid=$3 collect=$4
    play "$port" short.xml -m 1500 -r "$rate" -l 1000 >/dev/null # warm
    before=$(cpu "$pid")
    result=$(play "$port" short.xml -m "$setups" -r "$rate" -l 1000)
    spent=$(($(cpu "$pid") - before))
    echo "$name setups: $setups calls at $rate/s, failed and 200 again: $result, processor ms a call: $(awk "BEGIN { printf \"%.2f\", $spent / $setups }"), calls a second and core: $(awk "BEGIN { printf \"%.0f\", 1000 * $setups / $spent }")"

    $collect >/dev/null
    empty=$(rss "$pid")
    emptyheap=$($collect)
    (play "$port" held.xml -m "$held" -r 100 -d 20000 >"$out/held.result") &
    player=$!
    sleep 12
    heldheap=$($collect)
    full=$(rss "$pid")
    wait "$player"
    echo "$name held: $held calls, failed and 200 again: $(cat "$out/held.result"), RSS kB $empty to $full: $(((full - empty) / held)) kB a call; heap kB after a collection $emptyheap to $heldheap: $(((heldheap - emptyheap) / held)) kB a call"

    (play "$port" talking.xml -m "$talking" -r 50 -d $((seconds * 1000 + 8000)) >"$out/talking.result") &
    player=$!
    sleep 4
    before=$(cpu "$pid")
    sleep "$seconds"
    spent=$(($(cpu "$pid") - before))
    wait "$player"
    echo "$name talking: $talking calls with RTP both ways, failed and 200 again: $(cat "$out/talking.result"), of a core each: $(awk "BEGIN { printf \"%.2f\", 100.0 * $spent / ($seconds * 1000) / $talking }") %"
}

heap() { "$java_home/bin/jcmd" "$server" GC.run >/dev/null && "$java_home/bin/jcmd" "$server" GC.heap_info | sed -n 's/.*used \([0-9]*\)K.*/\1/p;s/.*used \([0-9]*\)M.*/\1000/p' | head -n 1; }
none() { echo 0; }

# Antiphon, as it serves.
"$home/antiphon" --version >/dev/null
cat >"$out/antiphon.yaml" <<EOF
sip: { listen: ["udp:127.0.0.1:$antiphon_port"], rate-limit: 9999 }
rtp: { ports: 20000-39999 }
agents: { default: echo }
operation: { most-calls: 1000, overload-control: false, journal: "$out/calls.jsonl" }
EOF
"$home/antiphon" serve --config "$out/antiphon.yaml" >"$out/antiphon.log" 2>&1 &
server=$!
until grep -q '^ready' "$out/antiphon.log"; do kill -0 "$server" || exit 1; sleep 0.2; done
java_home=$(dirname "$(dirname "$(readlink "/proc/$server/exe")")")

# Asterisk, with the modules that the tests load.
root=$("$home/testkit/src/main/resources/asterisk/root.sh")
peer=$out/asterisk
mkdir -p "$peer"
for file in asterisk.conf modules.conf rtp.conf; do
    sed 's/@RTP_FIRST@/40000/;s/@RTP_LAST@/59999/' "$home/testkit/src/main/resources/asterisk/$file" >"$peer/$file"
done
: >"$peer/logger.conf"
: >"$peer/manager.conf"
cat >"$peer/pjsip.conf" <<EOF
[udp]
type=transport
protocol=udp
bind=127.0.0.1:$asterisk_port
[sipp]
type=endpoint
transport=udp
context=echo
disallow=all
allow=ulaw
direct_media=no
[sipp]
type=identify
endpoint=sipp
match=127.0.0.1
EOF
printf '[echo]\nexten => 600,1,Answer()\n same => n,Echo()\n' >"$peer/extensions.conf"
"$home/testkit/src/main/resources/asterisk/run.sh" "$root" "$peer" >"$peer/asterisk.log" 2>&1 &
asterisk=$!
console() { nsenter -m -t "$asterisk" chroot "$root" asterisk -C /peer/asterisk.conf -rx "$1"; }
until console 'core waitfullybooted' 2>/dev/null | grep -q 'fully booted'; do kill -0 "$asterisk" || exit 1; sleep 0.2; done

echo "machine: $(nproc) cores, load $(cut -d ' ' -f 1-3 /proc/loadavg), $(console 'core show version' | cut -d ' ' -f 1-2), commit $(git -C "$home" rev-parse --short HEAD)"
measure antiphon "$antiphon_port" "$server" heap
measure asterisk "$asterisk_port" "$asterisk" none
console 'core stop now' >/dev/null 2>&1 || true
echo "machine: load $(cut -d ' ' -f 1-3 /proc/loadavg)"
