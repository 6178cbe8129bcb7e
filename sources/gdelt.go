package sources

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

var gdeltService = Service{
	Name: "gdelt", Online: true, Each: true, Requests: 2,
	For:   "News of the whole world as GDELT sees it: sentences of the last three days, then stories of the last three months.",
	Terms: gdeltTerms, Open: openGDELT,
}

// gdeltTerms: GDELT leaves its data free for any use that names it, and asks for no more than one request in five seconds;
// the titles and sentences are the outlets'.
var gdeltTerms = Terms{Store: true, Every: 5 * time.Second, Why: "free for any use that names GDELT; the sentences are the outlets'"}

const (
	gdeltContext = "https://api.gdeltproject.org/api/v2/context/context"
	gdeltDoc     = "https://api.gdeltproject.org/api/v2/doc/doc"
	// gdeltContextMost and gdeltDocMost are the most records that the two give for a question.
	gdeltContextMost, gdeltDocMost = 200, 250
	// gdeltContextReach and gdeltDocMonths are how far back they go, by their documentation.
	gdeltContextReach, gdeltDocMonths = 72 * time.Hour, 3
	// gdeltStamp is how it writes the ends of a window, in UTC.
	gdeltStamp = "20060102150405"
)

// A GDELT searches Context 2.0, whose sentences hold all words of a question, and, for what is still wanted, DOC 2.0,
// whose stories do. It is safe for concurrent use.
type GDELT struct {
	asker *asker
	now   func() time.Time // nil: it is asked about any time
}

func openGDELT(set Setting) (Place, error) {
	return Place{Coverage: &GDELT{newAsker(set, gdeltTerms), set.Now}}, nil
}

// Search asks both interfaces. If one fails its error stands beside the other's hits. One whose reach begins after the
// question's window is not asked; if that is both the answer is ErrNoCoverage.
func (g *GDELT) Search(ctx context.Context, q Query) ([]Hit, error) {
	words := gdeltQuery(q)
	if words == "" {
		return []Hit{}, nil // a claim without a word to search for
	}
	hits, errContext := g.ask(ctx, gdeltContext, gdeltContextMost, q)
	if q.Limit > 0 && len(hits) >= q.Limit {
		return gdeltTerms.allowed(hits[:q.Limit]), errContext
	}
	if ctx.Err() != nil || errors.Is(errContext, ErrLimited) {
		return gdeltTerms.allowed(hits), errContext
	}
	more, errDoc := g.ask(ctx, gdeltDoc, gdeltDocMost, q)
	if errors.Is(errDoc, ErrNoCoverage) { // what is before three months is before three days
		return nil, ErrNoCoverage
	}
	if errors.Is(errContext, ErrNoCoverage) {
		errContext = nil
	}
	for _, h := range more {
		if !slices.ContainsFunc(hits, func(had Hit) bool { return had.URL == h.URL }) {
			h.Score /= 2 // its words need not stand together
			hits = append(hits, h)
		}
	}
	if q.Limit > 0 && len(hits) > q.Limit {
		hits = hits[:q.Limit]
	}
	return gdeltTerms.allowed(hits), bothErrors(errContext, errDoc)
}

// bothErrors puts two errors into one sentence; either may be nil.
func bothErrors(a, b error) error {
	switch {
	case a == nil:
		return b
	case b == nil || b.Error() == a.Error():
		return a
	default:
		return fmt.Errorf("%w; and %w", a, b)
	}
}

// A gdeltAnswer is a list of articles as both interfaces give it with mode=artlist and format=json. An answer without
// any is {}.
type gdeltAnswer struct {
	Articles *few[gdeltArticle] `json:"articles"`
}

type gdeltArticle struct {
	URL    string `json:"url"`
	Title  string `json:"title"`
	Seen   string `json:"seendate"` // 20310304T101500Z
	Domain string `json:"domain"`
}

// ask puts the question to one of the interfaces; ErrNoCoverage if what it holds begins after the question's window. A
// replay may come later than the check that it repeats, which reached further back: there a kept answer goes before the
// clock.
func (g *GDELT) ask(ctx context.Context, api string, most int, q Query) ([]Hit, error) {
	tooOld := g.tooOld(api, q)
	if tooOld && !g.asker.replays() {
		return nil, ErrNoCoverage
	}
	page, err := g.asker.get(ctx, gdeltAddress(api, most, q))
	if tooOld && errors.Is(err, ErrNotKept) {
		return nil, ErrNoCoverage
	}
	if err != nil {
		return nil, err
	}
	answer, err := parseGDELT(page.Body)
	if err != nil { // a limit may come as a sentence with status 200
		return nil, g.asker.judge(addressHost(api), err)
	}
	hits := []Hit{}
	for _, a := range answer {
		seen, _ := time.Parse("20060102T150405Z", a.Seen) // an unknown time is zero
		address, ok := plainAddress(a.URL)
		hit := Hit{
			URL: address, Title: plainWords(a.Title, maxTitle), Publisher: cmp.Or(plainWords(a.Domain, maxTitle), Host(address)),
			Published: seen, Score: 1 / float64(1+len(hits)), // they come best first, without a figure
		}
		if !ok || !q.Admits(hit) {
			continue
		}
		hits = append(hits, hit)
	}
	return hits, nil
}

