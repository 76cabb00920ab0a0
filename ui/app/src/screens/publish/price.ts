/** Prices as people type them. */

const ZEROS = [0x660, 0x6f0, 0x966];

/**
 * A price for the API, from digits of any of the app's scripts; nothing if it is none. Only a point parts coins from their fraction, as in the
 * wallet: a comma means a fraction to some and thousands to others.
 */
export function priceOf(typed: string): string | undefined {
  const western = typed.trim().replace(/[٠-٩۰-۹०-९]/g, digit).replace('٫', '.');
  return /^\d{1,13}(\.\d{1,6})?$/.test(western) ? western : undefined;
}

function digit(character: string): string {
  const code = character.charCodeAt(0);
  const zero = ZEROS.find((start) => code >= start && code <= start + 9) ?? code;
  return String(code - zero);
}

/** Why a price cannot be asked for a paid work. */
export function priceProblem(typed: string): 'missing' | 'unreadable' | 'zero' | undefined {
  if (typed.trim() === '') return 'missing';
  const price = priceOf(typed);
  if (price === undefined) return 'unreadable';
  return /[1-9]/.test(price) ? undefined : 'zero';
}
