package parse

// Lowered is what lemmas are compared in.
var Lowered = lowered
