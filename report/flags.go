package report

import (
	"fmt"

	"secondsource/verify"
)

// flags prints what a reader should look at in a piece before relying on it.
func (p *page) flags(e verify.Evidence) {
	for _, f := range e.Flags {
		if words := flagWords(f); words != "" {
			p.para("        ! ", 10, words)
		}
	}
}

// flagWords says a flag in words; a kind of a newer program is "".
func flagWords(f verify.Flag) string {
	switch f.Kind {
	case verify.NumberFlag:
		return fmt.Sprintf("another number: the claim has “%s”, this piece “%s”", Plain(f.Claim), Plain(f.Passage))
	case verify.NameFlag:
		return fmt.Sprintf("the passages read of this piece do not have “%s”", Plain(f.Claim))
	case verify.DenialFlag:
		return "a sentence that says not, or that it is denied"
	}
	return ""
}
