//! The blocks of a text: headings, paragraphs, list items, code, tables.
//!
//! One reading serves Markdown, reStructuredText and plain text, because a canonical text does not say which it is. No
//! mark of one of them is taken for markup where another would have prose: an indented line is code only if it looks
//! like code.

use super::code::looks_like_code;
use super::kind::LeafKind;
use super::line::{ItemMark, Line, MarkShape, lines};
use super::paragraph::{self, Wrapping};
use std::collections::BTreeSet;

/// Spaces that make an indented block of code in Markdown.
const CODE_INDENT: usize = 4;
/// Lines of an indented block that are looked at to tell code from prose.
const CODE_SAMPLE_LINES: usize = 40;
/// Lines of one table at most.
const MAX_TABLE_LINES: usize = 300;
/// A line wider than this was not wrapped by an editor.
const UNWRAPPED_WIDTH: usize = 130;
/// A line of more columns counts where the wrapping of a text is judged.
const LONG_LINE: usize = 60;
/// Lines at the beginning of a text from which is judged whether its lines are wrapped.
const WRAP_SAMPLE_LINES: usize = 2_000;

/// Tags of HTML whose content is no text up to their end.
const RAW_TAGS: [&str; 3] = ["pre", "script", "style"];
/// Directives whose content is code.
const CODE_DIRECTIVES: [&str; 12] = [
    "code",
    "code-block",
    "sourcecode",
    "highlight",
    "math",
    "parsed-literal",
    "literalinclude",
    "doctest",
    "testcode",
    "testsetup",
    "productionlist",
    "graphviz",
];
/// Directives whose argument is text, like their content.
const ADMONITIONS: [&str; 18] = [
    "note",
    "warning",
    "important",
    "tip",
    "hint",
    "caution",
    "danger",
    "attention",
    "error",
    "admonition",
    "seealso",
    "deprecated",
    "versionadded",
    "versionchanged",
    "topic",
    "sidebar",
    "epigraph",
    "rubric",
];
/// Directives whose content is a table.
const TABLE_DIRECTIVES: [&str; 2] = ["csv-table", "list-table"];
/// Directives whose content is no text of the work.
const OPAQUE_DIRECTIVES: [&str; 8] = [
    "image", "figure", "raw", "include", "contents", "toctree", "index", "meta",
];

/// A run of bytes of one kind. It ends where the next begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Where it begins.
    pub start: usize,
    /// What it is.
    pub kind: LeafKind,
    /// Bytes at its beginning that are a mark, not text: never cut off.
    pub mark: usize,
    /// Whether it is running text, to be cut into sentences.
    pub prose: bool,
}

impl Block {
    pub(super) fn whole(start: usize, kind: LeafKind) -> Block {
        Block {
            start,
            kind,
            mark: 0,
            prose: false,
        }
    }

    pub(super) fn prose(start: usize, kind: LeafKind, mark: usize) -> Block {
        Block {
            start,
            kind,
            mark,
            prose: true,
        }
    }
}

/// The blocks of `text`, in order, the first at 0.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let wrapping = wrapping(&lines);
    let mut scanner = Scanner {
        text,
        lines,
        wrapping,
        items: Vec::new(),
        literal: None,
        unclosed: BTreeSet::new(),
        blocks: Vec::new(),
    };
    scanner.scan();
    if let Some(first) = scanner.blocks.first_mut() {
        first.mark += if first.prose { first.start } else { 0 };
        first.start = 0;
    }
    scanner.blocks
}

/// Whether most long lines of a text are longer than an editor leaves them.
fn wrapping(lines: &[Line<'_>]) -> Wrapping {
    let sample = || lines.iter().take(WRAP_SAMPLE_LINES);
    let long = sample().filter(|line| line.width() > LONG_LINE).count();
    let unwrapped = sample().filter(|line| line.width() > UNWRAPPED_WIDTH).count();
    if unwrapped * 5 > long {
        Wrapping::Unwrapped
    } else {
        Wrapping::Wrapped
    }
}

struct Scanner<'a> {
    text: &'a str,
    lines: Vec<Line<'a>>,
    wrapping: Wrapping,
    /// Where the text of each open list item stands, outermost first.
    items: Vec<usize>,
    /// The indent of a paragraph that ended with `::`: what is indented more is code.
    literal: Option<usize>,
    /// Marks that open a block and were found to be closed nowhere below.
    unclosed: BTreeSet<String>,
    blocks: Vec<Block>,
}

