//! One line of a text, and the marks that Markdown, reStructuredText and plain text put at its start.

use super::properties::is_wide;

/// A line without its newline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Where it begins in the text.
    pub start: usize,
    /// Spaces before the first character.
    pub indent: usize,
    /// What follows the spaces; empty for a blank line.
    pub body: &'a str,
}

/// Block tags of HTML: a line that begins with one is markup, not a sentence.
const HTML_BLOCKS: [&str; 46] = [
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "tfoot",
    "ul",
    "li",
    "dt",
    "dd",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "details",
    "div",
    "dl",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "header",
    "hr",
    "html",
    "iframe",
    "img",
    "link",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "script",
    "section",
    "source",
    "style",
    "summary",
    "svg",
    "table",
    "video",
];

/// Bullets of lists. The dashes also begin lines of dialogue, which read like items.
const BULLETS: [char; 13] = ['-', '*', '+', '•', '‣', '◦', '·', '●', '○', '▪', '■', '–', '—'];
/// The longest number or letter group of an enumerated item: `999`, `xviii`.
const MAX_ENUMERATOR: usize = 5;

pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let body = line.trim_start_matches(' ');
            let found = Line {
                start,
                indent: line.len() - body.len(),
                body,
            };
            start += line.len() + 1;
            found
        })
        .collect()
}

impl<'a> Line<'a> {
    pub(super) fn is_blank(&self) -> bool {
        self.body.is_empty()
    }

    /// Where the first character after the indent stands in the text.
    pub(super) fn body_start(&self) -> usize {
        self.start + self.indent
    }

    /// Columns of the line without its indent.
    pub(super) fn width(&self) -> usize {
        columns(self.body)
    }

    /// The opening of a fenced code block: its mark and how often it stands.
    pub(super) fn fence(&self) -> Option<(char, usize)> {
        let mark = self.body.chars().next().filter(|&mark| mark == '`' || mark == '~')?;
        let count = run_length(self.body, mark);
        // An inline code span can begin a line: then backticks follow later in it.
        let info = &self.body[count..];
        (count >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, count))
    }

    pub(super) fn closes_fence(&self, (mark, count): (char, usize)) -> bool {
        let run = run_length(self.body, mark);
        run >= count && run == self.body.len()
    }

    /// A Markdown heading such as `## Title`.
    pub(super) fn is_atx_heading(&self) -> bool {
        let marks = run_length(self.body, '#');
        let rest = &self.body[marks..];
        (1..=6).contains(&marks) && rest.starts_with(' ') && self.indent < 4
    }

    /// A line of one repeated punctuation mark, at least three: the mark.
    pub(super) fn adornment(&self) -> Option<char> {
        let mark = self.body.chars().next().filter(char::is_ascii_punctuation)?;
        (self.body.len() >= 3 && self.body.bytes().all(|byte| byte == mark as u8)).then_some(mark)
    }

    /// `---`, `***`, `* * *`: a rule between parts.
    pub(super) fn is_rule(&self) -> bool {
        let marks = self.body.chars().filter(|c| *c != ' ');
        let first = self.body.chars().next().filter(|c| "-*_=~+.#^".contains(*c));
        first.is_some_and(|first| marks.clone().count() >= 3 && marks.clone().all(|mark| mark == first))
    }

    /// A border of a reStructuredText grid table: `+---+---+`.
    pub(super) fn is_grid_border(&self) -> bool {
        self.body.len() >= 5
            && self.body.starts_with('+')
            && self.body.ends_with('+')
            && self.body.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'='))
    }

    /// A border of a reStructuredText simple table: `=====  ===`.
    pub(super) fn is_simple_border(&self) -> bool {
        self.body.starts_with("==")
            && self.body.contains("= =")
            && self.body.bytes().all(|byte| byte == b'=' || byte == b' ')
    }

    /// The second row of a Markdown table: `|---|:--:|`.
    pub(super) fn is_delimiter_row(&self) -> bool {
        self.body.contains('|')
            && self.body.contains('-')
            && self.body.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
    }

    /// A block tag of HTML at the start of the line.
    pub(super) fn html_block(&self) -> Option<&'a str> {
        let rest = self.body.strip_prefix('<')?;
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = &name[..length];
        let known = HTML_BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block));
        known.then_some(name)
    }

    /// Whether the line is made of tags alone.
    pub(super) fn is_tags_only(&self) -> bool {
        let mut rest = self.body;
        while let Some(inside) = rest.strip_prefix('<') {
            let named = inside.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
            let Some(end) = inside.find('>').filter(|_| named) else {
                return false;
            };
            rest = inside[end + 1..].trim_start();
        }
        rest.is_empty() && self.body.starts_with('<') && !self.body.contains("://")
    }

    /// Whether the line opens a tag of this name and leaves it open.
    pub(super) fn opens_tag(&self, name: &str) -> bool {
        self.body.contains(&format!("<{name}")) && !self.body.contains(&format!("</{name}"))
    }

    /// A line of a Markdown block quote.
    pub(super) fn is_quote(&self) -> bool {
        self.body.starts_with('>')
    }

    /// The line without the marks of a block quote.
    pub(super) fn without_quote_mark(&self) -> Line<'a> {
        let body = self.body.trim_start_matches(['>', ' ']);
        Line {
            start: self.start,
            indent: self.indent + self.body.len() - body.len(),
            body,
        }
    }

    /// A field of a reStructuredText field list: `:Name: value`. A role (`` :pep:`8` ``) is not one.
    pub(super) fn is_field(&self) -> bool {
        let Some(rest) = self.body.strip_prefix(':') else {
            return false;
        };
        let Some(end) = rest.find(':') else { return false };
        let (name, value) = (&rest[..end], &rest[end + 1..]);
        !name.is_empty()
            && !name.contains('`')
            && name.chars().next().is_some_and(char::is_alphanumeric)
            && (value.is_empty() || value.starts_with(' '))
    }

    /// A Markdown link target or footnote: `[name]: …`, `[^1]: …`.
    pub(super) fn is_reference_definition(&self) -> bool {
        let Some(rest) = self.body.strip_prefix('[') else {
            return false;
        };
        rest.find("]:").is_some_and(|end| end > 0 && !rest[..end].contains('['))
    }

    /// A reStructuredText link target without a name: `__ https://…`.
    pub(super) fn is_target(&self) -> bool {
        self.body.starts_with("__ http")
    }

    /// A numbered reference at the end of a plain text: `[12] Author: Title`.
    pub(super) fn is_numbered_reference(&self) -> bool {
        let label = self
            .body
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("] "))
            .map(|(label, _)| label);
        label.is_some_and(|label| (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit()))
    }

    /// A template tag alone on its line: `{% … %}`, `{{ … }}`.
    pub(super) fn is_template_tag(&self) -> bool {
        (self.body.starts_with("{%") && self.body.ends_with("%}"))
            || (self.body.starts_with("{{") && self.body.ends_with("}}"))
    }

    /// The mark of a list item, if the line begins with one.
    pub(super) fn item_mark(&self) -> Option<ItemMark> {
        bullet(self.body).or_else(|| enumerator(self.body))
    }
}

