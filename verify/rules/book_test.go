package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/verify"
)

// found reads a story by the rules of a book and gives the ids of what it finds, in order, each once.
func found(t *testing.T, s Settings, d verify.Draft) []string {
	t.Helper()
	book, err := Open(s)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, f := range book.Findings(d) {
		if !slices.Contains(ids, f.Rule) {
			ids = append(ids, f.Rule)
		}
	}
	return ids
}

// draftOf is the draft of a text, with verdicts if label is not empty.
func draftOf(t *testing.T, text string, label verify.Label) verify.Draft {
	t.Helper()
	x, err := claims.NewTagger()
	if err != nil {
		t.Fatal(err)
	}
	return Example{Text: text, Label: label}.draft(t, x)
}

func TestSettings(t *testing.T) {
	t.Parallel()
	d := draftOf(t, "The ferry company will sell two of its ships, sources said on Monday.", "")
	bare := func(o Options) Settings { return Settings{Rules: map[string]Options{"ANON-BARE": o}} }
	if got := found(t, Settings{}, d); !slices.Contains(got, "ANON-BARE") {
		t.Errorf("as they come: %v", got)
	}
	if got := found(t, bare(Options{Severity: Off}), d); slices.Contains(got, "ANON-BARE") {
		t.Errorf("off: %v", got)
	}
	book, err := Open(bare(Options{Severity: verify.Info, Origin: []string{"our own book, page 12"}}))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Findings(d) {
		if f.Rule == "ANON-BARE" && f.Severity != verify.Info {
			t.Errorf("severity %s, want info", f.Severity)
		}
	}
	for _, r := range book.Rules() {
		if r.ID == "ANON-BARE" && !slices.Equal(r.Origin, []string{"our own book, page 12"}) {
			t.Errorf("origin %v", r.Origin)
		}
	}
	if plain, _ := Open(Settings{}); plain.Name() == book.Name() || plain.Name() != "house/1" {
		t.Errorf("names %q and %q", plain.Name(), book.Name())
	}
	if again, _ := Open(bare(Options{Severity: verify.Info, Origin: []string{"our own book, page 12"}})); again.Name() != book.Name() {
		t.Errorf("the same settings have the names %q and %q", again.Name(), book.Name())
	}
}

