package claims_test

import (
	"testing"

	"secondsource/claims"
)

// sourceNames holds the kind and name of the last source of each text.
var sourceNames = []struct {
	text string
	kind claims.Kind
	name string
}{
	// A relative clause or an age behind a name: a person.
	{"Dora Kell, who chairs the Dockers’ Union, said the dam leaked.", claims.KindPerson, "Dora Kell"},
	{"Sebastian Orr, who chairs the Dockers’ Union, said the dam leaked.", claims.KindPerson, "Sebastian Orr"},
	{"Varnish Orr, who chairs the Dockers’ Union, said the dam leaked.", claims.KindPerson, "Varnish Orr"},
	{"Dora Kell, whose firm built the dam, said it leaked.", claims.KindPerson, "Dora Kell"},
	{"Dora Kell, 43, said the dam leaked.", claims.KindPerson, "Dora Kell"},
	{"Dora Kell, a company director, said the dam leaked.", claims.KindPerson, "Dora Kell"},
	{"Dora Kell, a director of the company that built it, said the dam leaked.", claims.KindPerson, "Dora Kell"},
	{"Its chair, Sebastian Orr, said the dam leaked.", claims.KindPerson, "Sebastian Orr"},
	// An apposition that tells an organization.
	{"Corvin Mills, the company that built the dam, said it leaked.", claims.KindOrganization, "Corvin Mills"},
	{"Corvin Mills, an engineering firm, said it leaked.", claims.KindOrganization, "Corvin Mills"},
	{"Corvin Mills, Ostrova’s largest bank, said it leaked.", claims.KindOrganization, "Corvin Mills"},
	{"Open Water, a union, said it leaked.", claims.KindOrganization, "Open Water"},
	{"Harbor Notes, a magazine, said it leaked.", claims.KindMedia, "Harbor Notes"},
	{"Corvin Mills, the company that built the dam, left.\nCorvin said the dam leaked.", claims.KindOrganization, "Corvin Mills"},
	{"A building company, Corvin Mills, left.\nCorvin Mills said the dam leaked.", claims.KindOrganization, "Corvin Mills"},
	{"Corvin said the dam leaked.", claims.KindUnresolved, ""},
	// "The ministry" has the one fuller name that stands before it.
	{"Ostrova’s water ministry closed the dam.\nThe ministry said it leaked.", claims.KindOrganization, "Ostrova’s water ministry"},
	{"Ships paid the port authority twice.\nThe authority said it was owed more.", claims.KindOrganization, "port authority"},
	{"The water ministry met Ostrova’s water ministry.\nThe ministry said it leaked.", claims.KindOrganization, "Ostrova’s water ministry"},
	{"The water ministry met the finance ministry.\nThe ministry said the dam leaked.", claims.KindOrganization, "ministry"},
	{"The ministry said the dam leaked, and the water ministry closed it.", claims.KindOrganization, "ministry"},
	{"The Corvin Institute tested the dam.\nThe institute said it leaked.", claims.KindOrganization, "Corvin Institute"},
	{"Corvin Mills, the company that built the dam, left.\nThe company said it leaked.", claims.KindOrganization, "Corvin Mills"},
	{"Varnia’s government said the dam leaked.", claims.KindOrganization, "Varnia’s government"},
	{"City records burned, and city hall said the dam leaked.", claims.KindOrganization, "city hall"},
	// Documents and data.
	{"A 40-page report dated May 4 found that the dam leaked.", claims.KindDocument, ""},
	{"Figures from the port authority show that the dam leaked.", claims.KindData, "port authority"},
	{"The dam leaked, according to a report dated May 4 that was seen by the mayor.", claims.KindDocument, ""},
	// Outlets.
	{"The Daily Lantern, citing a shipping agent, reported that the dam leaked.", claims.KindMedia, "The Daily Lantern"},
	{"A reader of the Daily Lantern left.\nThe Daily Lantern reported that the dam leaked.", claims.KindMedia, "Daily Lantern"},
	// People without a name.
	{"The dam leaked, a shipping agent said.", claims.KindDescribed, ""},
}

// TestSourceNames holds the kind and the name that a source of each form is given.
func TestSourceNames(t *testing.T) {
	for _, tt := range sourceNames {
		a := claims.NewArticle(claims.Ref{}, tt.text)
		found := extract(t, a)
		var last claims.Claim
		for _, c := range found {
			if len(c.Source) > 0 {
				last = c
			}
		}
		if last.Kind != tt.kind || last.Name != tt.name {
			t.Errorf("%q: got %s %q, want %s %q; all claims:\n%s", tt.text, last.Kind, last.Name, tt.kind, tt.name, lines(a, found))
		}
	}
}

// TestCitedSourceIsTheInnerOne holds that the source an outlet cites is reported in the outlet's own claim.
func TestCitedSourceIsTheInnerOne(t *testing.T) {
	a := claims.NewArticle(claims.Ref{}, "The Daily Lantern, citing a shipping agent, reported that the dam leaked.")
	found := extract(t, a)
	if len(found) != 2 {
		t.Fatalf("%q: got\n%s, want two claims", a.Text, lines(a, found))
	}
	agent, outlet := found[0], found[1]
	if agent.Via != outlet.ID || outlet.Via != "" || a.Words(agent.Content) != a.Words(outlet.Content) || agent.Kind != claims.KindDescribed {
		t.Errorf("%q: got\n%s, want the agent's claim by way of the outlet's, with its content", a.Text, lines(a, found))
	}
}
