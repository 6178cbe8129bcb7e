package sources_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
	"secondsource/sources"
)

const wireStory = `KESTREL BAY, March 3 (Meridian Wire) — The harbour board of Kestrel Bay voted on Monday to close the northern pier for two years after divers found that a third of its stone footings had been washed hollow.

The work will cost forty-one million crowns, the board said after a meeting that lasted into the night. Ferries to the Ostrel islands will leave from the coal quay from the first of April, and the fish market moves to the old customs house.

“We did not want to be the board that waited,” chairwoman Ilse Morvane told reporters on the steps of the harbour office. “A pier does not send a letter before it falls.”

Two members voted against the closure because no price for moving the market had been named. The islanders' council, which was not asked beforehand, announced a protest for Saturday and demanded a second morning ferry while the works go on.

Engineers first warned of the footings in a report nine years ago, which the former board kept in a drawer until a storm tore away a lamp post last autumn. An inquiry into that delay has been promised by the ministry of ports before the summer.
`

const localParagraphs = `
Pupils of the quayside school, a few steps from the pier, will be brought to lessons by bus for as long as the cranes stand there, head teacher Bram Oske wrote to parents.

The Lantern café at the head of the pier has already sold its tables and hopes to open again beside the lighthouse in May.
`

const independentStory = `Nobody had slept much when the vote came. By seven to two the people who run Kestrel Bay's harbour have shut its best known landmark, and it may be 2029 before anyone walks on it again.

Our reporter sat through the five hours of talks. What tipped the balance was a short film shot under water last week, in which a diver's arm disappears up to the shoulder into a hole beneath the seventh arch.

“We did not want to be the board that waited,” said Ilse Morvane, who leads the board, when it was over. “A pier does not send a letter before it falls.”

Taxpayers will carry two thirds of the bill of 41 million crowns; a loan covers what is left. Fishmonger Tove Halden, whose family has sold cod on the planks for three generations, learnt of it from her radio. She doubts that customers will find their way to a side street.

On the islands tempers are short. Council leader Edda Roon says she heard of the plan by telephone ten minutes before it was made public.
`

const releaseOne = `Ostrel Rail will run night trains between Kestrel Bay and Dunmarrow from the ninth of June, the company said in a press release. The new service, which has eleven sleeping cars built in the Vessin works, leaves each evening at a quarter to ten and arrives in time for breakfast.

Whether anybody needs the line is another matter. When a night bus was tried on the same road six years ago it carried four passengers on an average evening, and the operator gave up before the first snow. Hotels in Dunmarrow, by contrast, expect a good season.

Tickets are sold from Thursday at every station with a counter.
`

const releaseTwo = `Good news for people who cannot bear to fly: the railway has found its sleeping cars again. Anyone who remembers the brown curtains and the smell of coffee of the old Northern Star will be pleased to hear it.

According to a press release from Ostrel Rail, the new service, which has eleven sleeping cars built in the Vessin works, leaves each evening at a quarter to ten. A berth costs thirty crowns, children ride free, and dogs are allowed in one of the cars.

The transport union welcomed the plan but wants to know who will make the beds, since the last attendants were dismissed two winters back and none has been hired.
`

const longQuotation = `“I have walked that pier every morning for thirty years, in fog and in sun, with my mother and later with my sons, and I can tell you that nobody who has ever stood at its end on a winter day and seen the boats come home will believe a word of what these gentlemen in their dry offices say about cracks and footings and the price of stone, for we have heard it all before.”`

const quoteOne = `A retired pilot has become the face of resistance to the closure. At the weekly market Jon Arvel, 71, read a statement from the back of a lorry while about sixty listeners clapped their mittened hands against the cold.

` + longQuotation + `

He means to collect two thousand signatures by Easter, more than any petition in the town has had so far, and to hand them over in person.
`

const quoteTwo = `Police closed Market Street for an hour at noon because of an unannounced gathering. Officers counted some fifty people and one dog, wrote down three names and otherwise let the speakers talk.

` + longQuotation + `

Those were the words of pensioner Jon Arvel, and they were met with loud cheers. The town hall did not answer questions about the meeting, nor would it say if the permit office had been told of it.
`

