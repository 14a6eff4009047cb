package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rgo/translator"
	"rgo/translator/gclog"
)

func gclogCommand() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "gclog FILE [-o OUT.svg]",
		Short: "Print a summary of a log of collections, and draw it",
		Long:  "Reads what a translated program wrote with RGO_GC_LOG=FILE: prints a summary, and draws the size of the heap and the\npauses over time.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			file := args[0]
			data, err := os.ReadFile(file)
			if err != nil {
				return &translator.ToolError{Err: err}
			}
			log, err := gclog.Parse(bytes.NewReader(data))
			var bad *gclog.Error
			if errors.As(err, &bad) {
				bad.File = file
			}
			if err != nil {
				return err
			}
			summary := gclog.Summarize(log)
			fmt.Fprint(cmd.OutOrStdout(), gclog.Text(log, summary))
			if output == "" {
				output = strings.TrimSuffix(file, filepath.Ext(file)) + ".svg"
			}
			if output == file {
				return &translator.UsageError{Text: "the picture would replace the log: name another file with -o"}
			}
			if err := os.WriteFile(output, []byte(gclog.Draw(log, summary)), 0o644); err != nil {
				return &translator.ToolError{Err: err}
			}
			fmt.Fprintf(cmd.OutOrStdout(), "\npicture: %s\n", output)
			return nil
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "draw to `OUT.svg` (default: FILE with this ending)")
	return cmd
}
