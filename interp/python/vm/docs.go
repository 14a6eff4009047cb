package vm

// This file is the documentation of builtin functions, methods and types whose
// results need an example more than a sentence. doctest runs the examples.

// builtinDocs has the texts by the names of what they are about.
var builtinDocs = map[string]string{
	"bin": "The digits of an integer in base 2, after 0b.\n\n>>> bin(10)\n'0b1010'\n>>> bin(-3)\n'-0b11'",
	"oct": "The digits of an integer in base 8, after 0o.\n\n>>> oct(64)\n'0o100'",
	"hex": "The digits of an integer in base 16, after 0x.\n\n>>> hex(48879)\n'0xbeef'",
	"int": "int(number=0), or int(text, base=10)\n\nA whole number: a number without its fraction, or what a text says. Base 0 is that of a\n" +
		"literal.\n\n>>> int(-2.75)\n-2\n>>> int('zz', 36)\n1295\n>>> int('0x1f', base=0)\n31",
	"int.as_integer_ratio": "The integer and 1.\n\n>>> (-7).as_integer_ratio()\n(-7, 1)",
	"int.bit_count":        "How many bits of the magnitude are 1.\n\n>>> (-255).bit_count()\n8",
	"int.bit_length":       "How many bits the magnitude needs.\n\n>>> (1000).bit_length()\n10\n>>> (0).bit_length()\n0",
	"float.as_integer_ratio": "Numerator and denominator, in lowest terms, of exactly this value.\n\n>>> (0.75).as_integer_ratio()\n(3, 4)\n" +
		">>> (-2.5).as_integer_ratio()\n(-5, 2)",
	"float.fromhex": "The number that a hexadecimal text such as hex() gives says.\n\n>>> float.fromhex('0x1.8p+1')\n3.0\n" +
		">>> float.fromhex('-0x.1p4')\n-1.0",
	"float.hex": "The exact value in hexadecimal, with an exponent of 2.\n\n>>> (0.5).hex()\n'0x1.0000000000000p-1'\n" +
		">>> (-10.0).hex()\n'-0x1.4000000000000p+3'",
	"bytes.hex":      hexDoc + ">>> b'\\x01\\xab\\xff'.hex('-')\n'01-ab-ff'",
	"bytearray.hex":  hexDoc + ">>> bytearray(b'\\x01\\xab\\xff').hex(':', 2)\n'01:abff'",
	"memoryview.hex": hexDoc + ">>> memoryview(b'\\x01\\xab').hex()\n'01ab'",
	"zip": "zip(*iterables, strict=False)\n\nTuples of the first items of all, then of the second, and so on, until one has no more.\n\n" +
		">>> list(zip('ab', range(5)))\n[('a', 0), ('b', 1)]",
}

const hexDoc = "Two hexadecimal digits for each byte, with a separator between groups of bytes if one is given.\n\n"

// docOf returns the documentation of what has a name.
func docOf(name string) Object {
	if text, ok := builtinDocs[name]; ok {
		return NewStr(text)
	}
	return None
}

// doc returns the documentation of a function or method.
func (b *Builtin) doc() Object {
	if b.owner != nil {
		return docOf(b.owner.name + "." + b.name)
	}
	if b.module != "" && b.module != "builtins" {
		return None
	}
	return docOf(b.name)
}
