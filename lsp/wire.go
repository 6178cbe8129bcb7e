package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const (
	// maxMessage is the longest message that is read, in bytes: a document of 2 MB with every byte escaped is shorter.
	maxMessage = 16 << 20
	// maxHeader is the longest line of a message's head, in bytes; a real one has fewer than 40.
	maxHeader = 1 << 10
)

// The codes of errors (JSON-RPC 2.0, section 5.1; Language Server Protocol 3.17, ErrorCodes).
const (
	codeParse          = -32700
	codeInvalid        = -32600
	codeNoMethod       = -32601
	codeParams         = -32602
	codeNotInitialized = -32002
)

// A message is a request, or without an ID a notification.
type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	fault  error           // why it could not be read
}

// receive reads messages until the stream ends, and then says why it did.
func receive(ctx context.Context, in io.Reader, to chan<- message, ended chan<- error) {
	defer close(to)
	r := bufio.NewReaderSize(in, 64<<10)
	for {
		body, err := readBody(r)
		if err != nil {
			ended <- err
			return
		}
		select {
		case to <- parse(body):
		case <-ctx.Done():
			ended <- ctx.Err()
			return
		}
	}
}

func parse(body []byte) message {
	var m message
	if err := json.Unmarshal(body, &m); err != nil {
		return message{fault: errors.New("the message is no JSON-RPC object")}
	}
	if bytes.Equal(m.ID, []byte("null")) {
		m.ID = nil
	}
	return m
}

// readBody reads the head of a message and the bytes that it announces.
func readBody(r *bufio.Reader) ([]byte, error) {
	length := -1
	for {
		line, err := readLine(r)
		if err != nil {
			return nil, err
		}
		if line == "" && length >= 0 {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			continue
		}
		if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil || length < 0 {
			return nil, fmt.Errorf("a message announces %s bytes: the editor does not speak the protocol", clipped(value))
		}
		if length > maxMessage {
			return nil, fmt.Errorf("a message has %d bytes, more than the %d MB that are read", length, maxMessage>>20)
		}
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, errors.Join(err, io.EOF) // cut short: the stream ended
	}
	return body, nil
}

// readLine reads a line of a head without its end.
func readLine(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for b.Len() < maxHeader {
		c, err := r.ReadByte()
		if err != nil {
			return "", err
		}
		if c == '\n' {
			return strings.TrimSuffix(b.String(), "\r"), nil
		}
		b.WriteByte(c)
	}
	return "", errors.New("the head of a message is too long: the editor does not speak the protocol")
}

type response struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Result  any             `json:"result"`
}

type failure struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Error   rpcError        `json:"error"`
}

type rpcError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

type notification struct {
	Version string `json:"jsonrpc"`
	Method  string `json:"method"`
	Params  any    `json:"params"`
}

func (s *Server) answer(id json.RawMessage, result any) error {
	return s.send(response{"2.0", id, result})
}

func (s *Server) fail(id json.RawMessage, code int, words string) error {
	return s.send(failure{"2.0", id, rpcError{code, words}}) // a nil ID is written as null
}

func (s *Server) notify(method string, params any) error {
	return s.send(notification{"2.0", method, params})
}

// send writes one message. After a failure nothing more is written.
func (s *Server) send(v any) error {
	if s.err != nil {
		return s.err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write a message: %w", err)
	}
	body := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	if _, err := fmt.Fprintf(s.out, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		s.err = fmt.Errorf("write to the editor: %w", err)
	}
	return s.err
}
