package sources_test

import (
	"testing"
	"time"

	"secondsource/sources"
)

func TestQueryAdmits(t *testing.T) {
	t.Parallel()
	from, to := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2031, 2, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name string
		host string
		url  string
		at   time.Time
		want bool
	}{
		{"another site", "harbor.example", "https://gull.example/1", from, true},
		{"the story's own", "harbor.example", "https://harbor.example/1", from, false},
		{"its subdomain, in capitals", "harbor.example", "https://NEWS.Harbor.Example./1", from, false},
		{"www does not count", "www.harbor.example", "https://harbor.example/1", from, false},
		{"a name that only ends alike", "harbor.example", "https://newharbor.example/1", from, true},
		{"a draft has no site", "", "https://harbor.example/1", from, true},
		{"an address that is none", "harbor.example", "https://harbor.example/%zz", from, false},
		{"at the end of the window", "", "https://gull.example/1", to, true},
		{"too early", "", "https://gull.example/1", from.Add(-time.Second), false},
		{"too late", "", "https://gull.example/1", to.Add(time.Second), false},
		{"without a date", "", "https://gull.example/1", time.Time{}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			q := sources.Query{NotHost: tt.host, From: from, To: to}
			if got := q.Admits(sources.Hit{URL: tt.url, Published: tt.at}); got != tt.want {
				t.Errorf("%+v admits %s of %v: %v, want %v", q, tt.url, tt.at, got, tt.want)
			}
		})
	}
	if q := (sources.Query{}); !q.Admits(sources.Hit{Published: to}) {
		t.Error("an open query leaves something out")
	}
}
