//! What the page asks of the node, over HTTP: answers in lines, events, settings, the address book, everything in one file.

use crate::support::{Desk, Serving, essay, http};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

const PAID: &str = "licence: paid\nprice: 0.004";

struct Page {
    desk: Desk,
    serving: Serving,
}

impl Page {
    fn new() -> Page {
        let desk = Desk::new();
        let serving = Serving::start(&desk);
        Page { desk, serving }
    }

    fn request(&self, scope: &str, method: &str, path: &str, body: &str) -> String {
        let host = self.serving.url.strip_prefix("http://").unwrap();
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.serving.token(scope),
            body.len()
        )
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let (status, answer) = http(&self.serving.url, &self.request("manage", method, path, &body));
        let content = answer.split_once("\r\n\r\n").map_or("", |(_, content)| content);
        (status, serde_json::from_str(content).unwrap_or(Value::Null))
    }

    fn get(&self, path: &str) -> Value {
        let (status, value) = self.call("GET", path, &Value::Null);
        assert_eq!(status, 200, "{path}: {value}");
        value
    }

    /// Opens a connection and gives the lines of JSON that come, as they come.
    fn lines(&self, method: &str, path: &str, body: &str) -> impl Iterator<Item = Value> + use<> {
        let mut stream = TcpStream::connect(self.serving.url.strip_prefix("http://").unwrap()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
            .write_all(self.request("manage", method, path, body).as_bytes())
            .unwrap();
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        lines.filter_map(|line| serde_json::from_str::<Value>(&line).ok().filter(Value::is_object))
    }
}

#[test]
fn an_answer_comes_in_lines_and_the_last_one_is_signed() {
    let page = Page::new();
    page.desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    let question = json!({"question": "Where does the marmot sleep?"}).to_string();
    let (_, estimate) = page.call("POST", "/api/ask/estimate", &serde_json::from_str(&question).unwrap());
    assert_eq!(estimate["hold"], "0.004");
    let events: Vec<Value> = page.lines("POST", "/api/ask/stream", &question).collect();
    let kinds: Vec<&str> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(kinds.first(), Some(&"found"));
    assert_eq!(kinds.last(), Some(&"answer"));
    let answer = &events.last().unwrap()["answer"];
    let streamed: Vec<&Value> = events.iter().filter_map(|event| event.get("sentence")).collect();
    assert_eq!(streamed.len(), answer["sentences"].as_array().unwrap().len());
    assert!(!streamed.is_empty());
    assert!(answer["receipt"].as_str().unwrap().starts_with("rcpt1"));
}

#[test]
fn a_proof_that_the_node_hands_out_is_one_that_it_accepts() {
    let page = Page::new();
    page.desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    let (_, answer) = page.call("POST", "/api/ask", &json!({"question": "Where does the marmot sleep?"}));
    let path = format!("/api/receipts/{}/export", answer["receipt"].as_str().unwrap());
    let (_, exported) = http(&page.serving.url, &page.request("read", "GET", &path, ""));
    let file = exported.split_once("\r\n\r\n").unwrap().1;
    let verify = |file: &str| {
        let (status, answer) = http(&page.serving.url, &page.request("read", "POST", "/api/verify", file));
        let content = answer.split_once("\r\n\r\n").unwrap().1;
        (status, serde_json::from_str::<Value>(content).unwrap())
    };
    let (status, verified) = verify(file);
    assert_eq!((status, &verified["receipt"]), (200, &answer["receipt"]));
    assert_eq!(verified["alone"], true);
    for wrong in [file.replace("winter", "summer"), String::new(), "{}".to_owned()] {
        let (status, refused) = verify(&wrong);
        assert_eq!(status, 400, "{refused}");
        assert!(!refused["error"]["code"].as_str().unwrap().is_empty());
    }
}

#[test]
fn who_listens_is_told_of_earnings() {
    let page = Page::new();
    page.desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    let mut events = page.lines("GET", "/api/events", "");
    assert_eq!(events.next().unwrap()["event"], "hello");
    page.call("POST", "/api/ask", &json!({"question": "Where does the marmot sleep?"}));
    let earned = events.find(|event| event["event"] == "earned").unwrap();
    assert_eq!(
        (earned["account"].as_str(), earned["amount"].as_str()),
        (Some("Ada"), Some("0.004"))
    );
}

