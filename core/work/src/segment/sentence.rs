//! Running text into sentences: the Unicode rules (UAX #29, from ICU4X), then corrections where a writer would object.

use super::abbreviation::is_abbreviated;
use super::mask::{CLOSER, mask};
use super::properties::is_small;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

/// Bytes of a parenthesis that is kept in one sentence although it holds several.
const MAX_PARENTHESIS: usize = 240;
/// Characters of a sentence in a script without full stops (Thai, Lao), after which it is cut at blanks.
const LONG_UNSTOPPED: usize = 300;
/// Characters of each piece of such a sentence at least.
const UNSTOPPED_PIECE: usize = 120;

/// Bytes after a boundary that are looked at.
const LOOKAHEAD: usize = 300;
/// Bytes of a number or letter that stands alone, with its marks, at most.
const MAX_ENUMERATOR_BYTES: usize = 40;
/// Words of a label at most.
const MAX_LABEL_WORDS: usize = 3;
/// Characters of a Tibetan phrase that is joined with the next.
const SHORT_TIBETAN: usize = 60;

/// The ends of the sentences of `text`, which begins with `mark` bytes of markup. The last end is the text's.
pub(super) fn sentence_ends(text: &str, mark: usize) -> Vec<usize> {
    let masked = mask(text);
    let judge = Judge {
        text: &masked,
        mark,
        parentheses: parentheses(&masked),
    };
    let mut ends = Vec::new();
    let mut start = 0;
    for found in boundaries(&masked) {
        if let Some(end) = judge.boundary(start, found).filter(|&end| end > start) {
            cut_unstopped(text, start, end, &mut ends);
            ends.push(end);
            start = end;
        }
    }
    if start < text.len() {
        cut_unstopped(text, start, text.len(), &mut ends);
        ends.push(text.len());
    }
    ends
}

/// Boundaries of UAX #29, and those that it does not know, in order.
fn boundaries(masked: &str) -> Vec<usize> {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut found: Vec<usize> = segmenter.segment_str(masked).skip(1).collect();
    if !masked.is_ascii() {
        found.extend(extra_boundaries(masked));
        found.sort_unstable();
        found.dedup();
    }
    found
}

/// After the Greek question mark, which NFC turns into a semicolon, and after the Tibetan shad.
fn extra_boundaries(masked: &str) -> impl Iterator<Item = usize> + '_ {
    masked.match_indices([';', '།', '༎']).filter_map(|(at, stop)| {
        let after = &masked[at + stop.len()..];
        let rest = after.trim_start();
        let spaced = rest.len() < after.len();
        let greek = masked[..at].ends_with(is_greek) && rest.starts_with(|c: char| is_greek(c) && c.is_uppercase());
        let ends = spaced && (stop != ";" || greek);
        ends.then(|| masked.len() - rest.len())
    })
}

fn is_greek(character: char) -> bool {
    matches!(character, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}')
}

