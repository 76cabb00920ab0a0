import { m } from '$messages';

/** What happened, in words. `kind` and `direction` are those of the history's entries. */
export function kindInWords(kind: string, direction: string): string {
  const words = WORDS[`${kind}_${direction}`] ?? WORDS[kind];
  return words ? words() : m.wallet_kind_other({ kind });
}

/** By kind, or by kind and direction where the direction changes what it meant. */
const WORDS: Record<string, () => string> = {
  transfer_in: () => m.wallet_kind_transfer_in(),
  transfer_out: () => m.wallet_kind_transfer_out(),
  transfer_none: () => m.wallet_kind_transfer_none(),
  fee: () => m.wallet_kind_fee(),
  work_committed: () => m.wallet_kind_work_committed(),
  commitment_cancelled: () => m.wallet_kind_commitment_cancelled(),
  work_registered: () => m.wallet_kind_work_registered(),
  version_added: () => m.wallet_kind_version_added(),
  terms_changed: () => m.wallet_kind_terms_changed(),
  work_withdrawn: () => m.wallet_kind_work_withdrawn(),
  channel_opened: () => m.wallet_kind_channel_opened(),
  channel_topped_up: () => m.wallet_kind_channel_topped_up(),
  channel_closing: () => m.wallet_kind_channel_closing(),
  channel_reclaimed: () => m.wallet_kind_channel_reclaimed(),
  answers_in: () => m.wallet_kind_answers_in(),
  answers_out: () => m.wallet_kind_answers_out(),
  answers_none: () => m.wallet_kind_answers_none(),
  hold_claimed_in: () => m.wallet_kind_hold_claimed_in(),
  hold_claimed_out: () => m.wallet_kind_hold_claimed_out(),
  hold_claimed_none: () => m.wallet_kind_hold_claimed_none(),
};
