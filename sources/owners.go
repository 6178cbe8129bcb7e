package sources

import (
	"maps"
	"slices"
	"strings"

	"secondsource/claims"
)

// Owners says which outlets have one owner: by the owner's name, the domains, addresses and names of its outlets. What
// one owner publishes counts as one origin (ingest note §8.2). An outlet of several owners joins all of them. Nil owns
// nothing.
type Owners map[string][]string

// DefaultOwners are the owners that every check knows, made anew for each call; see the table for what they are worth.
func DefaultOwners() Owners {
	o := Owners{}
	for _, row := range knownOwners {
		o[row.owner] = strings.Fields(row.outlets)
	}
	return o
}

// With gives the owners of both. Outlets that more gives to an owner of the same name, case and "the" aside, are added
// to its others; a name without outlets takes the owner out, so that a desk can correct the list. Neither o nor more
// is changed.
func (o Owners) With(more Owners) Owners {
	all := Owners{}
	for name, outlets := range o {
		all[name] = slices.Clone(outlets)
	}
	for _, name := range slices.Sorted(maps.Keys(more)) {
		known := name
		for _, other := range slices.Sorted(maps.Keys(all)) {
			if publisherKey(other) == publisherKey(name) {
				known = other
			}
		}
		if len(more[name]) == 0 {
			delete(all, known)
			continue
		}
		all[known] = addNew(all[known], more[name]...)
	}
	return all
}

// Groups is [Groups] with these owners instead of the default ones.
func (o Owners) Groups(articles []claims.Article) []Group {
	w := newWeave(articles)
	w.joinSame()
	w.joinTexts()
	w.joinCanonical()
	w.joinBrands()
	w.joinOutlets()
	w.joinOwners(o.byOutlet())
	return w.groups()
}

// byOutlet gives the owners of each outlet, by its domain or the normal form of its name, in order. An owner's own name
// is an outlet of it.
func (o Owners) byOutlet() map[string][]string {
	owners := map[string][]string{}
	for _, owner := range slices.Sorted(maps.Keys(o)) {
		for _, outlet := range append([]string{owner}, o[owner]...) {
			if key := publisherKey(outlet); key != "" {
				owners[key] = addNew(owners[key], owner)
			}
		}
	}
	return owners
}

// joinOwners joins the articles of one owner, by domain or publisher.
func (w *weave) joinOwners(owners map[string][]string) {
	first := map[string]int{}
	for i, p := range w.parts {
		for _, outlet := range p.publishers() {
			for _, owner := range owners[outlet] {
				if j, ok := first[owner]; ok {
					w.join(edge{a: i, b: j, reason: oneOwner, name: owner})
				} else {
					first[owner] = i
				}
			}
		}
	}
}

// An ownership is one row of the default list.
type ownership struct {
	owner   string
	year    int    // the last in which we knew the row to hold
	outlets string // registrable domains
}

// knownOwners are large owners of news outlets whose holdings are public and whose outlets a newsroom is likely to meet:
// a start, and no register. It is short on purpose, for a wrong row makes two origins one. Ownership changes hands: an
// outlet that was sold, or whose sale was announced, is left out, and a desk adds its own rows.
var knownOwners = []ownership{
	{"Advance Publications", 2024, `al.com cleveland.com masslive.com mlive.com newyorker.com nj.com oregonlive.com pennlive.com
		silive.com syracuse.com vanityfair.com wired.com`},
	{"Axel Springer", 2024, "bild.de businessinsider.com businessinsider.de politico.com politico.eu welt.de"},
	{"Bonnier News", 2024, "di.se dn.se expressen.se"},
	{"Daily Mail and General Trust", 2024, "dailymail.co.uk inews.co.uk metro.co.uk thisismoney.co.uk"},
	{"Gannett", 2024, `azcentral.com cincinnati.com courier-journal.com freep.com heraldscotland.com indystar.com jsonline.com
		tennessean.com theargus.co.uk usatoday.com yorkpress.co.uk`},
	{"Hearst Newspapers", 2024, "chron.com expressnews.com houstonchronicle.com sfchronicle.com sfgate.com timesunion.com"},
	{"HT Media", 2024, "hindustantimes.com livemint.com"},
	{"Lee Enterprises", 2024, "buffalonews.com omaha.com richmond.com stltoday.com tulsaworld.com"},
	{"McClatchy", 2024, "charlotteobserver.com kansascity.com miamiherald.com newsobserver.com sacbee.com star-telegram.com"},
	{"Mediahuis", 2024, "belfasttelegraph.co.uk independent.ie nieuwsblad.be standaard.be telegraaf.nl"},
	{"News Corp", 2024, `barrons.com couriermail.com.au dailytelegraph.com.au heraldsun.com.au marketwatch.com news.com.au nypost.com
		theaustralian.com.au thesun.co.uk thetimes.co.uk thetimes.com wsj.com`},
	{"New York Times Company", 2024, "nytimes.com theathletic.com"},
	{"Nine Entertainment", 2024, "9news.com.au afr.com brisbanetimes.com.au smh.com.au theage.com.au watoday.com.au"},
	{"People's Daily", 2024, "globaltimes.cn huanqiu.com people.cn people.com.cn"},
	{"Postmedia", 2024, `calgaryherald.com edmontonjournal.com financialpost.com montrealgazette.com nationalpost.com ottawacitizen.com
		torontosun.com vancouversun.com`},
	{"Reach", 2024, `birminghammail.co.uk dailyrecord.co.uk dailystar.co.uk express.co.uk liverpoolecho.co.uk
		manchestereveningnews.co.uk mirror.co.uk walesonline.co.uk`},
	{"Rossiya Segodnya", 2024, "inosmi.ru ria.ru sputnikglobe.com sputniknews.com"},
}
