// What C2SP adds to the packages of Go's checksum database: paths without the height of tiles,
// bundles of entries, checkpoints, cosignatures and proof files.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// A published log: files below a directory, some of them replaced.
type publishedLog struct {
	directory string
	replaced  map[string][]byte
}

func (l *publishedLog) file(path string) ([]byte, error) {
	if data, ok := l.replaced[path]; ok {
		if data == nil {
			return nil, fmt.Errorf("%s: missing", path)
		}
		return data, nil
	}
	return os.ReadFile(filepath.Join(l.directory, path))
}

func (l *publishedLog) Height() int { return tileHeight }

func (l *publishedLog) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (l *publishedLog) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := l.file(path)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// The entries of a bundle, each after two bytes of length.
func (l *publishedLog) bundle(n int64, width int) ([][]byte, error) {
	tile := tlog.Tile{H: tileHeight, L: -1, N: n, W: width}
	data, err := l.file(strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("bundle %d is cut", n)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(entries) != width {
		return nil, fmt.Errorf("bundle %d has %d entries", n, len(entries))
	}
	return entries, nil
}

func (l *publishedLog) entry(index int64, size int64) ([]byte, error) {
	entries, err := l.bundle(index/256, widthOf(index/256, size))
	if err != nil {
		return nil, err
	}
	return entries[index%256], nil
}

func widthOf(n int64, size int64) int {
	if (n+1)*256 <= size {
		return 256
	}
	return int(size - n*256)
}

// parseCheckpoint reads the text of a checkpoint of a log with an origin.
func parseCheckpoint(text string, origin string) (tlog.Tree, error) {
	var tree tlog.Tree
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != origin {
		return tree, fmt.Errorf("no checkpoint of %s", origin)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tree, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

// A witness verifies cosignatures (c2sp.org/tlog-cosignature), which the package does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(vkey string) (*witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("no key of a witness")
	}
	material, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(material) != 33 || material[0] != 4 {
		return nil, fmt.Errorf("no key for cosignatures")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), material...))
	if fmt.Sprintf("%x", sum[:4]) != parts[1] {
		return nil, fmt.Errorf("wrong ID of a key")
	}
	return &witness{parts[0], binary.BigEndian.Uint32(sum[:4]), material[1:]}, nil
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }
func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(signature))
	return ed25519.Verify(w.key, append([]byte(head), text...), signature[8:])
}

// A reader knows the keys of the log and of its witness, and asks for both signatures.
type reader struct {
	log     note.Verifier
	witness *witness
}

func (r *reader) open(checkpoint []byte) (tlog.Tree, error) {
	opened, err := note.Open(checkpoint, note.VerifierList(r.log, r.witness))
	if err != nil {
		return tlog.Tree{}, err
	}
	if len(opened.Sigs) != 2 {
		return tlog.Tree{}, fmt.Errorf("%d of 2 signatures", len(opened.Sigs))
	}
	return parseCheckpoint(opened.Text, r.log.Name())
}

// A proof of one entry, as its file has it (c2sp.org/tlog-proof).
type proof struct {
	index      int64
	hashes     tlog.RecordProof
	checkpoint []byte
}

func parseProof(file []byte) (*proof, error) {
	head, checkpoint, found := bytes.Cut(file, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" ||
		!strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return nil, fmt.Errorf("no proof")
	}
	index, err := strconv.ParseInt(lines[2][len("index "):], 10, 64)
	if err != nil {
		return nil, err
	}
	hashes, err := parseHashes(lines[3:])
	return &proof{index, hashes, checkpoint}, err
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}
