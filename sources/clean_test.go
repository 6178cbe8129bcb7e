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
