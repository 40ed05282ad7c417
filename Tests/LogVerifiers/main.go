// Verifies the log below a directory, and that every tampering with it is refused.
package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

type check func(*publishedLog, *reader) error

// A tampering changes one file; the check has to notice.
type tampering struct {
	name  string
	path  string
	edit  func([]byte) []byte
	check check
}

var tamperings = []tampering{
	{"an entry changed", "tile/entries/017", flip(5000), checkAudit},
	{"two entries exchanged", "tile/entries/017", exchangeEntries, checkAudit},
	{"an entry cut off", "tile/entries/273.p/112", cut, checkAudit},
	{"a bundle missing", "tile/entries/100", missing, checkAudit},
	{"a leaf's hash changed", "tile/0/017", flip(100), checkAudit},
	{"a hash of a full tile above changed", "tile/1/000", flip(100), checkAudit},
	{"a hash of a partial tile above changed", "tile/1/001.p/17", flip(100), checkInclusion},
	{"the topmost hash changed", "tile/2/000.p/1", flip(0), checkConsistency},
	{"a tile missing", "tile/0/001", missing, checkInclusion},
	{"another origin", "checkpoint", replace("log.plandiste", "log.panchevo"), checkSignatures},
	{"one entry less", "checkpoint", replace("\n70000\n", "\n69999\n"), checkSignatures},
	{"another root", "checkpoint", line(2, flip(3)), checkSignatures},
	{"an extension line", "checkpoint", replace("\n\n", "\nmore\n\n"), checkSignatures},
	{"another signature of the log", "checkpoint", line(4, flip(60)), checkSignatures},
	{"the log's signature removed", "checkpoint", line(4, nil), checkSignatures},
	{"another time of the witness", "checkpoint", line(5, flip(33)), checkSignatures},
	{"the witness's signature removed", "checkpoint", line(5, nil), checkSignatures},
	{"the old checkpoint's root changed", "checkpoint.300", line(2, flip(3)), checkConsistency},
	{"a hash of consistency changed", "consistency.300", flip(3), checkConsistency},
	{"a hash of consistency removed", "consistency.300", line(0, nil), checkConsistency},
	{"a proof of another index", "proof/300.tlog-proof", replace("index 300", "index 301"), checkProofs},
	{"a proof with another hash", "proof/300.tlog-proof", line(3, flip(3)), checkProofs},
	{"a proof with a hash less", "proof/300.tlog-proof", line(3, nil), checkProofs},
	{"a proof of another entry", "tile/entries/001", flip(10), checkProofs},
	{"a proof without a witness", "proof/300.tlog-proof", removeLast, checkProofs},
}

func missing([]byte) []byte { return nil }

func cut(data []byte) []byte { return data[:len(data)-80] }

func flip(position int) func([]byte) []byte {
	return func(data []byte) []byte {
		data[position] ^= 1
		return data
	}
}

func replace(old, new string) func([]byte) []byte {
	return func(data []byte) []byte {
		return []byte(strings.Replace(string(data), old, new, 1))
	}
}

// line edits one line, or removes it.
func line(number int, edit func([]byte) []byte) func([]byte) []byte {
	return func(data []byte) []byte {
		lines := bytes.SplitAfter(append([]byte(nil), data...), []byte("\n"))
		if edit == nil {
			lines[number] = nil
		} else {
			lines[number] = edit(lines[number])
		}
		return bytes.Join(lines, nil)
	}
}

func removeLast(data []byte) []byte {
	end := bytes.LastIndexByte(data[:len(data)-1], '\n')
	return data[:end+1]
}

// exchangeEntries exchanges the first and the seventh entry, which are of one kind and length.
func exchangeEntries(data []byte) []byte {
	length := 2 + int(data[1])
	first := append([]byte(nil), data[:length]...)
	start := 0
	for i := 0; i < 6; i++ {
		start += 2 + int(data[start+1])
	}
	copy(data[:length], data[start:start+length])
	copy(data[start:start+length], first)
	return data
}

func main() {
	l := &publishedLog{directory: os.Args[1]}
	r, err := newReader(l)
	if err != nil {
		fail("keys", err)
	}
	if len(os.Args) == 3 && os.Args[2] == "published" {
		published(l, r)
		return
	}
	checks := map[string]check{
		"signatures": checkSignatures, "inclusion": checkInclusion,
		"consistency": checkConsistency, "audit": checkAudit, "proofs": checkProofs,
	}
	for name, check := range checks {
		if err := check(l, r); err != nil {
			fail(name, err)
		}
	}
	for _, t := range tamperings {
		original, err := l.file(t.path)
		if err != nil {
			fail(t.name, err)
		}
		changed := t.edit(append([]byte(nil), original...))
		if bytes.Equal(changed, original) {
			fail(t.name, fmt.Errorf("nothing was changed"))
		}
		tampered := &publishedLog{l.directory, map[string][]byte{t.path: changed}}
		if err := t.check(tampered, r); err == nil {
			fail(t.name, fmt.Errorf("not noticed"))
		}
	}
	fmt.Printf("log: Go's sumdb packages verified 2 signatures, %d entries and their tiles, "+
		"%d proofs of inclusion, 1 of consistency, and refused %d tamperings\n",
		70000, len(proved), len(tamperings))
}

// published verifies what a running log has published, and its witness has cosigned.
func published(l *publishedLog, r *reader) {
	tree, err := openFile(l, r, "checkpoint")
	if err != nil {
		fail("signatures", err)
	}
	if err := checkAudit(l, r); err != nil {
		fail("audit", err)
	}
	fmt.Printf("log: Go's sumdb packages verified a running log of %d entries and its witness\n",
		tree.N)
}

func newReader(l *publishedLog) (*reader, error) {
	logKey, err := l.file("log.vkey")
	if err != nil {
		return nil, err
	}
	witnessKey, err := l.file("witness.vkey")
	if err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(logKey)))
	if err != nil {
		return nil, err
	}
	witness, err := newWitness(strings.TrimSpace(string(witnessKey)))
	return &reader{verifier, witness}, err
}

func fail(what string, err error) {
	fmt.Fprintf(os.Stderr, "log: %s: %v\n", what, err)
	os.Exit(1)
}
