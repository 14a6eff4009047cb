package parser

import "strconv"

// This file refuses what is newer than the version of the language that was asked for, as ast.parse(feature_version=(3, 7)) does.

// since sets an error if what begins with Python 3.minor is not in the version of the source.
func (p *parser) since(minor int, what string) {
	if p.minor > 0 && p.minor < minor && p.err == nil {
		p.raiseLast(Syntax, what+" only supported in Python 3."+strconv.Itoa(minor)+" and greater")
	}
}

// sinceAsync is since for what may be asynchronous.
func (p *parser) sinceAsync(async bool, what string) {
	if async {
		p.since(5, "Async "+what+" are")
	}
}
