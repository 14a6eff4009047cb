package translator

// This file runs a program on the evaluator instead of translating it.

import (
	"errors"
	"os"

	"rgo/flowgraph"
	"rgo/flowgraph/eval"
)

// Eval runs the program's graphs as they are at stage, with the command line args behind the program's name, and returns
// its exit status.
func (s *Session) Eval(stage flowgraph.Stage, args []string) (int, error) {
	if err := s.To(stage); err != nil {
		return 0, err
	}
	m := eval.New(s.Prog, eval.Options{Args: append([]string{s.OutputName()}, args...), Env: os.Environ()})
	err := m.Run(s.Prog.Entry)
	var exit *eval.Exit
	var fault *eval.Fault
	switch {
	case errors.As(err, &exit):
		return exit.Status, nil
	case errors.As(err, &fault) && fault.Build != nil:
		return 0, fault.Build
	}
	return 0, err
}
