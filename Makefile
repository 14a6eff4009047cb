# The commands of the project. `make demo` and `make test` do all the set-up they need on a fresh machine with Go.

RGO = bin/rgo
SOURCES = $(shell find . -name '*.go' -not -path './bin/*') $(shell find . -path ./bin -prune -o -name support -type d -print)

.PHONY: demo test check test-full bench bench-compare bench-gc bench-translate profile rgo lint screenshots clean

rgo: $(RGO)

$(RGO): $(SOURCES) go.mod
	go build -o $(RGO) ./cmd/rgo

# Translates the Python interpreter and runs a program on it.
demo:
	@scripts/setup.sh clang
	@$(MAKE) --no-print-directory $(RGO)
	@scripts/demo.sh $(RGO)

# The tests that take minutes.
test:
	@scripts/setup.sh clang python boehm
	@$(MAKE) --no-print-directory $(RGO)
	go test -short -timeout 20m ./...

# What continuous integration runs.
check: lint
	@$(MAKE) --no-print-directory test
	scripts/reproducible.sh $(RGO)
	@git diff --exit-code --stat || { echo "check: the tests changed files of the repository" >&2; exit 1; }

lint:
	@test -z "$$(gofmt -l . | tee /dev/stderr)" || { echo "check: run gofmt -w on the files above" >&2; exit 1; }
	go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

# The whole matrix: every program of the Go corpus on every engine, every Python test on every build.
test-full:
	@scripts/setup.sh clang python browser boehm sanitizer
	@$(MAKE) --no-print-directory $(RGO)
	RGO_TEST_FULL=1 go test -timeout 180m ./...

# Ratios between plain Go, our builds and CPython, side by side.
bench:
	@scripts/setup.sh clang python pypy
	@$(MAKE) --no-print-directory $(RGO)
	go run ./tests/bench

# What became of the ratios between two results of `go run ./tests/bench -save FILE`.
bench-compare:
	@go run ./tests/bench -compare $(OLD) $(NEW)

# The same for collectors: plain Go, every backend, collector and way to find roots.
bench-gc:
	@scripts/setup.sh clang boehm
	@$(MAKE) --no-print-directory $(RGO)
	go run ./tests/bench/gc

# How long translations take, and what memory they need.
bench-translate:
	@scripts/setup.sh clang
	@$(MAKE) --no-print-directory $(RGO)
	go run ./tests/bench/translate -rgo $(RGO)

# The profile that translations of interp/python use, from programs that are no benchmarks.
profile:
	@scripts/setup.sh clang
	@$(MAKE) --no-print-directory $(RGO)
	scripts/profile.sh $(RGO)

# The pictures of docs/inspect.md, from real runs.
screenshots:
	@scripts/setup.sh clang browser
	@$(MAKE) --no-print-directory $(RGO)
	go run ./tests/view/screenshots $(RGO) docs/inspect

clean:
	rm -rf bin
