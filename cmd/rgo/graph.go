package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rgo/flowgraph"
	"rgo/translator"
	"rgo/translator/inspect"
)

// graphFormats are the values of --format.
var graphFormats = [...]string{"text", "dot", "svg", "json"}

func graphCommand() *cobra.Command {
	var o translator.Options
	var stage, format string
	var calls bool
	var depth int
	cmd := &cobra.Command{
		Use:   "graph PKG [FUNC]",
		Short: "Print the graph of a function at a stage, or of the whole program",
		Long: "Prints the graph of FUNC, a name or the end of one: `run`, `main.run`, `(*Frame).push`, `Frame.push`. Without FUNC,\n" +
			"the whole program as text. With --calls, the functions around FUNC and who calls whom.",
		Args: packageArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			st, err := translator.ParseStage(stage)
			if err != nil {
				return err
			}
			if err := checkFormat(format); err != nil {
				return err
			}
			if len(args) == 1 && (format != "text" || calls) {
				return &translator.UsageError{Text: "--format " + format + " and --calls need the name of a function"}
			}
			fn := ""
			if len(args) > 1 {
				fn = args[len(args)-1]
				args = args[:len(args)-1]
			}
			s, err := newSession(&o, args)
			if err != nil {
				return err
			}
			if fn == "" {
				// The annotator finds out which graphs there are; it does not change them.
				if err := s.To(max(st, flowgraph.Annotated)); err != nil {
					return translator.Wrap(err)
				}
				return translator.Wrap(flowgraph.PrintProgram(os.Stdout, s.Prog))
			}
			p, err := inspect.Open(s, st)
			if err != nil {
				return err
			}
			if calls {
				return translator.Wrap(p.WriteCalls(os.Stdout, fn, depth, st, format))
			}
			return translator.Wrap(p.Write(os.Stdout, fn, st, format))
		},
	}
	addOptions(cmd, &o)
	cmd.Flags().StringVar(&stage, "stage", "flow", "stage `S`: "+translator.StageNames())
	cmd.Flags().StringVar(&format, "format", "text", "`FORMAT`: "+strings.Join(graphFormats[:], ", "))
	cmd.Flags().BoolVar(&calls, "calls", false, "the call graph around FUNC")
	cmd.Flags().IntVar(&depth, "depth", 2, "with --calls: how many calls away from FUNC")
	return cmd
}

func checkFormat(format string) error {
	for _, f := range graphFormats {
		if f == format {
			return nil
		}
	}
	return &translator.UsageError{Text: fmt.Sprintf("unknown format %q: use %s", format, strings.Join(graphFormats[:], ", "))}
}
