package llm

import (
	_ "embed"
	"encoding/json"
	"strings"
)

// The prompts. A word changed in one of them changes the key under which answers are kept, and what a run records.
var (
	//go:embed prompts/judge.txt
	judgePrompt string
	//go:embed prompts/extract.txt
	extractPrompt string
	//go:embed prompts/repair.txt
	repairLine   string
	repairPrompt = strings.TrimSpace(repairLine)
)

// The schemas are flat and have neither references nor patterns: llama.cpp turns down references of items and answers
// unconstrained when its grammar does not parse (stack note, section 6).
var (
	judgeSchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["answers"],"properties":{"answers":` +
		`{"type":"array","items":{"type":"object","additionalProperties":false,"required":["passage","stance","quote","why"],"properties":{` +
		`"passage":{"type":"integer"},"stance":{"type":"string","enum":["supports","refutes","reports","unrelated"]},` +
		`"quote":{"type":"string"},"why":{"type":"string"}}}}}}`)
	extractSchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["claims"],"properties":{"claims":` +
		`{"type":"array","items":{"type":"object","additionalProperties":false,"required":["sentence","source","cue","content"],"properties":{` +
		`"sentence":{"type":"integer"},"source":{"type":"string"},"cue":{"type":"string"},"content":{"type":"string"}}}}}}`)
)

// PromptVersion names the prompts and schemas of this program: the first 12 hexadecimal digits of their SHA-256.
func PromptVersion() string {
	return digest(strings.Join([]string{judgePrompt, extractPrompt, repairPrompt, string(judgeSchema), string(extractSchema)}, "\x00"))[:12]
}
