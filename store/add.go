package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"secondsource/claims"
)

const (
	// One transaction stores addBatch documents or addBytes of text: enough that its cost does not count, and little
	// enough to hold in memory and to do again.
	addBatch, addBytes = 256, 8 << 20
	// maxTextBytes bounds one document. A book has 1 MB; what is longer is no piece of coverage.
	maxTextBytes = 16 << 20
)

// Added counts what became of documents that were to be added.
type Added struct {
	New       int     // texts that the archive had not
	Known     int     // articles that it had, text and address; what it knows of them stays
	Addresses int     // new addresses of texts that it had
	Failed    []error // one for each document that could not be read or is no text
}

// Add stores one document; see AddAll.
func (a *Archive) Add(ctx context.Context, doc claims.Article) (Added, error) {
	return a.AddAll(ctx, func(yield func(claims.Article, error) bool) { yield(doc, nil) })
}

// AddAll stores the documents, in transactions of some hundred, and brings the index up to date after each. An error that
// docs yields, and a document without text, not UTF-8 or over 16 MiB, is counted in Failed and the next one is taken.
// If AddAll fails or ctx ends, Added counts what was stored, whole transactions only; adding the same documents again
// continues. Safe for concurrent use.
func (a *Archive) AddAll(ctx context.Context, docs iter.Seq2[claims.Article, error]) (Added, error) {
	if a.docs.write == nil {
		return Added{}, errors.New("the archive was opened for searching alone: its file cannot be written to")
	}
	var added Added
	var batch []claims.Article
	size := 0
	for doc, err := range docs {
		if err == nil {
			err = acceptable(doc)
		}
		if err != nil {
			added.Failed = append(added.Failed, err)
			if err := ctx.Err(); err != nil {
				return added, err
			}
			continue
		}
		batch = append(batch, doc)
		if size += len(doc.Text); len(batch) == addBatch || size >= addBytes {
			if err := a.addBatch(ctx, batch, &added); err != nil {
				return added, err
			}
			batch, size = batch[:0], 0
		}
	}
	return added, a.addBatch(ctx, batch, &added)
}

// acceptable says why a document cannot be stored.
func acceptable(doc claims.Article) error {
	name := doc.URL
	if name == "" {
		name = doc.Title
	}
	switch {
	case len(doc.Text) > maxTextBytes:
		return fmt.Errorf("%s: %d MiB of text are more than the %d that one document may have",
			name, len(doc.Text)>>20, maxTextBytes>>20)
	case strings.TrimSpace(doc.Text) == "":
		return fmt.Errorf("%s: there is no text", name)
	case !utf8.ValidString(doc.Text):
		return fmt.Errorf("%s: the text is not UTF-8", name)
	}
	return nil
}

// addBatch stores a batch in one transaction and then indexes it.
func (a *Archive) addBatch(ctx context.Context, batch []claims.Article, added *Added) error {
	sum := Added{}
	err := withTx(ctx, a.docs.write, func(tx *sql.Tx) error {
		chain, err := lastChain(ctx, tx)
		if err != nil {
			return err
		}
		w := addressWriter{tx: tx, chain: chain, added: &sum}
		for _, doc := range batch {
			if err := w.add(ctx, doc); err != nil {
				return fmt.Errorf("store %s: %w", doc.URL, err)
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("add to the archive: %w", explain(err))
	}
	added.New += sum.New
	added.Known += sum.Known
	added.Addresses += sum.Addresses
	if err := a.withIndex(ctx, func(x *index) error { return x.follow(ctx, a.docs.read) }); err != nil {
		return fmt.Errorf("the documents are stored, but not yet searchable: %w", explain(err))
	}
	return nil
}

func lastChain(ctx context.Context, tx *sql.Tx) (chain []byte, err error) {
	err = tx.QueryRowContext(ctx, "SELECT chain FROM addresses ORDER BY id DESC LIMIT 1").Scan(&chain)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return chain, err
}

// An addressWriter adds articles in one transaction.
type addressWriter struct {
	tx    *sql.Tx
	chain []byte
	added *Added
}

func (w *addressWriter) add(ctx context.Context, doc claims.Article) error {
	id := claims.ArticleID(doc.URL, doc.Text)
	var n int
	err := w.tx.QueryRowContext(ctx, "SELECT count(*) FROM addresses WHERE article = ?", id).Scan(&n)
	if err != nil {
		return err
	}
	if n > 0 {
		w.added.Known++
		return nil
	}
	document, err := w.document(ctx, doc.Text)
	if err != nil {
		return err
	}
	return w.address(ctx, document, doc)
}

// document gives the row of the text, made if there is none.
func (w *addressWriter) document(ctx context.Context, text string) (int64, error) {
	sum := sha256.Sum256([]byte(text))
	digest := hex.EncodeToString(sum[:])
	var id int64
	err := w.tx.QueryRowContext(ctx, "SELECT id FROM documents WHERE digest = ?", digest).Scan(&id)
	if err == nil {
		w.added.Addresses++
		return id, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	res, err := w.tx.ExecContext(ctx, "INSERT INTO documents (digest, text) VALUES (?, ?)", digest, text)
	if err != nil {
		return 0, err
	}
	w.added.New++
	return res.LastInsertId()
}

// address adds the row of an address and links it into the chain. Words about the text that are not UTF-8 are mended;
// the address is part of the article's ID and stays as it is.
func (w *addressWriter) address(ctx context.Context, document int64, doc claims.Article) error {
	rest, err := json.Marshal(extras{Links: doc.Links, Related: doc.Related, Degraded: doc.Degraded, Primary: doc.Primary, Facts: doc.Facts})
	if err != nil {
		return err
	}
	mend := func(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
	article := claims.ArticleID(doc.URL, doc.Text)
	title := mend(doc.Title)
	h := sha256.New()
	h.Write(w.chain)
	h.Write([]byte(article))
	h.Write([]byte(title))
	w.chain = h.Sum(nil)
	_, err = w.tx.ExecContext(ctx, `INSERT INTO addresses
		(document, article, url, title, publisher, byline, published, canonical, rest, chain)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		document, article, doc.URL, title, mend(doc.Publisher), mend(doc.Byline), formatTime(doc.Published),
		mend(doc.Canonical), string(rest), w.chain)
	return err
}
