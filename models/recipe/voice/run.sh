#!/bin/sh
# The voice, from nothing: run.sh PYTHON DATA MODELS, from the folder above (`../run.sh voice` does it). Every step but the
# last three goes on where it stopped. Needs Debian's flite with its libraries, and wamerican.
#   VOICE_MINUTES  of processor time for training (default 6)
set -eu
python=$1
data=$2/voice
models=$3
words=$models/../tts/src/main/resources/io/antiphon/tts/piper
mkdir -p "$data"

"$python" -m voice.lexicon "$words"
"$python" -m voice.data "$data" 2000
"$python" -m voice.train "$data" "${VOICE_MINUTES:-6}"
"$python" -m voice.export "$data" "$models/voice"
"$python" -m voice.evaluate compare "$models/voice" "$words"
"$python" -m voice.evaluate record "$models/voice" "$words" "$data/recordings"
"$python" -m voice.picture "$models/voice" "$models/voice/spectrogram.png"
