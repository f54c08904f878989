package batt

// Without returns the nodes that do not depend on an input, in their order.
func (b *Batt) Without(input Slot) []int32 {
	depends := make([]bool, b.Slots())
	depends[input] = true
	var list []int32
	for n := range b.Nodes {
		node := &b.Nodes[n]
		d := node.Prim == nil && depends[node.Fn]
		for _, a := range node.Args {
			d = d || depends[a]
		}
		depends[b.NodeSlot(int32(n))] = d
		if !d {
			list = append(list, int32(n))
		}
	}
	return list
}
