use super::made_up::{assert_none, assert_one, tidy_tree};
use crate::tidy::{MACHINE_FOLDERS, REGISTRY_DOMAINS, Tree};

fn readme(text: &str) -> Tree {
    tidy_tree().with("README.md", format!("# Byline\n\n{text}\n"))
}

#[test]
fn every_registry_is_found_by_its_host() {
    for (name, ending) in REGISTRY_DOMAINS {
        for host in [
            format!("{name}.{ending}"),
            format!("https://index.{name}.{ending}/x"),
            format!("(static.{name}.{ending})"),
        ] {
            assert_one(&readme(&host), &["mentions: README.md:3", &format!("{name}.{ending}")]);
        }
    }
}

#[test]
fn a_name_that_only_contains_a_host_is_not_found() {
    for (name, ending) in REGISTRY_DOMAINS {
        assert_none(&readme(&format!("my{name}.{ending} {name}.{ending}x {name}-{ending}")));
    }
}

#[test]
fn every_path_of_a_machine_is_found() {
    for folder in MACHINE_FOLDERS {
        for text in [
            format!("/{folder}/main"),
            format!("cd \"/{folder}/.cache\""),
            format!("see `/{folder}/x`."),
        ] {
            assert_one(&readme(&text), &["mentions: README.md:3", &format!("/{folder}/")]);
        }
    }
}

#[test]
fn a_path_inside_the_repository_is_not_found() {
    for folder in MACHINE_FOLDERS {
        assert_none(&readme(&format!(
            "core/{folder}/src ../{folder}/src $HOME/{folder}/x ~/{folder}/x /{folder}/<you>"
        )));
    }
}

#[test]
fn what_cargo_writes_itself_is_let_be() {
    let (name, ending) = REGISTRY_DOMAINS[0];
    assert_none(&tidy_tree().with(
        "Cargo.lock",
        format!("source = \"registry+https://{name}.{ending}-index\"\n"),
    ));
}
