package vm

// This file is the table of signatures and documentation of builtin functions, and of classes and their methods.
// docs.go says how its lines are read.

// builtinDocs has a line for each, in the order of their names.
const builtinDocs = `
.__abs__($, /)	abs(self)
.__add__($, value, /)	self + value
.__aiter__($, /)	An awaitable iterator for async for.
.__and__($, value, /)	self & value
.__anext__($, /)	An awaitable of the next item.
.__await__($, /)	The iterator that await goes through.
.__bool__($, /)	Whether self counts as true.
.__bytes__($, /)
.__call__($, /, *args, **kwargs)	self(...)
.__ceil__($, /)
.__complex__($, /)
.__contains__($, key, /)	Whether key is in self.
.__delattr__($, name, /)	del self.name
.__delete__($, instance, /)	Deletes the attribute of an instance.
.__delitem__($, key, /)	del self[key]
.__dir__($, /)
.__displayhook__($, object, /)
.__divmod__($, value, /)	divmod(self, value)
.__eq__($, value, /)	self == value
.__excepthook__($, exctype, value, traceback, /)
.__float__($, /)	float(self)
.__floor__($, /)
.__floordiv__($, value, /)	self // value
.__format__($, format_spec, /)	The text of self in a format.
.__ge__($, value, /)	self >= value
.__get__($, instance, owner=None, /)	The attribute of an instance, or of its class.
.__getattribute__($, name, /)	self.name
.__getformat__($, typestr, /)
.__getitem__($, key, /)	self[key]
.__getnewargs__($, /)
.__getstate__($, /)
.__gt__($, value, /)	self > value
.__hash__($, /)	hash(self)
.__iadd__($, value, /)	self += value
.__iand__($, value, /)	self &= value
.__ifloordiv__($, value, /)	self //= value
.__ilshift__($, value, /)	self <<= value
.__imatmul__($, value, /)	self @= value
.__imod__($, value, /)	self %= value
.__imul__($, value, /)	self *= value
.__index__($, /)	The integer that self stands for where one is needed.
.__init__($, /, *args, **kwargs)	Fills a new instance. Its class says with what.
.__instancecheck__($, instance, /)
.__int__($, /)	int(self)
.__invert__($, /)	~self
.__ior__($, value, /)	self |= value
.__ipow__($, value, /)	self **= value
.__irshift__($, value, /)	self >>= value
.__isub__($, value, /)	self -= value
.__iter__($, /)	iter(self)
.__itruediv__($, value, /)	self /= value
.__ixor__($, value, /)	self ^= value
.__le__($, value, /)	self <= value
.__len__($, /)	len(self)
.__lshift__($, value, /)	self << value
.__lt__($, value, /)	self < value
.__matmul__($, value, /)	self @ value
.__mod__($, value, /)	self % value
.__mul__($, value, /)	self * value
.__ne__($, value, /)	self != value
.__neg__($, /)	-self
.__new__($, *args, **kwargs)	A new object of the class.
.__next__($, /)	next(self)
.__or__($, value, /)	self | value
.__pos__($, /)	+self
.__pow__($, value, mod=None, /)	pow(self, value, mod)
.__radd__($, value, /)	value + self
.__rand__($, value, /)	value & self
.__rdivmod__($, value, /)	divmod(value, self)
.__reduce__	What pickle makes of self.
.__reduce_ex__($, protocol, /)	What pickle makes of self in a protocol.
.__repr__($, /)	repr(self)
.__reversed__	reversed(self)
.__rfloordiv__($, value, /)	value // self
.__rlshift__($, value, /)	value << self
.__rmatmul__($, value, /)	value @ self
.__rmod__($, value, /)	value % self
.__rmul__($, value, /)	value * self
.__ror__($, value, /)	value | self
.__round__($, ndigits=None, /)
.__rpow__($, value, mod=None, /)	pow(value, self, mod)
.__rrshift__($, value, /)	value >> self
.__rshift__($, value, /)	self >> value
.__rsub__($, value, /)	value - self
.__rtruediv__($, value, /)	value / self
.__rxor__($, value, /)	value ^ self
.__set__($, instance, value, /)	Sets the attribute of an instance.
.__setattr__($, name, value, /)	self.name = value
.__setitem__($, key, value, /)	self[key] = value
.__sizeof__	How many bytes of memory self takes.
.__str__($, /)	str(self)
.__sub__($, value, /)	self - value
.__subclasscheck__($, subclass, /)
.__subclasses__($, /)
.__truediv__($, value, /)	self / value
.__trunc__($, /)
.__unraisablehook__($, unraisable, /)
.__xor__($, value, /)	self ^ value
ArithmeticError	The base of errors of arithmetic.
AssertionError	An assertion does not hold.
AttributeError	There is no such attribute.
BaseException	The base of all exceptions.
BaseException.add_note	Adds a text that is shown below the traceback.
BaseException.with_traceback	Sets __traceback__, and returns the exception.
BaseExceptionGroup	Several exceptions at once.
BaseExceptionGroup.derive	A group of other exceptions with the same message. Derived classes define it.
BaseExceptionGroup.split	The group of those that match and the group of the rest.
BaseExceptionGroup.subgroup	The group of those that match, or None.
BlockingIOError	A call would wait.
BrokenPipeError	Nobody reads any more what is written.
BufferError	Something cannot be done with a buffer.
BytesWarning	Bytes and texts are mixed.
ChildProcessError	Something is wrong with a child process.
ConnectionAbortedError	A connection was given up.
ConnectionError	The base of errors of connections.
ConnectionRefusedError	A connection was refused.
ConnectionResetError	A connection was cut by the other end.
DeprecationWarning	Something will be taken away: for those who write programs.
EOFError	The input is at its end.
EncodingWarning	An encoding was not given.
Exception	The base of all exceptions that are not about leaving the program.
ExceptionGroup	Several exceptions at once, none of which is about leaving the program.
FileExistsError	There is such a file.
FileNotFoundError	There is no such file.
FloatingPointError	An operation on floats failed.
FutureWarning	Something will change: for those who use programs.
GeneratorExit	A generator is to end.
ImportError	A module, or a name of it, cannot be imported.
ImportWarning	An import is probably a mistake.
IndentationError	Lines do not begin as they must.
IndexError	An index is outside of the sequence.
InterruptedError	A signal interrupted a call.
IsADirectoryError	It is a directory.
KeyError	There is no such key.
KeyboardInterrupt	The user interrupted the program.
LookupError	The base of errors of looking something up.
MemoryError	There is not enough memory.
ModuleNotFoundError	There is no such module.
NameError	There is no such name.
NoneType	The class of None.
NotADirectoryError	It is no directory.
NotImplementedError	A method has to be defined by a derived class.
OSError	The system reports an error.
OverflowError	A result is too large.
PendingDeprecationWarning	Something will be deprecated.
PermissionError	It is not allowed.
ProcessLookupError	There is no such process.
RecursionError	Calls are too deep.
ReferenceError	What a weak proxy stands for is gone.
ResourceWarning	Something was not closed.
RuntimeError	An error that no other class is for.
RuntimeWarning	Something is suspicious at run time.
StopAsyncIteration	An asynchronous iterator is at its end.
StopIteration	An iterator is at its end.
SyntaxError	Source is not as the grammar has it.
SyntaxWarning	Source is suspicious.
SystemError	A fault of the interpreter.
SystemExit	The program is to end.
TabError	Tabs and spaces are mixed so that it matters.
TimeoutError	It took too long.
TypeError	Something is of the wrong type.
UnboundLocalError	A local variable has no value.
UnicodeDecodeError	Bytes are no text in an encoding.
UnicodeEncodeError	An encoding does not have a character.
UnicodeError	The base of errors of encodings.
UnicodeTranslateError	A character cannot be translated.
UnicodeWarning	Something is suspicious about text.
UserWarning	The class of warnings that no other is for.
ValueError	A value is of the right type and not right.
Warning	The base of warnings.
ZeroDivisionError	Something is divided by zero.
__build_class__	__build_class__(func, name, /, *bases, [metaclass], **kwds)\n\nWhat the class statement calls.
__import__($, /, name, globals=None, locals=None, fromlist=(), level=0)	What the import statement calls: imports a module by name. level counts the dots of a relative import.
abs($, x, /)	The magnitude of a number.
aiter($, async_iterable, /)	An asynchronous iterator over what an asynchronous iterable has.
all($, iterable, /)	Whether every item is true; so it is for no items at all.
anext($, aiterator, default=<unrepresentable>, /)	anext(async_iterator[, default])\n\nAn awaitable of the next item, or of the default where there is none.
any($, iterable, /)	Whether some item is true.
ascii($, obj, /)	As repr(), with everything outside of ASCII as escapes.
async_generator.aclose	aclose()\n\nAn awaitable that raises GeneratorExit where the generator waits.
async_generator.asend	asend(value)\n\nAn awaitable of what the generator yields next when it goes on with a value.
async_generator.athrow	athrow(value)\n\nAn awaitable of what the generator yields next when an exception is raised where it waits.
bin($, number, /)	The digits of an integer in base 2, after 0b.\n\n>>> bin(10)\n'0b1010'\n>>> bin(-3)\n'-0b11'
bool	bool(x)\n\nTrue or False: what x counts as in a condition. No class can be derived from it.
breakpoint	breakpoint(*args, **kwargs)\n\nStops here in the debugger: calls sys.breakpointhook() with the arguments.
bytearray	bytearray(iterable_of_ints)\nbytearray(string, encoding[, errors])\nbytearray(bytes_or_buffer)\nbytearray(count)\nbytearray()\n\nA sequence of numbers from 0 to 255 that can change.
bytearray.append($, item, /)	Adds a byte at the end.
bytearray.clear($, /)	Removes all bytes.
bytearray.copy($, /)	A bytearray with the same bytes.
bytearray.extend($, iterable_of_ints, /)	Adds bytes at the end.
bytearray.hex($, /, sep=<unrepresentable>, bytes_per_sep=1)	Two hexadecimal digits for each byte, with a separator between groups of bytes if one is given.\n\n>>> bytearray(b'\\x01\\xab\\xff').hex(':', 2)\n'01:abff'
bytearray.insert($, index, item, /)	Adds a byte in front of an index.
bytearray.pop($, index=-1, /)	Removes the byte at an index, and returns it.
bytearray.remove($, value, /)	Removes the first byte of this value.
bytearray.reverse($, /)	Turns the order of the bytes around.
bytes	bytes(iterable_of_ints)\nbytes(string, encoding[, errors])\nbytes(bytes_or_buffer)\nbytes(count)\nbytes()\n\nA sequence of numbers from 0 to 255 that does not change.
bytes.__getnewargs__
bytes.capitalize	B.capitalize()\n\nThe bytes with the first in upper case and the rest in lower case, for letters of ASCII.
bytes.center($, width, fillchar=b' ', /)	The bytes in the middle of so many.
bytes.count	B.count(sub[, start[, end]])\n\nHow often bytes, or a byte, are found, not counting those that overlap the one before.
bytes.decode($, /, encoding='utf-8', errors='strict')	The text that the bytes mean in an encoding. errors says what is to be done about those that mean nothing.
bytes.endswith	B.endswith(suffix[, start[, end]])\n\nWhether the bytes end so. It may be a tuple of endings.
bytes.expandtabs($, /, tabsize=8)	The bytes with spaces up to the next multiple of tabsize instead of tabs.
bytes.find	B.find(sub[, start[, end]])\n\nWhere bytes, or a byte, are found first, or -1.
bytes.fromhex($, string, /)	The bytes that pairs of hexadecimal digits say; white space between pairs is skipped.
bytes.hex($, /, sep=<unrepresentable>, bytes_per_sep=1)	Two hexadecimal digits for each byte, with a separator between groups of bytes if one is given.\n\n>>> b'\\x01\\xab\\xff'.hex('-')\n'01-ab-ff'
bytes.index	B.index(sub[, start[, end]])\n\nWhere bytes, or a byte, are found first. It is a ValueError if they are not.
bytes.isalnum	B.isalnum()\n\nWhether all bytes are letters or digits of ASCII, and there is one.
bytes.isalpha	B.isalpha()\n\nWhether all bytes are letters of ASCII, and there is one.
bytes.isascii	B.isascii()\n\nWhether all bytes are below 128.
bytes.isdigit	B.isdigit()\n\nWhether all bytes are digits of ASCII, and there is one.
bytes.islower	B.islower()\n\nWhether all letters of ASCII are in lower case, and there is one.
bytes.isspace	B.isspace()\n\nWhether all bytes are white space of ASCII, and there is one.
bytes.istitle	B.istitle()\n\nWhether each word begins with a capital and goes on in lower case, and there is one.
bytes.isupper	B.isupper()\n\nWhether all letters of ASCII are in upper case, and there is one.
bytes.join($, iterable_of_bytes, /)	The bytes of an iterable with these in between.\n\n>>> b'.'.join([b'a', b'b'])\nb'a.b'
bytes.ljust($, width, fillchar=b' ', /)	The bytes with fill bytes behind them up to a width.
bytes.lower	B.lower()\n\nThe bytes with letters of ASCII in lower case.
bytes.lstrip($, bytes=None, /)	The bytes without white space, or without these bytes, at their start.
bytes.maketrans(frm, to, /)	A table for translate() in which each byte of frm becomes the one of to at the same place.
bytes.partition($, sep, /)	What is before a separator, the separator, and what is behind; the bytes and two empty ones if it is not there.
bytes.removeprefix($, prefix, /)	The bytes without this start, if they begin so.
bytes.removesuffix($, suffix, /)	The bytes without this end, if they end so.
bytes.replace($, old, new, count=-1, /)	The bytes with all, or the first count, places where old stands changed to new.
bytes.rfind	B.rfind(sub[, start[, end]])\n\nWhere bytes, or a byte, are found last, or -1.
bytes.rindex	B.rindex(sub[, start[, end]])\n\nWhere bytes, or a byte, are found last. It is a ValueError if they are not.
bytes.rjust($, width, fillchar=b' ', /)	The bytes with fill bytes in front of them up to a width.
bytes.rpartition($, sep, /)	As partition(), at the last place where the separator stands.
bytes.rsplit($, /, sep=None, maxsplit=-1)	As split(), but counting from the end.
bytes.rstrip($, bytes=None, /)	The bytes without white space, or without these bytes, at their end.
bytes.split($, /, sep=None, maxsplit=-1)	The parts between separators; without one those between white space. maxsplit is how often they are divided at most.
bytes.splitlines($, /, keepends=False)	The lines of the bytes, with their ends if keepends is true.
bytes.startswith	B.startswith(prefix[, start[, end]])\n\nWhether the bytes begin so. It may be a tuple of beginnings.
bytes.strip($, bytes=None, /)	The bytes without white space, or without these bytes, at both ends.
bytes.swapcase	B.swapcase()\n\nThe bytes with letters of ASCII in the other case.
bytes.title	B.title()\n\nThe bytes with a capital at the start of each word and the rest in lower case, for letters of ASCII.
bytes.translate($, table, /, delete=b'')	The bytes without those of delete, each changed to what a table of 256 bytes has for it.
bytes.upper	B.upper()\n\nThe bytes with letters of ASCII in upper case.
bytes.zfill($, width, /)	The bytes with zeros in front, behind their sign, up to a width.
callable($, obj, /)	Whether an object can be called. So can classes, and instances of classes with __call__().
cell([contents])	A variable that a function shares with those inside of it.
chr($, i, /)	The character with this number.
classmethod	classmethod(function)\n\nA function in a class whose first argument is the class.
code(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, filename, name, qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)	What a piece of source was compiled to. Only for those who know what they do.
code._varname_from_oparg($, /, oparg)
code.replace($, /, *, co_argcount=-1, co_posonlyargcount=-1, co_kwonlyargcount=-1, co_nlocals=-1, co_stacksize=-1, co_flags=-1, co_firstlineno=-1, co_code=None, co_consts=None, co_names=None, co_varnames=None, co_freevars=None, co_cellvars=None, co_filename=None, co_name=None, co_qualname=None, co_linetable=None, co_exceptiontable=None)
compile($, /, source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)	A code object made of source: text, bytes or a syntax tree.\n\nThe mode is 'exec' for a module, 'single' for a statement of the prompt, 'eval' for an expression. The file name is for tracebacks;\nflags and dont_inherit say which features of __future__ hold.
complex(real=0, imag=0)	A complex number, real + imag*1j; or what a text says.
complex.conjugate($, /)	The number with the imaginary part negated.
complex.imag	the imaginary part of a complex number
complex.real	the real part of a complex number
coroutine.close	close()\n\nRaises GeneratorExit where the coroutine waits.
coroutine.send	send(value)\n\nGoes on with a value for the await that waits; returns what is yielded next, or raises StopIteration.
coroutine.throw	throw(value)\n\nRaises an exception where the coroutine waits; returns what is yielded next, or raises StopIteration.
delattr($, obj, name, /)	Removes an attribute: delattr(x, 'y') is del x.y.
dict	dict()\ndict(mapping)\ndict(iterable_of_pairs)\ndict(**kwargs)\n\nA mapping from keys, which have a hash, to values. It keeps the order in which keys came.
dict.__getitem__	self[key]
dict.__reversed__($, /)
dict.clear	D.clear()\n\nRemoves all items.
dict.copy	D.copy()\n\nA dict of the same items.
dict.fromkeys($, iterable, value=None, /)	A dict in which all items of an iterable have the same value.
dict.get($, key, default=None, /)	The value of a key; the default if it is not there.
dict.items	D.items()\n\nThe pairs of keys and values, as a view that changes with the dict.
dict.keys	D.keys()\n\nThe keys, as a view that changes with the dict.
dict.pop($, key, default=<unrepresentable>, /)	D.pop(key[, default])\n\nRemoves a key and returns its value; the default, if one is given, where it is not there, and else it is a KeyError.
dict.popitem($, /)	Removes the pair of key and value that came last, and returns it. It is a KeyError if there is none.
dict.setdefault($, key, default=None, /)	The value of a key, which is set to the default if it is not there.
dict.update	D.update([mapping or iterable of pairs], **kwargs)\n\nSets the values of keys from another mapping, from pairs, and from keywords.
dict.values	D.values()\n\nThe values, as a view that changes with the dict.
dir	dir([object])\n\nThe names that an object, its class and its base classes have, sorted; without an argument those of the scope that calls.
divmod($, x, y, /)	The quotient, rounded down, and the remainder: (x//y, x%y).
ellipsis	The class of Ellipsis, which is also written as three dots.
enumerate(iterable, start=0)	Pairs of a count, which begins at start, and an item.
eval($, source, globals=None, locals=None, /)	The value of an expression, which is text or a code object, in the given namespaces.
exec($, source, globals=None, locals=None, /, *, closure=None)	Executes statements, which are text or a code object, in the given namespaces. closure are the cells of a code object's free variables.
filter	filter(function or None, iterable)\n\nThe items for which a function returns something true; with None those that are true themselves.
float(x=0, /)	A floating point number of 64 bits: a number, or what a text says.
float.__getformat__($, typestr, /)	Which format numbers of C's type have: for the tests of Python.
float.as_integer_ratio($, /)	Numerator and denominator, in lowest terms, of exactly this value.\n\n>>> (0.75).as_integer_ratio()\n(3, 4)\n>>> (-2.5).as_integer_ratio()\n(-5, 2)
float.conjugate($, /)	The number itself.
float.fromhex($, string, /)	The number that a hexadecimal text such as hex() gives says.\n\n>>> float.fromhex('0x1.8p+1')\n3.0\n>>> float.fromhex('-0x.1p4')\n-1.0
float.hex($, /)	The exact value in hexadecimal, with an exponent of 2.\n\n>>> (0.5).hex()\n'0x1.0000000000000p-1'\n>>> (-10.0).hex()\n'-0x1.4000000000000p+3'
float.imag	0
float.is_integer($, /)	Whether there is no fraction.
float.real	The number itself.
format($, value, format_spec='', /)	The text that an object makes of itself for a format: value.__format__(format_spec).
frozenset	frozenset()\nfrozenset(iterable)\n\nA set that does not change and so has a hash.
frozenset.__contains__	Whether key is in self.
function(code, globals, name=None, argdefs=None, closure=None)	A function that Python code defines.
generator.close	close()\n\nRaises GeneratorExit where the generator waits.
generator.send	send(value)\n\nGoes on with a value for the yield that waits; returns what is yielded next, or raises StopIteration.
generator.throw	throw(value)\n\nRaises an exception where the generator waits; returns what is yielded next, or raises StopIteration.
getattr	getattr(object, name[, default])\n\nAn attribute: getattr(x, 'y') is x.y. Where there is none the default is the result, if one is given.
globals($, /)	The namespace of the module that calls, which is no copy.
hasattr($, obj, name, /)	Whether an object has an attribute: whether getattr() finds it without an AttributeError.
hash($, obj, /)	The number by which sets and dicts find an object. What compares equal has the same.
hex($, number, /)	The digits of an integer in base 16, after 0x.\n\n>>> hex(48879)\n'0xbeef'
id($, obj, /)	A number that no other object has as long as this one lives.
input($, prompt='', /)	A line from standard input without its end, after the prompt. At the end of the input it is an EOFError.
int	int(number=0), or int(text, base=10)\n\nA whole number: a number without its fraction, or what a text says. Base 0 is that of a\nliteral.\n\n>>> int(-2.75)\n-2\n>>> int('zz', 36)\n1295\n>>> int('0x1f', base=0)\n31
int.__ceil__
int.__floor__
int.__round__($, ndigits=<unrepresentable>, /)
int.__trunc__
int.as_integer_ratio($, /)	The integer and 1.\n\n>>> (-7).as_integer_ratio()\n(-7, 1)
int.bit_count($, /)	How many bits of the magnitude are 1.\n\n>>> (-255).bit_count()\n8
int.bit_length($, /)	How many bits the magnitude needs.\n\n>>> (1000).bit_length()\n10\n>>> (0).bit_length()\n0
int.conjugate	The number itself.
int.denominator	1
int.from_bytes($, /, bytes, byteorder='big', *, signed=False)	The integer that bytes are, from the most significant on, or with byteorder 'little' from the least significant; signed is for those with a sign, as two's complement.
int.imag	0
int.numerator	The number itself.
int.real	The number itself.
int.to_bytes($, /, length=1, byteorder='big', *, signed=False)	The bytes of the integer, so many, from the most significant on, or with byteorder 'little' from the least significant. It is an OverflowError if they are\ntoo few, or if it is negative and signed is false.
isinstance($, obj, class_or_tuple, /)	Whether an object is of a class or of one derived from it. It may be a tuple of classes, or a union, of which one is enough.
issubclass($, cls, class_or_tuple, /)	Whether a class is derived from another, or is that one. It may be a tuple of classes, or a union, of which one is enough.
iter	iter(iterable)\niter(callable, sentinel)\n\nAn iterator over what an object has; or one over what a function returns, until that is the sentinel.
len($, obj, /)	How many items a container has.
list(iterable=(), /)	A sequence that can change, of the items of an iterable.
list.__class_getitem__	A type for annotations, such as list[int].
list.__getitem__	self[key]
list.__reversed__($, /)
list.append($, object, /)	Adds an item at the end.
list.clear($, /)	Removes all items.
list.copy($, /)	A list of the same items.
list.count($, value, /)	How many items are equal to a value.
list.extend($, iterable, /)	Adds the items of an iterable at the end.
list.index($, value, start=0, stop=sys.maxsize, /)	The place of the first item that is equal to a value. It is a ValueError if there is none.
list.insert($, index, object, /)	Adds an item in front of an index.
list.pop($, index=-1, /)	Removes the item at an index, which is the last by default, and returns it.
list.remove($, value, /)	Removes the first item that is equal to a value. It is a ValueError if there is none.
list.reverse($, /)	Turns the order of the items around.
list.sort($, /, *, key=None, reverse=False)	Puts the items in ascending order, by what key makes of each. Equal items keep their order.
locals($, /)	The local namespace of what calls. In a function it is a copy.
map	map(func, *iterables)\n\nWhat a function returns for the first items of all, for the second, and so on, until one has no more.
mappingproxy	A mapping that shows another and does not let it be changed.
max	max(iterable, *[, default, key])\nmax(first, second, *others[, key])\n\nThe largest item or argument, by what key makes of each. default is for an iterable without items.
memoryview(object)	The memory of an object with a buffer, such as bytes, as a sequence, without a copy.
memoryview.cast($, /, format, shape=<unrepresentable>)	A view of the same memory with items of another format, or another shape.
memoryview.hex($, /, sep=<unrepresentable>, bytes_per_sep=1)	Two hexadecimal digits for each byte, with a separator between groups of bytes if one is given.\n\n>>> memoryview(b'\\x01\\xab').hex()\n'01ab'
memoryview.release($, /)	Lets go of the memory: the view cannot be used any more.
memoryview.tobytes($, /, order='C')	A copy of the memory.
memoryview.tolist($, /)	The items as a list, nested as the view has dimensions.
memoryview.toreadonly($, /)	A view of the same memory that cannot be written to.
method(function, instance, /)	A function with its first argument.
method.__reduce__($, /)
min	min(iterable, *[, default, key])\nmin(first, second, *others[, key])\n\nThe smallest item or argument, by what key makes of each. default is for an iterable without items.
module(name, doc=None)
next	next(iterator[, default])\n\nThe next item; at the end the default, if one is given, and else a StopIteration.
object()	The base of all classes. An instance has no attributes of its own.
object.__dir__($, /)	The names that dir() sorts.
object.__getstate__($, /)	What pickle keeps of an instance.
object.__init_subclass__	Called when a class is derived; does nothing.
object.__reduce__($, /)
object.__sizeof__($, /)
object.__subclasshook__	Called by abstract classes to ask whether a class counts as derived; says that it does not know.
oct($, number, /)	The digits of an integer in base 8, after 0o.\n\n>>> oct(64)\n'0o100'
open($, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)	Opens a file, by its path or its number, and returns a stream.\n\nThe mode is r (read), w (write, empty at first), x (write, must not exist) or a (append), with b for bytes instead of text, and\n+ for reading and writing. buffering is 0 (none, bytes only), 1 (by lines, text only) or the size of the buffer. encoding, errors\nand newline are about text; newline is None for any line end, which is '\\n' then.
ord($, c, /)	The number of a character, or of a single byte.
pow($, /, base, exp, mod=None)	base**exp; with mod the same modulo mod, which takes much less time than computing the power first. The exponent may be negative\nthere, if base has an inverse.
print($, /, *args, sep=' ', end='\n', file=None, flush=False)	Writes the text of the arguments, with sep in between and end behind, to file, which is sys.stdout by default.
property(fget=None, fset=None, fdel=None, doc=None)	An attribute that functions compute, set and delete. As a decorator it takes the first of them:\n\n    class Circle:\n        @property\n        def area(self): ...\n        @area.setter\n        def area(self, value): ...
property.deleter	The property with another function that deletes.
property.getter	The property with another function that computes.
property.setter	The property with another function that sets.
range	range(stop)\nrange(start, stop[, step])\n\nThe integers from start up to stop, which is not among them, in steps.
range.count	R.count(value)\n\nHow often a value is in the range.
range.index	R.index(value)\n\nThe place of a value. It is a ValueError if it is not there.
repr($, obj, /)	The text that represents an object; for many it is the expression that makes one like it.
reversed(sequence, /)	The items of a sequence from the last to the first.
round($, /, number, ndigits=None)	A number rounded to so many digits behind the decimal point, which may be negative; an integer where ndigits is not given. Halves go to the\neven neighbour.
set	set()\nset(iterable)\n\nA set of what an iterable has, each item once, without an order.
set.__contains__	Whether key is in self.
set.add	Adds an item, if it is not there.
set.clear	Removes all items.
set.copy	A set of the same items.
set.difference	The items that are in this set and in none of the others.
set.difference_update	Removes the items of the others.
set.discard	Removes an item, if it is there.
set.intersection	The items that are in this set and in all of the others.
set.intersection_update	Removes the items that are not in all of the others.
set.isdisjoint	Whether the two have no item in common.
set.issubset	Whether the other has all items of this set.
set.issuperset	Whether this set has all items of the other.
set.pop	Removes some item, and returns it. It is a KeyError if there is none.
set.remove	Removes an item. It is a KeyError if it is not there.
set.symmetric_difference	The items that are in one of the two and not in both.
set.symmetric_difference_update	Adds the items of the other that are not here, and removes those that are.
set.union	The items of this set and of the others.
set.update	Adds the items of the others.
setattr($, obj, name, value, /)	Sets an attribute: setattr(x, 'y', v) is x.y = v.
slice	slice(stop)\nslice(start, stop[, step])\n\nWhat stands in the brackets of a[start:stop:step].
slice.indices	S.indices(len)\n\nStart, stop and step for a sequence of that length.
sorted($, iterable, /, *, key=None, reverse=False)	A list of all items in ascending order, by what key makes of each. Equal items keep their order.
staticmethod	staticmethod(function)\n\nA function in a class that gets neither the instance nor the class.
str	str(object='')\nstr(bytes[, encoding[, errors]])\n\nText: what an object says of itself, or what bytes mean in an encoding.
str.__getnewargs__
str.capitalize($, /)	The text with its first character in title case and the rest in lower case.
str.casefold($, /)	The text as it is compared without regard to case.
str.center($, width, fillchar=' ', /)	The text in the middle of so many characters.
str.count	S.count(sub[, start[, end]])\n\nHow often a text is found, not counting those that overlap the one before.
str.encode($, /, encoding='utf-8', errors='strict')	The bytes of the text in an encoding. errors says what is to be done about characters that it does not have.
str.endswith	S.endswith(suffix[, start[, end]])\n\nWhether the text ends so. It may be a tuple of endings.
str.expandtabs($, /, tabsize=8)	The text with spaces up to the next multiple of tabsize instead of tabs.
str.find	S.find(sub[, start[, end]])\n\nWhere a text is found first, or -1.
str.format	S.format(*args, **kwargs)\n\nThe text with arguments in place of what stands in braces.
str.format_map	S.format_map(mapping)\n\nAs format(), with names from a mapping.
str.index	S.index(sub[, start[, end]])\n\nWhere a text is found first. It is a ValueError if it is not.
str.isalnum($, /)	Whether all characters are letters or digits, and there is one.
str.isalpha($, /)	Whether all characters are letters, and there is one.
str.isascii($, /)	Whether all characters are of ASCII.
str.isdecimal($, /)	Whether all characters are digits of decimal numbers, and there is one.
str.isdigit($, /)	Whether all characters are digits, and there is one.
str.isidentifier($, /)	Whether the text can be a name. Keywords can, too: see keyword.iskeyword().
str.islower($, /)	Whether all characters that have a case are in lower case, and there is one.
str.isnumeric($, /)	Whether all characters stand for numbers, and there is one.
str.isprintable($, /)	Whether repr() shows all characters as they are.
str.isspace($, /)	Whether all characters are white space, and there is one.
str.istitle($, /)	Whether each word begins with a capital and goes on in lower case, and there is one.
str.isupper($, /)	Whether all characters that have a case are in upper case, and there is one.
str.join($, iterable, /)	The texts of an iterable with this one in between.\n\n>>> '.'.join(['a', 'b'])\n'a.b'
str.ljust($, width, fillchar=' ', /)	The text with fill characters behind it up to a width.
str.lower($, /)	The text in lower case.
str.lstrip($, chars=None, /)	The text without white space, or without these characters, at its start.
str.maketrans(x, y=<unrepresentable>, z=<unrepresentable>, /)	A table for translate(): of a dict from characters or their numbers to what they become; or of the characters x, which become those of y at the same place, and\nof z, which are dropped.
str.partition($, sep, /)	What is before a separator, the separator, and what is behind; the text and two empty ones if it is not there.
str.removeprefix($, prefix, /)	The text without this start, if it begins so.
str.removesuffix($, suffix, /)	The text without this end, if it ends so.
str.replace($, old, new, count=-1, /)	The text with all, or the first count, places where old stands changed to new.
str.rfind	S.rfind(sub[, start[, end]])\n\nWhere a text is found last, or -1.
str.rindex	S.rindex(sub[, start[, end]])\n\nWhere a text is found last. It is a ValueError if it is not.
str.rjust($, width, fillchar=' ', /)	The text with fill characters in front of it up to a width.
str.rpartition($, sep, /)	As partition(), at the last place where the separator stands; two empty texts and the text if it is not there.
str.rsplit($, /, sep=None, maxsplit=-1)	As split(), but counting from the end.
str.rstrip($, chars=None, /)	The text without white space, or without these characters, at its end.
str.split($, /, sep=None, maxsplit=-1)	The parts between separators; without one those between white space. maxsplit is how often it is divided at most.
str.splitlines($, /, keepends=False)	The lines of the text, with their ends if keepends is true.
str.startswith	S.startswith(prefix[, start[, end]])\n\nWhether the text begins so. It may be a tuple of beginnings.
str.strip($, chars=None, /)	The text without white space, or without these characters, at both ends.
str.swapcase($, /)	The text with upper case instead of lower and lower instead of upper.
str.title($, /)	The text with a capital at the start of each word and the rest in lower case.
str.translate($, table, /)	The text with each character changed to what a table has for its number: a character, a text, or None to drop it.
str.upper($, /)	The text in upper case.
str.zfill($, width, /)	The text with zeros in front, behind its sign, up to a width.
sum($, iterable, /, start=0)	The sum of the items, added to start.
super	super()\nsuper(type)\nsuper(type, object_or_type)\n\nThe attributes of the classes behind one in the order of resolution. Without arguments it is the class that the method stands in,\nand the method's first argument.
tuple(iterable=(), /)	A sequence that does not change, of the items of an iterable.
tuple.count($, value, /)	How many items are equal to a value.
tuple.index($, value, start=0, stop=sys.maxsize, /)	The place of the first item that is equal to a value. It is a ValueError if there is none.
type	type(object)\ntype(name, bases, dict, **kwds)\n\nThe class of an object, or a new class.
type.__instancecheck__($, instance, /)	isinstance(instance, self)
type.__prepare__	The namespace for the body of a new class.
type.__subclasscheck__($, subclass, /)	issubclass(subclass, self)
type.__subclasses__($, /)	The classes that are derived from this one and still live.
type.mro($, /)	The order in which this class and its base classes are searched.
vars	vars([object])\n\nThe __dict__ of an object; without an argument it is locals().
zip	zip(*iterables, strict=False)\n\nTuples of the first items of all, then of the second, and so on, until one has no more.\n\n>>> list(zip('ab', range(5)))\n[('a', 0), ('b', 1)]
`
