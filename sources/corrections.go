package sources

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"secondsource/claims"
)

const (
	// maxCorrection is the longest correction note, in bytes: a paragraph. Longer ones are pages about corrections.
	maxCorrection = 1200
	// noteBudget bounds what is looked at for a note's first words, in nodes and bytes: the longest phrase has 47 bytes, and
	// every block of a page is asked.
	noteBudget = 250
)

// What marks notes: by its class or id, and what may be one by its first words.
var (
	marked = marker{
		class: []string{"correction", "clarification", "editors-note", "editor-note"}, id: []string{"correction", "clarification"},
	}
	notes = marker{tags: []atom.Atom{atom.P, atom.Em, atom.I, atom.Small, atom.Div, atom.Li, atom.Aside, atom.Footer}}
)

// correctionPhrases open a correction note, in lower case, by language.
var correctionPhrases = map[string][]string{
	"en": {
		"correction:", "correction (", "correction –", "correction —", "corrections:", "corrected:", "corrections and clarifications:",
		"update and correction:", "this article has been corrected", "this article was corrected", "this article was amended on",
		"this story has been corrected", "this story was corrected", "this story has been updated to correct",
		"this article has been updated to correct", "for the record:",
	},
	"de": {"korrektur:", "berichtigung:", "richtigstellung:", "in einer früheren version", "in einer ersten version"},
	"fr": {"rectificatif", "correction :", "erratum", "une version précédente de cet article", "une première version de cet article"},
	"es": {"corrección:", "fe de errores", "fe de erratas", "rectificación:", "una versión anterior de est"},
	"pt": {"correção:", "correcção:", "errata:", "erramos:", "uma versão anterior dest"},
	"it": {"correzione:", "errata corrige", "rettifica:", "una versione precedente di questo"},
	"nl": {"correctie:", "rectificatie:", "in een eerdere versie van dit"},
	"sv": {"rättelse:", "i en tidigare version av"},
	"da": {"rettelse:", "i en tidligere version af"},
	"no": {"rettelse:", "i en tidligere versjon av"},
	"pl": {"sprostowanie:", "korekta:", "we wcześniejszej wersji"},
	"tr": {"düzeltme:"},
	"ru": {"исправление:", "уточнение:", "в предыдущей версии"},
	"ar": {"تصحيح:", "تصويب:"},
}

// clarificationPhrases open a note that makes something clear, in lower case, by language; a note that then says
// "correct" is a correction after all.
var clarificationPhrases = map[string][]string{
	"en": {
		"clarification:", "clarification (", "clarification –", "clarification —", "clarifications:", "clarified:", "editor's note:",
		"editor’s note:", "editors' note:", "editors’ note:", "this article has been updated to clarify",
		"this story has been updated to clarify",
	},
	"de": {"klarstellung:", "anmerkung der redaktion:", "anm. d. red.:"},
	"fr": {"précision :", "clarification :", "note de la rédaction"},
	"es": {"aclaración:", "nota de la redacción:", "nota del editor:"},
	"pt": {"esclarecimento:", "nota da redação:", "nota do editor:"},
	"it": {"precisazione:", "nota della redazione:"},
	"nl": {"verduidelijking:", "noot van de redactie:"},
	"sv": {"förtydligande:"},
	"da": {"præcisering:"},
	"no": {"presisering:"},
}

// versionPhrases open a correction note if a word for a piece of news follows: "An earlier version of this article said".
// An earlier version of this bill is news.
var versionPhrases = []string{"an earlier version of this ", "a previous version of this ", "an earlier headline of this ", "earlier versions of this "}

// pieceWords are what outlets call their own pieces.
var pieceWords = wordSet(`article story report piece post column headline caption analysis obituary page newsletter interview review
	graphic chart map video item live liveblog essay photo picture dispatch feature editorial transcript file`)

// correctionNotes gives the page's notes of correction and clarification. Of four pages with one, two had it outside the
// body (ingest note §2.2), so the whole page is looked through. Of elements in each other the outermost counts, which has
// all the words, unless it is a box of several notes.
func correctionNotes(root *html.Node) []string {
	all := slices.DeleteFunc(marked.below(root), func(n *html.Node) bool {
		s := textOf(n)
		return len(s) > maxCorrection || strings.Count(s, " ") < minHeadline
	})
	all = append(all, slices.DeleteFunc(notes.below(root), func(n *html.Node) bool { return !isCorrection(n) })...)
	outer := outerOf(all)
	several := boxesOfSeveral(outer)
	var found []string
	for _, n := range all {
		if !several[n] && (outer[n] == nil || several[outer[n]]) {
			found = append(found, joinFields(textOf(n)))
		}
	}
	return withoutParts(found)
}

