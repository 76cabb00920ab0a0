//! Spending above the daily cap: what exactly a person is asked about, and how it is done once they said yes.

use crate::confirm::{Action, Asked, digest};
use crate::consent::Consent;
use crate::dto_host::SummaryDto;
use crate::error::ApiError;
use byline_node::{Answer, Node, NodeError, Party, Question, Sent, Transfer};

/// Asks `question` with `ask`. Where its answer would cost more than is left of the daily cap, a page gets the confirmation to
/// wait for; with the approval in hand, the answer costs at most what was approved.
pub(crate) fn ask(
    node: &Node,
    consent: &Consent,
    question: Question,
    ask: impl FnOnce(Question) -> Result<Answer, NodeError>,
) -> Result<Answer, ApiError> {
    let question = approved_question(node, consent, question)?;
    ask(question.clone()).map_err(|error| {
        let refusal = ApiError::from(error);
        if !consent.may_follow(&refusal) {
            return refusal;
        }
        match asked(node, &question) {
            Ok((action, summary)) => consent.needed(refusal, action, summary),
            Err(error) => error.into(),
        }
    })
}

fn approved_question(node: &Node, consent: &Consent, question: Question) -> Result<Question, ApiError> {
    if !consent.is_named() {
        return Ok(question);
    }
    let same = same_question(&payer(node, question.account.as_deref())?, &question);
    let spent = consent.spent(|action| matches!(action, Action::Ask { asked, .. } if *asked == same))?;
    let Some(Action::Ask { asked, hold }) = spent else {
        return Ok(question);
    };
    Ok(Question {
        max_price: Some(question.max_price.map_or(hold, |own| own.min(hold))),
        account: Some(asked.account),
        confirmed: true,
        ..question
    })
}

fn asked(node: &Node, question: &Question) -> Result<(Action, SummaryDto), NodeError> {
    let payer = payer(node, question.account.as_deref())?;
    let hold = node.estimate(question)?.hold;
    let summary = SummaryDto {
        hold: Some(hold.to_string()),
        account: Some(payer.label()),
        ..SummaryDto::default()
    };
    let asked = same_question(&payer, question);
    Ok((Action::Ask { asked, hold }, summary))
}

fn same_question(payer: &Party, question: &Question) -> Asked {
    Asked {
        question: digest(&question.text),
        account: payer.account.to_string(),
        without: question.without.clone(),
        max_price: question.max_price,
    }
}

/// Sends coins. Above the daily cap a page gets the confirmation to wait for; with the approval in hand it is done once.
pub(crate) fn send(node: &Node, consent: &Consent, transfer: Transfer) -> Result<Sent, ApiError> {
    let transfer = approved_transfer(node, consent, transfer)?;
    node.send(transfer.clone()).map_err(|error| {
        let refusal = ApiError::from(error);
        if !consent.may_follow(&refusal) {
            return refusal;
        }
        match sending(node, &transfer) {
            Ok((action, summary)) => consent.needed(refusal, action, summary),
            Err(error) => error.into(),
        }
    })
}

/// The names are those of the approval from here on: a name that came to mean somebody else sends nothing there.
fn approved_transfer(node: &Node, consent: &Consent, transfer: Transfer) -> Result<Transfer, ApiError> {
    if !consent.is_named() {
        return Ok(transfer);
    }
    let (same, _) = sending(node, &transfer)?;
    match consent.spent(|action| *action == same)? {
        Some(Action::Send { from, to, amount }) => Ok(Transfer {
            from: Some(from),
            to,
            amount,
            confirmed: true,
        }),
        _ => Ok(transfer),
    }
}

fn sending(node: &Node, transfer: &Transfer) -> Result<(Action, SummaryDto), NodeError> {
    let from = payer(node, transfer.from.as_deref())?;
    let to = node.address(&transfer.to)?.party;
    let summary = SummaryDto {
        to: Some(to.label()),
        address: Some(to.account.to_string()),
        amount: Some(transfer.amount.to_string()),
        account: Some(from.label()),
        ..SummaryDto::default()
    };
    let action = Action::Send {
        from: from.account.to_string(),
        to: to.account.to_string(),
        amount: transfer.amount,
    };
    Ok((action, summary))
}

/// The account that pays: the first one where none is named.
fn payer(node: &Node, named: Option<&str>) -> Result<Party, NodeError> {
    match named {
        Some(name) => Ok(node.address(name)?.party),
        None => Ok(node.wallet(None)?.party),
    }
}