// tooOld says whether an interface holds nothing from before the end of the question's window.
func (g *GDELT) tooOld(api string, q Query) bool {
	if g.now == nil || q.To.IsZero() {
		return false
	}
	reach := g.now().Add(-gdeltContextReach)
	if api == gdeltDoc {
		reach = g.now().AddDate(0, -gdeltDocMonths, 0)
	}
	return q.To.Before(reach)
}

// gdeltAddress is the question as the interface documents it.
func gdeltAddress(api string, most int, q Query) string {
	v := url.Values{}
	v.Set("query", gdeltQuery(q))
	v.Set("mode", "artlist")
	v.Set("format", "json")
	// More than is wanted: the story's own site is taken out afterwards.
	v.Set("maxrecords", strconv.Itoa(min(most, max(2*q.Limit, 10))))
	v.Set("sort", "hybridrel")
	if api == gdeltContext {
		v.Del("sort")
		v.Set("searchlang", "english")
	}
	if api == gdeltContext {
		return api + "?" + v.Encode() // it has three days, and the window is looked at afterwards
	}
	if !q.From.IsZero() {
		v.Set("startdatetime", q.From.UTC().Format(gdeltStamp))
	}
	if !q.To.IsZero() {
		v.Set("enddatetime", q.To.UTC().Format(gdeltStamp))
	}
	return api + "?" + v.Encode()
}

// How many names and other words are asked for. All must stand in one sentence for Context: each further word loses
// sentences that put it otherwise.
const (
	gdeltNames = 3
	gdeltWords = 2
	// gdeltShortest is the shortest word that it takes.
	gdeltShortest = 3
)

// gdeltQuery is the names in their order and the longest other words: GDELT asks for all of them, so that few must say
// what the claim is about, and a word's length is the only sign at hand of how rare it is.
func gdeltQuery(q Query) string {
	var words []string
	take := func(from []string, most int) {
		for _, w := range from {
			w = gdeltWord(w)
			if most > 0 && utf8.RuneCountInString(w) >= gdeltShortest && !slices.Contains(words, w) {
				words = append(words, w)
				most--
			}
		}
	}
	take(q.Names, gdeltNames)
	terms := slices.Clone(q.Terms)
	slices.SortStableFunc(terms, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	take(terms, gdeltWords+max(0, gdeltNames-len(words)))
	return strings.Join(words, " ")
}

// gdeltWord is a word without the marks that are operators there; several, as of a hyphenated name, are a phrase.
func gdeltWord(w string) string {
	parts := strings.FieldsFunc(plainWords(w, 100), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\''
	})
	if len(parts) > 1 {
		return `"` + strings.Join(parts, " ") + `"`
	}
	return strings.Join(parts, "")
}

// parseGDELT reads an answer. A question that GDELT cannot follow is answered in a plain sentence with status 200; and
// titles hold escapes that JSON does not know, which are mended.
func parseGDELT(body []byte) ([]gdeltArticle, error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\uFEFF")))
	if !bytes.HasPrefix(body, []byte("{")) {
		return nil, gdeltSays(plainWords(string(body[:min(len(body), 400)]), 400))
	}
	var answer gdeltAnswer
	if err := decodeAnswer(mendEscapes(body), &answer); err != nil {
		return nil, fmt.Errorf("GDELT: %w", err)
	}
	if answer.Articles == nil {
		if !isEmptyObject(body) {
			return nil, fmt.Errorf("GDELT: %w", errNoJSON)
		}
		return nil, nil
	}
	return answer.Articles.list, nil
}

// isEmptyObject says whether an answer is {}: how some services say that nothing was found.
func isEmptyObject(body []byte) bool {
	inside, ok := bytes.CutPrefix(bytes.TrimSpace(body), []byte("{"))
	return ok && string(bytes.TrimSpace(inside)) == "}"
}

// gdeltSays makes an error of what GDELT says in the place of a list.
func gdeltSays(said string) error {
	switch {
	case said == "":
		return errors.New("GDELT sent an empty answer")
	case strings.Contains(strings.ToLower(said), "limit requests"):
		return fmt.Errorf("GDELT says %q: %w", shorten(said), ErrLimited)
	default:
		return fmt.Errorf("GDELT gives no list but says %q", shorten(said))
	}
}

// mendEscapes takes control characters out of strings and the backslash from escapes that JSON does not know. Bytes that
// need no mending are given back as they are.
func mendEscapes(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	quoted := false
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case !quoted || c >= ' ' && c != '\\' && c != '"':
			quoted = quoted || c == '"'
			out = append(out, c)
		case c == '"':
			quoted = false
			out = append(out, c)
		case c == '\\' && i+1 < len(raw) && strings.IndexByte(`"\/bfnrtu`, raw[i+1]) >= 0:
			out = append(out, c, raw[i+1])
			i++
		case c < ' ':
			out = append(out, ' ')
		}
	}
	return out
}
