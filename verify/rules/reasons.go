package rules

import (
	"slices"
	"strings"

	"secondsource/claims"
)

// A reason is a passage that says that a source asked for anonymity, or why.
type reason struct {
	at       claims.Span // the words, in the sentence
	sentence int
	why      bool // it says why
	rote     bool // in a formula alone
}

var (
	// condition is that a source is not named.
	condition = pattern(`(?:on|under) (?:the )?condition (?:of (?:strict )?anonymity|(?:that )?(?:he|she|they|it|his|her|their|the)\b.{0,40}?\b(?:named|identified|quoted))` +
		`|conditions? of anonymity` +
		`|(?:asked|asking|asks|requested|requesting|preferred|wished|wanted|insisted) (?:not|that .{1,30} not|never) (?:to )?be (?:named|identified|quoted)` +
		`|(?:asked|asking|asks|requested|requesting) (?:that )?(?:his|her|their) (?:full |real |last )?names? (?:not )?(?:be )?(?:withheld|used|published|printed)?` +
		`|(?:declined|declining|refused|refusing|did not want|do not want|did not wish) to be (?:named|identified|quoted)` +
		`|(?:requested|requesting|sought|seeking|asked for|asking for|demanded|granted|given|promised|allowed|offered|grants|granting) anonymity` +
		`|(?:spoke|speaking|speaks|talked|talking|described .{1,40}) anonymously` +
		`|(?:remain|stay|remaining|remained|kept|keeping) anonymous` +
		`|names? (?:is|are|was|were|has been|have been) (?:being )?withheld|withhold(?:s|ing)? (?:his|her|their|the) names?|withheld (?:his|her|their) names?` +
		`|(?:not|\w+n[’']t|cannot|can not|never) (?:be |being |been )?(?:named|identified|naming|identifying)` +
		`|(?:declined|declining|refused|refusing) to (?:speak|talk|be quoted) on the record|off the record|without (?:being|having .{1,20} be) (?:named|identified)|not for attribution|on background|identified only as|speaking only`)
	// formula is a reason that says nothing of this source.
	formula = pattern(`not (?:been |being )?(?:authori[sz]ed|permitted|allowed|cleared|supposed|at liberty|free) to (?:publicly |openly )?(?:speak|discuss|comment|talk|brief|disclose|address|release|share|describe|reveal|give|be)\b` +
		`|\w+n[’']t (?:been |being )?(?:authori[sz]ed|permitted|allowed|cleared|supposed|free) to (?:publicly |openly )?(?:speak|discuss|comment|talk|brief|disclose|address|release|share|describe|reveal|give|be)\b` +
		`|unauthori[sz]ed to|lacked (?:the )?authori[sz]ation|without authori[sz]ation to|no authority to speak` +
		`|(?:sensitivity|sensitive nature|delicacy|delicate nature|confidential nature|private nature) of|(?:is|was|are|were|so|too) (?:so |too |highly |very |politically )?(?:sensitive|delicate)|a (?:sensitive|delicate|private|confidential|personnel) (?:matter|subject|issue|topic|situation)|sensitive (?:matters?|subjects?|issues?|topics?|discussions?|deliberations?|negotiations?|information)` +
		`|(?:speak|talk|discuss .{1,40}|to be) (?:more )?(?:freely|candidly|frankly|openly)|to be (?:candid|frank)|candor|candour` +
		`|(?:discuss|discussing|describe|describing|disclose|detail|details of|talk about|relay|recount|share|reveal) (?:the |what were |what was |an? |about )?(?:private|internal|confidential|closed-door|non-?public|ongoing|personnel|continuing|pending|active|intelligence|classified)\b` +
		`|(?:talks|negotiations|discussions|deliberations|conversations|meeting|matter|information|investigation|inquiry|details|plans?|process|findings|report) (?:is|are|was|were|has|have|had) (?:still )?(?:not (?:yet )?(?:been )?(?:made )?(?:public|final|finali[sz]ed|announced|released)|private|confidential|ongoing|continuing|under way|pending|internal)` +
		`|(?:company|department|agency|ministry|internal|office|government|customary|house|ground|diplomatic|club) (?:policy|rules?|protocol|practice|custom)`)
	// bound are formulas that are of sources alone, so that they need no word on names beside them.
	bound = pattern(`authori[sz]ed|unauthori[sz]ed|(?:not|\w+n[’']t) (?:been |being )?(?:permitted|allowed|at liberty|free) to (?:publicly |openly )?(?:speak|discuss|comment|talk)`)
	// stake is what the source has to lose, which a formula does not say.
	stake = pattern(`fear|feared|fears|fearing|afraid|for fear|repris\w*|retaliat\w*|retribution|reveng\w*|backlash|harass\w*|threat\w*|endanger\w*|danger|safety|security risk|lives?|arrest\w*|persecut\w*|punish\w*|prosecut\w*|jail\w*|prison|deport\w*|sued|lawsuit|libel|` +
		`(?:lose|losing|lost|keep|risk|risking|cost (?:him|her|them)|jeopardi[sz]\w*|protect\w*|damage|hurt|harm) (?:his|her|their|the|a|any|future)? ?(?:own )?(?:jobs?|work|positions?|contracts?|careers?|pensions?|licen[cs]es?|visas?|identit(?:y|ies)|famil(?:y|ies)|children|relatives|relationships?|clients?|business(?:es)?|privacy)|` +
		`fired|sacked|dismiss\w*|blacklist\w*|victims?|minors?|under ?age|child|juvenile|nondisclosure|non-disclosure|confidentiality (?:agreement|clause|order)|court order|gag order|legal reasons|by law|the law (?:forbids|bars)|prohibits?|witness protection|stigma|medical|illness|patients?|ashamed|shame|undocumented|still works? (?:there|for|with|at)|employer`)
	// because opens a reason.
	because = pattern(`because|since|citing|cited|for fear|out of fear|fearing|lest|so (?:that|as)|in order to|given the|due to|owing to|for (?:legal|security|safety|privacy|personal|family|professional|that) reasons?|to (?:avoid|protect|preserve|discuss|describe|speak|talk|disclose|detail|share|reveal|relay|recount)|as (?:he|she|they|the|it)|on the ground|saying|worried|concerned`)
)

