package build

// This file is the table of what is refused.

// A Code is a row of the table.
type Code struct {
	Code  string
	Title string // the message, or its kind where messages differ
	Hint  string
}

// The codes.
const (
	codeSyntax      = "SUB001"
	codeType        = "SUB002"
	codeNoPackage   = "SUB003"
	codeImportCycle = "SUB004"
	codeNoMain      = "SUB005"
	codeCgo         = "SUB010"
	codeNoBody      = "SUB011"
	codePrint       = "SUB012"
	codeTypedCall   = "SUB013"
	codeGo          = "SUB021"
	codeChan        = "SUB022"
	codePull        = "SUB023"
)

var codes = []Code{
	{codeSyntax, "syntax error", ""},
	{codeType, "type error", ""},
	{codeNoPackage, "package not found", ""},
	{codeImportCycle, "import cycle", ""},
	{codeNoMain, "no function main", ""},
	{codeNoBody, "function without a Go body", "only functions written in Go can be translated"},
	{codePrint, "print of a function value", ""},
	{codeTypedCall, "argument of unknown type", "pass the slice, or the pointer to the target of errors.As, directly"},
	{codeGo, "goroutine in a build without threads", ""},
	{codeChan, "channel operation in a build without threads", ""},
	{codePull, "iter.Pull in a build without threads", "range over the sequence instead"},
	{codeCgo, "cgo is not supported", "write the function in Go"},
}

// findCode returns the row of a code, or an empty one.
func findCode(code string) Code {
	for _, c := range codes {
		if c.Code == code {
			return c
		}
	}
	return Code{Code: code}
}
