package report

import (
	"cmp"
	"io"
	"slices"
	"time"

	"secondsource/claims"
	"secondsource/verify"
)

// A Review is a person's signed word on a claim, apart from the machine's verdict.
type Review struct {
	Run   string       `json:"run"`   // the recorded run that the person read
	Claim string       `json:"claim"` // of the run
	Label verify.Label `json:"label"` // what the person found
	By    string       `json:"by"`    // who signs; "": nobody did
	Note  string       `json:"note,omitempty"`
	URL   string       `json:"url,omitempty"` // where it is published; "" if nowhere yet
	At    time.Time    `json:"at,omitzero"`
}

// claimReviews is one schema.org graph of ClaimReview for all results: of claims that a person signed off, and of no others.
type claimReviews struct {
	w     io.Writer
	graph []claimReview
}

func newClaimReviews(w io.Writer) Writer { return &claimReviews{w, []claimReview{}} }

type (
	claimReview struct {
		Type         string        `json:"@type"`
		URL          string        `json:"url,omitempty"`
		Published    string        `json:"datePublished,omitempty"`
		Author       schemaAgent   `json:"author"`
		Claimed      string        `json:"claimReviewed"`
		Item         schemaClaim   `json:"itemReviewed"`
		ReviewRating schemaRating  `json:"reviewRating"`
		Body         string        `json:"reviewBody,omitempty"`
		Identifier   []schemaValue `json:"identifier"`
	}
	schemaAgent struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	schemaClaim struct {
		Type       string       `json:"@type"`
		Author     *schemaAgent `json:"author,omitempty"`
		Published  string       `json:"datePublished,omitempty"`
		Appearance *schemaWork  `json:"appearance,omitempty"`
	}
	schemaWork struct {
		Type     string `json:"@type"`
		URL      string `json:"url,omitempty"`
		Headline string `json:"headline,omitempty"`
	}
	schemaRating struct {
		Type  string `json:"@type"`
		Value int    `json:"ratingValue,omitempty"`
		Best  int    `json:"bestRating,omitempty"`
		Worst int    `json:"worstRating,omitempty"`
		Name  string `json:"alternateName"`
	}
	schemaValue struct {
		Type  string `json:"@type"`
		Name  string `json:"propertyID"`
		Value string `json:"value"`
	}
)

// ratings are the labels that a review may be published with. Neither end of the scale is called true or false.
var ratings = map[verify.Label]schemaRating{
	verify.Supported: {"Rating", 5, 5, 1, "Supported"},
	verify.Mixed:     {"Rating", 3, 5, 1, "Mixed"},
	verify.Refuted:   {"Rating", 1, 5, 1, "Refuted"},
	verify.NotFound:  {Type: "Rating", Name: "Unproven"},
}

func (c *claimReviews) Write(r verify.Result, o Options) error {
	for _, cl := range r.Run.Claims {
		if signed, ok := signedReview(o, cl.ID); ok {
			c.graph = append(c.graph, newClaimReview(r, cl, signed))
		}
	}
	return nil
}

// signedReview is the latest signed review of a claim that can be published.
func signedReview(o Options, claim string) (Review, bool) {
	var all []Review
	for _, v := range o.Reviews {
		if v.Claim == claim && v.Run != "" && v.Run == o.Receipt.ID && Plain(v.By) != "" {
			all = append(all, v)
		}
	}
	if len(all) == 0 {
		return Review{}, false
	}
	slices.SortStableFunc(all, func(a, b Review) int { return a.At.Compare(b.At) })
	last := all[len(all)-1]
	_, ok := ratings[last.Label] // a review that takes an earlier one back is none to publish
	return last, ok
}

func newClaimReview(r verify.Result, c claims.Claim, v Review) claimReview {
	story := r.Run.Article
	item := schemaClaim{Type: "Claim", Author: claimant(r, c)}
	if !story.Published.IsZero() {
		item.Published = story.Published.Format(time.DateOnly)
	}
	if webAddress(story.URL) {
		item.Appearance = &schemaWork{"NewsArticle", uri(story.URL), Plain(story.Title)}
	}
	out := claimReview{
		Type: "ClaimReview", Author: schemaAgent{"Person", Plain(v.By)}, Claimed: Plain(r.Pages[c.Article].Words(c.Content)),
		Item: item, ReviewRating: ratings[v.Label], Body: Plain(v.Note),
		Identifier: []schemaValue{{"PropertyValue", "secondsource run", Plain(v.Run)}, {"PropertyValue", "secondsource claim", c.ID}},
	}
	if webAddress(v.URL) {
		out.URL = uri(v.URL)
	}
	if !v.At.IsZero() {
		out.Published = v.At.Format(time.DateOnly)
	}
	return out
}

// claimant is whom the story lays a claim to: its own voice for a claim that it lays to nobody.
func claimant(r verify.Result, c claims.Claim) *schemaAgent {
	name, kind := Plain(cmp.Or(c.Name, r.Pages[c.Article].Words(c.Source))), "Thing"
	switch c.Kind {
	case claims.KindPerson:
		kind = "Person"
	case claims.KindOrganization, claims.KindMedia:
		kind = "Organization"
	case claims.KindNobody, claims.KindSelf:
		name, kind = Plain(r.Run.Article.Publisher), "Organization"
	default:
	}
	if name == "" {
		return nil
	}
	return &schemaAgent{kind, name}
}

func (c *claimReviews) Close() error {
	return indented(c.w, struct {
		Context string        `json:"@context"`
		Graph   []claimReview `json:"@graph"`
	}{"https://schema.org", c.graph})
}

// Remark says why the graph is empty.
func (c *claimReviews) Remark() string {
	if len(c.graph) > 0 {
		return ""
	}
	return "no claim was signed off by a person, so there is no ClaimReview to publish: a verdict of this program alone is none"
}
