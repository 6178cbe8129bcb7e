package sources_test

import (
	"strings"
	"testing"
)

// storyLines are short lines that look like furniture and are the story: losing one is worse than keeping an advert.
var storyLines = []string{
	"By Tuesday – a week late – the ferry had sailed again.",
	"By June 2026 the pier will be whole, the council says.",
	"More on the east bank were hurt.",
	"More from the islands came by boat.",
	"Trending downward since May, fares fell again.",
	"Subscribers left in droves.",
	"Advertisements for the ferry were pulled on Friday.",
	"File photos show the ramp as it was.",
	"In 2019 and 2020 nobody came.",
	"“Sign up for it, follow us, and keep your inbox clean,” the mayor wrote on Twitter.",
	"Followers of the mayor on Facebook saw it first.",
	"Published reports say that the bridge is closed.",
	"Comments were not to be had.",
	"May 5 was the last day.",
	"Correctional officers were not told.",
	"The story continues in court.",
	"10 p.m.",
	"Bild: Der Kanzler will gehen.",
	"Abbonati in fuga dal giornale.",
	"De 2010 a 2012 no vino nadie.",
	"Write to your council, the mayor said.",
	"Follow the coverage of the vote and you will see it.",
	"Ada Norr is the last of them to leave.",
	"___",
}

// furnitureLines are short lines that are never the story's.
var furnitureLines = []string{
	"By Ada Norr and Tem Osk", "By Ada Norr - 11/18/2019 11:04 PM EST", "BY ADA NORR | Staff writer", "Advertisement", "ADVERT",
	"Nov. 20, 2019 6:02 AM EST", "First Published: Tuesday, November 19, 2019 08:38 AM", "19.11.2019, 08:57",
	"Posted: Fri 6:45 PM, Feb 16, 2018 | Updated: Sat 8:31 PM, Feb 17, 2018", "2 November 2024", "Image 3 of 12", "Image 1 of / 23",
	"https://www.courier.example/news/article-1.php", "Comments", "Sign In", "Read more: Pilots warned in winter",
	"More from Ports", "Getty Images", "© 2025 The Courier", "Follow Kaspen Post on Facebook and Instagram.",
	"The best of the islands, every Friday, in your inbox.", "Anzeige", "Lesen Sie auch: Der Hafen",
	"sexta-feira, 22 de outubro de 2010 às 20:13", "Publié le 3 février 2026 à 9h40", "Montag, 3. März 2025, 14:05 Uhr",
	"Write to Ada Norr at ada.norr@courier.example", "Leia também: O porto", "SUBSCRIBE", "If you enjoyed this article, join us.",
	"Follow our full coverage of the vote at https://www.courier.example/vote",
}

// TestLines puts each line between paragraphs of a story and looks whether it stays.
func TestLines(t *testing.T) {
	for _, c := range []struct {
		lines []string
		stays bool
	}{{storyLines, true}, {furnitureLines, false}} {
		for _, line := range c.lines {
			text := read(t, "", "<article><p>"+briefStory+"</p><p>"+line+"</p><p>"+strings.ToUpper(briefStory)+"</p></article>").Text
			if strings.Contains(text, "\n\n"+line+"\n\n") != c.stays {
				t.Errorf("%q: stays %t, want %t, in %q", line, !c.stays, c.stays, text)
			}
		}
	}
}

// TestWrappers holds that a class that speaks of furniture does not cost the story that it wraps.
func TestWrappers(t *testing.T) {
	for _, class := range []string{"share-wrapper", "related-layout", "promo-page", "newsletter-article", "social", "author-bio caption"} {
		story := strings.Repeat("<p>"+strings.ToUpper(briefStory)+"</p>", 4) // readability drops any "share" under 500 characters
		text := read(t, "", `<div class="`+class+`">`+story+`</div>`).Text
		if strings.Count(text, strings.ToUpper(briefStory)) != 4 {
			t.Errorf("class %q: the story is gone: %q", class, text)
		}
	}
}

