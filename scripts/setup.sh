#!/usr/bin/env bash
# Installs what the LLVM backend and the tests use and this machine lacks: clang 19 and lld 19, and CPython 3.11, its
# library, which pygo runs on, its tests, and packages that our tests use. Without a package manager or the rights to use
# it, says what will be missing and succeeds: the Go backend needs nothing but Go.
#
# The browser is for the tests of the page of rgo view and for screenshots.
# With boehm it installs libgc, for --gc boehm; with sanitizer clang's ThreadSanitizer, for tests/corpus.
#
# With pypy it installs PyPy, for the benchmarks.
#
# usage: setup.sh [clang] [python] [browser] [boehm] [pypy] [sanitizer]
set -u

have_clang() {
	for v in 19 20 21 18 17 16 15; do
		command -v "clang-$v" >/dev/null 2>&1 && return 0
	done
	command -v clang >/dev/null 2>&1 && [ "$(clang -dumpversion | cut -d. -f1)" -ge 15 ]
}

have_python() {
	[ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null
}

have_browser() {
	for b in chromium chromium-browser chromium-headless-shell google-chrome google-chrome-stable; do
		command -v "$b" >/dev/null 2>&1 && return 0
	done
	return 1
}

install() { # name of the thing, packages...
	local what=$1
	shift
	if ! command -v apt-get >/dev/null 2>&1; then
		echo "setup: no apt-get: install $* by hand for $what" >&2
		return 1
	fi
	local sudo=
	if [ "$(id -u)" != 0 ]; then
		sudo=$(command -v sudo) || {
			echo "setup: not root and no sudo: install $* by hand for $what" >&2
			return 1
		}
		sudo="$sudo -n"
	fi
	echo "setup: installing $* for $what" >&2
	{ $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1 || {
		echo "setup: could not install $*: continuing without $what" >&2
		return 1
	}
}

for part in "${@:-clang}"; do
	case $part in
	clang) have_clang || install "the LLVM backend" clang-19 lld-19 || echo "setup: the Go backend will be used" >&2 ;;
	python)
		have_python || install "comparisons with CPython" python3 || true
		[ -f /usr/lib/python3.11/os.py ] || install "Python's library" libpython3.11-stdlib || true
		[ -f /usr/lib/python3.11/test/test_grammar.py ] ||
			install "CPython's own tests" libpython3.11-testsuite || true
		missing=
		for package in ply pyparsing markdown pygments; do
			[ -d "/usr/lib/python3/dist-packages/$package" ] || missing="$missing python3-$package"
		done
		# shellcheck disable=SC2086
		[ -z "$missing" ] || install "the tests of Python packages" $missing || true
		;;
	browser) have_browser || install "tests of the page of rgo view" chromium fonts-dejavu-core || true ;;
	pypy) command -v pypy3 >/dev/null 2>&1 || install "comparisons with PyPy" pypy3 || true ;;
	boehm) [ -e /usr/include/gc.h ] || install "--gc boehm" libgc-dev || true ;;
	sanitizer) ls /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.tsan-x86_64.a >/dev/null 2>&1 || install "ThreadSanitizer" libclang-rt-19-dev || true ;;
	*)
		echo "setup: unknown part $part" >&2
		exit 2
		;;
	esac
done
exit 0
