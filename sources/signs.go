package sources

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"secondsource/claims"
)

const (
	// maxErrorPage is the most words of an error page beside its links: longer ones are stories about such pages.
	maxErrorPage = 250
	// maxTitles is how many main headings of a page are looked at: pages have one, and their makers at times two.
	maxTitles = 3
	// minWall is the fewest bytes of a line that is a wall: the shortest phrase has that many.
	minWall = 16
)

// paywallMarks mark what an outlet itself calls a wall.
var paywallMarks = marker{
	class: []string{
		"paywall", "regwall", "subscriber-only", "subscribers-only", "premium-wall", "meter-wall", "subscribe-wall", "register-wall",
	},
	id: []string{"paywall", "regwall"},
}

// wallPhrases are what a visible wall says, in lower case, by language. They ask to pay or sign in for the rest of a story,
// which no newsletter plea does, and no one else says them.
var wallPhrases = map[string][]string{
	"en": {
		"subscribe to continue reading", "to continue reading this", "continue reading with a subscription", "subscribe to read the full",
		"subscribe to read this", "subscribe to keep reading", "sign in to continue reading", "register to continue reading",
		"log in to continue reading", "this article is for subscribers", "this story is for subscribers", "this content is for subscribers",
		"this article is reserved for", "this content is only available to subscribers", "you have reached your limit of free",
		"you've reached your limit of free", "you’ve reached your limit of free", "subscribe to unlock this", "to unlock this article",
	},
	"de": {"jetzt weiterlesen mit", "um weiterzulesen", "dieser artikel ist für abonnenten", "exklusiv für abonnenten"},
	"fr": {"article réservé aux abonnés", "article est réservé aux abonnés", "réservé à nos abonnés", "la suite est réservée"},
	"es": {"contenido exclusivo para suscriptores", "suscríbete para seguir leyendo", "para seguir leyendo este"},
	"pt": {"conteúdo exclusivo para assinantes", "assine para continuar lendo", "para continuar lendo esta"},
	"it": {"contenuto riservato agli abbonati", "articolo riservato agli abbonati", "sei già abbonato? accedi"},
	"nl": {"alleen voor abonnees", "om verder te lezen"},
	"sv": {"artikeln är för prenumeranter", "för att läsa vidare"},
}

// wallWords are what a box that is called a wall says if it is one that is shown, in lower case.
var wallWords = strings.Fields(`subscri member sign-in sign register log account free abonn suscri assin prenum`)

// notFound is the title of an error page, whole, in lower case and without the outlet's name, by how it is built.
var notFound = []*regexp.Regexp{
	regexp.MustCompile(`^(?:error|fehler|erreur|erro|errore|http)?[ :#-]*404(?: ?[:|–—-].*| \(?(?:not found|error|page|seite).*)?$`),
	regexp.MustCompile(`^(?:(?:oops|sorry|whoops)[!,.… ]*)?(?:we can['’]?t find (?:that|the|this) page|` +
		`(?:the |this |that )?(?:page|article|story|file|document|content)(?: you (?:requested|are looking for))?` +
		`(?: was| is| could| can| cannot| has| does| no longer)* ?(?:not|n['’]t)?(?: be)? ?(?:found|exists?|available|been removed|unavailable|missing)|` +
		`not found)[.!]?$`),
	regexp.MustCompile(`^(?:(?:die )?seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée?)|(?:la )?página no (?:encontrada|existe)|` +
		`página não encontrada|pagina non trovata|pagina niet gevonden|sidan (?:hittades inte|finns inte)|` +
		`siden (?:findes ikke|finnes ikke|ble ikke funnet)|strona nie (?:istnieje|została znaleziona)|sayfa bulunamadı|` +
		`страница не найдена|сторінку не знайдено|الصفحة غير موجودة|页面不存在|找不到页面|ページが見つかりません)[.!]?$`),
}

// signReasons say in words what a sign means for who reads the article.
var signReasons = map[claims.Sign]string{
	claims.SignPaywall:  "the outlet keeps this story for subscribers, so these words may be only its free part",
	claims.SignMetered:  "the outlet counts how much of it is read for free, so these words may be only a part of the story",
	claims.SignNotFound: "the page calls itself an error page, so these words may be no story",
	claims.SignRedirect: "its address led to the front page of the site, so these words may be another story's",
}

