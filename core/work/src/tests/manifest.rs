//! Manifests: bounds, encoding, and the check of a text.

use crate::manifest::{
    LeafHashing, MANIFEST_FORMAT, MAX_TITLE_BYTES, Manifest, ManifestError, Parent, Segmentation, WorkKind, leaf_salt,
};
use crate::merkle::{leaf_hash, root, salted_leaf_hash};
use byline_types::{Digest32, Share, WorkId, encode};

const TEXT: &[u8] = b"One. Two. Three.";
const ENDS: [u32; 3] = [5, 10, 16];

pub(super) fn leaves() -> [&'static [u8]; 3] {
    [&TEXT[..5], &TEXT[5..10], &TEXT[10..]]
}

pub(super) fn example() -> Manifest {
    Manifest {
        format: MANIFEST_FORMAT,
        kind: WorkKind::Text,
        leaf_hashing: LeafHashing::Plain,
        segmentation: Segmentation {
            rules: 1,
            data: "by hand".into(),
        },
        root: root(&leaves().map(leaf_hash)),
        leaf_count: 3,
        byte_length: 16,
        word_count: 3,
        title: "Numbers".into(),
        authors: vec!["Ada".into()],
        language: "en".into(),
        media_type: "text/plain".into(),
        created: None,
        parents: Vec::new(),
        previous: None,
        leaf_ends: ENDS.to_vec(),
        salt: [3; 32],
    }
}

#[test]
fn a_text_is_checked_against_its_manifest() {
    let manifest = example();
    assert_eq!(manifest.check_text(TEXT), Ok(()));
    assert!(matches!(
        manifest.check_text(b"One. Two. Tree!."),
        Err(ManifestError::WrongRoot { .. })
    ));
    assert!(matches!(
        manifest.check_text(b"One."),
        Err(ManifestError::WrongLength { .. })
    ));
}

#[test]
fn salted_leaves_need_the_seed_of_their_salts() {
    let seed = [5; 32];
    let mut manifest = example();
    manifest.leaf_hashing = LeafHashing::Salted;
    let hashes: Vec<Digest32> = (0..)
        .zip(leaves())
        .map(|(i, leaf)| salted_leaf_hash(&leaf_salt(&seed, i), leaf))
        .collect();
    manifest.root = root(&hashes);
    assert_eq!(manifest.check_salted_text(TEXT, &seed), Ok(()));
    assert!(matches!(
        manifest.check_salted_text(TEXT, &[6; 32]),
        Err(ManifestError::WrongRoot { .. })
    ));
    assert_eq!(
        manifest.check_text(TEXT),
        Err(ManifestError::WrongHashing(LeafHashing::Salted))
    );
    assert_eq!(
        example().check_salted_text(TEXT, &seed),
        Err(ManifestError::WrongHashing(LeafHashing::Plain))
    );
}

#[test]
fn leaf_ends_must_divide_the_text() {
    let with_ends = |ends: &[u32], count: u32| {
        let manifest = Manifest {
            leaf_ends: ends.to_vec(),
            leaf_count: count,
            ..example()
        };
        manifest.check()
    };
    assert_eq!(with_ends(&ENDS, 3), Ok(()));
    for (ends, count) in [
        (&[5, 10, 16][..], 2),
        (&[5, 5, 16], 3),
        (&[10, 5, 16], 3),
        (&[0, 5, 16], 3),
        (&[5, 10, 15], 3),
        (&[], 0),
    ] {
        assert_eq!(with_ends(ends, count), Err(ManifestError::BadLeafEnds), "{ends:?}");
    }
}

#[test]
fn a_manifest_beyond_its_bounds_is_refused() {
    let long = Manifest {
        title: "x".repeat(MAX_TITLE_BYTES + 1),
        ..example()
    };
    assert!(matches!(
        long.check(),
        Err(ManifestError::TooLong { field: "title", .. })
    ));
    let many = Manifest {
        authors: vec![String::new(); 65],
        ..example()
    };
    assert!(matches!(
        many.check(),
        Err(ManifestError::TooLong {
            field: "list of authors",
            ..
        })
    ));
    let later = Manifest { format: 2, ..example() };
    assert_eq!(later.check(), Err(ManifestError::UnknownFormat(2)));
}

#[test]
fn parents_are_named_once_and_take_at_most_the_whole() {
    let parent = |byte, ppm| Parent {
        work: WorkId::from_bytes([byte; 32]),
        share: Share::from_ppm(ppm).unwrap(),
    };
    let with = |parents: Vec<Parent>| Manifest { parents, ..example() }.check();
    assert_eq!(with(vec![parent(1, 400_000), parent(2, 600_000)]), Ok(()));
    assert_eq!(
        with(vec![parent(1, 400_000), parent(2, 600_001)]),
        Err(ManifestError::BadParents)
    );
    assert_eq!(with(vec![parent(1, 1), parent(1, 2)]), Err(ManifestError::BadParents));
}

#[test]
fn the_bytes_and_the_id_of_a_manifest_are_fixed() {
    let manifest = example();
    let bytes = encode(&manifest);
    assert_eq!(
        manifest.root.to_string(),
        "7415d77714ff888839b23396debde9c1503b3d12f4d9f50a2aa68859a5db0e46"
    );
    assert_eq!(bytes.len(), 165);
    assert_eq!(
        manifest.id().to_string(),
        "d396b26e4a5c8a29ec903f8c7b40a7ccbb604e9bc37e0b2e09f9c9c87d37748b"
    );
    assert_eq!(Manifest::decode(&bytes), Ok(manifest));
    assert!(matches!(
        Manifest::decode(&bytes[1..]),
        Err(ManifestError::Malformed(_))
    ));
}