/// The parentheses and link texts that are kept whole.
fn parentheses(masked: &str) -> Vec<(usize, usize)> {
    let (mut round, mut square) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    let near = |start: &usize, at: usize| at - start <= MAX_PARENTHESIS;
    for (at, character) in masked.char_indices() {
        match character {
            '(' | '（' => round.push(at),
            '[' => square.push(at),
            ')' | '）' => found.extend(round.pop().filter(|start| near(start, at)).map(|start| (start, at))),
            ']' => drop(square.pop()),
            // The mask has covered the target of a link from its bracket on.
            _ if character == CLOSER as char => {
                found.extend(square.pop().filter(|start| near(start, at)).map(|start| (start, at)));
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

/// Marks that open, and never close.
const OPENERS: [char; 12] = ['(', '[', '{', '“', '„', '「', '『', '《', '〈', '（', '【', '¿'];
/// Marks that close, though some languages open with the first four.
const CLOSERS: [char; 12] = ['»', '›', '”', '’', ')', ']', '」', '』', '）', '》', '〉', '】'];

/// Decides about boundaries in one piece of masked text.
struct Judge<'a> {
    text: &'a str,
    mark: usize,
    parentheses: Vec<(usize, usize)>,
}

impl Judge<'_> {
    /// Where the sentence that began at `start` ends if a boundary was found at `at`; `None` if it goes on.
    fn boundary(&self, start: usize, at: usize) -> Option<usize> {
        if at >= self.text.len() {
            return Some(self.text.len());
        }
        let at = self.after_closers(at);
        let sentence = self.text[start.max(self.mark).min(at)..at].trim();
        let stop = sentence.trim_end_matches(is_closer);
        let (before, after) = (&self.text[..at], ahead(self.text, at));
        let goes_on = at <= self.mark
            || self.is_inside_parenthesis(at)
            || is_enumerator(sentence)
            || is_label(sentence, self.mark > 0 && start == 0 && !self.text.starts_with('>'))
            || is_unspaced(before, stop, after)
            || goes_on_in_lower_case(stop, after)
            || is_quoting_particle(sentence, after)
            || stop.ends_with('၊')
            || is_short_shad(sentence)
            || is_abbreviated(stop, after);
        (!goes_on).then_some(at)
    }

    /// Past a closing mark that stands after a blank (`« Oui. » Il`), and back before an opening one, both of which the
    /// Unicode rules leave on the wrong side.
    fn after_closers(&self, at: usize) -> usize {
        let unopened = self.text[..at].trim_end_matches(OPENERS);
        if unopened.len() < at {
            return unopened.len();
        }
        let after = &self.text[at..];
        let rest = after.trim_start_matches(CLOSERS);
        let closed = rest.len() < after.len() && rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
        let spaced = after.starts_with('፡');
        if closed || spaced {
            self.text.len() - rest.trim_start_matches(['፡', ' ']).len()
        } else {
            at
        }
    }

    fn is_inside_parenthesis(&self, at: usize) -> bool {
        let before = self.parentheses.partition_point(|(start, _)| *start < at);
        self.parentheses[..before]
            .iter()
            .rev()
            .take(8)
            .any(|(_, end)| at <= *end)
    }
}

/// What follows `at`, as far as a decision about `at` looks.
fn ahead(text: &str, at: usize) -> &str {
    &text[at..text.floor_char_boundary(at + LOOKAHEAD)]
}

/// A number or letter alone (`1.`, `IV.`, `(a).`) introduces what follows.
fn is_enumerator(sentence: &str) -> bool {
    if sentence.len() > MAX_ENUMERATOR_BYTES {
        return false;
    }
    let label = sentence.trim_matches(|c: char| !c.is_alphanumeric());
    let count = label.chars().count();
    let number = count <= 4 && label.chars().all(char::is_numeric);
    let roman = count <= 6 && label.chars().all(|c| "IVXLCivxl".contains(c));
    let letter = count <= 1;
    number || roman || letter
}

/// A few words that name what follows, at the start of an item (`- Stable ABI. It …`) or stressed (`**Note.** It …`).
fn is_label(sentence: &str, begins_item: bool) -> bool {
    let stressed = sentence.starts_with(CLOSER as char) && sentence.ends_with(CLOSER as char);
    (stressed || begins_item) && sentence.split(' ').take(MAX_LABEL_WORDS + 1).count() <= MAX_LABEL_WORDS
}

/// Latin full stops end a sentence before a blank only, as in `foo.Bar` or `ok?x=1`; before a script without blanks
/// they need none.
fn is_unspaced(before: &str, stop: &str, after: &str) -> bool {
    let latin = stop.ends_with(['.', '?', '!', '…']);
    let next = after.chars().next().unwrap_or(' ');
    let dense = next.is_alphabetic() && !next.is_lowercase() && !next.is_uppercase();
    latin && !before.ends_with([' ', '\n']) && !dense
}

/// `“Really?” he asked` is one sentence.
fn goes_on_in_lower_case(stop: &str, after: &str) -> bool {
    let next = after.chars().find(|c| c.is_alphanumeric());
    stop.ends_with(['.', '!', '?', '…', '‽']) && next.is_some_and(is_small)
}

/// `「行く。」と言った` is one sentence: a particle follows what is quoted.
fn is_quoting_particle(sentence: &str, after: &str) -> bool {
    let quoted = sentence.ends_with(['」', '』', '）', '”']);
    quoted && after.starts_with(|c: char| matches!(c, '\u{3041}'..='\u{3096}' | '、' | '，' | '。' | '；'))
}

/// A Tibetan shad ends a phrase as often as a sentence: what is short goes on, unless the shad is doubled.
fn is_short_shad(sentence: &str) -> bool {
    let doubled = sentence.ends_with("།།") || sentence.ends_with("། །");
    sentence.ends_with('།') && !doubled && sentence.chars().take(SHORT_TIBETAN).count() < SHORT_TIBETAN
}

fn is_closer(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '」' | '』' | '）' | '】' | '》'
    ) || character == CLOSER as char
}

/// Adds cuts at blanks to a long sentence in a script that has no full stops.
fn cut_unstopped(text: &str, start: usize, end: usize, ends: &mut Vec<usize>) {
    let sentence = &text[start..end];
    if sentence.is_ascii() || !is_unstopped(sentence) {
        return;
    }
    let mut piece = 0;
    let mut left = sentence.chars().count();
    for (at, character) in sentence.char_indices() {
        piece += 1;
        left -= 1;
        if character == ' ' && piece >= UNSTOPPED_PIECE && left >= UNSTOPPED_PIECE {
            ends.push(start + at + 1);
            piece = 0;
        }
    }
}

/// Mostly Thai or Lao, and long.
fn is_unstopped(sentence: &str) -> bool {
    let count = sentence.chars().count();
    let unstopped = sentence.chars().filter(|c| matches!(c, '\u{E00}'..='\u{EFF}')).count();
    count > LONG_UNSTOPPED && unstopped * 2 > count
}
