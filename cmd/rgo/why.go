package main

import (
	"os"

	"github.com/spf13/cobra"

	"rgo/flowgraph"
	"rgo/translator"
	"rgo/translator/inspect"
)

func whyCommand() *cobra.Command {
	var o translator.Options
	var all bool
	cmd := &cobra.Command{
		Use:   "why PKG FUNC[:LINE]",
		Short: "Tell why a function costs what it costs: calls, allocations, checks, inlining",
		Long: "Tells who keeps FUNC alive, which of its calls are indirect and which types or functions are behind them, what\n" +
			"allocates, which checks stayed, and which calls were not inlined, each with the reason. With LINE, only what that\n" +
			"line of its file costs. FUNC is a name or the end of one.",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return &translator.UsageError{Text: "name a package and a function: rgo why PKG FUNC[:LINE]"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			name, line, err := inspect.SplitLine(args[len(args)-1])
			if err != nil {
				return err
			}
			s, err := newSession(&o, args[:len(args)-1])
			if err != nil {
				return err
			}
			p, err := inspect.Open(s, flowgraph.Lowered)
			if err != nil {
				return err
			}
			return translator.Wrap(p.WriteWhy(os.Stdout, name, line, all))
		},
	}
	addOptions(cmd, &o)
	cmd.Flags().BoolVar(&all, "all", false, "also tell what costs nothing, and why")
	return cmd
}
