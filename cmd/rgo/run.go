package main

import (
	"github.com/spf13/cobra"

	"rgo/translator"
)

func runCommand() *cobra.Command {
	var o translator.Options
	cmd := &cobra.Command{
		Use:   "run PKG [options] [-- ARGS]",
		Short: "Translate into the cache and run",
		Args:  packageArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			pkg, rest := splitArgs(cmd, args)
			s, err := newSession(&o, pkg)
			if err != nil {
				return err
			}
			status, err := s.Run(rest)
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
	return cmd
}
