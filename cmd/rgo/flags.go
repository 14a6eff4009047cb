package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rgo/translator"
)

// addOptions adds the rows of the option table as flags.
func addOptions(cmd *cobra.Command, o *translator.Options) {
	for _, f := range o.Flags() {
		short := ""
		if len(f.Name) == 1 {
			short = f.Name
		}
		cmd.Flags().StringVarP(f.Target, longName(f.Name), short, "", f.Doc+": "+strings.Join(f.Values, ", ")+" (default "+f.Values[0]+")")
		if f.Name == "instrument" {
			cmd.Flags().Lookup(f.Name).NoOptDefVal = "on"
		}
		values := f.Values
		_ = cmd.RegisterFlagCompletionFunc(longName(f.Name), func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return values, cobra.ShellCompDirectiveNoFileComp
		})
	}
	cmd.Flags().StringVar(&o.Profile, "profile", "", translator.ProfileDoc())
	cmd.Flags().StringVar(&o.Dump, "dump", "", "print the graph whose name ends in `FUNC` after each pass that changed it")
	cmd.Flags().BoolVar(&o.Stats, "stats", false, "print what each pass did and how long it took")
	cmd.Flags().StringVar(&o.Keep, "keep", "", "keep intermediate files in `DIR`")
}

// longName is the flag's name behind two dashes: -O has the long form --opt.
func longName(name string) string {
	if name == "O" {
		return "opt"
	}
	return name
}

// newSession resolves the options and returns a session that reports to standard error.
func newSession(o *translator.Options, patterns []string) (*translator.Session, error) {
	note, err := o.Resolve(o.Backend != "" || translator.HaveClang())
	if err != nil {
		return nil, err
	}
	o.VerifyStages = o.Dump == ""
	s := &translator.Session{Options: *o, Patterns: patterns, Progress: newProgress(os.Stderr), Log: os.Stderr}
	if note != "" {
		s.Progress.Note(note)
	}
	return s, nil
}
