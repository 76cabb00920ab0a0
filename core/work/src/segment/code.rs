//! Code by its looks: whether lines that are set in are code, or prose that is set in.

use super::mask::mask;

/// Beginnings of lines that only code has.
const PROMPTS: [&str; 6] = ["$ ", ">>> ", "# ", "// ", "import ", "from "];
/// Signs that code is full of. A plus is none: some orthographies use it as a letter.
const SIGNS: &str = "{[]=<>;$&|\\/#@^%`()";
/// Signs among a hundred characters from which on a text is code.
const DENSE_PER_CENT: usize = 6;
/// Words of a line of prose at least.
const PROSE_WORDS: usize = 5;

/// Whether indented lines are code; `introduced` by a line that ends with a colon, less is needed to show it.
pub(super) fn looks_like_code(lines: &[&str], introduced: bool) -> bool {
    let text = lines.concat();
    let filled = || lines.iter().filter(|line| !line.is_empty());
    if is_foreign(&text) {
        return false;
    }
    let prompted = filled().any(|line| PROMPTS.iter().any(|prompt| line.starts_with(prompt)));
    let prose = filled().filter(|line| reads_as_prose(line)).count() * 2 >= filled().count();
    prompted || is_dense(&text) || (introduced && !prose)
}

/// Code is written in Latin letters, mostly.
fn is_foreign(text: &str) -> bool {
    let foreign = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    foreign * 3 > count_visible(text)
}

fn is_dense(text: &str) -> bool {
    // Inline code and emphasis are no sign of code.
    let signs = mask(text).chars().filter(|c| SIGNS.contains(*c)).count();
    signs * 100 > count_visible(text) * DENSE_PER_CENT
}

fn count_visible(text: &str) -> usize {
    text.chars().filter(|c| *c != ' ').count().max(1)
}

fn reads_as_prose(line: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.bytes().all(is_word_byte);
    line.split(' ').filter(is_word).count() >= PROSE_WORDS
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b',' | b'.' | b'\'' | b'-')
}
