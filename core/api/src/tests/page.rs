//! The page: served to this machine alone, with headers that keep everything else out.

use super::bench::Bench;
use crate::token::Scope;
use crate::web::{answer, is_page};
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, Response, StatusCode, Uri};
use std::borrow::Cow;

fn files(path: &str) -> Option<Cow<'static, [u8]>> {
    let bytes: &'static [u8] = match path {
        "index.html" => b"<!doctype html>",
        "assets/app-0a1b2c.js" => b"export {}",
        "assets/app-0a1b2c.css" => b"a{}",
        "icon.svg" => b"<svg/>",
        _ => return None,
    };
    Some(Cow::Borrowed(bytes))
}

fn get(path: &str) -> Response<Body> {
    answer(&Method::GET, &path.parse::<Uri>().unwrap(), files)
}

fn header(response: &Response<Body>, name: &str) -> String {
    response
        .headers()
        .get(name)
        .map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}

#[test]
fn files_have_their_types_and_only_those_with_a_hash_are_kept() {
    for (path, kind, keep) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/?x=1", "text/html; charset=utf-8", "no-cache"),
        ("/icon.svg", "image/svg+xml", "no-cache"),
        (
            "/assets/app-0a1b2c.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        (
            "/assets/app-0a1b2c.css",
            "text/css; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
    ] {
        let response = get(path);
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(header(&response, "content-type"), kind);
        assert_eq!(header(&response, "cache-control"), keep);
        let policy = header(&response, "content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"),
            "{policy}"
        );
        assert!(
            policy.ends_with("base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            "{policy}"
        );
        assert_eq!(header(&response, "referrer-policy"), "no-referrer");
    }
}

#[tokio::test]
async fn a_head_request_has_the_headers_alone() {
    let response = answer(&Method::HEAD, &Uri::from_static("/"), files);
    assert_eq!(header(&response, "content-length"), "15");
    assert!(to_bytes(response.into_body(), 100).await.unwrap().is_empty());
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let secret = |_: &str| -> Option<Cow<'static, [u8]>> { Some(Cow::Borrowed(b"secret")) };
    for path in [
        "/../Cargo.toml",
        "/assets/../../vault.bin",
        "/..%2f..%2fvault.bin",
        "/%2e%2e/vault.bin",
        "/assets/%2e%2e/x",
        "/.git/config",
        "/assets//x",
        "/a\\..\\b",
        "/assets/",
        "/C:/windows/win.ini",
    ] {
        let Ok(uri) = path.parse::<Uri>() else { continue };
        let response = answer(&Method::GET, &uri, secret);
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn what_is_not_the_page_needs_a_token() {
    for path in ["/api", "/api/status", "/v1", "/v1/models", "/api/openapi.json"] {
        assert!(!is_page(&Method::GET, path), "{path}");
    }
    assert!(!is_page(&Method::POST, "/"));
    assert!(is_page(&Method::GET, "/") && is_page(&Method::HEAD, "/apiary.js"));
}

#[tokio::test]
async fn a_build_without_a_page_says_how_to_make_one() {
    let response = answer(&Method::GET, &Uri::from_static("/"), |_| None);
    assert_eq!(response.status(), StatusCode::OK);
    let body = to_bytes(response.into_body(), 10_000).await.unwrap();
    assert!(String::from_utf8_lossy(&body).contains("cargo xtask run"));
}

#[tokio::test]
async fn the_page_is_served_without_a_token_and_to_this_machine_alone() {
    let bench = Bench::new();
    let visit = |method: Method, path: &'static str, host: &'static str| {
        let request = Request::builder().method(method).uri(path).header("host", host);
        bench.answer(request.body(Body::empty()).unwrap())
    };
    let page = visit(Method::GET, "/", "localhost:7420").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    assert_eq!(page.headers["cache-control"], "no-cache");
    assert_eq!(
        visit(Method::GET, "/", "evil.example:7420").await.code(),
        "foreign_host"
    );
    assert_eq!(visit(Method::GET, "/", "127.0.0.1:1").await.code(), "foreign_host");
    assert_eq!(
        visit(Method::GET, "/nothing.js", "127.0.0.1:7420").await.code(),
        "not_found"
    );
    assert_eq!(
        visit(Method::GET, "/healthz", "127.0.0.1:7420").await.status,
        StatusCode::OK
    );
    assert_eq!(visit(Method::POST, "/", "127.0.0.1:7420").await.code(), "wrong_token");
    for path in ["/api/status", "/api/nothing", "/api", "/v1/models"] {
        assert_eq!(
            visit(Method::GET, path, "127.0.0.1:7420").await.code(),
            "wrong_token",
            "{path}"
        );
    }
    let status = bench.get("/api/status", Scope::Manage).await;
    assert_eq!(status.headers["cache-control"], "no-store");
    assert_eq!(bench.get("/api/nothing", Scope::Manage).await.code(), "not_found");
}
