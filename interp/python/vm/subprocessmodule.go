package vm

import (
	"strconv"

	"rgo/rlib/linux"
)

// This file is the module _posixsubprocess.

func init() {
	builtinModules["_posixsubprocess"] = func(t *Thread) *Module {
		m := newModule("_posixsubprocess")
		m.addFunctions([]method{{"fork_exec", 23, 23, forkExec, ""}})
		return m
	}
}

// forkExec is fork_exec(args, executable_list, close_fds, pass_fds, cwd, env,
// p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read,
// errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups,
// uid, umask, preexec_fn, allow_vfork). A failure of the child is written to
// errpipe_write, as the library expects it.
func forkExec(t *Thread, args []Object) Object {
	closeFds, ok := t.truth(args[2])
	if !ok {
		return nil
	}
	keep := tuplePayload(args[3])
	if keep == nil {
		return t.typeError("fork_exec() argument 4 must be tuple, not " + args[3].Class().name)
	}
	fds, ok := t.ints(args[6:14])
	if !ok {
		return nil
	}
	preexec := args[21]
	if closeFds && fds[7] < 3 {
		return t.valueError("errpipe_write must be >= 3")
	}
	c := &linux.Child{Files: [3]int{fds[0], fds[3], fds[5]}, Close: closeFds, Group: -1, Uid: -1, Gid: -1, Umask: -1}
	last := -1
	for _, o := range keep.items {
		fd, isInt := smallValue(o)
		if !isInt || int(fd) <= last || fd > 1<<31-1 {
			return t.valueError("bad value(s) in fds_to_keep")
		}
		last = int(fd)
		if last != fds[7] {
			c.Keep = append(c.Keep, last)
		}
	}
	if args[0] != None {
		items, isSeq := sequenceItems(payloadOf(args[0]))
		if !isSeq {
			var ok bool
			if items, ok = t.collect(args[0]); !ok {
				return nil
			}
		}
		if c.Argv, ok = t.pathList(newTuple(items), "fork_exec"); !ok {
			return nil
		}
	}
	if c.Paths, ok = t.pathList(args[1], "fork_exec"); !ok {
		return nil
	}
	if args[5] != None {
		if c.Env, ok = t.pathList(args[5], "fork_exec"); !ok {
			return nil
		}
		if c.Env == nil {
			c.Env = []string{}
		}
	}
	if args[4] != None {
		p, ok := t.filePath(args[4], "fork_exec", "cwd", 0)
		if !ok {
			return nil
		}
		c.Dir = p.text
	}
	flags, ok := t.ints(args[14:17])
	if !ok {
		return nil
	}
	c.Restore, c.Setsid, c.Group = flags[0] != 0, flags[1] != 0, flags[2]
	if args[17] != None {
		if c.Gid, ok = t.cLong(args[17]); !ok {
			return nil
		}
	}
	if args[18] != None {
		items, ok := t.collect(args[18])
		if !ok {
			return nil
		}
		if c.Groups, ok = t.ints(items); !ok {
			return nil
		}
		c.SetGroup = true
	}
	if args[19] != None {
		if c.Uid, ok = t.cLong(args[19]); !ok {
			return nil
		}
	}
	if c.Umask, ok = t.cInt(args[20]); !ok {
		return nil
	}
	var before func() bool
	if preexec != None {
		before = func() bool { return t.call0(preexec) != nil }
	}
	pid, errno := linux.ForkExec(c, before)
	if pid >= 0 {
		return intOf(pid)
	}
	// The library reads why the child failed from the pipe, then waits for the
	// child: there is none any more.
	report := "OSError:" + strconv.FormatInt(int64(errno), 16) + ":"
	if errno == linux.HookFailed {
		report = "SubprocessError:0:Exception occurred in preexec_fn."
	} else if errno == linux.DirFailed(c) {
		report += "noexec"
	}
	writeBytes(sysWrite, fds[7], []byte(report), 0)
	return intOf(1 << 22)
}
