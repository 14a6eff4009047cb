package main

import (
	"os"

	"github.com/spf13/cobra"

	"rgo/translator"
)

func graphCommand() *cobra.Command {
	var o translator.Options
	var stage, format string
	cmd := &cobra.Command{
		Use:   "graph PKG [FUNC]",
		Short: "Print the graph of a function at a stage, or of the whole program",
		Long:  "Prints the graph of FUNC, a name or the end of one: `run`, `main.run`, `(*Frame).push`. Without FUNC, the whole\nprogram as text.",
		Args:  packageArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := newSession(&o, args[:1])
			if err != nil {
				return err
			}
			st, err := translator.ParseStage(stage)
			if err != nil {
				return err
			}
			fn := ""
			if len(args) > 1 {
				fn = args[len(args)-1]
				s.Patterns = args[:len(args)-1]
			}
			return s.Graph(os.Stdout, st, format, fn)
		},
	}
	addOptions(cmd, &o)
	cmd.Flags().StringVar(&stage, "stage", "flow", "stage `S`: "+translator.StageNames())
	cmd.Flags().StringVar(&format, "format", "text", "`FORMAT`: text, dot or json")
	return cmd
}
