//! Confirmations through the router: nothing without one, and each for one request, once.

use super::bench::{Answered, Bench, MINUTE, stranger};
use crate::confirm::ConfirmationState;
use crate::token::Scope;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use tokio_stream::StreamExt;
use tower::ServiceExt;

const OVER_CAP: &str = "150";

async fn decide(bench: &Bench, id: &str, approve: bool) -> Answered {
    let path = format!("/api/confirmations/{id}");
    bench.post(&path, Scope::Owner, json!({ "approve": approve })).await
}

/// Asks for a confirmation of sending 150 coins and has the owner approve it.
async fn approved(bench: &Bench) -> String {
    let id = bench.send(&stranger(1), OVER_CAP, None).await.confirmation().id;
    assert_eq!(decide(bench, &id, true).await.status, StatusCode::NO_CONTENT);
    id
}

#[tokio::test]
async fn above_the_cap_nothing_is_sent_before_a_person_approves_it() {
    let bench = Bench::new();
    let pending = bench.send(&stranger(1), OVER_CAP, None).await.confirmation();
    assert_eq!(pending.kind, "send");
    assert_eq!(pending.summary.address, Some(stranger(1)));
    assert_eq!(pending.summary.amount.as_deref(), Some("150"));
    assert_eq!(pending.summary.account.as_deref(), Some("me"));
    assert_eq!(bench.balance(), "1000");
    let early = bench.send(&stranger(1), OVER_CAP, Some(&pending.id)).await;
    assert_eq!((early.status, early.code()), (StatusCode::FORBIDDEN, "not_confirmed"));
    assert_eq!(bench.balance(), "1000");
    assert_eq!(
        bench.send(&stranger(1), "1", None).await.status,
        StatusCode::OK,
        "below it needs none"
    );
}

#[tokio::test]
async fn an_approval_lets_its_request_through_once() {
    let bench = Bench::new();
    let id = approved(&bench).await;
    assert_eq!(
        bench.send(&stranger(1), OVER_CAP, Some(&id)).await.status,
        StatusCode::OK
    );
    assert_eq!(bench.balance(), "850");
    assert_eq!(
        bench.send(&stranger(1), OVER_CAP, Some(&id)).await.code(),
        "not_confirmed"
    );
    assert_eq!(bench.balance(), "850");
}

#[tokio::test]
async fn of_two_uses_at_once_one_counts() {
    let bench = Bench::new();
    let (id, to) = (approved(&bench).await, stranger(1));
    let (one, two) = tokio::join!(
        bench.send(&to, OVER_CAP, Some(&id)),
        bench.send(&to, OVER_CAP, Some(&id))
    );
    let done = [one, two]
        .iter()
        .filter(|answered| answered.status == StatusCode::OK)
        .count();
    assert_eq!((done, bench.balance().as_str()), (1, "850"));
}

#[tokio::test]
async fn an_approval_is_for_exactly_one_request() {
    let bench = Bench::new();
    let id = approved(&bench).await;
    for (to, amount) in [
        (stranger(2), OVER_CAP),
        (stranger(1), "150.000001"),
        (stranger(1), "151"),
    ] {
        let other = bench.send(&to, amount, Some(&id)).await;
        assert_eq!(other.code(), "not_confirmed", "{to} {amount}");
    }
    let seed = bench
        .post_confirmed("/api/wallet/backup", Scope::Manage, Some(&id), json!({}))
        .await;
    assert_eq!(seed.code(), "not_confirmed");
    assert_eq!(bench.balance(), "1000");
    assert_eq!(
        bench.send(&stranger(1), "150.0", Some(&id)).await.status,
        StatusCode::OK,
        "the same amount in other letters is the same request"
    );
}

