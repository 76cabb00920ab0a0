/** The geometry of a ring of validators. Angles are in degrees, clockwise from the top, so that 360 is the whole ring. */

/** An arc of the ring. */
export interface Arc {
  from: number;
  /** How far it goes. */
  sweep: number;
  signed: boolean;
  you: boolean;
}

/** What of a validator the ring shows. */
export interface Signer {
  /** Its voting power. */
  power: number;
  signed: boolean;
  you: boolean;
}

/** Above so many validators single arcs can no longer be told apart. */
export const MOST_ARCS = 12;
/** Paper between two arcs. */
const GAP = 14;

/** One arc for each validator, in order, with paper between. */
export function arcs(signers: readonly Signer[]): Arc[] {
  const part = 360 / signers.length;
  const gap = Math.min(GAP, part / 3);
  return signers.map((signer, n) => ({ from: n * part + gap / 2, sweep: part - gap, signed: signer.signed, you: signer.you }));
}

/** The part of the voting power that signed, from 0 to 1. */
export function signedPart(signers: readonly Signer[]): number {
  const all = powerOf(signers);
  return all === 0 ? 0 : powerOf(signers.filter((signer) => signer.signed)) / all;
}

/** The voting power of `signers` together. */
export function powerOf(signers: readonly Signer[]): number {
  return signers.reduce((sum, signer) => sum + signer.power, 0);
}

/** Where on a circle around (`centre`, `centre`) an angle is. */
export function pointAt(angle: number, radius: number, centre: number): { x: number; y: number } {
  const turn = ((angle - 90) * Math.PI) / 180;
  return { x: centre + radius * Math.cos(turn), y: centre + radius * Math.sin(turn) };
}
