import { EmbedError } from '../core/errors.ts'
import { parsePageOrigin } from './parsePageOrigin.ts'

/**
 * Origins of pages with permission to request tokens: a list such as `https://app.example.com`, or
 * `https://*.example.com` for all subdomains, or a function.
 */
export type AllowedOrigins = readonly string[] | ((origin: string) => boolean | Promise<boolean>)

/**
 * Creates the check of a request's `Origin` header. A missing header is not allowed.
 *
 * @throws EmbedError `INVALID_OPTIONS` for an entry without any matching origin, so that mistakes are reported at
 * startup
 */
export function createOriginCheck(allowed: AllowedOrigins): (origin: string | null) => boolean | Promise<boolean> {
  if (typeof allowed === 'function') return (origin) => origin !== null && allowed(origin)
  if (!Array.isArray(allowed)) {
    throw new EmbedError('INVALID_OPTIONS', 'allowedOrigins must be an array of origins, or a function.')
  }
  // Not `map`, which skips holes in arrays.
  const rules = Array.from<unknown, (origin: string) => boolean>(allowed, createRule)
  return (origin) => origin !== null && rules.some((matches) => matches(origin))
}

const WILDCARD = '://*.'
const SUBDOMAIN = /^[\w-]+(\.[\w-]+)*$/

function createRule(text: unknown): (origin: string) => boolean {
  const name = 'allowedOrigins'
  if (typeof text !== 'string' || !text.includes(WILDCARD)) {
    const allowed = parsePageOrigin(text, name)
    return (origin) => origin === allowed
  }
  const parent = parsePageOrigin(text.replace(WILDCARD, '://'), name)
  const { protocol, host, hostname } = new URL(parent)
  // Rejects all sites of a top-level domain, but permits all ports and subdomains of this machine.
  if (!hostname.includes('.') && hostname !== 'localhost') {
    throw new EmbedError('INVALID_OPTIONS', `${name} must not allow a whole top-level domain; received "${text}".`)
  }
  const [start, end] = [`${protocol}//`, `.${host}`]
  return (origin) =>
    origin.startsWith(start) && origin.endsWith(end) && SUBDOMAIN.test(origin.slice(start.length, -end.length))
}
