package parse

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// A lemmatiser turns a form into its lemma by an edit: letters taken off the end and letters put there. It holds
// hashes of forms and of endings, and edits seen with several forms; no word of the training text.
type lemmatiser struct {
	edits []edit
	forms map[uint32]uint8 // by form and kind of tag: the edit of forms that their ending misleads
	tails map[uint32]uint8 // by ending and kind of tag
}

type edit struct {
	drop uint8 // bytes
	add  string
}

const (
	minEdit  = 3 // forms that share an edit before it is kept: fewer would store words
	maxAdd   = 5 // letters an edit may add, "think" for "thought" being the longest of use
	maxTail  = 5 // letters of the longest ending looked up
	maxLemma = 40
)

// lemmaKey is the key of a form or an ending with its tag. Verbs differ by tag: "found" is a base form and a past one.
func lemmaKey(hash uint32, tail int, t Tag) uint32 {
	kind := uint32(t.letter())
	if t.Verb() || t.Noun() {
		kind = uint32(t) + 128
	}
	return row(32, uint32(tail), hash, kind, 0)
}

// changes says whether a form with the tag can differ from its lemma by more than letter case.
func changes(t Tag) bool {
	switch t.letter() {
	case 'V', 'N', 'J', 'R', 'P', 'M', 'D', 'I', 'W':
		return t.String() != "NNP"
	}
	return false
}

// lemma is the lemma of form under the tag, in lower case with straight apostrophes.
func (l *lemmatiser) lemma(form string, t Tag) string {
	low := lowered(form)
	if !changes(t) || len(low) > maxLemma {
		return low
	}
	e, ok := l.forms[lemmaKey(Hash(low), 0, t)]
	for n := min(maxTail, len(low)-1); n > 0 && !ok; n-- {
		e, ok = l.tails[lemmaKey(Hash(low[len(low)-n:]), n, t)]
	}
	if !ok {
		return low
	}
	return l.edits[e].apply(low)
}

func (e edit) apply(low string) string {
	if int(e.drop) > len(low) || int(e.drop) == len(low) && e.add == "" {
		return low
	}
	stem := low[:len(low)-int(e.drop)]
	if e.add == "" {
		return stem
	}
	return stem + e.add
}

// lowered is form in lower case with straight marks; form itself if it is so already.
func lowered(form string) string {
	same := true
	for i := 0; i < len(form) && same; i++ {
		c := form[i]
		same = c < utf8.RuneSelf && (c < 'A' || c > 'Z')
	}
	if same {
		return form
	}
	return strings.Map(lower, form)
}

// editOf is the edit that turns low into lemma; false if it adds too much.
func editOf(low, lemma string) (edit, bool) {
	n := 0
	for n < len(low) && n < len(lemma) && low[n] == lemma[n] {
		n++
	}
	e := edit{uint8(min(255, len(low)-n)), lemma[n:]}
	return e, len(e.add) <= maxAdd && len(low)-n < 12
}

// A tally counts the edits seen under one key.
type tally map[edit]int

// top is the edit seen most, the shortest of equals, and how often.
func (t tally) top() (edit, int) {
	return mostOf(t, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.drop, b.drop), strings.Compare(a.add, b.add))
	})
}

func mostOf[K comparable](counts map[K]int, order func(a, b K) int) (K, int) {
	var top K
	n := 0
	for k, c := range counts {
		if c > n || c == n && order(k, top) < 0 {
			top, n = k, c
		}
	}
	return top, n
}

type lemmaForm struct {
	low string
	tag Tag
}

