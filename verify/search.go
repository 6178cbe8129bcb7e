package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"secondsource/claims"
	"secondsource/sources"
)

const (
	// askedAtOnce is how many questions one place is asked at a time. Each place has its own count, so that one with a
	// long least interval holds up nobody else. Asking is waiting: 20 claims with three questions each to three places
	// that answer in 200 ms take 0.8 s (TestSearchTakesRounds). What a place can bear is its own to say: one that wants
	// time between two questions is asked one at a time, the worthiest claim first, so that a limit which it sets on the
	// way falls on the same questions whenever the check is repeated.
	askedAtOnce = 16
	// slowTime is how long a place that wants time between two questions may be asked for one story: the worthiest claims
	// that fit are asked there, with one question each, and the others' searches say that they were left out. GDELT wants
	// 5 s; 200 claims with three questions each would take it most of an hour.
	slowTime = 2 * time.Minute
	// readAtOnce is how many pages are read at a time, kept copies and fetched ones together.
	readAtOnce = 32
)

// A question is one query to one place.
type question struct {
	place int
	query sources.Query
	worth float64 // of the worthiest claim that wants to know
}

// A reply is what came of a question.
type reply struct {
	hits []sources.Hit
	err  error
}

// A lookup is all that is asked of one place about one claim.
type lookup struct {
	claim, place int
	questions    []int // their numbers, the fullest first
	hits         []sources.Hit
	pages        []int // number of each hit's page among those to read
	err          error
	empty        bool // the place holds nothing to search in
	skipped      bool // the place was not asked about this claim: see slowTime
}

// search asks every place about every claim, reads what they name, and puts it all back in claim order.
func (c *check) search(ctx context.Context) error {
	questions, lookups := c.questions()
	c.steps.Store(int64(len(questions) + len(c.asked)))
	replies, err := c.ask(ctx, questions)
	if err != nil {
		return fmt.Errorf("search coverage: %w", err)
	}
	for i := range lookups {
		lookups[i].merge(questions, replies, c.Setup.Limits.Hits)
	}
	pages, err := c.read(ctx, lookups)
	if err != nil {
		return fmt.Errorf("read coverage: %w", err)
	}
	for _, l := range lookups {
		c.take(l, pages)
	}
	return c.searchFacts(ctx)
}

// ask asks all places at once, each at most askedAtOnce questions at a time, and one that wants time between them one by
// one in order of worth.
func (c *check) ask(ctx context.Context, questions []question) ([]reply, error) {
	replies := make([]reply, len(questions))
	byPlace := make([][]int, len(c.Coverage))
	for i, q := range questions {
		byPlace[q.place] = append(byPlace[q.place], i)
	}
	g, ctx := errgroup.WithContext(ctx)
	for place, numbers := range byPlace {
		atOnce := askedAtOnce
		if c.Coverage[place].Interval > 0 {
			atOnce = 1
			slices.SortStableFunc(numbers, func(i, j int) int { return -cmp.Compare(questions[i].worth, questions[j].worth) })
		}
		g.Go(func() error {
			return c.each(ctx, len(numbers), atOnce, func(ctx context.Context, i int) error {
				r := &replies[numbers[i]]
				r.hits, r.err = c.Coverage[place].Provider.Search(ctx, questions[numbers[i]].query)
				return ctx.Err()
			})
		})
	}
	return replies, g.Wait()
}

// questions gives what is to be asked, nothing of one place twice, and who wants to know.
func (c *check) questions() ([]question, []lookup) {
	var all []question
	var lookups []lookup
	known := map[string]int{}
	for _, i := range c.asked {
		queries := queriesOf(c.story, c.claims[i], c.Setup.Limits.Hits)
		for place := range c.Coverage {
			l := lookup{claim: i, place: place, skipped: !c.fits(place, i)}
			for _, q := range c.questionsFor(place, queries, l.skipped) {
				// The story gives host, dates and limit, so that only the words and the place differ.
				key := fmt.Sprintf("%d %q %q %q", place, q.Text, q.Terms, q.Names)
				if _, ok := known[key]; !ok {
					known[key] = len(all)
					all = append(all, question{place: place, query: q})
				}
				asked := &all[known[key]]
				asked.worth = max(asked.worth, c.claims[i].Worth)
				l.questions = append(l.questions, known[key])
			}
			lookups = append(lookups, l)
		}
	}
	return all, lookups
}

// questionsFor gives what one place is asked: a slow one only for names, numbers and head nouns, which every place can use,
// or for all words where those are too few to tell one event from another.
func (c *check) questionsFor(place int, queries queries, skipped bool) []sources.Query {
	switch {
	case skipped:
		return nil
	case c.Coverage[place].Interval > 0:
		return queries.all[queries.keys:][:1]
	}
	return queries.all
}

// fits says whether a claim is among the worthiest that one place has the time for.
func (c *check) fits(place, claim int) bool {
	every := c.Coverage[place].Interval
	if every <= 0 {
		return true
	}
	before := 0 // claims that go first
	for _, i := range c.asked {
		if w, own := c.claims[i].Worth, c.claims[claim].Worth; w > own || w == own && i < claim {
			before++
		}
	}
	return time.Duration(before+1)*every <= slowTime
}

// fusionBase is k of reciprocal rank fusion, as its paper has it (Cormack, Clarke and Büttcher, SIGIR 2009).
const fusionBase = 60

