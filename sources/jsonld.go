package sources

import (
	"encoding/json"
	"html"
	"slices"
	"strings"
)

// The caps on JSON-LD: real pages have one to six blocks of a few KB. Past these it is ballast or an attack.
const (
	maxLDBlocks = 32
	maxLDBytes  = 512 << 10
	maxLDDepth  = 8   // @graph inside an array inside mainEntity is 5
	maxLDNodes  = 512 // objects looked at on one page
)

// An ldArticle is what a page's JSON-LD says of its article.
type ldArticle struct {
	headline, publisher, published        string
	modified, dateline, language, address string
	authors, corrections                  []string
	paid                                  bool // it says that it is not free to read
}

// readLD finds the first article among a page's JSON-LD blocks, best described first. A block that is not JSON is
// mended once (3 of 102 pages, ingest note §3) and otherwise left out.
func readLD(blocks []string) ldArticle {
	var best ldArticle
	most := -1
	for _, block := range blocks[:min(len(blocks), maxLDBlocks)] {
		if len(block) > maxLDBytes {
			continue
		}
		value, ok := decodeLD(block)
		if !ok {
			continue
		}
		walk := ldWalk{left: maxLDNodes}
		walk.visit(value, 0)
		for _, found := range walk.found {
			if w := found.weight(); w > most {
				best, most = found, w
			}
		}
	}
	return best
}

// weight counts what is known, so that the full article wins over a teaser of another.
func (a ldArticle) weight() int {
	n := min(len(a.authors), 1) + min(len(a.corrections), 1)
	for _, s := range []string{a.headline, a.publisher, a.published} {
		n += min(len(s), 1)
	}
	return n
}

// decodeLD parses a block, mending the usual faults: comment marks around it, raw line breaks inside strings,
// a comma before a closing bracket.
func decodeLD(block string) (value any, ok bool) {
	if json.Unmarshal([]byte(block), &value) == nil {
		return value, true
	}
	value = nil
	return value, json.Unmarshal(mendJSON(block), &value) == nil
}

// mendJSON makes one pass over a block and gives what a lenient reader would have read.
func mendJSON(block string) []byte {
	block = strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(block)
	out := make([]byte, 0, len(block))
	inString, escaped, comma := false, false, -1
	start, end := strings.IndexAny(block, "{["), strings.LastIndexAny(block, "}]")
	if start < 0 || end < start {
		return nil
	}
	for _, c := range []byte(block[start : end+1]) {
		if inString && c < ' ' {
			c = ' '
		}
		if !inString && (c == '}' || c == ']') && comma >= 0 {
			out[comma] = ' '
		}
		out = append(out, c)
		switch {
		case escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case c == '"':
			inString, comma = !inString, -1
		case inString || c <= ' ':
		case c == ',':
			comma = len(out) - 1
		default:
			comma = -1
		}
	}
	return out
}

// An ldWalk looks through a decoded block for articles.
type ldWalk struct {
	left  int
	found []ldArticle
}

func (w *ldWalk) visit(value any, depth int) {
	if depth > maxLDDepth || w.left <= 0 {
		return
	}
	w.left--
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			w.visit(item, depth+1)
		}
	case map[string]any:
		if isArticleType(v["@type"]) {
			w.found = append(w.found, articleOf(v))
		}
		w.visit(v["@graph"], depth+1)
		w.visit(v["mainEntity"], depth+1)
		w.visit(v["mainEntityOfPage"], depth+1)
	}
}

// isArticleType says whether a JSON-LD @type, one or several, is schema.org's Article or one of its kinds.
func isArticleType(value any) bool {
	return slices.ContainsFunc(wordsIn(value, ""), func(t string) bool {
		t = t[strings.LastIndexAny(t, "/:")+1:]
		return strings.HasSuffix(t, "Article") || t == "BlogPosting" || t == "LiveBlogPosting" || t == "Report" ||
			t == "AnalysisNewsArticle"
	})
}

func articleOf(v map[string]any) ldArticle {
	a := ldArticle{
		headline:    firstOf(wordsIn(v["headline"], "")),
		publisher:   firstOf(wordsIn(v["publisher"], "name")),
		published:   firstOf(wordsIn(v["datePublished"], "")),
		authors:     wordsIn(v["author"], "name"),
		corrections: wordsIn(v["correction"], "text"),
		modified:    firstOf(wordsIn(v["dateModified"], "")),
		dateline:    firstOf(wordsIn(v["dateline"], "")),
		language:    firstOf(wordsIn(v["inLanguage"], "alternateName")),
		address:     firstOf(append(wordsIn(v["mainEntityOfPage"], "@id"), wordsIn(v["url"], "")...)),
		paid:        saysNo(v["isAccessibleForFree"]),
	}
	if a.headline == "" {
		a.headline = firstOf(wordsIn(v["name"], ""))
	}
	return a
}

// saysNo says whether a JSON-LD value is false: the value itself, the word, or schema.org's address of it.
func saysNo(value any) bool {
	switch v := value.(type) {
	case bool:
		return !v
	case string:
		return strings.HasSuffix(strings.ToLower(strings.TrimSpace(v)), "false")
	default:
		return false
	}
}

// wordsIn gives the strings of a value: itself, those of a list, or the member of an object with that key.
func wordsIn(value any, key string) []string {
	switch v := value.(type) {
	case string:
		if s := oneLine(html.UnescapeString(v)); s != "" {
			return []string{s}
		}
	case []any:
		var all []string
		for _, item := range v[:min(len(v), maxLDBlocks)] {
			if _, nested := item.([]any); !nested {
				all = append(all, wordsIn(item, key)...)
			}
		}
		return all
	case map[string]any:
		if _, plain := v[key].(string); plain {
			return wordsIn(v[key], "")
		}
	}
	return nil
}

func firstOf(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

// maxLine is the most bytes of a title, a list of authors or a caption. Headlines stay under 200; past this it is a text.
const maxLine = 1000

// oneLine gives words on one line without control characters; "" if they are too many to be a line.
func oneLine(s string) string {
	if len(s) > maxLDBytes {
		return ""
	}
	s = joinFields(s)
	if len(s) > maxLine {
		return ""
	}
	return s
}

// joinFields puts one space between words; control characters part words too.
func joinFields(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), parting), " ")
}
