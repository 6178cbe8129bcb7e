package sources_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"secondsource/sources"
)

var (
	hostileCount = flag.Int("hostile", 40, "how many generated hostile pages TestManyHostilePages reads")
	hostileLimit = flag.Duration("hostile-limit", hang, "the longest that one of them may take; 3s on a machine that does nothing else")
)

// hostileUnits are what hostile pages repeat (reliability note §5): tags that cost a parser most, words without an end,
// what a reader looks for in great numbers. %d is a counter.
var hostileUnits = []string{
	"<body x%d>", "<html a%d=b>", "<b><i><u><p>", "<b a%d=1>", "<font size=%d><p>x", "<div>", "<span>", "</q>", "<dd><dt>", "<table><tr><td>",
	"<svg>", "<math><mi>", "<template>", "<frameset>", "<select><option>", "<form><input>", "<a href=/%d>", "<a href=http://h%d.example/><p>word word word ",
	"<p>word word, word word word. ", "<li>word <ul>", "<blockquote><p>word ", "<br><br>", "<br>word. ", "<h2>word</h2>", "<h1>word %d</h1>",
	"<aside><a href=/%d>one two three four</a>", "<div class=related>", "<div class='paywall-%d'>Subscribe ", "<figure><figcaption>word word ",
	"<article><h2><a href=/%d>word</a></h2><p>word ", "<p class=correction>Correction: word word word ", "<em>Clarification: ",
	"<div style='display:none'>", "<p hidden>word ", "<p aria-hidden=true>", "<img alt='word word'>", "<!-- word -->", "<!--", "<time datetime=2026-01-%d>",
	"<meta name=author content=x%d>", "<link rel=canonical href=/%d>", "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"%d\"}</script>",
	"<script type=application/ld+json>[[[[[[", "<script>", "<style>", "<noscript>", "<textarea>", "<title>", "<plaintext>", "<p a%d=1 b%d=2", " a%d=1", "\x00", "\xff\xfe", "\u0301",
	"\u202e\u200b", "“word” ", "“", "\"", "&amp;", "&#x1F600;", "&notit;", "word", "w", " \n", "字", "KESTREL BAY — ", "By Ada Norr ", "404 ", "<base href=//%d>",
}

// hostilePage makes a page of a random source: one to four units, each repeated within an average of its share of the
// size, with or without a story and a head around them, and then some bytes changed.
func hostilePage(r *rand.Rand) []byte {
	size := int(math.Exp(r.Float64()*math.Log(float64(sources.MaxPage)/1024))) * 1024
	var b strings.Builder
	if r.IntN(2) == 0 {
		b.WriteString(`<!doctype html><html lang="en"><head><title>Ferry stays in port</title><meta name="date" content="2026-02-03"></head><body>`)
	}
	parts := 1 + r.IntN(4)
	for range parts {
		unit := hostileUnits[r.IntN(len(hostileUnits))]
		end := b.Len() + size/parts
		if r.IntN(4) == 0 {
			end = b.Len() + min(size/parts, 240*len(unit)) // as deep as trees may be, and no deeper
		}
		for i := 0; b.Len() < end; i++ {
			b.WriteString(strings.ReplaceAll(unit, "%d", fmt.Sprint(i)))
		}
		if r.IntN(3) == 0 {
			b.WriteString("<p>" + briefStory + "</p>")
		}
	}
	page := []byte(b.String())[:min(b.Len(), sources.MaxPage)]
	for range r.IntN(30) {
		page[r.IntN(len(page))] = byte(r.IntN(256))
	}
	return page[:max(1, len(page)-r.IntN(1+len(page)/10))]
}

// TestManyHostilePages reads generated pages and tells the slowest and how they ended. The same seed makes the same pages.
func TestManyHostilePages(t *testing.T) {
	const seed = 20260203
	ends, degraded := map[string]int{}, 0
	var slowest time.Duration
	var most uint64
	for i := range *hostileCount {
		page := hostilePage(rand.New(rand.NewPCG(seed, uint64(i))))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		a, err := sources.FromHTML(t.Context(), page, sources.Origin{URL: "https://x.example/a"})
		taken := time.Since(start)
		runtime.ReadMemStats(&after)
		slowest, most = max(slowest, taken), max(most, after.TotalAlloc-before.TotalAlloc)
		switch {
		case err == nil:
			ends["article"]++
			degraded += b2i(a.Degraded != "")
			checkFacts(t, a)
		case errors.Is(err, sources.ErrNoArticle), errors.Is(err, sources.ErrTooLarge), errors.Is(err, sources.ErrEmpty), errors.Is(err, sources.ErrNotText):
			ends["refused"]++
		default:
			t.Errorf("page %d of seed %d: %v", i, seed, err)
		}
		if taken > *hostileLimit {
			t.Errorf("page %d of seed %d, %d bytes that begin %.60q: took %s", i, seed, len(page), page, taken)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > slack*512 {
			t.Errorf("page %d of seed %d: allocated %d MB, want under %d", i, seed, mb, slack*512)
		}
	}
	for _, end := range slices.Sorted(maps.Keys(ends)) {
		t.Logf("%s: %d", end, ends[end])
	}
	t.Logf("degraded: %d; slowest %s; most allocated for one page %d MB; memory taken from the system %d MB", degraded, slowest, most>>20, systemMB())
}

func systemMB() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys >> 20
}
