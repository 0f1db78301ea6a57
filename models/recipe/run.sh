#!/bin/sh
# Makes the models from nothing: run.sh [recogniser|turn|voice|language|all]
# Or: smoke, every recipe on almost nothing; python, only what the recipes need from pip.
#
# Needs Debian's flite, espeak-ng, festival, festvox-kallpc16k, festvox-kdlpc16k, festvox-us-slt-hts, festvox-czech-dita,
# festvox-czech-krb, festvox-czech-machac, festvox-czech-ph, festvox-suopuhe-lj, festvox-suopuhe-mv, festvox-hi-nsk,
# festvox-italp16k, festvox-itapc16k, sox,
# opus-tools and wamerican; the Python packages of requirements.txt are installed into DATA/venv.  Every step continues where it
# stopped; a second run does only what is missing.
#   DATA     where speech and checkpoints go (default: /tmp/antiphon-models; some gigabytes)
#   MINUTES  how long the recogniser trains (default 100), beginning with the weights that are shipped
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
cd "$here"
what=${1:-all}
data=${DATA:-/tmp/antiphon-models}
shipped=$here/..
mkdir -p "$data"

python=${PYTHON:-$data/venv/bin/python}
if [ -z "${PYTHON:-}" ] && ! cmp -s requirements.txt "$data/venv/requirements.txt"; then
    python3 -m venv "$data/venv"
    "$python" -m pip install -q --retries 1 -r requirements.txt
    cp requirements.txt "$data/venv/"
fi
export OMP_NUM_THREADS=1 PYTHONPATH="$here"

recogniser() {
    "$python" -m factory.voices "$data/asr" 2
    "$python" -m recogniser.prepare "$data/asr" 2
    "$python" -m recogniser.train "$data/asr" "${MINUTES:-100}" "$shipped/asr/telephone"
    "$python" -m recogniser.language "$shipped/asr/telephone"
    "$python" -m recogniser.export_onnx "$data/asr" "$shipped/asr/telephone"
    "$python" -m recogniser.export_vosk "$data/asr" "$shipped/asr/telephone" "$shipped/asr/vosk"
    "$python" -m recogniser.evaluate "$data/asr" --model "$shipped/asr/telephone"
}

smoke() {
    for recipe in recogniser turn voice language; do
        echo "--- $recipe"
        "$python" -m "$recipe.smoke"
    done
}

case $what in
    python) ;;
    recogniser | smoke) "$what" ;;
    turn | voice | language) sh "$what/run.sh" "$python" "$data" "$shipped" ;;
    all) recogniser && for recipe in turn voice language; do sh "$recipe/run.sh" "$python" "$data" "$shipped"; done ;;
    *) sed -n 2,10p "$0" >&2; exit 2 ;;
esac
