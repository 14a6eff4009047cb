package llvm

import (
	"os"
	"regexp"
	"strconv"
	"testing"
)

// TestMachineWords compares the offsets of the words of a machine that support/free.c asserts with those that the backend, assembly
// and package raw use.
func TestMachineWords(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	number := func(name, pattern string) int {
		m := regexp.MustCompile(pattern).FindStringSubmatch(read(name))
		if m == nil {
			t.Fatalf("%s has no %s", name, pattern)
		}
		n, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	const c, raw, company = "support/free.c", "../../runtime/raw/parallel.go", "../../runtime/raw/company.go"
	for word, places := range map[string][]int{
		"limit":     {machineWords["rgo_stack_limit"], number("support/start.c", `rgo_stack_limit LOCAL\(word, (\d+)\)`), number("support/amd64stacks.S", `STACK_LIMIT %gs:(\d+)`)},
		"innermost": {number("support/start.c", `rgo_innermost LOCAL\(void \*, (\d+)\)`), number("support/amd64.S", `INNERMOST %gs:(\d+)`), number("support/amd64stacks.S", `INNERMOST %gs:(\d+)`)},
		"shadow":    {machineWords["rgo_shadow_top"], number("support/start.c", `rgo_shadow_top LOCAL\(char \*, (\d+)\)`), number("support/amd64.S", `SHADOW_TOP %gs:(\d+)`)},
		"run":       {number("support/start.c", `rgo_running LOCAL\(struct block \*, (\d+)\)`), number("support/amd64stacks.S", `RUNNING %gs:(\d+)`)},
		"top":       {number("support/start.c", `stack_top LOCAL\(char \*, (\d+)\)`)},
		"base":      {number("support/start.c", `shadow_base LOCAL\(char \*, (\d+)\)`)},
		"poll":      {machineWords["rgo_poll"], 8 * number(raw, `machinePoll = (\d+) \* Word`)},
		"g":         {8 * number(raw, `MachineG     = (\d+) \* Word`)},
		"heap":      {8 * number(raw, `MachineHeap  = (\d+) \* Word`)},
		"next":      {8 * number(raw, `machineNext = (\d+) \* Word`)},
		"begun":     {8 * number(raw, `MachineBegun = (\d+) \* Word`)},
		"company":   {8 * number(company, `machineCompany = (\d+) \* Word`)},
		"tick":      {8 * number(company, `MachineTick    = (\d+) \* Word`)},
	} {
		want := number(c, `OFFSET\(`+word+`, (\d+)\)`)
		for i, n := range places {
			if n != want {
				t.Errorf("word %s is at %d, place %d says %d", word, want, i, n)
			}
		}
	}
	if number(raw, `HeapBytes = (\d+)`) != number(c, `HEAP_BYTES = (\d+)`) {
		t.Error("HeapBytes and HEAP_BYTES differ")
	}
}
