//! The OpenAPI document, as clients are generated from it.

use serde_json::Value;
use utoipa::openapi::OpenApi;

/// The document without `null`: what is absent is left out of every answer, never sent as `null`.
pub(crate) fn document(described: &OpenApi) -> Value {
    let mut document = serde_json::to_value(described).unwrap_or_default();
    without_null(&mut document);
    document
}

/// Takes `null` out of every list of types and of alternatives; an alternative that is left alone stands for itself.
fn without_null(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_null),
        Value::Object(fields) => {
            fields.values_mut().for_each(without_null);
            if let Some(Value::Array(types)) = fields.get_mut("type") {
                types.retain(|name| name != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    fields.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(alternatives)) = fields.get_mut("oneOf") {
                alternatives.retain(|one| one.get("type").is_none_or(|name| name != "null"));
                if let [Value::Object(only)] = alternatives.as_slice() {
                    let only = only.clone();
                    fields.remove("oneOf");
                    fields.extend(only);
                }
            }
        }
        _ => {}
    }
}