// learnLemmas counts the edits of the forms in the kept articles.
func learnLemmas(data []Article, o Options) *lemmatiser {
	seen := map[lemmaForm]tally{}
	for _, a := range data {
		if o.Keep != nil && !o.Keep(a.ID) {
			continue
		}
		for _, rows := range a.Sentences {
			for _, r := range rows {
				countEdit(seen, r)
			}
		}
	}
	best := map[lemmaForm]edit{}
	users := tally{}
	for f, t := range seen {
		best[f], _ = t.top()
		users[best[f]]++
	}
	l := &lemmatiser{forms: map[uint32]uint8{}, tails: map[uint32]uint8{}}
	number := l.number(users)
	l.learnTails(best, number)
	for f, e := range best {
		if n, ok := number[e]; ok && l.lemma(f.low, f.tag) != e.apply(f.low) {
			l.forms[lemmaKey(Hash(f.low), 0, f.tag)] = n
		}
	}
	return l
}

func countEdit(seen map[lemmaForm]tally, r Row) {
	t := TagOf(r.Tag)
	low := lowered(r.Form)
	if !changes(t) || len(low) > maxLemma {
		return
	}
	e, ok := editOf(low, strings.ToLower(r.Lemma))
	if !ok {
		return
	}
	k := lemmaForm{low, t}
	if seen[k] == nil {
		seen[k] = tally{}
	}
	seen[k][e]++
}

// number keeps the edits of several forms, and those of verbs too irregular to share one.
func (l *lemmatiser) number(users tally) map[edit]uint8 {
	var kept []edit
	for e, n := range users {
		if n >= minEdit || e == (edit{}) || irregular[e] {
			kept = append(kept, e)
		}
	}
	slices.SortFunc(kept, func(a, b edit) int {
		return cmp.Or(cmp.Compare(users[b], users[a]), cmp.Compare(a.drop, b.drop), strings.Compare(a.add, b.add))
	})
	kept = kept[:min(len(kept), 255)]
	number := map[edit]uint8{}
	for i, e := range kept {
		number[e] = uint8(i)
	}
	l.edits = kept
	return number
}

// irregular are edits of common words that share theirs with no other: was, were, is, am, are, been, went, better,
// best, worse, worst, us, them, his, her, their, its, me, my, our, your, men's kin and the reporting verbs.
var irregular = func() map[edit]bool {
	m := map[edit]bool{}
	for pair := range strings.FieldsSeq(`was:be were:be is:be am:be are:be been:be 's:be 're:be 'm:be 've:have 'll:will
		'd:would n't:not went:go gone:go has:have had:have does:do did:do done:do thought:think brought:bring
		sought:seek taught:teach bought:buy caught:catch said:say told:tell felt:feel held:hold made:make met:meet
		spoke:speak spoken:speak wrote:write written:write saw:see seen:see knew:know better:good best:good worse:bad
		worst:bad came:come ran:run left:leave shot:shoot fought:fight fell:fall sat:sit rose:rise gotten:get
		feet:foot lay:lie people:people children:child women:woman men:man ca:can wo:will me:I us:we them:they him:he
		her:she his:he their:they its:it my:I our:we your:you`) {
		form, lemma, _ := strings.Cut(pair, ":")
		e, _ := editOf(form, strings.ToLower(lemma))
		m[e] = true
	}
	return m
}()

// learnTails finds the commonest edit of every ending that several forms share.
func (l *lemmatiser) learnTails(best map[lemmaForm]edit, number map[edit]uint8) {
	byTail := map[uint32]map[uint8]int{}
	for f, e := range best {
		n, ok := number[e]
		if !ok {
			continue
		}
		for k := 1; k <= min(maxTail, len(f.low)-1); k++ {
			key := lemmaKey(Hash(f.low[len(f.low)-k:]), k, f.tag)
			if byTail[key] == nil {
				byTail[key] = map[uint8]int{}
			}
			byTail[key][n]++
		}
	}
	for _, key := range slices.Sorted(maps.Keys(byTail)) {
		counts := byTail[key]
		top, n := mostOf(counts, cmp.Compare[uint8])
		total := 0
		for _, c := range counts {
			total += c
		}
		if total >= minEdit && 2*n > total {
			l.tails[key] = top
		}
	}
}
