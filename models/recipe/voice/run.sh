#!/bin/sh
# The voice, from nothing: words, data, training, files, figures, picture. Run from anywhere; every step goes on where it
# stopped. Needs Debian's flite (with its libraries) and wamerican, and a Python with ../requirements.txt.
set -eu
cd "$(dirname "$0")/.."
data=${1:-/tmp/antiphon-voice}
python=${PYTHON:-python3}
minutes=${MINUTES:-6}
words=../../tts/src/main/resources/io/antiphon/tts/piper
export OMP_NUM_THREADS=1

"$python" -m voice.lexicon "$words"
"$python" -m voice.data "$data" 2000
"$python" -m voice.train "$data" "$minutes"
"$python" -m voice.export "$data" ../voice
"$python" -m voice.evaluate compare ../voice "$words"
"$python" -m voice.evaluate record ../voice "$words" "$data/recordings"
"$python" -m voice.picture ../voice ../voice/spectrogram.png
