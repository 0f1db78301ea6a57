#!/bin/sh
# The three models of turn-taking from nothing: turn/run.sh PYTHON DATA SHIPPED, called by ../run.sh.
# About seven minutes of speaking on one core, three of staging, twelve of training.  The figures that compare with the
# server's judgement of words need bench/target/bench.jar; without it that part is left out.
set -eu
python=$1 data=$2/turn shipped=$3
words="java -cp $shipped/../bench/target/bench.jar io.antiphon.bench.TurnSenseTable"
[ -f "$shipped/../bench/target/bench.jar" ] || words=

"$python" -m turn.callers "$data/clean"
"$python" -m turn.train vad "$data" "$shipped/vad" 3.5 1200
"$python" -m turn.train turn "$data" "$shipped/turn" 3 2000
"$python" -m turn.train window "$data" "$shipped/turn" 5 1600
"$python" -m turn.fixtures "$data" "$shipped/turn/fixtures"
"$python" -m turn.evaluate vad "$data" "$shipped/vad"
"$python" -m turn.evaluate turn "$data" "$shipped/turn" ${words:+"$words"}
"$python" -m turn.evaluate_window "$data" "$shipped/turn" ${words:+"$words"}
