//! The longest leaf, and where a longer one is cut.

/// Bytes of a leaf at most.
pub const MAX_LEAF_BYTES: usize = 2_000;

/// Adds the ends of `text[start..end]`, cut so that no piece is above [`MAX_LEAF_BYTES`].
pub(super) fn push_within_limit(text: &str, mut start: usize, end: usize, lines_first: bool, ends: &mut Vec<u32>) {
    while end - start > MAX_LEAF_BYTES {
        start += cut(&text[start..end], lines_first);
        push(start, ends);
    }
    push(end, ends);
}

fn push(end: usize, ends: &mut Vec<u32>) {
    // A canonical text is far below 4 GiB.
    ends.push(u32::try_from(end).unwrap_or(u32::MAX));
}

/// Where to cut a text that is too long: after a line (first for code and tables), a clause, a word, or between
/// characters. The first piece has at least half of the bytes allowed, but for the last resort.
fn cut(text: &str, lines_first: bool) -> usize {
    let window = &text[..floor_boundary(text, MAX_LEAF_BYTES)];
    let half = MAX_LEAF_BYTES / 2;
    let after = |marks: &[&str]| {
        let ends = marks
            .iter()
            .filter_map(|mark| window.rfind(mark).map(|at| at + mark.len()));
        ends.max().filter(|&end| end >= half)
    };
    let line = || after(&["\n\n"]).or_else(|| after(&["\n"]));
    let clause = || {
        after(&[
            "; ", ": ", ", ", " — ", " – ", "، ", "؛ ", "、", "，", "；", "：", ";\n", ":\n", ",\n",
        ])
    };
    let word = || after(&[" ", "\n"]);
    let found = if lines_first {
        line().or_else(word)
    } else {
        clause().or_else(word)
    };
    found.unwrap_or(window.len())
}

/// The last position at or before `at` where a character begins that does not combine with the one before it.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = text.floor_char_boundary(at);
    while at > MAX_LEAF_BYTES / 2 && text[at..].starts_with(super::properties::is_mark) {
        at = text.floor_char_boundary(at - 1);
    }
    at
}
