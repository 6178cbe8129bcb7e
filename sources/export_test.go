package sources

import (
	"net/url"
	"syscall"
	"time"
)

// CheckAddress lets the guard be asked about an address without a call.
func CheckAddress(address string, allow []Allowed) error {
	return guard{allow}.control("tcp", address, nil)
}

// The limits that tests hold.
const (
	MaxRobots       = maxRobots
	MaxRobotsRules  = maxRobotsRules
	MaxRobotsRule   = maxRobotsRule
	MaxCrawlDelay   = maxCrawlDelay
	MaxFetchable    = maxFetchable
	MaxSites        = maxSites
	MaxTries        = maxTries
	MaxRetryAfter   = maxRetryAfter
	MaxHops         = maxHops
	MaxHeader       = maxHeader
	RobotsAge       = robotsAge
	FailedRobotsAge = failedRobotsAge
)

// RobotsAllow says what a robots.txt says of a path, and its Crawl-delay.
func RobotsAllow(text []byte, path string) (bool, time.Duration) {
	u, err := url.Parse("https://x.example" + path)
	if err != nil {
		return false, 0
	}
	r := parseRobots(text)
	return r.allows(u), r.delay
}

// MatchRobots says whether a pattern of robots.txt matches a path.
func MatchRobots(pattern, path string) bool {
	return robotsRule{pattern: pattern}.matches(path)
}

// Known is how many sites the fetcher remembers.
func (f *Fetcher) Known() int {
	f.sites.mu.Lock()
	defer f.sites.mu.Unlock()
	if len(f.sites.order) != len(f.sites.known) {
		return -1
	}
	return len(f.sites.known)
}

// Control is a [net.Dialer]'s Control.
type Control = func(network, address string, c syscall.RawConn) error

// Behind puts a control behind the guard of a fetcher or, with guarded false, in its place: what holds a test on this
// machine when the guard does not.
func (f *Fetcher) Behind(failSafe Control, guarded bool) *Fetcher {
	judge := guard{f.set.Allow}.control
	f.client.Transport = f.transport(func(network, address string, c syscall.RawConn) error {
		if guarded {
			if err := judge(network, address, c); err != nil {
				return err
			}
		}
		return failSafe(network, address, c)
	})
	return f
}
