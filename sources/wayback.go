package sources

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

var waybackService = Service{
	Name: "wayback", Online: true,
	For: "What a page said then, and pages that are gone: copies of the Internet Archive, by address and not by words. " +
		"It is asked when a page that was found is dead.",
	Terms: waybackTerms, Open: openWayback, Patience: waybackPatience,
}

// waybackTerms: the Internet Archive gives copies for research and scholarship; its interfaces block who asks often.
var waybackTerms = Terms{Every: 5 * time.Second, Why: "copies are for research and scholarship; the pages are the outlets'"}

const (
	waybackAvailable = "https://archive.org/wayback/available"
	waybackCDX       = "https://web.archive.org/cdx/search/cdx"
	waybackStamp     = "20060102150405"
	// waybackPatience is how long an answer may take: the index needs up to 40 s (ingest note §6).
	waybackPatience = 60 * time.Second
	// waybackMost is the most versions of a page that are asked for.
	waybackMost = 100
)

// ErrNoSnapshot is a page of which the Internet Archive has no copy that it can show. It was asked and said so.
var ErrNoSnapshot = errors.New("the Internet Archive has no copy of this page")

// A Snapshot is a copy of a page.
type Snapshot struct {
	URL    string    // where the copy is read
	Time   time.Time // when it was made
	Digest string    // of its content, as the archive counts it; "" if it was not told
}

// A Wayback finds copies of pages in the Internet Archive. It is safe for concurrent use.
type Wayback struct{ asker *asker }

func openWayback(set Setting) (Place, error) {
	return Place{Past: &Wayback{newAsker(set, waybackTerms)}}, nil
}

// A waybackAnswer is what the availability interface gives; without a copy archived_snapshots is {}.
type waybackAnswer struct {
	Snapshots *struct {
		Closest struct {
			Available bool   `json:"available"`
			URL       string `json:"url"`
			Timestamp string `json:"timestamp"`
			Status    string `json:"status"`
		} `json:"closest"`
	} `json:"archived_snapshots"`
}

// At gives the copy of a page that was made nearest to a time; a zero time asks for the newest. No copy is ErrNoSnapshot;
// any other error means that the archive could not be asked.
func (w *Wayback) At(ctx context.Context, address string, at time.Time) (Snapshot, error) {
	if Host(address) == "" {
		return Snapshot{}, fmt.Errorf("%q is no web address", shorten(address))
	}
	v := url.Values{"url": {address}}
	if !at.IsZero() {
		v.Set("timestamp", at.UTC().Format(waybackStamp))
	}
	page, err := w.asker.get(ctx, waybackAvailable+"?"+v.Encode())
	if err != nil {
		return Snapshot{}, err
	}
	return parseAvailable(page.Body)
}

// parseAvailable reads an answer of the availability interface.
func parseAvailable(body []byte) (Snapshot, error) {
	var answer waybackAnswer
	if err := decodeAnswer(body, &answer); err != nil {
		return Snapshot{}, fmt.Errorf("the Internet Archive: %w", err)
	}
	if answer.Snapshots == nil {
		return Snapshot{}, fmt.Errorf("the Internet Archive: %w", errNoJSON)
	}
	closest := answer.Snapshots.Closest
	if !closest.Available || closest.URL == "" || closest.Status != "" && closest.Status != "200" {
		return Snapshot{}, ErrNoSnapshot
	}
	made, err := time.Parse(waybackStamp, closest.Timestamp)
	address := strings.Replace(closest.URL, "http://web.archive.org/", "https://web.archive.org/", 1)
	if _, ok := plainAddress(address); err != nil || !ok || addressHost(address) != "web.archive.org" {
		return Snapshot{}, fmt.Errorf("the Internet Archive: %w", errNoJSON)
	}
	return Snapshot{URL: address, Time: made}, nil
}

// Versions gives the copies of a page that differ from the one before, oldest first, up to a hundred, between two times;
// zero times are open. None is an empty slice.
func (w *Wayback) Versions(ctx context.Context, address string, from, to time.Time) ([]Snapshot, error) {
	if Host(address) == "" {
		return nil, fmt.Errorf("%q is no web address", shorten(address))
	}
	v := url.Values{
		"url": {address}, "output": {"json"}, "collapse": {"digest"}, "filter": {"statuscode:200"},
		"fl": {"timestamp,original,digest"}, "limit": {fmt.Sprint(waybackMost)},
	}
	if !from.IsZero() {
		v.Set("from", from.UTC().Format(waybackStamp))
	}
	if !to.IsZero() {
		v.Set("to", to.UTC().Format(waybackStamp))
	}
	page, err := w.asker.get(ctx, waybackCDX+"?"+v.Encode())
	if err != nil {
		return nil, err
	}
	return parseCDX(page.Body)
}

// parseCDX reads an answer of the index: rows of strings, of which the first names the columns.
func parseCDX(body []byte) ([]Snapshot, error) {
	var rows few[[]string]
	if err := decodeAnswer(body, &rows); err != nil {
		return nil, fmt.Errorf("the Internet Archive: %w", err)
	}
	list := []Snapshot{}
	if len(rows.list) == 0 {
		return list, nil
	}
	column := map[string]int{}
	for i, name := range rows.list[0] {
		column[name] = i + 1
	}
	cell := func(row []string, name string) string {
		if at := column[name]; at > 0 && at <= len(row) {
			return row[at-1]
		}
		return ""
	}
	if column["timestamp"] == 0 || column["original"] == 0 {
		return nil, fmt.Errorf("the Internet Archive: %w", errNoJSON)
	}
	for _, row := range rows.list[1:] {
		made, err := time.Parse(waybackStamp, cell(row, "timestamp"))
		original, ok := plainAddress(cell(row, "original"))
		if err != nil || !ok {
			continue // a capture of something that is no page
		}
		list = append(list, Snapshot{
			URL:  "https://web.archive.org/web/" + cell(row, "timestamp") + "/" + original,
			Time: made, Digest: cell(row, "digest"),
		})
	}
	return list, nil
}

// A Reviver reads the copy of a page that is dead. It stands around what reads pages.
type Reviver struct {
	Web
	Past *Wayback // nil: dead pages stay dead
}

// Fetch reads the page at an address, or the newest copy of it if the server says that it is gone (404, 410). The page's
// URL is then the copy's. If there is no copy the error is the server's; if the archive could not be asked, both.
func (r Reviver) Fetch(ctx context.Context, address string) (Page, error) {
	page, err := r.Web.Fetch(ctx, address)
	if status := statusOf(err); r.Past == nil || status != 404 && status != 410 {
		return page, err
	}
	copied, pastErr := r.Past.At(ctx, address, time.Time{})
	if errors.Is(pastErr, ErrNoSnapshot) {
		return Page{}, err
	}
	if pastErr != nil {
		return Page{}, fmt.Errorf("%w; and the Internet Archive could not be asked for a copy: %w", err, pastErr)
	}
	page, pastErr = r.Past.asker.get(ctx, copied.URL)
	if pastErr != nil {
		return Page{}, fmt.Errorf("%w; and the Internet Archive's copy could not be read: %w", err, pastErr)
	}
	page.URL = cmp.Or(page.URL, copied.URL)
	return page, nil
}
