package lineedit

// This file completes words.

// tab completes the word in front of the cursor; where there is none it inserts a tab's worth of blanks.
func (e *Editor) tab() {
	start, _ := e.lineBounds(e.pos)
	blank := true
	for _, r := range e.text[start:e.pos] {
		blank = blank && (r == ' ' || r == '\t')
	}
	if blank || e.Complete == nil {
		const stop = 4
		e.save()
		e.insert([]rune("    ")[:stop-(e.pos-start)%stop])
		return
	}
	before := string(e.text[start:e.pos])
	from, candidates := e.Complete(before)
	if len(candidates) == 0 {
		e.write("\a")
		return
	}
	common := candidates[0]
	for _, c := range candidates[1:] {
		common = commonPrefix(common, c)
	}
	word := before[from:]
	if len(common) > len(word) || len(candidates) == 1 && common != word {
		e.save()
		e.remove(e.pos-len([]rune(word)), e.pos)
		e.insert([]rune(common))
		return
	}
	if e.last == ctrl('I') {
		e.list(candidates)
		return
	}
	e.write("\a")
}

// commonPrefix is what two texts begin with.
func commonPrefix(a, b string) string {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return string(x[:n])
}

// list shows candidates in columns below the text, which then follows anew.
func (e *Editor) list(candidates []string) {
	columns, rows := e.Terminal.Size()
	widest := 0
	for _, c := range candidates {
		widest = max(widest, textWidth(c))
	}
	across := max(columns/(widest+2), 1)
	down := (len(candidates) + across - 1) / across
	more := ""
	if limit := max(rows-2, 1); down > limit {
		down, more = limit, "...\r\n"
	}
	e.screen.leave(e)
	for row := range down {
		line := ""
		for i := row; i < len(candidates) && i < down*across; i += down {
			line += candidates[i]
			if i+down < len(candidates) {
				for range widest + 2 - textWidth(candidates[i]) {
					line += " "
				}
			}
		}
		e.write(line + "\r\n")
	}
	e.write(more)
}
