package claims_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"secondsource/claims"
)

// A labelledSource is one source of the development articles with its kind and the fullest mention of whom it names.
type labelledSource struct {
	Article string        `json:"article"` // shortDigest of its ID, since the IDs are made of headlines
	Source  []claims.Span `json:"source"`
	Kind    claims.Kind   `json:"kind"`
	Form    string        `json:"form"`
	Name    *claims.Span  `json:"name"`
}

// testdataLines decodes each line of a JSON Lines file of testdata into a T.
func testdataLines[T any](t *testing.T, name string) []T {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var rows []T
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		t.Fatalf("%s has no line", name)
	}
	return rows
}

// A tally counts answers under a heading: right, wrong, and left unresolved where there was an answer.
type tally struct{ right, loose, wrong, abstained int }

func (c tally) all() int { return c.right + c.loose + c.wrong + c.abstained }

func (c tally) String() string {
	return fmt.Sprintf("%5.1f %% strict, %5.1f %% lenient of %3d, %d wrong, %d unresolved", 100*c.accuracy(), c.percentLoose(), c.all(), c.wrong, c.abstained)
}

func (c tally) accuracy() float64 { return float64(c.right) / float64(max(1, c.all())) }

func (c tally) percentLoose() float64 {
	return 100 * float64(c.right+c.loose) / float64(max(1, c.all()))
}

// A scoreboard has one tally for each heading.
type scoreboard map[string]*tally

func (b scoreboard) at(heading string) *tally {
	if b[heading] == nil {
		b[heading] = &tally{}
	}
	return b[heading]
}

func (b scoreboard) log(t *testing.T) {
	t.Helper()
	for _, h := range slices.Sorted(maps.Keys(b)) {
		t.Logf("%-34s %s", h, b[h])
	}
}

// addKind counts an answer to "what kind of source is it".
func (b scoreboard) addKind(heading string, got, want claims.Kind) {
	c := b.at(heading)
	switch got {
	case want:
		c.right++
	case claims.KindUnresolved:
		c.abstained++
	default:
		c.wrong++
	}
}

// addName counts an answer to "who is it": strict is the same words up to titles, lenient the same last name.
func (b scoreboard) addName(heading, got, want string) {
	c := b.at(heading)
	switch {
	case bareName(got) == bareName(want):
		c.right++
	case got == "":
		c.abstained++
	case sameLast(bareName(got), bareName(want)):
		c.loose++
	default:
		c.wrong++
	}
}

// forms of address and offices that are no part of a name.
var titleWords = strings.Fields("mr mrs ms dr president sen senator gov governor rep the vice secretary mayor judge former republican democratic")

// bareName is a name in small letters without titles and marks.
func bareName(s string) string {
	words := strings.Fields(bareWords(strings.ReplaceAll(strings.ReplaceAll(s, "’s", ""), "'s", "")))
	for len(words) > 1 && slices.Contains(titleWords, words[0]) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// sameLast says whether two names end in the same word and no given name is against it.
func sameLast(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) == 0 || len(y) == 0 || x[len(x)-1] != y[len(y)-1] {
		return false
	}
	return len(x) == 1 || len(y) == 1 || x[0] == y[0]
}

// sourcesByArticle groups labelled sources, with the articles in the order in which they first stand.
func sourcesByArticle(labels []labelledSource) (byArticle map[string][]labelledSource, order []string) {
	byArticle = map[string][]labelledSource{}
	for _, l := range labels {
		if byArticle[l.Article] == nil {
			order = append(order, l.Article)
		}
		byArticle[l.Article] = append(byArticle[l.Article], l)
	}
	return byArticle, order
}

// sharedTexts are the annotated articles of a shared file under the digests that the labels use.
func sharedTexts(t *testing.T, name string) map[string]annotated {
	t.Helper()
	texts := map[string]annotated{}
	for _, row := range sharedLines[annotated](t, name) {
		texts[shortDigest(row.ID)] = row
	}
	return texts
}

