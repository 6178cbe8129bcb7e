package verify

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"secondsource/claims"
	"secondsource/sources"
)

const (
	// searchBefore and searchAfter are how long before and after a story its coverage is looked for. A year back takes
	// in what a background sentence retells and leaves out the same event of an earlier year (last year's budget, the
	// election before); a month on takes in follow-ups and corrections. Undated pieces are always kept: one date in
	// five is not found (ingest note §3).
	searchBefore = 365 * 24 * time.Hour
	searchAfter  = 30 * 24 * time.Hour
	// headNouns and topicWords are how many words of the short questions are neither names nor numbers: search engines
	// that want every word find nothing for more (GDELT Context wants all terms in one sentence, ingest note §6).
	headNouns, topicWords = 4, 4
	// leastWords is how many words a short question needs: one alone finds whatever has that name in it.
	leastWords = 2
)

// ClaimText is the claim as a judge reads it and a search asks for it: its content without quotation marks, without
// the "that" that joins it to its cue, and without whom it is laid to.
func ClaimText(a claims.Article, c claims.Claim) string {
	parts := make([]string, 0, len(c.Content))
	for _, s := range c.Content {
		parts = append(parts, a.Text[s.Start:s.End])
	}
	text := strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune("“”„\"«»", r) {
			return -1
		}
		return r
	}, text)
	return strings.TrimPrefix(strings.Trim(text, " ,;"), "that ")
}

// Queries are the questions that a provider is asked about a claim, the fullest first and none twice: the claim without
// its attribution; its names, numbers and head nouns; and, if its speaker has a name, the speaker with what the claim is
// about. Each leaves out the story's own site and, if the story has a date, what appeared more than a year before or a
// month after it; limit is the most hits of each. A claim without a content word is asked for by all its words.
func Queries(a claims.Article, c claims.Claim, limit int) []sources.Query {
	return queriesOf(a, c, limit).all
}

// queries are the questions about a claim.
type queries struct {
	all  []sources.Query
	keys int // the one for names, numbers and head nouns, or the fullest where there is none
}

func queriesOf(a claims.Article, c claims.Claim, limit int) queries {
	frame := sources.Query{NotHost: sources.Host(a.URL), Limit: limit}
	if !a.Published.IsZero() {
		frame.From, frame.To = a.Published.Add(-searchBefore), a.Published.Add(searchAfter)
	}
	text := ClaimText(a, c)
	t := newAsked(text)
	var found queries
	seen := map[string]bool{}
	for i, q := range []sources.Query{t.full(), t.keys(), t.speaker(cmp.Or(c.Name, c.Affiliation))} {
		if key := wordKey(q); key != "" && !seen[key] {
			seen[key] = true
			if i == 1 {
				found.keys = len(found.all)
			}
			q.NotHost, q.From, q.To, q.Limit = frame.NotHost, frame.From, frame.To, frame.Limit
			found.all = append(found.all, q)
		}
	}
	if len(found.all) == 0 {
		frame.Text, frame.Terms = text, strings.Fields(text)
		found.all = []sources.Query{frame}
	}
	return found
}

// wordKey is the same for two questions of the same words in any order and case; "" for one without words.
func wordKey(q sources.Query) string {
	fields := strings.Fields(strings.ToLower(strings.Join(slices.Concat(q.Terms, q.Names), " ")))
	slices.Sort(fields)
	return strings.Join(slices.Compact(fields), " ")
}

// asked is a claim's text as questions are made of it.
type asked struct {
	text    string
	names   []string // words of a name that stand side by side are one
	plain   []word   // the other words that carry content, each stem once
	numbers []string // as written, with their scale
	heads   []word   // of plain, those that end a run of content words: the head of a noun phrase, mostly
}

func newAsked(text string) asked {
	t := asked{text: text}
	all := words(text)
	seen := map[string]bool{}
	for i := 0; i < len(all); i++ {
		w := all[i]
		if w.kind == nameWord {
			from := i
			for i+1 < len(all) && all[i+1].kind == nameWord && text[all[i].End:all[i+1].Start] == " " {
				i++
			}
			t.addName(text[all[from].Start:all[i].End])
			continue
		}
		if w.weight() == 0 || seen[w.stem+w.unit] {
			continue
		}
		seen[w.stem+w.unit] = true
		if w.kind == numberWord {
			t.numbers = append(t.numbers, text[w.Start:w.End])
			continue
		}
		t.plain = append(t.plain, w)
		if endsRun(text, all, i) {
			t.heads = append(t.heads, w)
		}
	}
	return t
}

// addName adds a name once, without the ending of a possessive.
func (t *asked) addName(name string) {
	name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
	if !slices.Contains(t.names, name) {
		t.names = append(t.names, name)
	}
}

// endsRun says whether the i-th word is the last of a run of content words, so that a stop word, a number, a mark or the
// end follows, and looks like a noun: English adverbs end in -ly and most verb forms of news in -ed and -ing.
func endsRun(text string, all []word, i int) bool {
	raw := strings.ToLower(text[all[i].Start:all[i].End])
	for _, ending := range []string{"ly", "ed", "ing"} {
		if strings.HasSuffix(raw, ending) && len(raw) > len(ending)+2 { // not "bed", "king", "fly"
			return false
		}
	}
	if i+1 == len(all) {
		return true
	}
	next := all[i+1]
	return next.kind == numberWord || next.weight() == 0 || text[all[i].End:next.Start] != " "
}

// full asks for all the claim's content words, with the claim itself for who can use words in a row.
func (t asked) full() sources.Query {
	return sources.Query{Text: t.text, Terms: slices.Concat(t.raw(t.plain), t.numbers), Names: t.names}
}

// keys asks for names, numbers and the rarest head nouns; for nothing if that is too little to tell one event from
// another.
func (t asked) keys() sources.Query {
	q := sources.Query{Names: t.names, Terms: slices.Concat(t.numbers, t.raw(rarest(t.heads, headNouns)))}
	if len(q.Names)+len(q.Terms) < leastWords {
		return sources.Query{}
	}
	return q
}

// speaker asks for who said it with the rarest words of what was said; for nothing without a speaker or a topic.
func (t asked) speaker(name string) sources.Query {
	topic := t.raw(rarest(t.plain, topicWords))
	if name == "" || len(topic) == 0 {
		return sources.Query{}
	}
	return sources.Query{Names: []string{name}, Terms: topic}
}

// raw gives words as the claim writes them.
func (t asked) raw(ws []word) []string {
	out := make([]string, 0, len(ws))
	for _, w := range ws {
		out = append(out, t.text[w.Start:w.End])
	}
	return out
}

// rarest gives the n words of most weight, in the order of the claim.
func rarest(ws []word, n int) []word {
	byWeight := slices.Clone(ws)
	slices.SortStableFunc(byWeight, func(a, b word) int { return -cmp.Compare(a.weight(), b.weight()) })
	byWeight = byWeight[:min(n, len(byWeight))]
	slices.SortFunc(byWeight, func(a, b word) int { return cmp.Compare(a.Start, b.Start) })
	return byWeight
}
