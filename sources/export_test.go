package sources

// CheckAddress lets the guard be asked about an address without a call.
func CheckAddress(address string, allow []Allowed) error {
	return guard{allow}.control("tcp", address, nil)
}