// TestSources gives the resolver the annotated spans of the shared articles and holds what it makes of the labelled
// sources: those of the development articles, and those of training articles, of which two in three are pronouns and
// which are told in two halves. Rules were written with the first half in view; the second was kept from that, but
// for its pronouns, from which weights are learnt (TestPronounFolds says what those are worth on articles not seen).
func TestSources(t *testing.T) {
	byArticle, order := sourcesByArticle(testdataLines[labelledSource](t, "sources.jsonl"))
	texts := sharedTexts(t, "eval/attribution/dev.jsonl")
	dev := scoreboard{}
	for _, id := range order {
		scoreSources(t, dev, texts[id], byArticle[id])
	}
	t.Log("development articles")
	dev.log(t)
	dev.floors(t, map[string]float64{"kind": 0.88, "name surname": 0.97, "name pronoun": 0.72, "name full": 0.90})

	byArticle, order = sourcesByArticle(testdataLines[labelledSource](t, "sources_train.jsonl"))
	texts = sharedTexts(t, "eval/attribution/train.jsonl")
	halves := [2]scoreboard{{}, {}}
	for n, id := range order {
		half := 0
		if n >= keptArticles {
			half = 1
		}
		scoreSources(t, halves[half], texts[id], byArticle[id])
	}
	for half, b := range halves {
		t.Logf("training articles, half %d", half+1)
		b.log(t)
	}
	halves[1].floors(t, map[string]float64{"kind": 0.92, "name surname": 0.92, "name pronoun": 0.84})
}

// keptArticles is the number of labelled training articles that were in view when rules were written.
const keptArticles = 132

// floors fails the test where an accuracy, strict, is below what was reached when the floor was set.
func (b scoreboard) floors(t *testing.T, least map[string]float64) {
	t.Helper()
	for _, h := range slices.Sorted(maps.Keys(least)) {
		if got := b.at(h).accuracy(); got < least[h] {
			t.Errorf("%s: accuracy %.3f, want at least %.3f", h, got, least[h])
		}
	}
}

func scoreSources(t *testing.T, b scoreboard, row annotated, labels []labelledSource) {
	t.Helper()
	a, found := row.article()
	got := claims.Resolve(a, found)
	for _, l := range labels {
		i := slices.IndexFunc(row.Attributions, func(x attribution) bool { return slices.Equal(x.Source, l.Source) })
		if i < 0 {
			t.Fatalf("%s: no attribution has the source %v", row.ID, l.Source)
		}
		b.addKind("kind", got[i].Kind, l.Kind)
		b.addKind("kind "+string(l.Kind), got[i].Kind, l.Kind)
		want := ""
		if l.Name != nil {
			want = row.Text[l.Name.Start:l.Name.End]
			name, _, _ := strings.Cut(got[i].Name, " and ") // of two people the label has the first
			b.addName("name "+l.Form, name, want)
			switch strings.ToLower(a.Words(l.Source)) {
			case "he", "she", "his", "her":
				b.addName("name pronoun of one person", name, want)
			}
		}
		if got[i].Kind != l.Kind || bareName(got[i].Name) != bareName(want) && want != "" {
			t.Logf("ERR\t%s\t%v\t%s\t%q: got %s %q, want %s %q", row.ID, l.Source, l.Form, a.Words(l.Source), got[i].Kind, got[i].Name, l.Kind, want)
		}
	}
}

// shortDigest is the first 12 hexadecimal digits of the SHA-256.
func shortDigest(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:6])
}

// publisherOf is the outlet that opens an article's ID.
func publisherOf(id string) string {
	name, _, _ := strings.Cut(id, "_")
	return strings.ReplaceAll(name, "-", " ")
}

// A fictional story with its attributions, from testdata/stories.jsonl.
type fictional struct {
	ID           string `json:"id"`
	Publisher    string `json:"publisher"`
	Text         string `json:"text"`
	Attributions []struct {
		attribution
		Class    claims.CueClass `json:"class"`
		Kind     claims.Kind     `json:"kind"`
		Name     string          `json:"name"`
		Role     string          `json:"role"`
		Official bool            `json:"official"`
		Polarity claims.Polarity `json:"polarity"`
	} `json:"attributions"`
}

