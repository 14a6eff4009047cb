package vm

import "unicode/utf8"

// This file is what threads that run at the same time (--threads free) do to
// text files without being alone: giving lines that have been decoded already,
// and keeping text back that is to be written. Each file belongs to one thread
// for that; all else about files is done by threads that are alone. One that is
// alone already does the same: on the longer way to the method it may have to
// let another one be alone, and each would have the other wait for each line.

// nextLine is the next line if o is a text file, or nil if that is not for
// here.
//
//rgo:parallel
func nextLine(o *Instance) Object {
	if o.cls != TextIOType {
		return nil
	}
	if x, ok := o.payload.(*textIO); ok {
		return x.lineTogether()
	}
	return nil
}

// lineTogether is nextLine of a file.
//
//rgo:parallel
func (x *textIO) lineTogether() Object {
	if !x.isOpenTogether() || x.decoder == nil || len(x.out) > 0 {
		return nil
	}
	rest := x.rest()
	end := x.lineEnd(rest)
	if end < 0 {
		return nil
	}
	x.telling = false
	x.at += end
	return NewStr(rest[:end])
}

// isOpenTogether reports whether x is this thread's and reads or writes one of
// the VM's own open files.
//
//rgo:parallel
func (x *textIO) isOpenTogether() bool {
	return x.bias.IsMine() && x.buffer != nil && x.under != nil && x.under.file != nil && x.under.file.fd >= 0
}

// writeTogether is write where that means to keep the text back; false if it
// does not.
//
//rgo:parallel
func (x *textIO) writeTogether(s *Str) bool {
	plain := x.own != "" && x.writeNL == "" && !x.lineMode && !x.through && !x.readOnly
	if !plain || !x.isOpenTogether() || len(x.out)+len(s.s) >= x.chunk {
		return false
	}
	if !s.isASCII() && (x.own != "utf-8" || !utf8.ValidString(s.s)) {
		return false
	}
	if !x.dirty || x.snapshot != nil || x.at < len(x.text) || x.under.cls == BufferedReaderType {
		return false
	}
	x.out = append(x.out, s.s...)
	return true
}

// textWriteMethod is write(text).
//
//rgo:parallel
func textWriteMethod(t *Thread, args []Object) Object {
	if x, ok := payloadOf(args[0]).(*textIO); ok {
		if s, ok := args[1].(*Str); ok && x.writeTogether(s) {
			return intOf(s.n)
		}
	}
	return writeText(t, args)
}

// writeText is write(text), in any file.
func writeText(t *Thread, args []Object) Object {
	s := strOf(args[1])
	if s == nil {
		return t.typeError("write() argument must be str, not " + args[1].Class().name)
	}
	if x := t.textOpen(args[0]); x == nil || !t.textWrite(x, s) {
		return nil
	}
	return intOf(s.n)
}
