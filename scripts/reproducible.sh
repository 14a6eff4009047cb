#!/usr/bin/env bash
# Checks that two translations of the same program are byte-equal, caches aside.
set -eu
rgo=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
for backend in llvm go; do
	emit=ll
	[ $backend = go ] && emit=go
	for i in 1 2; do
		"$rgo" translate ./interp/calc --backend $backend --emit $emit -o "$dir/$backend$i" 2>/dev/null
	done
	if ! diff -r "$dir/${backend}1" "$dir/${backend}2" >/dev/null; then
		echo "reproducible: two translations of interp/calc with --backend $backend differ" >&2
		exit 1
	fi
done
echo "reproducible: translations are byte-equal"