/// A rule looks at the line at a position and returns the position after the block, or `None` if it does not apply.
type Rule<'a> = fn(&mut Scanner<'a>, usize) -> Option<usize>;

impl<'a> Scanner<'a> {
    const RULES: [Rule<'a>; 15] = [
        Scanner::literal_block,
        Scanner::fenced_code,
        Scanner::doctest,
        Scanner::quoted_code,
        Scanner::comment,
        Scanner::html,
        Scanner::heading,
        Scanner::grid_table,
        Scanner::simple_table,
        Scanner::pipe_table,
        Scanner::single_line,
        Scanner::explicit_markup,
        Scanner::field,
        Scanner::item,
        Scanner::indented_code,
    ];

    fn scan(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            if self.lines[at].is_blank() {
                at += 1;
                continue;
            }
            let by_rule = Self::RULES.iter().find_map(|rule| rule(self, at));
            at = by_rule.unwrap_or_else(|| self.paragraph(at, None));
        }
    }

    fn is_unwrapped(&self) -> bool {
        self.wrapping == Wrapping::Unwrapped
    }

    fn literal_block(&mut self, at: usize) -> Option<usize> {
        let indent = self.literal.take()?;
        if self.lines[at].indent <= indent {
            return None;
        }
        self.push_whole(at, LeafKind::Code);
        Some(self.end_of_indented(at, indent))
    }

    fn fenced_code(&mut self, at: usize) -> Option<usize> {
        let fence = self.lines[at].fence()?;
        let closing = self.find_close(at + 1, fence.0.to_string().repeat(3), |line| line.closes_fence(fence));
        self.push_whole(
            at,
            if closing.is_some() {
                LeafKind::Code
            } else {
                LeafKind::Other
            },
        );
        Some(closing.unwrap_or(at) + 1)
    }

    /// The position of the line that closes a block, from `from` on. A mark that was not found once is not looked for
    /// again, so that a text full of unclosed marks takes no longer to read than any other.
    fn find_close(&mut self, from: usize, mark: String, closes: impl Fn(&Line<'_>) -> bool) -> Option<usize> {
        if self.unclosed.contains(&mark) {
            return None;
        }
        let found = (from..self.lines.len()).find(|&i| closes(&self.lines[i]));
        if found.is_none() {
            self.unclosed.insert(mark);
        }
        found
    }

    fn doctest(&mut self, at: usize) -> Option<usize> {
        if !self.lines[at].body.starts_with(">>> ") {
            return None;
        }
        self.push_whole(at, LeafKind::Code);
        Some(self.end_of_run(at))
    }

    /// `<!-- … -->` and `$$ … $$`.
    fn comment(&mut self, at: usize) -> Option<usize> {
        let body = self.lines[at].body;
        let (close, from, kind) = if body.starts_with("<!--") {
            ("-->", at, LeafKind::Other)
        } else if body == "$$" {
            ("$$", at + 1, LeafKind::Code)
        } else {
            return None;
        };
        let last = self.find_close(from, close.into(), |line| line.body.contains(close));
        self.push_whole(at, kind);
        Some(last.unwrap_or(at) + 1)
    }

    fn html(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        if line.html_block().is_none() && !line.is_tags_only() {
            return None;
        }
        let Some(name) = RAW_TAGS.iter().find(|name| line.opens_tag(name)) else {
            self.push_whole(at, LeafKind::Other);
            return Some(at + 1);
        };
        self.push_whole(
            at,
            if *name == "pre" {
                LeafKind::Code
            } else {
                LeafKind::Other
            },
        );
        let close = format!("</{name}");
        let last = self.find_close(at, close.clone(), |line| line.body.contains(&close));
        Some(last.unwrap_or(at) + 1)
    }

    /// A fenced code block inside a block quote.
    fn quoted_code(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        let fence = line.is_quote().then(|| line.without_quote_mark().fence()).flatten()?;
        let quoted = |i: &usize| self.lines[*i].is_quote();
        let closes = |i: &usize| self.lines[*i].without_quote_mark().closes_fence(fence);
        let last = (at + 1..self.lines.len()).take_while(quoted).find(closes)?;
        self.push_whole(at, LeafKind::Code);
        Some(last + 1)
    }

    fn heading(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        let lines = match line.is_atx_heading() || (line.is_quote() && line.without_quote_mark().is_atx_heading()) {
            true => 1,
            false => self.underlined(at)?,
        };
        self.close_items(self.lines[at].indent);
        self.push_whole(at, LeafKind::Heading);
        Some(at + lines)
    }

    /// The lines of a heading marked by an underline, or by a line above and below it.
    fn underlined(&self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        let next = self.lines.get(at + 1).filter(|next| !next.is_blank())?;
        if let Some(mark) = line.adornment() {
            let below = self.lines.get(at + 2)?;
            let matches = below.adornment() == Some(mark) && next.adornment().is_none();
            return (matches && next.width() <= line.width() + 2).then_some(3);
        }
        let mark = next.adornment()?;
        let wide_enough = next.width() + 2 >= line.width() || matches!(mark, '=' | '-') && line.width() <= 100;
        let item = line
            .item_mark()
            .is_some_and(|mark| matches!(mark.shape, MarkShape::Bullet(_)));
        (wide_enough && !item && next.indent <= line.indent + 3 && !"`|>".contains(mark)).then_some(2)
    }

    fn grid_table(&mut self, at: usize) -> Option<usize> {
        if !self.lines[at].is_grid_border() {
            return None;
        }
        let end = self.end_of_run(at);
        self.push_whole(at, LeafKind::Table);
        for row in at + 1..end {
            // A row reaches to the border below it; the first border belongs to the first row.
            if row > at + 1 && self.lines[row - 1].is_grid_border() {
                self.push_whole(row, LeafKind::Table);
            }
        }
        Some(end)
    }

    fn simple_table(&mut self, at: usize) -> Option<usize> {
        if !self.lines[at].is_simple_border() {
            return None;
        }
        let end = self.end_of_simple_table(at);
        let indent = self.lines[at].indent;
        self.push_whole(at, LeafKind::Table);
        for row in at + 2..end {
            let line = self.lines[row];
            // A line whose first column is empty continues the row above it; a border ends it.
            if !line.is_blank() && line.indent <= indent && !line.is_simple_border() {
                self.push_whole(row, LeafKind::Table);
            }
        }
        Some(end)
    }

    /// A simple table may have blank lines between its rows; it ends with the last border before other text.
    fn end_of_simple_table(&self, at: usize) -> usize {
        let indent = self.lines[at].indent;
        let inside = |i: &usize| self.lines[*i].is_blank() || self.lines[*i].indent >= indent;
        let ends = |i: &usize| self.lines[*i].is_simple_border() && self.lines.get(i + 1).is_none_or(Line::is_blank);
        let last = (at + 1..self.lines.len())
            .take(MAX_TABLE_LINES)
            .take_while(inside)
            .find(ends);
        last.map_or_else(|| self.end_of_run(at), |last| last + 1)
    }

    fn pipe_table(&mut self, at: usize) -> Option<usize> {
        let next = self.lines.get(at + 1)?;
        if !self.lines[at].body.contains('|') || !next.is_delimiter_row() {
            return None;
        }
        let end = self.end_of_run(at);
        self.push_whole(at, LeafKind::Table);
        (at + 2..end).for_each(|row| self.push_whole(row, LeafKind::Table));
        Some(end)
    }

    /// Rules, link targets, template tags and images: one line each.
    fn single_line(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        let image = line.body.starts_with("![") && line.body.ends_with([')', ']']);
        let mark = line.is_rule()
            || line.is_reference_definition()
            || line.is_template_tag()
            || line.is_target()
            || line.body == ">";
        if !(mark || image || line.body == "::") {
            return None;
        }
        self.literal = (line.body == "::").then_some(line.indent);
        self.push_whole(at, LeafKind::Other);
        Some(at + 1)
    }

    /// reStructuredText lines that begin with `..`: directives, targets, footnotes, comments.
    fn explicit_markup(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        if !(line.body == ".." || line.body.starts_with(".. ")) {
            return None;
        }
        let Some((name, argument)) = directive(line.body) else {
            self.push_whole(at, LeafKind::Other);
            return Some(self.end_of_indented(at, line.indent));
        };
        let kind = directive_kind(name);
        self.push_whole(at, kind.unwrap_or(LeafKind::Other));
        Some(match kind {
            Some(_) => self.end_of_indented(at, line.indent),
            None => self.directive_text(at, name, argument),
        })
    }

    /// The text on a directive's own line (`.. note:: Mind the gap.`) and the lines that continue it. The argument of a
    /// directive that is no admonition is not text.
    fn directive_text(&mut self, at: usize, name: &str, argument: usize) -> usize {
        if argument == self.lines[at].body.len() {
            return at + 1;
        }
        if ADMONITIONS.contains(&name) {
            let start = self.lines[at].body_start() + argument;
            self.blocks.push(Block::prose(start, LeafKind::Sentence, 0));
        }
        let ends = |i: &usize| self.lines[*i].is_blank() || self.lines[*i].is_field();
        (at + 1..self.lines.len()).find(ends).unwrap_or(self.lines.len())
    }

    fn field(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        if !line.is_field() {
            return None;
        }
        self.push_whole(at, LeafKind::Other);
        let ends = |i: &usize| self.lines[*i].is_blank() || self.lines[*i].indent <= line.indent;
        Some((at + 1..self.lines.len()).find(ends).unwrap_or(self.lines.len()))
    }

    fn item(&mut self, at: usize) -> Option<usize> {
        let line = self.lines[at];
        let mark = line.item_mark()?;
        self.close_items(line.indent);
        self.items.push(line.indent + mark.length);
        Some(self.paragraph(at, Some(mark)))
    }

    /// Code by its indent, as Markdown and old plain text have it, if it also looks like code.
    fn indented_code(&mut self, at: usize) -> Option<usize> {
        let indent = self.lines[at].indent;
        self.close_items(indent);
        let base = self.items.last().copied().unwrap_or(0);
        if indent < base + CODE_INDENT || self.is_unwrapped() {
            return None;
        }
        let sample: Vec<&str> = self.lines[at..]
            .iter()
            .take(CODE_SAMPLE_LINES)
            .take_while(|line| line.is_blank() || line.indent >= base + CODE_INDENT)
            .map(|line| line.body)
            .collect();
        if !looks_like_code(&sample, self.follows_colon(at)) {
            return None;
        }
        self.push_whole(at, LeafKind::Code);
        Some(self.end_of_indented(at, base + CODE_INDENT - 1))
    }

    fn follows_colon(&self, at: usize) -> bool {
        self.lines[..at]
            .iter()
            .rev()
            .find(|line| !line.is_blank())
            .is_some_and(|line| line.body.ends_with(':'))
    }

    /// A paragraph or the first paragraph of a list item.
    fn paragraph(&mut self, at: usize, mark: Option<ItemMark>) -> usize {
        let end = self.end_of_paragraph(at, mark.is_some());
        paragraph::divide(&self.lines[at..end], mark, self.wrapping, &mut self.blocks);
        let last = self.lines[end - 1];
        if last.body.ends_with("::") {
            let indent = mark.map_or(last.indent, |mark| self.lines[at].indent + mark.length);
            self.literal = Some(indent);
        }
        end
    }

    fn end_of_paragraph(&self, at: usize, item: bool) -> usize {
        (at + 1..self.lines.len())
            .find(|&i| self.lines[i].is_blank() || self.interrupts(i, item))
            .unwrap_or(self.lines.len())
    }

    /// Whether the line at `at` begins another block although no blank line stands before it.
    fn interrupts(&self, at: usize, item: bool) -> bool {
        let (line, previous) = (self.lines[at], self.lines[at - 1]);
        let table = self
            .lines
            .get(at + 1)
            .is_some_and(|next| line.body.contains('|') && next.is_delimiter_row());
        let quote = line.body == ">" || (line.is_quote() && !previous.is_quote());
        line.fence().is_some()
            || line.is_atx_heading()
            || (line.is_quote() && line.without_quote_mark().fence().is_some())
            || line.is_reference_definition()
            || (line.body.starts_with(".. ") && directive(line.body).is_some())
            || line.body.starts_with("<!--")
            || line.html_block().is_some()
            || line.is_tags_only()
            || line.is_grid_border()
            || line.is_template_tag()
            || table
            || quote
            || (line.is_rule() && !line.body.starts_with('.'))
            || self.underlined_here(at)
            || line.item_mark().is_some_and(|mark| self.begins_item(at, mark, item))
    }

    /// A title and its underline right below other lines: only where the underline fits the title.
    fn underlined_here(&self, at: usize) -> bool {
        let width = self.lines[at].width();
        let below = self.lines.get(at + 1).filter(|next| next.adornment().is_some());
        below.is_some_and(|below| below.width() >= width && below.width() <= width + 2)
    }

    /// Whether a mark inside a paragraph begins an item: a dash or a number may also stand there by chance.
    fn begins_item(&self, at: usize, mark: ItemMark, item: bool) -> bool {
        let (line, previous) = (self.lines[at], self.lines[at - 1]);
        let continues_item = self.items.last().is_some_and(|&text| text == line.indent);
        let introduced = previous
            .body
            .ends_with([':', '.', ';', '!', '?', '。', '：', '；', ',']);
        match mark.shape {
            MarkShape::Initial => self.is_unwrapped() || (item && !continues_item && introduced),
            MarkShape::Later => self.is_unwrapped() || (item && !continues_item),
            MarkShape::First => self.is_unwrapped() || introduced || (item && !continues_item),
            MarkShape::Bullet('–' | '—' | '·') => self.is_unwrapped() || (item && !continues_item),
            MarkShape::Bullet(_) => {
                let next = self.lines.get(at + 1).and_then(Line::item_mark);
                let listed = next.is_some_and(|next| next.shape == mark.shape);
                self.is_unwrapped() || item || introduced || listed || line.indent > previous.indent
            }
        }
    }

    /// The position of the first line after `at` that is blank.
    fn end_of_run(&self, at: usize) -> usize {
        (at + 1..self.lines.len())
            .find(|&i| self.lines[i].is_blank())
            .unwrap_or(self.lines.len())
    }

    /// One past the last line after `at` that is indented by more than `indent`; blank lines inside count.
    fn end_of_indented(&self, at: usize, indent: usize) -> usize {
        let mut end = at + 1;
        for (i, line) in self.lines.iter().enumerate().skip(at + 1) {
            if line.is_blank() {
                continue;
            }
            if line.indent <= indent {
                break;
            }
            end = i + 1;
        }
        end
    }

    /// Closes the list items whose text stands further right than `indent`.
    fn close_items(&mut self, indent: usize) {
        while self.items.last().is_some_and(|&text| text > indent) {
            self.items.pop();
        }
    }

    /// Adds the block that begins with the line at `at`. Code and tables keep their indent.
    fn push_whole(&mut self, at: usize, kind: LeafKind) {
        let line = self.lines[at];
        let keeps_indent = matches!(kind, LeafKind::Code | LeafKind::Table);
        let start = if keeps_indent { line.start } else { line.body_start() };
        debug_assert!(self.text.is_char_boundary(start), "lines begin at characters");
        self.blocks.push(Block::whole(start, kind));
    }
}

/// The name of a directive, and where its argument begins in the line.
fn directive(body: &str) -> Option<(&str, usize)> {
    let rest = body.strip_prefix(".. ")?;
    let end = rest.find("::")?;
    let name = rest[..end].rsplit(' ').next()?;
    let named = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_' | b'.'));
    let target = rest.starts_with(['_', '[']);
    if !named || target || (rest[..end].contains(' ') && !rest.starts_with('|')) {
        return None;
    }
    let argument = 3 + end + 2;
    let blank = body[argument..].len() - body[argument..].trim_start().len();
    Some((name, argument + blank))
}

/// What the whole content of a directive is, or `None` where it is text like any other.
fn directive_kind(name: &str) -> Option<LeafKind> {
    if CODE_DIRECTIVES.contains(&name) {
        Some(LeafKind::Code)
    } else if TABLE_DIRECTIVES.contains(&name) {
        Some(LeafKind::Table)
    } else if OPAQUE_DIRECTIVES.contains(&name) {
        Some(LeafKind::Other)
    } else {
        None
    }
}
