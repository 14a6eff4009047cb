package vm

// This file is the order of __del__ among instances that die together: who
// refers to another goes first, as it would where references are counted.

// outerFirst orders instances: each before those that its attributes refer to,
// as far as cycles allow, else as they come.
func outerFirst(dying []*Instance) []*Instance {
	if len(dying) < 2 {
		return dying
	}
	referrers := make(map[*Instance]int, len(dying))
	for _, i := range dying {
		referrers[i] = 0
	}
	inner := func(i *Instance, visit func(j *Instance)) {
		for _, o := range i.slots {
			if j, ok := o.(*Instance); ok && j != i {
				if _, dies := referrers[j]; dies {
					visit(j)
				}
			}
		}
	}
	for _, i := range dying {
		inner(i, func(j *Instance) { referrers[j]++ })
	}
	ordered := make([]*Instance, 0, len(dying))
	for _, i := range dying {
		if referrers[i] == 0 {
			ordered = append(ordered, i)
		}
	}
	for at := 0; at < len(ordered); at++ {
		inner(ordered[at], func(j *Instance) {
			if referrers[j]--; referrers[j] == 0 {
				ordered = append(ordered, j)
			}
		})
	}
	for _, i := range dying {
		if referrers[i] > 0 { // of a cycle
			ordered = append(ordered, i)
		}
	}
	return ordered
}