// merge makes one list of the hits of all questions: by the sum of 1/(60+rank), equals in the order of the questions
// and then of rank. A question that failed leaves its error, and the others' hits stay.
func (l *lookup) merge(questions []question, replies []reply, limit int) {
	score, failed := map[string]float64{}, []string{}
	empty := 0
	for _, n := range l.questions {
		r := replies[n]
		switch {
		case errors.Is(r.err, sources.ErrNoCoverage):
			empty++
		case r.err != nil:
			if !slices.Contains(failed, r.err.Error()) {
				failed = append(failed, r.err.Error())
			}
		}
		rank := 0
		for _, h := range r.hits {
			if !questions[n].query.Admits(h) {
				continue
			}
			rank++
			key := hitKey(h)
			if _, ok := score[key]; !ok {
				l.hits = append(l.hits, h)
			}
			score[key] += 1 / float64(fusionBase+rank)
		}
	}
	slices.SortStableFunc(l.hits, func(a, b sources.Hit) int { return -cmp.Compare(score[hitKey(a)], score[hitKey(b)]) })
	l.hits = l.hits[:min(max(0, limit), len(l.hits))]
	l.empty = empty > 0 && empty == len(l.questions)
	if len(failed) > 0 {
		l.err = errors.New(strings.Join(failed, "; "))
	}
}

// hitKey is what two hits on one piece have in common.
func hitKey(h sources.Hit) string { return cmp.Or(h.Stored, h.URL) }

// A pageRead is a page to read and what came of it.
type pageRead struct {
	place int
	hit   sources.Hit
	page  claims.Article
	err   error
}

// read reads the page of every hit, each once for all claims: a piece is found for many of them.
func (c *check) read(ctx context.Context, lookups []lookup) ([]pageRead, error) {
	var pages []pageRead
	known := map[string]int{}
	for i := range lookups {
		l := &lookups[i]
		for _, h := range l.hits {
			key := h.URL
			if c.keeper(l.place) != nil && h.Stored != "" {
				key = fmt.Sprintf("%d %s", l.place, h.Stored)
			}
			if _, ok := known[key]; !ok {
				known[key] = len(pages)
				pages = append(pages, pageRead{place: l.place, hit: h})
			}
			l.pages = append(l.pages, known[key])
		}
	}
	c.steps.Add(int64(len(pages)))
	return pages, c.each(ctx, len(pages), readAtOnce, func(ctx context.Context, i int) error {
		p := &pages[i]
		p.page, p.err = c.open(ctx, p.place, p.hit)
		return ctx.Err()
	})
}

// keeper gives a place's copies; nil if it keeps none.
func (c *check) keeper(place int) sources.Keeper {
	k, _ := c.Coverage[place].Provider.(sources.Keeper)
	return k
}

// open gives a hit's article: the kept copy if there is one, else what Read fetches.
func (c *check) open(ctx context.Context, place int, h sources.Hit) (claims.Article, error) {
	if keeper := c.keeper(place); keeper != nil && h.Stored != "" {
		return keeper.Kept(ctx, h.Stored)
	}
	if c.Read == nil {
		return claims.Article{}, errors.New("no copy is kept, and nothing is fetched without --online")
	}
	return c.Read(ctx, h.URL)
}

// take puts what a place said about a claim into the check. It is called in claim order, so that pages and problems
// come out the same for any number of workers.
func (c *check) take(l lookup, pages []pageRead) {
	name := c.Coverage[l.place].Name
	s := sources.Search{Provider: name, Hits: len(l.hits), Empty: l.empty, Skipped: l.skipped}
	if l.skipped {
		c.problemOnce(Problem{Stage: "limit", What: name, Message: fmt.Sprintf(
			"%s lets itself be asked once in %s: it was asked about the %d worthiest claims.", name, c.Coverage[l.place].Interval, slowTime/c.Coverage[l.place].Interval)})
	}
	if l.err != nil {
		s.Err = l.err.Error()
		c.problemOnce(Problem{Stage: "search", What: name, Message: failedWords(name, l)})
	}
	c.searches[l.claim] = append(c.searches[l.claim], s)
	for _, n := range l.pages {
		p := pages[n]
		if err := cmp.Or(p.err, noStory(p.page)); err != nil {
			c.unread[l.claim]++
			c.problemOnce(Problem{
				Stage: "read", What: sources.Shown(p.hit.URL),
				Message: fmt.Sprintf("%s was found but could not be read: %v.", sources.Shown(p.hit.URL), err),
			})
			continue
		}
		p.page.Primary = sources.IsPrimary(p.page.Ref)
		if _, known := c.pages[p.page.ID]; !known {
			c.pages[p.page.ID] = p.page
		}
		c.sendable[p.page.ID] = c.sendable[p.page.ID] || c.Coverage[l.place].Model
		if p.page.ID != c.story.ID && !slices.Contains(c.found[l.claim], p.page.ID) {
			c.found[l.claim] = append(c.found[l.claim], p.page.ID)
		}
	}
}

// noStory says why what was read is no piece of coverage; nil if it may be one. Whatever words an error page or a front page
// has, they are not those that were found.
func noStory(page claims.Article) error {
	switch {
	case slices.Contains(page.Signs, claims.SignNotFound):
		return errors.New("the page calls itself an error page")
	case slices.Contains(page.Signs, claims.SignRedirect):
		return errors.New("its address led to the front page of the site")
	}
	return nil
}

// failedWords says what a failed search means for the reader.
func failedWords(name string, l lookup) string {
	if len(l.hits) > 0 {
		return fmt.Sprintf("%s answered only in part: %v. What it found counts; claims on which it found nothing stay unchecked.", name, l.err)
	}
	return fmt.Sprintf("%s could not be searched: %v. Claims without other coverage stay unchecked.", name, l.err)
}

// problemOnce notes a problem that may befall many claims.
func (c *check) problemOnce(p Problem) {
	if !slices.Contains(c.problems, p) {
		c.problems = append(c.problems, p)
	}
}
