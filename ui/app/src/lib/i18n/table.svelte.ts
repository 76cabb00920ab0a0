import type * as en from '../../paraglide/messages/en.js';

/** The messages of a language, by key. */
export type Table = typeof en;

/** Every call of a message reads it, so a change shows everywhere. There is none until a language was loaded. */
class Messages {
  now = $state.raw<Table>({} as Table);
}

/** The messages that the app speaks now. */
export const table = new Messages();
