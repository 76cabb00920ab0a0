//! OpenAI's own Python client against a real node.

use crate::support::{Desk, Serving, essay};
use std::process::Command;

const SCRIPT: &str = r#"
import sys, openai
client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key=sys.argv[2], max_retries=0)
models = [model.id for model in client.models.list()]
assert models == ["byline-quote"], models
assert client.models.retrieve("byline-quote").owned_by == "byline"
question = [{"role": "system", "content": "be brief"}, {"role": "user", "content": "What does the marmot eat?"}]
whole = client.chat.completions.create(model="byline-quote", messages=question)
assert "berries" in whole.choices[0].message.content, whole
assert whole.choices[0].finish_reason == "stop" and whole.usage.total_tokens > 0
assert whole.byline["credits"][0]["account"] == "Ada", whole.byline
stream = client.chat.completions.create(
    model="byline-quote", messages=question, stream=True, stream_options={"include_usage": True})
text, byline, usage, pieces = "", None, None, 0
for chunk in stream:
    usage = chunk.usage or usage
    byline = getattr(chunk, "byline", None) or byline
    if chunk.choices and chunk.choices[0].delta.content:
        text += chunk.choices[0].delta.content
        pieces += 1
assert text == whole.choices[0].message.content, text
assert pieces > 3 and usage.total_tokens > 0 and byline["receipt"].startswith("rcpt1")
parts = [{"role": "user", "content": [{"type": "text", "text": "What does the marmot eat?"}]}]
assert "berries" in client.chat.completions.create(model="byline-quote", messages=parts).choices[0].message.content
for call, error in [
    (lambda: client.chat.completions.create(model="gpt-4", messages=question), openai.NotFoundError),
    (lambda: client.chat.completions.create(model="byline-quote", messages=[]), openai.BadRequestError),
    (lambda: openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="wrong", max_retries=0).models.list(), openai.AuthenticationError),
]:
    try:
        call()
    except error as caught:
        assert caught.code, caught
    else:
        raise AssertionError(error)
print("ok")
"#;

#[test]
fn the_official_client_lists_models_and_streams_a_chat_answer() {
    let Ok(python) = std::env::var("BYLINE_TEST_PYTHON") else {
        assert!(
            std::env::var_os("CI").is_none(),
            "`cargo xtask test` sets BYLINE_TEST_PYTHON"
        );
        eprintln!(
            "skipped: BYLINE_TEST_PYTHON does not name a Python with the openai package; `cargo xtask test` makes one"
        );
        return;
    };
    let desk = Desk::new();
    desk.publish("marmot.md", "Ada", "licence: paid\nprice: \"0.5\"", &essay("marmot"));
    let serving = Serving::start(&desk);
    let output = Command::new(python)
        .args(["-c", SCRIPT, &serving.url, &serving.token("inference")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
