package sources

import (
	"net/url"
	"strings"
)

// Admits says whether a hit is one that the query asks for: not on NotHost or a subdomain of it, and not published
// outside From and To. A hit without a date is admitted, for most undated pages are merely badly marked. A leading
// "www." of NotHost does not count. Hits are looked at by their URL alone, not by Also.
func (q Query) Admits(h Hit) bool {
	if !h.Published.IsZero() {
		if !q.From.IsZero() && h.Published.Before(q.From) || !q.To.IsZero() && h.Published.After(q.To) {
			return false
		}
	}
	own := strings.TrimPrefix(strings.Trim(strings.ToLower(q.NotHost), "."), "www.")
	if own == "" {
		return true
	}
	u, err := url.Parse(h.URL)
	if err != nil {
		return !strings.Contains(strings.ToLower(h.URL), own)
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	return host != own && !strings.HasSuffix(host, "."+own)
}
