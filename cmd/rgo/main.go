// Command rgo translates interpreters written in Go into virtual machines.
//
// Each verb is one file. Exit status: 0 done, 1 the program is at fault (subset or type errors), 2 usage, 3 the tool is
// at fault or its surroundings are.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"rgo/flowgraph/build"
	"rgo/translator"
	"rgo/translator/gclog"
)

// The exit statuses of the tool itself. `rgo run` and `rgo eval` exit with the program's status when it ran.
const (
	exitProgram = 1
	exitUsage   = 2
	exitTool    = 3
)

// exitStatus is an error that only carries the exit status of a program that ran.
type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

func main() {
	// A translation makes much and drops little before the middle, and once all is printed the backend collects: otherwise
	// only when memory is no longer plenty.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(memoryGoal())
	err := root().Execute()
	if err == nil {
		return
	}
	var status exitStatus
	if errors.As(err, &status) {
		os.Exit(int(status))
	}
	fmt.Fprintln(os.Stderr, message(err))
	os.Exit(statusOf(err))
}

// memoryGoal returns what the translator tries to stay below, in bytes: 1750 MB, or half of what the machine has.
func memoryGoal() int64 {
	const most = 1750 << 20
	var info syscall.Sysinfo_t
	if syscall.Sysinfo(&info) != nil {
		return most
	}
	return min(most, int64(info.Totalram)*int64(info.Unit)/2)
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:           "rgo",
		Short:         "RGo translates interpreters written in Go into virtual machines",
		Long:          "RGo is to Go what RPython is to Python: write an interpreter as an ordinary Go program,\nrun it with `go run`, and translate it into a native VM.",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &translator.UsageError{Text: err.Error()} })
	cmd.AddCommand(checkCommand(), translateCommand(), runCommand(), evalCommand(), graphCommand(), whyCommand(), viewCommand(), statsCommand(), passesCommand(), optionsCommand(), gclogCommand(), profileCommand())
	return cmd
}

// message is what the user reads of err.
func message(err error) string {
	var program build.Errors
	var log *gclog.Error
	var usage *translator.UsageError
	switch {
	case errors.As(err, &program):
		return program.Error()
	case errors.As(err, &log):
		return log.Error()
	case errors.As(err, &usage):
		return "rgo: " + usage.Text
	}
	return "rgo: " + err.Error()
}

func statusOf(err error) int {
	var program build.Errors
	var log *gclog.Error
	var usage *translator.UsageError
	switch {
	case errors.As(err, &program), errors.As(err, &log):
		return exitProgram
	case errors.As(err, &usage):
		return exitUsage
	}
	// cobra's own complaints (unknown command, wrong number of arguments) have no type of their own; every error of a
	// verb that ran is wrapped in a type of ours.
	var tool *translator.ToolError
	var internal *translator.InternalError
	if errors.As(err, &tool) || errors.As(err, &internal) {
		return exitTool
	}
	return exitUsage
}

// packageArgs accepts a package pattern, a directory, or a list of .go files.
func packageArgs(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return &translator.UsageError{Text: "no package given: name an import path, a directory, or .go files"}
	}
	return nil
}

// splitArgs separates what is before "--" from what is behind it.
func splitArgs(cmd *cobra.Command, args []string) (before, after []string) {
	if n := cmd.ArgsLenAtDash(); n >= 0 {
		return args[:n], args[n:]
	}
	return args, nil
}
