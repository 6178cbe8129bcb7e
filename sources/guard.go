package sources

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
)

// ErrRefused is an address that secondsource will not call: not public, or not on a web port. A page could otherwise
// make the newsroom's own machines answer for it.
var ErrRefused = errors.New("this address is not on the public web")

// Allowed is a range of addresses, with a port, that may be called although it is not public. It exists for tests on
// loopback and for an archive inside the house.
type Allowed struct {
	Prefix netip.Prefix
	Port   uint16
}

// String writes the range as ParseAllowed reads it.
func (a Allowed) String() string {
	if a.Prefix.IsSingleIP() {
		return netip.AddrPortFrom(a.Prefix.Addr(), a.Port).String()
	}
	return fmt.Sprintf("%s:%d", a.Prefix, a.Port)
}

// ParseAllowed reads an address or a range with a port: 127.0.0.1:8080, [::1]:8080, 10.1.0.0/16:80.
func ParseAllowed(s string) (Allowed, error) {
	if to, err := netip.ParseAddrPort(s); err == nil && to.Addr().Zone() == "" && to.Port() != 0 {
		ip := to.Addr().Unmap()
		return Allowed{netip.PrefixFrom(ip, ip.BitLen()), to.Port()}, nil
	}
	i := strings.LastIndexByte(s, ':')
	if i >= 0 {
		prefix, err := netip.ParsePrefix(s[:i])
		port, portErr := strconv.ParseUint(s[i+1:], 10, 16)
		if err == nil && portErr == nil && port != 0 {
			return Allowed{prefix, uint16(port)}, nil
		}
	}
	return Allowed{}, fmt.Errorf("%q is no address with a port, as 127.0.0.1:8080 or 10.1.0.0/16:80", s)
}

// A guard judges addresses at the last moment, when the name has been looked up and the socket is about to connect:
// looking up first and calling later is beaten by a name that changes its answer (reliability note §2.1).
type guard struct{ allow []Allowed }

// control is a [net.Dialer]'s Control.
func (g guard) control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrRefused, address)
	}
	return g.check(to)
}

// check gives nil for an address that may be called.
func (g guard) check(to netip.AddrPort) error {
	ip := to.Addr().Unmap()
	for _, a := range g.allow {
		if a.Prefix.Contains(ip) && a.Port == to.Port() {
			return nil
		}
	}
	switch {
	case to.Port() != 80 && to.Port() != 443:
		return fmt.Errorf("%w: port %d of %s is no web port", ErrRefused, to.Port(), ip)
	case !publicAddr(ip):
		return fmt.Errorf("%w: %s is private or reserved", ErrRefused, ip)
	}
	return nil
}

// public6 is the only part of IPv6 that is given out as public (IANA). It alone leaves out NAT64 64:ff9b::/96,
// fd00::/8, fec0::/10 and 5f00::/16.
var public6 = netip.MustParsePrefix("2000::/3")

// reserved are the ranges inside the public ones that are not: the IANA special-purpose registries
// (reliability note §2.1).
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network
	netip.MustParsePrefix("10.0.0.0/8"),      // private
	netip.MustParsePrefix("100.64.0.0/10"),   // carriers' shared addresses
	netip.MustParsePrefix("127.0.0.0/8"),     // loopback
	netip.MustParsePrefix("169.254.0.0/16"),  // link-local; 169.254.169.254 gives out a cloud machine's keys
	netip.MustParsePrefix("172.16.0.0/12"),   // private
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments
	netip.MustParsePrefix("192.0.2.0/24"),    // documentation
	netip.MustParsePrefix("192.31.196.0/24"), // AS112
	netip.MustParsePrefix("192.52.193.0/24"), // AMT relays
	netip.MustParsePrefix("192.88.99.0/24"),  // 6to4 relays
	netip.MustParsePrefix("192.168.0.0/16"),  // private
	netip.MustParsePrefix("192.175.48.0/24"), // AS112
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"), // documentation
	netip.MustParsePrefix("203.0.113.0/24"),  // documentation
	netip.MustParsePrefix("224.0.0.0/4"),     // multicast
	netip.MustParsePrefix("240.0.0.0/4"),     // reserved, broadcast
	netip.MustParsePrefix("2001::/23"),       // protocol assignments: Teredo, ORCHID, benchmarks
	netip.MustParsePrefix("2001:db8::/32"),   // documentation
	netip.MustParsePrefix("2002::/16"),       // 6to4: an IPv4 address in disguise
	netip.MustParsePrefix("2620:4f:8000::/48"),
	netip.MustParsePrefix("3fff::/20"), // documentation
}

// publicAddr says whether an unmapped address is on the public internet.
func publicAddr(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.Zone() != "" || (ip.Is6() && !public6.Contains(ip)) {
		return false
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}
