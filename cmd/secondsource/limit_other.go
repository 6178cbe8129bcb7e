//go:build !unix

package main

// ignoreFileLimit does nothing: other systems have no limit on file sizes that ends a program.
func ignoreFileLimit() {}
