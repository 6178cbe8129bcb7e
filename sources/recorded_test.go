package sources_test

// The recorded answers of the services, in the formats that they document, written for this project: outlets, people and
// ships are invented.

const rssAnswer = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lowmark Herald</title><link>https://lowmark.example/</link>
<item><title>Ferry Oriel sinks off Port Ansel</title><link>https://lowmark.example/oriel</link>
<media:title>A picture of the harbor</media:title>
<description>&lt;p&gt;The ferry sank on 3 March; 40 people swam ashore.&lt;/p&gt;</description>
<pubDate>Tue, 04 Mar 2031 06:00:00 GMT</pubDate></item>
<item><title>Oriel and Ansel: what is known</title><link>https://www.observer.example/oriel</link></item>
<item><title>Council plants lime trees</title><link>/trees</link><dc:date>2031-03-02T10:00:00Z</dc:date></item>
</channel></rss>`

const gdeltAnswer = `{"articles": [
{"url": "https://lowmark.example/oriel", "url_mobile": "", "title": "Ferry Oriel sinks off Port Ansel",
 "seendate": "20310304T061500Z", "socialimage": "", "domain": "lowmark.example", "language": "English", "sourcecountry": "Kestria",
 "sentence": "The ferry Oriel sank off Port Ansel.", "isquote": 0},
{"url": "https://www.observer.example/oriel", "title": "Oriel\' s last trip", "seendate": "20310304T071500Z", "domain": "observer.example"},
{"url": "javascript:alert(1)", "title": "Oriel", "seendate": "", "domain": ""}
]}`

const searxngAnswer = `{"query": "Oriel Ansel ferry", "number_of_results": 0, "results": [
{"url": "https://lowmark.example/oriel", "title": "Ferry Oriel sinks off Port Ansel", "content": "The ferry sank.",
 "engine": "example news", "engines": ["example news"], "positions": [1], "score": 1.5, "category": "news",
 "publishedDate": "2031-03-04T06:00:00"},
{"url": "https://www.observer.example/oriel", "title": "Oriel", "score": 1, "publishedDate": null},
{"url": "file:///etc/passwd", "title": "Oriel"}
], "answers": [], "infoboxes": [], "suggestions": [], "unresponsive_engines": []}`

const toolsAnswer = `{"claims": [
{"text": "Ferry Oriel sinks off Port Ansel", "claimant": "A post on the net", "claimDate": "2031-03-04T00:00:00Z",
 "claimReview": [
  {"publisher": {"name": "Kestria Facts", "site": "facts.example"}, "url": "https://lowmark.example/oriel",
   "title": "The Oriel lies in port", "reviewDate": "2031-03-06T00:00:00Z", "textualRating": "False", "languageCode": "en"},
  {"publisher": {"site": "check.example"}, "url": "https://check.example/oriel", "reviewDate": "2031-03-05T00:00:00Z",
   "textualRating": "Missing context", "languageCode": "en"}]},
{"text": "Lime trees cure colds", "claimReview": [{"publisher": {"name": "Kestria Facts"}, "url": "https://facts.example/lime",
  "textualRating": "Pants on Fire!"}]}
], "nextPageToken": "CAU"}`

const waybackAnswer = `{"url": "lowmark.example/oriel", "archived_snapshots": {"closest": {"status": "200", "available": true,
"url": "http://web.archive.org/web/20310304081500/https://lowmark.example/oriel", "timestamp": "20310304081500"}}}`