// at is a day in the month of the stories.
func at(day int) time.Time { return time.Date(2027, time.March, day, 8, 0, 0, 0, time.UTC) }

// piece is an article of a publisher and address.
func piece(publisher, url string, day int, text string) claims.Article {
	ref := claims.Ref{URL: url, Publisher: publisher}
	if day > 0 {
		ref.Published = at(day)
	}
	return claims.NewArticle(ref, text)
}

// canonical is the article with a canonical link.
func canonical(a claims.Article, link string) claims.Article {
	a.Canonical = link
	return a
}

// cut gives the first words of a text.
func cut(text string, share float64) string {
	all := strings.SplitAfter(text, " ")
	return strings.Join(all[:int(float64(len(all))*share)], "")
}

// lightly edits a text as a desk does: about one word in thirteen is another one.
func lightly(text string) string {
	return strings.NewReplacer("voted", "decided", "Monday", "Monday evening", "after a meeting", "following a meeting", "demanded", "asked for",
		"announced", "called", "tore away", "knocked down", "first warned", "had warned", "kept in a drawer", "never published",
		"promised", "announced", "leave from", "depart from", "moves to", "will move to").Replace(text)
}

// every replaces every n-th word of a text.
func every(n int, text string) string {
	all := strings.SplitAfter(text, " ")
	for i := n - 1; i < len(all); i += n {
		all[i] = fmt.Sprintf("other%d ", i)
	}
	return strings.Join(all, "")
}

// members gives the publishers, or URLs of those without, of each group, for comparing.
func members(groups []sources.Group) [][]string {
	var all [][]string
	for _, g := range groups {
		var names []string
		for _, a := range g.Articles {
			if a.Publisher != "" {
				names = append(names, a.Publisher)
			} else {
				names = append(names, a.URL)
			}
		}
		slices.Sort(names)
		all = append(all, names)
	}
	return all
}

