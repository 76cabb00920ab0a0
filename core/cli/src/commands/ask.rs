//! `byline ask`: a question, an answer, and what it paid.

use crate::arguments::Ask;
use crate::client::Client;
use crate::failure::Failure;
use crate::output::Output;
use crate::terminal;
use byline_api::{AnswerDto, AskRequest, CreditDto};

/// Asks and pays.
pub fn run(client: &Client, ask: &Ask, account: Option<&str>, output: &Output) -> Result<(), Failure> {
    let mut request = AskRequest {
        question: ask.question.clone(),
        max_price: ask.max_price.clone(),
        without: ask.without.clone(),
        account: account.map(str::to_owned),
        // A price limit typed here is a confirmation that web content cannot give.
        confirmed: ask.max_price.is_some(),
    };
    let mut answer = client.post::<AnswerDto>("/api/ask", &request);
    if let Err(failure) = &answer
        && failure.code == "confirmation_required"
        && terminal::is_interactive()
    {
        terminal::confirm(&format!("{}. Ask all the same?", failure.message))?;
        request.confirmed = true;
        answer = client.post("/api/ask", &request);
    }
    output.item(&answer?, |answer| describe(answer, output));
    Ok(())
}

/// The answer as people read it.
pub fn describe(answer: &AnswerDto, output: &Output) -> String {
    let mut lines = vec![answer.answer.clone(), String::new()];
    let mut shown = 0;
    for sentence in &answer.sentences {
        if sentence.source > shown {
            shown = sentence.source;
            let by = output.tinted(&sentence.account, &sentence.address);
            lines.push(format!("  [{shown}] {} · {by} · {}", sentence.title, sentence.work));
        }
    }
    lines.extend(answer.credits.iter().map(|credit| credit_line(credit, output)));
    lines.push(format!("  Price {} BYL · receipt {}", answer.price, answer.receipt));
    lines.push(format!("  {}", answer.note));
    lines.extend(
        answer
            .warnings
            .iter()
            .map(|warning| format!("  Note: {}", warning.message)),
    );
    lines.join("\n")
}

/// One credit as a bar, a part and an amount.
fn credit_line(credit: &CreditDto, output: &Output) -> String {
    const BAR: usize = 24;
    let filled = (credit.weight_ppm as usize * BAR).div_ceil(1_000_000);
    let bar = output.tinted(&"█".repeat(filled), &credit.address) + &"░".repeat(BAR - filled);
    let percent = f64::from(credit.weight_ppm) / 10_000.0;
    format!("  {bar} {percent:>5.1} %  {:>10} BYL  {}", credit.paid, credit.account)
}