// findReasons finds where the story says that a source wants no name, and why. Each sentence is read once, and the one
// behind it where it alone gives no reason.
func (s *story) findReasons() []reason {
	var out []reason
	for i := range s.sentences {
		if r, ok := s.reason(i); ok {
			out = append(out, r)
		}
	}
	return out
}

// reason reads one sentence; false if it says nothing of a source that wants no name.
func (s *story) reason(i int) (reason, bool) {
	at, text := s.sentences[i], s.text(s.sentences[i])
	if !hinted(text) {
		return reason{}, false
	}
	r := reason{sentence: i}
	cond, form := condition.FindStringIndex(text), formula.FindStringIndex(text)
	switch {
	case cond != nil:
		r.at = claims.Span{Start: at.Start + cond[0], End: at.Start + cond[1]}
	case form != nil && bound.MatchString(text) && anonymous.MatchString(text): // else it is of somebody who is named: "was not allowed to speak at the meeting"
		r.at = claims.Span{Start: at.Start + form[0], End: at.Start + form[1]}
	default:
		return reason{}, false
	}
	r.read(text, cond, form)
	if r.rote {
		r.at = claims.Span{Start: at.Start + form[0], End: at.Start + form[1]}
	}
	if !r.why && i+1 < len(s.sentences) && s.sameLine(i, i+1) {
		next := s.text(s.sentences[i+1])
		if form := formula.FindStringIndex(next); form != nil || because.MatchString(next) && stake.MatchString(next) {
			r.why, r.rote = true, form != nil && !stake.MatchString(next)
		}
	}
	return r, true
}

// read settles whether a sentence says why, and whether in a formula alone.
func (r *reason) read(text string, cond, form []int) {
	risk := stake.MatchString(text)
	r.rote = form != nil && !risk
	r.why = form != nil || risk
	if cond == nil || r.why {
		return
	}
	tail := text[cond[0]:]
	if cut := saidAfter.FindStringIndex(tail); cut != nil {
		tail = tail[:cut[0]]
	}
	r.why = because.MatchString(tail)
}

// saidAfter ends what a sentence says of a source's wish.
var saidAfter = loose(`, (?:said|says|told|confirmed|added)\b`)

// hints are parts of words without which a sentence says nothing of a source's wish: they save the expressions.
var hints = []string{"anonym", "named", "identif", "quoted", "name", "authori", "permitted", "allowed", "cleared", "supposed", "liberty", "free to", "sensitiv", "delica", "confidential", "private", "candid", "frank", "openly", "freely", "attribution", "background", "internal", "closed-door", "ongoing", "personnel", "pending", "intelligence", "classified", "policy", "rule", "protocol", "practice", "custom"}

func hinted(text string) bool {
	low := strings.ToLower(text)
	return slices.ContainsFunc(hints, func(h string) bool { return strings.Contains(low, h) })
}

// anonymous are words of a source without a name, by which a formula alone is the reason for that.
var anonymous = pattern(`sources?|officials?|insiders?|persons?|people|diplomats?|aides?|advis[eo]rs?|executives?|employees?|staff(?:ers?)?|workers?|operatives?|strategists?|officers?|investigators?|members?|negotiators?|anonymous(?:ly)?|anonymity`)
