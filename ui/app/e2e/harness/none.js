/** Throws if something was found, with the first of it in words. */
export function none(found) {
  const all = [...new Set(found)];
  if (all.length > 0) throw new Error(`${all.length} found:\n  ${all.slice(0, 60).join('\n  ')}`);
}
