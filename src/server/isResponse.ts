/**
 * Whether a value is a `Response`, including one of another realm or of a package that replaces the global class, for
 * which `instanceof` is false.
 */
export function isResponse(value: unknown): value is Response {
  return Object.prototype.toString.call(value) === '[object Response]'
}