#[test]
fn uses_earnings_and_versions_are_told_of_each_work() {
    let page = Page::new();
    let published = page.desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    let work = published["work"].as_str().unwrap();
    page.call("POST", "/api/ask", &json!({"question": "Where does the marmot sleep?"}));
    let uses = page.get(&format!("/api/works/{work}/uses"));
    assert_eq!(
        (uses["uses"].as_u64(), uses["earned"].as_str()),
        (Some(1), Some("0.004"))
    );
    assert_eq!(uses["entries"][0]["question"], "Where does the marmot sleep?");
    assert_eq!(page.get("/api/earnings?account=Ada")["entries"][0]["earned"], "0.004");
    assert_eq!(
        page.get(&format!("/api/works/{work}/versions"))["versions"][0]["version"],
        1
    );
}

#[test]
fn preferences_are_one_bounded_object() {
    let page = Page::new();
    assert_eq!(page.get("/api/preferences"), json!({}));
    let (status, _) = page.call("PUT", "/api/preferences", &json!({"theme": "dark"}));
    assert_eq!((status, page.get("/api/preferences")), (204, json!({"theme": "dark"})));
    for wrong in [json!([1]), json!("text"), json!({"much": "x".repeat(70_000)})] {
        let (status, answer) = page.call("PUT", "/api/preferences", &wrong);
        assert_eq!(
            (status, answer["error"]["code"].as_str()),
            (400, Some("invalid_parameter"))
        );
    }
    assert_eq!(
        page.get("/api/preferences"),
        json!({"theme": "dark"}),
        "nothing was lost"
    );
}

#[test]
fn the_cap_is_lowered_at_once_and_raised_with_a_confirmation() {
    let page = Page::new();
    let (status, settings) = page.call("PUT", "/api/settings", &json!({"daily_cap": "5"}));
    assert_eq!((status, settings["daily_cap"].as_str()), (200, Some("5")));
    let (status, refused) = page.call("PUT", "/api/settings", &json!({"daily_cap": "500"}));
    assert_eq!(
        (status, refused["error"]["code"].as_str()),
        (403, Some("confirmation_required"))
    );
    assert_eq!(refused["confirmation"]["kind"], "raise_cap");
    assert_eq!(page.get("/api/settings")["daily_cap"], "5");
    let (status, _) = page.call("PUT", "/api/settings", &json!({"daily_cap": "-1"}));
    assert_eq!(status, 400);
}

#[test]
fn a_mistyped_address_is_told_from_a_right_one() {
    let page = Page::new();
    let other = Desk::new();
    let address = other.json(&["wallet", "address"])["address"]
        .as_str()
        .unwrap()
        .to_owned();
    let found = page.get(&format!("/api/addresses/{address}"));
    assert_eq!(
        (found["own"].as_bool(), found["known"].as_bool()),
        (Some(false), Some(false))
    );
    let (status, _) = page.call("PUT", "/api/contacts/Bo", &json!({"address": address}));
    assert_eq!(
        (status, page.get("/api/addresses/Bo")["address"].as_str()),
        (200, Some(address.as_str()))
    );
    let (rest, last) = address.split_at(address.len() - 1);
    let mistyped = format!("{rest}{}", if last == "q" { "p" } else { "q" });
    let (status, refused) = page.call("GET", &format!("/api/addresses/{mistyped}"), &Value::Null);
    assert_eq!((status, refused["error"]["code"].as_str()), (400, Some("invalid_id")));
}

#[test]
fn everything_comes_in_one_file() {
    use std::io::Read;
    let page = Page::new();
    page.desk.publish("marmot.md", "Ada", PAID, &essay("marmot"));
    let mut stream = TcpStream::connect(page.serving.url.strip_prefix("http://").unwrap()).unwrap();
    // The oldest protocol, so that the file comes as it is and not in chunks.
    let request = page
        .request("manage", "GET", "/api/export", "")
        .replace("HTTP/1.1", "HTTP/1.0");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let head = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap() + 4;
    assert!(answer[head..].starts_with(b"PK"), "a ZIP file");
    let holds = |text: &str| answer.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(holds("works.csv"));
    assert!(holds("PK\u{5}\u{6}"), "it is whole: its directory is at its end");
}
