package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rgo/flowgraph"
	"rgo/flowgraph/draw"
	"rgo/translator"
	"rgo/translator/inspect"
)

func statsCommand() *cobra.Command {
	var o translator.Options
	var format, of string
	var top int
	cmd := &cobra.Command{
		Use:   "stats PKG",
		Short: "Tell what the bytes of the binary and the seconds of the translation went to",
		Long: "Translates PKG and adds up: bytes of the executable by package and function, seconds by pass. As a table, as a\n" +
			"treemap (--format svg, of code or, with --of time, of passes), or as JSON. --output keeps the executable.",
		Args: packageArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "svg" && format != "json" {
				return &translator.UsageError{Text: fmt.Sprintf("unknown format %q: use text, svg, json", format)}
			}
			if of != "code" && of != "time" {
				return &translator.UsageError{Text: fmt.Sprintf("unknown treemap %q: use code or time", of)}
			}
			if o.Emit != "" && o.Emit != "bin" {
				return &translator.UsageError{Text: "rgo stats makes an executable, so it takes no --emit " + o.Emit}
			}
			if o.Output == "" {
				dir, err := os.MkdirTemp("", "rgo-stats-")
				if err != nil {
					return &translator.ToolError{Err: err}
				}
				defer os.RemoveAll(dir)
				o.Output = filepath.Join(dir, "binary")
			}
			s, err := newSession(&o, args)
			if err != nil {
				return err
			}
			p, err := inspect.Open(s, flowgraph.Lowered)
			if err != nil {
				return err
			}
			if err := s.Translate(); err != nil {
				return err
			}
			if err := p.SetBinary(o.Output); err != nil {
				return &translator.ToolError{Err: err}
			}
			st, err := p.Stats()
			if err != nil {
				return translator.Wrap(err)
			}
			switch format {
			case "svg":
				err = st.Treemap(os.Stdout, of, true)
			case "json":
				err = draw.JSON(os.Stdout, st)
			default:
				err = st.Text(os.Stdout, top)
			}
			return translator.Wrap(err)
		},
	}
	addOptions(cmd, &o)
	cmd.Flags().StringVarP(&o.Output, "output", "o", "", "keep the executable in `OUT`")
	cmd.Flags().StringVar(&format, "format", "text", "`FORMAT`: text, svg, json")
	cmd.Flags().StringVar(&of, "of", "code", "what the treemap shows: code or time")
	cmd.Flags().IntVar(&top, "top", 5, "functions named of each package")
	return cmd
}