// TestStories gives the resolver the annotated spans of the fictional stories.
func TestStories(t *testing.T) {
	b := scoreboard{}
	for _, s := range testdataLines[fictional](t, "stories.jsonl") {
		found := make([]claims.Found, len(s.Attributions))
		for i, a := range s.Attributions {
			found[i] = claims.Found(a.attribution)
		}
		a := claims.NewArticle(claims.Ref{Publisher: s.Publisher}, s.Text)
		for i, got := range claims.Resolve(a, found) {
			want := s.Attributions[i]
			b.addKind("kind", got.Kind, want.Kind)
			b.addKind("kind "+string(want.Kind), got.Kind, want.Kind)
			b.addName("name", got.Name, want.Name)
			b.addSame("polarity", got.Polarity == want.Polarity)
			b.addSame("polarity "+string(want.Polarity), got.Polarity == want.Polarity)
			b.addSame("class", got.Class == want.Class)
			b.addSame("official", got.Official == want.Official)
			b.addSame("role", strings.EqualFold(got.Role, want.Role))
			if got.Kind != want.Kind || bareName(got.Name) != bareName(want.Name) || got.Class != want.Class || got.Polarity != want.Polarity {
				t.Logf("ERR\t%s\t%q %q: got %s %q %s %s, want %s %q %s %s", s.ID, a.Words(want.Source), a.Words(want.Cue), got.Kind, got.Name, got.Class, got.Polarity, want.Kind, want.Name, want.Class, want.Polarity)
			} else if !strings.EqualFold(got.Role, want.Role) || got.Official != want.Official {
				t.Logf("ROLE\t%s\t%q: got %q %v, want %q %v", s.ID, a.Words(want.Source), got.Role, got.Official, want.Role, want.Official)
			}
		}
	}
	b.log(t)
	b.floors(t, map[string]float64{"kind": 0.90, "name": 0.87, "polarity": 0.95, "polarity declined": 0.95, "polarity denied": 0.95, "class": 0.96, "official": 0.86, "role": 0.88})
}

// TestStoriesFromRules measures the rule-based extractor on the stories from the text alone: an attribution is found
// when its cue and its source overlap the annotated ones.
func TestStoriesFromRules(t *testing.T) {
	b := scoreboard{}
	for _, s := range testdataLines[fictional](t, "stories.jsonl") {
		a := claims.NewArticle(claims.Ref{Publisher: s.Publisher}, s.Text)
		found := extract(t, a)
		for _, want := range s.Attributions {
			i := slices.IndexFunc(found, func(c claims.Claim) bool {
				return touches(c.Cue, want.Cue) && (touches(c.Source, want.Source) || len(c.Source)+len(want.Source) == 0)
			})
			b.addSame("found", i >= 0)
			if i >= 0 {
				b.addKind("kind of those found", found[i].Kind, want.Kind)
				b.addName("name of those found", found[i].Name, want.Name)
				b.addSame("polarity of those found", found[i].Polarity == want.Polarity)
			}
		}
	}
	b.log(t)
	b.floors(t, map[string]float64{"found": 0.70, "kind of those found": 0.88, "polarity of those found": 0.95})
}

func touches(a, b []claims.Span) bool {
	return slices.ContainsFunc(a, func(x claims.Span) bool { return slices.ContainsFunc(b, x.Overlaps) })
}

// TestResolveKeepsOrder holds that there is one answer for each attribution, in order, whatever the spans.
func TestResolveKeepsOrder(t *testing.T) {
	a := claims.NewArticle(claims.Ref{}, "The mayor left. “It leaks,” Hanne Oster said. She denied that it fell.")
	at := func(words string) []claims.Span {
		i := strings.Index(a.Text, words)
		return []claims.Span{{Start: i, End: i + len(words)}}
	}
	found := []claims.Found{
		{Source: at("She"), Cue: at("denied"), Content: at("that it fell")},
		{Source: []claims.Span{{Start: 900, End: 950}}, Cue: []claims.Span{{Start: -4, End: 2}}},
		{Source: at("Hanne Oster"), Cue: at("said"), Content: at("“It leaks,”")},
		{},
	}
	got := claims.Resolve(a, found)
	if len(got) != len(found) || got[0].Name != "Hanne Oster" || got[0].Polarity != claims.PolarityDenied || got[2].Name != "Hanne Oster" ||
		got[1].Kind != claims.KindUnresolved || got[3].Kind != claims.KindUnresolved {
		t.Errorf("got %+v, want Hanne Oster denied, unresolved, Hanne Oster, unresolved", got)
	}
	if none := claims.Resolve(a, nil); none == nil || len(none) != 0 {
		t.Errorf("no attributions: got %v, want an empty slice", none)
	}
}

func (b scoreboard) addSame(heading string, same bool) {
	if same {
		b.at(heading).right++
	} else {
		b.at(heading).wrong++
	}
}
