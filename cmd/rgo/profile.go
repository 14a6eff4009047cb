package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"rgo/profile"
	"rgo/translator"
)

func profileCommand() *cobra.Command {
	var output string
	var top int
	cmd := &cobra.Command{
		Use:   "profile FILE... [-o OUT.rgoprof]",
		Short: "Sum up profiles of instrumented programs, and say what ran most",
		Long: "Reads what programs made with rgo translate --instrument have written, and sums it up. With -o the sum is written as\n" +
			"text, to be given to --profile or kept as " + translator.DefaultProfile + " beside the main package; without it a summary is printed.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			sum := profile.New()
			for _, file := range args {
				p, err := profile.Read(file)
				if err != nil {
					return &translator.ToolError{Err: err}
				}
				if list := sum.Add(p); len(list) > 0 {
					return &translator.ToolError{Err: fmt.Errorf("%s is of another version of the program than the files before it: function %s has changed", file, list[0])}
				}
			}
			if output == "" {
				fmt.Print(sum.Summary(top))
				return nil
			}
			if err := os.WriteFile(output, sum.Compact().Text(), 0o644); err != nil {
				return &translator.ToolError{Err: err}
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write the sum to `OUT`")
	cmd.Flags().IntVar(&top, "top", 20, "how many functions the summary lists")
	return cmd
}