#[tokio::test]
async fn an_approval_names_the_account_and_not_what_its_name_comes_to_mean() {
    let bench = Bench::new();
    bench.node.put_contact("Ada", &stranger(1)).unwrap();
    let pending = bench.send("Ada", OVER_CAP, None).await.confirmation();
    assert_eq!(pending.summary.to.as_deref(), Some("Ada"));
    decide(&bench, &pending.id, true).await;
    bench.node.put_contact("Ada", &stranger(2)).unwrap();
    assert_eq!(
        bench.send("Ada", OVER_CAP, Some(&pending.id)).await.code(),
        "not_confirmed"
    );
    assert_eq!(
        bench.send(&stranger(1), OVER_CAP, Some(&pending.id)).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn after_ten_minutes_neither_a_request_nor_its_approval_counts() {
    let bench = Bench::new();
    let used_late = approved(&bench).await;
    let decided_late = bench.send(&stranger(2), OVER_CAP, None).await.confirmation().id;
    bench.clock.advance(10 * MINUTE - 1);
    assert_eq!(bench.confirmations.list().len(), 1);
    bench.clock.advance(1);
    assert!(bench.confirmations.list().is_empty());
    let late = decide(&bench, &decided_late, true).await;
    assert_eq!(
        (late.status, late.code()),
        (StatusCode::CONFLICT, "confirmation_expired")
    );
    for id in [&used_late, &decided_late] {
        let state = bench.get(&format!("/api/confirmations/{id}"), Scope::Manage).await;
        assert_eq!(state.body["state"], "expired");
    }
    assert_eq!(
        bench.send(&stranger(1), OVER_CAP, Some(&used_late)).await.code(),
        "not_confirmed"
    );
    assert_eq!(bench.balance(), "1000");
}

#[tokio::test]
async fn only_the_owner_lists_and_decides() {
    let bench = Bench::new();
    let id = bench.send(&stranger(1), OVER_CAP, None).await.confirmation().id;
    let path = format!("/api/confirmations/{id}");
    for scope in [Scope::Inference, Scope::Read, Scope::Manage] {
        let decided = bench.post(&path, scope, json!({ "approve": true })).await;
        assert_eq!(
            (decided.status, decided.code()),
            (StatusCode::FORBIDDEN, "insufficient_scope")
        );
        assert_eq!(
            bench.get("/api/confirmations", scope).await.status,
            StatusCode::FORBIDDEN
        );
    }
    assert_eq!(bench.get(&path, Scope::Read).await.code(), "insufficient_scope");
    assert_eq!(bench.confirmations.state(&id), Ok(ConfirmationState::Pending));
    let listed = bench.get("/api/confirmations", Scope::Owner).await;
    assert_eq!(listed.body["confirmations"][0]["id"], id.as_str());
    assert_eq!(listed.body["confirmations"][0]["summary"]["amount"], "150");
}

#[tokio::test]
async fn lesser_tokens_cannot_have_a_person_asked() {
    let bench = Bench::new();
    for (path, body) in [
        ("/api/wallet/send", json!({ "to": stranger(1), "amount": OVER_CAP })),
        ("/api/wallet/backup", json!({})),
        ("/api/erase", json!({})),
        ("/api/wallet/restore", json!({ "words": "zoo" })),
    ] {
        let refused = bench.post(path, Scope::Read, body).await;
        assert_eq!(
            (refused.status, refused.code()),
            (StatusCode::FORBIDDEN, "insufficient_scope"),
            "{path}"
        );
    }
    assert!(bench.confirmations.list().is_empty());
}

#[tokio::test]
async fn what_a_person_refused_is_not_done_and_not_decided_again() {
    let bench = Bench::new();
    let id = bench.send(&stranger(1), OVER_CAP, None).await.confirmation().id;
    decide(&bench, &id, false).await;
    let again = decide(&bench, &id, true).await;
    assert_eq!((again.status, again.code()), (StatusCode::CONFLICT, "already_decided"));
    let state = bench.get(&format!("/api/confirmations/{id}"), Scope::Manage).await;
    assert_eq!(state.body["state"], "refused");
    assert_eq!(
        bench.send(&stranger(1), OVER_CAP, Some(&id)).await.code(),
        "not_confirmed"
    );
    assert_eq!(bench.balance(), "1000");
}

#[tokio::test]
async fn an_unknown_confirmation_is_none() {
    let bench = Bench::new();
    for id in ["0".repeat(32), "nonsense".to_owned(), "%2e%2e".to_owned()] {
        let path = format!("/api/confirmations/{id}");
        assert_eq!(bench.get(&path, Scope::Manage).await.code(), "unknown_confirmation");
        assert_eq!(decide(&bench, &id, true).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            bench.send(&stranger(1), OVER_CAP, Some(&id)).await.code(),
            "not_confirmed"
        );
    }
    assert_eq!(bench.balance(), "1000");
}

#[tokio::test]
async fn the_same_request_waits_once_and_not_without_end() {
    let bench = Bench::new();
    let first = bench.send(&stranger(1), OVER_CAP, None).await.confirmation();
    assert_eq!(bench.send(&stranger(1), OVER_CAP, None).await.confirmation(), first);
    for more in 1..64 {
        bench
            .send(&stranger(1), &format!("{}", 150 + more), None)
            .await
            .confirmation();
    }
    let full = bench.send(&stranger(1), "900", None).await;
    assert_eq!(
        (full.status, full.code()),
        (StatusCode::TOO_MANY_REQUESTS, "too_many_confirmations")
    );
    decide(&bench, &first.id, false).await;
    bench.send(&stranger(1), "900", None).await.confirmation();
}

#[tokio::test]
async fn whoever_waits_hears_of_the_decision() {
    let bench = Bench::new();
    let id = bench.send(&stranger(1), OVER_CAP, None).await.confirmation().id;
    let path = format!("/api/confirmations/{id}?wait=25");
    let (waited, decided) = tokio::join!(bench.get(&path, Scope::Manage), decide(&bench, &id, true));
    assert_eq!(decided.status, StatusCode::NO_CONTENT);
    assert_eq!(waited.body, json!({ "id": id, "kind": "send", "state": "approved" }));
}

#[tokio::test]
async fn whoever_waits_in_vain_is_answered_in_the_end() {
    let bench = Bench::new();
    let id = bench.send(&stranger(1), OVER_CAP, None).await.confirmation().id;
    for wait in ["", "?wait=0", "?wait=1"] {
        let waited = bench
            .get(&format!("/api/confirmations/{id}{wait}"), Scope::Manage)
            .await;
        assert_eq!(waited.body["state"], "pending");
    }
    let path = format!("/api/confirmations/{id}?wait=25");
    let waiting = bench.get(&path, Scope::Manage);
    let closed = async { bench.confirmations.clear() };
    let (waited, ()) = tokio::join!(waiting, closed);
    assert_eq!(
        waited.code(),
        "unknown_confirmation",
        "a node that closes forgets it and keeps nobody waiting"
    );
}

#[tokio::test]
async fn a_shell_hears_of_what_waits_and_of_what_comes() {
    let bench = Bench::new();
    let first = bench.send(&stranger(1), OVER_CAP, None).await.confirmation();
    let heard = bench.confirmations.subscribe();
    let second = bench.post("/api/erase", Scope::Manage, json!({})).await.confirmation();
    assert_eq!(heard.try_iter().collect::<Vec<_>>(), [first, second]);
    assert!(bench.commands.try_recv().is_err(), "nothing was erased");
}

#[tokio::test]
async fn seeing_the_seed_phrase_covers_checking_it_until_it_runs_out() {
    let bench = Bench::new();
    let words = bench.node.seed_words().as_str().to_owned();
    let check = json!({ "words": words });
    let refused = bench
        .post("/api/wallet/backup/check", Scope::Manage, check.clone())
        .await;
    let pending = refused.confirmation();
    assert_eq!(pending.kind, "show_seed");
    assert_eq!(
        bench
            .post("/api/wallet/backup", Scope::Manage, json!({}))
            .await
            .confirmation(),
        pending
    );
    let id = Some(pending.id.as_str());
    let early = bench
        .post_confirmed("/api/wallet/backup/check", Scope::Manage, id, check.clone())
        .await;
    assert_eq!(early.code(), "not_confirmed");
    decide(&bench, &pending.id, true).await;
    let shown = bench
        .post_confirmed("/api/wallet/backup", Scope::Manage, id, json!({}))
        .await;
    assert_eq!(shown.body["words"], words.as_str());
    let again = bench
        .post_confirmed("/api/wallet/backup", Scope::Manage, id, json!({}))
        .await;
    assert_eq!(
        (again.code(), again.body["words"].clone()),
        ("not_confirmed", Value::Null)
    );
    let wrong = json!({ "words": "zoo" });
    let mistyped = bench
        .post_confirmed("/api/wallet/backup/check", Scope::Manage, id, wrong)
        .await;
    assert_eq!(mistyped.code(), "wrong_words");
    let checked = bench
        .post_confirmed("/api/wallet/backup/check", Scope::Manage, id, check.clone())
        .await;
    assert_eq!(checked.status, StatusCode::NO_CONTENT);
    bench.clock.advance(10 * MINUTE);
    let late = bench
        .post_confirmed("/api/wallet/backup/check", Scope::Manage, id, check)
        .await;
    assert_eq!(late.code(), "not_confirmed");
}

/// Publishes a text by Ada that costs `price` a use.
async fn publish(bench: &Bench, subject: &str, price: &str) {
    let text =
        format!("---\nauthor: Ada\n---\n\nThe {subject} eats berries, roots and small fish in the northern hills.\n");
    let document = json!({ "path": format!("{subject}.md"), "text": text, "licence": "paid", "price": price });
    let published = bench
        .post("/api/publish", Scope::Manage, json!({ "documents": [document] }))
        .await;
    assert_eq!(
        published.body["documents"][0]["outcome"], "published",
        "{}",
        published.body
    );
}

#[tokio::test]
async fn a_dear_question_is_answered_for_what_was_approved_and_not_more() {
    let bench = Bench::new();
    publish(&bench, "marmot", "150").await;
    let ask = |id: Option<String>, question: &str| {
        let body = json!({ "question": question });
        let bench = &bench;
        async move {
            bench
                .post_confirmed("/api/ask", Scope::Manage, id.as_deref(), body)
                .await
        }
    };
    let question = "What does the marmot eat in the northern hills?";
    let pending = ask(None, question).await.confirmation();
    assert_eq!(pending.kind, "ask");
    assert_eq!(pending.summary.hold.as_deref(), Some("150"));
    decide(&bench, &pending.id, true).await;
    publish(&bench, "badger and the marmot", "700").await;
    let id = Some(pending.id);
    assert_eq!(
        ask(id.clone(), "What does the badger eat?").await.code(),
        "not_confirmed"
    );
    let answered = ask(id.clone(), question).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.body);
    assert_eq!(
        answered.body["price"], "150",
        "the dearer work came later and is left out"
    );
    assert_eq!(ask(id, question).await.code(), "not_confirmed");
    let plain = bench
        .post("/api/ask", Scope::Inference, json!({ "question": question }))
        .await;
    assert_eq!(
        (plain.code(), plain.body["confirmation"].clone()),
        ("confirmation_required", Value::Null)
    );
}

#[tokio::test]
async fn a_streamed_answer_ends_with_the_confirmation_that_it_needs() {
    let bench = Bench::new();
    publish(&bench, "marmot", "150").await;
    let ask = |id: Option<String>| {
        let bench = &bench;
        let mut request = bench
            .request(Method::POST, "/api/ask/stream", Scope::Manage)
            .header("content-type", "application/json");
        if let Some(id) = id {
            request = request.header("byline-confirmation", id);
        }
        async move {
            let body = json!({ "question": "What does the marmot eat?" }).to_string();
            let response = bench
                .router
                .clone()
                .oneshot(request.body(Body::from(body)).unwrap())
                .await
                .unwrap();
            let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
            let last = bytes.trim_ascii_end().rsplit(|byte| *byte == b'\n').next().unwrap();
            serde_json::from_slice::<Value>(last).unwrap()
        }
    };
    let last = ask(None).await;
    assert_eq!(
        (last["event"].as_str(), last["error"]["code"].as_str()),
        (Some("error"), Some("confirmation_required"))
    );
    assert_eq!(last["confirmation"]["summary"]["hold"], "150");
    let id = last["confirmation"]["id"].as_str().unwrap().to_owned();
    decide(&bench, &id, true).await;
    let last = ask(Some(id.clone())).await;
    assert_eq!(
        (last["event"].as_str(), last["answer"]["price"].as_str()),
        (Some("answer"), Some("150"))
    );
    assert_eq!(ask(Some(id)).await["error"]["code"], "not_confirmed");
}

#[tokio::test]
async fn the_stream_of_events_tells_of_confirmations_and_ends_when_the_node_closes() {
    let bench = Bench::new();
    let id = bench.send(&stranger(1), OVER_CAP, None).await.confirmation().id;
    let request = bench.request(Method::GET, "/api/events", Scope::Read);
    let response = bench
        .router
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let mut lines = response.into_body().into_data_stream();
    let told = json!({ "event": "confirmation", "id": id });
    for expected in [json!({ "event": "hello" }), told] {
        let line = lines.next().await.unwrap().unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&line).unwrap(), expected);
    }
    bench.closing.send_replace(true);
    assert!(lines.next().await.is_none(), "it ends with the node");
}

