import { m } from '$messages';
import type { AmountProblem } from './amount';

/** Why a text is no amount, in words. */
export function amountProblem(problem: AmountProblem): string {
  switch (problem) {
    case 'missing':
      return m.wallet_amount_missing();
    case 'shape':
      return m.wallet_amount_shape();
    case 'places':
      return m.wallet_amount_places();
    case 'zero':
      return m.wallet_amount_zero();
    case 'too_large':
      return m.wallet_amount_too_large();
  }
}
