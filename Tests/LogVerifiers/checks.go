// What a reader of a log checks; each check says why it fails.
package main

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// The entries whose proofs are in the samples.
var proved = []int64{0, 1, 255, 256, 299, 300, 65535, 65536, 69887, 69888, 69999}

func checkSignatures(l *publishedLog, r *reader) error {
	_, err := openFile(l, r, "checkpoint")
	return err
}

func openFile(l *publishedLog, r *reader, path string) (tlog.Tree, error) {
	file, err := l.file(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	return r.open(file)
}

// Inclusion: a proof made of the tiles leads from the entry to the root, and is the one written.
func checkInclusion(l *publishedLog, r *reader) error {
	tree, err := openFile(l, r, "checkpoint")
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, l)
	for _, index := range proved {
		made, err := tlog.ProveRecord(tree.N, index, hashes)
		if err != nil {
			return err
		}
		entry, err := l.entry(index, tree.N)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(made, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
			return err
		}
		written, err := readProof(l, index)
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(made, written.hashes) {
			return fmt.Errorf("another proof of entry %d", index)
		}
	}
	return nil
}

// Consistency: the log begins with the one of the old checkpoint, and the proof is the one written.
func checkConsistency(l *publishedLog, r *reader) error {
	tree, err := openFile(l, r, "checkpoint")
	if err != nil {
		return err
	}
	old, err := openFile(l, r, "checkpoint.300")
	if err != nil {
		return err
	}
	file, err := l.file("consistency.300")
	if err != nil {
		return err
	}
	written, err := parseHashes(strings.Split(strings.TrimSuffix(string(file), "\n"), "\n"))
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(written, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return err
	}
	made, err := tlog.ProveTree(tree.N, old.N, tlog.TileHashReader(tree, l))
	if err != nil {
		return err
	}
	if !reflect.DeepEqual([]tlog.Hash(made), written) {
		return fmt.Errorf("another proof of consistency")
	}
	return nil
}

// Audit: the tree made of all entries has the root, and every tile is the one published.
func checkAudit(l *publishedLog, r *reader) error {
	tree, err := openFile(l, r, "checkpoint")
	if err != nil {
		return err
	}
	var stored []tlog.Hash
	hashes := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	for n := int64(0); n*256 < tree.N; n++ {
		entries, err := l.bundle(n, widthOf(n, tree.N))
		if err != nil {
			return err
		}
		for i, entry := range entries {
			added, err := tlog.StoredHashes(n*256+int64(i), entry, hashes)
			if err != nil {
				return err
			}
			stored = append(stored, added...)
		}
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("the entries have another root")
	}
	var tiles []tlog.Tile
	for _, tile := range tlog.NewTiles(tileHeight, 0, tree.N) {
		// Partial tiles that a smaller tree had need not be kept.
		partial := int(tree.N >> uint(tileHeight*tile.L) % 256)
		if tile.W == 256 || tile.W == partial {
			tiles = append(tiles, tile)
		}
	}
	published, err := l.ReadTiles(tiles)
	if err != nil {
		return err
	}
	for i, tile := range tiles {
		data, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return err
		}
		if !bytes.Equal(data, published[i]) {
			return fmt.Errorf("%s differs", tile.Path())
		}
	}
	return nil
}

// Offline: a file and the entry are enough, without the log.
func checkProofs(l *publishedLog, r *reader) error {
	for _, index := range proved {
		proof, err := readProof(l, index)
		if err != nil {
			return err
		}
		tree, err := r.open(proof.checkpoint)
		if err != nil {
			return err
		}
		entry, err := l.entry(index, 70000)
		if err != nil {
			return err
		}
		hash := tlog.RecordHash(entry)
		if err := tlog.CheckRecord(proof.hashes, tree.N, tree.Hash, proof.index, hash); err != nil {
			return err
		}
	}
	return nil
}

func readProof(l *publishedLog, index int64) (*proof, error) {
	file, err := l.file(fmt.Sprintf("proof/%d.tlog-proof", index))
	if err != nil {
		return nil, err
	}
	return parseProof(file)
}
