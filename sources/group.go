package sources

import (
	"time"

	"secondsource/claims"
)

// The shares of the smaller text at which two texts count as one origin.
const (
	// joinShare: 799 of 800 near copies found, one false pair in 12,720 (ingest note §8.1).
	joinShare = 0.25
	// markShare joins texts that both say they have one origin: at .15 the text alone made 4 false pairs in 12,720
	// (ingest note §8.1), and unrelated texts seldom carry one agency's mark as well.
	markShare = 0.15
	// trioShare joins texts of markShare or more that also have so much of the smaller one's runs of three words outside
	// quotation marks in common: the copy is reworded throughout. A text that takes over some paragraphs and leaves the
	// rest has hardly more runs of three than of five: of the 40 pairs of FNC-1 bodies from .15 to .25 none had more than
	// .35. With every fifth word replaced half are left (.8³); this finds 506 of 510 near copies, where .25 alone found 502.
	trioShare = 0.4
	// farShare joins texts more than window apart, and texts that are little but one quotation: half of a text is more
	// than the fixed phrases of a yearly report or the quotation of an otherwise separate story make up. One date in
	// eight is wrong (ingest note §3), so that a date alone must not part two copies.
	farShare = 0.5
	// minShared is the fewest distinct shingles behind any join by text: twelve words in one run. Shorter runs are
	// formulas, as "may not be published, broadcast, rewritten or redistributed"; it matters for texts under 36 words.
	minShared = 8
)

// window is how far apart in time a story and its copies appear (ingest note §8.2).
const window = 7 * 24 * time.Hour

// A reason says what kind of thing joins two articles.
type reason int

// The reasons, in the order in which Why names them.
const (
	sameText reason = iota
	sharedText
	rewordedText
	wireMark
	pressRelease
	canonicalLink
	oneCanonical
	oneBrand
	onePublisher
	oneOwner
	reasons // how many there are
)

// byText says whether the reason stands on words that the texts share.
func (r reason) byText() bool { return r <= pressRelease }

// An edge joins two articles, by their places.
type edge struct {
	a, b   int // for canonicalLink a's page names b
	reason reason
	overlap
	name string // the agency, issuer, address, brand, publisher or owner
}

// A part is an article with what grouping needs of it.
type part struct {
	claims.Article
	outlet
	marks
	fingerprint
	trios []uint64 // nil until they are needed
}

// Groups sorts articles by origin: those that share text, a canonical address, a publisher or an owner are one group,
// and so are those joined only through others. Each article is in exactly one group; articles with one ID count once.
// Groups, and the articles in each, stand in order of publication, those without a date last, then of ID; group IDs are
// g1, g2 and so on. Why is one sentence and never empty: each kind of thing that joins the group with its figure, or
// what sets a single article apart. The result depends on neither the order of articles nor the machine. No articles
// give an empty slice.
//
// What joins (ingest note §8): the same words; 5-word-shingle containment of .25 of the smaller text outside quotation
// marks, within seven days (.5 if further apart); .15 if both carry the mark of one agency or press release, or
// if .4 of the runs of three words are shared as well; a canonical link to the other, or both to a third; one name
// under two country domains; one registrable domain or publisher; one of [DefaultOwners]. A mark alone joins nothing,
// since an agency has many stories; nor does a shared quotation. Texts of .15 or more that do not join are in Partly.
func Groups(articles []claims.Article) []Group { return DefaultOwners().Groups(articles) }
