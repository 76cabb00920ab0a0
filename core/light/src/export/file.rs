//! The proof file as JSON has it: one canonical form, hex for what is signed or hashed, texts as they are.

use super::{
    ChannelEvidence, Evidence, Export, ExportError, FORMAT, KeptRecord, MAX_PASSAGES, MAX_RANGE_PROOF_BYTES, Opening,
    ProvedRecord, QuotedLeaves, SourceEvidence, TermsEvidence,
};
use crate::SignedHeader;
use borsh::{BorshDeserialize, BorshSerialize};
use byline_ledger::{
    Certificate, Header, MAX_CERTIFICATE_BYTES, MAX_GENESIS_BYTES, MAX_HEADER_BYTES, MAX_PROOF_BYTES, MAX_RECORD_BYTES,
    StateProof,
};
use byline_royalty::{MAX_RECEIPT_BYTES, Salt, SignedReceipt, Source};
use byline_types::{AccountId, DecodeError, decode, encode};
use byline_work::manifest::MAX_MANIFEST_BYTES;
use byline_work::{LeafRange, Manifest, PassageId};
use serde::{Deserialize, Serialize};

/// The file as JSON has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) format: String,
    genesis: Hex,
    header: Hex,
    certificate: Hex,
    receipt: Hex,
    question: TextPart,
    answer: TextPart,
    passages: PassagesPart,
    sources: Vec<SourcePart>,
    terms: TermsPart,
    channel: Option<ChannelPart>,
    balances: Vec<BalancePart>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TextPart {
    text: String,
    salt: Hex,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PassagesPart {
    ids: Vec<String>,
    salt: Hex,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcePart {
    work: String,
    title: String,
    manifest: Hex,
    registration: RecordPart,
    quotes: Vec<QuotePart>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TermsPart {
    header: Hex,
    certificate: Hex,
    params: RecordPart,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuotePart {
    leaf_from: u32,
    leaves: Vec<String>,
    proof: Hex,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelPart {
    channel: RecordPart,
    paid: RecordPart,
    place: Hex,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BalancePart {
    address: String,
    account: RecordPart,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordPart {
    record: Option<Hex>,
    proof: Hex,
}

/// Bytes as lower-case hex digits.
#[derive(Serialize, Deserialize)]
struct Hex(#[serde(with = "hex::serde")] Vec<u8>);

impl Hex {
    fn of<T: BorshSerialize>(value: &T) -> Hex {
        Hex(encode(value))
    }

    fn read<T: BorshDeserialize + BorshSerialize>(&self, what: &str, limit: usize) -> Result<T, ExportError> {
        decode(&self.0, limit).map_err(|e| malformed(what, e))
    }

    fn salt(&self) -> Result<Salt, ExportError> {
        self.0
            .as_slice()
            .try_into()
            .map_err(|_| ExportError::Format("a salt has 32 bytes".into()))
    }
}

fn malformed(what: &str, error: DecodeError) -> ExportError {
    ExportError::Format(format!("{what}: {error}"))
}

impl File {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        // Strings, numbers and lists always have a JSON form.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

impl From<&Export> for File {
    fn from(export: &Export) -> File {
        let evidence = &export.evidence;
        let text = |opening: &Opening| TextPart {
            text: opening.text.clone(),
            salt: Hex(opening.salt.to_vec()),
        };
        let sources = export
            .receipt
            .receipt
            .sources
            .iter()
            .zip(&evidence.sources)
            .zip(&evidence.terms.works);
        let balance = |(account, proved): &(AccountId, ProvedRecord)| BalancePart {
            address: account.to_string(),
            account: proved.into(),
        };
        File {
            format: FORMAT.to_owned(),
            genesis: Hex::of(&export.genesis),
            header: Hex::of(&export.header.header),
            certificate: Hex::of(&export.header.certificate),
            receipt: Hex::of(&export.receipt),
            question: text(&evidence.question),
            answer: text(&evidence.answer),
            passages: PassagesPart {
                ids: evidence.passages.iter().map(ToString::to_string).collect(),
                salt: Hex(evidence.passages_salt.to_vec()),
            },
            sources: sources
                .map(|((source, of_source), work)| source_part(source, of_source, work))
                .collect(),
            terms: TermsPart {
                header: Hex::of(&evidence.terms.header.header),
                certificate: Hex::of(&evidence.terms.header.certificate),
                params: RecordPart::from(&evidence.terms.params),
            },
            channel: export.channel.as_ref().map(|channel| ChannelPart {
                channel: RecordPart::from(&channel.channel),
                paid: RecordPart::from(&channel.paid),
                place: Hex::of(&channel.place),
            }),
            balances: export.balances.iter().map(balance).collect(),
        }
    }
}

fn source_part(source: &Source, evidence: &SourceEvidence, work: &KeptRecord) -> SourcePart {
    let quote = |quote: &QuotedLeaves| QuotePart {
        leaf_from: quote.range.from,
        leaves: quote.leaves.clone(),
        proof: Hex::of(&quote.proof),
    };
    SourcePart {
        work: source.work.to_string(),
        title: evidence.manifest.title.clone(),
        manifest: Hex::of(&evidence.manifest),
        registration: work.into(),
        quotes: evidence.quotes.iter().map(quote).collect(),
    }
}

impl From<&KeptRecord> for RecordPart {
    fn from(kept: &KeptRecord) -> RecordPart {
        RecordPart {
            record: kept.record.clone().map(Hex),
            proof: Hex(kept.proof.clone()),
        }
    }
}

impl From<&ProvedRecord> for RecordPart {
    fn from(proved: &ProvedRecord) -> RecordPart {
        RecordPart {
            record: proved.record.clone().map(Hex),
            proof: Hex(proved.proof.encode()),
        }
    }
}

impl TryFrom<File> for Export {
    type Error = ExportError;

    fn try_from(file: File) -> Result<Export, ExportError> {
        let receipt: SignedReceipt = file.receipt.read("the receipt", MAX_RECEIPT_BYTES)?;
        check_labels(&file, &receipt)?;
        Ok(Export {
            genesis: file.genesis.read("the genesis", MAX_GENESIS_BYTES)?,
            header: read_header(&file.header, &file.certificate)?,
            evidence: read_evidence(&file)?,
            channel: file.channel.as_ref().map(read_channel).transpose()?,
            balances: file.balances.iter().map(read_balance).collect::<Result<_, _>>()?,
            receipt,
        })
    }
}

fn read_header(header: &Hex, certificate: &Hex) -> Result<SignedHeader, ExportError> {
    let header: Header = header.read("a header", MAX_HEADER_BYTES)?;
    let certificate: Certificate = certificate.read("a certificate", MAX_CERTIFICATE_BYTES)?;
    Ok(SignedHeader { header, certificate })
}

fn read_evidence(file: &File) -> Result<Evidence, ExportError> {
    let works = file
        .sources
        .iter()
        .map(|source| read_record(&source.registration).map(KeptRecord::from));
    Ok(Evidence {
        question: read_opening(&file.question)?,
        answer: read_opening(&file.answer)?,
        passages: read_passages(&file.passages)?,
        passages_salt: file.passages.salt.salt()?,
        sources: file.sources.iter().map(read_source).collect::<Result<_, _>>()?,
        terms: TermsEvidence {
            header: read_header(&file.terms.header, &file.terms.certificate)?,
            params: read_record(&file.terms.params)?.into(),
            works: works.collect::<Result<_, _>>()?,
        },
    })
}

fn read_opening(part: &TextPart) -> Result<Opening, ExportError> {
    Ok(Opening {
        text: part.text.clone(),
        salt: part.salt.salt()?,
    })
}

/// The parts that stand in the clear beside the bytes that prove them must say the same.
fn check_labels(file: &File, receipt: &SignedReceipt) -> Result<(), ExportError> {
    if file.sources.len() != receipt.receipt.sources.len() {
        return Err(ExportError::Parts);
    }
    for (part, source) in file.sources.iter().zip(&receipt.receipt.sources) {
        let manifest: Manifest = part.manifest.read("a manifest", MAX_MANIFEST_BYTES)?;
        if part.work != source.work.to_string() || part.title != manifest.title {
            return Err(ExportError::Manifest(source.work));
        }
    }
    Ok(())
}

fn read_passages(part: &PassagesPart) -> Result<Vec<PassageId>, ExportError> {
    if part.ids.len() > MAX_PASSAGES {
        return Err(ExportError::Format("too many passages".into()));
    }
    let read = |id: &String| id.parse().map_err(|e| ExportError::Format(format!("{e}")));
    part.ids.iter().map(read).collect()
}

fn read_source(part: &SourcePart) -> Result<SourceEvidence, ExportError> {
    Ok(SourceEvidence {
        manifest: part.manifest.read("a manifest", MAX_MANIFEST_BYTES)?,
        quotes: part.quotes.iter().map(read_quote).collect::<Result<_, _>>()?,
    })
}

fn read_quote(part: &QuotePart) -> Result<QuotedLeaves, ExportError> {
    let count = u32::try_from(part.leaves.len()).ok();
    let to = count.and_then(|count| part.leaf_from.checked_add(count));
    let range = to.and_then(|to| LeafRange::new(part.leaf_from, to));
    Ok(QuotedLeaves {
        range: range.ok_or_else(|| ExportError::Format("a quote has no leaves".into()))?,
        leaves: part.leaves.clone(),
        proof: part.proof.read("a passage proof", MAX_RANGE_PROOF_BYTES)?,
    })
}

fn read_record(part: &RecordPart) -> Result<ProvedRecord, ExportError> {
    if part
        .record
        .as_ref()
        .is_some_and(|record| record.0.len() > MAX_RECORD_BYTES)
        || part.proof.0.len() > MAX_PROOF_BYTES
    {
        return Err(ExportError::Format("a record or its proof is too long".into()));
    }
    let proof = StateProof::decode(&part.proof.0).map_err(|e| malformed("a proof", e))?;
    Ok(ProvedRecord {
        record: part.record.as_ref().map(|record| record.0.clone()),
        proof,
    })
}

fn read_channel(part: &ChannelPart) -> Result<ChannelEvidence, ExportError> {
    Ok(ChannelEvidence {
        channel: read_record(&part.channel)?,
        paid: read_record(&part.paid)?,
        place: part.place.read("the receipt's place", MAX_RANGE_PROOF_BYTES)?,
    })
}

fn read_balance(part: &BalancePart) -> Result<(AccountId, ProvedRecord), ExportError> {
    let account = part.address.parse().map_err(|e| ExportError::Format(format!("{e}")))?;
    Ok((account, read_record(&part.account)?))
}
