import type {
  AccountDto,
  AddressDto,
  AskEvent,
  AskRequest,
  ConfirmationDto,
  ContactDto,
  EarningsDto,
  EstimateDto,
  HistoryDto,
  NetworkDto,
  NodeEvent,
  Preferences,
  PublishRequest,
  PublishedDto,
  ReceiptDetailDto,
  ReceiptDto,
  RestoringResponse,
  SendRequest,
  SentResponse,
  SettingsDto,
  StatusDto,
  TokenDto,
  UsesDto,
  VerifiedDto,
  VersionDto,
  WalletDto,
  WorkDetailDto,
  WorkDto,
} from './types';

/** How a call is made. */
export interface Options {
  /** Stops it. */
  signal?: AbortSignal;
  /** Id of an approved confirmation for exactly this request; see `confirmAndRetry`. */
  confirmation?: string;
}

/** A file's name and bytes. */
export interface FileBytes {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Everything the app asks of a node. Calls reject with `ApiError` when the node refused and with `Unreachable` when there
 * is no node; a stopped call rejects with the signal's `AbortError`.
 */
export interface Api {
  status(options?: Options): Promise<StatusDto>;
  network(options?: Options): Promise<NetworkDto>;

  /** Yields what happens while the question is answered. Stopping before `answer` costs nothing. */
  ask(request: AskRequest, options?: Options): AsyncIterable<AskEvent>;
  /** The most it can cost; nothing is signed. */
  estimate(request: AskRequest, options?: Options): Promise<EstimateDto>;
  /** Newest first. */
  receipts(filter?: { account?: string; limit?: number }, options?: Options): Promise<ReceiptDto[]>;
  receipt(id: string, options?: Options): Promise<ReceiptDetailDto>;
  /** The proof file, as the node made it. */
  exportReceipt(id: string, options?: Options): Promise<Uint8Array<ArrayBuffer>>;
  /** Checks a proof file. */
  verify(proof: Uint8Array<ArrayBuffer>, options?: Options): Promise<VerifiedDto>;

  /** With `preview: true` it says what would be published, and signs nothing. */
  publish(request: PublishRequest, options?: Options): Promise<PublishedDto[]>;
  works(options?: Options): Promise<WorkDto[]>;
  work(id: string, options?: Options): Promise<WorkDetailDto>;
  uses(work: string, options?: Options): Promise<UsesDto>;
  /** Newest first. */
  versions(work: string, options?: Options): Promise<VersionDto[]>;
  withdraw(work: string, options?: Options): Promise<WorkDto>;
  earnings(account?: string, options?: Options): Promise<EarningsDto>;

  accounts(options?: Options): Promise<AccountDto[]>;
  newAccount(name: string, options?: Options): Promise<AccountDto>;
  renameAccount(account: string, name: string, options?: Options): Promise<AccountDto>;
  wallet(account?: string, options?: Options): Promise<WalletDto>;
  /** Newest first. */
  history(filter?: { account?: string; limit?: number }, options?: Options): Promise<HistoryDto[]>;
  send(request: SendRequest, options?: Options): Promise<SentResponse>;
  /** Whose address it is; rejects when it is mistyped. */
  address(text: string, options?: Options): Promise<AddressDto>;
  contacts(options?: Options): Promise<ContactDto[]>;
  putContact(name: string, address: string, options?: Options): Promise<void>;
  deleteContact(name: string, options?: Options): Promise<void>;
  /** The seed phrase. */
  backup(options?: Options): Promise<string>;
  /** Rejects when the words are not the vault's. */
  checkBackup(words: string, options?: Options): Promise<void>;
  /** The node closes and serves the restored wallet; answers the folder where the present home was set aside. */
  restore(words: string, options?: Options): Promise<RestoringResponse>;
  erase(options?: Options): Promise<void>;

  settings(options?: Options): Promise<SettingsDto>;
  putSettings(settings: { daily_cap: string }, options?: Options): Promise<SettingsDto>;
  preferences(options?: Options): Promise<Preferences>;
  putPreferences(preferences: Preferences, options?: Options): Promise<void>;
  tokens(options?: Options): Promise<TokenDto[]>;
  renewToken(scope: string, options?: Options): Promise<TokenDto>;
  /** Everything of this home but keys, as a .zip. */
  exportAll(options?: Options): Promise<Uint8Array<ArrayBuffer>>;

  /** Answers as soon as a person decided, or after `wait` seconds. */
  confirmation(id: string, wait: number, options?: Options): Promise<ConfirmationDto>;
  /** Yields what happens in the node until it is stopped or the node goes away. */
  events(options?: Options): AsyncIterable<NodeEvent>;
}
