import * as en from '../../paraglide/messages/en.js';

/** The messages of a language, by key. */
export type Table = typeof en;

/** What the app speaks until another language is loaded. */
export const english: Table = en;

/** Every call of a message reads it, so a change shows everywhere. */
class Messages {
  now = $state.raw<Table>(en);
}

/** The messages that the app speaks now. */
export const table = new Messages();
