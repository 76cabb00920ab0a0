/**
 * A node in memory, for component tests only: nothing that is shipped imports it. It behaves as the real one does where
 * the page can tell, with whole sentences as leaves, one passage a paragraph, and prices paid at once.
 */
import type { Api, Options } from './api';
import { ApiError } from './errors';
import type * as dto from './types';

const MILLION = 1_000_000;
const CHAIN = 'fake-chain';

interface Kept {
  detail: dto.WorkDetailDto;
  source: string;
  cuts: dto.CutDto[];
}

/** Names of the calls, for `failNext`. */
export type Call = Exclude<keyof Api, symbol>;

export class FakeApi implements Api {
  readonly calls: [Call, ...unknown[]][] = [];
  height = 1;
  /** Its ledger's id. */
  chain = CHAIN;
  balance = 1000 * MILLION;
  cap = '10';
  prefs: dto.Preferences = {};
  book: dto.ContactDto[] = [];
  accountList: dto.AccountDto[] = [{ account: 'me', address: 'byl1me', index: 0 }];
  /** Awaited between the events of an answer, so that a test can stop in the middle. */
  pause: () => Promise<void> = () => Promise.resolve();
  /** What a person decides about confirmations. */
  decision: 'pending' | 'approved' | 'refused' | 'expired' = 'approved';

  readonly #works: Kept[] = [];
  readonly #receipts: dto.ReceiptDetailDto[] = [];
  readonly #failures = new Map<Call, unknown[]>();
  readonly #listeners = new Set<(event: dto.NodeEvent | undefined) => void>();
  #time = Date.UTC(2026, 10, 22, 14, 2);

  /** Lets the next call of `call` fail with `error`. */
  failNext(call: Call, error: unknown): void {
    this.#failures.set(call, [...(this.#failures.get(call) ?? []), error]);
  }

  /** Sends an event to every open stream. */
  emit(event: dto.NodeEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Ends every stream of events, as the node's death does. */
  die(): void {
    for (const listener of this.#listeners) listener(undefined);
  }

  /** Settles every answer that waits for it, in one block. */
  settle(): void {
    for (const receipt of this.#receipts) if (receipt.settlement === 'pending') receipt.settlement = 'settled';
    this.height += 1;
    this.emit({ event: 'block', height: this.height });
  }

  status = (options?: Options) => this.#call('status', [], options, () => ({
    version: '0.0.0', mode: 'local', chain: this.chain, height: this.height, works: this.#works.length,
    passages: this.#works.reduce((sum, work) => sum + work.cuts.length, 0), receipts: this.#receipts.length,
    accounts: this.accountList.length, supply: '1000000', password: 'file', retrieval: 'lexical',
  }));

