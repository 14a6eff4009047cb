#!/usr/bin/env bash
# Translates the Python interpreter with the given rgo and runs an example on the result.
set -eu
rgo=$1
program=tests/python/queens.py
vm=bin/pygo
"$rgo" translate ./interp/python -o "$vm"
echo "--- pygo $program"
start=$(date +%s.%N)
"$vm" "$program"
end=$(date +%s.%N)
echo "--- done in $(echo "$end $start" | awk '{printf "%.2f", $1 - $2}') s; pygo is $(wc -c <"$vm" | awk '{printf "%.1f", $1 / 1e6}') MB"
