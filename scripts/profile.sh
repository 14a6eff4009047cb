#!/usr/bin/env bash
# usage: profile.sh RGO [THREADS...]   makes interp/python/default.rgoprof (none) and default-free.rgoprof (free), or those named: what runs
# in the programs of tests/python/train.
set -euo pipefail
cd "$(dirname "$0")/.."
rgo=$PWD/$1
shift
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# Hashes and addresses must not differ between runs: the same programs give the same counts.
export PYTHONHASHSEED=0
# Compiled modules come from a cache, as they usually do.
export PYTHONPYCACHEPREFIX=$dir/cache PYTHONDONTWRITEBYTECODE=

# profile THREADS FILE
profile() {
	"$rgo" translate ./interp/python --threads "$1" --instrument -o "$dir/pygo"
	for program in tests/python/train/*.py; do
		RGO_PROFILE="$dir/unused" "$dir/pygo" "$program" >"$dir/out"
	done
	RGO_PROFILE="$dir/start.raw" "$dir/pygo" -c pass
	for program in tests/python/train/*.py; do
		name=$(basename "$program" .py)
		RGO_PROFILE="$dir/$name.raw" "$dir/pygo" "$program" >"$dir/out"
		if [ -x /usr/bin/python3.11 ] && ! /usr/bin/python3.11 "$program" | cmp -s - "$dir/out"; then
			echo "profile: $program prints something else than on CPython" >&2
			exit 1
		fi
		if [ "$1" = free ]; then # threads that are not alone go other ways
			RGO_PROFILE="$dir/$name-twice.raw" "$dir/pygo" tests/python/train/twice/twice.py "$program"
		fi
	done
	"$rgo" profile "$dir"/*.raw -o "$2"
	rm "$dir"/*.raw
}

for threads in ${*:-none free}; do
	case $threads in
	none) profile none interp/python/default.rgoprof ;;
	*) profile "$threads" "interp/python/default-$threads.rgoprof" ;;
	esac
done