  network = (options?: Options) => this.#call('network', [], options, () => ({
    mode: 'local', chain: this.chain, height: this.height, block: 'b'.repeat(64), time: this.#time, proof: this.#proof(),
    supply: '1000000', validators: [{ key: 'k'.repeat(64), power: 1, signed: true, you: true }], blocks: [],
    home: '/srv/.byline', version: '0.0.0', retrieval: 'lexical',
  }));

  async *ask(request: dto.AskRequest, options?: Options): AsyncGenerator<dto.AskEvent> {
    const chosen = await this.#call('ask', [request, options?.confirmation], options, () => this.#choose(request));
    yield { event: 'found', passages: chosen.length, works: new Set(chosen.map((s) => s.work)).size, hold: this.#hold(chosen) };
    for (const sentence of chosen) {
      await this.#pausing(options?.signal);
      yield { event: 'sentence', sentence };
    }
    await this.#pausing(options?.signal);
    yield { event: 'answer', answer: this.#answer(request, chosen) };
  }

  estimate = (request: dto.AskRequest, options?: Options) => this.#call('estimate', [request], options, () => {
    const chosen = this.#choose(request);
    return { passages: chosen.length, works: new Set(chosen.map((s) => s.work)).size, hold: this.#hold(chosen) };
  });

  receipts = (filter: { account?: string; limit?: number } = {}, options?: Options) =>
    this.#call('receipts', [filter], options, () => [...this.#receipts].reverse().slice(0, filter.limit));

  receipt = (id: string, options?: Options) => this.#call('receipt', [id], options, () => {
    const found = this.#receipts.find((receipt) => receipt.receipt === id);
    if (!found) throw refuse(404, 'unknown_receipt', 'there is no such receipt');
    return { ...found };
  });

  exportReceipt = (id: string, options?: Options) => this.#call('exportReceipt', [id], options, () =>
    new TextEncoder().encode(JSON.stringify({ receipt: id })) as Uint8Array<ArrayBuffer>);

  verify = (proof: Uint8Array<ArrayBuffer>, options?: Options) => this.#call('verify', [proof], options, () => {
    const { receipt } = JSON.parse(new TextDecoder().decode(proof)) as { receipt: string };
    const found = this.#receipts.find((kept) => kept.receipt === receipt);
    if (!found) throw refuse(400, 'proof_failed', 'the receipt is not in the proof');
    const { answer, question, price, made_at, chain, address, settlement } = found;
    const credits = found.credits.map((credit) => ({ ...credit, authors: [credit.account] }));
    return {
      receipt, chain, question, answer, price, made_at, credits, asker: address, settled: settlement === 'settled', alone: true,
      height: this.height, block: 'b'.repeat(64), checks: ['receipt signatures'],
    };
  });

  publish = (request: dto.PublishRequest, options?: Options) => this.#call('publish', [request], options, () =>
    request.documents.map((document) => this.#publish(document, request)));

  works = (options?: Options) => this.#call('works', [], options, () => this.#works.map((work) => work.detail as dto.WorkDto));
  work = (id: string, options?: Options) => this.#call('work', [id], options, () => ({ ...this.#find(id).detail }));

  uses = (id: string, options?: Options) => this.#call('uses', [id], options, () => {
    const uses = this.#receipts.filter((receipt) => receipt.credits.some((credit) => credit.work === id));
    const earned = (receipt: dto.ReceiptDetailDto) => receipt.credits.find((credit) => credit.work === id)?.paid ?? '0';
    return {
      work: id, uses: uses.length, earned: coins(uses.reduce((sum, receipt) => sum + micros(earned(receipt)), 0)),
      passages: this.#find(id).cuts.map((cut) => ({ ...cut, uses: 0, earned: '0' })),
      entries: uses.map((receipt) => ({
        receipt: receipt.receipt, made_at: receipt.made_at, weight_ppm: MILLION, earned: earned(receipt), version: 1, leaves: [0],
        question: receipt.question, settlement: receipt.settlement,
      })).reverse(),
    };
  });

  versions = (id: string, options?: Options) => this.#call('versions', [id], options, () => {
    const { detail } = this.#find(id);
    return [{
      version: detail.version, title: detail.title, manifest: detail.manifest, leaves: detail.leaves, words: detail.words,
      bytes: size(detail.text ?? ''), published: this.#time, has_text: detail.text !== undefined,
    }];
  });

  withdraw = (id: string, options?: Options) => this.#call('withdraw', [id], options, () => {
    const { detail } = this.#find(id);
    this.height += 1;
    detail.withdrawn = this.height;
    delete detail.text;
    return { ...detail };
  });

  earnings = (account?: string, options?: Options) => this.#call('earnings', [account], options, () => ({ works: [], entries: [] }));
  accounts = (options?: Options) => this.#call('accounts', [], options, () => this.accountList.map((account) => ({ ...account })));

  newAccount = (name: string, options?: Options) => this.#call('newAccount', [name], options, () => {
    if (this.accountList.some((account) => account.account === name)) throw refuse(409, 'account_exists', 'there is one');
    const account = { account: name, address: `byl1${size(name)}${this.accountList.length}`, index: this.accountList.length };
    this.accountList = [...this.accountList, account];
    return account;
  });

  renameAccount = (account: string, name: string, options?: Options) => this.#call('renameAccount', [account, name], options, () => {
    const found = this.accountList.find((known) => known.account === account);
    if (!found) throw refuse(404, 'unknown_account', 'there is no such account');
    found.account = name;
    return { ...found };
  });

  wallet = (account?: string, options?: Options) => this.#call('wallet', [account], options, () => this.#wallet(account));
  history = (filter = {}, options?: Options) => this.#call('history', [filter], options, () => [] as dto.HistoryDto[]);

  send = (request: dto.SendRequest, options?: Options) => this.#call('send', [request, options?.confirmation], options, () => {
    const amount = micros(request.amount);
    if (amount > micros(this.cap) && !options?.confirmation) throw this.#confirm('send', { to: request.to, amount: request.amount });
    if (amount > this.balance) throw refuse(409, 'insufficient_funds', 'not enough');
    this.balance -= amount;
    this.height += 1;
    return { transaction: 't'.repeat(64), height: this.height, wallet: this.#wallet(request.account) };
  });

  address = (text: string, options?: Options) => this.#call('address', [text], options, () => {
    const own = this.accountList.find((account) => account.address === text || account.account === text);
    const contact = this.book.find((known) => known.address === text || known.name === text);
    if (own) return { address: own.address, name: own.account, own: true, known: true };
    if (contact) return { address: contact.address, name: contact.name, own: false, known: true };
    if (!text.startsWith('byl1')) throw refuse(400, 'invalid_id', 'not an address');
    return { address: text, own: false, known: false };
  });

  contacts = (options?: Options) => this.#call('contacts', [], options, () => [...this.book]);

  putContact = (name: string, address: string, options?: Options) => this.#call('putContact', [name, address], options, () => {
    this.book = [...this.book.filter((known) => known.name !== name), { name, address }];
  });

  deleteContact = (name: string, options?: Options) => this.#call('deleteContact', [name], options, () => {
    this.book = this.book.filter((known) => known.name !== name);
  });

  backup = (options?: Options) => this.#call('backup', [options?.confirmation], options, () => {
    if (!options?.confirmation) throw this.#confirm('show_seed', {});
    return 'abandon '.repeat(23) + 'art';
  });

  checkBackup = (words: string, options?: Options) => this.#call('checkBackup', [words], options, () => {
    if (words !== 'abandon '.repeat(23) + 'art') throw refuse(400, 'wrong_words', 'not these');
  });

  restore = (words: string, options?: Options) => this.#call('restore', [words, options?.confirmation], options, () => {
    if (!options?.confirmation) throw this.#confirm('restore', {});
    return { set_aside: '/srv/.byline-1' };
  });

  erase = (options?: Options) => this.#call('erase', [options?.confirmation], options, () => {
    if (!options?.confirmation) throw this.#confirm('erase', {});
    this.#works.length = 0;
    this.#receipts.length = 0;
  });

  settings = (options?: Options) => this.#call('settings', [], options, () => ({
    daily_cap: this.cap, spent_today: '0', home: '/srv/.byline', password: 'file', node_port: 7420, version: '0.0.0',
  }));

  putSettings = (settings: { daily_cap: string }, options?: Options) => this.#call('putSettings', [settings, options?.confirmation], options, () => {
    if (micros(settings.daily_cap) > micros(this.cap) && !options?.confirmation) throw this.#confirm('raise_cap', settings);
    this.cap = settings.daily_cap;
    return { daily_cap: this.cap, spent_today: '0', home: '/srv/.byline', password: 'file', node_port: 7420, version: '0.0.0' };
  });

  preferences = (options?: Options) => this.#call('preferences', [], options, () => structuredClone(this.prefs));

  putPreferences = (preferences: dto.Preferences, options?: Options) => this.#call('putPreferences', [preferences], options, () => {
    this.prefs = structuredClone(preferences);
  });

  tokens = (options?: Options) => this.#call('tokens', [], options, () => ['inference', 'read', 'manage'].map((scope) => this.#token(scope)));
  renewToken = (scope: string, options?: Options) => this.#call('renewToken', [scope], options, () => this.#token(scope));
  exportAll = (options?: Options) => this.#call('exportAll', [], options, () => new Uint8Array([80, 75]));

  async confirmation(id: string, wait: number, options?: Options): Promise<dto.ConfirmationDto> {
    await this.#call('confirmation', [id, wait], options, () => undefined);
    const until = Date.now() + wait * 1000;
    while (this.decision === 'pending' && Date.now() < until) {
      await new Promise((wake) => setTimeout(wake, 5));
      options?.signal?.throwIfAborted();
    }
    return { id, kind: 'send', state: this.decision };
  }

  async *events(options?: Options): AsyncGenerator<dto.NodeEvent> {
    const waiting: (dto.NodeEvent | undefined)[] = [{ event: 'hello' }];
    let wake = () => {};
    const listener = (event: dto.NodeEvent | undefined) => {
      waiting.push(event);
      wake();
    };
    this.#listeners.add(listener);
    options?.signal?.addEventListener('abort', () => listener(undefined));
    try {
      for (;;) {
        if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const event = waiting.shift();
        if (!event) return;
        yield event;
      }
    } finally {
      this.#listeners.delete(listener);
    }
  }

  /** Waits for `pause`, or until the call is stopped. */
  async #pausing(signal: AbortSignal | undefined): Promise<void> {
    const stopped = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([this.pause(), stopped]);
    signal?.throwIfAborted();
  }

  async #call<T>(call: Call, given: unknown[], options: Options | undefined, act: () => T): Promise<T> {
    this.calls.push([call, ...given]);
    await Promise.resolve();
    options?.signal?.throwIfAborted();
    const failures = this.#failures.get(call);
    if (failures && failures.length > 0) throw failures.shift();
    return act();
  }

  #find(id: string): Kept {
    const found = this.#works.find((work) => work.detail.work === id);
    if (!found) throw refuse(404, 'unknown_work', 'there is no such work');
    return found;
  }

  #publish(document: dto.NewDocumentDto, request: dto.PublishRequest): dto.PublishedDto {
    const text = (document.text ?? atob(document.base64 ?? '')).trim();
    if (text === '') return { path: document.path, warnings: [], error: { code: 'empty_text', message: 'no text', hint: '', type: 'x' } };
    const owner = this.accountList.find((account) => account.account === request.account) ?? this.accountList[0];
    const party = { account: owner?.account ?? '', address: owner?.address ?? '' };
    const ends = leafEnds(text);
    const cuts = cut(text, ends);
    const title = document.title ?? document.path.replace(/\.\w+$/, '');
    const number = this.#works.length + 1;
    const said: dto.PublishedDto = {
      path: document.path, work: `work${number}`, ...party, payees: [party], title, lang: document.lang ?? 'en',
      licence: document.licence ?? 'attribution', price: document.price ?? '0', version: 1, leaves: ends.length,
      passages: cuts.length, words: words(text), root: 'r'.repeat(64), outcome: request.preview ? 'preview' : 'published', warnings: [],
    };
    if (request.preview) return { ...said, becomes: 'published', text, cuts, fee: '0', deposit: '0' };
    this.height += 1;
    this.#works.push({
      source: document.source ?? document.path,
      cuts,
      detail: {
        work: `work${number}`, title, authors: [party.account], ...party, payees: [party], licence: said.licence ?? '',
        price: said.price ?? '0', lang: said.lang ?? '', version: 1, leaves: ends.length, passages: cuts.length,
        root: 'r'.repeat(64), registered: this.height, priority: this.height, proof: this.#proof(), manifest: 'm'.repeat(64), media_type: 'text/markdown',
        text, leaf_ends: ends, passage_ids: cuts.map((_, index) => `pass${index}`), words: words(text),
      },
    });
    return said;
  }

  /** The best sentence of each work that shares a word of four letters or more with the question. */
  #choose(request: dto.AskRequest): dto.SentenceDto[] {
    if (request.question.trim() === '') throw refuse(400, 'empty_question', 'the question is empty');
    const wanted = new Set(request.question.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
    const found: dto.SentenceDto[] = [];
    for (const { detail } of this.#works) {
      if (!detail.text || request.without?.includes(detail.work)) continue;
      if (request.max_price !== undefined && micros(detail.price) > micros(request.max_price)) continue;
      const best = sentences(detail.text, detail.leaf_ends)
        .map((sentence) => ({ ...sentence, score: (sentence.text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => wanted.has(word)).length }))
        .sort((a, b) => b.score - a.score)[0];
      if (!best || best.score === 0) continue;
      const { text, leaf, from, to } = best;
      found.push({
        text, work: detail.work, version: detail.version, leaf_from: leaf, leaf_to: leaf + 1, byte_from: from, byte_to: to,
        title: detail.title, account: detail.account, address: detail.address, source: found.length + 1,
      });
    }
    return found;
  }

  #hold(chosen: dto.SentenceDto[]): string {
    return coins(Math.max(0, ...chosen.map((sentence) => micros(this.#find(sentence.work).detail.price))));
  }

  #answer(request: dto.AskRequest, chosen: dto.SentenceDto[]): dto.AnswerDto {
    const share = chosen.length > 0 ? Math.floor(MILLION / chosen.length) : 0;
    const credits = chosen.map((sentence, index): dto.CreditDto => {
      const weight_ppm = index === 0 ? MILLION - share * (chosen.length - 1) : share;
      const paid = coins(Math.floor((micros(this.#find(sentence.work).detail.price) * weight_ppm) / MILLION));
      return { work: sentence.work, title: sentence.title, account: sentence.account, address: sentence.address, weight_ppm, paid };
    });
    const price = coins(credits.reduce((sum, credit) => sum + micros(credit.paid), 0));
    const asker = this.accountList[0] ?? { account: '', address: '' };
    const receipt = `rcpt${this.#receipts.length + 1}`;
    const answer = chosen.length > 0 ? chosen.map((s) => `${s.text} [${s.source}]`).join(' ') : 'Nothing answers this.';
    this.balance -= micros(price);
    this.#time += 60_000;
    const common = { answer, sentences: chosen, credits, receipt, price, hold: this.#hold(chosen), method: 'quote', account: asker.account, address: asker.address };
    this.#receipts.push({
      ...common, question: request.question, made_at: this.#time, settlement: micros(price) > 0 ? 'pending' : 'free', chain: this.chain, sequence: this.#receipts.length,
    });
    return { ...common, note: '', warnings: [] };
  }

  #wallet(account?: string): dto.WalletDto {
    const own = this.accountList.find((known) => known.account === account) ?? this.accountList[0];
    return {
      account: own?.account ?? '', address: own?.address ?? '', balance: coins(this.balance), available: coins(this.balance),
      in_channels: '0', backed_up: false, proof: this.#proof(),
    };
  }

  #proof(): dto.ProofDto {
    return { state: 'signed_by_you_alone', height: this.height, block: 'b'.repeat(64) };
  }

  #token(scope: string): dto.TokenDto {
    const file = `/srv/.byline/tokens/${scope}.token`;
    return scope === 'manage' ? { scope, file } : { scope, file, token: 'f'.repeat(64) };
  }

  #confirm(kind: string, summary: Record<string, string>): ApiError {
    return new ApiError(403, { code: 'confirmation_required', message: 'a person has to say so' }, { id: 'c1', kind, summary });
  }
}

