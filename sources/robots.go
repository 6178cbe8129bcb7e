package sources

import (
	"bytes"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// The limits of a robots.txt (ingest note §5).
const (
	// maxRobots is how much of it is read, in bytes: what RFC 9309 §2.5 asks of a reader at least. What follows is
	// passed over.
	maxRobots = 500 << 10
	// maxRobotsRules bounds the rules that count for us; what follows is passed over.
	maxRobotsRules = 1000
	// maxRobotsRule bounds one rule, in bytes. A longer Disallow is cut, which forbids more and never less; a longer
	// Allow is passed over.
	maxRobotsRule = 512
	// maxCrawlDelay is the longest delay that is believed (Heritrix's limit): with 1e9 seconds a site would stop us for
	// ever.
	maxCrawlDelay = 300 * time.Second
	// robotsAgent is the name that rules for us alone go by.
	robotsAgent = "secondsource"
)

// robots is what a site's robots.txt asks of us. The zero value allows everything.
type robots struct {
	rules []robotsRule
	delay time.Duration // between two requests; 0 if it asks for none
}

// A robotsRule allows or forbids the paths that its pattern matches from their start.
type robotsRule struct {
	pattern string // in the form of robotsForm; "*" stands for anything, "$" at the end for the path's end
	allow   bool
}

// parseRobots reads the groups of rules that are for us by name, or else those for everybody (RFC 9309 §2.2). What is no
// rule is passed over, so a page of HTML in the place of rules allows everything.
func parseRobots(raw []byte) robots {
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF"))
	if len(raw) > maxRobots {
		raw = raw[:maxRobots]
	}
	var p robotsParser
	for len(raw) > 0 {
		line := raw
		if end := bytes.IndexAny(raw, "\r\n"); end >= 0 {
			line, raw = raw[:end], raw[end+1:]
		} else {
			raw = nil
		}
		p.line(line)
	}
	if p.named {
		return p.ours
	}
	return p.everybody
}

// A robotsParser sorts rules into those for us and those for everybody.
type robotsParser struct {
	ours, everybody  robots
	named            bool // a group names us
	inAgents         bool // the line before was a User-agent
	forUs, forAnyone bool // whom the group at hand is for
}

func (p *robotsParser) line(line []byte) {
	line, _, _ = bytes.Cut(line, []byte("#"))
	name, rest, ok := bytes.Cut(line, []byte(":"))
	if !ok {
		return
	}
	value := string(bytes.TrimSpace(rest))
	switch field := strings.ToLower(string(bytes.TrimSpace(name))); field {
	case "user-agent", "useragent":
		p.agent(value)
	case "allow", "disallow":
		p.inAgents = false
		p.each(func(r *robots) { r.add(value, field == "allow") })
	case "crawl-delay":
		p.inAgents = false // it closes a list of agents as a rule does: so it is meant where it stands alone in a group
		p.each(func(r *robots) { r.delay = max(r.delay, crawlDelay(value)) })
	}
}

// agent begins a group, or goes on with the list of those that it is for.
func (p *robotsParser) agent(value string) {
	if !p.inAgents {
		p.forUs, p.forAnyone = false, false
	}
	p.inAgents = true
	switch {
	case value == "*":
		p.forAnyone = true
	case strings.EqualFold(productToken(value), robotsAgent):
		p.forUs, p.named = true, true
	}
}

// productToken is the name at the start of an agent: "secondsource" of "secondsource/1.0".
func productToken(s string) string {
	for i := range len(s) {
		if c := s[i] | 0x20; (c < 'a' || c > 'z') && s[i] != '-' && s[i] != '_' {
			return s[:i]
		}
	}
	return s
}

func (p *robotsParser) each(do func(*robots)) {
	if p.forUs {
		do(&p.ours)
	}
	if p.forAnyone {
		do(&p.everybody)
	}
}

// add adds a rule; an empty one says nothing.
func (r *robots) add(pattern string, allow bool) {
	if pattern == "" || len(r.rules) == maxRobotsRules || allow && len(pattern) > maxRobotsRule {
		return
	}
	if len(pattern) > maxRobotsRule {
		pattern = cutEscape(pattern[:maxRobotsRule])
	}
	end := ""
	if strings.HasSuffix(pattern, "$") {
		pattern, end = pattern[:len(pattern)-1], "$"
	}
	r.rules = append(r.rules, robotsRule{robotsForm(pattern, "$") + end, allow})
}

// cutEscape takes a half escape from the end.
func cutEscape(s string) string {
	if i := strings.LastIndexByte(s, '%'); i >= 0 && i > len(s)-3 {
		return s[:i]
	}
	return s
}

// crawlDelay reads a number of seconds; 0 for what is none.
func crawlDelay(s string) time.Duration {
	seconds, err := strconv.ParseFloat(s, 64)
	if (err != nil && !math.IsInf(seconds, 1)) || math.IsNaN(seconds) || seconds <= 0 {
		return 0
	}
	return time.Duration(min(seconds, maxCrawlDelay.Seconds()) * float64(time.Second))
}

// allows says whether the page may be read: what the longest rule that matches says, and of two equally long ones the one
// that allows (RFC 9309 §2.2.2). The time is linear in the rules and the address.
func (r robots) allows(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = robotsForm(path, "*$")
	longest, allowed := 0, true
	for _, rule := range r.rules {
		n := len(rule.pattern)
		if (n > longest || n == longest && rule.allow) && rule.matches(path) {
			longest, allowed = n, rule.allow
		}
	}
	return allowed
}

// robotsForm brings a path or pattern to the one form in which they are compared: escapes in capitals, none for letters,
// digits and "-._~", all other bytes beyond ASCII and those in also escaped (RFC 9309 §2.2.2).
func robotsForm(s, also string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				i += 2
				writeOctet(&b, byte(v), !unreserved(byte(v)))
				continue
			}
		}
		writeOctet(&b, c, c <= ' ' || c >= 0x7f || strings.IndexByte(also, c) >= 0)
	}
	return b.String()
}

func writeOctet(b *strings.Builder, c byte, escaped bool) {
	const hex = "0123456789ABCDEF"
	if escaped {
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		c = hex[c&15]
	}
	b.WriteByte(c)
}

// unreserved says whether an escape of the byte means the byte itself (RFC 3986 §2.3).
func unreserved(c byte) bool {
	l := c | 0x20
	return l >= 'a' && l <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// matches says whether the pattern matches the path from its start. Taking the first place for each piece between
// stars is enough: a later one leaves less for the rest. So no step is ever taken back.
func (r robotsRule) matches(path string) bool {
	pattern, toEnd := strings.CutSuffix(r.pattern, "$")
	piece, rest, star := strings.Cut(pattern, "*")
	if !strings.HasPrefix(path, piece) {
		return false
	}
	path = path[len(piece):]
	for star {
		piece, rest, star = strings.Cut(rest, "*")
		if !star && toEnd {
			return strings.HasSuffix(path, piece)
		}
		at := strings.Index(path, piece)
		if at < 0 {
			return false
		}
		path = path[at+len(piece):]
	}
	return !toEnd || path == ""
}
