package smallweb

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// Resolver gives a resolver that asks a name server of its own on loopback and no other. answer gives what a name in small
// letters without its last dot stands for: addresses, or another name that it is an alias of; nothing if there is no such
// name. The server ends with the test.
func Resolver(t testing.TB, answer func(name string) []string) *net.Resolver {
	t.Helper()
	conn, err := (&net.ListenConfig{}).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		serveNames(conn, answer)
	}()
	t.Cleanup(func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
		<-done
	})
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// serveNames answers questions until the connection is closed.
func serveNames(conn net.PacketConn, answer func(string) []string) {
	packet := make([]byte, 1500)
	for {
		n, from, err := conn.ReadFrom(packet)
		if err != nil {
			return
		}
		if reply := reply(packet[:n], answer); reply != nil {
			_, _ = conn.WriteTo(reply, from) // a lost packet is asked for again
		}
	}
}

// reply answers one question; nil if it is none.
func reply(packet []byte, answer func(string) []string) []byte {
	var p dnsmessage.Parser
	head, err := p.Start(packet)
	if err != nil {
		return nil
	}
	q, err := p.Question()
	if err != nil {
		return nil
	}
	m := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: head.ID, Response: true, Authoritative: true, RecursionAvailable: true},
		Questions: []dnsmessage.Question{q},
	}
	found := answer(strings.ToLower(strings.TrimSuffix(q.Name.String(), ".")))
	if len(found) == 0 {
		m.RCode = dnsmessage.RCodeNameError
	}
	name := q.Name
	for _, value := range found {
		record := dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: name, Class: dnsmessage.ClassINET}}
		ip, err := netip.ParseAddr(value)
		switch {
		case err != nil:
			alias := dnsmessage.MustNewName(value + ".")
			record.Body, name = &dnsmessage.CNAMEResource{CNAME: alias}, alias
		case ip.Is4() && q.Type == dnsmessage.TypeA:
			record.Body = &dnsmessage.AResource{A: ip.As4()}
		case ip.Is6() && q.Type == dnsmessage.TypeAAAA:
			record.Body = &dnsmessage.AAAAResource{AAAA: ip.As16()}
		default:
			continue
		}
		m.Answers = append(m.Answers, record)
	}
	raw, err := m.Pack()
	if err != nil {
		return nil
	}
	return raw
}
