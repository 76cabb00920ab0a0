import { m } from '$messages';
import type { PublishedDto } from '$lib/api/types';
import { priceOf, priceProblem } from './price';

/** What a person may choose: free, for a price, or what each file says. */
export type Choice = 'attribution' | 'paid' | 'each';

/** The terms as the node wants them; `each` says nothing, so that the documents speak. */
export function termsOf(choice: Choice, price: string): { licence?: string; price?: string } {
  if (choice === 'each') return {};
  return choice === 'paid' ? { licence: 'paid', price: priceOf(price) ?? '' } : { licence: 'attribution' };
}

/** What signing would make of a document, where that is not simply a new work. */
export function becomesText(seen: PublishedDto | undefined): string {
  switch (seen?.becomes) {
    case 'new_version':
      return m.publish_becomes_new_version();
    case 'new_terms':
      return m.publish_becomes_new_terms();
    case 'unchanged':
      return m.publish_becomes_unchanged();
    default:
      return '';
  }
}

/** What is wrong with the price, in words. */
export function problemOf(choice: Choice, price: string): string | undefined {
  if (choice !== 'paid') return undefined;
  switch (priceProblem(price)) {
    case 'missing':
      return m.publish_price_missing();
    case 'unreadable':
      return m.publish_price_unreadable();
    case 'zero':
      return m.publish_price_zero();
    default:
      return undefined;
  }
}
