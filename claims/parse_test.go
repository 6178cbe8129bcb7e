package claims_test

import (
	"testing"

	"secondsource/claims"
)

func TestParse(t *testing.T) {
	t.Parallel()
	const text = "Two ferries sank off “Harrow”."
	doc, err := claims.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	verbs := 0
	for _, k := range doc.Tokens {
		if k.Tag.Verb() {
			verbs++
			if text[k.Start:k.End] != "sank" || claims.Lemma(doc, k) == "" {
				t.Errorf("%q is a verb, lemma %q", text[k.Start:k.End], claims.Lemma(doc, k))
			}
		}
	}
	if verbs != 1 || len(doc.Sentences) != 1 {
		t.Errorf("%d verbs in %d sentences", verbs, len(doc.Sentences))
	}
}
