use crate::route::of_link;
use byline_types::{ReceiptId, WorkId};

fn work() -> String {
    WorkId::from_bytes([7; 32]).to_string()
}

#[test]
fn a_link_to_a_screen_opens_it() {
    for screen in ["first-run", "ask", "publish", "works", "wallet", "network", "settings"] {
        assert_eq!(of_link(&format!("byline://{screen}")), Some(format!("#/{screen}")));
        assert_eq!(of_link(&format!("byline://{screen}/")), Some(format!("#/{screen}")));
    }
    assert_eq!(
        of_link("BYLINE://Works").as_deref(),
        Some("#/works"),
        "a browser may change the case"
    );
}

#[test]
fn a_link_to_a_work_or_a_receipt_opens_it() {
    let (work, receipt) = (work(), ReceiptId::from_bytes([9; 32]));
    assert_eq!(
        of_link(&format!("byline://works/{work}")),
        Some(format!("#/works/{work}"))
    );
    assert_eq!(
        of_link(&format!("byline://works/{work}?leaf=12")),
        Some(format!("#/works/{work}?leaf=12"))
    );
    assert_eq!(
        of_link(&format!("byline://works/{work}?from=3&to=40")),
        Some(format!("#/works/{work}?from=3&to=40"))
    );
    assert_eq!(
        of_link(&format!("byline://ask/{receipt}")),
        Some(format!("#/ask/{receipt}"))
    );
}

#[test]
fn a_link_does_nothing_else() {
    let work = work();
    let foreign = [
        String::new(),
        "byline:".into(),
        "byline://".into(),
        "byline:///works".into(),
        "http://works".into(),
        "https://example.org/byline://works".into(),
        "javascript:alert(1)".into(),
        "byline://send".into(),
        "byline://works@example.org".into(),
        "byline://works:80".into(),
        "byline://works#/wallet".into(),
        "byline://wallet?amount=1".into(),
        "byline://wallet/send".into(),
        "byline://ask?q=hello".into(),
        "byline://works/../wallet".into(),
        "byline://works/%2e%2e".into(),
        "byline://works/<script>".into(),
        "byline://works/work1abc".into(),
        format!("byline://ask/{work}"),
        format!("byline://works/{work}/x"),
        format!("byline://works/{work}?"),
        format!("byline://works/{work}?leaf="),
        format!("byline://works/{work}?leaf=-1"),
        format!("byline://works/{work}?leaf=+1"),
        format!("byline://works/{work}?leaf=99999999999"),
        format!("byline://works/{work}?leaf=1&x=2"),
        format!("byline://works/{work}?from=1"),
        format!("byline://works/{}", "a".repeat(4096)),
        "byline://wörks".into(),
        "bylineé://works".into(),
    ];
    for link in foreign {
        assert_eq!(of_link(&link), None, "{link}");
    }
}
