package vm

import (
	"hash/crc32"
	"strconv"

	"rgo/interp/python/inflate"
	"rgo/rlib/thread"
)

// This file is the module zlib. Streams are compressed by package compress/flate and decompressed by package inflate. A
// dictionary is announced in what is compressed, but not used: package flate repeats it in front of text that it cannot
// compress.

var zlibError = newExceptionType("error", ExceptionType)

// zlibConstants are the numbers of the module.
var zlibConstants = []posixConstant{
	{"MAX_WBITS", 15}, {"DEFLATED", 8}, {"DEF_MEM_LEVEL", 8}, {"DEF_BUF_SIZE", 16384}, {"Z_BEST_COMPRESSION", 9}, {"Z_BEST_SPEED", 1},
	{"Z_DEFAULT_COMPRESSION", -1}, {"Z_NO_COMPRESSION", 0}, {"Z_DEFAULT_STRATEGY", 0}, {"Z_FILTERED", 1}, {"Z_HUFFMAN_ONLY", zlibHuffmanOnly},
	{"Z_RLE", 3}, {"Z_FIXED", 4}, {"Z_NO_FLUSH", zlibNoFlush}, {"Z_PARTIAL_FLUSH", 1}, {"Z_SYNC_FLUSH", zlibSyncFlush},
	{"Z_FULL_FLUSH", zlibFullFlush}, {"Z_FINISH", zlibFinish}, {"Z_BLOCK", 5}, {"Z_TREES", 6},
}

const (
	zlibNoFlush, zlibSyncFlush, zlibFullFlush, zlibFinish = 0, 2, 3, 4
	zlibHuffmanOnly                                       = 2
	zlibVersion                                           = "1.2.13" // whose behaviour this is
	zlibBuffer                                            = 16384
)

// zlibFormat is the wrapper that an argument wbits asks for.
//
//rgo:parallel
func zlibFormat(wbits int, compressing bool) (f inflate.Format, ok bool) {
	switch {
	case wbits >= 9 && wbits <= 15 || wbits == 8 && !compressing || wbits == 0 && !compressing:
		return inflate.Zlib, true
	case wbits <= -9 && wbits >= -15 || wbits == -8 && !compressing:
		return inflate.Raw, true
	case wbits >= 25 && wbits <= 31:
		return inflate.Gzip, true
	case wbits >= 40 && wbits <= 47 && !compressing:
		return inflate.Auto, true
	}
	return 0, false
}

// zlibFault raises zlib.error for a fault of the stream.
//
//rgo:parallel
func (t *Thread) zlibFault(number int, doing, message string) Object {
	text := "Error " + strconv.Itoa(number) + " " + doing
	if message != "" {
		text += ": " + message
	}
	return t.raise(zlibError, text)
}

// inflateFault raises zlib.error for what package inflate found.
//
//rgo:parallel
func (t *Thread) inflateFault(err *inflate.Error) Object {
	if err.Number == -3 && err.Message == "" {
		return t.zlibFault(-3, "while setting zdict", "invalid input data")
	}
	return t.zlibFault(err.Number, "while decompressing data", err.Message)
}

// intDefault converts an optional argument.
//
//rgo:parallel
func (t *Thread) intDefault(o Object, value int) (int, bool) {
	if o == nil {
		return value, true
	}
	return t.cInt(o)
}

// Class returns zlib.Compress.
//
//rgo:parallel
func (*deflater) Class() *Type { return deflaterType }

// inflater is a stream being decompressed.
type inflater struct {
	bias           thread.Bias
	d              *inflate.Decoder
	unused, beyond string // what came after the end of the stream, after max_length bytes of output
}

// Class returns zlib.Decompress.
//
//rgo:parallel
func (*inflater) Class() *Type { return inflaterType }

var (
	deflaterType = newBuiltinType("Compress", ObjectType, final)
	inflaterType = newBuiltinType("Decompress", ObjectType, final)
)

// own keeps others from the stream until the thread offers its turn.
//
//rgo:parallel
func (d *inflater) own() *inflater {
	d.bias.Take()
	return d
}

