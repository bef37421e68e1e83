/**
 * Returns whether a value is a `Response`, including responses of another realm or of a package with its own class,
 * where `instanceof` fails.
 */
export function isResponse(value: unknown): value is Response {
  return Object.prototype.toString.call(value) === '[object Response]'
}