/// Columns that `text` takes: two for each wide character.
pub(super) fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(|character| 1 + usize::from(is_wide(character))).sum()
}

/// The mark of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ItemMark {
    /// Bytes from the mark to the text of the item.
    pub length: usize,
    /// What kind of mark.
    pub shape: MarkShape,
}

/// What kind of mark a list item has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkShape {
    /// A bullet.
    Bullet(char),
    /// A number or letter that begins a list: 1, a, i.
    First,
    /// Any other number or letter.
    Later,
    /// A letter that may as well be somebody's initial: `A. Smith`.
    Initial,
}

fn bullet(body: &str) -> Option<ItemMark> {
    let mark = body.chars().next().filter(|mark| BULLETS.contains(mark))?;
    let rest = &body[mark.len_utf8()..];
    let alone = rest.is_empty() && mark != '-';
    (rest.starts_with(' ') || alone).then(|| ItemMark {
        length: mark.len_utf8() + usize::from(!alone),
        shape: MarkShape::Bullet(mark),
    })
}

/// `1.` `1)` `(1)` `a)` `(a)` `iv.` `#.` `一、` `（二）` and the like.
fn enumerator(body: &str) -> Option<ItemMark> {
    let open = body.chars().next().filter(|c| matches!(c, '(' | '（' | '['));
    let start = open.map_or(0, char::len_utf8);
    let label_length = body[start..]
        .char_indices()
        .find(|(_, c)| !c.is_alphanumeric() && *c != '#')
        .map(|(at, _)| at)?;
    let label = &body[start..start + label_length];
    let close = body[start + label_length..].chars().next()?;
    let end = start + label_length + close.len_utf8();
    let shape = label_shape(label, open.is_some(), close)?;
    let blank = usize::from(body[end..].starts_with(' '));
    let wide = matches!(close, '、' | '．' | '）');
    (blank == 1 || wide || body.len() == end && label.chars().all(char::is_numeric)).then_some(ItemMark {
        length: end + blank,
        shape,
    })
}

fn label_shape(label: &str, opened: bool, close: char) -> Option<MarkShape> {
    let count = label.chars().count();
    let closes = match close {
        ')' | '）' => true,
        ']' => return None,
        '.' | '．' | '、' => !opened,
        _ => false,
    };
    if !closes || count == 0 || count > MAX_ENUMERATOR {
        return None;
    }
    let number = label.chars().all(char::is_numeric) && count <= 3;
    let han = label.chars().all(|c| "一二三四五六七八九十百".contains(c));
    let lower_roman = label.chars().all(|c| "ivxl".contains(c));
    let upper = label.chars().all(char::is_uppercase);
    let upper_roman = label.chars().all(|c| "IVXL".contains(c));
    let letter = count == 1 && label.chars().all(char::is_alphabetic);
    if close == '、' && !han {
        return None;
    }
    if !(number || han || lower_roman || upper_roman || letter || label == "#") {
        return None;
    }
    if upper && close == '.' {
        return Some(MarkShape::Initial);
    }
    let first = matches!(label, "1" | "a" | "A" | "i" | "I" | "一" | "１" | "#" | "١" | "१" | "๑");
    Some(if first { MarkShape::First } else { MarkShape::Later })
}

/// How often `mark` stands at the start of `text`; `mark` is ASCII.
fn run_length(text: &str, mark: char) -> usize {
    text.bytes().take_while(|&byte| byte == mark as u8).count()
}
