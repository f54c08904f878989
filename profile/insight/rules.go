package insight

import "slices"

// Rules returns the table of rules.
func Rules() []Rule {
	return slices.Concat(limitRules(), diffRules(), workRules(), workerRules(), deviceRules(), clockRules())
}
