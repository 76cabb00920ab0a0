use crate::tidy::{Tree, check};

#[test]
fn every_rule_holds_in_the_repository() {
    let tree = Tree::of_repository(&crate::repository()).unwrap();
    assert!(
        tree.text("core/xtask/src/tests/repository.rs").is_some(),
        "this is not the repository"
    );
    let findings: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}