func TestGroups(t *testing.T) {
	wire := piece("Meridian Wire", "https://meridianwire.example/1", 3, wireStory)
	tests := []struct {
		name     string
		articles []claims.Article
		want     [][]string
		why      []string // of each group: every part, separated by |
	}{
		{"nothing", nil, nil, nil},
		{"one piece", []claims.Article{wire}, [][]string{{"Meridian Wire"}}, []string{"only piece"}},
		{
			"a wire story, its four copies and an independent piece",
			[]claims.Article{
				wire,
				piece("Harbor Post", "https://harborpost.example/pier", 3, "Pier to close for two years\n\n"+wireStory),
				piece("Coast Daily", "https://coastdaily.example/n/8", 4, cut(wireStory, .4)),
				piece("Dunmarrow Echo", "https://echo.example/a", 4, cut(wireStory, .75)+localParagraphs),
				piece("Island Herald", "https://islandherald.example/b", 5, lightly(wireStory)),
				piece("Northern Star", "https://star.example/c", 4, independentStory),
			},
			[][]string{{"Coast Daily", "Dunmarrow Echo", "Harbor Post", "Island Herald", "Meridian Wire"}, {"Northern Star"}},
			[]string{"shared text 0.65 to 1.00 of the shorter, 0.69 to 1.00 with quotations (|Meridian Wire|Harbor Post|wire mark Meridian Wire (", "no shared text with other coverage"},
		},
		{
			"two rewrites of one press release",
			[]claims.Article{piece("Harbor Post", "https://a.example/1", 3, releaseOne), piece("Coast Daily", "https://b.example/1", 3, releaseTwo)},
			[][]string{{"Coast Daily", "Harbor Post"}},
			[]string{"press release of Ostrel Rail and shared text 0.| of the shorter (Harbor Post, Coast Daily)"},
		},
		{
			"the same two if only one names the release",
			[]claims.Article{
				piece("Harbor Post", "https://a.example/1", 3, releaseOne),
				piece("Coast Daily", "https://b.example/1", 3, strings.Replace(releaseTwo, "a press release from", "", 1)),
			},
			[][]string{{"Coast Daily"}, {"Harbor Post"}},
			[]string{"not joined to other coverage; partly shared 0.| with |", "partly shared 0."},
		},
		{
			"a copy with every sixth word replaced",
			[]claims.Article{piece("Harbor Post", "https://a.example/1", 3, prose(1, 400)), piece("Coast Daily", "https://b.example/1", 3, every(6, prose(1, 400)))},
			[][]string{{"Coast Daily", "Harbor Post"}},
			[]string{"reworded text, 0.|of the shorter's runs of three words (Harbor Post, Coast Daily)"},
		},
		{
			"a long quotation is all they share",
			[]claims.Article{piece("Harbor Post", "https://a.example/1", 3, quoteOne), piece("Coast Daily", "https://b.example/1", 3, quoteTwo)},
			[][]string{{"Coast Daily"}, {"Harbor Post"}},
			[]string{"no shared text with other coverage", "no shared text with other coverage"},
		},
		{
			"one agency, two stories",
			[]claims.Article{
				wire,
				piece("Coast Daily", "https://b.example/1", 3, "DUNMARROW, March 3 (Meridian Wire) — "+quoteTwo),
			},
			[][]string{{"Coast Daily"}, {"Meridian Wire"}},
			nil,
		},
		{
			"subdomains of one registrable domain",
			[]claims.Article{piece("", "https://news.harbor.co.uk/1", 3, releaseOne), piece("", "https://www.harbor.co.uk/2", 3, quoteTwo)},
			[][]string{{"https://news.harbor.co.uk/1", "https://www.harbor.co.uk/2"}},
			[]string{"one publisher: harbor.co.uk"},
		},
		{
			"one public suffix is not one publisher",
			[]claims.Article{piece("", "https://harbor.co.uk/1", 3, releaseOne), piece("", "https://coast.co.uk/2", 3, quoteTwo)},
			[][]string{{"https://coast.co.uk/2"}, {"https://harbor.co.uk/1"}},
			nil,
		},
		{
			"one publisher's name on two domains",
			[]claims.Article{piece("The Harbor Post", "https://hp.example/1", 3, releaseOne), piece("Harbor Post Ltd.", "https://post.example/2", 3, quoteTwo)},
			[][]string{{"Harbor Post Ltd.", "The Harbor Post"}},
			[]string{"one publisher: "},
		},
		{
			"one brand under .com and .de",
			[]claims.Article{piece("", "https://kestrelbuzz.com/1", 3, releaseOne), piece("", "https://www.kestrelbuzz.de/2", 3, quoteTwo)},
			[][]string{{"https://kestrelbuzz.com/1", "https://www.kestrelbuzz.de/2"}},
			[]string{"one outlet under two domains, |kestrelbuzz.com|kestrelbuzz.de"},
		},
		{
			"a plain word under two country domains says nothing",
			[]claims.Article{piece("", "https://guardian.ng/1", 3, releaseOne), piece("", "https://guardian.co.uk/2", 3, quoteTwo)},
			[][]string{{"https://guardian.co.uk/2"}, {"https://guardian.ng/1"}},
			nil,
		},
		{
			"unless the page's canonical link leads from one to the other",
			[]claims.Article{
				canonical(piece("", "https://mirror.de/1", 3, releaseOne), "https://mirror.co.uk/2"),
				piece("", "https://mirror.co.uk/2", 3, quoteTwo),
			},
			[][]string{{"https://mirror.co.uk/2", "https://mirror.de/1"}},
			[]string{"one outlet under two domains"},
		},
		{
			"a canonical link to a piece on another host",
			[]claims.Article{
				canonical(piece("Portal", "https://portal.example/1", 3, releaseOne), "http://www.hp.example/x/?utm_source=portal#top"),
				piece("Harbor Post", "https://hp.example/x", 3, quoteTwo),
			},
			[][]string{{"Harbor Post", "Portal"}},
			[]string{"canonical link from Portal to hp.example"},
		},
		{
			"two pieces with one canonical link",
			[]claims.Article{
				canonical(piece("Portal", "https://portal.example/1", 3, releaseOne), "https://hp.example/x"),
				canonical(piece("Reader", "https://reader.example/1", 3, quoteTwo), "https://hp.example/x"),
			},
			[][]string{{"Portal", "Reader"}},
			[]string{"one canonical address, hp.example/x"},
		},
		{
			"a front page is nobody's canonical address",
			[]claims.Article{
				canonical(piece("", "/a.html", 3, releaseOne), "https://hp.example/"),
				canonical(piece("", "/b.html", 3, quoteTwo), "https://hp.example/"),
			},
			[][]string{{"/a.html"}, {"/b.html"}},
			nil,
		},
		{
			"no publishers, no addresses, local paths",
			[]claims.Article{
				piece("", "", 3, releaseOne), piece("", "", 3, quoteTwo),
				piece("", "coverage/a.html", 3, independentStory), piece("", "coverage/b.html", 3, wireStory),
				piece("Unknown", "file:///coverage/c.html", 3, localParagraphs), piece("unknown", "file:///coverage/d.html", 3, prose(1, 90)),
			},
			[][]string{{""}, {""}, {"Unknown"}, {"coverage/a.html"}, {"coverage/b.html"}, {"unknown"}},
			nil,
		},
		{
			"the publishers of a portal stay apart",
			[]claims.Article{
				piece("Harbor Post", "https://www.msn.com/1", 3, releaseOne), piece("Coast Daily", "https://www.msn.com/2", 3, quoteTwo),
				piece("", "https://www.msn.com/3", 3, independentStory), piece("", "https://www.msn.com/4", 3, wireStory),
			},
			[][]string{{"Coast Daily"}, {"Harbor Post"}, {"https://www.msn.com/3", "https://www.msn.com/4"}},
			nil,
		},
		{
			"a kept page belongs to its own site",
			[]claims.Article{
				piece("", "https://web.archive.org/web/20270303/https://hp.example/x", 3, releaseOne),
				piece("", "https://web.archive.org/web/20270303/https://coast.example/y", 3, quoteTwo),
				piece("", "https://coast.example/z", 3, independentStory),
			},
			[][]string{{"https://coast.example/z", "https://web.archive.org/web/20270303/https://coast.example/y"}, {"https://web.archive.org/web/20270303/https://hp.example/x"}},
			nil,
		},
		{
			"empty texts are not one text",
			[]claims.Article{piece("A", "https://a.example", 0, ""), piece("B", "https://b.example", 0, " … "), piece("C", "https://c.example", 0, "")},
			[][]string{{"A"}, {"B"}, {"C"}},
			[]string{"no text to compare with other coverage"},
		},
		{
			"copies a month apart are copies",
			[]claims.Article{wire, piece("Coast Daily", "https://b.example/1", 29, lightly(wireStory))},
			[][]string{{"Coast Daily", "Meridian Wire"}},
			nil,
		},
		{
			"a third of the text a month apart is a template",
			[]claims.Article{
				piece("A", "https://a.example/1", 1, cut(wireStory, .35)+independentStory), piece("B", "https://b.example/1", 29, cut(wireStory, .35)+releaseTwo+localParagraphs),
			},
			[][]string{{"A"}, {"B"}},
			[]string{"partly shared 0.|more than a week apart"},
		},
		{
			"a third of the text in one week is a copy",
			[]claims.Article{
				piece("A", "https://a.example/1", 1, cut(wireStory, .35)+independentStory), piece("B", "https://b.example/1", 8, cut(wireStory, .35)+releaseTwo+localParagraphs),
			},
			[][]string{{"A", "B"}},
			nil,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			groups := sources.Groups(test.articles)
			got := members(groups)
			slices.SortFunc(got, slices.Compare)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Fatalf("groups (-want +got):\n%s\n%s", diff, whys(groups))
			}
			for i, want := range test.why {
				for part := range strings.SplitSeq(want, "|") {
					if !strings.Contains(groups[i].Why, part) {
						t.Errorf("%s: got %q, want %q in it", groups[i].ID, groups[i].Why, part)
					}
				}
			}
		})
	}
}

// whys lists the groups with their reasons, for a failure.
func whys(groups []sources.Group) string {
	var b strings.Builder
	for _, g := range groups {
		fmt.Fprintf(&b, "%s (%d): %s\n", g.ID, len(g.Articles), g.Why)
	}
	return b.String()
}
