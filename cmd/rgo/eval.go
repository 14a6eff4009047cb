package main

import (
	"github.com/spf13/cobra"

	"rgo/translator"
)

func evalCommand() *cobra.Command {
	var o translator.Options
	var stage string
	cmd := &cobra.Command{
		Use:   "eval PKG [--stage S] [-- ARGS]",
		Short: "Run a program on the graph evaluator",
		Args:  packageArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			pkg, rest := splitArgs(cmd, args)
			s, err := newSession(&o, pkg)
			if err != nil {
				return err
			}
			if s.Options.Threads == "free" {
				return &translator.UsageError{Text: "the evaluator has one thread: use --threads gil or green, which run the same programs"}
			}
			if s.Options.Threads == "gil" && !cmd.Flags().Changed("stage") {
				stage = "rtyped" // from there on goroutines are asked to let others run
			}
			st, err := translator.ParseStage(stage)
			if err != nil {
				return err
			}
			status, err := s.Eval(st, rest)
			if err != nil {
				return err
			}
			if status != 0 {
				return exitStatus(status)
			}
			return nil
		},
	}
	addOptions(cmd, &o)
	cmd.Flags().StringVar(&stage, "stage", "flow", "evaluate the graphs of stage `S`: "+translator.StageNames())
	return cmd
}
