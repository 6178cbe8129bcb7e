package parse

// A Tag is a Penn part of speech. The zero Tag is none.
type Tag uint8

var tagNames = [...]string{
	"", "NN", "IN", "NNP", "DT", "JJ", "NNS", ",", ".", "VBD", "RB", "PRP", "VB", "CC", "VBZ",
	"TO", "VBG", "VBN", "VBP", "''", "CD", "PRP$", "``", "MD", "POS", ":", "WP", "WDT", "NNPS", "WRB", "RP", "JJR",
	"JJS", "RBR", "-RRB-", "-LRB-", "EX", "$", "RBS", "PDT", "UH", "WP$", "FW", "LS", "SYM", "#",
}

// String is the tag's name in the Penn set, "" for none.
func (t Tag) String() string { return tagNames[min(int(t), len(tagNames)-1)] }

// Verb says whether the tag is of a verb that is not a modal.
func (t Tag) Verb() bool { return t.letter() == 'V' }

// Noun says whether the tag is of a noun or a name.
func (t Tag) Noun() bool { return len(t.String()) > 1 && t.String()[:2] == "NN" }

func (t Tag) letter() byte {
	if t == 0 {
		return 0
	}
	return t.String()[0]
}

// TagOf is the tag with a name; none for a name outside the set.
func TagOf(name string) Tag { return tagNumbers[name] }

var tagNumbers = func() map[string]Tag {
	m := map[string]Tag{}
	for i, n := range tagNames {
		m[n] = Tag(i)
	}
	return m
}()

// A Label is the relation of a token to its head: a basic Stanford dependency, the rare ones folded (see LabelOf).
type Label uint8

// The labels. Other is every relation that is rare in the parses.
const (
	NoLabel Label = iota
	Root
	Punct
	Case
	Nmod
	Nsubj
	Det
	Compound
	Amod
	Dobj
	Advmod
	Mark
	Aux
	CC
	Conj
	Poss
	Ccomp
	Xcomp
	Advcl
	Cop
	Dep
	ACL
	Relcl
	Nummod
	Neg
	Appos
	Auxpass
	Nsubjpass
	Tmod
	Prt
	Parataxis
	Mwe
	Other
	labelCount
)

var labelNames = [labelCount]string{
	"", "root", "punct", "case", "nmod", "nsubj", "det", "compound", "amod", "dobj",
	"advmod", "mark", "aux", "cc", "conj", "nmod:poss", "ccomp", "xcomp", "advcl", "cop", "dep", "acl", "acl:relcl",
	"nummod", "neg", "appos", "auxpass", "nsubjpass", "nmod:tmod", "compound:prt", "parataxis", "mwe", "other",
}

// String is the label's name in the Stanford set, "other" for the rare ones.
func (l Label) String() string { return labelNames[min(int(l), int(labelCount)-1)] }

// LabelOf is the label with a name; the relations rare in the parses (under 0.2 % of tokens) are folded into their
// nearest kin or Other.
func LabelOf(name string) Label {
	if l, ok := labelNumbers[name]; ok {
		return l
	}
	return Other
}

var labelNumbers = func() map[string]Label {
	m := map[string]Label{"nmod:npmod": Tmod, "det:predet": Det, "cc:preconj": CC}
	for i, n := range labelNames {
		m[n] = Label(i)
	}
	return m
}()
