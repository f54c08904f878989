package op

func builders() []Op {
	return []Op{
		{Name: "compose", Args: "outer: Callable, inner: Callable", Out: "Callable", Type: typeOfCompose, Doc: "function x -> outer(inner(x))", Cost: Cost{6, 0}, F2: (*T).Compose},
		{Name: "chain", Args: "h: Callable, g: Callable, f: Callable", Out: "Callable", Type: typeOfChain, Doc: "function x -> h(g(f(x)))", Cost: Cost{6, 0}, F3: (*T).Chain},
		{Name: "matcher", Args: "function: Callable, target: Any", Out: "Callable", Type: typeOfMatcher, Doc: "function x -> function(x) == target", Cost: Cost{6, 0}, F2: (*T).Matcher},
		{Name: "rbind", Args: "function: Callable, fixed: Any", Out: "Callable", Type: typeOfRbind, Doc: "function with its last argument fixed", Cost: Cost{6, 0}, F2: (*T).Rbind},
		{Name: "lbind", Args: "function: Callable, fixed: Any", Out: "Callable", Type: typeOfLbind, Doc: "function with its first argument fixed", Cost: Cost{6, 0}, F2: (*T).Lbind},
		{Name: "power", Args: "function: Callable, n: Integer", Out: "Callable", Type: typeOfPower, Doc: "function applied n times", Cost: Cost{6, 0}, F2: (*T).Power},
		{Name: "fork", Args: "outer: Callable, a: Callable, b: Callable", Out: "Callable", Type: typeOfFork, Doc: "function x -> outer(a(x), b(x))", Cost: Cost{6, 0}, F3: (*T).Fork},
	}
}
