import type { QueryClient } from '@tanstack/react-query'

const known = new WeakSet<QueryClient>()
// Weak, as a client that its host let go of must not be kept alive by us.
const clients = new Set<WeakRef<QueryClient>>()

/** Notes a client whose cache holds tokens, so that signing out finds them all. */
export function noteEmbedClient(client: QueryClient): void {
  if (known.has(client)) return
  known.add(client)
  clients.add(new WeakRef(client))
}

/** Every client of this document that ever held a token and still exists. */
export function embedClients(): QueryClient[] {
  return [...clients].flatMap((client) => client.deref() ?? [])
}
