#!/bin/sh
# The language model: run.sh PYTHON DATA SHIPPED, called by ../run.sh. LANGUAGE_MINUTES of one core train it (default 25).
set -eu
python=$1 data=$2/language shipped=$3/lm

"$python" -m language.train "$data" "${LANGUAGE_MINUTES:-25}" factory/corpus
"$python" -m language.export "$data" "$shipped"
"$python" -m language.fixtures "$shipped"
