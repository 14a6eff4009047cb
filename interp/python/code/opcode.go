package code

// This file numbers the opcodes.

// Opcode is the number of an instruction.
type Opcode uint8

// The opcodes, with CPython 3.11's numbers. The table in optable.go says what
// each does.
const (
	PopTop                   Opcode = 1
	PushNull                 Opcode = 2
	Nop                      Opcode = 9
	UnaryPositive            Opcode = 10
	UnaryNegative            Opcode = 11
	UnaryNot                 Opcode = 12
	UnaryInvert              Opcode = 15
	BinarySubscr             Opcode = 25
	GetLen                   Opcode = 30
	MatchMapping             Opcode = 31
	MatchSequence            Opcode = 32
	MatchKeys                Opcode = 33
	PushExcInfo              Opcode = 35
	CheckExcMatch            Opcode = 36
	CheckEgMatch             Opcode = 37
	WithExceptStart          Opcode = 49
	GetAiter                 Opcode = 50
	GetAnext                 Opcode = 51
	BeforeAsyncWith          Opcode = 52
	BeforeWith               Opcode = 53
	EndAsyncFor              Opcode = 54
	StoreSubscr              Opcode = 60
	DeleteSubscr             Opcode = 61
	GetIter                  Opcode = 68
	GetYieldFromIter         Opcode = 69
	PrintExpr                Opcode = 70
	LoadBuildClass           Opcode = 71
	LoadAssertionError       Opcode = 74
	ReturnGenerator          Opcode = 75
	ListToTuple              Opcode = 82
	ReturnValue              Opcode = 83
	ImportStar               Opcode = 84
	SetupAnnotations         Opcode = 85
	YieldValue               Opcode = 86
	AsyncGenWrap             Opcode = 87
	PrepReraiseStar          Opcode = 88
	PopExcept                Opcode = 89
	StoreName                Opcode = 90
	DeleteName               Opcode = 91
	UnpackSequence           Opcode = 92
	ForIter                  Opcode = 93
	UnpackEx                 Opcode = 94
	StoreAttr                Opcode = 95
	DeleteAttr               Opcode = 96
	StoreGlobal              Opcode = 97
	DeleteGlobal             Opcode = 98
	Swap                     Opcode = 99
	LoadConst                Opcode = 100
	LoadName                 Opcode = 101
	BuildTuple               Opcode = 102
	BuildList                Opcode = 103
	BuildSet                 Opcode = 104
	BuildMap                 Opcode = 105
	LoadAttr                 Opcode = 106
	CompareOp                Opcode = 107
	ImportName               Opcode = 108
	ImportFrom               Opcode = 109
	JumpForward              Opcode = 110
	JumpIfFalseOrPop         Opcode = 111
	JumpIfTrueOrPop          Opcode = 112
	PopJumpForwardIfFalse    Opcode = 114
	PopJumpForwardIfTrue     Opcode = 115
	LoadGlobal               Opcode = 116
	IsOp                     Opcode = 117
	ContainsOp               Opcode = 118
	Reraise                  Opcode = 119
	Copy                     Opcode = 120
	BinaryOp                 Opcode = 122
	Send                     Opcode = 123
	LoadFast                 Opcode = 124
	StoreFast                Opcode = 125
	DeleteFast               Opcode = 126
	PopJumpForwardIfNotNone  Opcode = 128
	PopJumpForwardIfNone     Opcode = 129
	RaiseVarargs             Opcode = 130
	GetAwaitable             Opcode = 131
	MakeFunction             Opcode = 132
	BuildSlice               Opcode = 133
	JumpBackwardNoInterrupt  Opcode = 134
	MakeCell                 Opcode = 135
	LoadClosure              Opcode = 136
	LoadDeref                Opcode = 137
	StoreDeref               Opcode = 138
	DeleteDeref              Opcode = 139
	JumpBackward             Opcode = 140
	CallFunctionEx           Opcode = 142
	ListAppend               Opcode = 145
	SetAdd                   Opcode = 146
	MapAdd                   Opcode = 147
	LoadClassderef           Opcode = 148
	CopyFreeVars             Opcode = 149
	Resume                   Opcode = 151
	MatchClass               Opcode = 152
	FormatValue              Opcode = 155
	BuildConstKeyMap         Opcode = 156
	BuildString              Opcode = 157
	LoadMethod               Opcode = 160
	ListExtend               Opcode = 162
	SetUpdate                Opcode = 163
	DictMerge                Opcode = 164
	DictUpdate               Opcode = 165
	Call                     Opcode = 171
	KwNames                  Opcode = 172
	PopJumpBackwardIfNotNone Opcode = 173
	PopJumpBackwardIfNone    Opcode = 174
	PopJumpBackwardIfFalse   Opcode = 175
	PopJumpBackwardIfTrue    Opcode = 176
)

// MaxOpcode is the largest opcode that the compiler emits.
const MaxOpcode = PopJumpBackwardIfTrue
