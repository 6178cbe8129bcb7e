package verify

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Judges is the table of judges by name. A judge of another package is added to a copy by the command.
var Judges = map[string]func() (Judge, error){
	"lexical": func() (Judge, error) { return NewLexical(), nil },
}

// OpenJudge makes the judge of that name from the table, or says which names there are.
func OpenJudge(table map[string]func() (Judge, error), name string) (Judge, error) {
	open, ok := table[name]
	if !ok {
		return nil, fmt.Errorf("there is no judge %q: choose one of %s", name,
			strings.Join(slices.Sorted(maps.Keys(table)), ", "))
	}
	return open()
}
