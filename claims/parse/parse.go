// Package parse cuts a text into sentences and words and says of each word its part of speech, its lemma and the word it
// depends on. It is what the trained extractor of package claims reads, and knows nothing of claims.
//
// Start with [Model.Parse] in model.go; tokens.go and sentences.go cut the text, tagger.go and parser.go label it, and
// train.go learns both from parses ([Train]). All learning and labelling is our own, since no maintained parser in Go was
// found (attribution note, section 1).
package parse
