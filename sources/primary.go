package sources

import (
	"slices"
	"strings"

	"secondsource/claims"
)

// IsPrimary says whether a piece is a primary document: a filing, ruling, transcript, data table or official statement
// that its own issuer publishes. Either the desk said so when it added the piece (the field primary of a JSON Lines
// record), or its host is in the table of issuers. A piece at a news outlet, an agency or a platform is none, whatever it
// was marked as: a report on a ruling is not the ruling.
func IsPrimary(a claims.Ref) bool {
	return (a.Primary || issuerAt(a.URL) != nil) && !isNewsOutlet(a)
}

// Issuers gives the names by which a story may call whoever publishes at an address, from the table of issuers; nil for
// a host that is not in it. A document is no second source for what its own issuer said.
func Issuers(address string) []string {
	row := issuerAt(address)
	if row == nil {
		return nil
	}
	names := strings.Split(row.names, ";")
	for i, name := range names {
		names[i] = strings.TrimSpace(name)
	}
	return names
}

// isNewsOutlet says whether a piece lies at an outlet that we know to report news: one of a large owner, an agency, a
// platform that carries others' pieces, or the news service of an issuer.
func isNewsOutlet(a claims.Ref) bool {
	domain, name := domainOf(a.URL), publisherKey(a.Publisher)
	for _, row := range knownOwners {
		outlets := strings.Fields(row.outlets)
		if slices.Contains(outlets, domain) || slices.Contains(outlets, name) {
			return true
		}
	}
	return slices.Contains(newsServices, siteHost(a.URL)) || slices.Contains(platforms, domain) || agencyNamed(name) != ""
}

// issuerAt gives the row of the host of an address, or of a domain above it; nil if there is none.
func issuerAt(address string) *publicIssuer {
	host := siteHost(address)
	for i, row := range issuers {
		if host != "" && (host == row.host || strings.HasSuffix(host, "."+row.host)) {
			return &issuers[i]
		}
	}
	return nil
}

// newsServices are hosts below an issuer's that report on it as an outlet does.
var newsServices = []string{"news.un.org"}

// A publicIssuer is one row of the table of hosts whose pages are primary documents.
type publicIssuer struct {
	host  string // and every host below it
	what  string // what is published there
	names string // what stories call the issuer, split by ";"
}

// issuers are public bodies that publish documents of their own on a site that carries nothing else: courts, registers,
// statistical offices, parliaments, governments. The list is short on purpose, for one document from it is enough to
// call a claim supported: sites that also carry blogs, comments, news or the words of third parties are left out, and so
// are companies. A desk marks its own documents with the field primary.
var issuers = []publicIssuer{
	{"supremecourt.gov", "rulings", "Supreme Court; US Supreme Court; U.S. Supreme Court; Supreme Court of the United States"},
	{"supremecourt.uk", "rulings", "Supreme Court; UK Supreme Court"},
	{"curia.europa.eu", "rulings", "European Court of Justice; Court of Justice of the European Union; EU's top court"},
	{"hudoc.echr.coe.int", "rulings", "European Court of Human Rights"},
	{"icj-cij.org", "rulings", "International Court of Justice; World Court"},
	{"bundesverfassungsgericht.de", "rulings", "Federal Constitutional Court; Constitutional Court"},
	{"sec.gov", "filings and orders", "Securities and Exchange Commission; SEC"},
	{"find-and-update.company-information.service.gov.uk", "filings", "Companies House"},
	{"federalregister.gov", "rules and notices", "Federal Register"},
	{"congress.gov", "bills and the record of debates", "Congress; US Congress; U.S. Congress"},
	{"govinfo.gov", "laws, hearings, court opinions", "Government Publishing Office"},
	{"legislation.gov.uk", "laws", "National Archives"},
	{"eur-lex.europa.eu", "laws", "European Union; EU"},
	{"hansard.parliament.uk", "transcripts", "Parliament; House of Commons; House of Lords"},
	{"bls.gov", "data", "Bureau of Labor Statistics; Labor Department; BLS"},
	{"bea.gov", "data", "Bureau of Economic Analysis; Commerce Department; BEA"},
	{"census.gov", "data", "Census Bureau; US Census Bureau; U.S. Census Bureau"},
	{"ons.gov.uk", "data", "Office for National Statistics; ONS"},
	{"destatis.de", "data", "Federal Statistical Office; Destatis"},
	{"insee.fr", "data", "INSEE"},
	{"statcan.gc.ca", "data", "Statistics Canada"},
	{"abs.gov.au", "data", "Australian Bureau of Statistics; ABS"},
	{"federalreserve.gov", "statements and data", "Federal Reserve; Fed; US Federal Reserve; U.S. Federal Reserve"},
	{"ecb.europa.eu", "statements and data", "European Central Bank; ECB"},
	{"bankofengland.co.uk", "statements and data", "Bank of England"},
	{"earthquake.usgs.gov", "data", "US Geological Survey; U.S. Geological Survey; USGS; Geological Survey"},
	{"ntsb.gov", "reports of its own inquiries", "National Transportation Safety Board; NTSB"},
	{"gao.gov", "reports of its own inquiries", "Government Accountability Office; GAO"},
	{"justice.gov", "filings and statements", "Justice Department; Department of Justice; US Justice Department; DOJ"},
	{"www.gov.uk", "statements", "government; British government; UK government"},
	{"whitehouse.gov", "statements and transcripts", "White House"},
	{"un.org", "resolutions, transcripts and statements", "United Nations; UN; U.N.; Security Council; General Assembly"},
}