// run decompresses data.
//
//rgo:parallel
func (d *inflater) run(t *Thread, data []byte, limit int) Object {
	d.bias.Take()
	if d.d.Done() {
		d.unused += string(data)
		d.beyond = ""
		return &Bytes{""}
	}
	out, rest, err := d.d.Run(data, limit)
	if err != nil {
		return t.inflateFault(err)
	}
	d.beyond = ""
	if d.d.Done() {
		d.unused += string(rest)
	} else {
		d.beyond = string(rest)
	}
	return &Bytes{string(out)}
}

//rgo:parallel
func init() {
	zlibError.module = newASCII("zlib")
	deflaterType.module, inflaterType.module = newASCII("zlib"), newASCII("zlib")
	deflaterType.addMethods(deflaterMethods)
	inflaterType.addMethods(inflaterMethods)
	inflaterType.addGetSets([]getset{
		{"unused_data", func(t *Thread, o Object) Object { return &Bytes{o.(*inflater).own().unused} }, nil},
		{"unconsumed_tail", func(t *Thread, o Object) Object { return &Bytes{o.(*inflater).own().beyond} }, nil},
		{"eof", func(t *Thread, o Object) Object { return boolOf(o.(*inflater).own().d.Done()) }, nil},
	})
	builtinModules["zlib"] = func(t *Thread) *Module {
		m := newModule("zlib")
		m.set("error", zlibError)
		for _, c := range zlibConstants {
			m.set(c.name, intOf(c.value))
		}
		m.set("ZLIB_VERSION", newASCII(zlibVersion))
		m.set("ZLIB_RUNTIME_VERSION", newASCII(zlibVersion))
		m.addFunctions(zlibFunctions)
		return m
	}
}

//rgo:parallel
var deflaterMethods = []method{
	{"compress", 1, 1, func(t *Thread, args []Object) Object {
		c := args[0].(*deflater)
		s, ok := t.bytesLike(args[1])
		if !ok {
			return nil
		}
		c.bias.Take()
		if c.finished {
			return t.zlibFault(-2, "while compressing data", "inconsistent stream state")
		}
		return &Bytes{string(c.write([]byte(s)))}
	}, ""},
	{"flush", 0, 1, func(t *Thread, args []Object) Object {
		c := args[0].(*deflater)
		mode := zlibFinish
		if len(args) > 1 {
			var ok bool
			if mode, ok = t.cInt(args[1]); !ok {
				return nil
			}
		}
		if mode == zlibNoFlush {
			return &Bytes{""}
		}
		c.bias.Take()
		if c.finished || mode < 0 || mode > 6 {
			return t.zlibFault(-2, "while flushing", "inconsistent stream state")
		}
		return &Bytes{string(c.flush(mode))}
	}, ""},
}

//rgo:parallel
func copyInflater(t *Thread, args []Object) Object {
	x := args[0].(*inflater)
	x.bias.Take()
	d := *x
	d.d = x.d.Copy()
	return &d
}

//rgo:parallel
var inflaterMethods = []method{
	{"decompress", 1, 2, func(t *Thread, args []Object) Object {
		s, ok := t.bytesLike(args[1])
		limit, ok2 := t.intDefault(args[2], 0)
		if !ok || !ok2 {
			return nil
		}
		if limit < 0 {
			return t.valueError("max_length must be non-negative")
		}
		if limit == 0 {
			limit = -1
		}
		return args[0].(*inflater).run(t, []byte(s), limit)
	}, ",max_length"},
	{"flush", 0, 1, func(t *Thread, args []Object) Object {
		d := args[0].(*inflater)
		if len(args) > 1 {
			n, ok := t.index(args[1])
			if !ok {
				return nil
			}
			if n <= 0 {
				return t.valueError("length must be greater than zero")
			}
		}
		d.bias.Take()
		if d.d.Done() {
			return &Bytes{""}
		}
		return d.run(t, []byte(d.beyond), -1)
	}, ""},
	{"copy", 0, 0, copyInflater, ""},
	{"__copy__", 0, 0, copyInflater, ""},
	{"__deepcopy__", 1, 1, copyInflater, ""},
}

//rgo:parallel
func crcUpdate(value uint32, s []byte) uint32 { return crc32.Update(value, crc32.IEEETable, s) }

