package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"rgo/flowgraph/build"
	"rgo/translator"
)

func checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check PKG",
		Short: "Tell whether a program is in the subset: all errors at once",
		Args:  packageArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := build.Load(build.Config{Patterns: args})
			if err != nil {
				return translator.Wrap(err)
			}
			p, err := build.NewProgram(l)
			if err != nil {
				return translator.Wrap(err)
			}
			if err := build.Check(l, p); err != nil {
				return translator.Wrap(err)
			}
			fmt.Fprintln(cmd.OutOrStdout(), "ok")
			return nil
		},
	}
}
