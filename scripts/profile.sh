#!/usr/bin/env bash
# usage: profile.sh RGO   makes interp/python/default.rgoprof: what runs in the programs of tests/python/train.
set -euo pipefail
cd "$(dirname "$0")/.."
rgo=$PWD/$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$rgo" translate ./interp/python --instrument -o "$dir/pygo"
# Hashes and addresses must not differ between runs: the same programs give the same counts.
export PYTHONHASHSEED=0
# Compiled modules come from a cache, as they usually do.
export PYTHONPYCACHEPREFIX=$dir/cache PYTHONDONTWRITEBYTECODE=
for program in tests/python/train/*.py; do
	RGO_PROFILE="$dir/unused" "$dir/pygo" "$program" >"$dir/out"
done
RGO_PROFILE="$dir/start.raw" "$dir/pygo" -c pass
for program in tests/python/train/*.py; do
	RGO_PROFILE="$dir/$(basename "$program" .py).raw" "$dir/pygo" "$program" >"$dir/out"
	if [ -x /usr/bin/python3.11 ] && ! /usr/bin/python3.11 "$program" | cmp -s - "$dir/out"; then
		echo "profile: $program prints something else than on CPython" >&2
		exit 1
	fi
done
"$rgo" profile "$dir"/*.raw -o interp/python/default.rgoprof
