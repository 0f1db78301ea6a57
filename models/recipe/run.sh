#!/bin/sh
# Everything, from nothing: data, both models, their measurements and the server's fixtures.
# Needs Debian's flite, espeak-ng, festival, festvox-kdlpc16k and festvox-us-slt-hts, and a Python with
# requirements.txt.  Ten minutes of data and an hour of training on two cores; every step continues where it stopped.
set -eu
cd "$(dirname "$0")"
data=${1:-/tmp/antiphon-data}
python=${PYTHON:-python3}
minutes=${MINUTES:-57}

OMP_NUM_THREADS=1 "$python" voices.py "$data/clean" 32000
OMP_NUM_THREADS=1 "$python" prepare.py "$data" 6
"$python" language.py ../asr/front-desk
"$python" train.py "$data" "$minutes"
"$python" export.py "$data/asr.pt" ../asr/front-desk
"$python" evaluate.py "$data" ../asr/front-desk
"$python" fixtures.py "$data" ../asr/front-desk
"$python" vad.py "$data" ../vad 4
