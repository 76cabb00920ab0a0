import { m } from '$messages';
import { formatCoins } from '$lib/i18n/format';

/** What others may do with a work, in a few words. */
export function termsText({ licence, price }: { licence: string; price: string }): string {
  switch (licence) {
    case 'attribution':
      return m.works_terms_free();
    case 'paid':
      return m.works_terms_paid({ price: formatCoins(price) });
    case 'granted':
      return m.works_terms_granted({ price: formatCoins(price) });
    default:
      return m.works_terms_none();
  }
}

/** What an answer that rests on a work alone costs, in as few words as a table has room for. */
export function priceText({ licence, price }: { licence: string; price: string }): string {
  return licence === 'attribution' ? m.works_free() : licence === 'none' ? m.works_terms_none() : formatCoins(price);
}
