package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rgo/flowgraph"
	"rgo/translator"
	"rgo/translator/inspect"
	"rgo/view"
)

func viewCommand() *cobra.Command {
	var o translator.Options
	var addr, binary, samples string
	cmd := &cobra.Command{
		Use:   "view PKG [--addr HOST:PORT]",
		Short: "Show what the translator makes of a program, as a web page",
		Long: "Translates PKG up to the backend and serves a page on HOST:PORT: every function as source, graph at each stage, code\n" +
			"of the backend and machine code, side by side, with the reasons for what they cost. The page needs no network.\n" +
			"With --binary, machine code and sizes are those of an executable made with --debug on; with --samples, what perf or\n" +
			"pprof measured of it is shown beside them.",
		Args: packageArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if samples != "" && binary == "" {
				return &translator.UsageError{Text: "--samples needs --binary: the executable that they were taken of"}
			}
			listener, err := net.Listen("tcp", addr)
			if err != nil {
				return &translator.UsageError{Text: fmt.Sprintf("cannot listen on %s: %v", addr, bareNet(err))}
			}
			defer listener.Close()
			s, err := newSession(&o, args)
			if err != nil {
				return err
			}
			p, err := inspect.Open(s, flowgraph.Lowered)
			if err != nil {
				return err
			}
			if err := addMeasured(p, binary, samples); err != nil {
				return &translator.ToolError{Err: err}
			}
			// The translation is done: from here on, memory matters more than time.
			debug.SetGCPercent(100)
			debug.FreeOSMemory()
			fmt.Fprintf(os.Stderr, "rgo: http://%s/ (end with Ctrl-C)\n", listener.Addr())
			return translator.Wrap(serve(cmd.Context(), listener, view.New(p, strings.Join(args, " "))))
		},
	}
	addOptions(cmd, &o)
	cmd.Flags().StringVar(&addr, "addr", "localhost:8080", "serve on `HOST:PORT`; port 0 is any that is free")
	cmd.Flags().StringVar(&binary, "binary", "", "show machine code and sizes of `FILE`, made of the same package with the same options and --debug on")
	cmd.Flags().StringVar(&samples, "samples", "", "show the samples in `FILE`: the output of perf script, or a profile of pprof")
	return cmd
}

// addMeasured reads the executable and the samples, as far as they are given.
func addMeasured(p *inspect.Program, binary, samples string) error {
	if binary != "" {
		if err := p.SetBinary(binary); err != nil {
			return err
		}
	}
	if samples != "" {
		return p.SetProfile(samples)
	}
	return nil
}

// serve answers until the user interrupts.
func serve(parent context.Context, listener net.Listener, handler http.Handler) error {
	if parent == nil {
		parent = context.Background()
	}
	ctx, stop := signal.NotifyContext(parent, os.Interrupt)
	defer stop()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		closing, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = server.Shutdown(closing)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// bareNet is the cause of a network error, without the address that the message names already.
func bareNet(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}
