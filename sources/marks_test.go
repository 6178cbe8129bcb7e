package sources_test

import (
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/sources"
)

// Each case stands on two texts that share a fifth of their words, too little to join them without a mark. The
// other text carries the mark of both an agency and a release.
func TestMarks(t *testing.T) {
	common := prose(50, 50)
	other := func(head, foot string) claims.Article {
		return piece("Harbor Post", "https://harborpost.example/1", 3, head+common+prose(52, 170)+"\n"+foot)
	}
	ap := other("VESSIN, March 3 (AP) — ", "")
	meridian := other("", "Source: Meridian Wire")
	release := other("", "Source: Ostrel Rail press release")
	tests := []struct {
		name         string
		other        claims.Article
		head, foot   string
		byline, host string
		want         string // "" if the two stay apart
	}{
		{name: "none", other: ap},
		{name: "dateline in brackets", other: ap, head: "KESTREL BAY, Ostrel (AP) -- ", want: "wire mark Associated Press"},
		{name: "dateline with a date", other: ap, head: "KESTREL BAY, March 3 (AP) — ", want: "wire mark Associated Press"},
		{name: "agency alone in brackets", other: ap, head: "(AP) - ", want: "wire mark Associated Press"},
		{name: "second line", other: ap, head: "Pier to close\n\n(AP) - ", want: "wire mark Associated Press"},
		{name: "byline", other: ap, byline: "By JANE ROE, Associated Press", want: "wire mark Associated Press"},
		{name: "byline of initials", other: ap, byline: "AP", want: "wire mark Associated Press"},
		{name: "byline of staff and agency", other: ap, byline: "Post staff and The Associated Press", want: "wire mark Associated Press"},
		{name: "byline in the text", other: ap, head: "By Jane Roe, AP\n", want: "wire mark Associated Press"},
		{name: "contributed", other: ap, foot: "The Associated Press contributed to this report.", want: "wire mark Associated Press"},
		{name: "copyright", other: ap, foot: "Copyright 2027 The Associated Press. All rights reserved.", want: ""},
		{name: "copyright line", other: ap, foot: "© 2027 AP", want: "wire mark Associated Press"},
		{name: "signed at the foot", other: ap, foot: "— AP", want: "wire mark Associated Press"},
		{name: "agency's own site", other: ap, host: "https://apnews.com/x", want: "wire mark Associated Press"},
		{name: "another agency", other: ap, head: "KESTREL BAY (Reuters) - ", want: ""},
		{name: "cited, not copied", other: ap, head: "The pier will close, according to AP, and nobody is surprised by that at all. ", want: ""},
		{name: "photograph", other: ap, head: "(AP Photo/Jane Roe)\n", want: ""},
		{name: "Pennsylvania is no agency", other: other("LONDON (PA) — ", ""), head: "PITTSBURGH, PA (KDKA) — ", want: ""},
		{name: "agency by what it calls itself", other: meridian, head: "MERIDIAN WIRE — ", want: "wire mark Meridian Wire"},
		{name: "By X Wire", other: meridian, head: "By Meridian Wire\n", want: "wire mark Meridian Wire"},
		{name: "with inputs from", other: meridian, foot: "With inputs from Meridian Wire", want: "wire mark Meridian Wire"},
		{name: "another wire", other: meridian, head: "By Dunmarrow Wire\n", want: ""},
		{name: "barbed wire is no agency", other: other("Barbed wire everywhere\n", ""), head: "Wire\n", want: ""},
		{name: "release from", other: release, foot: "The figures are from a press release from Ostrel Rail.", want: "press release of Ostrel Rail"},
		{name: "said in a release", other: release, foot: "It will cost little, Ostrel Rail said in a press release on Monday.", want: "press release of Ostrel Rail"},
		{name: "its release", other: release, foot: "That is what Ostrel Rail’s news release says.", want: "press release of Ostrel Rail"},
		{name: "statement distributed by", other: release, foot: "So it says in a statement distributed by Ostrel Rail.", want: "press release of Ostrel Rail"},
		{name: "a longer name", other: release, foot: "See the media release issued by the Ostrel Rail Authority.", want: "press release of Ostrel Rail"},
		{name: "release of nobody", other: release, foot: "So it says in a press release.", want: "press release of Ostrel Rail"},
		{name: "distributor", other: release, head: "VESSIN, March 3, 2027 /PRNewswire/ -- ", want: "press release of Ostrel Rail"},
		{name: "heading", other: release, head: "FOR IMMEDIATE RELEASE\n", want: "press release of Ostrel Rail"},
		{name: "another's release", other: release, foot: "See the press release of Dunmarrow Ferries.", want: ""},
		{name: "in a statement", other: release, foot: "Ostrel Rail said in a statement that it was sorry.", want: ""},
		{name: "release of prisoners", other: release, foot: "The release of Ostrel Rail workers was welcomed.", want: ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.host == "" {
				test.host = "https://coastdaily.example/1"
			}
			a := piece("Coast Daily", test.host, 3, test.head+common+prose(51, 170)+"\n"+test.foot)
			a.Byline = test.byline
			groups := sources.Groups([]claims.Article{a, test.other})
			if joined := len(groups) == 1; joined != (test.want != "") {
				t.Fatalf("joined %v, want %v:\n%s", joined, !joined, whys(groups))
			}
			if want := test.want + " and shared text 0."; test.want != "" && !strings.HasPrefix(groups[0].Why, want) {
				t.Errorf("got %q, want it to begin with %q", groups[0].Why, want)
			}
			if test.want == "" && !strings.Contains(groups[0].Why, "partly shared 0.") {
				t.Errorf("got %q, want it to name what is partly shared", groups[0].Why)
			}
		})
	}
}

// A mark makes no origin of texts that share too little, are a quotation, or are weeks apart.
func TestMarksNeedSharedText(t *testing.T) {
	marked := func(publisher string, day int, text string) claims.Article {
		return piece(publisher, "https://"+strings.ToLower(publisher)+".example/", day, "VESSIN (Reuters) - "+text)
	}
	tests := []struct {
		name string
		a, b claims.Article
		want int
	}{
		{"a fifth shared", marked("A", 3, prose(1, 50)+prose(2, 170)), marked("B", 3, prose(1, 50)+prose(3, 170)), 1},
		{"a tenth shared", marked("A", 3, prose(1, 25)+prose(2, 180)), marked("B", 3, prose(1, 25)+prose(3, 180)), 2},
		{"nothing shared", marked("A", 3, prose(2, 200)), marked("B", 3, prose(3, 200)), 2},
		{"a quotation shared", marked("A", 3, quoteOne), marked("B", 3, quoteTwo), 2},
		{"a fifth shared a month apart", marked("A", 1, prose(1, 50)+prose(2, 170)), marked("B", 30, prose(1, 50)+prose(3, 170)), 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if groups := sources.Groups([]claims.Article{test.a, test.b}); len(groups) != test.want {
				t.Errorf("got %d groups, want %d:\n%s", len(groups), test.want, whys(groups))
			}
		})
	}
}
