//! What a leaf is: an answer quotes sentences and list items, not headings, code or tables.

/// What a leaf is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeafKind {
    /// A sentence of running text.
    Sentence,
    /// A title or a line that names what follows, with its underline.
    Heading,
    /// A block of code, or a part of a long one.
    Code,
    /// A list item, or one sentence of a long one.
    ListItem,
    /// A row of a table.
    Table,
    /// Marks without text of their own: rules, link targets, footnotes, directives, images, HTML.
    Other,
}

impl LeafKind {
    /// Whether an answer may quote such a leaf.
    pub const fn is_quotable(self) -> bool {
        matches!(self, LeafKind::Sentence | LeafKind::ListItem)
    }
}