// outerOf gives for each of the elements the nearest other one that it stands in, or nil.
func outerOf(all []*html.Node) map[*html.Node]*html.Node {
	outer := make(map[*html.Node]*html.Node, len(all))
	for _, n := range all {
		outer[n] = nil
	}
	for n := range outer {
		for p := n.Parent; p != nil && outer[n] == nil; p = p.Parent {
			if _, ok := outer[p]; ok {
				outer[n] = p
			}
		}
	}
	return outer
}

// boxesOfSeveral gives the elements in which two others stand side by side.
func boxesOfSeveral(outer map[*html.Node]*html.Node) map[*html.Node]bool {
	inside, several := map[*html.Node]int{}, map[*html.Node]bool{}
	for _, box := range outer {
		if box == nil {
			continue
		}
		if inside[box]++; inside[box] < 2 {
			continue
		}
		for ; box != nil && !several[box]; box = outer[box] {
			several[box] = true
		}
	}
	return several
}

// withoutParts drops strings that stand inside another one of the list: a note's element lies in its box's.
func withoutParts(all []string) []string {
	all = distinct(all)
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool {
		return slices.ContainsFunc(all, func(other string) bool { return len(other) > len(s) && strings.Contains(other, s) })
	})
}

// isCorrection says whether an element is a note of correction or clarification by its first words.
func isCorrection(n *html.Node) bool {
	if !noteWords[firstWord(n)] {
		return false
	}
	start := strings.ToLower(wordsWithin(n, noteBudget))
	if !opensWith(start, correctionPhrases) && !opensWith(start, clarificationPhrases) && !correctsVersion(start) {
		return false
	}
	return len(textOf(n)) <= maxCorrection
}

// noteWords are the first words of all phrases: most blocks open with none of them, and need not be read on.
var noteWords = func() map[string]bool {
	words := map[string]bool{}
	add := func(phrases []string) {
		for _, p := range phrases {
			first, _, _ := strings.Cut(p, " ")
			words[strings.TrimRight(first, ":")] = true
		}
	}
	for _, table := range []map[string][]string{correctionPhrases, clarificationPhrases} {
		for _, phrases := range table {
			add(phrases)
		}
	}
	add(versionPhrases)
	return words
}()

// firstWord gives the first word that is shown below a node, in lower case, without what follows a colon.
func firstWord(n *html.Node) string {
	left := noteBudget
	for d := range n.Descendants() {
		if left--; left < 0 {
			break
		}
		if d.Type != html.TextNode || unrendered(d.Parent) || strings.TrimSpace(clipHead(d.Data, openingBudget)) == "" {
			continue
		}
		text := strings.TrimLeftFunc(clipHead(d.Data, openingBudget), parting)
		if end := strings.IndexFunc(text, func(r rune) bool { return parting(r) || r == ':' }); end >= 0 {
			text = text[:end]
		}
		return strings.ToLower(text)
	}
	return ""
}

// correctsVersion says whether lower-case words open with what an earlier version of the piece itself said.
func correctsVersion(words string) bool {
	for _, p := range versionPhrases {
		if rest, ok := strings.CutPrefix(words, p); ok {
			piece, _, _ := strings.Cut(rest, " ")
			return pieceWords[strings.TrimRight(piece, ",.:")]
		}
	}
	return false
}

// kindOfNote tells a clarification from a correction.
func kindOfNote(note string) claims.NoteKind {
	lower := strings.ToLower(note)
	if opensWith(lower, clarificationPhrases) && !strings.Contains(lower, "correct") && !strings.Contains(lower, "wrong") {
		return claims.NoteClarification
	}
	return claims.NoteCorrection
}

// opensWith says whether lower-case words open with a phrase of the table, in any language.
func opensWith(words string, table map[string][]string) bool {
	for _, phrases := range table {
		if slices.ContainsFunc(phrases, func(p string) bool { return strings.HasPrefix(words, p) }) {
			return true
		}
	}
	return false
}
