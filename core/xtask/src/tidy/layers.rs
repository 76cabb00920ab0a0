//! Which crate may name which.
//!
//! `types ← pure ← edges ← node ← api ← faces`, by what a crate is built with (normal and build dependencies). What only its
//! tests use is free, except that nothing may go round in a circle.

use super::Finding;
use super::manifests::{Crate, Kind, Workspace};

const RULE: &str = "layers";

/// What kind of crate it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    /// The words that all others speak.
    Types,
    /// No I/O, clock, randomness, spawning or async. The number is its place in the order of the pure crates.
    Pure(u8),
    /// One outside thing each: a database, a file, a process, a network.
    Edge,
    /// The use cases: sees both sides.
    Node,
    /// The local HTTP API.
    Api,
    /// A face that starts the node itself.
    Face,
    /// A face that only speaks to a running node.
    Window,
    /// Many nodes in one seeded world, for tests alone.
    World,
    /// The house: builds the others, and knows none of them.
    House,
}

/// Every crate that the design has, whether or not it is there yet.
const LAYERS: &[(&str, Layer)] = &[
    ("byline-types", Layer::Types),
    ("byline-keys", Layer::Pure(1)),
    ("byline-work", Layer::Pure(1)),
    ("byline-attribution", Layer::Pure(2)),
    ("byline-royalty", Layer::Pure(2)),
    ("byline-ledger", Layer::Pure(3)),
    ("byline-light", Layer::Pure(4)),
    ("byline-store", Layer::Edge),
    ("byline-vault", Layer::Edge),
    ("byline-engine", Layer::Edge),
    ("byline-network", Layer::Edge),
    ("byline-validator", Layer::Edge),
    ("byline-lease", Layer::Edge),
    ("byline-node", Layer::Node),
    ("byline-api", Layer::Api),
    ("byline", Layer::Face),
    ("byline-desktop", Layer::Face),
    ("byline-monitor", Layer::Window),
    ("byline-simulation", Layer::World),
    ("xtask", Layer::House),
];

/// The layer of a crate.
pub(super) fn layer_of(name: &str) -> Option<Layer> {
    LAYERS.iter().find(|(known, _)| *known == name).map(|(_, layer)| *layer)
}

/// Checks that each crate names only what its layer may, and that no crates depend on each other in a circle.
pub(super) fn check(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in &workspace.crates {
        match layer_of(&one.name) {
            Some(layer) => findings.extend(check_crate(one, layer)),
            None => findings.push(finding(
                one,
                format!("{} has no layer: give it one in LAYERS (layers.rs)", one.name),
            )),
        }
        if let Some(circle) = circle_through(workspace, one) {
            findings.push(finding(one, format!("depends on itself in a circle: {circle}")));
        }
    }
    findings
}

fn check_crate(one: &Crate, layer: Layer) -> Vec<Finding> {
    let ours = one.built_with().filter_map(|name| Some((name, layer_of(name)?)));
    ours.filter(|(_, named)| !layer.may_name(*named))
        .map(|(name, _)| finding(one, format!("{} names {name}: {}", one.name, layer.rule())))
        .collect()
}

impl Layer {
    fn may_name(self, named: Layer) -> bool {
        use Layer::{Api, Edge, Face, House, Node, Pure, Types, Window, World};
        match self {
            Types | House => false,
            Pure(place) => named == Types || matches!(named, Pure(other) if other < place),
            Edge => matches!(named, Types | Pure(_)),
            Node => matches!(named, Types | Pure(_) | Edge),
            Api => matches!(named, Types | Pure(_) | Node),
            Face => matches!(named, Types | Pure(_) | Node | Api),
            Window => matches!(named, Types | Api),
            World => !matches!(named, Face | Window | House),
        }
    }

    fn rule(self) -> &'static str {
        match self {
            Layer::Types => "types names no crate of ours",
            Layer::Pure(_) => {
                "a pure crate names types and pure crates before it: keys, work < royalty < ledger < light"
            }
            Layer::Edge => "an edge names types and pure crates, never another edge nor anything above",
            Layer::Node => "the node names types, pure crates and edges",
            Layer::Api => "the api reaches the edges through the node alone",
            Layer::Face => "a face reaches the edges through the node or the api alone",
            Layer::Window => "this face speaks to the node over the HTTP API alone",
            Layer::World => "the simulation names no face",
            Layer::House => "the house names no crate of ours",
        }
    }
}

/// The names along a way from a crate back to itself, by dependencies of every kind.
fn circle_through(workspace: &Workspace, start: &Crate) -> Option<String> {
    let mut seen = vec![start.name.as_str()];
    let mut ways: Vec<Vec<&Crate>> = vec![vec![start]];
    while let Some(way) = ways.pop() {
        let last = way.last()?;
        for dependency in &last.dependencies {
            if dependency.package == start.name && !(way.len() == 1 && dependency.kind == Kind::Dev) {
                let names: Vec<&str> = way.iter().map(|one| one.name.as_str()).collect();
                return Some(format!("{} → {}", names.join(" → "), start.name));
            }
            if let Some(next) = workspace
                .find(&dependency.package)
                .filter(|next| !seen.contains(&next.name.as_str()))
            {
                seen.push(&next.name);
                ways.push(way.iter().copied().chain([next]).collect());
            }
        }
    }
    None
}

fn finding(one: &Crate, message: String) -> Finding {
    Finding {
        rule: RULE,
        place: one.manifest(),
        message,
    }
}
