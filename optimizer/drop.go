package optimizer

import "rgo/flowgraph"

// DropUnreached drops graphs and static data that nothing mentions any more. Once a program is lowered no pass will call the
// roots any more: then only the entry counts.
func DropUnreached(p *flowgraph.Program) []*flowgraph.Graph {
	if p.Stage == flowgraph.Lowered {
		p.Roots = nil
	}
	p.DropUnreached()
	return nil
}
