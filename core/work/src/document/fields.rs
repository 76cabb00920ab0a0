//! Names and values out of YAML, TOML and header lines.

use saphyr_parser::{Event, Parser, ScanError, Span, StrInput};
use toml::Value;

/// Each name in lower case, with its values: several for a list.
pub(super) type Fields = Vec<(String, Vec<String>)>;

/// Values inside values at most.
const MAX_DEPTH: usize = 16;

/// Why front matter cannot be read.
pub(super) struct Problem {
    /// The line of the front matter, from 1.
    pub line: Option<usize>,
    pub reason: String,
}

impl From<ScanError> for Problem {
    fn from(error: ScanError) -> Problem {
        Problem {
            line: Some(error.marker().line()),
            reason: error.info().to_owned(),
        }
    }
}

fn not_names_and_values() -> Problem {
    Problem {
        line: None,
        reason: "these are not names with values".into(),
    }
}

/// The `name: value` lines of `text`, continued by lines that begin with a blank; `None` if there are others.
pub(super) fn from_header(text: &str) -> Option<Fields> {
    let mut fields: Fields = Vec::new();
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            fields.last_mut()?.1.push(line.trim().to_owned());
            continue;
        }
        let (name, value) = line.split_once(':')?;
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let spaced = value.is_empty() || value.starts_with([' ', '\t']);
        fields.push((is_name && spaced).then(|| (name.to_ascii_lowercase(), vec![value.trim().to_owned()]))?);
    }
    fields
        .iter_mut()
        .filter(|(name, _)| !name.starts_with("author"))
        .for_each(|(_, lines)| *lines = vec![lines.join(" ")]);
    Some(fields)
}

/// The top-level table of a TOML document.
pub(super) fn from_toml(text: &str) -> Result<Fields, Problem> {
    let table: toml::Table = toml::from_str(text).map_err(|error| Problem {
        line: error
            .span()
            .map(|span| 1 + text[..text.floor_char_boundary(span.start)].matches('\n').count()),
        reason: error.message().to_owned(),
    })?;
    Ok(table
        .into_iter()
        .map(|(name, value)| (name.to_lowercase(), toml_strings(value)))
        .collect())
}

/// The strings that a value holds; of a table, its `name`.
fn toml_strings(value: Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text],
        Value::Integer(number) => vec![number.to_string()],
        Value::Float(number) => vec![number.to_string()],
        Value::Boolean(answer) => vec![answer.to_string()],
        Value::Datetime(date) => vec![date.to_string()],
        Value::Array(values) => values.into_iter().flat_map(toml_strings).collect(),
        Value::Table(mut table) => table.remove("name").map(toml_strings).unwrap_or_default(),
    }
}

/// The top-level mapping of a YAML document. Aliases are not followed, so that a small text cannot grow large.
pub(super) fn from_yaml(text: &str) -> Result<Fields, Problem> {
    let mut events = Events(Parser::new_from_str(text));
    loop {
        match events.next()? {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            Event::MappingStart(..) => return events.mapping(),
            // An empty document between the fences.
            Event::StreamEnd => return Ok(Fields::new()),
            _ => return Err(not_names_and_values()),
        }
    }
}

struct Events<'a>(Parser<'a, StrInput<'a>>);

impl<'a> Events<'a> {
    fn next(&mut self) -> Result<Event<'a>, Problem> {
        let next: Option<Result<(Event<'a>, Span), ScanError>> = self.0.next();
        Ok(next.transpose()?.map_or(Event::StreamEnd, |(event, _)| event))
    }

    fn mapping(&mut self) -> Result<Fields, Problem> {
        let mut fields = Fields::new();
        loop {
            match self.next()? {
                Event::MappingEnd => return Ok(fields),
                Event::Scalar(name, ..) => fields.push((name.to_lowercase(), self.value(0)?)),
                _ => return Err(not_names_and_values()),
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Vec<String>, Problem> {
        let event = self.next()?;
        self.strings(event, depth)
    }

    /// The strings that a value holds; of a mapping, its `name`.
    fn strings(&mut self, event: Event<'a>, depth: usize) -> Result<Vec<String>, Problem> {
        if depth > MAX_DEPTH {
            return Err(Problem {
                line: None,
                reason: "values are nested too deeply".into(),
            });
        }
        match event {
            Event::Scalar(text, ..) => Ok(vec![text.into_owned()]),
            Event::SequenceStart(..) => self.sequence(depth),
            Event::MappingStart(..) => self.name_of_mapping(depth),
            Event::StreamEnd => Err(not_names_and_values()),
            _ => Ok(Vec::new()),
        }
    }

    fn sequence(&mut self, depth: usize) -> Result<Vec<String>, Problem> {
        let mut values = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(values),
                event => values.extend(self.strings(event, depth + 1)?),
            }
        }
    }

    fn name_of_mapping(&mut self, depth: usize) -> Result<Vec<String>, Problem> {
        let mut name = Vec::new();
        loop {
            let event = self.next()?;
            if matches!(event, Event::MappingEnd) {
                return Ok(name);
            }
            let key = self.strings(event, depth + 1)?;
            let value = self.value(depth + 1)?;
            if key.first().is_some_and(|key| key == "name") {
                name = value;
            }
        }
    }
}
