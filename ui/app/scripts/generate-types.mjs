// Writes the types of the API's JSON from openapi.json, the document that the node makes of itself.
import openapiTS, { astToString } from 'openapi-typescript';
import { readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const document = JSON.parse(readFileSync(new URL('openapi.json', root), 'utf8'));
const types = astToString(await openapiTS(withoutNull(document), { defaultNonNullable: false }));
writeFileSync(new URL('src/lib/api/schema.d.ts', root), types);

/** The node leaves out what is not there and never says `null`; the document allows both. */
function withoutNull(part) {
  if (Array.isArray(part)) return part.map(withoutNull);
  if (part === null || typeof part !== 'object') return part;
  const { oneOf, type, ...rest } = part;
  const isNull = (one) => one?.type === 'null';
  const given = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withoutNull(value)]));
  if (Array.isArray(type)) given.type = type.filter((one) => one !== 'null')[0];
  else if (type !== undefined) given.type = withoutNull(type);
  if (!oneOf) return given;
  const choices = oneOf.filter((one) => !isNull(one)).map(withoutNull);
  return choices.length === 1 && oneOf.some(isNull) ? { ...given, ...choices[0] } : { ...given, oneOf: choices };
}
