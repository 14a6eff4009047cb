package code

// This file describes the opcodes in one table.

// ArgKind says what the argument of an instruction is.
type ArgKind uint8

// The kinds of arguments.
const (
	NoArg       ArgKind = iota // none; the argument is 0
	CountArg                   // a number
	ConstArg                   // index into Consts
	NameArg                    // index into Names
	GlobalArg                  // index into Names, shifted left by 1; bit 0: push a null first
	LocalArg                   // index into the frame's slots
	JumpArg                    // absolute instruction index
	CompareArg                 // index into CompareOperators
	BinaryArg                  // index into BinaryOperators
	InvertArg                  // 1 for "is not" and "not in"
	FunctionArg                // Function... flags
	FormatArg                  // Format... flags
	FlagArg                    // bit 0: there is a dict of keyword arguments
)

// Info is a row of the opcode table.
type Info struct {
	Op     Opcode
	Name   string
	Kind   ArgKind
	Effect int8 // what the instruction adds to the stack when it does not jump
	PerArg int8 // what each unit of the argument adds to Effect
	Doc    string
}

// varies marks instructions whose effect StackEffect works out.
const varies = 127

// Table describes every opcode. In the docs the stack is written from the
// bottom up, [below, top]; what is not mentioned stays.
var Table = []Info{
	{PopTop, "POP_TOP", NoArg, -1, 0, "pop the top"},
	{PushNull, "PUSH_NULL", NoArg, 1, 0, "push a null, the place of self below a callable"},
	{Nop, "NOP", NoArg, 0, 0, "do nothing; carries a line"},
	{UnaryPositive, "UNARY_POSITIVE", NoArg, 0, 0, "top = +top"},
	{UnaryNegative, "UNARY_NEGATIVE", NoArg, 0, 0, "top = -top"},
	{UnaryNot, "UNARY_NOT", NoArg, 0, 0, "top = not top"},
	{UnaryInvert, "UNARY_INVERT", NoArg, 0, 0, "top = ~top"},
	{BinarySubscr, "BINARY_SUBSCR", NoArg, -1, 0, "[a, b] becomes a[b]"},
	{GetLen, "GET_LEN", NoArg, 1, 0, "push len(top), keep top"},
	{MatchMapping, "MATCH_MAPPING", NoArg, 1, 0, "push whether top is a mapping, keep top"},
	{MatchSequence, "MATCH_SEQUENCE", NoArg, 1, 0, "push whether top is a sequence for patterns (not str, bytes, bytearray), keep top"},
	{MatchKeys, "MATCH_KEYS", NoArg, 1, 0, "[subject, keys] stay; push a tuple of the values, or None if a key is missing"},
	{PushExcInfo, "PUSH_EXC_INFO", NoArg, 1, 0, "[exc] becomes [previous handled exception, exc]; exc is now the handled one"},
	{CheckExcMatch, "CHECK_EXC_MATCH", NoArg, 0, 0, "[exc, type] becomes [exc, whether exc matches type]; TypeError if type is no exception class or tuple of them"},
	{CheckEgMatch, "CHECK_EG_MATCH", NoArg, 0, 0, "[exc, type] becomes [rest, matching part]; without a match [exc, None]"},
	{WithExceptStart, "WITH_EXCEPT_START", NoArg, 1, 0, "[exit, lasti, previous exception, exc] stay; push exit(type, exc, traceback)"},
	{GetAiter, "GET_AITER", NoArg, 0, 0, "top = top.__aiter__()"},
	{GetAnext, "GET_ANEXT", NoArg, 1, 0, "push awaitable of top.__anext__(), keep top"},
	{BeforeAsyncWith, "BEFORE_ASYNC_WITH", NoArg, 1, 0, "[manager] becomes [manager.__aexit__, manager.__aenter__()]"},
	{BeforeWith, "BEFORE_WITH", NoArg, 1, 0, "[manager] becomes [manager.__exit__, manager.__enter__()]"},
	{EndAsyncFor, "END_ASYNC_FOR", NoArg, -2, 0, "[iterator, exc]: if exc is StopAsyncIteration pop both, else raise it again"},
	{StoreSubscr, "STORE_SUBSCR", NoArg, -3, 0, "[value, container, key]: container[key] = value"},
	{DeleteSubscr, "DELETE_SUBSCR", NoArg, -2, 0, "[container, key]: del container[key]"},
	{GetIter, "GET_ITER", NoArg, 0, 0, "top = iter(top)"},
	{GetYieldFromIter, "GET_YIELD_FROM_ITER", NoArg, 0, 0, "top = iter(top), unless it is a generator, or a coroutine in a coroutine"},
	{PrintExpr, "PRINT_EXPR", NoArg, -1, 0, "sys.displayhook(pop), at the prompt"},
	{LoadBuildClass, "LOAD_BUILD_CLASS", NoArg, 1, 0, "push builtins.__build_class__"},
	{LoadAssertionError, "LOAD_ASSERTION_ERROR", NoArg, 1, 0, "push AssertionError"},
	{ReturnGenerator, "RETURN_GENERATOR", NoArg, 0, 0, "make a generator, coroutine or asynchronous generator of the frame and return it; when resumed first, the value sent is pushed"},
	{ListToTuple, "LIST_TO_TUPLE", NoArg, 0, 0, "top = tuple(top), a list"},
	{ReturnValue, "RETURN_VALUE", NoArg, -1, 0, "return the top"},
	{ImportStar, "IMPORT_STAR", NoArg, -1, 0, "copy the public names of module top to the locals, pop it"},
	{SetupAnnotations, "SETUP_ANNOTATIONS", NoArg, 0, 0, "make locals()['__annotations__'] = {} if there is none"},
	{YieldValue, "YIELD_VALUE", NoArg, 0, 0, "yield the top; when resumed, the value sent is in its place"},
	{AsyncGenWrap, "ASYNC_GEN_WRAP", NoArg, 0, 0, "wrap top as a value that an asynchronous generator yields"},
	{PrepReraiseStar, "PREP_RERAISE_STAR", NoArg, -1, 0, "[original, list of raised and unhandled] becomes the group to raise, or None"},
	{PopExcept, "POP_EXCEPT", NoArg, -1, 0, "pop a value: it is the handled exception again"},
	{StoreName, "STORE_NAME", NameArg, -1, 0, "locals[name] = pop"},
	{DeleteName, "DELETE_NAME", NameArg, 0, 0, "del locals[name]"},
	{UnpackSequence, "UNPACK_SEQUENCE", CountArg, -1, 1, "replace the top by its arg elements, the first one on top"},
	{ForIter, "FOR_ITER", JumpArg, 1, 0, "push next(top); when exhausted pop the iterator and jump"},
	{UnpackEx, "UNPACK_EX", CountArg, varies, 0, "unpack the top: arg&0xff elements before, a list, arg>>8 elements after it; the first one on top"},
	{StoreAttr, "STORE_ATTR", NameArg, -2, 0, "[value, owner]: owner.name = value"},
	{DeleteAttr, "DELETE_ATTR", NameArg, -1, 0, "del pop.name"},
	{StoreGlobal, "STORE_GLOBAL", NameArg, -1, 0, "globals[name] = pop"},
	{DeleteGlobal, "DELETE_GLOBAL", NameArg, 0, 0, "del globals[name]"},
	{Swap, "SWAP", CountArg, 0, 0, "exchange the top with the arg-th value from the top (the top is the first)"},
	{LoadConst, "LOAD_CONST", ConstArg, 1, 0, "push a constant"},
	{LoadName, "LOAD_NAME", NameArg, 1, 0, "push the name from locals, globals or builtins"},
	{BuildTuple, "BUILD_TUPLE", CountArg, 1, -1, "a tuple of the top arg values"},
	{BuildList, "BUILD_LIST", CountArg, 1, -1, "a list of the top arg values"},
	{BuildSet, "BUILD_SET", CountArg, 1, -1, "a set of the top arg values"},
	{BuildMap, "BUILD_MAP", CountArg, 1, -2, "a dict of the top arg pairs of key and value"},
	{LoadAttr, "LOAD_ATTR", NameArg, 0, 0, "top = top.name"},
	{CompareOp, "COMPARE_OP", CompareArg, -1, 0, "[a, b] becomes a op b, op one of CompareOperators"},
	{ImportName, "IMPORT_NAME", NameArg, -1, 0, "[level, fromlist] becomes the module"},
	{ImportFrom, "IMPORT_FROM", NameArg, 1, 0, "push attribute name of module top, keep top"},
	{JumpForward, "JUMP_FORWARD", JumpArg, 0, 0, "jump"},
	{JumpIfFalseOrPop, "JUMP_IF_FALSE_OR_POP", JumpArg, -1, 0, "if the top is false jump and keep it, else pop it"},
	{JumpIfTrueOrPop, "JUMP_IF_TRUE_OR_POP", JumpArg, -1, 0, "if the top is true jump and keep it, else pop it"},
	{PopJumpForwardIfFalse, "POP_JUMP_FORWARD_IF_FALSE", JumpArg, -1, 0, "pop; jump if it is false"},
	{PopJumpForwardIfTrue, "POP_JUMP_FORWARD_IF_TRUE", JumpArg, -1, 0, "pop; jump if it is true"},
	{LoadGlobal, "LOAD_GLOBAL", GlobalArg, varies, 0, "push names[arg>>1] from globals or builtins, above a null if arg&1"},
	{IsOp, "IS_OP", InvertArg, -1, 0, "[a, b] becomes a is b, or is not if arg is 1"},
	{ContainsOp, "CONTAINS_OP", InvertArg, -1, 0, "[a, b] becomes a in b, or not in if arg is 1"},
	{Reraise, "RERAISE", CountArg, -1, 0, "raise the exception on top again; if arg is not 0 the arg-th value below it is the index of the instruction it came from"},
	{Copy, "COPY", CountArg, 1, 0, "push the arg-th value from the top (the top is the first)"},
	{BinaryOp, "BINARY_OP", BinaryArg, -1, 0, "[a, b] becomes a op b, op one of BinaryOperators"},
	{Send, "SEND", JumpArg, 0, 0, "[receiver, value]: send value to receiver; the top becomes what it yields; when it returns, [result] and jump"},
	{LoadFast, "LOAD_FAST", LocalArg, 1, 0, "push a local; UnboundLocalError if unset"},
	{StoreFast, "STORE_FAST", LocalArg, -1, 0, "local = pop"},
	{DeleteFast, "DELETE_FAST", LocalArg, 0, 0, "unset a local; UnboundLocalError if it is unset"},
	{PopJumpForwardIfNotNone, "POP_JUMP_FORWARD_IF_NOT_NONE", JumpArg, -1, 0, "pop; jump if it is not None"},
	{PopJumpForwardIfNone, "POP_JUMP_FORWARD_IF_NONE", JumpArg, -1, 0, "pop; jump if it is None"},
	{RaiseVarargs, "RAISE_VARARGS", CountArg, 0, -1, "0: raise again; 1: raise top; 2: [exc, cause] raise exc from cause"},
	{GetAwaitable, "GET_AWAITABLE", CountArg, 0, 0, "top = what await top waits for; arg 1 and 2 tell errors of __aenter__ and __aexit__"},
	{MakeFunction, "MAKE_FUNCTION", FunctionArg, varies, 0, "a function of code top; below it, in this order if the flag is set: defaults tuple, keyword defaults dict, annotations tuple, closure tuple"},
	{BuildSlice, "BUILD_SLICE", CountArg, varies, 0, "a slice of the top 2 or 3 values"},
	{JumpBackwardNoInterrupt, "JUMP_BACKWARD_NO_INTERRUPT", JumpArg, 0, 0, "jump back without asking for interrupts"},
	{MakeCell, "MAKE_CELL", LocalArg, 0, 0, "the slot becomes a cell that holds what the slot held"},
	{LoadClosure, "LOAD_CLOSURE", LocalArg, 1, 0, "push the cell in a slot"},
	{LoadDeref, "LOAD_DEREF", LocalArg, 1, 0, "push what the cell in a slot holds; NameError or UnboundLocalError if empty"},
	{StoreDeref, "STORE_DEREF", LocalArg, -1, 0, "store pop into the cell in a slot"},
	{DeleteDeref, "DELETE_DEREF", LocalArg, 0, 0, "empty the cell in a slot"},
	{JumpBackward, "JUMP_BACKWARD", JumpArg, 0, 0, "jump back; the place to ask for interrupts"},
	{CallFunctionEx, "CALL_FUNCTION_EX", FlagArg, varies, 0, "[null, callable, tuple] or, if arg&1, [null, callable, tuple, dict]: call"},
	{ListAppend, "LIST_APPEND", CountArg, -1, 0, "append pop to the list that then is the arg-th value from the top"},
	{SetAdd, "SET_ADD", CountArg, -1, 0, "add pop to the set that then is the arg-th value from the top"},
	{MapAdd, "MAP_ADD", CountArg, -2, 0, "[key, value] popped go into the dict that then is the arg-th value from the top"},
	{LoadClassderef, "LOAD_CLASSDEREF", LocalArg, 1, 0, "push the slot's name from locals, else what the cell in the slot holds"},
	{CopyFreeVars, "COPY_FREE_VARS", CountArg, 0, 0, "copy the arg cells of the function's closure to the last slots"},
	{Resume, "RESUME", CountArg, 0, 0, "a frame starts (0) or goes on after yield (1), yield from (2), await (3)"},
	{MatchClass, "MATCH_CLASS", CountArg, -2, 0, "[subject, class, tuple of keyword names] becomes a tuple of attributes or None; arg positional patterns"},
	{FormatValue, "FORMAT_VALUE", FormatArg, varies, 0, "format top, after a conversion; with FormatHasSpec [value, spec]"},
	{BuildConstKeyMap, "BUILD_CONST_KEY_MAP", CountArg, 0, -1, "[arg values, tuple of keys] becomes a dict"},
	{BuildString, "BUILD_STRING", CountArg, 1, -1, "join the top arg strs"},
	{LoadMethod, "LOAD_METHOD", NameArg, 1, 0, "[owner] becomes [method, owner] if name is a plain method of its class, else [null, owner.name]"},
	{ListExtend, "LIST_EXTEND", CountArg, -1, 0, "extend the list that then is the arg-th value from the top by pop"},
	{SetUpdate, "SET_UPDATE", CountArg, -1, 0, "update the set that then is the arg-th value from the top by pop"},
	{DictMerge, "DICT_MERGE", CountArg, -1, 0, "as DICT_UPDATE, TypeError on keys that are there; the callable is 2 below the dict"},
	{DictUpdate, "DICT_UPDATE", CountArg, -1, 0, "update the dict that then is the arg-th value from the top by mapping pop"},
	{Call, "CALL", CountArg, -1, -1, "[null, callable, arg arguments] or [method, self, arg arguments]: call; the last arguments are the keywords of KW_NAMES"},
	{KwNames, "KW_NAMES", ConstArg, 0, 0, "the next CALL takes its keyword names from this constant tuple"},
	{PopJumpBackwardIfNotNone, "POP_JUMP_BACKWARD_IF_NOT_NONE", JumpArg, -1, 0, "pop; jump if it is not None"},
	{PopJumpBackwardIfNone, "POP_JUMP_BACKWARD_IF_NONE", JumpArg, -1, 0, "pop; jump if it is None"},
	{PopJumpBackwardIfFalse, "POP_JUMP_BACKWARD_IF_FALSE", JumpArg, -1, 0, "pop; jump if it is false"},
	{PopJumpBackwardIfTrue, "POP_JUMP_BACKWARD_IF_TRUE", JumpArg, -1, 0, "pop; jump if it is true"},
}
