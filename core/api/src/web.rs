//! The page: the built files of `ui/app`, carried in the program, at every path that is not the API's.
//!
//! A release carries what `ui/app/dist` held when it was built; a development build reads that folder while it runs.

use crate::error::ApiError;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use rust_embed::RustEmbed;
use std::borrow::Cow;

/// What the page may do: its own scripts, styles, pictures and fonts, and calls to this node. Nothing inline, nothing from
/// elsewhere, and no page around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The folder of the files whose names change with their content.
const HASHED: &str = "assets/";
/// Instead of the page, where the program was built without one.
const NO_PAGE: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Byline</title>\n\
                       <h1>This build of Byline has no web page</h1>\n\
                       <p>The node is running, and its API and the command line work.\n\
                       To get the page, run <code>cargo xtask run</code> in the source folder: it builds the page and \
                       Byline with it.</p>\n</html>\n";

#[derive(RustEmbed)]
#[folder = "../../ui/app/dist"]
#[allow_missing = true]
struct Dist;

/// Where the files come from: a path below `dist` to its bytes.
pub(crate) type Files = fn(&str) -> Option<Cow<'static, [u8]>>;

/// The files of this build.
pub(crate) fn built(path: &str) -> Option<Cow<'static, [u8]>> {
    Dist::get(path).map(|file| file.data)
}

/// Whether a request is for the page, which needs no token: it is the same for everyone. What it shows it gets from the API.
pub(crate) fn is_page(method: &Method, path: &str) -> bool {
    let below = |root: &str| {
        path.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    matches!(*method, Method::GET | Method::HEAD) && !below("/api") && !below("/v1")
}

/// Answers what no route of the API answers.
pub(crate) fn answer(method: &Method, uri: &Uri, files: Files) -> Response<Body> {
    let path = uri.path();
    if !is_page(method, path) {
        return not_found();
    }
    let name = match path.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    match is_plain(name).then(|| files(name)).flatten() {
        Some(bytes) => file(method, name, bytes),
        None if name == "index.html" => file(method, name, Cow::Borrowed(NO_PAGE.as_bytes())),
        None => not_found(),
    }
}

fn not_found() -> Response<Body> {
    ApiError::new(StatusCode::NOT_FOUND, "not_found", "there is no such route").into_response()
}

/// Whether a path stays below its folder: plain names, as the build makes them, with nothing to decode and no way up.
fn is_plain(path: &str) -> bool {
    let is_name = |name: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        !name.starts_with('.') && !name.is_empty() && name.bytes().all(known)
    };
    path.split('/').all(is_name)
}

fn file(method: &Method, name: &str, bytes: Cow<'static, [u8]>) -> Response<Body> {
    let length = bytes.len();
    let body = match (method == Method::HEAD, bytes) {
        (true, _) => Body::empty(),
        (false, Cow::Borrowed(bytes)) => Body::from(bytes),
        (false, Cow::Owned(bytes)) => Body::from(bytes),
    };
    let mut response = Response::new(body);
    let mut set = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_TYPE, content_type(name));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CACHE_CONTROL, keep(name));
    response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
    response
}

/// A file whose name changes with its content never changes; any other is asked for anew.
fn keep(name: &str) -> &'static str {
    if name.starts_with(HASHED) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