// checkSum makes crc32 or adler32.
//
//rgo:parallel
func checkSum(name string, start uint32, sum func(value uint32, s []byte) uint32) method {
	return method{name, 1, 2, func(t *Thread, args []Object) Object {
		s, ok := t.bytesLike(args[0])
		if !ok {
			return nil
		}
		value := start
		if len(args) > 1 {
			i := t.indexObject(args[1])
			if i == nil {
				return nil
			}
			value = uint32(maskInt(i))
		}
		return newInt(int64(sum(value, []byte(s))))
	}, ""}
}

//rgo:parallel
var zlibFunctions = []method{
	checkSum("adler32", 1, inflate.Adler32),
	checkSum("crc32", 0, crcUpdate),
	{"compress", 1, 3, func(t *Thread, args []Object) Object {
		s, ok := t.bytesLike(args[0])
		level, ok2 := t.intDefault(args[1], -1)
		wbits, ok3 := t.intDefault(args[2], 15)
		if !ok || !ok2 || !ok3 {
			return nil
		}
		if level < -1 || level > 9 {
			return t.raise(zlibError, "Bad compression level")
		}
		c := newDeflater(level, wbits, 0, nil)
		if c == nil {
			return t.valueError("Invalid initialization option")
		}
		out := c.write([]byte(s))
		return &Bytes{string(append(out, c.flush(zlibFinish)...))}
	}, ",level,wbits"},
	{"decompress", 1, 3, func(t *Thread, args []Object) Object {
		s, ok := t.bytesLike(args[0])
		wbits, ok2 := t.intDefault(args[1], 15)
		size, ok3 := zlibBuffer, true
		if args[2] != nil {
			size, ok3 = t.index(args[2])
		}
		if !ok || !ok2 || !ok3 {
			return nil
		}
		if size < 0 {
			return t.valueError("bufsize must be non-negative")
		}
		format, ok := zlibFormat(wbits, false)
		if !ok {
			return t.zlibFault(-2, "while preparing to decompress data", "inconsistent stream state")
		}
		d := inflate.New(format, nil)
		out, _, err := d.Run([]byte(s), -1)
		if err != nil {
			return t.inflateFault(err)
		}
		if !d.Done() {
			return t.zlibFault(-5, "while decompressing data", "incomplete or truncated stream")
		}
		return &Bytes{string(out)}
	}, ",wbits,bufsize"},
	{"compressobj", 0, 6, func(t *Thread, args []Object) Object {
		var v [5]int
		for i, value := range []int{-1, 8, 15, 8, 0} {
			n, ok := t.intDefault(args[i], value)
			if !ok {
				return nil
			}
			v[i] = n
		}
		dictionary, ok := t.zlibDictionary(args[5])
		if !ok {
			return nil
		}
		c := (*deflater)(nil)
		if v[1] == 8 && v[3] >= 1 && v[3] <= 9 {
			c = newDeflater(v[0], v[2], v[4], dictionary)
		}
		if c == nil {
			return t.valueError("Invalid initialization option")
		}
		return c
	}, "level,method,wbits,memLevel,strategy,zdict"},
	{"decompressobj", 0, 2, func(t *Thread, args []Object) Object {
		wbits, ok := t.intDefault(args[0], 15)
		dictionary, ok2 := t.zlibDictionary(args[1])
		if !ok || !ok2 {
			return nil
		}
		format, ok := zlibFormat(wbits, false)
		if !ok {
			return t.valueError("Invalid initialization option")
		}
		return &inflater{bias: thread.Mine(), d: inflate.New(format, dictionary)}
	}, "wbits,zdict"},
}

// zlibDictionary converts an argument zdict; nil if there is none.
//
//rgo:parallel
func (t *Thread) zlibDictionary(o Object) ([]byte, bool) {
	if o == nil || o == None {
		return nil, true
	}
	b, ok := t.bufferOf(o)
	if ok && b == nil {
		t.typeError("zdict argument must support the buffer protocol")
		return nil, false
	}
	if !ok {
		return nil, false
	}
	return append([]byte{}, b.bytes()...), true
}