// TestSeverityOfTheDesk holds that what a desk sets goes before what a rule finds severe.
func TestSeverityOfTheDesk(t *testing.T) {
	t.Parallel()
	d := draftOf(t, "The mayor took bribes from the builder of the tram line, a senior official said.", "")
	for _, want := range []verify.Severity{verify.Error, verify.Info} {
		s := Settings{}
		if want == verify.Info {
			s.Rules = map[string]Options{"ANON-SINGLE": {Severity: want}}
		}
		book, err := Open(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range book.Findings(d) {
			if f.Rule == "ANON-SINGLE" && f.Severity != want {
				t.Errorf("severity %s, want %s", f.Severity, want)
			}
		}
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	d := draftOf(t, "The mayor opened the new bridge on Tuesday in the rain.", "")
	loose := Settings{Rules: map[string]Options{"UNATTRIBUTED": {Limits: map[string]float64{"plain": 0.5, "worth": 0.5}}}}
	if got := found(t, Settings{}, d); slices.Contains(got, "UNATTRIBUTED") {
		t.Errorf("as it comes: %v", got)
	}
	if got := found(t, loose, d); !slices.Contains(got, "UNATTRIBUTED") {
		t.Errorf("with the limits low: %v", got)
	}
}

func TestWrongSettings(t *testing.T) {
	t.Parallel()
	own := func(o Own) Settings { return Settings{Own: []Own{o}} }
	for name, x := range map[string]struct {
		s    Settings
		want string
	}{
		"rule":      {Settings{Rules: map[string]Options{"ANON": {}}}, `there is no rule "ANON"`},
		"severity":  {Settings{Rules: map[string]Options{"ANON-BARE": {Severity: "fatal"}}}, `severity "fatal" is none`},
		"limit":     {Settings{Rules: map[string]Options{"ANON-SINGLE": {Limits: map[string]float64{"word": 1}}}}, `there is no limit "word"; the rule has worth`},
		"id":        {own(Own{ID: "leak", Message: "m", Words: "x"}), "capitals"},
		"twice":     {own(Own{ID: "ANON-BARE", Message: "m", Words: "x"}), "already"},
		"message":   {own(Own{ID: "LEAK", Words: "x"}), "message"},
		"nothing":   {own(Own{ID: "LEAK", Message: "m"}), "say what it finds"},
		"kind":      {own(Own{ID: "LEAK", Message: "m", Kind: []claims.Kind{"mob"}}), `no kind of source "mob"`},
		"form":      {own(Own{ID: "LEAK", Message: "m", Form: []claims.QuoteForm{"loud"}}), `no form "loud"`},
		"in":        {own(Own{ID: "LEAK", Message: "m", Words: "x", In: "title"}), `in = "title"`},
		"words":     {own(Own{ID: "LEAK", Message: "m", Words: "("}), "cannot be read"},
		"off":       {own(Own{ID: "LEAK", Message: "m", Words: "x", Severity: "loud"}), "severity"},
		"backwards": {own(Own{ID: "LEAK", Message: "m", Words: `(a)\1`}), "cannot be read"},
	} {
		if _, err := Open(x.s); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: error %v, want %q", name, err, x.want)
		}
	}
}

func TestOwn(t *testing.T) {
	t.Parallel()
	text := "Critics said the plan was a disaster. Karel Doven said it was fine. “It is fine,” he added. Ilse Brandt revealed that it cost 4 million crowns."
	for name, x := range map[string]struct {
		own  Own
		want string // the message of the only finding; "": none
		n    int
	}{
		"kind":     {Own{Kind: []claims.Kind{claims.KindCrowd}, Message: "{source} again"}, "Critics again", 1},
		"cue":      {Own{Cue: []string{"revealed"}, Message: "nothing was secret"}, "nothing was secret", 1},
		"class":    {Own{Cue: []string{"speech"}, Message: "m"}, "", 4},
		"form":     {Own{Form: []claims.QuoteForm{claims.QuoteDirect}, Message: "m"}, "m", 1},
		"words":    {Own{Words: `(?i)disaster`, Message: "“{words}” is a cliché"}, "“disaster” is a cliché", 1},
		"source":   {Own{Words: `^Karel`, In: "source", Message: "m"}, "m", 1},
		"sentence": {Own{Words: `revealed`, In: "sentence", Message: "m"}, "m", 1},
		"count":    {Own{Cue: []string{"said"}, Count: 3, Message: "m"}, "", 0},
		"enough":   {Own{Cue: []string{"said"}, Count: 2, Message: "m"}, "", 2},
		"all":      {Own{Kind: []claims.Kind{claims.KindCrowd}, Words: "crowns", Message: "m"}, "", 0},
	} {
		x.own.ID = "OWN"
		book, err := Open(Settings{Own: []Own{x.own}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for _, f := range book.Findings(draftOf(t, text, "")) {
			if f.Rule == "OWN" {
				got = append(got, f.Message)
			}
		}
		if len(got) != x.n || x.want != "" && got[0] != x.want {
			t.Errorf("%s: %q, want %d with %q", name, got, x.n, x.want)
		}
	}
}

// TestOwnMayBeSet holds that a desk's own rule can be set as the others can.
func TestOwnMayBeSet(t *testing.T) {
	t.Parallel()
	s := Settings{Own: []Own{{ID: "OWN", Message: "m", Words: "plan"}}, Rules: map[string]Options{"OWN": {Severity: Off}}}
	if got := found(t, s, draftOf(t, "Karel Doven said the plan was fine.", "")); slices.Contains(got, "OWN") {
		t.Errorf("found %v", got)
	}
}

func TestHouse(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		text, rule string
		house      House
		want       bool // with the house's lists; without them it is otherwise
	}{
		"officials": {"Senior lighthouse officials said the lamp was out.", "ANON-NO-REASON", House{Officials: []string{"lighthouse"}}, false},
	} {
		d := draftOf(t, x.text, "")
		if got := slices.Contains(found(t, Settings{House: x.house}, d), x.rule); got != x.want {
			t.Errorf("%s: with the house's lists %v", name, got)
		}
		if got := slices.Contains(found(t, Settings{}, d), x.rule); got == x.want {
			t.Errorf("%s: without them %v", name, got)
		}
	}
}

func TestHouseSettles(t *testing.T) {
	t.Parallel()
	h := House{Outlets: []string{"The Lowmark Herald"}, Wires: []string{"Northwire"}}
	for _, x := range []struct {
		name string
		kind claims.Kind
		want claims.Kind
	}{
		{"Lowmark Herald", claims.KindMedia, claims.KindSelf},
		{"northwire", claims.KindOrganization, claims.KindMedia},
		{"Northwire", claims.KindPerson, claims.KindPerson},
		{"Vellan Post", claims.KindMedia, claims.KindMedia},
		{"", claims.KindMedia, claims.KindMedia},
	} {
		c := claims.Claim{Attribution: claims.Attribution{Kind: x.kind, Name: x.name}}
		if got := h.settle(c).Kind; got != x.want {
			t.Errorf("%q of kind %s became %s, want %s", x.name, x.kind, got, x.want)
		}
	}
}

// TestOrigins holds that rules count independent origins and not articles.
func TestOrigins(t *testing.T) {
	t.Parallel()
	const (
		single = "A source in the harbour office said the director had stolen 200,000 crowns."
		many   = "Sources in the harbour office said the director had stolen 200,000 crowns."
		tame   = "Sources in the yard said the ship would be painted green."
		heard  = "The minister reportedly met the builder twice in May, the Vellan Post reported."
	)
	for name, x := range map[string]struct {
		text   string
		groups []string // of the pieces that report the claim
		stance verify.Stance
		rule   string
		want   bool
	}{
		"one source, nothing found":             {single, nil, "", "ANON-SINGLE", true},
		"one source, an origin supports it":     {single, []string{"g1"}, verify.Supports, "ANON-SINGLE", false},
		"one source, copies repeat it":          {single, []string{"g1", "g1", "g1"}, verify.Reports, "ANON-SINGLE", true},
		"several sources, copies repeat it":     {many, []string{"g1", "g1", "g1"}, verify.Reports, "ANON-SINGLE", true},
		"several sources, two origins do":       {many, []string{"g1", "g2"}, verify.Reports, "ANON-SINGLE", false},
		"several sources, nothing found":        {many, nil, "", "ANON-SINGLE", false},
		"a tame plural, copies":                 {tame, []string{"g1", "g1"}, verify.Reports, "ANON-PLURAL", true},
		"a tame plural, two origins":            {tame, []string{"g1", "g2"}, verify.Reports, "ANON-PLURAL", false},
		"hearsay, all coverage from one origin": {heard, []string{"g1", "g1"}, verify.Reports, "LAUNDERED", true},
		"hearsay, coverage from two origins":    {heard, []string{"g1", "g2"}, verify.Reports, "LAUNDERED", false},
		"hearsay, one piece":                    {heard, []string{"g1"}, verify.Reports, "LAUNDERED", false},
	} {
		d := draftOf(t, x.text, verify.NeedsReview)
		for i := range d.Verdicts {
			carry(&d.Verdicts[i], x.groups, x.stance)
		}
		if got := slices.Contains(found(t, Settings{}, d), x.rule); got != x.want {
			t.Errorf("%s: %s found: %v", name, x.rule, got)
		}
	}
}

// carry gives a verdict one piece of coverage a group that has the stance.
func carry(v *verify.Verdict, groups []string, stance verify.Stance) {
	met := map[string]bool{}
	for i, g := range groups {
		met[g] = true
		v.Evidence = append(v.Evidence, verify.Evidence{Claim: v.Claim, Article: fmt.Sprint("piece ", i), Group: g, Opinion: verify.Opinion{Stance: stance}})
	}
	if stance == verify.Supports {
		v.Supports = len(met)
	} else {
		v.Reports = len(met)
	}
}

// TestLinks holds that a link is a source.
func TestLinks(t *testing.T) {
	t.Parallel()
	for rule, text := range map[string]string{
		"LAUNDERED":    "The minister reportedly met the builder twice in May.",
		"UNATTRIBUTED": "The bank made a profit of $41 million in 2023.",
		"VAGUE-CROWD":  "Experts say the bridge will not last ten years.",
	} {
		d := draftOf(t, text, "")
		if !slices.Contains(found(t, Settings{}, d), rule) {
			t.Errorf("%s: nothing found without a link", rule)
		}
		d.Article.Links = []claims.Link{{URL: "https://vellan-post.example/1", At: claims.Span{Start: 4, End: 12}}}
		if slices.Contains(found(t, Settings{}, d), rule) {
			t.Errorf("%s: found in spite of a link", rule)
		}
	}
}

// pieces are what hostile and odd stories are made of.
var pieces = []string{
	"Sources said ", "a source said ", "“", "”", "\"", "'", "’s", "experts say ", "reportedly ", "the director had stolen 200,000 crowns", ". ", "\n", "\n\n", ", ",
	"on condition of anonymity because ", "not authorized to speak", " — ", "40 percent", "$", "€ 3", "Karel Doven", " said", "\u202e", "\x1b[31m", "é", "e\u0301", "😀", "- ", "<script>",
	"According to reports, ", "He ", "the official said ", "(", ")", "only Marn has ", "A: ", "…", "\u00a0", "\r\n",
}

// TestAnyStory reads stories of any words: findings lie in the text, stand in its order, say the same twice, and have one line.
func TestAnyStory(t *testing.T) {
	t.Parallel()
	x := claims.NewRules()
	book, err := Open(Settings{Own: []Own{{ID: "OWN", Message: "{words}", Words: "said|crowns"}}})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		a := claims.NewArticle(claims.Ref{}, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), ""))
		all, err := x.Extract(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		d := verify.Draft{Article: a, Claims: all}
		got, last := book.Findings(d), 0
		for _, f := range got {
			if !f.At.Fits(a.Text) || f.At.Start < last || strings.ContainsAny(f.Message, "\n\r") || f.Fingerprint == "" || f.Severity == "" {
				t.Fatalf("%q: %+v", a.Text, f)
			}
			last = f.At.Start
		}
		if again := book.Findings(d); len(again) != len(got) {
			t.Fatalf("%q: %d findings, then %d", a.Text, len(got), len(again))
		}
	})
}

func FuzzBook(f *testing.F) {
	for _, r := range table {
		for _, e := range slices.Concat(r.match, r.pass) {
			f.Add(e.Text)
		}
	}
	f.Add(strings.Join(pieces, ""))
	x := claims.NewRules()
	book, err := NewBook(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		a := claims.NewArticle(claims.Ref{}, text)
		all, err := x.Extract(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range book.Findings(verify.Draft{Article: a, Claims: all}) {
			if !found.At.Fits(text) {
				t.Errorf("%+v lies outside the text", found)
			}
		}
	})
}
