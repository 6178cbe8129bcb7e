package claims

import "strings"

// A construction says how a cue, its source and its content stand to each other.
type construction int

const (
	says   construction = iota // X says that C; "C," X says; C, says X; saying C
	tells                      // the same with an addressee: X tells Y that C
	acts                       // X criticizes C: what follows is the content, a clause or not
	lays                       // according to X, C: the source follows
	hedges                     // C reportedly C: an adverb, no source
	rumors                     // it is said that C; S is said to C: a passive without an agent
	holds                      // X's position: C
)

// A cue is one row of the table: the words that tie a source to a content. Forms are base, third person, past, -ing
// and, where it differs from the past, participle; a phrase that is no verb has one form.
type cue struct {
	forms   string
	tail    string // words that must follow the form: "out" of "point out"
	build   construction
	class   CueClass
	denies  bool // the content is what the source does not assert
	refuses bool // the source says nothing
	charged bool // the verb judges what it reports (attribution note §7)
	clausal bool // counts only before a clause or quotation: "found that", not "found the boat"
	judges  bool // counts only when something is said of its object: "called the vote a gift", not "called a meeting"
	noun    bool // base and third person are nouns as often as verbs
	must    []string
	mustNot []string
}

// lemma is the form that names the row.
func (c *cue) lemma() string {
	base, _, _ := strings.Cut(c.forms, " ")
	if c.build == holds {
		return "'s " + base
	}
	return strings.TrimSpace(strings.ReplaceAll(base, "_", " ") + " " + c.tail)
}

func (c *cue) polarity() Polarity {
	switch {
	case c.refuses:
		return PolarityDeclined
	case c.denies:
		return PolarityDenied
	}
	return PolarityAffirmed
}

// A verbForm is which of a cue's forms stands in the text.
type verbForm int

const (
	baseForm verbForm = iota
	thirdForm
	pastForm
	ingForm
	participleForm
)

// An entry is one form of one row, as the words to be met.
type entry struct {
	row   *cue
	words []string
	form  verbForm
}

// A cueIndex finds rows by the first word of a form; the longest entry comes first.
type cueIndex map[string][]entry

func newCueIndex(tables ...[]cue) cueIndex {
	index := cueIndex{}
	for _, rows := range tables {
		for i := range rows {
			index.add(&rows[i])
		}
	}
	return index
}

func (x cueIndex) add(row *cue) {
	for n, form := range strings.Fields(row.forms) {
		words := append(strings.Split(form, "_"), strings.Fields(row.tail)...)
		e := entry{row, words, verbForm(n)}
		list := x[words[0]]
		at := 0
		for at < len(list) && len(list[at].words) >= len(words) {
			at++
		}
		x[words[0]] = append(list[:at:at], append([]entry{e}, list[at:]...)...)
	}
}

// find is the longest entry whose words stand at token i of the sentence and are used as a cue there.
func (x cueIndex) find(p *paragraph, s sentence, i int) (entry, bool) {
	for _, e := range x[p.toks[i].low] {
		if matches(p.toks[i:s.last], e.words) && p.verbAt(s, i, e) {
			return e, true
		}
	}
	return entry{}, false
}

func matches(toks []token, words []string) bool {
	if len(toks) < len(words) {
		return false
	}
	for k, w := range words {
		if toks[k].low != w || toks[k].quote != toks[0].quote {
			return false
		}
	}
	return true
}