// TestQuotedPosts holds that a post which the story quotes stays, whatever its box is called.
func TestQuotedPosts(t *testing.T) {
	text := read(t, "", `<article><p>`+briefStory+`</p><div class="social-media-embed"><blockquote><p>The tugs will be there at five.
		<a href="https://short.example/t5">https://short.example/t5</a></p>— Tug Crews <a href="https://social.example/1">April 10, 2025</a>
		</blockquote></div><p>`+strings.ToUpper(briefStory)+`</p></article>`).Text
	if !strings.Contains(text, "The tugs will be there at five.") {
		t.Errorf("the quoted post is gone: %q", text)
	}
}

// TestBreaks holds that words which a page parts by two line breaks stay apart.
func TestBreaks(t *testing.T) {
	for _, page := range []string{"<div>%<br><br>%</div>", "<p>%<br>\n<br><br>%</p>", "<div><b>%</b><br><br>%<ul><li>%</li></ul></div>"} {
		text := read(t, "", "<article>"+strings.ReplaceAll(page, "%", briefStory)+"</article>").Text
		if got, want := strings.Count(text, briefStory+"\n\n"), strings.Count(page, "%"); got != want {
			t.Errorf("%q: %d of %d stories end a paragraph: %q", page, got, want, text)
		}
	}
}

// TestTeasers holds which blocks of links are the story's and which announce other stories.
func TestTeasers(t *testing.T) {
	other := strings.Repeat("Another story begins here and has words of its own. ", 4)
	for name, c := range map[string]struct {
		block string
		stays bool
	}{
		"a link to the site alone": {`<p><a href="/b/c">Ferries were late again in March this year</a></p>`, false},
		"a link to another outlet": {`<p><a href="https://court.example/ruling">Read the full ruling of the court</a></p>`, true},
		"networks to share on": {
			`<p><a href="https://one.example/share?u=1">Onebook</a> <a href="https://two.example/s">Reddit</a></p>`, false,
		},
		"a list of the site's stories": {`<ul><li><a href="/b">Ferries were late again</a></li><li><a href="/c">Trams were not</a></li></ul>`, false},
		"a list of documents elsewhere": {
			`<ul><li><a href="https://court.example/1">The first of the rulings</a></li><li><a href="https://court.example/2">The second of them</a></li></ul>`, true,
		},
		"a list of the day's news": {
			`<ul><li><a href="/b">The ferry company can still name its directors</a>. That is what the registry of the port says.</li></ul>`, true,
		},
		"a story after the story":    {`<article><h2><a href="/b/d">The other story</a></h2><p>` + other + `</p></article>`, false},
		"a story by its bookmark":    {`<div class="hentry"><a rel="bookmark" href="/b/e"><img src="x.jpg"></a><p>` + other + `</p></div>`, false},
		"a story by its linked card": {`<article><a href="/b/f"><h3>The other story</h3></a><p>` + other + `</p></article>`, false},
		"an entry of a live page":    {`<article><h3><a href="#e12">12:40 The count goes on</a></h3><p>` + other + `</p></article>`, true},
		"an entry with its address":  {`<article><h3><a href="/a/b?post=12">12:40 The count goes on</a></h3><p>` + other + `</p></article>`, true},
		"the author":                 {`<p>Ada Norr is a freelance writer who lives by the harbor of Kaspen.</p>`, false},
		"a namesake":                 {`<p>Ada Norrington is a pilot who lives by the harbor of Kaspen.</p>`, true},
		"a rail":                     {`<div class="rail__items"><h3>STORM FRONT</h3><span>Ferry captain seen dancing on the pier</span></div>`, false},
	} {
		story := strings.Repeat("<p>"+strings.ToUpper(briefStory)+"</p>", 3)
		text := read(t, `<meta name="author" content="Tem Osk and Ada Norr">`, "<div>"+story+c.block+story+"</div>").Text
		words := textOfBlock(c.block)
		if strings.Contains(text, words) != c.stays {
			t.Errorf("%s: stays %t, want %t: %q", name, !c.stays, c.stays, words)
		}
		if strings.Count(text, strings.ToUpper(briefStory)) != 6 {
			t.Errorf("%s: the story is not whole: %q", name, text)
		}
	}
}

// textOfBlock gives the first words of a block, up to its first tag after them.
func textOfBlock(block string) string {
	for part := range strings.SplitSeq(block, "<") {
		if _, words, ok := strings.Cut(part, ">"); ok && strings.TrimSpace(words) != "" {
			return strings.TrimSpace(words)
		}
	}
	return block
}
