package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"rgo/translator"
)

func passesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "passes",
		Short: "Print the pass table",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			fmt.Fprint(cmd.OutOrStdout(), translator.PassesText())
		},
	}
}

func optionsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "options",
		Short: "Print the options of translate and run, and their constraints",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			fmt.Fprint(cmd.OutOrStdout(), translator.OptionsText())
		},
	}
}
