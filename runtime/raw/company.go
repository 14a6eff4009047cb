//go:build rgo_free

package raw

// This file is about interpreters whose threads run at the same time while they do what is made for that, and one at a time while
// they do anything else. A machine is away, together with others, or alone: see backends/llvm/support/company.c.

// What a machine can be.
const (
	Away     = 0
	Together = 1
	Alone    = 2
)

const (
	machineCompany = 15 * Word // what it is
	MachineTick    = 16 * Word // not 0 if it has run for a turn
)

// Company returns what the machine that runs is.
//
//rgo:inline
//rgo:nogc
func Company() uintptr { return Local(machineCompany) }

// BeAlone returns when no other machine is together with others or alone.
//
//rgo:extern be_alone
func BeAlone() { panic("translated code only") }

// BeTogether returns when no other machine is alone. A machine that is alone stays so if nobody waits.
//
//rgo:extern be_together
func BeTogether() { panic("translated code only") }

// BeAway lets others be alone while the machine does something else. It returns what the machine was, for Return.
//
//rgo:extern be_away
func BeAway() uintptr { panic("translated code only") }

// Return makes the machine what it was before BeAway.
func Return(before uintptr) {
	switch before {
	case Alone:
		BeAlone()
	case Together:
		BeTogether()
	}
}
