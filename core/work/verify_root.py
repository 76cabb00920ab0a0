#!/usr/bin/env python3
"""Recomputes the Merkle root of a published text without any code of Byline.

Usage: verify_root.py MANIFEST.json TEXT

The manifest gives `root` (hex) and `leaf_ends` (the byte offset of each leaf's end); the text is the canonical one.
RFC 9162, section 2.1: a leaf is SHA-256(0x00 || bytes), a node SHA-256(0x01 || left || right), and a tree of n leaves
splits at the largest power of two below n.
"""

import hashlib
import json
import sys


def root(hashes):
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root(hashes[:split]) + root(hashes[split:])).digest()


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        manifest = json.load(file)
    with open(sys.argv[2], "rb") as file:
        text = file.read()
    ends = manifest["leaf_ends"]
    if not ends or ends[-1] != len(text):
        sys.exit(f"the leaves end at {ends[-1:]} and the text at {len(text)}")
    leaves = [text[start:end] for start, end in zip([0] + ends, ends)]
    computed = root([hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]).hex()
    if computed != manifest["root"]:
        sys.exit(f"the root is {computed}, not {manifest['root']}")
    print(computed)


if __name__ == "__main__":
    main()
