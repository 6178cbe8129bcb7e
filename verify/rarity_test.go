package verify_test

import (
	"testing"

	"secondsource/verify"
)

func TestRarity(t *testing.T) {
	t.Parallel()
	common, some, unknown := verify.Rarity("the"), verify.Rarity("Councils"), verify.Rarity("Quorblet")
	if common > 0.1 || some <= common || unknown <= some || unknown > 7 {
		t.Errorf("the %.2f, councils %.2f, an unknown word %.2f", common, some, unknown)
	}
	if verify.Rarity("council") != some {
		t.Errorf("council %.2f, councils %.2f", verify.Rarity("council"), some)
	}
	if got := verify.Stem("Council’s"); got != "council" {
		t.Errorf("stem %q", got)
	}
}
