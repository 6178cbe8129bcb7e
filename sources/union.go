package sources

// A union says which of n things are joined, by a forest of parents.
type union []int

// newUnion makes n things of which none is joined to another.
func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

// root gives the smallest of those joined with i, and shortens the way to it.
func (u union) root(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

// join makes a and b one and says whether they were apart. The smaller stays the root, so that the order of joining
// never shows.
func (u union) join(a, b int) bool {
	a, b = u.root(a), u.root(b)
	u[max(a, b)] = min(a, b)
	return a != b
}
