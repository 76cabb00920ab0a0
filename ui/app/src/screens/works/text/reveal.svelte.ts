/**
 * Draws a long list piece by piece, some with every frame, so that a large text is there at once and the page stays
 * alive.
 */
export class Reveal {
  /** How many pieces are drawn. */
  count = $state(0);
  #wanted = 0;
  #frame: number | undefined;

  /** Starts again with `total` pieces, of which the first `at least` are drawn at once. */
  start(total: number, atLeast: number, step: number): () => void {
    this.stop();
    this.#wanted = total;
    // Not read back: what calls this would otherwise depend on what it changes.
    const first = Math.min(total, Math.max(step, atLeast));
    this.count = first;
    const more = () => {
      this.count = Math.min(this.#wanted, this.count + step);
      this.#frame = this.count < this.#wanted ? requestAnimationFrame(more) : undefined;
    };
    if (first < total) this.#frame = requestAnimationFrame(more);
    return () => this.stop();
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }
}
