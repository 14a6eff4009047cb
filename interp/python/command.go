package main

import (
	"os"
	"strings"

	"rgo/interp/python/vm"
)

// This file reads the command line.

// kind is what is to be run.
type kind uint8

const (
	runStdin kind = iota
	runText
	runModule
	runFile
)

// command is a command line.
type command struct {
	config   vm.Config
	kind     kind
	what     string // code, module or file
	rest     []string
	skipLine bool
}

// options are the options that are letters, with what they set.
var options = []struct {
	letter byte
	text   string
	set    func(c *command)
}{
	{'b', "issue warnings about str(bytes_instance); -bb: issue errors", func(c *command) { c.config.BytesWarning++ }},
	{'B', "don't write .pyc files on import", func(c *command) { c.config.DontWriteBytecode++ }},
	{'d', "turn on parser debugging output", func(c *command) { c.config.Debug++ }},
	{'E', "ignore PYTHON* environment variables", func(c *command) { c.config.IgnoreEnvironment = 1 }},
	{'i', "inspect interactively after running script", func(c *command) { c.config.Inspect, c.config.Interactive = 1, 1 }},
	{'I', "isolate from the user's environment (implies -E, -P and -s)", func(c *command) {
		c.config.Isolated, c.config.IgnoreEnvironment, c.config.NoUserSite, c.config.SafePath = 1, 1, 1, 1
	}},
	{'O', "remove assert statements; -OO: doc-strings too", func(c *command) { c.config.Optimize++ }},
	{'P', "don't prepend a potentially unsafe path to sys.path", func(c *command) { c.config.SafePath = 1 }},
	{'q', "don't print version messages on interactive startup", func(c *command) { c.config.Quiet = 1 }},
	{'R', "use a random key for hashes of text, as PYTHONHASHSEED=random does", func(c *command) { c.config.HashSeed = "random" }},
	{'s', "don't add the user's site directory to sys.path", func(c *command) { c.config.NoUserSite = 1 }},
	{'S', "don't imply 'import site' on initialization", func(c *command) { c.config.NoSite = 1 }},
	{'t', "", func(c *command) {}},
	{'u', "force the stdout and stderr streams to be unbuffered", func(c *command) { c.config.Unbuffered = 1 }},
	{'v', "verbose: trace import statements", func(c *command) { c.config.Verbose++ }},
	{'x', "skip first line of source", func(c *command) { c.skipLine = true }},
}

// usageLine is the first line of the help.
func usageLine(program string) string {
	return "usage: " + program + " [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
}

// help is the text of -h.
func help(program string) string {
	s := usageLine(program) + "Options (and corresponding environment variables):\n"
	for _, o := range options {
		if o.text != "" {
			s += "-" + string(rune(o.letter)) + "     : " + o.text + "\n"
		}
	}
	return s + "-c cmd : program passed in as string (terminates option list)\n" +
		"-h     : print this help message and exit (also -? or --help)\n" +
		"-m mod : run library module as a script (terminates option list)\n" +
		"-V     : print the Python version number and exit (also --version)\n" +
		"-W arg : warning control; arg is action:message:category:module:lineno\n" +
		"-X opt : set implementation-specific option\n" +
		"--check-hash-based-pycs always|default|never: control how pycs with hashes are validated\n" +
		"file   : program read from script file\n" +
		"-      : program read from stdin (default; interactive mode if a tty)\n" +
		"arg ...: arguments passed to program in sys.argv[1:]\n"
}

// parseCommand reads the command line. Without a command there is the exit
// status.
func parseCommand(argv []string) (*command, int) {
	c := &command{}
	c.config.Program = "pygo"
	if len(argv) > 0 && argv[0] != "" {
		c.config.Program = argv[0]
		argv = argv[1:]
	}
	c.config.Original = append([]string{c.config.Program}, argv...)
	versions := 0
	for len(argv) > 0 && len(argv[0]) > 1 && argv[0][0] == '-' {
		arg := argv[0]
		argv = argv[1:]
		if arg == "--" {
			break
		}
		if strings.HasPrefix(arg, "--") {
			switch arg {
			case "--version":
				versions++
				continue
			case "--help":
				os.Stdout.WriteString(help(c.config.Program))
				return nil, 0
			case "--check-hash-based-pycs":
				if len(argv) == 0 || argv[0] != "always" && argv[0] != "default" && argv[0] != "never" {
					os.Stderr.WriteString("--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n" + usageLine(c.config.Program))
					return nil, 2
				}
				c.config.X = append(c.config.X, "check_hash_based_pycs="+argv[0])
				argv = argv[1:]
				continue
			}
			return nil, c.unknown(arg)
		}
		for i := 1; i < len(arg); i++ {
			letter := arg[i]
			switch letter {
			case 'V':
				versions++
				continue
			case 'h', '?':
				os.Stdout.WriteString(help(c.config.Program))
				return nil, 0
			case 'c', 'm', 'W', 'X':
				value := arg[i+1:]
				if value == "" {
					if len(argv) == 0 {
						os.Stderr.WriteString("Argument expected for the -" + string(rune(letter)) + " option\n" + usageLine(c.config.Program) +
							"Try `python -h' for more information.\n")
						return nil, 2
					}
					value, argv = argv[0], argv[1:]
				}
				i = len(arg)
				switch letter {
				case 'W':
					c.config.Warnings = append(c.config.Warnings, value)
				case 'X':
					c.config.X = append(c.config.X, value)
				case 'c':
					c.kind, c.what, c.rest = runText, value, argv
					c.config.Argv = append([]string{"-c"}, argv...)
				case 'm':
					c.kind, c.what, c.rest = runModule, value, argv
					c.config.Argv = append([]string{"-m"}, argv...)
				}
				if c.kind != runStdin {
					if versions > 0 {
						return nil, printVersion(versions)
					}
					return c, 0
				}
				continue
			}
			if !c.set(letter) {
				return nil, c.unknown("-" + string(rune(letter)))
			}
		}
	}
	if versions > 0 {
		return nil, printVersion(versions)
	}
	c.config.Argv = []string{""}
	if len(argv) > 0 {
		c.config.Argv = argv
		if argv[0] != "-" {
			c.kind, c.what, c.rest = runFile, argv[0], argv[1:]
		}
	}
	return c, 0
}

// set carries out a letter.
func (c *command) set(letter byte) bool {
	for _, o := range options {
		if o.letter == letter {
			o.set(c)
			return true
		}
	}
	return false
}

func (c *command) unknown(option string) int {
	os.Stderr.WriteString("Unknown option: " + option + "\n" + usageLine(c.config.Program) + "Try `python -h' for more information.\n")
	return 2
}

func printVersion(count int) int {
	text := "Python " + vm.Version
	if count > 1 {
		text = "Python " + vm.FullVersion
	}
	os.Stdout.WriteString(text + "\n")
	return 0
}
