package sources

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

var searxngService = Service{
	Name: "searxng", Argument: "ADDRESS", Needs: true, Online: true, Each: true,
	For:   "News search of a SearXNG of your own, which asks several search engines and keeps no profile.",
	Terms: searxngTerms, Open: openSearXNG,
}

// searxngTerms: a question goes on to several search engines, which block who asks often.
var searxngTerms = Terms{Every: 3 * time.Second, Why: "titles are the search engines' and outlets', each with terms of its own"}

// A SearXNG searches the news category of a SearXNG instance. It is safe for concurrent use.
type SearXNG struct {
	asker *asker
	base  string // without a slash at its end
}

func openSearXNG(set Setting) (Place, error) {
	u, err := url.Parse(set.Argument)
	if err != nil || u.Host == "" || !IsAddress(set.Argument) {
		return Place{}, fmt.Errorf("searxng needs the address of your instance, as in searxng:https://search.newsroom.example, not %q", shorten(set.Argument))
	}
	if u.User != nil {
		return Place{}, errors.New("searxng takes no user name or password in its address, which is stored with every run")
	}
	u.RawQuery, u.Fragment = "", ""
	base := strings.TrimSuffix(strings.TrimSuffix(u.String(), "/"), "/search")
	return Place{Coverage: &SearXNG{newAsker(set, searxngTerms), base}}, nil
}

// A searxngAnswer is what /search?format=json gives.
type searxngAnswer struct {
	Results      *few[searxngResult] `json:"results"`
	Unresponsive few[[]string]       `json:"unresponsive_engines"` // pairs of engine and reason
}

type searxngResult struct {
	URL       string  `json:"url"`
	Title     string  `json:"title"`
	Published string  `json:"publishedDate"`
	Score     float64 `json:"score"`
}

// Search asks for one page of news, which has some 20 hits. If a search engine did not answer that is an error beside the
// others' hits.
func (s *SearXNG) Search(ctx context.Context, q Query) ([]Hit, error) {
	words := searchWords(q)
	if words == "" {
		return []Hit{}, nil
	}
	page, err := s.asker.get(ctx, s.base+"/search?"+url.Values{
		"q": {words}, "format": {"json"}, "categories": {"news"}, "language": {"en"},
	}.Encode())
	if statusOf(err) == http.StatusForbidden {
		return nil, fmt.Errorf("this SearXNG gives no JSON: add json to search.formats in its settings.yml (%w)", err)
	}
	if err != nil {
		return nil, err
	}
	answer, err := parseSearXNG(page.Body)
	if err != nil {
		return nil, err
	}
	hits := []Hit{}
	for _, r := range answer.Results.list {
		published, _ := parseDate(r.Published)
		address, ok := plainAddress(r.URL)
		hit := Hit{URL: address, Title: plainWords(r.Title, maxTitle), Publisher: Host(address), Published: published, Score: r.Score}
		if !ok || !q.Admits(hit) {
			continue
		}
		hits = append(hits, hit)
		if len(hits) == q.Limit {
			break
		}
	}
	return searxngTerms.allowed(hits), answer.silent()
}

// silent is the error for engines that did not answer: what they would have found is not "nothing". nil if all did.
func (a searxngAnswer) silent() error {
	switch n := len(a.Unresponsive.list); {
	case n == 0:
		return nil
	case len(a.Results.list) == 0:
		return fmt.Errorf("none of its search engines answered (%d did not respond)", n)
	default:
		return fmt.Errorf("%d of its search engines did not respond; take engines that never do out of its settings", n)
	}
}

// parseSearXNG reads an answer.
func parseSearXNG(body []byte) (searxngAnswer, error) {
	var answer searxngAnswer
	if err := decodeAnswer(body, &answer); err != nil {
		return searxngAnswer{}, fmt.Errorf("this SearXNG: %w", err)
	}
	if answer.Results == nil {
		return searxngAnswer{}, fmt.Errorf("this SearXNG: %w", errNoJSON)
	}
	return answer, nil
}

// maxSearchWords is the most words of a question to a search engine: Google's own limit is 32, and each further word loses
// hits.
const maxSearchWords = 12

// searchWords is a question in words: names first.
func searchWords(q Query) string {
	var words []string
	for _, all := range [][]string{q.Names, q.Terms} {
		for _, w := range all {
			// A search engine would take a colon or an exclamation mark for an order (site:, !images).
			w = strings.Trim(plainWords(strings.NewReplacer(":", " ", "!", " ", `"`, " ").Replace(w), 100), "-+ ")
			if w != "" && len(words) < maxSearchWords {
				words = append(words, w)
			}
		}
	}
	return strings.Join(words, " ")
}