function refuse(status: number, code: string, message: string): ApiError {
  return new ApiError(status, { code, message, hint: '', type: 'invalid_request_error' });
}

function micros(amount: string): number {
  return Math.round(Number(amount) * MILLION);
}

function coins(amount: number): string {
  return (amount / MILLION).toFixed(6).replace(/\.?0+$/, '');
}

function size(text: string): number {
  return new TextEncoder().encode(text).length;
}

function words(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

function leafEnds(text: string): number[] {
  let at = 0;
  return (text.match(/[^.!?]+[.!?]*\s*/g) ?? [text]).map((leaf) => (at += size(leaf)));
}

function sentences(text: string, ends: number[]): { text: string; leaf: number; from: number; to: number }[] {
  const bytes = new TextEncoder().encode(text);
  return ends.map((end, leaf) => {
    const from = leaf === 0 ? 0 : (ends[leaf - 1] ?? 0);
    const sentence = new TextDecoder().decode(bytes.slice(from, end)).trimEnd();
    return { text: sentence, leaf, from, to: from + size(sentence) };
  });
}

/** One passage a paragraph. */
function cut(text: string, ends: number[]): dto.CutDto[] {
  const breaks = [...text.matchAll(/\n\n+/g)].map((match) => size(text.slice(0, (match.index ?? 0) + match[0].length)));
  const cuts: dto.CutDto[] = [];
  let [leafFrom, byteFrom] = [0, 0];
  for (const stop of [...breaks, size(text)]) {
    const leafTo = ends.findIndex((end) => end >= stop) + 1;
    const part = new TextDecoder().decode(new TextEncoder().encode(text).slice(byteFrom, stop));
    if (leafTo > leafFrom) cuts.push({ leaf_from: leafFrom, leaf_to: leafTo, byte_from: byteFrom, byte_to: stop, words: words(part) });
    [leafFrom, byteFrom] = [leafTo, stop];
  }
  return cuts;
}
