import type { Api, Options } from './api';
import type { Connection } from './connection';
import { ApiError, Unreachable, isAbort } from './errors';
import { lines } from './ndjson';
import type * as dto from './types';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Query = Record<string, string | number | undefined>;

/** What stands before the node says for it when it is not there, or not yet again. */
const GONE = [502, 503, 504];

/** A node over HTTP. */
export class HttpApi implements Api {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  status = (options?: Options) => this.#get<dto.StatusDto>('/api/status', options);
  network = (options?: Options) => this.#get<dto.NetworkDto>('/api/network', options);

  async *ask(request: dto.AskRequest, options?: Options): AsyncGenerator<dto.AskEvent> {
    const response = await this.#send('POST', '/api/ask/stream', options, request);
    for await (const event of lines<dto.AskEvent>(response, options?.signal)) {
      if (event.event === 'error') throw new ApiError(0, event.error, event.confirmation);
      yield event;
    }
  }

  estimate = (request: dto.AskRequest, options?: Options) =>
    this.#post<dto.EstimateDto>('/api/ask/estimate', options, request);

  receipts = async (filter: { account?: string; limit?: number } = {}, options?: Options) =>
    (await this.#get<{ receipts: dto.ReceiptDto[] }>(`/api/receipts${query(filter)}`, options)).receipts;

  receipt = (id: string, options?: Options) => this.#get<dto.ReceiptDetailDto>(`/api/receipts/${part(id)}`, options);

  exportReceipt = async (id: string, options?: Options) =>
    bytes(await this.#send('GET', `/api/receipts/${part(id)}/export`, options));

  verify = async (proof: Uint8Array<ArrayBuffer>, options?: Options) =>
    json<dto.VerifiedDto>(await this.#send('POST', '/api/verify', options, proof));

  publish = async (request: dto.PublishRequest, options?: Options) =>
    (await this.#post<dto.PublishResponse>('/api/publish', options, request)).documents;

  works = async (options?: Options) => (await this.#get<{ works: dto.WorkDto[] }>('/api/works', options)).works;
  work = (id: string, options?: Options) => this.#get<dto.WorkDetailDto>(`/api/works/${part(id)}`, options);
  uses = (id: string, options?: Options) => this.#get<dto.UsesDto>(`/api/works/${part(id)}/uses`, options);

  versions = async (id: string, options?: Options) =>
    (await this.#get<{ versions: dto.VersionDto[] }>(`/api/works/${part(id)}/versions`, options)).versions;

  withdraw = (id: string, options?: Options) => this.#post<dto.WorkDto>(`/api/works/${part(id)}/withdraw`, options);

  earnings = (account?: string, options?: Options) =>
    this.#get<dto.EarningsDto>(`/api/earnings${query({ account })}`, options);

  accounts = async (options?: Options) =>
    (await this.#get<{ accounts: dto.AccountDto[] }>('/api/accounts', options)).accounts;

  newAccount = (name: string, options?: Options) => this.#post<dto.AccountDto>('/api/accounts', options, { name });

  renameAccount = (account: string, name: string, options?: Options) =>
    this.#post<dto.AccountDto>(`/api/accounts/${part(account)}/rename`, options, { name });

  wallet = (account?: string, options?: Options) =>
    this.#get<dto.WalletDto>(`/api/wallet${query({ account })}`, options);

  history = async (filter: { account?: string; limit?: number } = {}, options?: Options) =>
    (await this.#get<{ history: dto.HistoryDto[] }>(`/api/wallet/history${query(filter)}`, options)).history;

  send = (request: dto.SendRequest, options?: Options) =>
    this.#post<dto.SentResponse>('/api/wallet/send', options, request);

  address = (text: string, options?: Options) => this.#get<dto.AddressDto>(`/api/addresses/${part(text)}`, options);

  contacts = async (options?: Options) =>
    (await this.#get<{ contacts: dto.ContactDto[] }>('/api/contacts', options)).contacts;

  putContact = (name: string, address: string, options?: Options) =>
    this.#void('PUT', `/api/contacts/${part(name)}`, options, { address });

  deleteContact = (name: string, options?: Options) => this.#void('DELETE', `/api/contacts/${part(name)}`, options);

  backup = async (options?: Options) => (await this.#post<{ words: string }>('/api/wallet/backup', options)).words;

  checkBackup = (words: string, options?: Options) =>
    this.#void('POST', '/api/wallet/backup/check', options, { words });

  restore = (words: string, options?: Options) =>
    this.#post<dto.RestoringResponse>('/api/wallet/restore', options, { words });

  erase = (options?: Options) => this.#void('POST', '/api/erase', options);

  settings = (options?: Options) => this.#get<dto.SettingsDto>('/api/settings', options);

  putSettings = async (settings: { daily_cap: string }, options?: Options) =>
    json<dto.SettingsDto>(await this.#send('PUT', '/api/settings', options, settings));

  preferences = (options?: Options) => this.#get<dto.Preferences>('/api/preferences', options);

  putPreferences = (preferences: dto.Preferences, options?: Options) =>
    this.#void('PUT', '/api/preferences', options, preferences);

  tokens = async (options?: Options) => (await this.#get<{ tokens: dto.TokenDto[] }>('/api/tokens', options)).tokens;

  renewToken = (scope: string, options?: Options) =>
    this.#post<dto.TokenDto>(`/api/tokens/${part(scope)}/renew`, options);

  exportAll = async (options?: Options) => bytes(await this.#send('GET', '/api/export', options));

  confirmation = (id: string, wait: number, options?: Options) =>
    this.#get<dto.ConfirmationDto>(`/api/confirmations/${part(id)}${query({ wait })}`, options);

  async *events(options?: Options): AsyncGenerator<dto.NodeEvent> {
    const response = await this.#send('GET', '/api/events', options);
    yield* lines<dto.NodeEvent>(response, options?.signal);
  }

  async #get<T>(path: string, options?: Options): Promise<T> {
    return json<T>(await this.#send('GET', path, options));
  }

  async #post<T>(path: string, options?: Options, body?: unknown): Promise<T> {
    return json<T>(await this.#send('POST', path, options, body));
  }

  async #void(method: Method, path: string, options?: Options, body?: unknown): Promise<void> {
    const response = await this.#send(method, path, options, body);
    await response.body?.cancel();
  }

  /** Sends a request; gives back the answer if it is a success and rejects if it is not. */
  async #send(method: Method, path: string, options: Options = {}, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.#connection.token}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (options.confirmation) headers['byline-confirmation'] = options.confirmation;
    const init: RequestInit = { method, headers, signal: options.signal ?? null, cache: 'no-store', referrerPolicy: 'no-referrer' };
    if (body !== undefined) init.body = body instanceof Uint8Array ? body as Uint8Array<ArrayBuffer> : JSON.stringify(body);
    const response = await reach(() => fetch(this.#connection.url + path, init));
    if (GONE.includes(response.status)) throw new Unreachable(response.status);
    if (!response.ok) throw await refusal(response);
    return response;
  }
}

/** Tells a node that is gone from a call that was stopped. */
async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw isAbort(error) ? error : new Unreachable(error);
  }
}

async function json<T>(response: Response): Promise<T> {
  const text = await reach(() => response.text());
  // An answer that says nothing (204, 202) is an empty object.
  return (text === '' ? {} : JSON.parse(text)) as T;
}

async function bytes(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await reach(() => response.arrayBuffer()));
}

interface Refusal {
  error?: dto.ErrorDetail;
  confirmation?: dto.ConfirmationNeeded;
}

async function refusal(response: Response): Promise<ApiError> {
  const text = await reach(() => response.text());
  let body: Refusal = {};
  try {
    body = JSON.parse(text) as Refusal;
  } catch {
    // Not from the node's own routes: the status is all there is to say.
  }
  return new ApiError(response.status, body.error ?? { code: `http_${response.status}` }, body.confirmation);
}

function part(text: string): string {
  return encodeURIComponent(text);
}

function query(values: Query): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
  return given.length > 0 ? `?${search}` : '';
}