#[tokio::test]
async fn raising_the_daily_cap_needs_a_confirmation_and_lowering_it_none() {
    let bench = Bench::new();
    let set = |cap: &'static str, id: Option<String>| {
        let bench = &bench;
        let mut request = bench
            .request(Method::PUT, "/api/settings", Scope::Manage)
            .header("content-type", "application/json");
        if let Some(id) = id {
            request = request.header("byline-confirmation", id);
        }
        async move {
            let body = json!({ "daily_cap": cap }).to_string();
            bench.answer(request.body(Body::from(body)).unwrap()).await
        }
    };
    assert_eq!(set("50", None).await.body["daily_cap"], "50");
    let pending = set("500", None).await.confirmation();
    assert_eq!(pending.summary.daily_cap.as_deref(), Some("500"));
    decide(&bench, &pending.id, true).await;
    assert_eq!(set("501", Some(pending.id.clone())).await.code(), "not_confirmed");
    assert_eq!(set("500", Some(pending.id)).await.body["daily_cap"], "500");
}

#[tokio::test]
async fn the_owner_needs_no_confirmation() {
    let bench = Bench::new();
    let body = json!({ "to": stranger(1), "amount": OVER_CAP, "confirmed": true });
    assert_eq!(
        bench.post("/api/wallet/send", Scope::Owner, body).await.status,
        StatusCode::OK
    );
    let shown = bench.post("/api/wallet/backup", Scope::Owner, json!({})).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(bench.confirmations.list().is_empty());
}

#[tokio::test]
async fn an_allowed_page_may_send_the_header_of_a_confirmation() {
    let bench = Bench::new();
    let preflight = Request::builder()
        .method(Method::OPTIONS)
        .uri("/api/wallet/send")
        .header("host", "127.0.0.1:7420")
        .header("origin", "tauri://localhost")
        .body(Body::empty())
        .unwrap();
    let answered = bench.answer(preflight).await;
    let allowed = answered.headers["access-control-allow-headers"].to_str().unwrap();
    assert!(
        allowed.split(',').any(|header| header == "byline-confirmation"),
        "{allowed}"
    );
}
