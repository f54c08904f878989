package insight

import "slices"

// Rules returns the table of rules.
func Rules() []Rule {
	return slices.Concat(limitRules(), diffRules(), workRules(), outcomeRules(), workerRules(), deviceRules(), clockRules())
}
