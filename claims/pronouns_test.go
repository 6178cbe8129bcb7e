package claims_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
)

// TestPronouns holds whom "he" and "she" stand for: the last person in subject or source position who fits, and nobody
// where that would be a guess. want has one name for each claim laid to a pronoun, "" for an unresolved one.
func TestPronouns(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"source of the last sentence", "Hanne Oster said the dam leaked. She said it would fall.", []string{"Hanne Oster"}},
		{"subject of the last sentence", "Hanne Oster visited the dam. “It leaks,” she said.", []string{"Hanne Oster"}},
		{"subject with a verb in no list", "Hanne Oster chairs the council. “It leaks,” she said.", []string{"Hanne Oster"}},
		{"a chain", "Hanne Oster visited the dam.\n“It leaks,” she said.\nShe said it would fall.\n“Soon,” she added.", []string{"Hanne Oster", "Hanne Oster", "Hanne Oster"}},
		{"an apposition", "Hanne Oster, who runs the dam, said it leaked. She said it would fall.", []string{"Hanne Oster"}},
		{
			"the story calls one of two he", "Piet Lauwers left early. He said the dam leaked.\nHanne Oster stayed. She said it held.\n" +
				"Piet Lauwers called Hanne Oster. She said it held.",
			[]string{"Piet Lauwers", "Hanne Oster", "Hanne Oster"},
		},
		{"a title against the pronoun", "Ms. Dora Kell said the dam leaked. He said it held.", []string{""}},
		{"a title farther back", "Mr. Karel Doven said the dam leaked. Ms. Dora Kell said it held. He said it would fall.", []string{"Karel Doven"}},
		{"a later title tells", "Piet Lauwers spoke first. He said the dam leaked.\nMr. Lauwers left.", []string{"Piet Lauwers"}},
		{"a role that tells", "Hanne Oster, a spokeswoman for the dam, said it leaked. He said it would fall.", []string{""}},
		{
			"she elsewhere is not he here", "Hanne Oster spoke first. She said the dam leaked.\nIt rained.\n“We left,” he said.",
			[]string{"Hanne Oster", ""},
		},
		{"two people share the subject", "Hanne Oster and Dora Kell met. She said the dam leaked.", []string{""}},
		{"a name that nothing explains", "Hanne Oster spoke first. Later Brandt said the dam leaked. He said it would fall.", []string{"Brandt"}},
		{"an unnamed person", "Hanne Oster spoke first. The mayor said the dam leaked. She said it would fall.", []string{""}},
		{"inside another's words", "Hanne Oster said that an engineer had warned that the dam leaked. She said it would fall.", []string{"Hanne Oster"}},
		{"an organization is no he", "Hanne Oster spoke first. The ministry said the dam leaked. She said it would fall.", []string{"Hanne Oster"}},
		{"nobody", "It rained. He said the dam leaked.", []string{""}},
		{"too far", "Hanne Oster left.\nIt rained.\nIt rained.\nIt rained.\nShe said the dam leaked.", []string{""}},
		{"his claim", "Karel Doven repeated his claim that the dam leaked.", []string{"Karel Doven"}},
		{"they", "Hanne Oster left. They said the dam leaked.", []string{""}},
		{"her is whom it was done to", "Dora Kell praised Karel Doven. He said the dam leaked. Dora Kell left. She said it held.", []string{"Karel Doven", "Dora Kell"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, pronounNames(t, tt.text)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// pronounNames gives the names of the claims whose source is a pronoun, in text order.
func pronounNames(t *testing.T, text string) []string {
	t.Helper()
	var names []string
	a := claims.NewArticle(claims.Ref{}, text)
	for _, c := range extract(t, a) {
		switch a.Words(c.Source) {
		case "He", "he", "She", "she", "his", "her", "They":
			names = append(names, c.Name)
			if (c.Name != "") != (c.Kind == claims.KindPerson) && c.Kind != claims.KindUnresolved && c.Kind != claims.KindDescribed {
				t.Errorf("%q: %s with the name %q", text, c.Kind, c.Name)
			}
		}
	}
	return names
}

// TestPronounOfUnnamedPerson holds that a pronoun for a person without a name keeps the person's role.
func TestPronounOfUnnamedPerson(t *testing.T) {
	a := claims.NewArticle(claims.Ref{}, "A senior official said the dam leaked. “It will fall,” he said.")
	found := extract(t, a)
	if len(found) != 2 || found[1].Kind != claims.KindDescribed || found[1].Role != "senior official" {
		t.Errorf("%q: got %s, want the second claim described, role senior official", a.Text, lines(a, found))
	}
}