// readSigns gives the signs that the page holds less than the whole story, or none. It must see the tree before
// readability changes it and after what is hidden is gone: many pages carry a wall that they do not show.
func readSigns(doc *goquery.Document, f pageFacts, o Origin) []claims.Sign {
	var signs []claims.Sign
	if f.paid || f.tier == "locked" || f.tier == "premium" || f.tier == "paid" || showsWall(doc.Nodes[0]) {
		signs = append(signs, claims.SignPaywall)
	} else if f.tier == "metered" {
		signs = append(signs, claims.SignMetered)
	}
	if isErrorPage(doc, f) {
		signs = append(signs, claims.SignNotFound)
	}
	if ledToFront(o) {
		signs = append(signs, claims.SignRedirect)
	}
	return signs
}

// showsWall says whether the page shows a wall: a box of that name with words to sign in or pay, or a line that can be
// nothing else.
func showsWall(root *html.Node) bool {
	for _, n := range paywallMarks.below(root) {
		words := strings.ToLower(textOf(n))
		if len(words) <= maxCorrection && slices.ContainsFunc(wallWords, func(w string) bool { return strings.Contains(words, w) }) {
			return true
		}
	}
	return wallBelow(root)
}

// wallBelow looks for a wall's phrase in the short runs of words below a node. Where there is a quotation mark, a story may
// tell of one.
func wallBelow(n *html.Node) bool {
	if n.Type == html.TextNode {
		words := strings.TrimSpace(n.Data)
		return len(words) >= minWall && len(words) <= shortBlock && !strings.ContainsAny(words, quoteMarks) && containsPhrase(strings.ToLower(words), wallPhrases)
	}
	if unrendered(n) {
		return false
	}
	for child := range n.ChildNodes() {
		if wallBelow(child) {
			return true
		}
	}
	return false
}

func containsPhrase(words string, table map[string][]string) bool {
	for _, phrases := range table {
		if slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(words, p) }) {
			return true
		}
	}
	return false
}

// isErrorPage says whether a page that the server sent as a page calls itself an error: its title or a main heading says so
// and nothing else, it names no date, and it has few words.
func isErrorPage(doc *goquery.Document, f pageFacts) bool {
	if f.rules.Published == claims.RuleLD || f.rules.Published == claims.RuleMeta {
		return false
	}
	titles := []string{f.heading, trimOutlet(f.heading), f.title}
	h1s := doc.FindMatcher(headlines).Nodes
	for _, h := range h1s[:min(len(h1s), maxTitles)] {
		titles = append(titles, textOf(h))
	}
	for _, cut := range bylineCuts {
		head, tail, _ := strings.Cut(f.heading, cut)
		titles = append(titles, head, tail)
	}
	says := func(t string) bool {
		return len(t) < furnitureBlock && saysNotFound(strings.ToLower(strings.TrimSpace(t)))
	}
	if !slices.ContainsFunc(titles, says) {
		return false
	}
	return unlinkedWords(doc) <= maxErrorPage
}

func saysNotFound(title string) bool {
	return slices.ContainsFunc(notFound, func(form *regexp.Regexp) bool { return form.MatchString(title) })
}

// unlinkedWords counts the words of a page's paragraphs, roughly: bytes over six, the length of an English word with
// its space.
func unlinkedWords(doc *goquery.Document) int {
	bytes := 0
	for _, n := range doc.FindMatcher(paragraphTags).Nodes {
		bytes += len(opening(n))
	}
	return bytes / 6
}

var paragraphTags = cascadia.MustCompile(`p`)

// ledToFront says whether a story's address led to its site's front page, as outlets do with stories that are gone.
func ledToFront(o Origin) bool {
	asked, err := url.Parse(o.Asked)
	if err != nil || asked.Host == "" {
		return false
	}
	found, err := url.Parse(o.URL)
	return err == nil && found.Host != "" && len(asked.Path) > 1 && (found.Path == "" || found.Path == "/") && found.RawQuery == ""
}

// reasonsOf gives what the signs mean, in words.
func reasonsOf(signs []claims.Sign) []string {
	var all []string
	for _, s := range signs {
		all = append(all, signReasons[s])
	}
	return all
}
