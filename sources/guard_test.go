package sources_test

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"testing"

	"secondsource/sources"
)

// refusedAddresses are addresses of every range that is not public, in the forms in which they arrive after DNS.
var refusedAddresses = strings.Fields(`
	0.0.0.0 0.0.0.1 0.255.255.255 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 127.0.0.53
	169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.0.192 192.0.2.1
	192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1 192.168.255.255 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.7
	203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.254 255.255.255.255
	:: ::1 ::2 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:192.168.1.1 ::ffff:0:127.0.0.1
	64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 100:0:0:1::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
	2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2001:db8:ffff::1 2002:7f00:1::1 2002:a9fe:a9fe::1 2002:c0a8:101::1
	2620:4f:8000::1 3fff::1 3fff:fff::1 4000::1 5f00::1 fc00::1 fd00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 febf::1
	fec0::1 feff::1 ff02::1 ff05::2 ff0e::1`)

func TestGuardRefuses(t *testing.T) {
	if len(refusedAddresses) < 60 {
		t.Fatalf("only %d addresses", len(refusedAddresses))
	}
	for _, address := range refusedAddresses {
		for _, port := range []string{"80", "443"} {
			if err := sources.CheckAddress(net.JoinHostPort(address, port), nil); !errors.Is(err, sources.ErrRefused) {
				t.Errorf("%s port %s: got %v, want ErrRefused", address, port, err)
			}
		}
	}
	for _, address := range []string{"93.184.216.34:22", "93.184.216.34:8080", "93.184.216.34:0", "localhost:80", "", "1.2.3:80"} {
		if err := sources.CheckAddress(address, nil); !errors.Is(err, sources.ErrRefused) {
			t.Errorf("%q: got %v, want ErrRefused", address, err)
		}
	}
}

func TestGuardLetsThrough(t *testing.T) {
	for _, address := range []string{
		"93.184.216.34:443", "1.1.1.1:80", "8.8.8.8:443", "100.63.255.255:80", "100.128.0.1:80", "172.15.0.1:80", "172.32.0.1:80",
		"198.17.255.255:80", "198.20.0.1:80", "223.255.255.254:443", "[2606:4700::1111]:443", "[2a00:1450:4001::1]:443",
		"[2001:4860:4860::8888]:80", "[::ffff:1.1.1.1]:443",
	} {
		if err := sources.CheckAddress(address, nil); err != nil {
			t.Errorf("%s: got %v, want nil", address, err)
		}
	}
}

func TestParseAllowed(t *testing.T) {
	for s, want := range map[string]string{
		"127.0.0.1:8080": "127.0.0.1/32 8080", "[::1]:80": "::1/128 80", "10.1.0.0/16:80": "10.1.0.0/16 80", "fd00::/8:443": "fd00::/8 443",
		"[::ffff:10.0.0.1]:80": "10.0.0.1/32 80",
		"":                     "", "127.0.0.1": "", "127.0.0.1:0": "", "127.0.0.1:99999": "", "localhost:80": "", ":80": "", "10.1.0.0/16": "", "10.0.0.0/33:80": "",
		"[fe80::1%eth0]:80": "",
	} {
		a, err := sources.ParseAllowed(s)
		got := fmt.Sprint(a.Prefix, " ", a.Port)
		if (err == nil) != (want != "") || err == nil && got != want {
			t.Errorf("%q: got %q, %v, want %q", s, got, err, want)
		}
	}
}

func TestGuardAllows(t *testing.T) {
	allow := []sources.Allowed{{Prefix: netip.MustParsePrefix("127.0.0.0/8"), Port: 8042}}
	for address, ok := range map[string]bool{
		"127.0.0.1:8042": true, "[::ffff:127.0.0.1]:8042": true, "127.0.0.1:80": false, "127.0.0.1:8043": false,
		"[::1]:8042": false, "10.0.0.1:8042": false, "93.184.216.34:8042": false, "93.184.216.34:443": true,
	} {
		if err := sources.CheckAddress(address, allow); (err == nil) != ok {
			t.Errorf("%s: got %v, want ok %t", address, err, ok)
		}
	}
}
