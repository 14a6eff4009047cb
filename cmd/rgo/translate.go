package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"rgo/translator"
)

func translateCommand() *cobra.Command {
	var o translator.Options
	cmd := &cobra.Command{
		Use:   "translate PKG",
		Short: "Build a VM from an interpreter",
		Args:  packageArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := newSession(&o, args)
			if err != nil {
				return err
			}
			if err := s.Translate(); err != nil {
				return err
			}
			if o.Stats {
				fmt.Fprint(os.Stderr, translator.StatsText(s.Steps()))
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&o.Output, "output", "o", "", "write to `OUT` (default: the package's name)")
	addOptions(cmd, &o)
	return cmd
}
