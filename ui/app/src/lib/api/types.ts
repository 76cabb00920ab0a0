/**
 * The JSON of the local API under the names that the app uses. The types come from the node's own document: run
 * `npm run generate` when it changed.
 *
 * Amounts are decimal strings in coins, times are milliseconds since 1970, byte offsets are offsets of UTF-8 bytes into
 * a work's canonical text.
 */
import type { components } from './schema';

type Schemas = components['schemas'];

export type ErrorDetail = Schemas['ErrorDetail'];
export type WarningDto = Schemas['WarningDto'];
export type PartyDto = Schemas['PartyDto'];
export type ProofDto = Schemas['ProofDto'];

export type NewDocumentDto = Schemas['NewDocumentDto'];
/** The document's defaults may be left out. */
export type PublishRequest = Omit<Schemas['PublishRequest'], 'preview'> & { preview?: boolean };
/** A passage as it will be cut. */
export type CutDto = Schemas['CutDto'];
/** What became of a document; what a preview says is there for a preview only. */
export type PublishedDto = Schemas['PublishedDto'];
export type PublishResponse = Schemas['PublishResponse'];

export type AskRequest = Schemas['AskRequest'];
export type EstimateDto = Schemas['EstimateDto'];
export type SentenceDto = Schemas['SentenceDto'];
export type CreditDto = Schemas['CreditDto'];
export type AnswerDto = Schemas['AnswerDto'];
/** One line of the stream of an answer. */
export type AskEvent =
  | Exclude<Schemas['AskEventDto'], { event: 'error' }>
  | { event: 'error'; error: ErrorDetail; confirmation?: ConfirmationNeeded };
export type ReceiptDto = Schemas['ReceiptDto'];
export type ReceiptDetailDto = Schemas['ReceiptDetailDto'];
/** What a proof file says, once it held. */
export type VerifiedDto = Schemas['VerifiedDto'];
export type ProvedCreditDto = Schemas['ProvedCreditDto'];

export type WorkDto = Schemas['WorkDto'];
export type WorkDetailDto = Schemas['WorkDetailDto'];
export type UsesDto = Schemas['UsesDto'];
export type UseDto = Schemas['UseDto'];
export type PassageUseDto = Schemas['PassageUseDto'];
export type VersionDto = Schemas['VersionDto'];
export type EarningsDto = Schemas['EarningsDto'];
export type EarningDto = Schemas['EarningDto'];
export type WorkEarningsDto = Schemas['WorkEarningsDto'];

export type AccountDto = Schemas['AccountDto'];
export type WalletDto = Schemas['WalletDto'];
export type HistoryDto = Schemas['HistoryDto'];
export type SendRequest = Schemas['SendRequest'];
export type SentResponse = Schemas['SentResponse'];
export type ContactDto = Schemas['ContactDto'];
/** Whose address it is. */
export type AddressDto = Schemas['AddressDto'];

export type StatusDto = Schemas['StatusDto'];
export type NetworkDto = Schemas['NetworkDto'];
export type BlockDto = Schemas['BlockDto'];
export type ValidatorDto = Schemas['ValidatorDto'];
export type SettingsDto = Schemas['SettingsDto'];
export type TokenDto = Schemas['TokenDto'];
export type RestoringResponse = Schemas['RestoringResponse'];

/** What a person has to approve outside the page. */
export type ConfirmationNeeded = Schemas['Pending'];
/** `state` is `pending`, `approved`, `refused` or `expired`. */
export type ConfirmationDto = Schemas['ConfirmationDto'];
/** One line of the stream of events. */
export type NodeEvent = Schemas['EventDto'];

export type Theme = 'system' | 'light' | 'dark';

/** What the page remembers; one document kept by the node, which does not look into it. */
export interface Preferences {
  language?: string;
  theme?: Theme;
  first_run_done?: boolean;
  /** Wished tint of an author, by address. Stays on this machine. */
  tints?: Record<string, number>;
  /** Name of the account in use. */
  account?: string;
  [other: string]: unknown;
}
